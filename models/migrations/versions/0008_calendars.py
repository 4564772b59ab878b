"""A session keeps its name in calendars when it is moved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_sessions_uid"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_sessions_uid_sequence"), ["uid", "sequence"])
    op.execute("UPDATE sessions SET changed_at = created_at")
    # Whatever isn't only suggested may be in somebody's calendar; what is off has changed since.
    op.execute("UPDATE sessions SET sequence = 0 WHERE status <> 'proposed'")
    op.execute("UPDATE sessions SET sequence = 1 WHERE status IN ('replaced', 'off')")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.alter_column("changed_at", nullable=False)


def downgrade() -> None:
    """And back."""
    # There was one word for all that is off, and a name for each row.
    op.execute("UPDATE sessions SET status = 'replaced' WHERE status = 'called_off'")
    op.execute(
        "UPDATE sessions SET uid = substr(uid, 1, 20) || '-' || id WHERE EXISTS (SELECT 1 FROM sessions AS later"
        " WHERE later.uid = sessions.uid AND later.sequence > sessions.sequence)"
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_sessions_uid_sequence"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_sessions_uid"), ["uid"])
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")
