"""What takes two coordinators: that somebody takes part no longer, or has no seat, and back."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'proposed'")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_removals_member_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["members.id"], name=op.f("fk_removals_proposed_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["members.id"], name=op.f("fk_removals_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
    )
    op.create_index("ix_removals_member_id", "removals", ["member_id"])
    op.create_index(
        "uq_removals_open", "removals", ["member_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    """And back. There was no word for who was removed: they are members whom nobody has verified, and get no texts."""
    op.execute(
        "UPDATE members SET status = 'applied', stopped_at = COALESCE(stopped_at, CURRENT_TIMESTAMP) "
        "WHERE status = 'removed'"
    )
    op.drop_table("removals")
