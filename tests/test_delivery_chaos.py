"""Two and a half thousand letters while everything breaks, counted at the receiving end: none lost, none twice, all in order.

Workers, web and cron are killed, Redis is flushed and restarted, the database is restarted, and Twilio is what
`tests/servers/unfriendly.py` says. `CHAOS_SEED=n` plays an earlier run's plan again.

What is shorter than in production, so that it lasts a minute and not an hour: a call to Twilio is waited for one second,
not eight, and all that is counted in such waits (how long a letter is held, how fresh that must be for a look-up and for
sending) is shortened by the same eight times. What was refused, unclear or failed at Twilio is tried again after
seconds, not minutes, and as often as it comes: here only we may lose a letter, not Twilio by failing it again and again.
Our numbers have no pace to keep. No line of the code under test differs, only how long it waits before it runs, and the
waits keep their proportions.
"""

import contextlib
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from flows import nudging, understand
from flows.nudging import Kind, Manner
from messaging import sending
from messaging.verdicts import Verdict
from models import outbox, tallies
from models.base import AnyRow
from models.members import Address
from models.outbox import Letter
from tests import ordeal, stages
from tests.playhouse import ACCOUNT, TOKEN, settings_for
from tests.servers import sqlite
from tests.servers.heard import Heard
from tests.servers.own_postgres import OwnPostgres, own_postgres
from tests.servers.unfriendly import StandIn, unfriendly
from workers import delivery

SHORTER = 8  # times
ENDS_WITHIN = 400.0  # seconds, on a machine that is busy with much else; it takes about a fifth of that
WHOLE = ordeal.LETTERS + ordeal.NUDGES
GOOD = {"accepted", "sent", "delivered", "read"}
# What must really have happened, at the least.
AT_LEAST = {
    "slow, made": 15,
    "slow, lost": 10,
    "made late": 10,
    "cut, made": 15,
    "cut, lost": 8,
    "500, made": 12,
    "503, lost": 8,
    "unreadable, made": 5,
    "429": 40,
    "429 in a storm": 100,
    "429 to a listing": 5,
    "storms": 4,
    "listed": 200,
    "early": 80,
    "reversed": 400,
    "doubled": 400,
    "failing": 40,
    "found": 20,
    "redis flushed": 1,
    "redis restarted": 2,
    "database restarted": 2,
    **{f"{who} killed": times for who, times in ordeal.KILLS.items()},
}


@pytest.fixture
def own_server(tmp_path: Path, migrate: Callable[[str], None]) -> Iterator[OwnPostgres]:
    with own_postgres(tmp_path, migrate) as server:
        yield server


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, shared_directory: Path, tmp_path: Path, migrate: Callable[[str], None]
) -> str:
    """A database of the test's own, on a server of the test's own."""
    if request.param == "sqlite":
        return sqlite.fresh_database(shared_directory, tmp_path, migrate)
    url: str = request.getfixturevalue("own_server").url
    return url


@pytest.fixture
def restart(request: pytest.FixtureRequest, database_url: str) -> Callable[[ordeal.Crew], int]:
    """Restarts the database: PostgreSQL by ending it at once, SQLite by ending at once everybody who has it open.
    Returns how many processes that took."""
    file = ordeal.database_file(database_url)
    if file is not None:
        return lambda crew: crew.kill_all(crew.holding(file))

    def restarted(_crew: ordeal.Crew) -> int:
        server: OwnPostgres = request.getfixturevalue("own_server")
        server.end()
        time.sleep(ordeal.OUTAGE)
        server.start()
        return 0

    return restarted


