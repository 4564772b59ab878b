"""The numbers that were told, so that they stay as they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "reports",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_reports")),
    )


def downgrade() -> None:
    """And back."""
    op.drop_table("reports")
