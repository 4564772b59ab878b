"""What questions understand. Each kind reads one text and returns a value, or a Miss with what would help."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flows import understand
from flows.flow import Miss
from flows.understand import Reason, Several, Unclear, vocabulary
from flows.words import _

SKIP = vocabulary.words("skip pass none no nothing n/a - saltar omitir paso ninguno ninguna nada")


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no, as numbers, words or emoji. The labels say what each means."""

    taps: ClassVar[bool] = True

    yes: str = _("Yes, please")
    no: str = _("Not now")
    opens: str = ""  # how else a yes may begin, with commas between: "we met, we did"
    hint: str = _("Please answer 1 or 2. For example: 1")

    def options(self, chat: Any) -> tuple[str, ...]:
        """Yes first."""
        return self.yes, self.no

    def read(self, text: str, chat: Any) -> bool | Miss:
        """True or False."""
        if text in ("1", "2"):
            return text == "1"
        if (said := understand.yes_no(text)) is not None:
            return said
        picked = understand.choice(text, [chat.phrase(self.yes), chat.phrase(self.no)])
        if isinstance(picked, int):
            return picked == 0
        clear = understand.one_clear(re.split(r"[.!;\n]+", text), understand.yes_no)
        if clear is None and self.opens and understand.opens_with(text, chat.phrase(self.opens)):
            return True
        return Miss(self.hint) if clear is None else clear


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several, by number, by name or by a near miss. Keys are what is kept, values what is read."""

    taps: ClassVar[bool] = True

    choices: Mapping[str, str] | Callable[[Any], Mapping[str, str]]
    other: bool = False  # whether something that isn't on the list is an answer too, as it was written
    yes: str | None = None  # the key that a plain yes means
    no: str | None = None  # and a plain no

    def _choices(self, chat: Any) -> Mapping[str, str]:
        return self.choices(chat) if callable(self.choices) else self.choices

    def options(self, chat: Any) -> tuple[str, ...]:
        """In the order they were declared."""
        return tuple(self._choices(chat).values())

    def read(self, text: str, chat: Any) -> str | Miss:
        """The key of the choice."""
        choices = self._choices(chat)
        keys = tuple(choices)
        if text.isdecimal() and len(text) == 1 and 0 < int(text) <= len(keys):
            return keys[int(text) - 1]
        labels = [chat.phrase(label) for label in choices.values()]
        picked = understand.choice(text, labels)
        if isinstance(picked, int):
            return keys[picked]
        said = understand.one_clear(re.split(r"[.!;\n]+", text), understand.yes_no)
        meant = None if said is None else self.yes if said else self.no
        if meant is not None:
            return meant
        if isinstance(picked, Several):
            return Miss(
                _("I see more than one answer there: {found}. Which one? A number is enough."),
                {"found": ", ".join(labels[index] for index in picked.indexes)},
                lacking=True,
            )
        if self.other and _is_a_name(text):
            return text.strip()
        return Miss(_("I need one number from the list. For example: 1"))


def _is_a_name(text: str) -> bool:
    """Whether this may be the name of something that isn't on the list, and not a sentence or a number."""
    short = len(text) <= 80 and len(text.split()) <= 6 and not text.strip().endswith("?")
    letters = any(letter.isalpha() for letter in text)
    return short and letters and understand.number(text) is None and understand.yes_no(text) is None


@dataclass(frozen=True, slots=True)
class ManyOf:
    """One or more of several: '1 and 3', 'all'."""

    choices: Mapping[str, str]

    def options(self, chat: Any) -> tuple[str, ...]:
        """In the order they were declared."""
        return tuple(self.choices.values())

    def read(self, text: str, chat: Any) -> list[str] | Miss:
        """The keys of the choices, in the list's order."""
        picked = understand.choices(text, [chat.phrase(label) for label in self.choices.values()])
        if picked is None:
            return Miss(_("I need numbers from the list, as many as you like. For example: 1 and 3"))
        keys = tuple(self.choices)
        return [keys[index] for index in picked]


@dataclass(frozen=True, slots=True)
class Words:
    """The person's own words."""

    max_length: int = 500  # characters
    skippable: bool = False
    letters: bool = False  # figures alone aren't words
    statement: bool = False  # a question back isn't an answer

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> str | Miss | None:
        """What was written, or None when it was skipped."""
        words = text.strip()
        if self.skippable and understand.plain(words) in SKIP:
            return None
        if len(words) > self.max_length:
            return Miss(
                _("That is {length} characters and I can keep {limit}. Could you say it in fewer?"),
                {"length": len(words), "limit": self.max_length},
                lacking=True,
            )
        if self.statement and understand.asks_back(words):
            return Miss(
                _("That reads like a question. To ask a person, text MENU. Or, to go on:"), lacking=True
            )
        counts = str.isalpha if self.letters else str.isalnum
        if not any(map(counts, words)):
            return Miss(_("I need a few words here. Letters or figures, please."))
        return words


@dataclass(frozen=True, slots=True)
class NameAndPronouns:
    """What somebody wants to be called, in any script, with pronouns if they like."""

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> "understand.Person | Miss":
        """The name and perhaps pronouns."""
        # Signs and emoji are taken for decoration; a sentence isn't a name.
        bare = (
            text
            if text.isascii()
            else "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Sk"))
        )
        person = understand.person(bare)
        if person is not None and (len(person.name.split()) > 6 or ". " in person.name):
            person = None
        return person or Miss(_("Just a name here, up to 60 letters. For example: Amara, she/her"))


