"""A booked session that won't do: another time, calling it off, or coming a little late. Nobody is blamed, no reason asked.

With several booked, the next one is meant, unless its day is named: "move the 14th to friday 5pm".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flows import booked, booking, engine, links, offering, session
from flows.chat import Chat
from flows.expects import OneOf, YesNo, YesOrWhen
from flows.flow import End, Flow, Miss, State
from flows.moving_words import keeps, may_keep, minutes_late, wanted
from flows.offering import Picked, Spans, TimeOrOffered, Within, offers, time_in
from flows.wording import note
from flows.words import _
from models import pairings, sessions
from models.sessions import Meeting

moving = Flow(
    "moving",
    title=_("your next session"),
    about=Meeting,
    urgency=8,
    fleeting=True,
    words=_(
        "move, move it, move the session, reschedule, i can't make it, can't make it, cant make it, i can't come, can't come, "
        "cant come, call it off, running late, i'm running late, i'll be late, i'm late, im late"
    ),
    hears=lambda text, chat: wanted(text, chat) is not None or bool(minutes_late(text, chat)),
)

OFF = note(
    _(
        "Your session with {partner} on {when} is off. No reason is needed. To find another time, text BOOK.\n"
        "To take it out of your calendar: {link}"
    ),
    booked=True,
)
KEPT = note(
    _("Your session with {partner} stays as it was: {when}. There is nothing to answer."), booked=True
)
LATE = note(_("{partner} comes a little late today: about {minutes} minutes."), booked=True)
MINUTES = {"5": _("5 minutes"), "10": _("10 minutes"), "15": _("15 minutes")}


@dataclass(frozen=True, slots=True)
class WhatOrWhen:
    """One of the options, or at once another time."""

    taps: ClassVar[bool] = True

    question: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As the question says."""
        return self.question.options(chat)

    def read(self, text: str, chat: Chat) -> str | Within | datetime | Miss:
        """The key of an option, an aware UTC time to come, or spans in which one could be."""
        chat.answers.minutes = minutes_late(text, chat)
        if chat.answers.minutes:
            return "late"
        move = wanted(text, chat)
        if move is not None and move.to is None:
            return Miss(_("Of course."), lacking=True)  # the day was named; now the time instead
        said: Any = Miss("") if move is not None else self.question.read(text, chat)
        if not isinstance(said, Miss):
            return str(said)
        to = text if move is None or move.to is None else move.to
        when = time_in(to, chat, _offers, chat.subject.starts_at)
        return said if isinstance(when, Miss) and not when.lacking and move is None else when


def _offers(chat: Chat, within: Spans) -> list[datetime]:
    return offers(chat, chat.subject.pairing, within, chat.subject)


@moving.begins
def which(chat: Chat) -> Meeting | None:
    """The next session that is booked, one that has begun included."""
    mine = pairings.going(chat.db, chat.sender.member_id, ("agreed",))
    planned = [one for pairing in mine for one in sessions.of_pairing(chat.db, pairing.id, ("booked",))]
    there = sorted((one for one in planned if one.ends_at > chat.now), key=lambda one: one.starts_at)
    if not there:
        chat.say(_("No session is booked, so there is nothing to move. To find a time, text BOOK."))
        return None
    move = wanted(chat.heard, chat)
    if move is None or move.day is None:
        return there[0]
    that_day = [one for one in there if chat.date(one.starts_at) == move.day]
    if not that_day and move.to is None:
        return there[0]  # "move friday": it may be the day they'd rather have
    if not that_day:
        chat.say(
            _("Nothing is booked on {day}. Your next session is on {when}."),
            day=move.day,
            when=there[0].starts_at,
        )
    return that_day[0] if that_day else None


@moving.facts
def facts(chat: Chat) -> dict[str, object]:
    pairing = chat.subject.pairing
    return {
        "old": chat.subject.starts_at,
        **booked.both_clocks(chat, pairing),
        "how": offering.how(chat, pairing),
    }


@moving.stands
def still_booked(chat: Chat) -> bool:
    return bool(chat.subject.status == "booked" and chat.subject.ends_at > chat.now)


