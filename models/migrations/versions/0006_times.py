"""Sessions: several suggested together, one instead of another, and how they meet."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("sessions", sa.Column("series", sa.String(length=40), nullable=True))
    # Other tables point here and hold rows, so SQLite must not make it anew.
    key = sa.ForeignKey("sessions.id", name=op.f("fk_sessions_replaces_id"))
    op.add_column(
        "sessions", sa.Column("replaces_id", sa.Integer(), key, nullable=True), inline_references=True
    )
    op.add_column("sessions", sa.Column("place", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """And back."""
    with op.batch_alter_table("sessions", schema=None) as batch_op:  # and the key goes with its column
        for name in ("place", "replaces_id", "series"):
            batch_op.drop_column(name)
