"""The tables of the story."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""

    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("pronouns", sa.LargeBinary(), nullable=True),
        sa.Column("aims", sa.LargeBinary(), nullable=True),
        sa.Column("free", sa.LargeBinary(), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("coordinates", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("external_id", sa.LargeBinary(), nullable=True),
        sa.Column("phone_lookup", sa.LargeBinary(length=32), nullable=True),
        sa.Column("external_lookup", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_addresses_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("lookup", name=op.f("uq_addresses_lookup")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addresses_external_lookup"), ["external_lookup"], unique=False)
        batch_op.create_index(batch_op.f("ix_addresses_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_addresses_phone_lookup"), ["phone_lookup"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_consents_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_member_purpose", ["member_id", "purpose"], unique=False)

    op.create_table(
        "credentials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("level", sa.LargeBinary(), nullable=True),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("query", sa.LargeBinary(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["checked_by"], ["members.id"], name=op.f("fk_credentials_checked_by")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_credentials_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("member_id", name=op.f("uq_credentials_member_id")),
    )
    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_nudges_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
        sa.UniqueConstraint("key", name=op.f("uq_nudges_key")),
    )
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudges_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_nudges_status_due", ["status", "due_at"], unique=False)

    op.create_table(
        "pairings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposed_by"], ["members.id"], name=op.f("fk_pairings_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("flow", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("memory", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_talks_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talks_member_id"), ["member_id"], unique=False)
        batch_op.create_index("uq_talks_once", ["member_id", "flow", "about"], unique=True)
        batch_op.create_index(
            "uq_talks_open",
            ["member_id"],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_outbox_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("ref", name=op.f("uq_outbox_ref")),
        sa.UniqueConstraint("sid", name=op.f("uq_outbox_sid")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_address_status", ["address_id", "status"], unique=False)
        batch_op.create_index("ix_outbox_status_id", ["status", "id"], unique=False)

    op.create_table(
        "pairing_sides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=True),
        sa.Column("agreed_version", sa.String(length=16), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_pairing_sides_member_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_pairing_sides_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_sides")),
    )
    with op.batch_alter_table("pairing_sides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairing_sides_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_sides_pairing_id"), ["pairing_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("first_coached", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["first_coached"], ["members.id"], name=op.f("fk_sessions_first_coached")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_sessions_pairing_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["members.id"], name=op.f("fk_sessions_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("uid", name=op.f("uq_sessions_uid")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_pairing_id"), ["pairing_id"], unique=False)

    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_texts_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("sid", name=op.f("uq_texts_sid")),
    )
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_texts_address_id"), ["address_id"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("witness", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_commitments_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_commitments_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitments_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("happened", sa.Boolean(), nullable=True),
        sa.Column("audience", sa.String(length=12), nullable=True),
        sa.Column("feedback", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_session_accounts_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_session_accounts_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_accounts")),
    )
    with op.batch_alter_table("session_accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_accounts_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_accounts_session_id"), ["session_id"], unique=False)


def downgrade() -> None:
    """And back."""

    with op.batch_alter_table("session_accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_accounts_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_accounts_member_id"))

    op.drop_table("session_accounts")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_session_id"))
        batch_op.drop_index(batch_op.f("ix_commitments_member_id"))

    op.drop_table("commitments")
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_texts_address_id"))

    op.drop_table("texts")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_pairing_id"))

    op.drop_table("sessions")
    with op.batch_alter_table("pairing_sides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pairing_sides_pairing_id"))
        batch_op.drop_index(batch_op.f("ix_pairing_sides_member_id"))

    op.drop_table("pairing_sides")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_status_id")
        batch_op.drop_index("ix_outbox_address_status")

    op.drop_table("outbox")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_talks_open",
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
        batch_op.drop_index("uq_talks_once")
        batch_op.drop_index(batch_op.f("ix_talks_member_id"))

    op.drop_table("talks")
    op.drop_table("pairings")
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.drop_index("ix_nudges_status_due")
        batch_op.drop_index(batch_op.f("ix_nudges_member_id"))

    op.drop_table("nudges")
    op.drop_table("credentials")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index("ix_consents_member_purpose")

    op.drop_table("consents")
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addresses_phone_lookup"))
        batch_op.drop_index(batch_op.f("ix_addresses_member_id"))
        batch_op.drop_index(batch_op.f("ix_addresses_external_lookup"))

    op.drop_table("addresses")
    op.drop_table("members")