@moving.asks(
    _("You meet {partner} on {old}. When instead? Write a day and time of yours, or a number."),
    WhatOrWhen(
        OneOf({"off": _("Call it off"), "late": _("I'm running late"), "keep": _("Leave it as it is")})
    ),
)
def instead(chat: Chat, said: str | Within | datetime) -> State | End:
    if isinstance(said, Within):
        said.keep(chat)
        return choosing
    if isinstance(said, datetime):
        chat.answers.when = said
        return checking
    ways: dict[str, State | End] = {
        "off": called_off,
        "late": late if chat.answers.minutes else how_late,
        "keep": kept,
    }
    return ways[said]


@moving.asks(_("Instead of {old}: {how}"), TimeOrOffered(_offers))
def choosing(chat: Chat, said: Picked | Within | datetime) -> State | End:
    if isinstance(said, Within):
        said.keep(chat)
        return choosing
    chat.answers.when = said.start if isinstance(said, Picked) else said
    return picked if isinstance(said, Picked) else checking


@moving.asks(
    _("Instead of {old}:\nFor you: {when}\nFor {partner}: {theirs}\nShall I suggest it?"),
    YesOrWhen(YesNo(yes=_("Yes, suggest it"), no=_("Another time"))),
)
def checking(chat: Chat, right: bool | datetime) -> State | End:
    if isinstance(right, datetime):
        chat.answers.when = right
        return checking
    return suggested if right else instead


@moving.asks(_("About how late?"), OneOf(MINUTES))
def how_late(chat: Chat, minutes: str) -> State | End:
    chat.answers.minutes = minutes
    return late


def kept_after_all(chat: Chat) -> bool:
    """Whether somebody who suggested another time takes that back ("no wait can we keep sat"), and was heard."""
    mine = chat.sender.member_id
    if chat.sender.status != "verified" or not may_keep(chat.heard):
        return False
    if chat.has_talk and engine.understands(chat, chat.heard):
        return False  # it is the answer
    for meeting in sessions.of_member(chat.db, mine, ("proposed",)):
        old = booking.instead_of(chat, meeting)
        if meeting.proposed_by != mine or old is None or not keeps(chat.heard, old.starts_at, chat):
            continue
        booked.withdraw(chat, meeting.pairing, old.id)
        partner = meeting.partner(mine)
        if meeting.status == "replaced":
            chat.tell(partner, KEPT, partner=chat.member, when=old.starts_at)
            chat.say(
                _("I've taken that back: you meet {partner} on {when}, as before."),
                partner=partner,
                when=old.starts_at,
            )
        else:  # they have said yes meanwhile
            booked.say_how_it_stands(chat)
        if chat.has_talk:
            engine.ask(chat)
        return True
    return False


@moving.ends
def suggested(chat: Chat) -> None:
    _suggest(chat, echoed=True)


@moving.ends
def picked(chat: Chat) -> None:
    _suggest(chat, echoed=False)


def _suggest(chat: Chat, *, echoed: bool) -> None:
    if not still_booked(chat):
        chat.say(_("That session isn't booked any more."))
        return
    booking.suggest(chat, chat.subject.pairing, chat.answers.when, chat.subject, echoed=echoed)


@moving.ends
def called_off(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    if not still_booked(chat):
        chat.say(_("That session isn't booked any more."))
        return
    meeting.status = "called_off"
    booked.withdraw(chat, meeting.pairing, meeting.id)  # nobody need answer where to move it
    partner = meeting.partner(chat.sender.member_id)
    soon = meeting.starts_at - session.HOUR_BEFORE  # better woken than waiting alone
    link = links.calendar(meeting.id, partner.id)
    chat.tell(partner, OFF, by=soon, partner=chat.member, when=meeting.starts_at, link=link)
    chat.say(
        _(
            "It's off, and {partner} reads so. No reason is given. To find another time, text BOOK.\n"
            "To take it out of your calendar: {link}"
        ),
        partner=partner,
        link=links.calendar(meeting.id, chat.sender.member_id),
    )


@moving.ends
def late(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    partner = meeting.partner(chat.sender.member_id)
    if not still_booked(chat) or meeting.starts_at - chat.now > session.HOUR_BEFORE * 3:
        chat.say(
            _("That is a while off yet. To move it, text MOVE and the new time. For example: MOVE Friday 5pm")
        )
        return
    chat.tell(partner, LATE, by=chat.now, partner=chat.member, minutes=chat.answers.minutes)
    chat.say(
        _("{partner} knows. When you begin, text STARTING, and half time moves with it."), partner=partner
    )


@moving.ends
def kept(chat: Chat) -> None:
    chat.say(_("Then it stays as it is."))
