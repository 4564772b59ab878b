"""Between which hours of the day: "8 to 21", "9am-6pm", "from 10 till 8 pm", "only mornings", "after 10", "any time"."""

import re
from dataclasses import dataclass

from flows.understand.clock_reading import clock_at
from flows.understand.clocks import DAY, Clock
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.tokens import Token, tokens_of, word_at
from flows.understand.vocabulary import words

NOON = 12 * 60
_ANY_TIME = frozenset(
    (
        "any time", "anytime", "at any time", "always", "whenever", "24/7", "24 7", "all day", "any hour", "all hours",
        "day and night", "no quiet hours", "a cualquier hora", "cualquier hora", "siempre", "cuando sea",
        "todo el dia", "cuando quieras", "24 horas", "24 hours", "a toda hora", "sin horas de silencio",
    )
)  # fmt: skip
_USUAL = frozenset(
    (
        "as it was", "as before", "like before", "as usual", "usual", "the usual", "default", "the default", "defaults",
        "normal", "reset", "standard", "como antes", "como estaba", "lo normal", "lo de siempre", "por defecto",
    )
)  # fmt: skip
_PARTS = {
    (9 * 60, NOON): "morning mornings manana mananas",
    (NOON, 18 * 60): "afternoon afternoons arvo tarde tardes",
    (17 * 60, 21 * 60): "evening evenings",
    (20 * 60, DAY): "night nights noche noches",
    (NOON, 14 * 60): "lunchtime lunch lunchtimes mediodia",
    (9 * 60, 20 * 60): "day daytime days dia",
    (9 * 60, 17 * 60): "office work working business oficina",
}
_PART_OF = {word: span for span, line in _PARTS.items() for word in line.split()}
_NOT = words("not no never quiet silence silent nunca silencio except excepto menos")
_REWORDED = tuple(
    (re.compile(rf"\b(?:{said})\b"), meant)
    for said, meant in (
        ("not before|no antes de|nunca antes de", "after"),
        ("not after|not later than|no despues de|nunca despues de", "until"),
        ("12 (?:at night|de la noche)", "midnight"),
        ("in the morning|de la manana|de la madrugada", "am"),
        ("in the afternoon|in the evening|at night|de la tarde|de la noche", "pm"),
    )
)
_FROM_TO = re.compile(r"(?<=\d) a (?:las )?(?=\d)")
_FROM = words("after from since desde despues starting")
_UNTIL = words("before until till til to by hasta antes")
# Words that may stand around hours without changing them.
_AROUND = words("""
only just in the during between from at around about and please pls hours hour time times me text texts my i i'd id like
would want to is are it be ok fine good works best solo solamente en la las los el por de del durante entre a y porfa
favor horas hora mi me quiero prefiero que sea . , & - i'm im free anytime early late te puedes escribir escribeme you
can may may's your local
""")


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day in minutes after midnight, `till` exclusive. The same: the whole day. None: as it usually is."""

    since: int | None
    till: int | None


def hours(text: str, usual: tuple[int, int]) -> Hours | None:
    """The hours that `text` means; None when it can't be read, or in more than one way.

    `usual` are the hours that count where only one end is said ("after 10"). "Not between 10pm and 8am" is the other
    part of the day. Never raises.
    """
    if len(text) > LONGEST_ANSWER:
        return None
    line = fold(text)
    if line in _ANY_TIME:
        return Hours(0, 0)
    if line in _USUAL:
        return Hours(None, None)
    for said, meant in _REWORDED:
        line = said.sub(meant, line)
    line = _FROM_TO.sub(" - ", line)
    tokens = tokens_of(line)
    inverse = any(token.text in _NOT for token in tokens)
    rest = [token for token in tokens if token.text not in _NOT]
    found = _parts(rest) or _span(rest) or (None if inverse else _one_end(rest, usual))
    if found is None or found[0] == found[1]:
        return None
    since, till = found[0] % DAY, found[1] % DAY
    return Hours(till, since) if inverse else Hours(since, till)


def _parts(tokens: list[Token]) -> tuple[int, int] | None:
    """Read "only mornings", "mornings and afternoons": parts of the day that follow on each other."""
    named = sorted({_PART_OF[token.text] for token in tokens if token.text in _PART_OF})
    others = [token for token in tokens if token.text not in _PART_OF and token.text not in _AROUND]
    if not named or others:
        return None
    since, till = named[0]
    for start, end in named[1:]:
        if start > till:
            return None
        till = max(till, end)
    return since, till


def _span(tokens: list[Token]) -> tuple[int, int] | None:
    """Read "8 to 21", "from 10 till 8 pm"."""
    for at in range(len(tokens)):
        read = clock_at(tokens, at)
        if read is None:
            continue
        clock, after = read
        # "10 to 6" may be ten minutes to six; nobody asks for hours like that.
        clock = (
            clock.other if clock.until is None and clock.other is not None and clock.other.until else clock
        )
        if clock.until is None or not _only_around([*tokens[:at], *tokens[after:]]):
            return None
        return _between(clock, clock.until)
    return None


def _only_around(tokens: list[Token]) -> bool:
    return all(token.text in _AROUND for token in tokens)


def _between(start: Clock, end: Clock) -> tuple[int, int] | None:
    """Both ends. Without "am" and "pm" the day begins in the morning and ends after it began."""
    starts, ends = _readings(start), _readings(end)
    if not starts or not ends:
        return None
    if len(starts) > 1 and len(ends) == 1 and end.style in ("am", "pm"):
        fitting = [each for each in starts if each < ends[0]]
        # "6 to 9 pm" may begin in the morning or in the evening.
        if len(fitting) > 1 and ends[0] - max(fitting) >= 2 * 60:
            return None
        starts = (min(fitting or starts),)
    since = starts[0]
    later = [each for each in ends if each > since]
    return since, (later[-1] if len(ends) > 1 and later and later[0] - since < 2 * 60 else (later or ends)[0])


def _readings(clock: Clock) -> tuple[int, ...]:
    """The minutes after midnight that a time may be: both halves of the day when nobody says which."""
    hour, minute = clock.hour, clock.minute
    if hour > 24:
        return ()
    if clock.style == "am":
        return (hour % 12 * 60 + minute,)
    if clock.style == "pm":
        return ((hour % 12 + 12) * 60 + minute if hour <= 12 else hour * 60 + minute,)
    if clock.style == "24" or hour > 12 or hour == 0:
        return (hour * 60 + minute,)
    if hour == 12:
        return (NOON + minute,)
    return hour * 60 + minute, hour * 60 + minute + NOON


def _one_end(tokens: list[Token], usual: tuple[int, int]) -> tuple[int, int] | None:
    """Read "after 10", "not before 10", "until 9pm": the other end stays."""
    for at in range(len(tokens)):
        lead = word_at(tokens, at)
        if lead not in _FROM | _UNTIL:
            continue
        then = at + 1
        while word_at(tokens, then) in ("las", "la", "de", "the"):
            then += 1
        read = clock_at(tokens, then)
        if read is None or read[0].until or not _only_around([*tokens[:at], *tokens[read[1] :]]):
            return None
        readings = _readings(read[0])
        if not readings:
            return None
        if lead in _FROM:
            return next((each for each in readings if usual[0] <= each < usual[1]), readings[0]), usual[1]
        return usual[0], ([each for each in readings if each > usual[0]] or readings)[
            -1 if len(readings) > 1 else 0
        ]
    return None
