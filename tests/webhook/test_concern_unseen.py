"""Whoever is named in a concern never learns that it exists. Coordinators of each role who are named give every command there
is, in a world with the concern and in one without, and get the same byte for byte: answers, digests, files, pages, metrics.
How long an answer takes tells nothing either: each runs the same statements.

Both worlds have the same clock, and the same people text at the same moments; in one of them about a concern, in the other
thanks. Nothing is normalised: two things that are drawn by lot, the code of a page and the key of the log, are drawn alike.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from flows import links, unasked
from flows.conversation import receive
from flows.coordinating.command import COMMANDS, COORDINATOR, SAFEGUARDING, VIEWER
from flows.coordinating.obeying import NOT_YOURS
from messaging.inbound import Inbound
from models import clock, codes, concerns, outcomes, seats
from models.base import table_of
from models.concerns import Concern
from models.members import Address, Member
from models.outbox import Letter
from models.sealing import new_key, use
from tests.flows.test_who_may_what import MAY
from tests.flows.two import AMA, CHIDI
from tests.models import people
from tests.servers import sqlite
from tests.webhook.doors import Door, opened

PUBLIC = "https://board.example.org"
BEN, NIA, ZORA, IFE = (f"+44770090020{last}" for last in (3, 4, 5, 6))
NAMES = {AMA: "Ama", CHIDI: "Chidi", BEN: "Ben", NIA: "Nia", ZORA: "Zora", IFE: "Ife"}
SEATS = {BEN: COORDINATOR, NIA: COORDINATOR, ZORA: SAFEGUARDING, IFE: VIEWER}
NAMED = (BEN, ZORA, IFE)
NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
RAISED = (
    "something happened with Ben that felt wrong",
    "1",
    "Ben, Zora and Ife",
    "skip",
    "yes",
    "my concern",
    "1",
    "I can't sleep",
    "retract my concern please",
    "no",
    "oh god I regret this",
    "no",
    "so nobody does anything at all",
    "4",
    "is this going anywhere at all",
    "4",
    "did Ben see what I wrote",
    "4",
    "menu",
    "5",
    "1",
    "He did it again. Ben, I mean",
    "menu",
    "5",
    "1",
    "What becomes of my complaint?",
)
CARED_FOR = ("concerns", "concern {}", "answer concern {}: I'm here", "close concern {}")
# What anybody may ask of themselves, and ways to ask that no command has.
ASIDE = (
    "my data", "export my data", "my log", "my concern", "concern", "menu", "my hours", "where am i", "my reflections",
    "is there a concern about me?", "who raised a concern about me?", "CONCERN", "ANSWER CONCERN", "QUEUE 1", "LOG Ben",
    "preocupaciones", "preocupacion KWTXB",
)  # fmt: skip
STAYS = {"give_back", "hand_over", "end_seat", "remove"}  # these aren't said yes to: the rest needs the seat
FIRST_SAID = "felt wrong|can't sleep"
Make = Callable[[str], str]


@pytest.fixture
def fresh(
    request: Any, database_url: str, shared_directory: Path, tmp_path: Path, migrate: Any
) -> Iterator[Make]:
    """Another empty database of the same kind, by name."""
    made: list[str] = []

    def another(name: str) -> str:
        if database_url.startswith("sqlite"):
            (tmp_path / name).mkdir()
            return sqlite.fresh_database(shared_directory, tmp_path / name, migrate)
        made.append(request.getfixturevalue("postgres").fresh_database(migrate))
        return made[-1]

    yield another
    for url in made:
        request.getfixturevalue("postgres").drop(url)


class World:
    """One of the two. What the named see of it is noted in order."""

    def __init__(self, door: Door, at: list[datetime]) -> None:
        self.door, self.at, self.sids = door, at, count(1)
        self.seen: list[Any] = []
        self.statements: list[str] = []
        self.code = "KWTXB"
        event.listen(door.engine, "before_cursor_execute", lambda *given: self.statements.append(given[2]))
        door.do(self._begin)

    def _begin(self, connection: Connection) -> None:
        with Session(bind=connection) as db:
            for phone, name in NAMES.items():
                made = people.person(db, phone, name)
                if phone in SEATS:
                    seats.give(db, made.id, SEATS[phone])
                    people.trusted(db, made)
            people.pairing(db, db.get_one(Member, 1), db.get_one(Member, 2), db.get_one(Member, 3), "agreed")
            db.commit()

    def text(self, sender: str, body: str) -> str:
        """What it is answered."""
        inbound = Inbound(f"SM{next(self.sids):032x}", "sms", sender, body)
        return self.door.do(lambda connection: receive(connection, inbound).reply) or ""

    def spies(self, sender: str, body: str, then: str = "no") -> None:
        """Somebody who is named tries this: all they get by it, and what it took. `then`: what they say when it asks."""
        self.statements.clear()
        said = self.text(sender, body)
        self.seen.append((NAMES[sender], body, said, list(self.statements)))
        for link in re.findall(rf"{PUBLIC}(/\S+)", said):
            page = self.door.client.get(link)
            self.seen.append((link, page.status_code, page.data))
            if link.startswith("/mine"):
                page = self.door.client.post(link, data={"code": codes.fresh()})
                self.seen.append((link, page.status_code, page.data))
        if "\n1 " in said and then:
            self.spies(sender, then, "")

    def passes(self, by: timedelta) -> None:
        """Time, in which whatever is due has its turn, and what that holds up for an hour; then nothing that is on its way
        arrives."""
        for some in (by, timedelta(hours=2)):
            self.at[0] += some
            self.door.do(lambda connection: unasked.speak(connection, 500))
        self.door.do(_lose)


def _lose(connection: Connection) -> None:
    waiting = select(table_of(Letter).c.id).where(table_of(Letter).c.status == "queued")
    for one in connection.scalars(waiting.order_by(table_of(Letter).c.id)).all():
        outcomes.fail(connection, one, "30003")


def _bodies(connection: Connection, phone: str) -> list[str]:
    """Each text that was written to somebody, in order."""
    letters, addresses = table_of(Letter), table_of(Address)
    mine = select(letters.c.body).join(addresses, addresses.c.id == letters.c.address_id)
    whose = list(NAMES).index(phone) + 1
    return list(connection.scalars(mine.where(addresses.c.member_id == whose).order_by(letters.c.id)))


def _raised(world: World) -> None:
    for line in RAISED:
        world.text(AMA, line)
    world.code = world.door.do(lambda connection: connection.scalars(select(table_of(Concern).c.code)).one())
    for line in CARED_FOR:
        assert "Ama" in world.text(NIA, line.format(world.code))
    told = world.door.do(lambda connection: _bodies(connection, NIA))
    assert sum(world.code in body for body in told) == 2, "Nia reads of it, and of what was added"


def _never_raised(world: World) -> None:
    for _line in RAISED:
        world.text(AMA, "thanks")
    for _line in CARED_FOR:
        world.text(NIA, "thanks")


def play(world: World, happens: Callable[[World], None], code: str | None = None) -> list[Any]:
    """All that those who are named get to see."""
    world.text(CHIDI, "I'd like to talk to a person please, about my city")
    world.text(BEN, "TELL EVERYONE: We meet on Friday")
    world.text(BEN, "1")
    world.passes(timedelta(minutes=20))
    happens(world)
    world.code = code or world.code
    world.passes(timedelta(hours=1))
    world.text(CHIDI, "Can a person look at my pronouns too?")
    for name in sorted(COMMANDS):
        words = MAY[name][0].replace("KWTXB", world.code)
        for spy in NAMED:
            if SEATS[spy] in COMMANDS[name].may or spy is BEN:
                world.spies(spy, words)
    world.passes(timedelta(days=1))
    for name in sorted(COMMANDS):  # about who raised it, and who cares for it; and said yes to
        words = MAY[name][0].replace("KWTXB", world.code.lower())
        words = words.replace("Ama", "Nia").replace("Chidi", "Ama")
        world.spies(BEN, words, "no" if name in STAYS else "1")
    for words in ASIDE:
        world.spies(BEN, words)
    for _day in range(4):
        world.passes(timedelta(days=1))
    for spy in NAMED:
        world.spies(spy, "DIGEST")
        world.spies(spy, "UNDELIVERED")
        world.seen.append(world.door.do(lambda connection, spy=spy: _bodies(connection, spy)))
    world.seen.append(world.door.client.get("/metrics").data)
    return world.seen


def test_who_is_named_gets_the_same_as_if_it_had_never_been_raised(
    fresh: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "fresh", lambda: "246810")
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: "k" * size)
    key, at = new_key(), [NOON]
    clock.follow(lambda: at[0])
    links.use(PUBLIC)
    try:
        with ExitStack() as both:
            doors = [
                both.enter_context(opened(fresh(name), "redis://127.0.0.1:1")) for name in ("with", "without")
            ]
            use([key])
            one = World(doors[0], at)
            seen = play(one, _raised)
            at[0] = NOON
            other = play(World(doors[1], at), _never_raised, one.code)
    finally:
        clock.follow(clock.wall)
    assert len(seen) == len(other)
    assert [(mine, theirs) for mine, theirs in zip(seen, other, strict=True) if mine != theirs] == []
    read = [line[2] for line in seen if len(line) == 4]
    assert len([line for line in read if line not in ("", NOT_YOURS)]) > 2 * len(COMMANDS)
    assert not re.search(FIRST_SAID, str(seen))
    files = [page for page in seen if isinstance(page[-1], bytes) and page[1] == 200]
    assert len(files) >= 3, "the spreadsheet, the picture and the page"


def test_who_is_named_waits_for_nobody_who_has_it_open(postgres: Any, migrate: Any) -> None:
    """SQLite lets one text in after another, whatever they are about."""
    with opened(postgres.fresh_database(migrate), "redis://127.0.0.1:1") as door:
        use([new_key()])
        world = World(door, [NOON])
        _raised(world)
        with door.engine.begin() as nia, Session(bind=nia) as db:
            assert concerns.with_code(db, 4, world.code) is not None
            with door.engine.begin() as ben, Session(bind=ben) as other:
                ben.exec_driver_sql("SET LOCAL lock_timeout = '100ms'")
                assert concerns.with_code(other, 3, world.code) is None
                with pytest.raises(OperationalError):
                    concerns.with_code(other, 4, world.code)