def test_nothing_is_lost_or_doubled_whatever_breaks(
    database_url: str,
    restart: Callable[[ordeal.Crew], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    sys.stderr.write(f"CHAOS_SEED={seed}\n")
    hurry(monkeypatch)
    understand.places("London")  # read once, before the web processes are forked
    dice, web, twilio = random.Random(seed), stages.quiet_port(), stages.quiet_port()
    plan, redis = ordeal.planned(dice), ordeal.Fickle(tmp_path, stages.quiet_port())
    chosen = settings_for(database_url, redis.url, f"http://127.0.0.1:{web}", f"http://127.0.0.1:{twilio}")
    ids = ordeal.peopled(chosen)
    crew = ordeal.Crew(chosen, web, lambda: ordeal.writer(chosen, plan, ids))
    siege = ordeal.Siege(crew, redis, lambda: restart(crew), ordeal.moments(dice, WHOLE))
    began = time.monotonic()
    with (
        contextlib.closing(redis),
        unfriendly(twilio, ACCOUNT, TOKEN, seed, sending.TIMEOUT) as stand_in,
        ordeal.crewed(crew, chosen.public_url),
    ):
        house = stages.House(chosen, crew.turned, crew)
        until_all_is_said(house, siege, stand_in)
        took = time.monotonic() - began
        time.sleep(2 * sending.TIMEOUT)  # what comes twice may come a little later
        heard = stand_in.heard()
    did = heard.did + siege.did + Counter({"found": house.remembered(found)})
    sys.stderr.write(f"{len(heard.messages)} messages in {took:.0f} s: {dict(sorted(did.items()))}\n")
    everything_arrived_once(heard, plan)
    in_order(heard, plan, house.remembered(rows))
    wanting = {what: (did[what], least) for what, least in AT_LEAST.items() if did[what] < least}
    assert not wanting, "it wasn't bad enough"
    if ordeal.database_file(database_url) is not None:
        assert did["killed with the database"] >= 2 * 5, "somebody kept SQLite open"


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience, all in the same proportion; and what the children are to know of nudges."""
    for room, name in (
        (sending, "TIMEOUT"),
        (outbox, "LEASE"),
        (delivery, "FRESH"),
        (delivery, "FRESH_TO_SEND"),
    ):
        monkeypatch.setattr(room, name, getattr(room, name) / SHORTER)
    for verdict, longest in ((Verdict.AGAIN, 4), (Verdict.UNCLEAR, 6), (Verdict.ONCE, 3)):
        monkeypatch.setattr(verdict, "base", timedelta(seconds=1))
        monkeypatch.setattr(verdict, "longest", timedelta(seconds=longest))
        monkeypatch.setattr(verdict, "retries", 100)
    kind = Kind(ordeal.HAIL, ordeal.hail, Manner.BOOKED, timedelta(hours=1))
    monkeypatch.setitem(nudging.KINDS, ordeal.HAIL, kind)


def until_all_is_said(house: stages.House, siege: ordeal.Siege, stand_in: StandIn) -> None:
    """Besiege the house until every letter was written and has come to its end."""
    until, look_at = time.monotonic() + ENDS_WITHIN, 0.0
    while True:
        made, untold = stand_in.made()
        siege.go_on(made)
        if not siege.moments and time.monotonic() > look_at:
            states = house.remembered(how_it_stands)
            good = states.total() == WHOLE and not set(states) - GOOD
            if good and not untold and stand_in.made() == (made, 0):  # nothing came in between
                return
            assert time.monotonic() < until, f"there is still something to do: {states}"
            look_at = time.monotonic() + 0.5
        assert time.monotonic() < until, f"{made} messages, and the siege isn't over"
        time.sleep(0.1)  # each look is work that the house could do


def how_it_stands(connection: Connection) -> Counter[str]:
    """How many letters there are, by status."""
    return Counter(connection.scalars(select(Letter.status)))


def found(connection: Connection) -> int:
    """How many letters were found at Twilio that nobody here knew of."""
    return tallies.counts(connection).get("sends", {}).get("found", 0)


def rows(connection: Connection) -> list[AnyRow]:
    """Every letter as the database has it, in the order they were written."""
    columns = Letter.id, Letter.sid, Letter.body, Letter.haste, Address.address
    joined = select(*columns).join_from(Letter, Address, Letter.address_id == Address.id)
    return list(connection.execute(joined.order_by(Letter.id)))


def last_line(body: str) -> str:
    return body.splitlines()[-1]


def everything_arrived_once(heard: Heard, plan: ordeal.Plan) -> None:
    """Every phone received what was written to it, once, and nothing else."""
    received = heard.received()
    got = {to: Counter(last_line(one.body) for one in received.get(to, ())) for to in plan.expected}
    lost = {to: words for to in got if (words := plan.expected[to] - got[to])}
    doubled = {to: words for to in got if (words := got[to] - plan.expected[to])}
    for to, words in [*lost.items(), *doubled.items()]:
        sys.stderr.writelines(
            f"{one}\n" for one in heard.messages if one.to == to and last_line(one.body) in words
        )
    assert (lost, doubled, set(received) - set(got)) == ({}, {}, set())
    assert sum(map(len, received.values())) == WHOLE


def in_order(heard: Heard, plan: ordeal.Plan, written: list[AnyRow]) -> None:
    """The order in which messages were made for an address is the order in which its letters of one haste were written;
    twice over, by their words and by the database's numbers. One that failed at Twilio is made anew later: its first
    counts.
    """
    made: dict[str, list[str]] = defaultdict(list)
    for message in heard.messages:
        if (words := last_line(message.body)) != ordeal.SAME and words not in made[message.to]:
            made[message.to].append(words)
    for to, words in plan.order.items():
        assert [one for one in made[to] if not one.startswith("Nudge")] == words, to
    failed = {(one.to, one.body) for one in heard.messages if one.status == "undelivered"}
    place = {one.sid: (number, one) for number, one in enumerate(heard.messages)}
    last: dict[tuple[str, int], int] = defaultdict(lambda: -1)
    assert len({row.sid for row in written}) == len(written) == WHOLE
    for row in written:
        number, message = place[row.sid]
        assert (message.to, message.body) == (row.address, row.body)
        assert message.status != "undelivered"
        if (row.address, row.body) not in failed:
            assert number > last[row.address, row.haste], f"letter {row.id} to {row.address}"
            last[row.address, row.haste] = number
