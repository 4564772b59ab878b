"""Whoever raised a concern isn't introduced to whom it was about, until they say so themselves. Nobody learns of either."""

from flows import introduction
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import wishes

meeting_again = Flow(
    "meeting_again",
    title=_("whom you'd meet again"),
    urgency=3,
    words=_("meet them again, i'd meet them again, i would meet them again"),
    newcomers=True,
    unkept=True,
    discreet=True,
)


@meeting_again.asks(
    _(
        "Whoever a concern of yours is about isn't introduced to you here. Shall that be over, so that you may be? They learn of "
        "neither."
    ),
    YesNo(yes=_("Yes, I'd meet them"), no=_("No, leave it")),
    private=True,
)
def shall_it(_chat: Chat, wanted: bool) -> State | End:
    return over if wanted else as_before


@meeting_again.ends
def over(chat: Chat) -> None:
    """The same words whether there was anybody: who holds this phone just now may be somebody else."""
    if wishes.meet_again(chat.db, chat.sender.member_id):
        introduction.look_again(chat)
    chat.say(_("Done: you may be introduced to anybody here again, but not to whom you've blocked."))


@meeting_again.ends
def as_before(chat: Chat) -> None:
    chat.say(_("All stays as it is, and nobody learns of it. Whenever you like, text MEET THEM AGAIN."))
