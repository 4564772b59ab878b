"""Who is meant by "everyone without a partner who speaks Spanish": groups by what coordinators may know of people, never by
a private wish, a heritage, a faith, or anything that was said in confidence.

Reading it is pure; so is what it means, which is one statement. What is sealed is looked through afterwards, in batches.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from flows.chat import Chat
from flows.coordinating.audience_words import BUT_NOT, ENDS_PLACE, HEAD, PATTERNS, PLACE, SKIP, UNFINISHED
from flows.understand import fold, places
from flows.understand.cities import zones_in
from flows.understand.countries import country_called
from flows.words import _
from models import wishes
from models.base import table_of
from models.broadcasts import reachable, seated
from models.members import Credential, Member
from models.pairings import GOING, Pairing, Side
from models.rounds import Entry, Round
from models.sessions import Meeting

TOGETHER = ("met", "agreed", "turning")  # all have said yes
BATCH = 1000  # credentials opened at once
FEW = 5  # people; words to fewer may be meant for one of them


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is so of everybody meant, or with `but_not` of nobody. `called`: its value, as it was written."""

    kind: str
    value: Any = None
    but_not: bool = False
    called: str = ""

    def kept(self) -> list[Any]:
        """As a broadcast keeps it."""
        return [self.kind, self.value, self.but_not, self.called]


Query = tuple[Term, ...]  # all of them are so; none at all: everybody


def read(words: str, language: str = "en") -> Query | None:
    """The group that these words mean; None when a word of them isn't understood: nobody is written to by guess. What comes
    after "but not" is all left out."""
    rest, but_not = " ".join(re.sub(r"[,;]", " ", fold(words)).split()), False
    if rest.rpartition(" ")[2] in UNFINISHED:
        return None  # "everyone but"
    terms: list[Term] = []
    while rest:
        another = bool(terms) and terms[-1].kind == "place"
        said = None if (found := BUT_NOT.match(rest)) else _term(rest) or _place(rest, language, another)
        if said is not None:
            term, rest = said
            terms.append(replace(term, but_not=term.but_not != but_not))
            continue
        but_not = but_not or found is not None
        found = found or HEAD.match(rest) or SKIP.match(rest)
        if not found:
            return None
        rest = rest[found.end() :].strip()
    return None if but_not and not any(said.but_not for said in terms) else tuple(dict.fromkeys(terms))


def _term(rest: str) -> tuple[Term, str] | None:
    """What the words begin with, and the words after it."""
    fits = [(found.end(), found, *meant) for pattern, *meant in PATTERNS if (found := pattern.match(rest))]
    if not fits:
        return None
    end, found, kind, but_not, value = max(fits, key=lambda fit: fit[0])
    called = ""
    if value == "n":
        number = found.groupdict().get("n")
        value = int(number) if number else None
    elif value == "of":
        value = found["of"].upper()
    if kind in ("body", "level"):
        called = str(value)
    return Term(kind, value, but_not, called), rest[end:].strip()


def _place(rest: str, language: str, another: bool) -> tuple[Term, str] | None:
    """Where they live, as far as we know: whose clock they keep. `another`: after a place, so that no "in" is needed."""
    lead = PLACE.match(rest)
    if lead is not None:
        after = rest[lead.end() :].strip()
    elif another and not SKIP.match(rest):
        after = rest
    else:
        return None
    end = ENDS_PLACE.search(after)
    where = after[: end.start()] if end else after
    country = country_called(where, language)
    known = zones_in(country) if country else [place.zone for place in places(where, language)[:1]]
    if not known:
        return None
    return Term("place", tuple(known), called=where.title()), after[len(where) :].strip()


def of_kept(kept: list[Any]) -> Query:
    """A query as a broadcast kept it."""
    return tuple(
        Term(kind, tuple(value) if isinstance(value, list) else value, *rest) for kind, value, *rest in kept
    )


def _alternatives(query: Query) -> list[list[Term]]:
    """The terms, those of which one is enough together: nobody lives in two places, or has two bodies."""
    found: dict[Any, list[Term]] = {}
    for term in query:
        one_of = term.value is not None and not term.but_not
        found.setdefault(term.kind if one_of else term, []).append(term)
    return list(found.values())


# In words.

WORDS: dict[tuple[str, bool], str] = {
    ("partner", False): _("with a partner"),
    ("partner", True): _("without a partner, and not being asked about one"),
    ("unanswered", False): _("no answer yet about the round"),
    ("unmet", False): _("paired and not met yet"),
    ("verified", False): _("verified"),
    ("waiting", False): _("waiting to be verified"),
    ("coordinates", False): _("coordinating"),
}
ROUND, A_ROUND = _("in round {number}"), _("in a round")
CLOCK = _("on {place} time")
READS = {"en": _("texting in English"), "es": _("texting in Spanish")}
NOT, OR = _("not {what}"), _("{one} or {two}")


