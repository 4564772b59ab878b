"""What somebody texts about their circle at any time: that they can't come to the next meeting, or words for all in it, which are
passed on and kept nowhere."""

from flows import circle_day, circle_host, circle_turns, circle_wishes, circle_words, circle_writing, engine
from flows.chat import Chat
from flows.circle_places import NOT_IN_ONE
from flows.circle_wishes import Wish
from flows.words import _
from models import airtime, circles
from models.circles import Circle


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
        if circle_writing.write(chat, meant[0], said.words):
            return True
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
    if coming.turns:
        order = airtime.without(coming.order, me, chat.now, coming.closing_at)
        circle_day.share_anew(chat, coming, order, say=True)
    chat.flush()
    if coming.host_id == me:
        circle_host.look_for_host(chat, coming)
    if circle.status != "open":
        chat.say(circle_host.NO_HOST, topic=circle.topic)
        return
    chat.say(
        _(
            "Thank you for saying so; no reason is asked. They meet without you on {when}, and you stay in the circle."
        ),
        when=coming.starts_at,
    )
