"""Finding a time: one suggests, both read it in their own zone, and it is booked when both have said yes."""

from datetime import datetime
from uuid import uuid4

from flows import offering, quiet, session, words
from flows.booked import (
    NOT_OPEN,
    UNREACHABLE,
    book,
    both_clocks,
    cannot_be,
    length,
    parted,
    tell_both,
    to_come,
    withdraw,
)
from flows.chat import Chat
from flows.expects import YesNo, YesOrWhen
from flows.flow import End, Flow, State
from flows.moving_words import not_as_suggested
from flows.offering import Picked, TimeOrOffered, Within
from flows.series import dates, in_lines, suggest_all
from flows.understand import Series
from flows.wording import note
from flows.words import _
from models import pairings
from models.pairings import Pairing
from models.sessions import Meeting

booking = Flow(
    "booking",
    title=_("finding a time"),
    about=Pairing,
    urgency=35,
    words=_("book, book a session, suggest a time"),
    hears=not_as_suggested,
)
confirming = Flow("confirming", title=_("a suggested time"), about=Meeting, urgency=25)


@booking.begins
def which(chat: Chat) -> Pairing | None:
    mine = pairings.going(chat.db, chat.sender.member_id, ("agreed",))
    reachable = [one for one in mine if one.partner(chat.sender.member_id).stopped_at is None]
    if reachable:
        # In a ring each finds the time for being coached, and may for coaching too.
        found = next((one for one in reachable if one.coach_id != chat.sender.member_id), reachable[0])
        _say_what_is_booked(chat, found)
        return found
    if mine:
        chat.say(UNREACHABLE, partner=mine[0].partner(chat.sender.member_id))
    else:
        chat.say(_("You have nobody to meet just yet. We'll text you when you do."))
    return None


def _say_what_is_booked(chat: Chat, pairing: Pairing) -> None:
    """A new suggestion adds a session; whoever wants to move one reads how."""
    there = to_come(chat, pairing.id)
    if len(there) > 1:
        chat.say(
            _("You have {count} sessions booked, the next on {when}. To move one, text MOVE. For one more:"),
            count=len(there),
            when=there[0].starts_at,
        )
    elif there:
        chat.say(
            _("You have one booked: {when}. To move it, text MOVE. For one more:"), when=there[0].starts_at
        )


@booking.facts
def partner_of_pairing(chat: Chat) -> dict[str, object]:
    pairing: Pairing = chat.subject
    several: list[datetime] = chat.answers.dates or []
    return {
        **both_clocks(chat, pairing),
        **length(chat, pairing),
        "how": offering.how(chat, pairing),
        "count": len(several),
        "dates": in_lines(chat, several),
        "city": words.city(chat.zone, chat.language),
    }


@booking.stands
def agreed_pairing(chat: Chat) -> bool:
    return bool(chat.subject.status == "agreed")


@booking.asks(
    _("When could you meet {partner} for {length}, {halves}? {how}"),
    TimeOrOffered(lambda chat, within: offering.offers(chat, chat.subject, within), several=True),
)
def suggesting(chat: Chat, said: Picked | Within | Series | datetime) -> State | End:
    if isinstance(said, Within):
        said.keep(chat)
        return suggesting
    if isinstance(said, Series):
        chat.answers.dates = dates(chat, chat.subject, said)
        return checking_all if len(chat.answers.dates) > 1 else suggesting
    chat.answers.when = said.start if isinstance(said, Picked) else said
    return picked if isinstance(said, Picked) else checking


@booking.asks(
    _("For you: {when}\nFor {partner}: {theirs}\nShall I suggest it?"),
    YesOrWhen(YesNo(yes=_("Yes, suggest it"), no=_("Another time"))),
)
def checking(chat: Chat, right: bool | datetime) -> State | End:
    if isinstance(right, datetime):
        chat.answers.when = right
        return checking
    return suggested if right else suggesting


@booking.asks(
    _("{count} times, by your clock ({city}):\n{dates}\nShall I suggest them?"),
    YesNo(yes=_("Yes, suggest them"), no=_("Other times")),
)
def checking_all(chat: Chat, right: bool) -> State | End:
    return all_suggested if right else suggesting


@booking.ends
def all_suggested(chat: Chat) -> None:
    suggest_all(chat, chat.subject, chat.answers.dates)


@booking.ends
def suggested(chat: Chat) -> None:
    suggest(chat, chat.subject, chat.answers.when)


@booking.ends
def picked(chat: Chat) -> None:
    suggest(chat, chat.subject, chat.answers.when, echoed=False)


