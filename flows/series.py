"""Several sessions at once: "every second Thursday at 6". One asks for all of them, the other is asked once, and each that
suits is a session of its own, which can be moved or called off alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from flows import clock_changes, links, place, quiet, session, understand, words
from flows.booked import NOT_OPEN, book, both_clocks, cannot_be, length, parted, to_come, withdraw
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import FLOWS, End, Flow, Miss, State
from flows.understand import Series
from flows.wording import note
from flows.words import _
from models import sessions
from models.members import Member
from models.pairings import Pairing
from models.rounds import Round
from models.sessions import Meeting

MOST = 6  # sessions that are suggested at once
USUAL = 4  # where no round says how many there are

series = Flow("series", title=_("suggested times"), about=Meeting, urgency=25)


def dates(chat: Chat, pairing: Pairing, said: Series) -> list[datetime]:
    """The sessions that these words mean: as many as the round has left, none at a time that is booked, nor in a break of
    the partner."""
    away = quiet.away_until(pairing.partner(chat.sender.member_id), chat.now)
    booked = {one.starts_at for one in to_come(chat, pairing.id)}
    ahead = [when for when in said.moments(MOST * 3) if when > chat.now and when not in booked]
    return [when for when in ahead if away is None or when >= away][: _left(chat, pairing)]


def _left(chat: Chat, pairing: Pairing) -> int:
    if pairing.round_id is None:
        return USUAL
    planned = chat.db.get_one(Round, pairing.round_id).sessions
    left = planned - len(sessions.of_pairing(chat.db, pairing.id, ("booked", "happened")))
    return min(left, MOST) if left > 0 else USUAL


def in_lines(chat: Chat, when: Sequence[datetime]) -> str:
    """These dates, a line each."""
    return "\n".join(words.brief(one, chat.language, chat.zone) for one in when)


def _in_a_row(when: Sequence[datetime], reader: Member) -> str:
    """These dates in one line, for a template takes no more."""
    return "; ".join(words.brief(one, reader.language, reader.zone) for one in when)


def suggest_all(chat: Chat, pairing: Pairing, when: Sequence[datetime]) -> None:
    """Ask the other of these two for all these times (aware UTC) at once."""
    ahead = [one for one in when if one > chat.now]
    if not ahead:
        chat.say(_("That time has passed meanwhile. To suggest another, text BOOK."))
        return
    if cannot_be(chat, pairing, ahead[0]):
        return
    partner = pairing.partner(chat.sender.member_id)
    withdraw(chat, pairing, None)
    name, first = uuid4().hex, session.whose_turn_first(chat, pairing, ahead[0])
    made = [
        Meeting(
            uid=uuid4().hex,
            pairing=pairing,
            proposed_by=chat.sender.member_id,
            starts_at=one,
            first_coached=first,
            minutes=session.minutes_of(chat, pairing),
            series=name,
        )
        for one in ahead
    ]
    chat.db.add_all(made)
    chat.flush()
    chat.invite(partner, series, made[0])
    chat.say(_("I've suggested them to {partner} and will text you the answer."), partner=partner)


def join(several: Sequence[Meeting]) -> None:
    """Ask for these together from now on."""
    name = uuid4().hex
    for meeting in several:
        meeting.series = name


@series.facts
def suggested_sessions(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    starts = [one.starts_at for one in _open(chat, meeting)]
    return {
        **both_clocks(chat, meeting.pairing),
        **length(chat, meeting.pairing),
        "count": len(starts),
        "dates": _in_a_row(starts, chat.member),
        "city": words.city(chat.zone, chat.language),
    }


def _open(chat: Chat, meeting: Meeting) -> list[Meeting]:
    """Those that can still be answered."""
    there = sessions.of_series(chat.db, meeting, ("proposed",))
    return [one for one in there if one.starts_at > chat.now and one.replaces_id is None]


@series.stands
def some_are_open(chat: Chat) -> bool:
    return bool(_open(chat, chat.subject))


@dataclass(frozen=True, slots=True)
class WhichDates:
    """Some of the dates, by their numbers."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """The dates that are still open; kept, for a number means what was read."""
        if chat.subject is None:
            return ()
        open_ones = _open(chat, chat.subject)
        chat.answers.open = [one.id for one in open_ones]
        return tuple(words.brief(one.starts_at, chat.language, chat.zone) for one in open_ones)

    def read(self, text: str, chat: Chat) -> list[int] | Miss:
        """The ids of these sessions."""
        known: list[int] = chat.answers.open or []
        picked = understand.choices(text, [str(number) for number, _id in enumerate(known, 1)])
        if picked is None:
            return Miss(_("I need numbers from the list, as many as you like. For example: 1 and 3"))
        return [known[at] for at in picked]


@series.asks(
    _(
        "{partner} could meet you {count} times ({city} time): {dates}. Each for {length}, {halves}. Do these times suit "
        "you?"
    ),
    OneOf(
        {"all": _("Yes, all of them"), "some": _("Not all of them"), "none": _("None of them")},
        yes="all",
        no="none",
    ),
)
def suiting_all(chat: Chat, said: str) -> State | End:
    ways: dict[str, State | End] = {"all": all_booked, "some": choosing, "none": none_suits}
    return ways[said]


@series.asks(_("Which of them don't suit you? One or more numbers; the others are booked."), WhichDates())
def choosing(chat: Chat, without: list[int]) -> State | End:
    chat.answers.without = without
    return none_suits if len(without) == len(chat.answers.open) else rest_booked


@series.ends
def all_booked(chat: Chat) -> None:
    _book(chat, set())


@series.ends
def rest_booked(chat: Chat) -> None:
    _book(chat, set(chat.answers.without))


def _book(chat: Chat, without: set[int]) -> None:
    """Book them all but these, and let both read what is."""
    meeting: Meeting = chat.subject
    if parted(chat, meeting.pairing):
        return
    there = _open(chat, meeting)
    for one in there:
        chat.lock(one)
    there = [one for one in there if one.status == "proposed"]
    wanted = [one for one in there if one.id not in without]
    for one in there:
        if one.id in without:
            one.status = "replaced"
    if not wanted:
        chat.say(NOT_OPEN)
        return
    first = session.whose_turn_first(chat, meeting.pairing, wanted[0].starts_at)
    for one in wanted:
        one.first_coached = first
        book(chat, one)
        if meeting.pairing.coach_id is None:
            first = meeting.pairing.partner(first).id  # who starts alternates
    chat.flush()
    partner = meeting.partner(chat.sender.member_id)
    chat.say(BOOKED, **_facts(chat, wanted, chat.member))
    chat.tell(partner, BOOKED, **_facts(chat, wanted, partner))
    place.ask_once(chat, wanted)


BOOKED = note(
    _(
        "Booked with {partner}, {count} times ({city} time): {dates}{clocks}. I remind you both before each; to move one, "
        "text MOVE and its day.\nFor your calendar: {link}"
    ),
    booked=True,
)
NONE_SUITS = note(_("Those times don't suit {partner}. I've asked for another."), booked=True)


def _facts(chat: Chat, wanted: Sequence[Meeting], reader: Member) -> dict[str, Any]:
    return {
        "partner": wanted[0].partner(reader.id),
        "count": len(wanted),
        "city": words.city(reader.zone, reader.language),
        "dates": _in_a_row([one.starts_at for one in wanted], reader),
        "clocks": clock_changes.told_of_several(chat, wanted, reader),
        "link": links.series(wanted[0].id, reader.id),
    }


@series.ends
def none_suits(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    left = _open(chat, meeting)
    for one in left:
        chat.lock(one)
        if one.status == "proposed":
            one.status = "replaced"
    if left:
        chat.tell(meeting.partner(chat.sender.member_id), NONE_SUITS, partner=chat.member)
    if not parted(chat, meeting.pairing):
        chat.invite(chat.member, FLOWS["booking"], meeting.pairing)
