"""Being heard: who has offered to listen, and who looks for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0023b"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "listeners",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_listeners_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_listeners")),
    )
    op.create_table(
        "hearings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("listener_id", sa.Integer(), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_hearings_member_id")),
        sa.ForeignKeyConstraint(["listener_id"], ["members.id"], name=op.f("fk_hearings_listener_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_hearings_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
    )
    with op.batch_alter_table("hearings", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_hearings_member_id"), ["member_id"], unique=False)
        batch_op.create_index(op.f("ix_hearings_listener_id"), ["listener_id"], unique=False)


def downgrade() -> None:
    """And back."""
    op.drop_table("hearings")
    op.drop_table("listeners")
