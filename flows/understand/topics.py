"""What a text is about, as it is looked up: words without endings and accents, one word for a topic in every language.

"Grief rituals", "rituales de duelo" and "ritual for mourning" give the same. Endings are taken off roughly, and alike on both
sides, so that plurals and forms of a word meet; that two words now and then become one costs a place in a list, no more.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand.plain import fold
from flows.understand.vocabulary import words

TABLE = Path(__file__).parent.parent / "topics.toml"
LONGEST = 32  # letters of a word
_WORD = re.compile(r"\w+")
_WITHIN = re.compile(r"(?<=\w)['’ʻʼ‘](?=\w)")  # a sign within a word, as in Hoʻoponopono and Rosa's
_PLAIN = re.compile(r"[a-z][a-z0-9]*")
_SHORTEST_SLIP, _TWO_SLIPS = 4, 7  # letters of a word that may be a slip; of one that may hold two
_PARTS = 4  # words of a topic
_TOPIC = "zz"  # what a topic's own word begins with; no word of people's does
_SMALL = words("""
a about after all also an and any anything are as at be been before but by can do does for from good had has have
how i if in into is it its just like me my new not of on one or our out over really some somebody someone something
that the their them then there these they thing things this to too up us use used very want was we were what when
which who why will with would you your please al algo alguien alguna algun algunos como con cosa cual cuando de del
donde el ella ellas ellos en entre era es esa ese eso esta este esto fue ha hay la las le les lo los mas me mi mis
muy nada ni no nos nuestra nuestro o para pero por porque que quien se ser si sin sobre son su sus tan te tu tus un
una unas uno unos usa y ya
""")


def terms(text: str) -> list[str]:
    """What to look `text` up by, in its order and each once: letters a to z and figures only. Never raises."""
    stems = [_stem(word) for word in _WORD.findall(_WITHIN.sub("", fold(text))) if word not in _SMALL]
    found: list[str] = []
    at = 0
    while at < len(stems):
        for size in range(min(_PARTS, len(stems) - at), 0, -1):
            topic = _topics().get(tuple(stems[at : at + size]))
            if topic is not None or size == 1:
                found.append(topic or _plain(stems[at]))
                at += size
                break
    return list(dict.fromkeys(found))


def is_topic(term: str) -> bool:
    """Whether it stands for one of the topics that are known in every language."""
    return term.startswith(_TOPIC)


def meant(term: str, known: Iterable[str]) -> list[str]:
    """What a word that nothing is filed under may be a slip of: the nearest of the topics and of `known`; none when nothing is
    near."""
    if len(term) < _SHORTEST_SLIP or is_topic(term):
        return []
    slips = 1 if len(term) < _TWO_SLIPS else 2
    topics = _spellings()
    there = [one for one in (*topics, *known) if len(one) >= _SHORTEST_SLIP and not is_topic(one)]
    near = process.extract(term, there, scorer=OSA.distance, score_cutoff=slips, limit=None)
    best = min((slip for _word, slip, _at in near), default=0)
    alike = sorted(
        (word for word, slip, _at in near if slip == best), key=lambda one: (one[0] != term[0], one)
    )
    return list(dict.fromkeys(topics.get(word, word) for word in alike))[:3]


@cache
def _topics() -> dict[tuple[str, ...], str]:
    """Each topic's own word, by the words for it."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["topics"]
    found: dict[tuple[str, ...], str] = {}
    for topic, called in table.items():
        for wording in dict.fromkeys(called.split()):
            parts = [one for one in wording.split("_") if one not in _SMALL]
            key = tuple(_stem(fold(part)) for part in parts)
            if found.setdefault(key, _TOPIC + topic) != _TOPIC + topic:
                raise ValueError(f"{wording} stands for {topic} and for {found[key].removeprefix(_TOPIC)}")
    return found


@cache
def _spellings() -> dict[str, str]:
    """Each topic's own word by the words for it, whole and without endings."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["topics"]
    whole = {
        fold(one): _TOPIC + topic
        for topic, called in table.items()
        for one in called.split()
        if "_" not in one
    }
    return {parts[0]: topic for parts, topic in _topics().items() if len(parts) == 1} | whole


def _stem(word: str) -> str:
    """A word without its ending."""
    word = word[:LONGEST]
    if len(word) < 4:
        return _spelt(word)
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in ("iendo", "ando", "ing", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    for ending in ("ar", "er", "ir", "an", "ed"):
        if word.endswith(ending) and len(word) > 5:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] in "aeo":
        word = word[:-1]
    return _spelt(word)


def _spelt(word: str) -> str:
    """As its plural is, without that ending: voz and voces, story and stories."""
    return word[:-1] + {"z": "c", "y": "i"}.get(word[-1], word[-1])


def _plain(stem: str) -> str:
    """Letters that not every database takes for letters are written as figures."""
    if _PLAIN.fullmatch(stem) and not stem.startswith(_TOPIC):
        return stem
    return "x" + stem.encode().hex()[: 2 * LONGEST]
