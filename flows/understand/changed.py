"""A change of mind about a time: "no wait 8 not 7", "can we do thurs instead sry", "mejor el viernes"."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.understand.moments import moment
from flows.understand.plain import fold
from flows.understand.unclear import Reason, Unclear

_LONGEST = 80  # characters; a longer text says more than another time
_WISH = r"(?:do|make it|say|meet|move(?: it)?(?: to)?|change(?: it)?(?: to)?)"
_LEAD = re.compile(
    r"^(?:(?:ok|oh|ah|so)[ ,]+)?(?:(?:(?:no|nope),? (?:wait|sorry|sry|espera|perdon|mejor)|(?:no,? )?(?:sorry|sry)|wait|oops|"
    r"actually|i mean|i meant|make it|make that|hold on|better|rather|how about|what about|"
    r"espera|perdon|mejor|digo|quise decir|en realidad|"
    rf"(?:pls |please )?(?:can|could|cd) (?:we|i|u|you) (?:pls |please )?{_WISH}|let'?s {_WISH}|"
    r"(?:move|change|reschedule|mover|cambiar|cambia)(?: it| la sesion)?(?: to| for| a| al| para)?|"
    r"(?:podemos|podriamos|puede ser|puedes|que tal)(?: (?:hacerlo|vernos|cambiar|dejarlo|moverla|cambiarla))?(?: a| al| para)?"
    r")\b[ ,.:!-]*)+"
)
_POLITE = re.compile(r"(?:[ ,]+(?:sry|sorry|soz|pls|plz|please|perdon|porfa|por favor|thx|thanks|gracias))+$")
_INSTEAD = re.compile(r"[ ,]+(?:instead|rather|better|mejor)(?: of .+)?$")
_NOT = re.compile(
    r"[ ,]+(?:not|no|y no|en vez de|en lugar de|rather than)(?: a)?(?: las?| el)? \S+(?: ?[ap]m)?$"
)
_SAME = re.compile(r"(?:^|[ ,]+)(?:at |a )?(?:the |la )?(?:same time|misma hora)$")
_BARE = re.compile(r"\d{1,2}(?:[:.]\d\d)?")
_HALF, _WEEK = timedelta(hours=12), timedelta(weeks=1)


def changed(text: str) -> str | None:
    """What is wanted instead, folded; None when the text doesn't sound like a change of mind. Never raises."""
    if len(text) > _LONGEST:
        return None
    said = _POLITE.sub("", fold(text))
    bare = _LEAD.sub("", _POLITE.sub("", re.sub(r"[?!.]+ ", " ", said)))
    bare = _NOT.sub("", _INSTEAD.sub("", bare)).strip(" ,.?!")
    return bare if bare and bare != said else None


def other_time(
    text: str, base: datetime | None, *, now: datetime, zone: str, language: str
) -> datetime | None:
    """The time (aware, UTC) that `text` means to somebody who has just read of `base` (aware): another hour of that day,
    another day at that same time, or both. None without a base, for a number alone (rather one of some options), and when
    it says less or isn't clear. Raises as `moment`; never for a text.

    An hour without its half of the day, or a weekday that may be today's, is the one nearer to `base`: who moves 19:00 to
    "8" means the evening. So it has to be read back.
    """
    if base is None or text.strip().isdecimal():
        return None
    said = changed(text)
    same = _SAME.sub("", said or fold(text))
    local = base.astimezone(ZoneInfo(zone))
    if same != (said or fold(text)):
        tried = f"{same or local.date().isoformat()} {local:%H:%M}"
    elif said is not None and _BARE.fullmatch(said):
        tried = f"{local.date().isoformat()} at {said}"
    else:
        tried = said or text
    read = moment(tried, now=now, zone=zone, language=language)
    if isinstance(read, Unclear) and read.reason is Reason.NO_DATE:
        read = moment(f"{local.date().isoformat()} {tried}", now=now, zone=zone, language=language)
    if isinstance(read, datetime):
        near = [read - _HALF, read, read + _HALF] if _is_bare(said) else [read]
    else:
        near = list(read.candidates) if read.reason is Reason.AMBIGUOUS else []
        near = near if len(near) == 2 and near[1] - near[0] in (_HALF, _WEEK) else []
    return min((one for one in near if one > now), key=lambda one: abs(one - base), default=None)


def _is_bare(said: str | None) -> bool:
    return said is not None and _BARE.fullmatch(said) is not None
