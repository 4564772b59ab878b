"""What somebody says who can't come when it was booked: another time, only that it won't do, or how late they are. It reads
and does nothing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from flows.chat import Chat
from flows.understand import Reason, Unclear, changed, day, fold, moment, other_time, span
from flows.words import _
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
_LEAD = r"(?:(?:no|nope|wait|hold on|actually|sorry|sry|ok|oh|hey|espera|perdon|mejor)[ ,]+)*"
_KEEP = re.compile(
    _LEAD
    + r"(?:(?:can|could|cd|shall) (?:we|i|u|you) |let'?s |i'?d rather |we can |(?:podemos|podriamos|puedo) )?"
    r"(?:(?:just|pls|please|still) )?(?:keep|leave|stick (?:with|to)|stay (?:with|on)|dej(?:ar|emos|amos|o)(?:lo|la)?|"
    r"l[oa] dej(?:o|amos|emos)|manten(?:er|gamos)(?:lo|la)?)(?P<rest> .+?)(?:[ ,]+(?:pls|please|sry|sorry|porfa))*[ .!?]*"
)
_AS_IT_WAS = re.compile(
    r"(?:it|that|the|our|time|session|one|as|how|like|is|was|on|for|old|original|same|lo|la|el|como|esta|estaba|hora|sesion|"
    r"en|a|para|misma|the way)"
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


def may_keep(text: str) -> bool:
    """Whether a text sounds like keeping something as it is; most don't."""
    return _KEEP.fullmatch(fold(text)) is not None


def keeps(text: str, old: datetime, chat: Chat) -> bool:
    """Whether somebody would rather keep what is booked at `old` (aware UTC): "no wait can we keep sat", "leave it as it
    was"."""
    found = _KEEP.fullmatch(fold(text))
    if found is None:
        return False
    rest = " ".join(word for word in found["rest"].split() if not _AS_IT_WAS.fullmatch(word))
    if not rest:
        return True
    exact = moment(rest, now=chat.now, zone=chat.zone, language=chat.language)
    return exact == old or (isinstance(exact, Unclear) and _day(rest, chat) == chat.date(old))


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


TIME_LATER = _("You named a time. Please write it once more when I ask you both for one.")


def names_a_time(text: str, chat: Chat) -> bool:
    """Whether a sentence of it is a time or asks for one: "ok agree. can we do thurs 7pm"."""
    parts = [part for part in re.split(r"[.!;,\n]+", text) if part.strip()]
    return len(parts) > 1 and any(_is_time(changed(part) or part, chat, exact=True) for part in parts[1:])


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
