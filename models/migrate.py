"""Migrations, forward and back. The scripts lie beside this file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.database import connect


def config(database_url: str) -> Config:
    """Alembic's configuration for this database."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["url"] = database_url
    return settings


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database's tables up to `revision`."""
    command.upgrade(config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database's tables back to `revision`; 'base' is before the first."""
    command.downgrade(config(database_url), revision)


def is_current(database_url: str) -> bool:
    """Whether the database's tables are those of the newest revision. Raises when it doesn't answer."""
    newest = ScriptDirectory.from_config(config(database_url)).get_current_head()
    engine = connect(database_url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    finally:
        engine.dispose()


def check(database_url: str) -> None:
    """Raise when the models say something else than the migrations."""
    command.check(config(database_url))
