"""Whether somebody with a seat may be woken when a member is in danger and has agreed that they know. Theirs to say: until
they do, their night is theirs, and they read it in the morning."""

from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.words import _
from models import seats


@command(
    _("WAKE ME"),
    "wake (me) (up) (at_night)",
    "you can|may wake (me) (up)",
    "despiertame (de_noche)",
    "pueden despertarme",
    may=CARERS,
    changes=False,
)
def wake_me(chat: Chat) -> None:
    """From now on, whatever the hour."""
    _set(chat, True)
    chat.say(
        _(
            "Thank you. When somebody is in danger and agrees that you know, I text you at any hour. Nothing else will wake "
            "you. To have your nights back: LET ME SLEEP"
        )
    )


@command(
    _("LET ME SLEEP"),
    "let (me) sleep",
    "don't|dont wake (me) (up)",
    "dejame dormir",
    "no me despierten|despiertes",
    may=CARERS,
    changes=False,
)
def let_me_sleep(chat: Chat) -> None:
    """From now on, their quiet hours hold."""
    _set(chat, False)
    chat.say(
        _(
            "Your nights are yours: what comes in your quiet hours you read when they're over. For the other way: WAKE ME"
        )
    )


def _set(chat: Chat, woken: bool) -> None:
    seat = seats.held(chat.db, chat.sender.member_id)
    if seat is not None:
        seat.woken = woken
