"""All that two have booked, called off at once: asked first, no reason wanted, nobody blamed."""

from flows import booked, place
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models.pairings import Pairing

all_off = Flow(
    "all_off",
    title=_("calling off all that is booked"),
    about=Pairing,
    urgency=8,
    fleeting=True,
    words=_(
        "call off all, call all off, call them all off, call it all off, call off everything, call off all sessions, "
        "call off all our sessions, call all our sessions off"
    ),
)

ALL_OFF = note(
    _(
        "All that you had booked with {partner} is off, from {when} on. No reason is needed. To find a time, text BOOK."
    ),
    booked=True,
)

all_off.begins(place.which)


@all_off.facts
def facts(chat: Chat) -> dict[str, object]:
    there = booked.to_come(chat, chat.subject.id)
    return {
        "partner": chat.subject.partner(chat.sender.member_id),
        "count": len(there),
        "when": there[0].starts_at if there else "",
    }


@all_off.stands
def something_is_booked(chat: Chat) -> bool:
    return bool(booked.to_come(chat, chat.subject.id))


@all_off.asks(
    _("Booked with {partner}: {count}, the next on {when}. Shall I call off all of it?"),
    YesNo(yes=_("Yes, call all off"), no=_("No, leave it")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return nothing_left if wanted else left


@all_off.ends
def nothing_left(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    there = booked.to_come(chat, pairing.id)
    for meeting in there:
        chat.lock(meeting)
    off = [one for one in there if one.status == "booked"]
    for meeting in off:
        meeting.status = "called_off"
        booked.withdraw(chat, pairing, meeting.id)
    if not off:
        chat.say(_("Nothing is booked any more."))
        return
    partner = pairing.partner(chat.sender.member_id)
    chat.tell(partner, ALL_OFF, partner=chat.member, when=off[0].starts_at)
    chat.say(
        _("All of it is off, and {partner} reads so. No reason is given. To find another time, text BOOK.")
    )


@all_off.ends
def left(chat: Chat) -> None:
    chat.say(_("Then it stays as it is."))
