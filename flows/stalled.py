"""Two who agreed and have no time: a gentle word at day 4 and day 10, and at day 14 a coordinator knows. The same once
when they met, and no next time was found for three weeks. Whoever says that all is well is left in peace.
"""

from datetime import date, datetime, timedelta

from flows import agenda, digest, quiet, rematch
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import FLOWS, End, Flow, State
from flows.last_day import LastDay
from flows.nudging import Kind, Manner, nudge
from flows.wording import note
from flows.words import _, handle
from models import sessions, talks
from models.pairings import Pairing
from models.rounds import Round
from models.sessions import Meeting

# COACHING.md: no time agreed, day 4, day 10, coordinator at 14; at most two weeks between meetings.
FIRST, AGAIN, TOLD = timedelta(days=4), timedelta(days=10), timedelta(days=14)
NO_NEXT = timedelta(weeks=3)
NEARLY_OVER = timedelta(days=10)
JUST_NOW = timedelta(days=3)  # who suggested a time this recently has done their part
AFTER_A_REST = TOLD - AGAIN  # from the end of a rest until a coordinator is told

stalled = Flow("stalled", title=_("finding a time"), about=Pairing, urgency=55, unasked=True)


@stalled.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.partner(chat.sender.member_id)}


@stalled.stands
def stands(chat: Chat) -> bool:
    return is_unset(chat, chat.subject)


@stalled.asks(
    _("You and {partner} have no time set just now, and there's no hurry. What would suit you?"),
    OneOf(
        {
            "suggest": _("Suggest a time"),
            "fine": _("We'll sort it out"),
            "rest": _("Rest until a day"),
            "else": _("Somebody else"),
        }
    ),
)
def suiting(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"suggest": suggests, "fine": at_ease, "rest": until_when, "else": anew}
    return ways[choice]


@stalled.asks(
    _(
        "Until which day shall I leave you both in peace? {partner} reads the day, and no reason. For example: 2 weeks, "
        "or until 3 January"
    ),
    LastDay(),
)
def until_when(chat: Chat, day: date) -> State | End:
    chat.answers.day = day
    return rests


@stalled.ends
def suggests(chat: Chat) -> None:
    chat.turn_to(FLOWS["booking"], chat.subject)


@stalled.ends
def at_ease(chat: Chat) -> None:
    chat.subject.at_ease_at = chat.now
    _ask_no_more(chat, chat.subject)
    chat.say(_("Lovely. Then I remind neither of you. To set a time through me, text BOOK."))


RESTS = note(
    _(
        "{partner} would like to meet you from {day} on, and until then I remind you of nothing. No need to do a thing."
    )
)


