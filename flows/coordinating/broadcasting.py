"""Words to many people at once: previewed, confirmed, sent, and taken back half-way if need be."""

import re
from datetime import timedelta
from typing import Any

from flows import agenda, broadcast_work
from flows.chat import Chat
from flows.coordinating import acts, audience, reach
from flows.coordinating.command import CARERS, command
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.understand.contact import tells_contact
from flows.words import _
from models import broadcast_letters, broadcasts
from models.acts import Act
from models.broadcasts import Broadcast

LIMIT = 480  # characters: nobody who didn't ask for it should have to scroll
DRAFT_FOR = timedelta(hours=12)  # whoever was counted may be somebody else by then
UNDONE_FOR = timedelta(days=7)  # after that nobody remembers the text that is taken back
# What the phone companies keep for themselves, where somebody is asked to answer with it.
RESERVED = "stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|unstop|yes|help|info"
_SHOUTED = re.compile(rf"\b(?:{RESERVED.upper()})\b")
_ASKED = re.compile(
    rf"\b(?:reply|text|answer|write|send|say|responde|respondan|contesta|contesten|escribe|escriban|envia|manda)"
    rf"(?: back| us| con)? [\"'“‘«]?(?P<word>{RESERVED})\b",
    re.IGNORECASE,
)

ITS: dict[str, Any] = {"about": Broadcast, "urgency": 3, "coordinating": True}
telling = Flow("telling", title=_("a text to many"), fleeting=True, **ITS)
following = Flow("following", title=_("words after a text that was taken back"), **ITS)


@command(
    _("TELL EVERYONE WITHOUT A PARTNER: your words"),
    "tell|text|message|write (to) {group}: {words}",
    "decir|dile|diles|di|avisa|avisales|escribe|escribeles (a) {group}: {words}",
    "tell|text|message|write (to) {group}",
    "decir|dile|diles|di|avisa|avisales|escribe|escribeles (a) {group}",
    changes=False,  # a draft; sending it is what is noted
)
def tell_many(chat: Chat, group: str, words: str | None) -> None:
    """A draft, with all that should be known before it goes."""
    query = audience.read(group, chat.language)
    if query is None:
        chat.say(_("I don't know that group: {group}. Nobody was written to."), group=group)
        chat.say(GROUPS)
    elif not words:
        chat.say(
            _(
                "What should they read? Add it after a colon. For example: TELL EVERYONE: We meet on Friday at 6."
            )
        )
    elif len(words) > LIMIT:
        chat.say(TOO_LONG, length=len(words), limit=LIMIT)
    else:
        _draft(chat, query, words)


GROUPS = _(
    "I know these groups: everyone, with or without a partner, who hasn't answered, who hasn't met, in round 2, verified, "
    "waiting, ICF members, PCC, Spanish speakers, in London, coordinators. Join them with 'and' or 'but not'."
)
TOO_LONG = _(
    "That is {length} characters. To many people at once I send {limit} at most. Could you say it in fewer?"
)


def _draft(chat: Chat, query: audience.Query, words: str) -> None:
    readers = audience.members_of(chat.db, query, chat.sender.member_id)
    if not readers:
        chat.say(
            _("Nobody is in that group just now ({group}), so nothing is sent."),
            group=audience.described(chat, query),
        )
        return
    of = broadcasts.draft(chat.db, chat.sender.member_id, words, [term.kept() for term in query], readers)
    _show(chat, of)
    agenda.begin(chat, telling, of)


def _show(chat: Chat, of: Broadcast) -> None:
    reach.show(chat, of)
    words = of.words or ""
    if tells_contact(words):
        chat.say(_("There is a phone number or an address in it, which all of them will have."))
    order = _SHOUTED.search(words) or _ASKED.search(words)
    if order is not None:
        word = (order.groupdict().get("word") or order[0]).upper()
        chat.say(
            _(
                "It says {word}. Phone companies keep that word for themselves, so such an answer may never reach us."
            ),
            word=word,
        )


@telling.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"people": chat.subject.people}


@telling.stands
def stands(chat: Chat) -> bool:
    of: Broadcast = chat.subject
    return of.status == "draft" and chat.now - of.created_at < DRAFT_FOR


@telling.asks(
    _("Shall I send it? People: {people}"),
    OneOf(
        {"send": _("Send it"), "change": _("Change the words"), "leave": _("Leave it")},
        yes="send",
        no="leave",
    ),
)
def certain(chat: Chat, choice: str) -> State | End:
    if choice == "change":
        return other_words
    return sent if choice == "send" else left


@telling.asks(_("What should they read instead?"), Words(LIMIT))
def other_words(chat: Chat, words: str) -> State | End:
    of: Broadcast = chat.subject
    if of.status != "draft":
        return left
    of.words = words
    _show(chat, of)
    return certain


@telling.ends
@acts.does("tell_many")
def sent(chat: Chat) -> None:
    of: Broadcast = chat.subject
    if not stands(chat):
        chat.say(
            _("That text isn't waiting any more, so I haven't sent it. To see what was sent: HOW IS MY TEXT?")
        )
        return
    of.status, of.confirmed_at = "confirmed", chat.now
    _set_off(chat, of)
    chat.say(_("On its way. People: {people}. To see how it goes: HOW IS MY TEXT? To stop it: UNDO MY TEXT"))


@telling.ends
def left(chat: Chat) -> None:
    of: Broadcast = chat.subject
    if of.status == "draft":
        of.status = "expired"
        broadcasts.spare_waiting(chat.connection, of.id)
    chat.say(_("Nothing is sent, and nobody reads it."))


