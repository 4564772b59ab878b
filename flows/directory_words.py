"""An entry of the directory in words, and what somebody looks for there, as they write it: "a mentor who speaks Spanish", "EMCC
supervisor near my time"."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flows import introduction
from flows.chat import Chat
from flows.flow import Miss
from flows.kind_words import called
from flows.understand import Unclear, fold, places, tongue_name, tongues
from flows.understand.vocabulary import words
from flows.words import _, city, isolated, listed, local
from matching.levels import LEVELS
from models.directory import DirectoryEntry
from models.kinds import Kind

OFFERS = {
    Kind.COACHING.value: _("coaching"),
    Kind.MENTORING.value: _("mentoring"),
    Kind.SUPERVISION.value: _("supervision"),
}
NEAR = timedelta(hours=2)  # clocks that are no further apart are near each other
_LEVELS = frozenset(word for level in LEVELS for word in level.words if word != "coach")
_BODIES = {fold(level.body) for level in LEVELS}
_MY_TIME = re.compile(
    r"(?:near |in |around |close to |cerca de |en )?"
    r"(?:my (?:own )?(?:time ?zone|time|clock|hours)|mi (?:zona horaria|hora|horario))"
)
_SMALL = words(
    "a an the who that speaks speak speaking in with from and or for me find look looking another some level near around at of "
    "time un una que hable habla con de en y o para el la busco buscar otro otra nivel cerca quien alguien somebody someone any "
    "all cualquiera todos todas anybody anyone peer par pares entre"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; what they didn't say, fits."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    zone: str | None = None

    def fits(self, entry: DirectoryEntry, chat: Chat) -> bool:
        """Whether it is this one."""
        credential = entry.member.credential
        body, level = (fold(credential.body), fold(credential.level or "")) if credential else ("", "")
        return (
            (not self.kinds or any(one in entry.offers for one in self.kinds))
            and (not self.languages or any(one in entry.languages for one in self.languages))
            and (not self.bodies or body in self.bodies)
            and (not self.levels or any(one in level.split() for one in self.levels))
            and (self.zone is None or _apart(chat, self.zone, entry.member.zone) <= NEAR)
        )


def _apart(chat: Chat, one: str, two: str) -> timedelta:
    """How far apart these zones' clocks are now."""
    offsets = [local(chat.now, zone).utcoffset() or timedelta() for zone in (one, two)]
    apart = abs(offsets[0] - offsets[1])
    return min(apart, timedelta(days=1) - apart)


@dataclass(frozen=True, slots=True)
class Looking:
    """What somebody looks for, by number or in their words."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """What may be offered."""
        return tuple(OFFERS.values())

    def read(self, text: str, chat: Chat) -> Sought | Miss:
        """What they look for; "anybody" is anybody."""
        kinds = list(OFFERS)
        if text.strip() in ("1", "2", "3"):
            return Sought(kinds=(kinds[int(text) - 1],))
        sought = read(text, chat)
        return sought or Miss(_("For example: a mentor who speaks Spanish. Or: EMCC supervisor near my time"))


def read(text: str, chat: Chat) -> Sought | None:
    """What this text looks for; None when there is a word in it that nothing here is called. Never raises."""
    line, near = _MY_TIME.subn(" ", fold(text))
    terms = re.findall(r"[\w&]+", line)
    zone = chat.zone if near else None
    kinds = tuple(kind.value for kind in Kind if any(called(term) is kind for term in terms))
    bodies = tuple(term for term in terms if term in _BODIES)
    levels = tuple(term for term in terms if term in _LEVELS)
    known = {*bodies, *levels, *_SMALL}
    left = [term for term in terms if term not in known and called(term) is None]
    spoken: list[str] = []
    for term in list(left):
        found = tongues(term, language=chat.language) if len(term) > 2 else Unclear
        if isinstance(found, tuple):
            spoken += found
            left.remove(term)
    if left:
        there = places(" ".join(left), chat.language)
        if not there:
            return None
        zone = there[0].zone
    return Sought(kinds, tuple(spoken), bodies, levels, zone) if terms or near else None


def shown(chat: Chat, entry: DirectoryEntry) -> str:
    """An entry as this person reads it."""
    member = entry.member
    return described(
        chat, entry.offers, entry.languages, entry.words, member.zone, introduction.accreditation(member)
    )


ENTRY = _('{offers}, in {tongues}. {accreditation}; {city} time. "{words}"')


def described(
    chat: Chat, offers: list[str], languages: list[str], said: str, zone: str, accreditation: str
) -> str:
    """The same, of what isn't an entry yet."""
    facts = {
        "offers": listed((chat.phrase(OFFERS[one]) for one in OFFERS if one in offers), chat.language),
        "tongues": listed((tongue_name(code, chat.language) for code in languages), chat.language),
        "accreditation": accreditation,
        "city": city(zone, chat.language),
        "words": isolated(said),
    }
    text = chat.phrase(ENTRY, **facts)
    return text[:1].upper() + text[1:]
