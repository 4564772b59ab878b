"""The directory: who wishes to be found, and who asked whom."""

import sqlalchemy as sa
from alembic import op

revision = "0026b"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "directory_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("offers", sa.LargeBinary(), nullable=False),
        sa.Column("languages", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_directory_entries_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entries")),
        sa.UniqueConstraint("member_id", name=op.f("uq_directory_entries_member_id")),
    )
    op.create_table(
        "directory_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_directory_requests_member_id")),
        sa.ForeignKeyConstraint(["other_id"], ["members.id"], name=op.f("fk_directory_requests_other_id")),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairings.id"], name=op.f("fk_directory_requests_pairing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_requests")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("directory_requests", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_directory_requests_member_id"), ["member_id"], unique=False)
        batch_op.create_index(op.f("ix_directory_requests_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    """And back."""
    op.drop_table("directory_requests")
    op.drop_table("directory_entries")