def suggest(
    chat: Chat, pairing: Pairing, when: datetime, instead: Meeting | None = None, *, echoed: bool = True
) -> bool:
    """Ask the other of these two whether this time (aware UTC) suits, `instead` of what is booked, which stays until they
    say yes. It takes the place of what else was suggested for the same. `echoed`: they have read it by both clocks. Whether
    the other is asked."""
    partner = pairing.partner(chat.sender.member_id)
    if cannot_be(chat, pairing, when):
        return False
    replaces_id = instead.id if instead is not None else None
    withdraw(chat, pairing, replaces_id)
    meeting = Meeting(
        uid=uuid4().hex,
        pairing=pairing,
        proposed_by=chat.sender.member_id,
        starts_at=when,
        first_coached=instead.first_coached if instead else session.whose_turn_first(chat, pairing, when),
        minutes=session.minutes_of(chat, pairing),
        replaces_id=replaces_id,
        series=instead.series if instead else None,
    )
    chat.db.add(meeting)
    chat.flush()
    chat.invite(partner, confirming, meeting)
    if not echoed:
        theirs = chat.for_reader(partner, when)
        chat.say(_("For you: {when}\nFor {partner}: {theirs}"), when=when, partner=partner, theirs=theirs)
    away = quiet.away_until(partner, chat.now)
    if away is not None:
        chat.say(
            _("I've kept it for {partner}, who is away until {day} and reads it that morning."),
            partner=partner,
            day=words.local(away, partner.zone).date(),
        )
    else:
        chat.say(_("I've suggested it to {partner} and will text you the answer."), partner=partner)
    return True


@confirming.facts
def suggested_session(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    old, another = instead_of(chat, meeting), chat.talk.state == checking_another.name
    when = chat.answers.when if another else meeting.starts_at
    if old is not None and not another:
        when = chat.phrase(_("{when} instead of {old}"), when=when, old=old.starts_at)
    return {
        **both_clocks(chat, meeting.pairing),
        "when": when,
        **length(chat, meeting.pairing),
    }


@confirming.stands
def still_suggested(chat: Chat) -> bool:
    meeting: Meeting = chat.subject
    return meeting.status == "proposed" and meeting.starts_at > chat.now


@confirming.asks(
    _("{partner} could meet you on {when}, for {length}, {halves}. Does that suit you?"),
    YesOrWhen(YesNo(yes=_("Yes, that suits me"), no=_("Another time"))),
)
def suiting(chat: Chat, suits: bool | datetime) -> State | End:
    if isinstance(suits, datetime):
        chat.answers.when = suits
        return checking_another
    return booked if suits else another_time


@confirming.asks(
    _("For you: {when}\nFor {partner}: {theirs}\nShall I suggest it?"),
    YesOrWhen(YesNo(yes=_("Yes, suggest it"), no=_("Another time"))),
)
def checking_another(chat: Chat, right: bool | datetime) -> State | End:
    if isinstance(right, datetime):
        chat.answers.when = right
        return checking_another
    if not right:
        return another_time
    # Nobody is asked for it? They have read why, and what was suggested still waits for their answer.
    return suiting if cannot_be(chat, chat.subject.pairing, chat.answers.when) else countered


@confirming.ends
def booked(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    if meeting.partner(chat.sender.member_id).stopped_at is not None:
        chat.say(UNREACHABLE, partner=meeting.partner(chat.sender.member_id))
        return
    if not still_suggested(chat):
        chat.say(NOT_OPEN)
        return
    book(chat, meeting)
    tell_both(chat, meeting)


ANOTHER_TIME = note(_("That time doesn't suit {partner}. I've asked for another."), booked=True)


@confirming.ends
def countered(chat: Chat) -> None:
    """Another time, suggested in the place of this one."""
    meeting: Meeting = chat.subject
    if suggest(chat, meeting.pairing, chat.answers.when, instead_of(chat, meeting)):
        meeting.status = "replaced"


@confirming.ends
def another_time(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    partner = meeting.partner(chat.sender.member_id)
    if meeting.status == "proposed":
        meeting.status = "replaced"
        chat.tell(partner, ANOTHER_TIME, partner=chat.member)
    if not parted(chat, meeting.pairing):
        chat.invite(chat.member, booking, meeting.pairing)


def instead_of(chat: Chat, meeting: Meeting) -> Meeting | None:
    """The booked session that this one would be instead of."""
    old = chat.db.get(Meeting, meeting.replaces_id) if meeting.replaces_id is not None else None
    return old if old is not None and old.status == "booked" else None
