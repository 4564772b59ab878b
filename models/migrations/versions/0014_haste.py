"""What leaves first, of all that is due."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

QUEUED = sa.text("status = 'queued'")


def upgrade() -> None:
    """Forward."""
    op.add_column("outbox", sa.Column("haste", sa.SmallInteger(), nullable=False, server_default="1"))
    op.create_index(
        "ix_outbox_queued", "outbox", ["haste", "due_at", "id"], sqlite_where=QUEUED, postgresql_where=QUEUED
    )


def downgrade() -> None:
    """And back."""
    op.drop_index("ix_outbox_queued", "outbox")
    op.drop_column("outbox", "haste")
