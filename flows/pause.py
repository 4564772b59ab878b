"""A break from us: nothing unasked until a day that the member names, and coming back sooner."""

from datetime import date

from flows import introduction, quiet
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.last_day import LastDay, paused_until
from flows.words import _
from models import pairings, sessions
from models.sessions import Meeting

pause = Flow(
    "pause",
    title=_("your break"),
    seated=True,
    words=_("pause, take a break, break, a break, i need a break, i want a break, pause me, vacation"),
    hears=lambda text, chat: paused_until(text, chat) is not None,
)
coming_back = Flow(
    "coming_back",
    title=_("coming back from a break"),
    seated=True,
    words=_(
        "resume, unpause, i'm back, im back, i am back, end my break, end the break, end my pause, back again"
    ),
)


def _is_away(chat: Chat) -> bool:
    until_then = chat.member.paused_until
    return until_then is not None and until_then > chat.now


@pause.facts
def break_so_far(chat: Chat) -> dict[str, object]:
    if not _is_away(chat):
        return {"standing": ""}
    return {"standing": f"{chat.phrase(_('Your break goes on until {day}.'), day=_last_day(chat))} "}


@pause.asks(
    _(
        "{standing}Until which day would you like to hear nothing from me? A year at most. For example: 2 weeks, or "
        "until 3 January"
    ),
    LastDay(),
)
def until_when(chat: Chat, day: date) -> State | End:
    chat.answers.day = day
    return away


@pause.ends
def away(chat: Chat) -> None:
    go_away(chat, chat.answers.day)


def go_away(chat: Chat, day: date) -> None:
    """From now on nothing unasked until the morning of that day."""
    chat.member.paused_until = quiet.morning_of(chat.member, day)
    chat.say(
        _(
            "Enjoy your break. I text you nothing of my own until {day}; that morning it ends by itself. Who writes "
            "to you learns that day. To come back sooner, text RESUME."
        ),
        day=day,
    )
    for meeting in _meanwhile(chat):
        chat.say(
            _("You still meet {partner} on {when}; its reminders come. To move it, text MOVE."),
            partner=meeting.partner(chat.sender.member_id),
            when=meeting.starts_at,
        )


def _meanwhile(chat: Chat) -> list[Meeting]:
    """What is booked within the break; it stays."""
    mine, until_then = chat.sender.member_id, chat.member.paused_until
    booked = [
        meeting
        for pairing in pairings.going(chat.db, mine, ("agreed",))
        for meeting in sessions.of_pairing(chat.db, pairing.id, ("booked",))
        if until_then is not None and chat.now < meeting.starts_at < until_then
    ]
    return sorted(booked, key=lambda meeting: meeting.starts_at)


def _last_day(chat: Chat) -> date:
    assert chat.member.paused_until is not None
    return chat.date(chat.member.paused_until)


@coming_back.begins
def is_on_a_break(chat: Chat) -> bool:
    if not _is_away(chat):
        chat.say(_("Good to hear from you. You aren't on a break: I text you as usual."))
        return False
    return True


@coming_back.facts
def break_to_end(chat: Chat) -> dict[str, object]:
    return {"day": _last_day(chat) if _is_away(chat) else chat.date(chat.now)}


@coming_back.stands
def still_on_a_break(chat: Chat) -> bool:
    return _is_away(chat)


@coming_back.asks(
    _("Your break goes on until {day}. Shall I text you again from now on?"),
    YesNo(yes=_("Yes, I'm back"), no=_("No, leave it so")),
)
def back_now(chat: Chat, wanted: bool) -> State | End:
    return here_again if wanted else still_away


@coming_back.ends
def here_again(chat: Chat) -> None:
    chat.member.paused_until = None
    chat.free_again()
    chat.say(_("Welcome back. I text you as usual again."))
    introduction.look_again(chat)


@coming_back.ends
def still_away(chat: Chat) -> None:
    chat.say(_("Then you hear nothing of my own until {day}."))
