"""What members share, and how it is found."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0026b"
branch_labels = None
depends_on = None

FIELDS = ("title", "topics", "credit", "words")
OLD, NEW = (", ".join(f"{row}.{name}" for name in ("item_id", *FIELDS)) for row in ("old", "new"))
INTO = f"knowledge_fts(rowid, {', '.join(FIELDS)})"
FORGET = f"INSERT INTO knowledge_fts(knowledge_fts, rowid, {', '.join(FIELDS)}) VALUES ('delete', {OLD});"  # noqa: S608 (ours)
LEARN = f"INSERT INTO {INTO} VALUES ({NEW});"  # noqa: S608 (our own words)
# The index of SQLite reads the words from our row, and is told of each change by the database itself.
OF_SQLITE = (
    f"CREATE VIRTUAL TABLE knowledge_fts USING fts5({', '.join(FIELDS)}, content='knowledge_index', content_rowid='item_id', "
    "tokenize='ascii', detail=column, columnsize=0)",
    f"CREATE TRIGGER knowledge_index_put AFTER INSERT ON knowledge_index BEGIN {LEARN} END",
    f"CREATE TRIGGER knowledge_index_out AFTER DELETE ON knowledge_index BEGIN {FORGET} END",
    f"CREATE TRIGGER knowledge_index_new AFTER UPDATE ON knowledge_index BEGIN {FORGET} {LEARN} END",
)
WEIGHED = " || ".join(
    f"setweight(to_tsvector('simple', {name}), '{weight}')"
    for name, weight in zip(FIELDS, "ABCD", strict=True)
)
OF_POSTGRES = (
    f"ALTER TABLE knowledge_index ADD COLUMN found tsvector GENERATED ALWAYS AS ({WEIGHED}) STORED",
    "CREATE INDEX ix_knowledge_index_found ON knowledge_index USING gin (found)",
)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "knowledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=True)
            for name in ("title", "words", "topics", "credit", "link", "question")
        ),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_knowledge_member_id")),
        sa.ForeignKeyConstraint(["looked_by"], ["members.id"], name=op.f("fk_knowledge_looked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge")),
    )
    with op.batch_alter_table("knowledge", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_knowledge_member_id"), ["member_id"], unique=False)
        batch_op.create_index(op.f("ix_knowledge_status"), ["status"], unique=False)
    op.create_table(
        "knowledge_index",
        sa.Column("item_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in FIELDS),
        sa.ForeignKeyConstraint(["item_id"], ["knowledge.id"], name=op.f("fk_knowledge_index_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_knowledge_index")),
    )
    op.create_table(
        "knowledge_words",
        sa.Column("word", sa.String(length=70), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_knowledge_words")),
    )
    for statement in OF_SQLITE if op.get_bind().dialect.name == "sqlite" else OF_POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """And back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE knowledge_fts")
    op.drop_table("knowledge_words")
    op.drop_table("knowledge_index")
    op.drop_table("knowledge")
