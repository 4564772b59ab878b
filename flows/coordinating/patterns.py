"""The ways to write a command: each a sentence with gaps.

verify|check {who}            one word or the other, and a name
look (at) {who}               a word that may be missing
who_is|who's waiting          one of two wordings; `_` is a space within one
tell {who}: {words}           what follows a colon stays as it was written
tell {group}: {words}         `group` begins with a word for people, such as "everyone"
change {who} {what=name|city} to {new}    a gap that holds one of these wordings
pair {who} and {other} ?      only what is asked with a question mark, and isn't a polite "could you …?"
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from flows.coordinating.audience_words import GROUP
from flows.coordinating.command import COMMANDS, Command
from flows.understand import fold

SLOT = re.compile(r"\{(\w+)(?:=([^}]+))?\}")
NUMBER = r"(?:#?\d{1,9} )"
A_FEW = r"(?:\S+ ){1,12}?"
GAPS = {"n": NUMBER, "group": GROUP}  # what may stand there; else a few words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a command."""

    command: Command
    head: re.Pattern[str]  # up to a colon, folded, a space after each word
    said: bool  # whether words follow a colon
    asks: bool  # whether it is a question
    leads: bool  # whether it begins with a word of its own
    literals: frozenset[str]
    keys: frozenset[str]  # one of these words is in any text that it fits
    chosen: frozenset[str]  # gaps that begin with a word of ours
    worded: frozenset[str]  # those that hold nothing else


@cache
def gaps(command: Command) -> frozenset[str]:
    """All the gaps of a command's patterns."""
    return frozenset(gap for says in command.says for gap, _wordings in SLOT.findall(says))


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every way there is, in the order they were declared; then those with the name first."""
    there = [(command, says) for command in COMMANDS.values() for says in command.says]
    turned = [(command, turn) for command, says in there if (turn := _turned(says))]
    return tuple(_compiled(command, says) for command, says in (*there, *turned))


def _turned(says: str) -> str | None:
    """The name before the verb, for what is nothing but a verb and a name: "Amara verify"."""
    parts = re.findall(r"\([^)]*\)|\S+", says)
    must = [part for part in parts if not part.startswith("(")]
    return f"{{who}} {must[0]}" if len(must) == 2 and must[1] == "{who}" and parts[-1] == "{who}" else None


@cache
def own_words(command: Command) -> tuple[frozenset[str], ...]:
    """The command's own words, in each way to write it."""
    return tuple(pattern.literals for pattern in patterns() if pattern.command is command)


@cache
def by_key() -> dict[str, list[tuple[int, Pattern]]]:
    """The patterns, with their place, by the words of which each needs one."""
    found: dict[str, list[tuple[int, Pattern]]] = defaultdict(list)
    for place, pattern in enumerate(patterns()):
        for word in pattern.keys:
            found[word].append((place, pattern))
    return found


def _compiled(command: Command, says: str) -> Pattern:
    head, _colon, said = says.partition(": ")
    if said not in ("", "{words}"):
        raise ValueError(f"{says!r}: only {{words}} follow a colon")
    parts: list[str] = []
    keys: frozenset[str] = frozenset()
    own, chosen, worded = set[str](), set[str](), set[str]()
    for token in re.findall(r"\([^)]*\)|\S+", head.removesuffix(" ?")):
        optional = token.startswith("(")
        slot = SLOT.fullmatch(token.strip("()"))
        part = f"(?P<{slot[1]}>{GAPS.get(slot[1], A_FEW)})" if slot else ""
        chosen |= {slot[1]} if slot and slot[1] == "group" else set()  # it begins with a word of ours
        if slot is None or slot[2]:
            wordings = [
                fold(one.replace("_", " ")) for one in (slot[2] if slot else token.strip("()")).split("|")
            ]
            own |= {word for one in wordings for word in one.split()}
            part = "|".join(re.escape(one) + " " for one in wordings)
            part = f"(?P<{slot[1]}>{part})" if slot else f"(?:{part})"
            worded |= {slot[1]} if slot else set()
            if not optional and not keys:
                keys = frozenset(one.split()[0] for one in wordings)
        parts.append(f"(?:{part})?" if optional else part)
    return Pattern(
        command=command,
        head=re.compile("".join(parts)),
        said=bool(said),
        asks=head.endswith(" ?"),
        leads=not head.startswith("{"),
        literals=frozenset(own),
        keys=keys,
        chosen=frozenset(chosen | worded),
        worded=frozenset(worded),
    )


@cache
def vocabulary() -> tuple[str, ...]:
    """The patterns' own words."""
    return tuple(sorted({word for pattern in patterns() for word in pattern.literals if len(word) > 2}))


@cache
def first_words() -> dict[str, list[Command]]:
    """The words that a command can begin with."""
    first: dict[str, list[Command]] = {}
    for command in COMMANDS.values():
        for says in command.says:
            for wording in says.split()[0].strip("():").split("|"):
                word = fold(wording.replace("_", " ")).split(" ")[0]
                if "{" not in wording and command not in first.setdefault(word, []):
                    first[word].append(command)
    return first
