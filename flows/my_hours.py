"""My hours: how long somebody coached and was coached. Only they read it, and nobody is compared with anybody."""

from flows import correcting, durations, my_log, other_hours
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _
from models import minutes, rounds

my_hours = Flow(
    "my_hours",
    title=_("your hours"),
    urgency=5,
    fleeting=True,
    words=_("my hours, my minutes, how many hours, hours given and received"),
)

IN_ALL = _("You have coached for {given} and been coached for {received}.")
THIS_ROUND = _("Of that in this round: coached {given}, been coached {received}.")
ONLY_YOU = _("Only you see this.")


@my_hours.begins
def told(chat: Chat) -> bool:
    """The numbers, and that nobody else has them."""
    counted = minutes.shares(chat.db, chat.sender.member_id)
    if not counted:
        chat.say(
            _("No session of yours has been counted yet. After each one I ask you both whether you met.")
        )
        return False
    coached = [one for one in counted if one.kind == minutes.COACHING]
    if coached:
        _say(chat, IN_ALL, coached)
    going_on = {one.id for one in rounds.current(chat.db, "sent")}
    now = [one for one in coached if one.meeting.pairing.round_id in going_on]
    if now and len(now) < len(coached):
        _say(chat, THIS_ROUND, now)
    other_hours.say_all(chat)
    chat.say(ONLY_YOU)
    return True


def _say(chat: Chat, copy: str, counted: list[minutes.Share]) -> None:
    given, received = minutes.totals(counted)
    chat.say(
        copy,
        given=durations.shown(given, chat.language),
        received=durations.shown(received, chat.language),
    )


@my_hours.asks(
    _("What would you like to do with them?"),
    OneOf(
        {"log": _("my log as a file"), "correct": _("correct a session"), "nothing": _("nothing more")},
        no="nothing",
    ),
)
def choosing(chat: Chat, choice: str) -> State | End:
    return {"log": log, "correct": correct, "nothing": enough}[choice]


@my_hours.ends
def log(chat: Chat) -> None:
    chat.turn_to(my_log.my_log)


@my_hours.ends
def correct(chat: Chat) -> None:
    if correcting.some(chat):
        chat.turn_to(correcting.correcting)


@my_hours.ends
def enough(chat: Chat) -> None:
    chat.say(_("Good. They are here whenever you'd like to see them: text MY HOURS."))
