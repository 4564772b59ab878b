"""At which hour each coordinator reads what needs a person."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "mornings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_mornings_member_id")),
        sa.UniqueConstraint("member_id", name=op.f("uq_mornings_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mornings")),
    )


def downgrade() -> None:
    """And back."""
    op.drop_table("mornings")
