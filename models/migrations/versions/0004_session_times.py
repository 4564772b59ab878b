"""When a session really began, its halves and its pauses; who wants no ideas for their role."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENTS, LENGTHS, PAUSES = (
    ("began_at", "paused_at", "stepped_at"),
    ("first_seconds", "second_seconds"),
    ("first_paused", "second_paused"),
)


def upgrade() -> None:
    """Forward."""
    for name in MOMENTS:
        op.add_column("sessions", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in LENGTHS:
        op.add_column("sessions", sa.Column(name, sa.Integer(), nullable=True))
    for name in PAUSES:
        op.add_column("sessions", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("members", sa.Column("prompted", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """And back."""
    op.drop_column("members", "prompted")
    for name in (*PAUSES, *LENGTHS, *MOMENTS):
        op.drop_column("sessions", name)
