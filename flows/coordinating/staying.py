"""The last coordinator: people here count on somebody, so the seat stays until another has said yes."""

from flows.chat import Chat
from flows.words import _
from models import members, seats
from models.seats import COORDINATOR

YOU_ALONE = _(
    "You're the only one who coordinates, and people here count on somebody. First ask another: HAND OVER TO and a name, or "
    "MAKE name COORDINATOR. Once they say yes, you're free to go."
)


def alone(chat: Chat, member_id: int) -> bool:
    """Whether nobody but this member coordinates and can be texted. Nobody else's seat changes until this step is done."""
    seats.lock_held(chat.db)
    return not members.coordinates_besides(chat.db, member_id)


def last_of_all(chat: Chat) -> bool:
    """Whether the person who would like to leave is the only one who coordinates; then it was said what to do first."""
    last = chat.sender.role == COORDINATOR and alone(chat, chat.sender.member_id)
    if last:
        chat.say(YOU_ALONE)
    return last
