"""The community as the matcher sees it: members of a round as plain facts, read with a few statements however many."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from flows.understand import decoded, fold
from matching.levels import band
from matching.people import Person, Window, Wish
from matching.rules import Shape, Terms
from models import rounds
from models.consents import Consent
from models.members import Address, Member
from models.pairings import Pairing, Side
from models.rounds import Entry, Round
from models.sealing import keyring
from models.wishes import Block, Tie, Wishes

# Of somebody who never said when they are free: any day, at a decent hour.
ANY_TIME = tuple(Window(weekday, 9 * 60, 21 * 60) for weekday in range(7))
AT_ONCE = 1000  # values in a statement
SHORT = 3  # letters; in so short a name another letter is another name
SLIP = 85  # how alike two words are that are the same one, mistyped; of 100
Ids = Select[int]  # whose ids: a statement, for there may be more than fit into one as values


def terms(of: Round, today: date) -> Terms:
    """What is asked of a round, as far as it is still to come; `today` in UTC."""
    first = max(of.starts_on, today)
    left = -(-((of.last_day - first).days + 1) // 7)
    return Terms(
        first=first,
        weeks=max(left, 1),
        session_minutes=of.minutes,
        sessions_a_week=-(-of.sessions // of.weeks),
        kind=of.kind,
        shape=Shape(of.shape),
        level_gap=of.level_gap,
    )


def waiting(db: Session, of: Round, today: date) -> list[Person]:
    """Everybody who is in this round and has nobody to meet yet."""
    return people(db, of, who_waits(of), today)


def who_waits(of: Round) -> Ids:
    """Their ids."""
    return select(Entry.member_id).where(Entry.round_id == of.id, Entry.status == "in")


def people(db: Session, of: Round, ids: Ids, today: date) -> list[Person]:
    """These members as the matcher may know them, by id. A constant few statements."""
    rows = select(Member).where(Member.id.in_(ids)).options(joinedload(Member.credential)).order_by(Member.id)
    members = list(db.scalars(rows))
    given = exists().where(
        Consent.member_id == Member.id, Consent.purpose == "matching", Consent.withdrawn_at.is_(None)
    )
    able = set(db.scalars(select(Member.id).where(Member.id.in_(ids), given)))
    wishes = {one.member_id: one for one in db.scalars(select(Wishes).where(Wishes.member_id.in_(ids)))}
    known = _Known(db, members, ids, today)
    missed = rounds.missed_running(db, of, ids)
    return [
        _person(member, wishes.get(member.id), known, of, today, member.id in able, missed.get(member.id, 0))
        for member in members
    ]


def may_not_meet(db: Session, one: Member, two: Member, today: date) -> bool:
    """Whether a tie or a block that one of them declared keeps these two from each other. Not that one of them said no:
    that a coordinator may ask again, or would learn of it."""
    some = select(Member.id).where(Member.id.in_((one.id, two.id)))
    known = _Known(db, [one, two], some, today)
    blocked = select(Block.id).where(
        Block.member_id.in_((one.id, two.id)), Block.other_id.in_((one.id, two.id))
    )
    return (
        two.id in known.ties[one.id]
        or one.id in known.ties[two.id]
        or db.scalar(blocked.limit(1)) is not None
    )


def kept_apart(db: Session, one: int, others: Iterable[int], today: date) -> set[int]:
    """Which of these others a tie or a block, theirs or the member's own, keeps from this member. A constant few statements."""
    rest = set(others) - {one}
    if not rest:
        return set()
    some = select(Member.id).where(Member.id.in_({one, *rest}))
    known = _Known(db, list(db.scalars(select(Member).where(Member.id.in_({one, *rest})))), some, today)
    blocks = select(Block.member_id, Block.other_id).where(
        or_(
            and_(Block.member_id == one, Block.other_id.in_(rest)),
            and_(Block.other_id == one, Block.member_id.in_(rest)),
        )
    )
    blocked = {each for pair in db.execute(blocks) for each in pair}
    return rest & (blocked | known.ties[one] | {each for each in rest if one in known.ties[each]})


def _person(
    member: Member, wishes: Wishes | None, known: "_Known", of: Round, today: date, able: bool, missed: int
) -> Person:
    credential = member.credential
    tongues = (wishes.languages if wishes is not None else None) or [member.language]
    return Person(
        id=member.id,
        zone=member.zone,
        languages=frozenset(tongues),
        free=windows(member.free),
        joined=member.created_at.date(),
        level=band(credential.body, credential.level, today) if credential is not None else None,
        wider=wishes is not None and wishes.wider,
        ties=frozenset(known.ties[member.id]),
        blocks=frozenset(known.apart[member.id]),
        verified=member.status == "verified" and member.stopped_at is None and able,
        paused_until=member.paused_until.date() if member.paused_until is not None else None,
        aims=frozenset((wishes.aims if wishes is not None else None) or ()),
        style=frozenset((wishes.style if wishes is not None else None) or ()),
        heritage=tokens(wishes.heritage) if wishes is not None else frozenset(),
        wish=Wish(wishes.partner_heritage or "none") if wishes is not None else Wish.NONE,
        kinds=frozenset({of.kind}),  # who is in wants this kind
        left_out=missed,
        former=known.former[member.id],
        accepts_former=wishes is None or wishes.accepts_former,
    )


