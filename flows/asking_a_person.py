"""What a person has to read: kept until somebody has answered it, and said to the coordinators who may know."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flows import concern_words
from flows.concern_named import named_in
from flows.flow import Talk
from flows.wording import note
from flows.words import _
from models import concerns, mentions, nudges, queries, talks
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
MAY_BE_A_CONCERN = _(
    "I've shown that to nobody, for it may be about a concern. To raise one: CONCERN. To add to yours, or take it back: MY "
    "CONCERN. To write to a person about something else, text MENU."
)
RAISING = ("concern", "my_concern")  # the talks about one
ONLY_YOU = _(
    "I didn't catch that, and nobody but you coordinates here who could read it. To see what you can text: COMMANDS"
)


def pass_on(chat: Any, text: str) -> bool:
    """Keep `text` until it is answered, and tell the coordinators: the first at once, what follows within minutes or at
    night in one note. Whether anybody may read it; if not, its writer reads so and nothing is kept.

    `chat` is a `flows.chat.Chat`, which knows this module and not the other way round.
    """
    me = chat.sender.member_id
    talk: Talk | None = chat.talk if chat.has_talk else None
    if _may_be_about_a_concern(chat, text, unclear=talk is None or talk.misses > 1):
        chat.forgotten = True
        chat.say(MAY_BE_A_CONCERN)
        return False
    readers = queries.readers(chat.db, me)
    if readers is None:
        chat.say(NOBODY_MAY)
        return False
    if not readers:
        chat.say(ONLY_YOU)
        return False
    alone = not queries.came_since(chat.connection, chat.now - TOGETHER)
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


def _may_be_about_a_concern(chat: Any, text: str, *, unclear: bool) -> bool:
    """Whether it may be about one: then nobody reads it here, for whoever is named in one never learns of it, and who reads
    texts is asked for nothing but what they need. Of what was written to a person on purpose, only what tells of it."""
    named = concern_words.speaks_of_one(text)
    if unclear and named:
        return True
    mine = concerns.on_the_mind_of(chat.db, chat.sender.member_id)
    if not mine and not _is_raising(chat):
        return False
    about = {one for each in mine for one in each.named or ()}
    tells = named or concern_words.regrets(text)
    return unclear or tells or bool(about and about & named_in(chat.db, text))


def _is_raising(chat: Any) -> bool:
    """Whether they began to raise one, and left it for now."""
    return any(row.flow in RAISING for row in talks.agenda(chat.connection, chat.sender.member_id))


def facts(query: Query) -> dict[str, Any]:
    """What `NEEDS_A_PERSON` says of one."""
    return {"who": query.member, "text": query.words, "number": query.id}


def _gather(chat: Any, coordinator_id: int, due: datetime) -> None:
    """One note for all that comes within the same minutes, or until their morning."""
    seconds = TOGETHER.total_seconds()
    over = int((max(due, chat.now).timestamp() // seconds + 1) * seconds)
    when = max(due, datetime.fromtimestamp(over, UTC)) if due <= chat.now else due
    nudges.plan(chat.connection, KIND, coordinator_id, over // int(seconds), when, when + PATIENCE)
