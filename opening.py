"""A house that can be opened: its settings, its database, its Redis. If it can't, a sentence that says what to do, and out."""

import os
from contextlib import ExitStack

from sqlalchemy.exc import SQLAlchemyError

import settings
from models import database, migrate
from workers.embedded import embedded_redis

REDIS_HOME = settings.VAR / "redis"


def make_tables() -> None:
    """Make the database, or bring it up to date."""
    url = settings.read().database_url
    try:
        database.make_room(url)
    except OSError as error:
        raise SystemExit(
            f"{database.file_of(url)} can't be made ({type(error).__name__}). Please make its directory, for the user"
            " who runs this, or mend DATABASE_URL."
        ) from None
    migrate.upgrade(url)


def with_tables() -> settings.Settings:
    """The settings of a house whose database is there and up to date."""
    chosen = settings.read()
    file = database.file_of(chosen.database_url)
    if file is not None and not file.exists():
        raise SystemExit(
            f"There is no database at {file.absolute()} yet. Please run: sounding-board migrate, or mend DATABASE_URL."
        )
    if file is not None and not os.access(file, os.R_OK | os.W_OK):
        raise SystemExit(
            f"This user may not write to {file.absolute()}. Please run it as the one whose it is."
        )
    try:
        current = migrate.is_current(chosen.database_url)
    except SQLAlchemyError as error:
        raise SystemExit(
            f"The database doesn't answer ({type(error).__name__}). Please check DATABASE_URL."
        ) from None
    if not current:
        raise SystemExit("The database isn't up to date. Please run: sounding-board migrate")
    return chosen


def ready(stack: ExitStack) -> settings.Settings:
    """The same, with Redis. Where no REDIS_URL is set the embedded server is started, or shared with whoever started it."""
    chosen = with_tables()
    if chosen.redis_url:
        return chosen
    try:
        return chosen.model_copy(update={"redis_url": stack.enter_context(embedded_redis(REDIS_HOME))})
    except PermissionError:
        raise SystemExit(f"{REDIS_HOME.absolute()} can't be made. Please set REDIS_URL.") from None
