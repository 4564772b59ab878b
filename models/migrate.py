"""Migrations, forward and back. The scripts lie beside this file."""

from pathlib import Path

from alembic import command
from alembic.config import Config


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


def check(database_url: str) -> None:
    """Raise when the models say something else than the migrations."""
    command.check(config(database_url))
