"""Acts: what a coordinator's text changed is noted, whoever writes the command; and how each can be taken back.

A command doesn't have to think of it. While it is carried out every row that it changes or makes is seen, and every
letter, question and nudge it leaves for others carries the act's number. If there was any of that, there is a row in
the log, written last, so that two coordinators wait for each other as briefly as can be. `note` adds what can't be seen
from the rows: whom it is about, and what to put back when it is taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from flows.chat import Chat
from flows.wording import Note
from models import chain
from models.acts import SOMETHING, Act, Doing, Row
from models.base import Base
from models.members import Member

WINDOW = timedelta(minutes=15)  # in which what others may have read is taken back
UNREAD = timedelta(days=1)  # and what nobody has read, because nothing of it has left
SEEN = 30  # changed fields that one act lists; a bulk of them is told by what it is about


def note(
    chat: Chat,
    about: Any = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Say of the act that is being done what it is about (a row, or several) and what was so before and is after: ids,
    statuses and days only, or ValueError. What it says of a row's fields is seen anyway."""
    assert chat.doing is not None, "nothing is being done: see `doing`"
    rows = about if isinstance(about, Iterable) else [about]
    chat.doing.note(map(row_of, rows), before or {}, after or {})


def row_of(about: Any) -> Row:
    """A row as the log names it; a table and an id are one already."""
    return about if isinstance(about, tuple) else (about.__tablename__, about.id)


@contextmanager
def doing(chat: Chat, command: str, about: Iterable[Any] = ()) -> Iterator[None]:
    """What happens meanwhile is one act, if anything does. Within another act it is part of that."""
    if chat.doing is not None:
        yield
        return
    chat.flush()
    act = Doing(chat.connection, command, chat.sender.member_id, chat.text_sid)
    act.note(map(row_of, about), {}, {})
    db = chat.db
    chat.doing, watch = act, _watching(act)
    event.listen(db, "before_flush", watch)
    try:
        yield
        chat.flush()
    finally:
        chat.doing = None
        event.remove(db, "before_flush", watch)
    if act.happened:
        chain.append(chat.connection, act)


def does(command: str) -> Callable[[Callable[[Chat], None]], Callable[[Chat], None]]:
    """Say of a flow's end that what it does is an act, as if it had been this command. Below `@flow.ends`."""

    def declare(end: Callable[[Chat], None]) -> Callable[[Chat], None]:
        @wraps(end)
        def act(chat: Chat) -> None:
            about = [chat.subject] if chat.talk.flow.about is not None else []
            with doing(chat, command, about):
                end(chat)

        return act

    return declare


def _watching(act: Doing) -> Callable[..., None]:
    """Sees what is changed, made or deleted, as far as the log may hold it."""

    def watch(db: Session, _context: Any, _instances: Any) -> None:
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for row in (one for one in db.dirty if db.is_modified(one)):
            for field in inspect(row).attrs:
                changed = field.history
                column = row.__mapper__.columns.get(field.key)
                if column is not None and changed.has_changes():
                    name = "{}:{}.{}".format(*row_of(row), field.key)
                    before[name] = _shown(column, changed.deleted[0] if changed.deleted else None)
                    after[name] = _shown(column, changed.added[0] if changed.added else None)
        for row in db.deleted:
            before["{}:{}".format(*row_of(row))] = "there"
        room = SEEN - len(act.after)
        if db.new and room > 0:
            after |= {f"{table}": "new" for table in {row.__tablename__ for row in db.new}}
        act.note((), dict(list(before.items())[: max(room, 0)]), dict(list(after.items())[: max(room, 0)]))

    return watch


def _shown(column: Any, value: Any) -> Any:
    """A value, if it is a status, a day or another row's id; else only whether there is one."""
    if value is None or column.key == "status" or column.foreign_keys:
        return value
    return value if column.key.endswith(("_at", "_on")) else SOMETHING


# Taking back.


@dataclass(frozen=True, slots=True)
class Undo:
    """How one command is taken back."""

    restore: Callable[[Chat, Act], bool]
    tells: Note | None  # what those read who had read of it
    within: timedelta


UNDOES: dict[str, Undo] = {}


def undoes(
    command: str, *, tells: Note | None = None, within: timedelta = WINDOW
) -> Callable[[Callable[[Chat, Act], bool]], Callable[[Chat, Act], bool]]:
    """Declare that the function below takes this command back. It puts back what was so before, by what the act noted
    (`act.before`, `act.ids("members")`), locking and looking again at what others may have changed since, and returns
    True; or it changes nothing, says why, and returns False. What the act wrote to others, asked them and planned is
    withdrawn for it; who had read any of it reads `tells`."""

    def declare(restore: Callable[[Chat, Act], bool]) -> Callable[[Chat, Act], bool]:
        if command in UNDOES:
            raise ValueError(f"{command} is taken back twice")
        UNDOES[command] = Undo(restore, tells, within)
        return restore

    return declare


def members_in(slots: Mapping[str, Any]) -> list[Base]:
    """The people a command is about."""
    return [one for one in slots.values() if isinstance(one, Member)]
