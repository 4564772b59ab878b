"""How Alembic reaches the tables."""

import importlib
import pkgutil
from typing import Any, Literal

from alembic import context

import models
from models.base import Base, UTCTime
from models.database import connect, make_room
from models.sealing import Sealed, SealedJSON

for module in pkgutil.iter_modules(models.__path__):  # each declares its tables, when it is imported
    importlib.import_module(f"models.{module.name}")


def plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name the column types of the database, not ours: what we make of them may change."""
    if kind == "type" and isinstance(item, Sealed | SealedJSON):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, UTCTime):
        return "sa.DateTime(timezone=True)"
    return False


def ours(_item: Any, name: str | None, kind: str, reflected: bool, _compared: Any) -> bool:
    """How each database looks up knowledge is its own affair: no model says it (`models/knowledge_index.py`)."""
    its_own = kind == "table" and str(name).startswith("knowledge_fts")
    its_own = its_own or (kind, name) in (("column", "found"), ("index", "ix_knowledge_index_found"))
    return not (reflected and its_own)


url = context.config.attributes["url"]
make_room(url)
engine = connect(url)
with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        # To change what it can't change in place, Alembic makes a table anew. The tables that point to it hold rows
        # meanwhile, so SQLite looks at keys afterwards. (Said before any transaction, or it isn't heard.)
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain,
        include_object=ours,
    )
    with context.begin_transaction():
        context.run_migrations()
        if engine.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            assert not lost, f"rows of {sorted({row[0] for row in lost})} point nowhere"
engine.dispose()
