"""The words: translation, and how names, dates and times are put into them for the person who reads.

`_` only marks a text for translation; it is translated when it is said, into the reader's language. Catalogues are
read from their .po files at start, so there is nothing to compile and nothing to go stale.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.lists import format_list
from babel.messages.pofile import read_po

from models.members import Member

LANGUAGES = {"en": "English", "es": "Español"}
CATALOGUES = Path(__file__).parent / "locale"
ISOLATE, POP = "\u2068", "\u2069"
_Y_BEFORE_I = re.compile(r" y (?=h?[iíIÍ](?![aeo]))")  # "español e inglés"


def _(copy: str) -> str:
    """Mark `copy` for translation. It stays as it is until somebody reads it."""
    return copy


NEW, GONE = _("somebody new"), _("somebody who has gone")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every translated text of `language`; English is what the code says."""
    path = CATALOGUES / language / "LC_MESSAGES" / "sounding_board.po"
    if language == "en" or not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def translate(copy: str, language: str) -> str:
    """`copy` in `language`; as it is when nobody translated it (a test sees to it that somebody did)."""
    return catalogue(language).get(copy, copy)


def render(copy: str, language: str, zone: str, facts: Mapping[str, Any]) -> str:
    """`copy` for one reader: in their language, each fact as they would write it, each time in their own zone."""
    text = translate(copy, language)
    return text.format_map(_Shown(facts, language, zone)) if "{" in text else text


class Facts(dict[str, Any]):
    """Facts that were given, and others for what they leave open, asked for only when the words need them."""

    def __init__(self, given: Mapping[str, Any], more: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(given)
        self._more = more

    def __missing__(self, name: str) -> Any:
        self.update({**self._more(), **self})
        if name not in self:
            raise KeyError(
                f"nothing says what {{{name}}} is: give it to say(), or answer it with @flow.facts"
            )
        return self[name]


class _Shown:
    """Facts as their reader reads them, each looked up when the words ask for it."""

    def __init__(self, facts: Mapping[str, Any], language: str, zone: str) -> None:
        self._facts, self._language, self._zone = facts, language, zone

    def __getitem__(self, name: str) -> str:
        return shown(self._facts[name], self._language, self._zone)


def shown(fact: Any, language: str, zone: str) -> str:
    """One fact as its reader reads it: a member's name, a moment in their zone, a day, a text."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, Member):
        return isolated(fact.name or translate(GONE if fact.status == "erased" else NEW, language))
    if isinstance(fact, datetime):
        return moment(fact, language, zone)
    if isinstance(fact, date):
        return day(fact, language)
    if fact is None:
        return ""
    return str(fact)


def isolated(name: str) -> str:
    """`name`, fenced off when it runs right to left, so that it doesn't turn the words around it."""
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in name):
        return f"{ISOLATE}{name}{POP}"
    return name


def listed(names: Iterable[str], language: str) -> str:
    """These names as a sentence has them: 'Amara, Bisi and Chidi'."""
    said = format_list([*names], locale=_locale(language)).replace(", and ", " and ")
    return _Y_BEFORE_I.sub(" e ", said) if language == "es" else said


def handle(member: Member) -> str:
    """What a coordinator types for a member: the name where any phone can type it, else the number."""
    name = member.name or ""
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())
    return name if name and latin else f"#{member.id}"


def day(when: date, language: str) -> str:
    """A full date: 'Tuesday 1 December 2026'. Dates written in figures are read differently across borders."""
    pattern = {"en": "EEEE d MMMM y", "es": "EEEE d 'de' MMMM 'de' y"}.get(language)
    return format_date(when, pattern or "full", locale=_locale(language))


def month(when: date, language: str) -> str:
    """A month in full: 'November 2026', 'noviembre de 2026'."""
    return format_date(when, {"es": "MMMM 'de' y"}.get(language, "MMMM y"), locale=_locale(language))


def month_briefly(when: date, language: str) -> str:
    """A month of these twelve: 'Nov'."""
    return format_date(when, "LLL", locale=_locale(language))


def local(when: datetime, zone: str) -> datetime:
    """The same moment by the clocks of `zone`."""
    return when.astimezone(_zone(zone))


def clock_time(when: datetime, language: str, zone: str) -> str:
    """The time of day in `zone`: '18:30'."""
    return format_time(when, "HH:mm", tzinfo=_zone(zone), locale=_locale(language))


def moment(when: datetime, language: str, zone: str) -> str:
    """A date and time in full, in `zone` and naming it: 'Tuesday 1 December 2026, 18:30 (London)'."""
    return f"{day(local(when, zone).date(), language)}, {clock_time(when, language, zone)} ({city(zone, language)})"


def brief(when: datetime, language: str, zone: str) -> str:
    """A date of these weeks and its time: 'Thursday 10 December, 18:30'."""
    return f"{plain_day(local(when, zone).date(), language)}, {clock_time(when, language, zone)}"


def plain_day(when: date, language: str) -> str:
    """A date of these weeks: 'Thursday 10 December'."""
    pattern = {"en": "EEEE d MMMM", "es": "EEEE d 'de' MMMM"}.get(language)
    return format_date(when, pattern or "full", locale=_locale(language))


@lru_cache(64)
def language_name(language: str, reader: str) -> str:
    """A language, as another language calls it: 'Spanish', 'inglés'."""
    return Locale(language).get_language_name(reader) or LANGUAGES[language]


@lru_cache(512)
def city(zone: str, language: str) -> str:
    """The city a zone is named after, as `language` calls it."""
    return get_timezone_location(zone, locale=language, return_city=True)


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


@lru_cache(512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
