"""What two meet for, and what somebody would like to be asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0026c"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: those of a round are of its kind."""
    op.add_column(
        "pairings", sa.Column("kind", sa.String(length=12), nullable=False, server_default="coaching")
    )
    op.execute(
        "UPDATE pairings SET kind = (SELECT rounds.kind FROM rounds WHERE rounds.id = pairings.round_id) "
        "WHERE round_id IS NOT NULL"
    )
    op.add_column("wishes", sa.Column("kinds", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """And back."""
    op.drop_column("wishes", "kinds")
    op.drop_column("pairings", "kind")