def _set_off(chat: Chat, of: Broadcast) -> None:
    """Write to a few at once; many are left to the workers."""
    chat.flush()
    row = broadcasts.going(chat.connection, of.id) if of.people <= broadcast_work.INLINE else None
    over = row is not None and broadcast_work.write(chat.connection, row, broadcast_work.INLINE + 1)[1]
    chat.wrote = chat.wrote or row is not None
    chat.left_to_workers = chat.left_to_workers or not over  # who is texting us just now gets it in a moment
    chat.db.refresh(of)


@command(
    _("HOW IS MY TEXT?"),
    "how is|goes|was (my|the|our) text|broadcast|message (going|doing)",
    "sent",
    "who has my|the text|broadcast|message",
    "como va|esta (mi|el) mensaje|aviso",
    "enviado",
    may=CARERS,
    changes=False,
)
def how_it_goes(chat: Chat) -> None:
    """How far the last text to many has come."""
    of = broadcasts.last(chat.db)
    if of is None:
        chat.say(_("No text to many has been sent yet. For example: TELL EVERYONE: We meet on Friday at 6."))
        return
    count = broadcast_letters.counts(chat.connection, of.id)
    facts: dict[str, Any] = {
        "day": chat.date(of.confirmed_at or of.created_at),
        "people": of.people,
        "received": count.get("delivered", 0) + count.get("read", 0),
        "under_way": sum(count.get(one, 0) for one in ("sending", "accepted", "sent")),
        "waiting": max(0, of.people - of.written) * (of.status in broadcasts.GOING)
        + sum(count.get(one, 0) for one in ("queued", "held")),
        "failed": count.get("failed", 0),
        "answered": broadcast_letters.texted_since(chat.connection, of.id),
    }
    chat.say(
        _(
            "The text of {day}. People: {people}. Arrived: {received}. On its way: {under_way}. Still to leave: {waiting}. "
            "Failed: {failed}. Have texted us since: {answered}."
        ),
        **facts,
    )
    if of.status == "undone":
        chat.say(_("It was taken back."))
    elif facts["waiting"]:
        chat.say(_("To stop what hasn't left: UNDO MY TEXT"))
    elif facts["failed"]:
        chat.say(_("To see whose failed: UNDELIVERED"))


@command(
    _("UNDO MY TEXT"),
    "undo|withdraw|stop (my|the|that|our) text|broadcast|message",
    "retirar|retira|deshacer|deshaz|anula|detener|deten (mi|el|ese) mensaje|aviso",
)
def take_back_text(chat: Chat) -> None:
    """Stop the last text to many."""
    of = broadcasts.last(chat.db, "confirmed", "sending", "sent")
    if of is None or of.confirmed_at is None or chat.now - of.confirmed_at > UNDONE_FOR:
        chat.say(_("No text to many went out in the last days, so there is nothing to take back."))
    else:
        take_back(chat, of)


def take_back(chat: Chat, of: Broadcast) -> bool:
    """Nothing more of it leaves; whoever has it may read a few words after it. False when it was taken back before."""
    chat.lock(of)
    if of.status not in ("confirmed", "sending", "sent"):
        chat.say(_("It was taken back already."))
        return False
    of.status, of.undone_at = "undone", chat.now
    chat.flush()
    unwritten = broadcasts.spare_waiting(chat.connection, of.id)
    withdrawn = broadcast_letters.withdraw(chat.connection, of.id)
    chat.db.refresh(of)
    facts: dict[str, Any] = {"count": unwritten + withdrawn, "people": of.written - withdrawn}
    if not facts["people"]:
        chat.say(_("Taken back before anybody had it. People who read nothing of it: {count}"), **facts)
        return True
    chat.say(
        _("Stopped. People whom it won't reach: {count}. People for whom it had left already: {people}."),
        **facts,
    )
    agenda.begin(chat, following, of)
    return True


@acts.undoes("tell_many", within=UNDONE_FOR)
def untell(chat: Chat, act: Act) -> bool:
    """As UNDO MY TEXT, for the very text that the act sent. False: it has said all there is to say, and asks something."""
    of = chat.db.get(Broadcast, max(act.ids("broadcasts"), default=0))
    if of is not None and take_back(chat, of) and chat.doing is not None:
        chat.doing.undoes = act.id
        acts.note(chat, act.rows, after={"undone": act.id})
    return False


@following.facts
def those(chat: Chat) -> dict[str, object]:
    return {"text": chat.phrase(broadcast_work.BY_MISTAKE)}


@following.stands
def unanswered(chat: Chat) -> bool:
    return bool(chat.subject.status == "undone")


@following.asks(
    _("Shall those who have it read a few words after it? Mine would be: {text}"),
    OneOf(
        {"ready": _("Send these words"), "own": _("Write my own"), "none": _("No more words")},
        yes="ready",
        no="none",
    ),
)
def after_it(chat: Chat, choice: str) -> State | End:
    if choice == "own":
        return own_words
    return followed if choice == "ready" else let_be


@following.asks(_("What should they read?"), Words(LIMIT))
def own_words(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return followed


@following.ends
@acts.does("tell_many")
def followed(chat: Chat) -> None:
    of: Broadcast = chat.subject
    made = broadcasts.after(chat.db, of, chat.sender.member_id, chat.answers.words)
    _set_off(chat, made)
    chat.say(_("On its way to those who have the first text. People: {people}"), people=made.people)


@following.ends
def let_be(chat: Chat) -> None:
    chat.say(_("Nothing more is sent. To see how it stands: HOW IS MY TEXT?"))
