"""What somebody says who can't come when it was booked: another time, only that it won't do, or how late they are. It reads
and does nothing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from flows.chat import Chat
from flows.understand import Reason, Unclear, changed, day, fold, moment, other_time, span
from models import sessions

_MOVE = re.compile(
    r"(?:please |pls |can we |could we |podemos |podríamos )?(?:move|reschedule|mover|cambiar|muévela|cámbiala)"
    r"(?P<it> it| our session| the session| la sesión)? (?P<rest>.+)",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"(?:(?:sorry|sry|hey|actually|no|wait|perdon|lo siento)[ ,]+)*(?:i )?(?:can'?t|cannot|cant|no puedo)"
    r"(?: do| make| come| meet)?(?: it)?(?: on| el| the)? (?P<day>.+?)(?:[ ,]+(?:any ?more|now|sorry|sry|perdon|ya))*"
)
_LATE = re.compile(
    r"(?:(?:hey|hi|sorry|sry|hola|perdon)[ ,]+)*(?:(?:i'm|im|i am|i'll be|ill be|i will be|running|about|abt|like|voy|llego|"
    r"llegare|con|unos) )*(?P<minutes>\d{1,2}) ?(?:mins?|minutes|minutos)?(?: de)? (?:late|tarde|retraso)"
    r"(?:[ ,]+(?:sorry|sry|perdon))*"
)
_TO = re.compile(r"(?:^| )(?:to|for|a|al|para) (?:el |las? )?", re.IGNORECASE)
_ONE = re.compile(
    r"^(?:(?:the|our|my|la|el|mi|lo) )?(?:(?:session|one|sesión) )?(?:(?:of|on|del|de) )?(?:(?:the|el) )?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """What "move the 14th to friday 5pm" says: the day of the session that is meant, or None, and the words for the time
    instead, or None."""

    day: date | None
    to: str | None


def wanted(text: str, chat: Chat) -> Move | None:
    """What is to be moved and where to; None when the text says neither."""
    if chat.sender.status != "verified":
        return None
    found = _MOVE.fullmatch(text.strip())
    return (_moved(found, chat) if found is not None else None) or _another(text, chat)


def _moved(found: re.Match[str], chat: Chat) -> Move | None:
    """What follows the word "move"."""
    rest = found["rest"]
    whole = _TO.sub("", rest, count=1) if _TO.match(rest) else rest
    for to in _TO.finditer(rest):
        named, words = _day(rest[: to.start()], chat), rest[to.end() :]
        if named is not None and _is_time(words, chat):
            return Move(named, words)
    if found["it"] or _TO.match(rest):
        return Move(None, whole) if _is_time(whole, chat) else None
    if _is_time(whole, chat, exact=True):
        return Move(None, whole)
    named = _day(rest, chat)
    return None if named is None else Move(named, None)


def minutes_late(text: str, chat: Chat) -> str | None:
    """How many minutes "running 10 late" says, when something is booked."""
    found = _LATE.fullmatch(fold(text)) if chat.sender.status == "verified" else None
    if found is None or not sessions.of_member(chat.db, chat.sender.member_id):
        return None
    return found["minutes"]


def _another(text: str, chat: Chat) -> Move | None:
    """ "Can we do thurs instead sry", "I can't do Friday": said of a session that is booked."""
    said, cannot = changed(text), _CANNOT.fullmatch(fold(text))
    if said is None and cannot is None:
        return None
    coming = [one for one in sessions.of_member(chat.db, chat.sender.member_id) if one.ends_at > chat.now]
    if not coming:
        return None
    if cannot is not None:
        named = _day(cannot["day"], chat)
        return None if named is None else Move(named, None)
    return Move(None, text) if _is_other(text, said or "", coming[0].starts_at, chat) else None


def not_as_suggested(text: str, chat: Chat) -> bool:
    """Whether somebody who has suggested a time and has nothing booked would rather have another: "no wait 8 not 7"."""
    said = changed(text) if chat.sender.status == "verified" else None
    if said is None:
        return False
    me = chat.sender.member_id
    planned = sessions.of_member(chat.db, me, ("booked", "proposed"))
    there = [one for one in planned if one.ends_at > chat.now]
    if not there or any(one.status == "booked" or one.proposed_by != me for one in there):
        return False
    return _is_other(text, said, there[-1].starts_at, chat)


def _is_other(text: str, said: str, base: datetime, chat: Chat) -> bool:
    """Whether it is another time than `base` (aware UTC), of which they spoke before."""
    other = other_time(text, base, now=chat.now, zone=chat.zone, language=chat.language)
    return other is not None or _is_time(said, chat)


def _is_time(text: str, chat: Chat, *, exact: bool = False) -> bool:
    """Whether it is a time, an exact one or a span."""
    read = moment(text, now=chat.now, zone=chat.zone, language=chat.language)
    if isinstance(read, datetime) or read.reason is Reason.AMBIGUOUS:
        return True
    wide = span(text, now=chat.now, zone=chat.zone, language=chat.language)
    return not exact and not isinstance(wide, Unclear)


def _day(text: str, chat: Chat) -> date | None:
    that_day = day(_ONE.sub("", text), now=chat.now, zone=chat.zone, language=chat.language)
    return None if isinstance(that_day, Unclear) else that_day
