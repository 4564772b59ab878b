"""A community and a round, without web or workers; for tests of what becomes of people in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from flows import community, unasked
from flows.chat import UNASKED
from flows.conversation import Receipt, receive
from messaging.inbound import Inbound
from models import clock, rounds, wishes
from models.base import table_of
from models.members import Address, Member
from models.outbox import Letter
from models.pairings import GOING, Pairing
from models.rounds import Entry, Round
from models.wishes import Tie
from tests.models import people

MAYA = "+447700900999"
OPENING = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)


@dataclass
class Community:
    """Members with a phone each, called M1, M2 … and Maya, who coordinates. Its clock stands still until it is turned."""

    engine: Engine
    at: datetime = OPENING
    sids: Iterator[int] = field(default_factory=count)
    phones: dict[str, str] = field(default_factory=dict)
    read_up_to: dict[str, int] = field(default_factory=dict)

    def begin(self, members: int) -> None:
        """Maya, and so many members who are verified and free in the evenings."""
        with self.engine.begin() as connection, Session(bind=connection) as db:
            people.coordinator(db, MAYA)
        self.phones["Maya"] = MAYA
        for number in range(1, members + 1):
            self.join(f"M{number}")

    def join(self, name: str, **facts: Any) -> None:
        """Somebody new."""
        self.phones[name] = f"+44770091{len(self.phones):04}"
        with self.engine.begin() as connection, Session(bind=connection) as db:
            member = people.person(db, self.phones[name], name)
            member.zone, member.free = "Europe/London", ["weekday evenings"]
            mine = wishes.of(db, member.id)
            mine.languages, mine.aims = ["en"], []
            for key, value in facts.items():
                setattr(member if hasattr(member, key) else mine, key, value)
            db.flush()

    def text(self, name: str, body: str) -> str:
        """One text; the answer, with what was asked at once."""
        return self.receive(name, body).reply or ""

    def receive(self, name: str, body: str) -> Receipt:
        """One text, and what became of it."""
        inbound = Inbound(f"SM{next(self.sids):032x}", "sms", self.phones[name], body)
        with self.engine.begin() as connection:
            receipt = receive(connection, inbound)
        self.work()
        return receipt

    def work(self) -> None:
        """Let what is due speak."""
        while True:
            with self.engine.begin() as connection:
                turn = unasked.speak(connection, 500)
            if not turn.drafts and not turn.planned:
                break

    def wait(self, time: timedelta) -> None:
        """Time passes, an hour at a time."""
        until = self.at + time
        while self.at < until:
            self.at = min(self.at + timedelta(hours=1), until)
            self.work()

    def news(self, name: str) -> list[str]:
        """What was written to somebody since they were last asked about, without its first line."""
        letters, addresses = table_of(Letter), table_of(Address)
        with self.engine.begin() as connection:
            # Addresses are sealed, so they are compared here.
            rows = connection.execute(
                select(letters.c.id, letters.c.body, addresses.c.address)
                .join(addresses, letters.c.address_id == addresses.c.id)
                .where(letters.c.id > self.read_up_to.get(name, 0))
                .order_by(letters.c.id)
            ).all()
        mine = [row for row in rows if row.address == self.phones[name]]
        if mine:
            self.read_up_to[name] = mine[-1].id
        return [row.body.removeprefix(f"{UNASKED}\n") for row in mine]

    def open(self, *members: str, terms: str = "from 21 december, 6 weeks, 6 sessions") -> None:
        """A round that these members (or all) are in."""
        self.text("Maya", f"open round {terms}")
        self.text("Maya", "1")
        for name in members or [one for one in self.phones if one != "Maya"]:
            self.text(name, "in")

    def send(self) -> str:
        """Preview and send."""
        self.text("Maya", "preview")
        self.text("Maya", "send")
        return self.text("Maya", "1")

    def look(self, at: Callable[[Session], Any]) -> Any:
        """Something in the database."""
        with self.engine.begin() as connection, Session(bind=connection) as db:
            found = at(db)
            db.flush()
            return found

    def groups(self, *status: str) -> list[set[str]]:
        """Who is with whom."""

        def find(db: Session) -> list[set[str]]:
            rows = db.scalars(
                select(Pairing).where(Pairing.status.in_(status or GOING), Pairing.ring_id.is_(None))
            )
            return [{side.member.name or "" for side in pairing.sides} for pairing in rows]

        found: list[set[str]] = self.look(find)
        return found

    def entries(self) -> dict[str, str]:
        """Where everybody is in the last round."""

        def find(db: Session) -> dict[str, str]:
            last = db.scalars(select(Round.id).order_by(Round.id.desc()).limit(1)).one()
            rows = db.execute(
                select(Member, Entry.status)
                .join(Entry, Entry.member_id == Member.id)
                .where(Entry.round_id == last)
            )
            return {member.name or "": status for member, status in rows}

        found: dict[str, str] = self.look(find)
        return found

    def the_round(self) -> Any:
        """The last round's status, todo and plan."""

        def find(db: Session) -> Any:
            last = db.scalars(select(Round).order_by(Round.id.desc()).limit(1)).one()
            return last.status, last.todo, last.plan

        return self.look(find)

    def holds(self) -> None:
        """What must be so after anything that happens."""

        def check(db: Session) -> None:
            for of in rounds.current(db, "open", "sent", "ended"):
                going = rounds.lock_introductions(db, of.id, GOING)
                inside = [side.member_id for pairing in going for side in pairing.sides]
                assert len(inside) == len(set(inside)), "somebody is introduced twice at once"
                placed = {entry.member_id for entry in rounds.entries(db, of.id, "placed")}
                if of.status == "sent":
                    assert placed == set(inside), "who is placed is with somebody, and the other way round"
                for pairing in rounds.lock_introductions(db, of.id, ("declined",)):
                    if not pairing.is_ring:
                        one, two = (side.member_id for side in pairing.sides)
                        both = [
                            p
                            for p in going
                            if {one, two} <= {s.member_id for s in p.sides} and p.id > pairing.id
                        ]
                        assert not [p for p in both if not p.is_ring], "a no is for good"

        self.look(check)


class Statements:
    """Counts what is asked of a database."""

    def __init__(self, engine: Engine) -> None:
        self.count = 0
        event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, *_args: Any) -> None:
        self.count += 1


def use_clock(community: Community) -> None:
    """Let the house live in the community's time."""
    clock.follow(lambda: community.at)


def ids(crowd: Community) -> dict[str, int]:
    return {
        name: member_id
        for member_id, name in crowd.look(lambda db: [(m.id, m.name) for m in db.scalars(select(Member))])
        if name
    }


def people_of(crowd: Community) -> dict[int, Any]:
    def find(db: Session) -> dict[int, Any]:
        (of,) = rounds.current(db, "open")
        return {one.id: one for one in community.waiting(db, of, crowd.at.date())}

    found: dict[int, Any] = crowd.look(find)
    return found


def declare(crowd: Community, who: str, **whom: str) -> None:
    """Somebody says whom they know already."""
    member_id = ids(crowd)[who]
    crowd.look(lambda db: db.add(Tie(member_id=member_id, **whom)))
