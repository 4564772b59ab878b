"""What somebody texts about their circle at any time: that they can't come to the next meeting, or words for all in it, which are
passed on and kept nowhere."""

from flows import circle_day, circle_host, circle_turns, circle_wishes, circle_words, engine, passing
from flows.chat import Chat
from flows.circle_places import NOT_IN_ONE
from flows.circle_wishes import Said, Wish
from flows.wording import note
from flows.words import _
from models import circles, wishes
from models.circles import Circle

WRITES = note(
    _('{who} writes to your circle "{topic}": {words}\n\nTo answer all, text MY CIRCLE: and your words.')
)


def is_for_others(text: str) -> bool:
    """Whether words are in it that are passed on, and not kept."""
    said = circle_wishes.read(text)
    return said is not None and said.wish is Wish.TELL


def taken(chat: Chat) -> bool:
    """Whether the text was this, and was seen to."""
    if chat.sender.status != "verified":
        return False
    said = circle_wishes.read(chat.heard)
    if said is None or said.wish not in (Wish.CANT_COME, Wish.TELL):
        return False
    chat.forgotten = chat.forgotten or said.wish is Wish.TELL
    mine = circles.of_member(chat.db, chat.sender.member_id)
    meant = circle_words.called(mine, said.who) if said.who else mine
    if not mine:
        chat.say(NOT_IN_ONE)
    elif len(meant) != 1:
        topics = ", ".join(one.topic for one in mine)
        chat.say(_("Which circle do you mean? You're in: {words}. For example: MY CIRCLE {topic}: your words"),
                 words=topics, topic=mine[0].topic)  # fmt: skip
    elif said.wish is Wish.TELL:
        _write(chat, meant[0], said)
    else:
        _cannot_come(chat, meant[0])
    if chat.has_talk:
        engine.ask(chat)
    return True


def _cannot_come(chat: Chat, circle: Circle) -> None:
    me = chat.sender.member_id
    coming = circles.coming(chat.db, circle.id)
    if coming is None:
        chat.say(NOT_IN_ONE)
        return
    circle_turns.hold(chat, coming)
    if me not in coming.away:
        coming.away = [*coming.away, me]
    chat.flush()
    if coming.host_id == me:
        circle_host.look_for_host(chat, coming)
    chat.say(
        _(
            "Thank you for saying so; no reason is asked. They meet without you on {when}, and you stay in the circle."
        ),
        when=coming.starts_at,
    )


def _write(chat: Chat, circle: Circle, said: Said) -> None:
    """Pass the words on to all others, but not to whom they never want to meet, or who doesn't want to meet them."""
    if len(said.words) > passing.MOST:
        chat.say(
            _(
                "That is {length} characters and I can pass on {limit}. I've kept and sent nothing. Could you say it in fewer?"
            ),
            length=len(said.words),
            limit=passing.MOST,
        )
        return
    me, coming = chat.sender.member_id, circles.coming(chat.db, circle.id)
    soon = coming is not None and coming.starts_at - circle_day.HOUR_BEFORE <= chat.now < coming.ends_at
    by = chat.now if soon else None  # they are about to meet
    for member in circle.people:
        if member.id != me and not wishes.blocked(chat.db, me, member.id):
            passing.hand_on(
                chat, member, WRITES, by=by, who=chat.member, topic=circle.topic, words=said.words
            )
    chat.say(
        _('I\'ve written to your circle "{topic}": {words}'),
        keep_only=_('I\'ve written to your circle "{topic}".'),
        topic=circle.topic,
        words=passing.shortened(said.words),
    )
