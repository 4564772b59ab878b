"""The menu: what a member can do, at any time."""

from flows import booking, holy_days_kept, pause, quiet_hours, wishes
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.words import _
from models import pairings, sessions

NOTHING_WAITS = _("Nothing is waiting for you just now. We'll text you when something does.")

menu = Flow("menu", title=_("the menu"), urgency=5, fleeting=True)


@menu.asks(
    _("What would you like to do?"),
    OneOf(
        {
            "back": _("go on where I was"),
            "book": _("find a time to meet"),
            "next": _("see what's next for me"),
            "person": _("ask a person"),
            "when": _("when you may text me"),
            "wishes": _("who would suit me"),
            "leave": _("see how to leave"),
        }
    ),
)
def choosing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "back": going_on,
        "book": finding_a_time,
        "next": whats_next,
        "person": asking,
        "when": when_to_text,
        "wishes": who_would_suit,
        "leave": leaving,
    }
    return ways[choice]


@menu.asks(_("What would you like to ask? A coordinator reads it and texts you back."), Words(500))
def asking(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return passed_on


@menu.ends
def going_on(chat: Chat) -> None:
    if not chat.waits():
        chat.say(NOTHING_WAITS)


@menu.ends
def finding_a_time(chat: Chat) -> None:
    pairing = booking.which(chat)
    if pairing is not None:
        chat.turn_to(booking.booking, pairing)


@menu.ends
def whats_next(chat: Chat) -> None:
    agreed = pairings.going(chat.db, chat.sender.member_id, ("agreed",))
    booked = [one for pairing in agreed for one in sessions.of_pairing(chat.db, pairing.id, ("booked",))]
    for meeting in booked:
        chat.say(
            _("You meet {partner} on {when}."),
            partner=meeting.partner(chat.sender.member_id),
            when=meeting.starts_at,
        )
    if not booked:
        chat.say(_("No session is booked. We'll text you when there's news."))


@menu.ends
def when_to_text(chat: Chat) -> None:
    chat.turn_to(texting)


@menu.ends
def who_would_suit(chat: Chat) -> None:
    chat.turn_to(wishes.wishes)


@menu.ends
def passed_on(chat: Chat) -> None:
    chat.pass_on(chat.answers.words)
    chat.say(_("A coordinator will text you. There's no hurry."))


@menu.ends
def leaving(chat: Chat) -> None:
    chat.say(_("To hear no more from us, text LEAVE. We stop at once and ask for no reason."))


texting = Flow(
    "texting",
    title=_("when I may text you"),
    urgency=5,
    fleeting=True,
    words=_("when you may text me, when may you text me, when can you text me, when do you text me"),
)


@texting.asks(
    _("When may I text you?"),
    OneOf({"hours": _("my quiet hours"), "pause": _("take a break"), "days": _("days I keep")}),
)
def choosing_what(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"hours": hours, "pause": a_break, "days": days}
    return ways[choice]


@texting.ends
def hours(chat: Chat) -> None:
    chat.turn_to(quiet_hours.quiet_hours)


@texting.ends
def a_break(chat: Chat) -> None:
    chat.turn_to(pause.pause)


@texting.ends
def days(chat: Chat) -> None:
    chat.turn_to(holy_days_kept.keeping)