def described(chat: Chat, query: Query) -> str:
    """A group, as its coordinator reads it."""
    if not query:
        return chat.phrase(_("everyone"))
    return ", ".join(
        either(chat, [_described(chat, term) for term in terms]) for terms in _alternatives(query)
    )


def either(chat: Chat, ways: list[str]) -> str:
    """One of these."""
    return reduce(lambda one, two: chat.phrase(OR, one=one, two=two), ways)


def _described(chat: Chat, term: Term) -> str:
    whole = WORDS.get((term.kind, term.but_not))
    if whole is not None:
        return chat.phrase(whole)
    if term.kind == "round":
        what = chat.phrase(ROUND, number=term.value) if term.value else chat.phrase(A_ROUND)
    elif term.kind == "place":
        what = chat.phrase(CLOCK, place=term.called)
    elif term.kind == "reads":
        what = chat.phrase(READS[term.value])
    else:
        plain = WORDS.get((term.kind, False))
        what = chat.phrase(plain) if plain is not None else term.called.upper()
    return chat.phrase(NOT, what=what) if term.but_not else what


# What it means.


def members_of(db: Session, query: Query, but: int) -> list[int]:
    """The members of a group who may be written to, by id; without `but`, who writes. What goes to a few is nearly words to one:
    who never wants to meet `but` is left out of those."""
    found = list(db.scalars(statement(query).where(Member.id != but).order_by(Member.id)))
    sealed = [terms for terms in _alternatives(query) if terms[0].kind in SEALED]
    found = list(_opened(db, found, sealed)) if sealed else found
    away = wishes.blockers_of(db, but) if len(found) < FEW else ()
    return [one for one in found if one not in away]


def statement(query: Query) -> Any:
    """Everybody a query means, as far as isn't sealed."""
    clauses = []
    for terms in _alternatives(query):
        if terms[0].kind in CLAUSES:
            but_not = terms[0].but_not
            of = UNLESS.get(terms[0].kind, CLAUSES[terms[0].kind]) if but_not else CLAUSES[terms[0].kind]
            any_of = or_(*(of(term.value) for term in terms))
            clauses.append(~any_of if but_not else any_of)
    return select(Member.id).where(reachable(), *clauses)


def _in_one(*status: str) -> Callable[[Any], ColumnElement[bool]]:
    there = select(Side.id).join(Pairing).where(Side.member_id == Member.id, Pairing.status.in_(status))
    return lambda _value: exists(there)


def _unmet(_value: Any) -> ColumnElement[bool]:
    met = exists().where(Meeting.pairing_id == Pairing.id, Meeting.status == "happened")
    return exists(
        select(Side.id).join(Pairing).where(Side.member_id == Member.id, Pairing.status == "agreed", ~met)
    )


def _entered(*status: str, among: tuple[str, ...]) -> Callable[[Any], ColumnElement[bool]]:
    def clause(number: Any) -> ColumnElement[bool]:
        which = Entry.round_id == number if number else Round.status.in_(among)
        mine = and_(Entry.member_id == Member.id, Entry.status.in_(status), which)
        return exists(select(Entry.id).join(Round, Round.id == Entry.round_id).where(mine))

    return clause


CLAUSES: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "partner": _in_one(*TOGETHER),
    "unmet": _unmet,
    "round": _entered("in", "placed", among=("open", "sent")),
    "unanswered": _entered("asked", among=("open",)),
    "verified": lambda _value: Member.status == "verified",
    "waiting": lambda _value: or_(Member.status == "applied", Member.status == "queried"),
    "reads": lambda language: Member.language == language,
    "place": lambda zones: Member.zone.in_(zones),
    "coordinates": lambda _value: seated(),
}

# What counts where it must not be so, if that is more: who is being asked whether they would like to meet somebody doesn't
# read that they have nobody.
UNLESS: dict[str, Callable[[Any], ColumnElement[bool]]] = {"partner": _in_one(*GOING)}


def _body_is(credential: Any, wanted: str) -> bool:
    return credential is not None and fold(credential.body) == fold(wanted)


def _level_is(credential: Any, wanted: str) -> bool:
    said = re.findall(r"\w+", fold(credential.level or "")) if credential is not None else []
    if wanted == "practitioner":  # it stands in the name of other levels too
        return said == ["practitioner"]
    return wanted in said


SEALED: dict[str, Callable[[Any, str], bool]] = {"body": _body_is, "level": _level_is}


def _opened(db: Session, ids: list[int], wanted: list[list[Term]]) -> Iterator[int]:
    """Those of whom the sealed terms are so: opened a batch at a time."""
    table = table_of(Credential)
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        rows = select(table.c.member_id, table.c.body, table.c.level).where(table.c.member_id.in_(batch))
        theirs = {row.member_id: row for row in db.execute(rows)}
        yield from (one for one in batch if all(_is_so(theirs.get(one), terms) for terms in wanted))


def _is_so(credential: Any, terms: list[Term]) -> bool:
    return any(SEALED[term.kind](credential, term.value) for term in terms) != terms[0].but_not
