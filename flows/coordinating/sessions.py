"""Who has been paired and hasn't met: the longest first, five a text, each with the command that helps."""

from datetime import datetime

from flows import words
from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import handle
from flows.words import _
from models import mentions, pages, rounds, sessions
from models.pages import Page
from models.pairings import Pairing

PAGE = 5
LIST = "unmet"


@command(
    _("WHO HASN'T MET"),
    "who|which (pairs|partners) hasn't|hasnt|haven't|havent|has_not|have_not met (yet|so_far)",
    "who|which (pairs|partners) has_never|have_never|didn't|didnt|did_not met|meet (yet|so_far)",
    "who (still) has_to|have_to|needs_to meet",
    "not met (yet)",
    "quien|quienes (aun|todavia) no se_ha|se_han|han|ha visto|reunido|encontrado|conocido (aun|todavia)",
    may=CARERS,
    changes=False,
)
def who_has_not_met(chat: Chat) -> None:
    _show(chat, 0)


def more(chat: Chat) -> bool:
    """MORE, when this is what they looked at last. Whether there was more."""
    page = chat.db.get(Page, chat.sender.member_id)
    if page is None or page.of != LIST or _has_looked_elsewhere(chat, page.shown_at):
        return False
    _show(chat, page.shown)
    return True


def _has_looked_elsewhere(chat: Chat, since: datetime) -> bool:
    """Whether a digest or a round's plan, which go on with MORE too, was shown later."""
    told = mentions.last_told(chat.db, chat.sender.member_id)
    looked = [(one.plan or {}).get("looked_at") for one in rounds.current(chat.db, "open")]
    later = [told, *(datetime.fromisoformat(at) for at in looked if at)]
    return any(at is not None and at > since for at in later)


def _show(chat: Chat, skip: int) -> None:
    count = sessions.count_unmet(chat.db)
    there = sessions.unmet(chat.db, skip, PAGE)
    if not there:
        pages.close(chat.db, chat.sender.member_id)
        chat.say(
            _("That was all of them.")
            if skip
            else _("Everybody who has a partner has met. To see who waits: WAITING")
        )
        return
    lines = "\n".join(_line(chat, one) for one in there)
    chat.say(_("Not met yet: {count}. The longest first:\n{lines}"), count=count, lines=lines)
    if skip + len(there) < count:
        pages.turn(chat.db, chat.sender.member_id, LIST, skip + len(there))
        chat.say(_("To see more, text MORE"))
    else:
        pages.close(chat.db, chat.sender.member_id)


def _line(chat: Chat, pairing: Pairing) -> str:
    people = [side.member for side in pairing.sides]
    facts: dict[str, object] = {
        "names": words.listed((words.isolated(one.name or "") for one in people), chat.language),
        "day": words.plain_day(chat.date(pairing.agreed_at or pairing.created_at), chat.language),
        "first": handle(chat, people[0]),
        "second": handle(chat, people[1]),
    }
    to_come = [
        one
        for one in sessions.of_pairing(chat.db, pairing.id, ("booked", "proposed"))
        if one.starts_at > chat.now
    ]
    booked = [one for one in to_come if one.status == "booked"]
    if booked:
        when = words.brief(booked[0].starts_at, chat.language, chat.zone)
        return chat.phrase(_("{names}, since {day}: they meet on {when}"), when=when, **facts)
    if pairing.rests_until is not None and pairing.rests_until > chat.now:
        return chat.phrase(
            _("{names}, since {day}: at rest until {until}"), until=chat.date(pairing.rests_until), **facts
        )
    if pairing.status == "met":
        return chat.phrase(_("{names}, since {day}: not agreed yet. NUDGE {first} AND {second}"), **facts)
    if to_come:
        return chat.phrase(
            _("{names}, since {day}: a time is suggested. NUDGE {first} AND {second}"), **facts
        )
    return chat.phrase(_("{names}, since {day}: no time yet. NUDGE {first} AND {second}"), **facts)
