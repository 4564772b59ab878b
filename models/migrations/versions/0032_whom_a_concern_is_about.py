"""Whoever raised a concern isn't introduced to whom it was about."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. Of concerns that were raised before, nobody knows whom they are about: only who may be meant by them."""
    with op.batch_alter_table("ties") as table:
        table.add_column(sa.Column("others", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("ties") as table:
        table.drop_column("others")
