"""Corrected minutes, who may be in whose log, until when an accreditation runs, and hours of learning."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'proposed'")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_corrections_session_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["members.id"], name=op.f("fk_corrections_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_session_id", "corrections", ["session_id"])
    op.create_index("ix_corrections_proposed_by", "corrections", ["proposed_by"])
    op.create_index(
        "uq_corrections_open", "corrections", ["session_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )  # fmt: skip
    op.create_table(
        "learning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_learning_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning")),
    )
    op.create_index("ix_learning_member_id", "learning", ["member_id"])
    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["members.id"], name=op.f("fk_listings_coach_id")),
        sa.ForeignKeyConstraint(["client_id"], ["members.id"], name=op.f("fk_listings_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
    )
    op.create_index("ix_listings_client_id", "listings", ["client_id"])
    op.create_index("uq_listings_coach_client", "listings", ["coach_id", "client_id"], unique=True)
    op.add_column("credentials", sa.Column("expires_on", sa.Date(), nullable=True))
    key = sa.ForeignKey("members.id", name=op.f("fk_consents_to_id"))
    op.add_column("consents", sa.Column("to_id", sa.Integer(), key, nullable=True), inline_references=True)
    op.create_index("ix_consents_to_id", "consents", ["to_id"])


def downgrade() -> None:
    """And back."""
    # What there was no word for before: a consent that was given to one member alone.
    op.execute("DELETE FROM consents WHERE to_id IS NOT NULL")
    op.drop_index("ix_consents_to_id", "consents")
    op.drop_column("consents", "to_id")
    op.drop_column("credentials", "expires_on")
    op.drop_table("listings")
    op.drop_table("learning")
    op.drop_table("corrections")