@stalled.ends
def rests(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    day: date = chat.answers.day
    pairing.rests_until = quiet.morning_of(chat.member, day)
    _ask_no_more(chat, pairing)
    partner = pairing.partner(chat.sender.member_id)
    chat.tell(partner, RESTS, partner=chat.member, day=day)
    for side in pairing.sides:
        rested.replan(chat, side.member, pairing)
    chat.say(_("Rest well. I come back to you both on {day}. To set a time sooner, text BOOK."), day=day)


@stalled.ends
def anew(chat: Chat) -> None:
    chat.turn_to(rematch.rematch, rematch.whole(chat, chat.subject))


def _ask_no_more(chat: Chat, pairing: Pairing) -> None:
    """A question for a time that this person left open is put away."""
    mine = talks.agenda(chat.connection, chat.sender.member_id)
    opened = talks.open_for(chat.connection, chat.sender.member_id)
    for row in (*mine, *([opened] if opened is not None else [])):
        if row.flow == "booking" and row.about == pairing.id:
            talks.drop(chat.connection, row.id)


def begin(chat: Chat, pairing: Pairing) -> None:
    """These two have agreed: plan all of it. In a ring's leg whoever finds the time is reminded first."""
    for side in pairing.sides:
        if side.member_id != pairing.coach_id:
            first.plan(chat, side.member, pairing, chat.now + FIRST)
        again.plan(chat, side.member, pairing, chat.now + AGAIN)
        told.plan(chat, side.member, pairing, chat.now + TOLD)


def is_unset(chat: Chat, pairing: Pairing) -> bool:
    """Whether these two are agreed and can be reached, have nothing suggested or booked to come, and nobody said that all
    is well since the last time there was something."""
    if pairing.status != "agreed" or any(side.member.stopped_at is not None for side in pairing.sides):
        return False
    if _is_asked_how(chat, pairing):
        return False
    there = sessions.of_pairing(chat.db, pairing.id, ("proposed", "booked", "happened", "replaced"))
    return not _at_ease(pairing, there) and not any(
        one.starts_at > chat.now for one in there if one.status in ("proposed", "booked")
    )


def _is_asked_how(chat: Chat, pairing: Pairing) -> bool:
    """Whether they are asked how it goes on already; one question of that kind is enough. Neither when they close."""
    whole = rematch.whole(chat, pairing)
    asked = any(side.half_way == "asked" and side.member_id == chat.sender.member_id for side in whole.sides)
    return asked or any(side.closing is not None for side in whole.sides)


def _at_ease(pairing: Pairing, there: list[Meeting]) -> bool:
    """What they said holds until something is suggested."""
    said = pairing.at_ease_at
    return said is not None and all(one.created_at <= said for one in there)


def _has_begun(chat: Chat, pairing: Pairing) -> bool:
    return bool(sessions.of_pairing(chat.db, pairing.id, ("booked", "happened")))


def _open_suggestions(chat: Chat, pairing: Pairing) -> list[Meeting]:
    """What one of the two has suggested and the other hasn't answered."""
    found = sessions.of_pairing(chat.db, pairing.id, ("proposed",))
    return [one for one in found if one.starts_at > chat.now]


def _waits_for_a_start(chat: Chat, pairing: Pairing) -> bool:
    if _has_begun(chat, pairing):
        return False
    return is_unset(chat, pairing) or bool(pairing.status == "agreed" and _open_suggestions(chat, pairing))


def _remind(chat: Chat, pairing: Pairing) -> datetime | None:
    """Who can do something: whoever hasn't answered what is suggested, of that; else both, of what would suit them."""
    mine = chat.sender.member_id
    if pairing.rests_until is not None and pairing.rests_until > chat.now:
        return pairing.rests_until
    suggested = _open_suggestions(chat, pairing)
    theirs = [one for one in suggested if one.proposed_by != mine]
    if theirs:
        return agenda.bring_up(chat, FLOWS["series" if theirs[0].series else "confirming"], theirs[0])
    lately = sessions.of_pairing(chat.db, pairing.id, ("proposed", "replaced"))
    done = any(one.proposed_by == mine and chat.now - one.created_at < JUST_NOW for one in lately)
    if suggested or done:
        return None
    if not _is_finding_one(chat, pairing):
        _ask_no_more(chat, pairing)  # it is one of the answers now
    return agenda.bring_up(chat, stalled, pairing)


def _is_finding_one(chat: Chat, pairing: Pairing) -> bool:
    """Whether they are being asked for a time just now."""
    opened = talks.open_for(chat.connection, chat.sender.member_id)
    if opened is None or opened.flow != "booking" or opened.about != pairing.id:
        return False
    return opened.asked_at is not None and chat.now - opened.asked_at < agenda.MIDDLE


def _reminder(name: str) -> Kind:
    return nudge(
        name, manner=Manner.UNASKED, about=Pairing, lapse=timedelta(days=5), stands=_waits_for_a_start
    )(_remind)


first, again = _reminder("stalled-first"), _reminder("stalled-again")


@nudge(
    "stalled-rested",
    manner=Manner.UNASKED,
    about=Pairing,
    due=lambda pairing: pairing.rests_until,
    lapse=timedelta(days=14),
    stands=is_unset,
)
def rested(chat: Chat, pairing: Pairing) -> datetime | None:
    """The day they named has come."""
    return _remind(chat, pairing)


def _is_without_a_next(chat: Chat, meeting: Meeting) -> bool:
    """Whether sessions of their round are left, and none came after this one."""
    pairing = meeting.pairing
    if pairing.round_id is None or not is_unset(chat, pairing):
        return False
    of = chat.db.get_one(Round, pairing.round_id)
    had = sessions.of_pairing(chat.db, pairing.id, ("booked", "happened"))
    soon_over = of.last_day - chat.now.date() < NEARLY_OVER  # then they are asked how they go on
    return len(had) < of.sessions and not soon_over and had[-1:] == [meeting]


@nudge(
    "stalled-later",
    manner=Manner.UNASKED,
    about=Meeting,
    due=lambda meeting: meeting.starts_at + NO_NEXT,
    lapse=timedelta(days=7),
    stands=_is_without_a_next,
)
def later(chat: Chat, meeting: Meeting) -> datetime | None:
    """Once."""
    return _remind(chat, meeting.pairing)


STALLED = note(
    _(
        "{one} and {two} agreed on {day} and have no time yet. You might ask how you can help: TELL {handle}: your words"
    )
)


def _needs_a_person(chat: Chat, pairing: Pairing) -> bool:
    """Whether nothing was ever booked, and neither of them said that all is well."""
    if pairing.status != "agreed" or _has_begun(chat, pairing):
        return False
    there = sessions.of_pairing(chat.db, pairing.id, ("proposed", "replaced"))
    return not _at_ease(pairing, there) and (pairing.rests_until is None or pairing.rests_until <= chat.now)


@digest.case("stalled", about=Pairing, stands=_needs_a_person)
def needs_a_person(chat: Chat, pairing: Pairing) -> None:
    """Both names, and since when."""
    one, two = (side.member for side in pairing.sides)
    assert pairing.agreed_at is not None
    chat.say(STALLED, one=one, two=two, day=chat.date(pairing.agreed_at), handle=handle(one))


@nudge("stalled-told", manner=Manner.AWAITED, about=Pairing, lapse=timedelta(days=30))
def told(chat: Chat, pairing: Pairing) -> datetime | None:
    """To neither of the two: a coordinator reads of it in their morning. After a rest they have some days."""
    if pairing.rests_until is not None and chat.now < pairing.rests_until + AFTER_A_REST:
        return pairing.rests_until + AFTER_A_REST
    if _needs_a_person(chat, pairing):
        digest.mention(chat, "stalled", pairing)
    return None
