"""How many texts are answered: limits on what an answer costs, never on who is heard.

No person comes near them; a machine that answers us does, and so does a forged sender or a flood of numbers that exist only to
be texted back. Over the limit a text is stored as one that came, and isn't acted on; its person reads so once, and when to
write again. Three things are heard all the same, because each limit is one that somebody else can push a person over: that
they want no more texts (`flows/carrier.py`); that somebody is in danger, and whether a person may know (`flows/crisis.py`); and a
session that is on (`flows/live.py`).

All is counted in the texts themselves, so that it works without Redis, for all processes together, and is forgotten with
them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.chat import Chat
from flows.words import _
from models import members, texts

# From one address. Two who chat through us write perhaps five a minute.
AT_ONCE = (100, timedelta(minutes=10))
A_DAY = (400, timedelta(days=1))
# In all, from people who have never been answered: who has been is never slowed by others.
STRANGERS = (1_000, timedelta(hours=1))
A_LITTLE = timedelta(minutes=1)  # later than that; times are told in minutes

TOO_MANY = _(
    "I haven't taken in your last text: very many came at once. I answer again from {again}; please send it once more "
    "then. If you're in danger, please call the emergency number where you are."
)


@dataclass(frozen=True, slots=True)
class Over:
    """A text is beyond a limit. `again`: when its person is answered again, if this is the first they aren't."""

    again: datetime | None = None


def reached(chat: Chat) -> Over | None:
    """Which limit this text is beyond, if any."""
    for most, within in (AT_ONCE, A_DAY):
        came = texts.before_the_last(chat.connection, chat.sender.address_id, most - 1)
        if not came:
            break  # so few in all
        since = chat.now - within
        if came[0] > since:
            first = len(came) == 1 or came[1] <= since
            return Over(came[0] + within + A_LITTLE if first else None)
    return Over() if _stranger_in_a_crowd(chat) else None


def say(chat: Chat, over: Over) -> None:
    """Tell its person, once."""
    if over.again is not None:
        chat.say(TOO_MANY, again=over.again)


def _stranger_in_a_crowd(chat: Chat) -> bool:
    """Somebody who was never answered, while very many come at once. They aren't answered this time; when they write again
    and the crowd is over, they are."""
    if chat.sender.status != "newcomer" or chat.sender.role is not None:
        return False
    most, within = STRANGERS
    joined = members.joined(chat.connection, most)
    crowded = joined is not None and joined > chat.now - within
    return crowded and not texts.was_answered(chat.connection, chat.sender.address_id)
