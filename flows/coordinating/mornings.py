"""What needs a person, each morning: when a coordinator reads of it, and what is looked for."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from flows import digest as digests
from flows import quiet
from flows.asking_a_person import KIND
from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.digest import Found, sweep
from flows.letters import SOME
from flows.understand import fold
from flows.wording import note
from flows.words import _, handle
from models import members, mornings, outcomes, pairings, queries, rounds
from models.members import Credential, Member

WEEKDAYS = re.compile(r"\b(?:on )?(?:weekdays?|entre semana|dias laborables)\b")
CLOCK = re.compile(r"(?:at|a las?)? *(\d{1,2})(?:[:.h](\d{2}))? *(am|pm|a\.m\.|p\.m\.)?")
UNCHECKED_FOR, UNREAD_FOR, DEAD_FOR = timedelta(days=2), timedelta(days=1), timedelta(days=1)
UNANSWERED_FOR = timedelta(days=3)  # two days before it lapses

WAIT_TO_BE_CHECKED = note(_("Waiting to be checked for two days or more: {count}. To see them: WAITING"))
WAIT_FOR_AN_ANSWER = note(
    _("Texts that have waited a day or more for an answer: {count}. To see them: QUEUE")
)
RAN_OUT = note(
    _(
        "Accreditations that ran out, by what members told us: {count}. The first: {who}. To look: LOOK {handle}"
    )
)
NOT_ANSWERED = note(
    _(
        "Introductions that have waited three days for an answer: {count}. The first: {one} and {two}. To remind them kindly: "
        "NUDGE {handle} AND {other}"
    )
)
NOT_SENT = note(_("Round {number} closed on {day} and isn't sent. To see its plan: PREVIEW {number}"))


def worse(waited: timedelta, *after: int) -> int:
    """How bad it is: the number of these days that have passed."""
    return sum(waited >= timedelta(days=days) for days in after)


@sweep(KIND, WAIT_FOR_AN_ANSWER)
def unanswered(chat: Chat) -> Found:
    there = queries.waiting(chat.db, chat.sender.member_id, before=chat.now - UNREAD_FOR)
    return Found({one.id: worse(chat.now - one.created_at, 1, 3, 7) for one in there}, {})


@sweep("unchecked", WAIT_TO_BE_CHECKED)
def unchecked(chat: Chat) -> Found:
    there = [
        one for one in members.awaiting_a_look(chat.db) if one.status == "applied" and one.stopped_at is None
    ]
    waited = {one.id: chat.now - (one.attested_at or one.created_at) for one in there}
    waited.pop(chat.sender.member_id, None)
    return Found({one: worse(time, 2, 5, 10) for one, time in waited.items() if time >= UNCHECKED_FOR}, {})


@sweep("undelivered", SOME)
def dead(chat: Chat) -> Found:
    rows = [one for one in outcomes.dead(chat.connection, 200) if one.stopped_at is None]
    return Found({one.id: 1 for one in rows if chat.now - one.created_at >= DEAD_FOR}, {})


@sweep("ran-out", RAN_OUT)
def ran_out(chat: Chat) -> Found:
    over = (
        select(Member)
        .join(Credential, Credential.member_id == Member.id)
        .where(
            Credential.expires_on < chat.date(chat.now),
            Member.status == "verified",
            Member.stopped_at.is_(None),
        )
        .where(Member.id != chat.sender.member_id)
        .order_by(Credential.expires_on, Member.id)
    )
    there = list(chat.db.scalars(over))
    facts = {"who": there[0], "handle": handle(there[0])} if there else {}
    return Found({one.id: 1 for one in there}, facts)


@sweep("introduction", NOT_ANSWERED)
def introduced(chat: Chat) -> Found:
    """Those that a coordinator made by hand: a round looks after its own. Who is on a break isn't waited for."""
    there = []
    for pairing in pairings.unanswered(chat.db, chat.now - UNANSWERED_FOR):
        silent = [side.member for side in pairing.sides if side.wants is None]
        its_own = chat.sender.member_id in {side.member_id for side in pairing.sides}
        if not its_own and any(quiet.away_until(one, chat.now) is None for one in silent):
            there.append(pairing)
    one, two = (side.member for side in there[0].sides) if there else (None, None)
    facts: dict[str, Any] = {"one": one, "two": two}
    if one is not None and two is not None:
        facts |= {"handle": handle(one), "other": handle(two)}
    return Found({pairing.id: 1 for pairing in there}, facts)


@sweep("unsent", NOT_SENT)
def unsent(chat: Chat) -> Found:
    there = [one for one in rounds.current(chat.db, "open") if chat.now - one.closes_at >= timedelta(days=1)]
    facts = {"number": there[0].id, "day": chat.date(there[0].closes_at)} if there else {}
    return Found({one.id: 1 + (one.starts_on <= chat.date(chat.now)) for one in there}, facts)


@command(
    _("DIGEST AT 8"),
    "digest ({what})",
    "send|give (me) (my|the) digest ({what})",
    "my|the digest ({what})",
    "resumen ({what})",
    "manda|mandame|envia|enviame|dame (mi|el) resumen ({what})",
    may=CARERS,
)
def digest(chat: Chat, what: str | None) -> None:
    """Now; or from now on at this hour."""
    if what is None:
        if not digests.now(chat):
            chat.say(_("Nothing needs a person just now."))
        return
    said = fold(what)
    weekdays = WEEKDAYS.search(said) is not None
    found = CLOCK.fullmatch(" ".join(WEEKDAYS.sub(" ", said).split()))
    minutes = _minutes(found) if found else None
    if minutes is None:
        chat.say(_("I need an hour. For example: DIGEST AT 7:30, or DIGEST ON WEEKDAYS AT 8"))
        return
    wish = mornings.of(chat.db, chat.sender.member_id)
    wish.at, wish.weekdays, wish.wanted = minutes, weekdays, True
    chat.db.flush()
    due = digests.hour_after(chat.member, wish, chat.now)
    assert due is not None, "it is wanted"
    digests.plan_anew(chat, due)
    chat.say(_("What needs a person comes at that hour, next on {when}, if there is anything."), when=due)
    chat.say(
        _("On a break or a day you keep it doesn't come. To see it now: DIGEST. To have none: NO DIGEST")
    )


def _minutes(found: re.Match[str]) -> int | None:
    """After midnight; None for what no clock shows."""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


@command(_("NO DIGEST"), "no|without digest", "sin|ningun resumen", may=CARERS)
def no_digest(chat: Chat) -> None:
    mornings.of(chat.db, chat.sender.member_id).wanted = False
    chat.say(
        _("You read no digest from now on. To see what needs a person: DIGEST. To have it again: DIGEST AT 8")
    )
