"""Who asked to be forgotten, and until when they may change their mind; what somebody's own data is behind."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("traces", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_erasures_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_member_id"), "erasures", ["member_id"])
    asked = sa.text("status = 'asked'")
    op.create_index(
        "uq_erasures_asked",
        "erasures",
        ["member_id"],
        unique=True,
        sqlite_where=asked,
        postgresql_where=asked,
    )
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("code", sa.LargeBinary(length=32), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_exports_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("member_id", name=op.f("uq_exports_member_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """And back."""
    op.drop_table("exports")
    op.drop_index("uq_erasures_asked", table_name="erasures")
    op.drop_index(op.f("ix_erasures_member_id"), table_name="erasures")
    op.drop_table("erasures")
