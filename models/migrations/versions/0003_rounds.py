"""Rounds, wishes, and rings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_blocks_member_id")),
        sa.ForeignKeyConstraint(["other_id"], ["members.id"], name=op.f("fk_blocks_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_blocks_other_id"), ["other_id"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("shape", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("level_gap", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("todo", sa.String(length=16), nullable=True),
        sa.Column("todo_for", sa.Integer(), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["members.id"], name=op.f("fk_rounds_opened_by")),
        sa.ForeignKeyConstraint(["sent_by"], ["members.id"], name=op.f("fk_rounds_sent_by")),
        sa.ForeignKeyConstraint(["todo_for"], ["members.id"], name=op.f("fk_rounds_todo_for")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    op.create_table(
        "ties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_ties_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ties")),
    )
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ties_member_id"), ["member_id"], unique=False)

    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.LargeBinary(), nullable=True),
        sa.Column("aims", sa.LargeBinary(), nullable=True),
        sa.Column("style", sa.LargeBinary(), nullable=True),
        sa.Column("heritage", sa.LargeBinary(), nullable=True),
        sa.Column("partner_heritage", sa.LargeBinary(), nullable=True),
        sa.Column("wider", sa.Boolean(), nullable=False),
        sa.Column("accepts_former", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_wishes_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("member_id", name=op.f("uq_wishes_member_id")),
    )
    op.create_table(
        "round_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_round_entries_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_entries_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_entries")),
    )
    with op.batch_alter_table("round_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_entries_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_round_entries_round_status", ["round_id", "status"], unique=False)
        batch_op.create_index("uq_round_entries_round_member", ["round_id", "member_id"], unique=True)

    op.add_column("pairing_sides", sa.Column("why", sa.LargeBinary(), nullable=True))
    # The tables that point to pairings hold rows, so SQLite must not make it anew.
    for name, there in (("round_id", "rounds.id"), ("ring_id", "pairings.id"), ("coach_id", "members.id")):
        key = sa.ForeignKey(there, name=op.f(f"fk_pairings_{name}"))
        op.add_column("pairings", sa.Column(name, sa.Integer(), key, nullable=True), inline_references=True)
    op.add_column("pairings", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_pairings_round_id", "pairings", ["round_id"])
    op.create_index("ix_pairings_ring_id", "pairings", ["ring_id"])


def downgrade() -> None:
    """And back."""
    # What there was no word for before: a ring's legs are pairs again, rings and what was withdrawn are over.
    op.execute("UPDATE pairings SET ring_id = NULL")
    rings = "SELECT pairing_id FROM pairing_sides GROUP BY pairing_id HAVING COUNT(*) > 2"
    op.execute(f"UPDATE pairings SET status = 'lapsed' WHERE status = 'withdrawn' OR id IN ({rings})")  # noqa: S608 (our own words)
    op.drop_index("ix_pairings_round_id", "pairings")
    op.drop_index("ix_pairings_ring_id", "pairings")
    for name in ("ended_at", "coach_id", "ring_id", "round_id"):
        op.drop_column("pairings", name)
    op.drop_column("pairing_sides", "why")
    with op.batch_alter_table("round_entries", schema=None) as batch_op:
        batch_op.drop_index("uq_round_entries_round_member")
        batch_op.drop_index("ix_round_entries_round_status")
        batch_op.drop_index(batch_op.f("ix_round_entries_member_id"))

    op.drop_table("round_entries")
    op.drop_table("wishes")
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ties_member_id"))

    op.drop_table("ties")
    op.drop_table("rounds")
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocks_other_id"))
        batch_op.drop_index(batch_op.f("ix_blocks_member_id"))

    op.drop_table("blocks")
