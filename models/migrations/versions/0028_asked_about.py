"""What is asked and planned about a row is found without looking at everybody's."""

from alembic import op

revision = "0028"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_index("ix_talks_flow_about", "talks", ["flow", "about"])
    op.create_index("ix_nudges_about_kind", "nudges", ["about", "kind"])
    op.create_index("ix_commitments_witness_id", "commitments", ["witness_id"])


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_commitments_witness_id", "commitments")
    op.drop_index("ix_nudges_about_kind", "nudges")
    op.drop_index("ix_talks_flow_about", "talks")
