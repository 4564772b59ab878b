"""Acts: what was done by whom, in a chain; and what an act wrote carries its number, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CARRY = ("outbox", "talks", "nudges")
# Slips are stopped here. Whoever may change a table may also change its triggers; that is what the chain is for.
POSTGRESQL = """
CREATE FUNCTION acts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.place <= (SELECT pruned_place FROM chain WHERE id = 1) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'acts are only added';
END $$;
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE ON acts FOR EACH ROW EXECUTE FUNCTION acts_stay();
CREATE TRIGGER acts_stay_all BEFORE TRUNCATE ON acts FOR EACH STATEMENT EXECUTE FUNCTION acts_stay();
"""
SQLITE = (
    """
    CREATE TRIGGER acts_stay_as_they_are BEFORE UPDATE ON acts
    BEGIN SELECT RAISE(ABORT, 'acts are only added'); END
    """,
    """
    CREATE TRIGGER acts_stay BEFORE DELETE ON acts
    WHEN OLD.place > COALESCE((SELECT pruned_place FROM chain WHERE id = 1), 0)
    BEGIN SELECT RAISE(ABORT, 'acts are only added'); END
    """,
)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("pruned_place", sa.Integer(), nullable=False),
        sa.Column("pruned_mac", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("text_sid", sa.String(length=64), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint("place", name=op.f("uq_acts_place")),
        sa.UniqueConstraint("text_sid", name=op.f("uq_acts_text_sid")),
        sa.UniqueConstraint("undoes", name=op.f("uq_acts_undoes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_acts_by_place", "acts", ["by_id", "place"])
    statements = SQLITE if op.get_bind().dialect.name == "sqlite" else (POSTGRESQL,)
    for statement in statements:
        op.execute(statement)
    there = sa.text("act_id IS NOT NULL")
    for name in CARRY:
        op.add_column(name, sa.Column("act_id", sa.Integer(), nullable=True))
        op.create_index(f"ix_{name}_act_id", name, ["act_id"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    """And back."""
    for name in CARRY:
        op.drop_index(f"ix_{name}_act_id", name)
        op.drop_column(name, "act_id")
    op.drop_index("ix_acts_by_place", "acts")
    op.drop_table("acts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION acts_stay()")
    op.drop_table("chain")
