"""What a person has to read: kept until somebody has answered it, and said to the coordinators who may know."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flows.flow import Talk
from flows.wording import note
from flows.words import _
from models import mentions, nudges, queries
from models.queries import Query

TOGETHER = timedelta(minutes=10)  # what comes within the same ones is one note
KIND = "query"  # of mention, and of the nudge in `flows/coordinating/queue.py`
PATIENCE = timedelta(days=2)  # how long that nudge may wait
LONGEST = 600  # signs

NEEDS_A_PERSON = note(
    _("This text needs a person. From {who}: {text}\n\nTo answer, text ANSWER {number}: your words")
)
NOBODY_MAY = _(
    "Everybody who coordinates here just now was introduced to you, and your words may be about them. So I've shown them "
    "to nobody."
)
ONLY_YOU = _(
    "I didn't catch that, and nobody but you coordinates here who could read it. To see what you can text: COMMANDS"
)


def pass_on(chat: Any, text: str) -> bool:
    """Keep `text` until it is answered, and tell the coordinators: the first at once, what follows within minutes or at
    night in one note. Whether anybody may read it; if not, its writer reads so and nothing is kept.

    `chat` is a `flows.chat.Chat`, which knows this module and not the other way round.
    """
    me = chat.sender.member_id
    readers = queries.readers(chat.db, me)
    if readers is None:
        chat.say(NOBODY_MAY)
        return False
    if not readers:
        chat.say(ONLY_YOU)
        return False
    alone = not queries.came_since(chat.connection, chat.now - TOGETHER)
    talk: Talk | None = chat.talk if chat.has_talk else None
    made = Query(
        member_id=me,
        words=text[:LONGEST] or "…",
        flow=talk.flow.name if talk else "",
        state=talk.state if talk else "",
        missed=talk is not None and talk.misses > 1,
    )
    chat.db.add(made)
    chat.db.flush()
    for one in readers:
        due = chat.decent_hour(one)
        if alone and due <= chat.now:
            chat.tell(one, NEEDS_A_PERSON, **facts(made))
            mentions.tell(chat.connection, KIND, {made.id: 0}, one.id)
        else:
            _gather(chat, one.id, due)
    return True


def facts(query: Query) -> dict[str, Any]:
    """What `NEEDS_A_PERSON` says of one."""
    return {"who": query.member, "text": query.words, "number": query.id}


def _gather(chat: Any, coordinator_id: int, due: datetime) -> None:
    """One note for all that comes within the same minutes, or until their morning."""
    seconds = TOGETHER.total_seconds()
    over = int((max(due, chat.now).timestamp() // seconds + 1) * seconds)
    when = max(due, datetime.fromtimestamp(over, UTC)) if due <= chat.now else due
    nudges.plan(chat.connection, KIND, coordinator_id, over // int(seconds), when, when + PATIENCE)
