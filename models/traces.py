"""Where an error came up: files, lines and functions. Never what it says or what the code held, for that may be anybody's
words: `KeyError: 'Amara'` is a name in a log."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

log = structlog.get_logger()
_HOME = Path(__file__).parent.parent
DEEPEST = 12  # frames that are told; the last ones say where


def where(error: BaseException) -> str:
    """The way to an error, the outermost first: `flows/engine.py:41 answer > models/talks.py:12 keep`. Of our own code, and
    the last step of others'."""
    frames = list(traceback.walk_tb(error.__traceback__))
    told = []
    for number, (frame, line) in enumerate(frames):
        file, of = Path(frame.f_code.co_filename), frame.f_code.co_name
        if _ours(file):
            told.append(f"{file.relative_to(_HOME).as_posix()}:{line} {of}")
        elif number == len(frames) - 1:
            told.append(f"{file.name}:{line} {of}")
    return " > ".join(told[-DEEPEST:])


def kinds(error: BaseException) -> str:
    """What kind of error it is, and of which it came: `Stumbled < KeyError`."""
    found: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(found) < DEEPEST:
        found.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " < ".join(found)


def instead_of_tracebacks() -> None:
    """From now on what ends this process or one of its threads, and what a library logs with an error in hand, is told like
    this. Called once at start by the edges."""
    sys.excepthook = _ended
    threading.excepthook = _thread_ended
    logging.setLogRecordFactory(_record(logging.getLogRecordFactory()))


def _ours(file: Path) -> bool:
    return file.is_relative_to(_HOME) and not any(part.startswith(".venv") for part in file.parts)


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("ended", error=kinds(error), where=where(error.with_traceback(trace)))


def _thread_ended(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None:
        log.error("a thread ended", error=kinds(given.exc_value), where=where(given.exc_value))


def _record(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """The same records, but with what came up in place of its traceback."""

    def made(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg, record.args = f"{record.getMessage()} ({kinds(error)} at {where(error)})", None
        record.exc_info = record.exc_text = record.stack_info = None
        return record

    return made
