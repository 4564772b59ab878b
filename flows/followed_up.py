"""What the clock does for a concern: nobody who raised one is left without a word, and nobody who cares for it forgets.

Handlers are reminded after a day and then every two, until they have written. Who raised it reads after three days, then
once a week, that it isn't forgotten, and that there is somebody outside.
"""

from datetime import datetime, timedelta

from flows import agenda, outside
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _, isolated, listed
from models import concerns
from models.concerns import Concern

FIRST, THEN = timedelta(days=1), timedelta(days=2)
KINDLY, WEEKLY = timedelta(days=3), timedelta(days=7)

WAITS = note(
    _(
        "A concern waits for a word from you. To read it: CONCERN {code}. To write: ANSWER CONCERN {code}: your words"
    )
)
NOT_FORGOTTEN = note(
    _(
        "What you raised isn't forgotten: it's with {readers}. To add something or take it back: MY CONCERN\n\nOutside: {contact}"
    )
)
NOBODY_NOW = note(
    _("Nobody here can care just now for what you raised. Somebody outside this space can: {contact}")
)
AFTER_OUTSIDE = note(
    _(
        "A few days ago I told you of somebody outside this space: {contact}. I hope they were there for you. "
        "I'm here too: CONCERN"
    )
)
NOT_YET = note(_("Whoever raised it would rather not close it yet. To read it: CONCERN {code}"))
MAY_BE_CLOSED = note(_("Whoever raised it is fine with closing it. Thank you for your care. It was {code}"))


def _unanswered(chat: Chat, one: Concern) -> bool:
    return one.status == "raised" and concerns.may_read(chat.db, one, chat.sender.member_id)


@nudge(
    "concern-waits",
    manner=Manner.AWAITED,
    about=Concern,
    due=lambda one: one.created_at + FIRST,
    lapse=timedelta(days=7),
    stands=_unanswered,
)
def no_answer_yet(chat: Chat, one: Concern) -> datetime | None:
    """To each who may care for it, until one has written."""
    chat.discreet = True
    chat.say(WAITS, code=one.code)
    return chat.now + THEN


@nudge(
    "concern-kindly",
    manner=Manner.AWAITED,
    about=Concern,
    due=lambda one: one.created_at + KINDLY,
    lapse=timedelta(days=14),
    stands=lambda _chat, one: one.status not in ("closed", "withdrawn"),
)
def asks_gently(chat: Chat, one: Concern) -> datetime | None:
    """To who raised it."""
    chat.discreet = True
    if one.status == "outside":
        chat.say(AFTER_OUTSIDE, contact=outside.contact())
        return None
    if one.status == "closing":
        return agenda.bring_up(chat, concern_closing, one) or chat.now + WEEKLY
    readers = concerns.carers(chat.db, one.member_id, one.named or ())
    if not readers:
        one.settle("outside")
        chat.say(NOBODY_NOW, contact=outside.contact())
        return None
    named = listed((isolated(reader.name or "") for reader in readers), chat.language)
    chat.say(NOT_FORGOTTEN, readers=named, contact=outside.contact() or "-")
    return chat.now + WEEKLY


concern_closing = Flow(
    "concern_closing",
    title=_("whether what you raised may be closed"),
    about=Concern,
    urgency=15,
    discreet=True,
)


@concern_closing.stands
def is_asked(chat: Chat) -> bool:
    return bool(chat.subject.status == "closing")


@concern_closing.asks(
    _("May what you raised be closed? It ends when you say so, and not before."),
    YesNo(yes=_("Yes, close it"), no=_("No, not yet")),
    private=True,
)
def closing(chat: Chat, agreed: bool) -> State | End:
    return closed if agreed else stays_open


@concern_closing.ends
def closed(chat: Chat) -> None:
    one: Concern = chat.subject
    if is_asked(chat):
        _tell(chat, one, MAY_BE_CLOSED)
        one.settle("closed")
    chat.say(_("It's closed. Thank you for the trust. Whenever you like, text CONCERN."))


@concern_closing.ends
def stays_open(chat: Chat) -> None:
    one: Concern = chat.subject
    if is_asked(chat):
        one.status = "heard"
        _tell(chat, one, NOT_YET)
    chat.say(_("Then it stays open, and they know. To add something: MY CONCERN"))


def _tell(chat: Chat, one: Concern, copy: Note) -> None:
    chat.discreet = True
    for reader in concerns.carers(chat.db, one.member_id, one.named or ()):
        chat.tell(reader, copy, code=one.code)
