"""What each says of a session, twice if need be; reflections; commitments that stand alone, with a witness by name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OF = "commitments.session_id"
PARTNER = f"""
SELECT MIN(pairing_sides.member_id) FROM pairing_sides
JOIN sessions ON sessions.pairing_id = pairing_sides.pairing_id
WHERE sessions.id = {OF} AND pairing_sides.member_id <> commitments.member_id
"""  # noqa: S608 (our own words)
LATEST = """
SELECT MAX(session_accounts.session_id) FROM session_accounts
WHERE session_accounts.member_id = commitments.member_id
"""


def upgrade() -> None:
    """Forward."""
    op.add_column("session_accounts", sa.Column("looked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session_accounts", sa.Column("because", sa.String(length=8), nullable=True))
    op.create_table(
        "reflections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_reflections_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
    )
    op.create_index("ix_reflections_member_id", "reflections", ["member_id"])
    with op.batch_alter_table("commitments") as table:
        table.add_column(sa.Column("status", sa.String(length=8), nullable=False, server_default="open"))
        table.add_column(sa.Column("asked_again", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("witness_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_commitments_witness_id"), "members", ["witness_id"], ["id"])
    op.execute("UPDATE commitments SET status = outcome WHERE outcome IS NOT NULL")
    op.execute(f"UPDATE commitments SET witness_id = ({PARTNER}) WHERE witness = 'partner'")  # noqa: S608 (our own words)
    op.drop_index("ix_commitments_session_id", "commitments")
    with op.batch_alter_table("commitments") as table:
        table.drop_constraint(op.f("fk_commitments_session_id"), type_="foreignkey")
        for name in ("session_id", "witness", "outcome"):
            table.drop_column(name)


def downgrade() -> None:
    """And back."""
    # What there was no word for before: what the two don't agree on, and a commitment that follows no session.
    op.execute("UPDATE sessions SET status = 'missed' WHERE status IN ('unsure', 'unsettled')")
    with op.batch_alter_table("commitments") as table:
        table.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("witness", sa.String(length=8), nullable=False, server_default="me"))
        table.add_column(sa.Column("outcome", sa.String(length=8), nullable=True))
    op.execute(f"UPDATE commitments SET session_id = ({LATEST})")  # noqa: S608 (our own words)
    op.execute("DELETE FROM commitments WHERE session_id IS NULL")
    op.execute("UPDATE commitments SET outcome = status WHERE status <> 'open'")
    op.execute(f"UPDATE commitments SET witness = 'partner' WHERE witness_id = ({PARTNER})")  # noqa: S608 (our own words)
    with op.batch_alter_table("commitments") as table:
        table.alter_column("session_id", nullable=False)
        table.create_foreign_key(op.f("fk_commitments_session_id"), "sessions", ["session_id"], ["id"])
        table.drop_constraint(op.f("fk_commitments_witness_id"), type_="foreignkey")
        for name in ("status", "asked_again", "witness_id"):
            table.drop_column(name)
    op.create_index("ix_commitments_session_id", "commitments", ["session_id"])
    op.drop_index("ix_reflections_member_id", "reflections")
    op.drop_table("reflections")
    for name in ("because", "looked_again_at"):
        op.drop_column("session_accounts", name)
