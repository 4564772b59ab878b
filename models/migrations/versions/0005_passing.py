"""Words that members pass on to each other, and numbers they share."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    author = sa.ForeignKey("members.id", name=op.f("fk_outbox_author_id"))
    op.add_column(
        "outbox", sa.Column("author_id", sa.Integer(), author, nullable=True), inline_references=True
    )
    there = sa.text("author_id IS NOT NULL")
    op.create_index("ix_outbox_author", "outbox", ["author_id"], sqlite_where=there, postgresql_where=there)
    op.add_column("pairing_sides", sa.Column("shares_number", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """And back."""
    op.drop_column("pairing_sides", "shares_number")
    op.drop_index("ix_outbox_author", "outbox")
    op.drop_column("outbox", "author_id")
