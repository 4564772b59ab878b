"""Thanks that may stand in the monthly letter, if both agree."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0023b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "appreciations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_appreciations_author_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["members.id"], name=op.f("fk_appreciations_reader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appreciations")),
    )
    with op.batch_alter_table("appreciations", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_appreciations_author_id"), ["author_id"], unique=False)
        batch_op.create_index(op.f("ix_appreciations_reader_id"), ["reader_id"], unique=False)


def downgrade() -> None:
    """And back."""
    op.drop_table("appreciations")
