"""Who may be woken when somebody is in danger."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("woken", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.alter_column("woken", server_default=None)


def downgrade() -> None:
    """And back."""
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.drop_column("woken")
