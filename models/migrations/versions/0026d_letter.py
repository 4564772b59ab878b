"""Whether somebody would like the monthly letter."""

import sqlalchemy as sa
from alembic import op

revision = "0026d"
down_revision = "0026c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: nobody was asked yet."""
    op.add_column("members", sa.Column("letter", sa.String(length=8), nullable=True))


def downgrade() -> None:
    """And back."""
    op.drop_column("members", "letter")
