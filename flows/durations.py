"""Lengths of time, as people read them and write them."""

import re
from collections.abc import Callable

from babel.numbers import format_decimal

from flows.chat import Chat
from flows.flow import Miss
from flows.understand import fold, number
from flows.understand.numbers import western
from flows.words import _, render

MOST = 240  # minutes: longer is a slip of the thumb
_FIGURES = re.compile(r"\d+")
_PARTED = re.compile(r"\s*(?:,|;|/|\+|&|\band\b|\by\b|\be\b|\bthen\b|\bluego\b)\s*")
_NOT_WHOLE = re.compile(r"\d[.,:]\d|[-−]\s*\d")  # a fraction, a time of day, a span
_UNITS = re.compile(r"\b(?:minutes?|minutos?|mins?|m|each|cada un[oa])\b|'")

HALVES = _(
    "If all of it was {whole} minutes, half each, write: {half} and {rest}. Or the minutes you gave first."
)
HOURS_MINUTES = _("{hours} h {minutes} min")
HOURS = _("{hours} h")
MINUTES = _("{minutes} min")


def shown(minutes: int, language: str) -> str:
    """A length in hours and minutes: '12 h 30 min'."""
    hours, rest = divmod(minutes, 60)
    copy = MINUTES if not hours else HOURS_MINUTES if rest else HOURS
    return render(copy, language, "UTC", {"hours": hours, "minutes": rest})


def hundredths(value: int, language: str) -> str:
    """Hours that are given in hundredths, as this language writes them: 1250 is '12.5', '12,5'."""
    return format_decimal(value / 100, format="#,##0.##", locale=language)


def minutes_of(text: str, count: int) -> tuple[int, ...] | None:
    """As many whole minutes as asked for: '25 and 30', 'twenty-five, thirty'. None when they aren't there."""
    said = _UNITS.sub(" ", western(fold(text)))
    found = [int(one) for one in _FIGURES.findall(said)]
    if not found:
        read = [number(part) for part in _PARTED.split(said) if part.strip()]
        found = [one for one in read if one is not None] if None not in read else []
    if len(found) != count or not all(0 <= one <= MOST for one in found) or not any(found):
        return None
    return None if _NOT_WHOLE.search(western(text)) else tuple(found)


class Minutes:
    """How long it was, in whole minutes: as many numbers as `count` says there are."""

    def __init__(self, count: Callable[[Chat], int]) -> None:
        self.count = count

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> list[int] | Miss:
        """Minutes, in the order they were asked for."""
        count = self.count(chat)
        found = minutes_of(text, count)
        if found is not None:
            return list(found)
        whole = minutes_of(text, 1) if count == 2 else None
        if whole is not None:
            half = whole[0] // 2
            return Miss(HALVES, {"whole": whole[0], "half": half, "rest": whole[0] - half}, lacking=True)
        return Miss(
            _("I need two numbers of minutes, those you gave first. For example: 25 and 30")
            if count == 2
            else _("I need one number of minutes, up to 240. For example: 50")
        )
