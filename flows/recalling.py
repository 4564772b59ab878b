"""It comes back to somebody: they met after all, or they didn't. Said at any time, of their latest session."""

from flows import afterwards
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _
from models import pairings, sessions
from models.sessions import Meeting

recalling = Flow(
    "recalling",
    title=_("whether you met"),
    about=Meeting,
    urgency=30,
    words=_(
        "we met, we met after all, we did meet, we did meet after all, we didn't meet, we didnt meet, we did not meet, "
        "we never met, we didn't meet after all, change what i said, whether we met"
    ),
    answers=True,
)


@recalling.begins
def which(chat: Chat) -> Meeting | None:
    """One that is open between the two, else their latest."""
    mine = chat.sender.member_id
    known = pairings.going(chat.db, mine, ("agreed", "ended"))
    had = [one for pairing in known for one in sessions.of_pairing(chat.db, pairing.id, sessions.TOLD)]
    over = [one for one in had if one.ends_at <= chat.now]
    if not over:
        chat.say(_("You have had no session yet that I could note it for. To find a time, text BOOK."))
        return None
    return max(over, key=lambda one: (one.status in ("unsure", "unsettled"), one.starts_at))


recalling.facts(afterwards.facts)


@recalling.stands
def stands(chat: Chat) -> bool:
    return chat.subject.status in sessions.TOLD


@recalling.asks(
    _("Your session with {partner} on {when}: which is closest?"),
    OneOf(afterwards.CLOSER, yes="met", no="not"),
    private=True,
)
def closest(chat: Chat, which: str) -> State | End:
    chat.answers.which = which
    return recalled


@recalling.ends
def recalled(chat: Chat) -> None:
    afterwards.say_again(chat, chat.subject, chat.answers.which)
