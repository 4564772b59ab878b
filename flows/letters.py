"""Dead letters: texts that won't arrive. Coordinators are told that there are some, can see for whom and why, and send
them again. What a letter says is between us and its reader, so it is never shown.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import passing
from flows.chat import Chat
from flows.coordinating import acts
from flows.nudging import Manner, nudge
from flows.wording import NOTES, note
from flows.words import _
from messaging.verdicts import Verdict, verdict
from models import clock, members, nudges, numbers, outcomes
from models.base import AnyRow
from models.members import Member

GATHERED = timedelta(minutes=10)  # all that fail within the same ones are one note
SHOWN = 6  # letters in one list
RECENT = timedelta(days=30)

SOME = note(
    _(
        "Texts that couldn't be delivered: {count}. To see whose, text UNDELIVERED. To send all again, text RESEND ALL"
    )
)
HALTED = note(
    _(
        "One of our numbers can't send just now: Twilio answers {code}. What it has to say waits and is tried again "
        "every 15 minutes. Whoever looks after the Twilio account can mend it."
    )
)
# Why, in plain words, by what Twilio's code asks of us.
REASONS = {
    Verdict.HALT: _("our account can't send there"),
    Verdict.BAD_NUMBER: _("the number isn't in use, or can't get texts"),
    Verdict.ELSEWHERE: _("not on WhatsApp"),
    Verdict.BLOCKED: _("the carrier held it back"),
    Verdict.LATER: _("the phone was out of reach"),
    Verdict.ONCE: _("the carrier gave no reason"),
    Verdict.TEMPLATE: _("WhatsApp wants them to write first"),
    Verdict.MARKETING: _("WhatsApp held it back"),
    Verdict.UNCLEAR: _("Twilio couldn't be reached"),
    Verdict.AGAIN: _("Twilio couldn't be reached"),
}
OURS = {
    "no-way": _("WhatsApp wants them to write first"),
    "knocked": _("WhatsApp wants them to write first"),
    "too-late": _("it was too late to be of use"),
}
OTHER = _("Twilio's code {code}")


def tell_coordinators(connection: Connection, number: str | None = None) -> None:
    """Plan a note to each coordinator: of dead letters, those of some minutes in one; or of a number that is halted.

    It is due when its minutes are over, so that none of them dies after it was spoken.
    """
    with Session(bind=connection) as db:
        now = clock.now()
        over = (now.timestamp() // GATHERED.total_seconds() + 1) * GATHERED.total_seconds()
        name, due, about = "undelivered", datetime.fromtimestamp(over, UTC), int(over) // 60
        if number is not None:  # once an hour, should it come and go
            name, due, about = "halted", now, int(over) // 3600 * 100 + crc32(number.encode()) % 100
        for coordinator in members.coordinators(db):
            nudges.plan(connection, name, coordinator.id, about, due, due + timedelta(days=2))


def tell_author(connection: Connection, row: AnyRow) -> None:
    """Whoever wrote to their partner learns that it didn't arrive; those of some minutes in one note."""
    if row.author_id is not None and row.author_id != row.member_id:
        due = clock.now() + passing.TOGETHER
        last = due + passing.not_arrived.lapse
        nudges.plan(connection, passing.not_arrived.name, row.author_id, row.id, due, last)


@nudge("undelivered", manner=Manner.REMINDED, lapse=timedelta(days=2))
def undelivered(chat: Chat, _when: int) -> None:
    """There are letters that a person should look at."""
    count = len(_dead(chat))
    if count:
        chat.say(SOME, count=count)


@nudge("halted", manner=Manner.REMINDED, lapse=timedelta(days=2))
def halted(chat: Chat, _when: int) -> None:
    """One of our numbers isn't set up right."""
    rows = numbers.halted(chat.connection)
    if rows:
        chat.say(HALTED, code=rows[0].halted_for)


def show(chat: Chat) -> None:
    """List the dead letters, for whom and why."""
    rows = _dead(chat)
    if not rows:
        chat.say(_("Every text has been delivered, or is on its way."))
        return
    lines = [_line(chat, row) for row in rows[:SHOWN]]
    chat.say(
        _("Not delivered: {count}\n{lines}\n\nTo send one again, text RESEND and its number."),
        count=len(rows),
        lines="\n".join(lines),
    )


def count_for(chat: Chat, member: Member) -> int:
    """How many texts to this person didn't arrive."""
    return sum(row.member_id == member.id for row in _dead(chat))


def resend(chat: Chat, which: str) -> None:
    """Send one of them again, or all."""
    rows = _dead(chat)
    number = which.strip("# ")
    chosen = rows if not number.isdecimal() else [row for row in rows if str(row.id) == number]
    if not chosen:
        chat.say(_("There is no such text to send again. To see them, text UNDELIVERED"))
        return
    dues: list[datetime] = []
    for row in chosen:
        other = members.elsewhere(chat.connection, row.member_id, row.address_id)
        due = _due(chat, row)
        if outcomes.revive(chat.connection, row.id, other if row.parked_at is not None else None, due):
            dues.append(due)
            acts.note(chat, ("outbox", row.id), {f"outbox:{row.id}.status": row.status})
    chat.wrote = True
    chat.say(_("On their way again: {count}. I'll tell you if they fail once more."), count=len(dues))
    later = sum(due > chat.now for due in dues)
    if later:
        chat.say(
            _("So that nobody is woken, nor disturbed in a break, these wait for a good hour: {count}."),
            count=later,
        )


def _due(chat: Chat, row: AnyRow) -> datetime:
    """When what is sent again may reach its person: it wakes nobody."""
    copy = (row.wording or {}).get("copy")
    return chat.decent_hour(
        chat.db.get_one(Member, row.member_id), any(one.booked for one in NOTES if one == copy)
    )


def _dead(chat: Chat) -> list[AnyRow]:
    """Of the last 30 days, to people who still want our texts; the newest first."""
    rows = outcomes.dead(chat.connection, 200)
    return [row for row in rows if row.stopped_at is None and chat.now - row.created_at < RECENT]


def _line(chat: Chat, row: AnyRow) -> str:
    who: Any = chat.db.get(Member, row.member_id)
    return chat.phrase(
        "#{letter} {who}, {day}: {why}",
        letter=row.id,
        who=who,
        day=chat.date(row.created_at),
        why=_why(chat, row),
    )


def _why(chat: Chat, row: AnyRow) -> str:
    code = (row.parked_for if row.status == "held" else row.error) or "-"
    reason = OURS.get(code) or REASONS.get(verdict(code))
    return chat.phrase(reason) if reason else chat.phrase(OTHER, code=code)
