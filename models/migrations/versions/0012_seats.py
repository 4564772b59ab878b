"""Seats with a role and a term, in place of a mark on the member."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HELD, OFFERED = sa.text("status = 'held'"), sa.text("status = 'offered'")


def upgrade() -> None:
    """Forward. Who coordinates keeps a coordinator's seat, without an end."""
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_seats_member_id")),
        sa.ForeignKeyConstraint(["given_by"], ["members.id"], name=op.f("fk_seats_given_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["members.id"], name=op.f("fk_seats_ended_by")),
        sa.ForeignKeyConstraint(["after_id"], ["seats.id"], name=op.f("fk_seats_after_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
    )
    op.create_index("ix_seats_member_id", "seats", ["member_id"])
    op.create_index(
        "uq_seats_held", "seats", ["member_id"], unique=True, sqlite_where=HELD, postgresql_where=HELD
    )
    op.create_index(
        "uq_seats_offered",
        "seats",
        ["member_id"],
        unique=True,
        sqlite_where=OFFERED,
        postgresql_where=OFFERED,
    )
    op.execute(
        "INSERT INTO seats (member_id, status, role, offered_at, since) "
        "SELECT id, 'held', 'coordinator', created_at, created_at FROM members WHERE coordinates"
    )
    op.drop_column("members", "coordinates")


def downgrade() -> None:
    """And back. Only a coordinator's seat has a mark to go back to."""
    op.add_column(
        "members", sa.Column("coordinates", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "UPDATE members SET coordinates = true WHERE id IN "
        "(SELECT member_id FROM seats WHERE status = 'held' AND role = 'coordinator')"
    )
    op.drop_table("seats")
