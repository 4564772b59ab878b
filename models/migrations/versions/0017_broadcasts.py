"""Broadcasts: one coordinator's words to many people, and who reads them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAITING, TO_MANY = sa.text("due_at IS NULL"), sa.text("broadcast_id IS NOT NULL")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["members.id"], name=op.f("fk_broadcasts_by_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["broadcasts.id"], name=op.f("fk_broadcasts_follows_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index("ix_broadcasts_status", "broadcasts", ["status"])
    op.create_table(
        "broadcast_readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_readers_broadcast_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_broadcast_readers_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_readers")),
    )
    op.create_index(
        "uq_broadcast_readers_once", "broadcast_readers", ["broadcast_id", "member_id"], unique=True
    )
    op.create_index("ix_broadcast_readers_member_due", "broadcast_readers", ["member_id", "due_at"])
    op.create_index(
        "ix_broadcast_readers_waiting",
        "broadcast_readers",
        ["broadcast_id", "member_id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    of = sa.ForeignKey("broadcasts.id", name=op.f("fk_outbox_broadcast_id"))
    op.add_column(
        "outbox", sa.Column("broadcast_id", sa.Integer(), of, nullable=True), inline_references=True
    )
    op.create_index(
        "ix_outbox_broadcast_id", "outbox", ["broadcast_id"], sqlite_where=TO_MANY, postgresql_where=TO_MANY
    )


def downgrade() -> None:
    """And back."""
    op.drop_index("ix_outbox_broadcast_id", "outbox")
    op.drop_column("outbox", "broadcast_id")
    for name in (
        "ix_broadcast_readers_waiting",
        "ix_broadcast_readers_member_due",
        "uq_broadcast_readers_once",
    ):
        op.drop_index(name, "broadcast_readers")
    op.drop_table("broadcast_readers")
    op.drop_index("ix_broadcasts_status", "broadcasts")
    op.drop_table("broadcasts")