def windows(free: list[str] | None) -> tuple[Window, ...]:
    """Somebody's weekly free times, from what is kept of them; of who never said, any time."""
    return free_windows(free) or ANY_TIME


def free_windows(free: list[str] | None) -> tuple[Window, ...]:
    """Somebody's weekly free times, from what is kept of them; none when they never said."""
    return tuple(Window(span.weekday, span.since, span.till) for span in decoded(free or []))


def tokens(heritage: str | None) -> frozenset[str]:
    """What is equal or not in two people's own words for their heritage."""
    separated = (heritage or "").replace("/", ",").replace("&", ",").replace(";", ",")
    for word in (" and ", " y ", " e "):
        separated = separated.replace(word, ",")
    return frozenset(fold(part) for part in separated.split(",") if fold(part))


@dataclass
class _Known:
    """What there is between people already."""

    db: Session
    members: list[Member]
    ids: Ids
    today: date
    ties: Mapping[int, set[int]] = field(init=False)
    apart: dict[int, set[int]] = field(init=False)
    former: dict[int, dict[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.apart, self.former = defaultdict(set), defaultdict(dict)
        self.ties = self._ties()
        for block in self.db.scalars(select(Block).where(Block.member_id.in_(self.ids))):
            self.apart[block.member_id].add(block.other_id)
        self._history()

    def _ties(self) -> Mapping[int, set[int]]:
        """Whom each declared. A name is anybody of that name: rather one person too many than one too few."""
        found: dict[int, set[int]] = defaultdict(set)
        declared = list(self.db.scalars(select(Tie).where(Tie.member_id.in_(self.ids))))
        named = _Names(self.members) if declared else None
        phones = self._owners([tie.phone for tie in declared if tie.phone])
        for tie in declared:
            if tie.name and named is not None:
                found[tie.member_id] |= named.called(tie.name) - {tie.member_id}
            found[tie.member_id] |= phones.get(tie.phone or "", set()) - {tie.member_id}
            found[tie.member_id] |= set(tie.others or ())  # whom a concern of theirs is about
        return found

    def _owners(self, phones: list[str]) -> dict[str, set[int]]:
        """Who has each of these numbers."""
        found: dict[str, set[int]] = defaultdict(set)
        meant = {hashed: phone for phone in phones for hashed in keyring().lookups(phone)}
        hashes = sorted(meant)
        for at in range(0, len(hashes), AT_ONCE):
            some = Address.phone_lookup.in_(hashes[at : at + AT_ONCE])
            for hashed, owner in self.db.execute(select(Address.phone_lookup, Address.member_id).where(some)):
                found[meant[bytes(hashed or b"")]].add(owner)
        return found

    def _history(self) -> None:
        """Who were partners and when; who is introduced just now, or said no to each other, isn't introduced again."""
        mine = select(Side.pairing_id).where(Side.member_id.in_(self.ids))
        rows = (
            select(
                Side.pairing_id, Side.member_id, Side.wants, Side.agreed_at, Pairing.status, Pairing.ended_at
            )
            .join(Pairing, Pairing.id == Side.pairing_id)
            .where(Side.pairing_id.in_(mine), Pairing.status.not_in(("lapsed", "withdrawn", "turning")))
        )
        sides: dict[int, list[Any]] = defaultdict(list)
        for row in self.db.execute(rows):
            sides[row.pairing_id].append(row)
        for group in sides.values():
            if group[0].status in ("proposed", "met", "declined"):
                self._note_apart(group)
            elif len(group) == 2 and all(one.agreed_at is not None for one in group):
                self._note_former(*group)

    def _note_apart(self, group: list[Any]) -> None:
        """Introduced just now; or, of one that somebody declined, that one from the others."""
        for one in group:
            if one.status != "declined" or one.wants is False:
                self.apart[one.member_id] |= {other.member_id for other in group} - {one.member_id}

    def _note_former(self, one: Any, two: Any) -> None:
        days = (self.today - one.ended_at.date()).days if one.ended_at is not None else 0
        before = self.former[one.member_id].get(two.member_id, days)
        self.former[one.member_id][two.member_id] = min(before, max(days, 0))


class _Names:
    """Members by the words of their names."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._words = {one.id: _words(one.name or "") for one in members}
        self._with: dict[str, set[int]] = defaultdict(set)
        for member_id, words in self._words.items():
            for word in words:
                self._with[word].add(member_id)
        self._long = [word for word in self._with if len(word) > SHORT]

    def called(self, said: str) -> set[int]:
        """Everybody whom these words may mean: all of their name is among them, a slip allowed; or it is a part of it."""
        wanted = _words(said)
        meant = {near for word in wanted for near in self._near(word)}
        some = {one for word in meant for one in self._with[word]}
        return {one for one in some if self._words[one] <= meant or wanted <= self._words[one]}

    def _near(self, word: str) -> set[str]:
        """The words of names that this one may be."""
        slips = process.extract(word, self._long, scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
        return {near for near, *_rest in (slips if len(word) > SHORT else ())} | ({word} & self._with.keys())


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(name)))
