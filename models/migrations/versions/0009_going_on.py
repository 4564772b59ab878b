"""How two go on: rests, half-way and closing answers; what coordinators are to read of."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENTS = ("at_ease_at", "rests_until", "beyond_at")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_mentions_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )
    op.create_index("uq_mentions_kind_about_member", "mentions", ["kind", "about", "member_id"], unique=True)
    op.create_index("ix_mentions_member_status", "mentions", ["member_id", "status"])
    for name in MOMENTS:
        op.add_column("pairings", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in ("half_way", "closing"):
        op.add_column("pairing_sides", sa.Column(name, sa.String(length=8), nullable=True))
    op.add_column("pairing_sides", sa.Column("half_way_words", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """And back."""
    for name in ("half_way_words", "closing", "half_way"):
        op.drop_column("pairing_sides", name)
    for name in reversed(MOMENTS):
        op.drop_column("pairings", name)
    op.drop_table("mentions")
