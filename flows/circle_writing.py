"""Words for all in a circle: passed on, and kept nowhere. Their writer is first shown what in them could tell who a client is."""

from flows import agenda, circle_day, engine, identifying, passing
from flows.chat import Chat
from flows.expects import Words
from flows.flow import End, Flow, State
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models import circles, wishes
from models.circles import Circle

WRITES = note(
    _('{who} writes to your circle "{topic}": {words}\n\nTo answer all, text MY CIRCLE: and your words.')
)

to_circle = Flow(
    "to_circle", title=_("words for your circle"), urgency=3, fleeting=True, verbatim=True, unkept=True
)


def write(chat: Chat, circle: Circle, words: str) -> bool:
    """Pass these words on to all others in it. Whether something is asked first: what could tell who a client is, or that they
    be fewer."""
    chat.forgotten = True
    if len(words) > passing.MOST or identifying.shown(chat, words):
        state = looking if len(words) <= passing.MOST else writing
        agenda.begin(chat, to_circle, at=state, to=circle.id, words=words[: passing.MOST])
        return True
    _pass_on(chat, circle, words)
    return False


@to_circle.facts
def facts(chat: Chat) -> dict[str, object]:
    circle = chat.db.get(Circle, chat.answers.to) if chat.answers.to else None
    topic = circle.topic if circle is not None else ""
    return {"topic": topic, **identifying.facts(chat)}


@to_circle.asks(
    _(
        'What shall I write to your circle "{topic}"? The words only, 1200 characters at most. To write nothing, text SKIP.'
    ),
    Words(passing.MOST, skippable=True),
    private=True,
)
def writing(chat: Chat, words: str | None) -> State | End:
    if words is None or fold(words) in engine.LATER:
        return left
    chat.answers.words = words
    return looking if identifying.shown(chat, words) else passed_on


@to_circle.asks(identifying.QUESTION, identifying.CHOICES, private=True)
def looking(chat: Chat, choice: str) -> State | End:
    return identifying.chosen(chat, choice, again=writing, without=without_those, then=passed_on)


@to_circle.asks(identifying.LEFT, identifying.RIGHT, private=True)
def without_those(chat: Chat, right: bool) -> State | End:
    return identifying.agreed(chat, right, again=writing, then=passed_on)


@to_circle.ends
def passed_on(chat: Chat) -> None:
    words = chat.answers.words
    circle = chat.db.get(Circle, chat.answers.to) if chat.answers.to else None
    if circle is None or not circle.has(chat.sender.member_id) or circle.status != "open" or not words:
        chat.say(_("I no longer have those words. Please write them once more."))
        return
    _pass_on(chat, circle, words)


@to_circle.ends
def left(chat: Chat) -> None:
    chat.say(_("I've sent nothing."))


def _pass_on(chat: Chat, circle: Circle, words: str) -> None:
    """Not to whom they never want to meet, nor to who never wants to meet them; nobody learns of that. Two who only parted, and
    stay in the circle, read each other there."""
    me, coming = chat.sender.member_id, circles.coming(chat.db, circle.id)
    soon = coming is not None and coming.starts_at - circle_day.HOUR_BEFORE <= chat.now < coming.ends_at
    by = chat.now if soon else None  # they are about to meet
    for member in circle.people:
        if member.id != me and not wishes.never_meet(chat.db, me, member.id):
            passing.hand_on(chat, member, WRITES, by=by, who=chat.member, topic=circle.topic, words=words)
    chat.say(
        _('I\'ve written to your circle "{topic}": {words}'),
        keep_only=_('I\'ve written to your circle "{topic}".'),
        topic=circle.topic,
        words=passing.shortened(words),
    )
