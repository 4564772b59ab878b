"""Somebody simply types an answer to what their partner wrote. We ask before we pass it on, and where a question of ours is
open too, which of the two it answers."""

import re
from datetime import datetime
from typing import Any

from flows import agenda, engine, passing, relay, relay_chat
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.understand.contact import tells_contact
from flows.words import _
from models.pairings import Pairing

_THANKS = frozenset(
    ("thank", "thanks", "thanx", "thx", "gracias", "agradezco", "agradecida", "agradecido", "grateful")
)
_THEM = frozenset(("her", "him", "them", "partner", "coach", "ella", "el", "pareja", "dale", "dile"))

relay_answer = Flow("relay_answer", title=_("writing to your partner"), urgency=3, fleeting=True, unkept=True)
relay_either = Flow("relay_either", title=_("writing to your partner"), urgency=3, fleeting=True, unkept=True)
relay_answer.facts(relay.facts)
relay_either.facts(relay.facts)


def offered(chat: Chat) -> bool:
    """Whether the text may answer what a partner wrote, and they are asked so."""
    if chat.sender.status != "verified" or not chat.heard.strip() or len(chat.heard) > passing.MOST:
        return False
    asked_at: datetime | None = None
    answers = False
    if chat.kept is not None:
        read = _read(chat)
        if chat.talk.flow.unkept or chat.talk.flow.state(chat.talk.state).private or _is_ours(chat, read):
            return False
        asked_at, answers = chat.kept.asked_at, not isinstance(read, Miss)
    pairing = passing.lately(chat, asked_at) or (None if answers else _thanked(chat))
    if pairing is None:
        return False
    chat.forgotten = True
    words = chat.heard.strip()
    if answers:
        was = [chat.talk.flow.name, chat.talk.about]
        agenda.begin(chat, relay_either, to=pairing.id, words=words, was=was)
    else:
        agenda.begin(chat, relay_answer, to=pairing.id, words=words)
    return True


def _thanked(chat: Chat) -> Pairing | None:
    """The one partner whom this text thanks: "thank you so much amara you're a star"."""
    said = set(re.findall(r"\w+", fold(chat.heard)))
    if "?" in chat.heard or said.isdisjoint(_THANKS):
        return None
    there = passing.partners(chat)
    named = [one for one in there if not said.isdisjoint(fold(passing.partner(chat, one).name or "").split())]
    named = named or (there if said & _THEM else [])
    return named[0] if len(named) == 1 else None


def _is_ours(chat: Chat, read: Any) -> bool:
    """Whether the text, which the open question read so, surely belongs to it: a number, an option's own words, a time, a
    wish to leave it. A plain "yes" may as well be for the partner."""
    said = fold(chat.heard)
    comes_back = chat.talk.flow.words or (chat.talk.flow.fleeting and chat.talk.trail)
    if comes_back and said in engine.LATER:
        return True
    if isinstance(read, Miss):
        return read.lacking
    if not isinstance(read, bool | str):
        return True  # a time, a place, several options
    expects = chat.talk.flow.state(chat.talk.state).expects
    if isinstance(expects, Words):
        return False
    options = {fold(chat.phrase(option)) for option in expects.options(chat)}
    return not options or said.isdecimal() or said in options


def _read(chat: Chat) -> Any:
    """What the open question makes of this text, and nothing is changed by it."""
    before = dict(chat.answers)
    read = chat.talk.flow.state(chat.talk.state).expects.read(chat.heard, chat)
    chat.answers.clear()
    chat.answers.update(before)
    return read


@relay_answer.asks(
    _("Shall I pass that on to {partner}?"), YesNo(yes=_("Yes, pass it on"), no=_("No, don't")), private=True
)
def offering(chat: Chat, send: bool) -> State | End:
    if not send:
        return not_passed_on
    return despite_number if tells_contact(chat.answers.words or "") else passed_on


@relay_answer.asks(relay_chat.CONTACT, relay_chat.SEND, private=True)
def despite_number(_chat: Chat, send: bool) -> State | End:
    return passed_on if send else not_passed_on


@relay_answer.ends
def passed_on(chat: Chat) -> None:
    relay.pass_on(chat)
    chat.say(_("To write to and fro without my asking, text CHAT."))


@relay_answer.ends
def not_passed_on(chat: Chat) -> None:
    chat.say(_("I've passed nothing on."))


@relay_either.asks(
    _("Is that for {partner}, or your answer to my question?"),
    OneOf({"partner": _("For {partner}"), "here": _("My answer to you")}),
    private=True,
)
def for_whom(chat: Chat, whom: str) -> State | End:
    if whom == "here":
        return answered
    return despite_contact if tells_contact(chat.answers.words or "") else passed


@relay_either.asks(relay_chat.CONTACT, relay_chat.SEND, private=True)
def despite_contact(_chat: Chat, send: bool) -> State | End:
    return passed if send else left


@relay_either.ends
def passed(chat: Chat) -> None:
    relay.pass_on(chat)


@relay_either.ends
def left(chat: Chat) -> None:
    chat.say(_("I've passed nothing on."))


@relay_either.ends
def answered(chat: Chat) -> None:
    was, words = chat.answers.was, chat.answers.words
    agenda.keep(chat)
    if was and words:
        agenda.take_up(chat, was[0], was[1], words)
