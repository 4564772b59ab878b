"""Whoever shares something says whether its title and whom it comes from may stand in the monthly letter."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0026d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. What was shared before stands in no letter: nobody was asked about whom it comes from."""
    with op.batch_alter_table("knowledge") as table:
        table.add_column(sa.Column("in_letter", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("knowledge") as table:
        table.drop_column("in_letter")
