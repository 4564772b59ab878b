"""When somebody may be texted: which of the talks about it they mean."""

from flows import holy_days_kept, pause, quiet_hours
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _

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
