"""Delivery and nudges that can be relied on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "heartbeats",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "numbers",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("halted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("halted_for", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_numbers")),
    )
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "label", name=op.f("pk_tallies")),
    )
    op.create_table(
        "templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_templates_name")),
        sa.UniqueConstraint("sid", name=op.f("uq_templates_sid")),
    )
    op.create_index("uq_templates_key_language", "templates", ["key", "language"], unique=True)

    op.add_column("addresses", sa.Column("number", sa.String(length=64), nullable=True))
    op.add_column("addresses", sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("addresses", sa.Column("parked_for", sa.String(length=40), nullable=True))

    op.add_column("members", sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column("members", sa.Column("quiet_till", sa.Integer(), nullable=True))
    op.add_column("members", sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("members", sa.Column("keeps", sa.LargeBinary(), nullable=True))

    op.add_column("nudges", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wording", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("answers", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("number", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("not_after", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_outbox_status_id"))
        batch_op.create_index("ix_outbox_status_due_id", ["status", "due_at", "id"], unique=False)
        batch_op.drop_index(batch_op.f("ix_outbox_address_status"))
        batch_op.create_index(
            "ix_outbox_address_status_due", ["address_id", "status", "due_at", "id"], unique=False
        )
    # What waits to be sent today is due today, and has as long as any other letter.
    later = (
        "datetime(not_before, '+3 days')"
        if op.get_bind().dialect.name == "sqlite"
        else "not_before + interval '3 days'"
    )
    op.execute(f"UPDATE outbox SET due_at = not_before, not_after = {later}")  # noqa: S608 (our own words)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("due_at", nullable=False)
        batch_op.alter_column("not_after", nullable=False)

    op.drop_index("ix_texts_address_id", "texts")
    op.create_index("ix_texts_address_id", "texts", ["address_id", "id"], unique=False)


def downgrade() -> None:
    """And back."""
    op.drop_index("ix_texts_address_id", "texts")
    op.create_index("ix_texts_address_id", "texts", ["address_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_address_status_due")
        batch_op.create_index(batch_op.f("ix_outbox_address_status"), ["address_id", "status"], unique=False)
        batch_op.drop_index("ix_outbox_status_due_id")
        batch_op.create_index(batch_op.f("ix_outbox_status_id"), ["status", "id"], unique=False)
        batch_op.drop_column("not_after")
        batch_op.drop_column("due_at")
        batch_op.drop_column("number")
        batch_op.drop_column("answers")
        batch_op.drop_column("wording")

    op.drop_column("nudges", "settled_at")

    op.drop_column("members", "keeps")
    op.drop_column("members", "paused_until")
    op.drop_column("members", "quiet_till")
    op.drop_column("members", "quiet_from")

    op.drop_column("addresses", "parked_for")
    op.drop_column("addresses", "parked_at")
    op.drop_column("addresses", "number")

    op.drop_index("uq_templates_key_language", "templates")

    op.drop_table("templates")
    op.drop_table("tallies")
    op.drop_table("numbers")
    op.drop_table("heartbeats")
