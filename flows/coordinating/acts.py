"""Acts: what a coordinator's text changed is noted, whoever writes the command; and how each can be taken back.

A command doesn't have to think of it. While it is carried out every row that it changes or makes is seen, and every
letter, question and nudge it leaves for others carries the act's number. If there was any of that, there is a row in
the log, written last, so that two coordinators wait for each other as briefly as can be. `note` adds what can't be seen
from the rows: whom it is about, and what to put back when it is taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from flows.chat import Chat
from flows.wording import Note
from flows.words import _
from models import chain, withdrawing
from models.acts import SOMETHING, Act, Doing, Row
from models.base import Base
from models.members import Member

WINDOW = timedelta(minutes=15)  # in which what others may have read is taken back
LONGEST = timedelta(days=14)  # a round, until somebody answers
UNREAD = timedelta(days=1)  # and what nobody has read, because nothing of it has left
LOOK_BACK = _("To see what you did: WHAT DID I DO?")
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
    rows = about if isinstance(about, list) else [about] if about != () else []
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
    event.listen(db, "after_flush", watch)
    try:
        yield
        chat.flush()
    finally:
        chat.doing = None
        event.remove(db, "after_flush", watch)
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

    def watch(db: Session, _context: Any) -> None:
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
        after |= {"{}:{}".format(*row_of(row)): "new" for row in db.new}
        act.note((), dict(list(before.items())[: max(room, 0)]), dict(list(after.items())[: max(room, 0)]))

    return watch


def _shown(column: Any, value: Any) -> Any:
    """A value, if it is a status, a day or another row's id; else only whether there is one."""
    if value is None or column.key == "status" or column.foreign_keys:
        return value
    return value if column.key.endswith(("_at", "_on")) else SOMETHING


# Taking back.


Restore = Callable[[Chat, Act], bool]
Words = Callable[[Chat, Act, Member], Note | None]


@dataclass(frozen=True, slots=True)
class Undo:
    """How one command is taken back."""

    restore: Restore
    tells: Note | Words | None  # what those read who had read of it
    within: timedelta
    then: str  # what they may want to do next


UNDOES: dict[str, Undo] = {}


def undoes(
    command: str, *, tells: Note | Words | None = None, within: timedelta = WINDOW, then: str = LOOK_BACK
) -> Callable[[Restore], Restore]:
    """Declare that the function below takes this command back. It puts back what was so before, by what the act noted
    (`act.before`, `act.ids("members")`), locking and looking again at what others may have changed since, and returns
    True; or it changes nothing, says why, and returns False. What the act wrote to others, asked them and planned is
    withdrawn for it; who had read any of it reads `tells` (which may depend on the reader, and then is a function). `then` names
    what they may want to do next."""

    def declare(restore: Restore) -> Restore:
        if command in UNDOES:
            raise ValueError(f"{command} is taken back twice")
        UNDOES[command] = Undo(restore, tells, within, then)
        return restore

    return declare


def until(chat: Chat, act: Act, how: Undo) -> datetime:
    """The last moment at which an act can be taken back, aware UTC: later as long as nothing of it has left."""
    last = act.at + how.within
    if last < chat.now <= act.at + UNREAD and not withdrawing.has_left(chat.connection, act.id, act.at):
        return act.at + UNREAD
    return last


def was(act: Act, row: Any, field: str) -> Any:
    """What a field of a row was before an act; None as well where the act left it as it was."""
    return act.before.get("{}:{}.{}".format(*row_of(row), field))


def changed(act: Act, row: Any, field: str) -> bool:
    """Whether an act changed this field."""
    return "{}:{}.{}".format(*row_of(row), field) in act.before


def made(act: Act, table: str) -> list[int]:
    """The rows of this table that an act made."""
    return [
        int(name.partition(":")[2])
        for name, how in act.after.items()
        if how == "new" and name.startswith(f"{table}:")
    ]


def members_in(slots: Mapping[str, Any]) -> list[Base]:
    """The people a command is about."""
    return [slots[gap] for gap in ("who", "other") if isinstance(slots.get(gap), Member)]