@dataclass(frozen=True, slots=True)
class City:
    """A city, for its time zone."""

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> "Sequence[understand.Place] | Miss":
        """The places it may be, the likeliest first."""
        places = understand.places(text, chat.language)
        return places or Miss(
            _("I don't know that place. A larger city near you, and its country? For example: Nairobi, Kenya")
        )


_UNCLEAR = {
    Reason.UNREADABLE: _("I need a day and a time. For example: Thursday 6pm, or 14 December 9:30"),
    Reason.NO_DATE: _("I need the day as well. For example: Thursday 6pm"),
    Reason.NO_TIME: _("I need the time as well. For example: Thursday 6pm"),
    Reason.PAST: _("That has already been. A time to come, please. For example: Thursday 6pm"),
    Reason.AMBIGUOUS: _(
        "I can read that in more than one way. Day, month and time, please. For example: 14 December 6pm"
    ),
    Reason.SKIPPED: _(
        "Your clock skips that hour that day. Another time, please. For example: 14 December 6pm"
    ),
    Reason.TWICE: _(
        "Your clock passes that hour twice that day. Another time, please. For example: 14 December 6pm"
    ),
    Reason.NO_SUCH_DAY: _("That day isn't in the calendar. For example: 14 December 6pm"),
    Reason.TOO_FAR: _("That is more than a year away. A nearer time, please. For example: 14 December 6pm"),
}
_WHICH_HALF = _("In the morning or in the evening? For example: Thursday 7pm")
_UNCLEAR_DAY = {
    Reason.PAST: _("That day has been. A day to come, please. For example: Friday, or 15 January"),
    Reason.NO_SUCH_DAY: _("That day isn't in the calendar. For example: Friday, or 15 January"),
    Reason.AMBIGUOUS: _(
        "I can read that in more than one way. Day and month, please. For example: 15 January"
    ),
}


@dataclass(frozen=True, slots=True)
class When:
    """A date and a time, in the person's own zone."""

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> datetime | Miss:
        """An aware UTC time to come. A day now and its hour in the next text are one answer, as are "Friday at 7" and "pm"."""
        found = self._moment(text, chat)
        begun = chat.answers.begun
        if isinstance(found, Unclear) and begun:
            found = self._continued(found, begun, text, chat)
        if not isinstance(found, Unclear):
            chat.answers.begun = None
            return found
        halves = _apart_by_twelve_hours(found)
        chat.answers.begun = text if halves or found.reason in (Reason.NO_TIME, Reason.NO_DATE) else begun
        asked = _WHICH_HALF if halves else _UNCLEAR[found.reason]
        return Miss(asked, lacking=found.reason is not Reason.UNREADABLE)

    def _continued(self, found: Unclear, begun: str, text: str, chat: Any) -> datetime | Unclear:
        """What was begun and `text` say together; `found`, which `text` says alone, when that is nothing either."""
        starts, before, halves = [begun], self._moment(begun, chat), frozenset[datetime]()
        if isinstance(before, Unclear) and _apart_by_twelve_hours(before):
            # "Friday at 7", and then "7pm" or "evening": that Friday.
            halves = frozenset(before.candidates)
            starts.append(f"{before.candidates[0].astimezone(ZoneInfo(chat.zone)):%Y-%m-%d}")
        for start in starts:
            whole = self._moment(f"{start} {text}", chat)
            if not isinstance(whole, Unclear) or len(halves & {*whole.candidates}) == 1:
                return whole.candidates[0] if isinstance(whole, Unclear) else whole
        return found

    def _moment(self, text: str, chat: Any) -> datetime | Unclear:
        return understand.moment(text, now=chat.now, zone=chat.zone, language=chat.language)


def _apart_by_twelve_hours(found: Unclear) -> bool:
    """Whether nothing is missing but which half of the day it is."""
    return len(found.candidates) == 2 and found.candidates[1] - found.candidates[0] == timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class YesOrWhen:
    """Yes or no about a time that was read back; who changes their mind may write another time at once."""

    taps: ClassVar[bool] = True

    question: YesNo

    def options(self, chat: Any) -> tuple[str, ...]:
        """As the yes and no say."""
        return self.question.options(chat)

    def read(self, text: str, chat: Any) -> bool | datetime | Miss:
        """True, False, or an aware UTC time."""
        said = self.question.read(text, chat)
        if not isinstance(said, Miss):
            return said
        before = chat.answers.when or getattr(chat.subject, "starts_at", None)
        other = understand.other_time(text, before, now=chat.now, zone=chat.zone, language=chat.language)
        when = other or When().read(understand.changed(text) or text, chat)
        return said if isinstance(when, Miss) and not when.lacking else when


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come, in the person's own zone."""

    hint: str = field(default=_("I need a day. For example: Friday, or 15 January"))

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> date | Miss:
        """The day."""
        found = understand.day(text, now=chat.now, zone=chat.zone, language=chat.language)
        if not isinstance(found, Unclear):
            return found
        return Miss(_UNCLEAR_DAY.get(found.reason, self.hint), lacking=found.reason in _UNCLEAR_DAY)
