"""Concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.LargeBinary(), nullable=True),
        sa.Column("named", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_concerns_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
        sa.UniqueConstraint("code", name=op.f("uq_concerns_code")),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index("ix_concerns_status", ["status"], unique=False)
        batch_op.create_index(op.f("ix_concerns_member_id"), ["member_id"], unique=False)
    op.create_table(
        "concern_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_concern_words_author_id")),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_concern_words_concern_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_words")),
    )
    with op.batch_alter_table("concern_words", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_concern_words_concern_id"), ["concern_id"], unique=False)
        batch_op.create_index(op.f("ix_concern_words_author_id"), ["author_id"], unique=False)


def downgrade() -> None:
    """And back."""
    op.execute("DELETE FROM outbox WHERE id < 0")
    op.drop_table("concern_words")
    op.drop_table("concerns")
