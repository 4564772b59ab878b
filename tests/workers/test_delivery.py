"""Delivery: every text once, whatever Twilio or the line to it does."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from messaging import sending
from messaging.verdicts import Verdict
from models import clock, database, outbox, templates
from models.base import table_of
from models.outbox import Letter
from tests.workers.houses import ACCOUNT, House, StandIn, house, settings_for, stand_in
from workers import delivery, kit
from workers.claiming import claim
from workers.delivery import deliver

AMARA, LUCIA = "+447700900101", "whatsapp:+573001234567"


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


@pytest.fixture
def ours(database_url: str, redis_url: str, twilio: StandIn) -> Iterator[House]:
    with house(lambda public_url: settings_for(database_url, redis_url, public_url, twilio.url)) as made:
        yield made


def refusal(status: int, code: int) -> tuple[int, dict[str, object]]:
    return status, {"code": code, "message": "no", "more_info": "", "status": status}


def test_a_text_is_sent_once_and_its_sid_kept(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello")
    assert deliver() == 1
    assert deliver() == 0
    (letter,) = ours.letters()
    assert (letter.status, letter.sid, letter.error) == ("accepted", twilio.kept[0]["sid"], None)
    (said,) = twilio.said
    assert said == {
        "To": AMARA,
        "From": "+15005550006",
        "Body": "hello",
        "StatusCallback": f"{ours.settings.public_url}/twilio/status?ref={letter.ref}",
    }
    assert twilio.listings == []


def test_each_channel_has_its_sender(ours: House, twilio: StandIn) -> None:
    ours.heard(LUCIA)
    ours.write(LUCIA, "hola")
    ours.write(AMARA, "hello")
    deliver()
    assert sorted((said["To"], said["From"]) for said in twilio.said) == [
        (AMARA, "+15005550006"),
        (LUCIA, "whatsapp:+15005550007"),
    ]


def test_texts_to_one_address_go_in_order(ours: House, twilio: StandIn) -> None:
    ours.heard(LUCIA)
    ours.write(AMARA, "one", "two", "three")
    ours.write(LUCIA, "uno", "dos")
    assert deliver() == 5
    assert [said["Body"] for said in twilio.said if said["To"] == AMARA] == ["one", "two", "three"]
    assert [said["Body"] for said in twilio.said if said["To"] == LUCIA] == ["uno", "dos"]


def test_too_many_requests_are_tried_again_ever_later(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello", "and this after it")
    waits = []
    for attempt in range(1, 13):
        twilio.script.append(refusal(429, 20429))
        deliver()
        letter = ours.letters()[0]
        assert (letter.status, letter.error, letter.sid) == ("queued", "20429", None)
        waits.append((letter.not_before - clock.now()).total_seconds())
        assert 0 < waits[-1] <= min(2**attempt, 300), "anywhere up to an end that doubles"
        asked = len(twilio.said)
        deliver()
        assert len(twilio.said) == asked, "not before its time, and nothing overtakes it"
        ours.ahead += waits[-1] + 1
    assert max(waits[8:]) > 8 >= max(waits[:3]), "ever later"
    assert deliver() == 2
    assert [message["body"] for message in reversed(twilio.kept)] == ["hello", "and this after it"]
    assert ours.letters()[0].error is None


def test_too_many_requests_for_ever_end_as_a_failure(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello")
    table, most = table_of(Letter), Verdict.AGAIN.retries
    tried = table.update().values(attempts=most - 1)
    database.run(kit.kit().engine, lambda connection: connection.execute(tried))
    twilio.script = [refusal(429, 20429)] * 3
    statuses = []
    for _attempt in range(3):
        deliver()
        statuses += ours.statuses()
        ours.ahead += 2 * Verdict.AGAIN.longest.total_seconds()
    (letter,) = ours.letters()
    assert statuses == ["queued", "failed", "failed"]
    assert (letter.attempts, letter.error, len(twilio.said)) == (most + 1, "20429", 2)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (refusal(400, 21656), "21656"),
        (refusal(404, 20404), "20404"),
        ((400, b"<html>no</html>"), "400"),
        ((302, b""), "302"),
        ((422, {"type": "t", "title": "Unprocessable", "status": 422, "code": 21608}), "21608"),  # RFC 9457
    ],
)
def test_a_clear_no_is_final_and_says_why(
    ours: House, twilio: StandIn, answer: tuple[int, object], code: str
) -> None:
    ours.write(AMARA, "hello", "and this")
    twilio.script = [answer]
    assert deliver() == 2
    first, second = ours.letters()
    assert (first.status, first.error) == ("failed", code)
    assert second.status == "accepted"
    assert len(twilio.said) == 2


UNCLEAR = [
    pytest.param((500, {"code": 20500, "message": "oops", "status": 500}), id="500"),
    pytest.param((503, b"<html>try later</html>"), id="503"),
    pytest.param((500, {"type": "t", "title": "oops", "status": 500, "code": 20500}), id="500 by RFC 9457"),
    pytest.param("cut", id="cut"),
    pytest.param((200, b"<html>a proxy that thinks it's helping</html>"), id="not JSON"),
    pytest.param((200, b""), id="empty"),
]


@pytest.mark.parametrize("answer", UNCLEAR)
def test_an_unclear_answer_is_asked_about_and_sent_again_once_when_it_was_lost(
    ours: House, twilio: StandIn, answer: object
) -> None:
    ours.write(AMARA, "hello", "and this after it")
    twilio.script = [answer]
    deliver()
    assert ours.statuses() == ["sending", "queued"]
    deliver()
    assert len(twilio.said) == 1, "nobody asks before the lease is over, and nothing overtakes it"
    ours.lease_over()
    deliver()
    assert ours.statuses() == ["accepted", "accepted"]
    assert len(twilio.listings) == 1
    assert [message["body"] for message in reversed(twilio.kept)] == ["hello", "and this after it"]


def test_one_that_did_arrive_is_found_and_not_sent_again(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello")
    twilio.script = ["cut after"]
    deliver()
    ours.lease_over()
    deliver()
    (letter,) = ours.letters()
    assert (letter.status, letter.sid) == ("accepted", twilio.kept[0]["sid"])
    assert len(twilio.said) == 1
    assert deliver() == 0


def test_a_time_out_is_not_sent_again_either(
    ours: House, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    line = sending.Line(ACCOUNT, "token", twilio.url, sending.Senders("+15005550006", None, None))
    monkeypatch.setattr(kit, "_kit", replace(kit.kit(), line=line))
    ours.write(AMARA, "hello")
    twilio.script, twilio.delay = ["slow"], 0.6
    deliver()
    assert ours.statuses() == ["sending"]
    ours.lease_over()
    deliver()
    assert ours.statuses() == ["accepted"]
    assert len(twilio.said) == 1


def test_the_same_words_twice_are_two_texts(ours: House, twilio: StandIn) -> None:
    """What is found at Twilio belongs to one row only."""
    ours.write(AMARA, "hello", "hello", "hello")
    twilio.script = ["yes", "cut", "cut after"]
    deliver()
    for _turn in range(4):
        ours.lease_over()
        deliver()
    assert ours.statuses() == ["accepted"] * 3
    assert len(twilio.kept) == 3
    assert {row.sid for row in ours.letters()} == {message["sid"] for message in twilio.kept}


def test_what_is_older_or_for_somebody_else_is_not_it(ours: House, twilio: StandIn) -> None:
    twilio.keep({"To": AMARA, "Body": "hello"}, datetime.now(UTC) - timedelta(hours=3))
    twilio.keep({"To": LUCIA, "Body": "hello"})
    ours.write(AMARA, "hello")
    twilio.script = ["cut"]
    deliver()
    ours.lease_over()
    deliver()
    assert ours.statuses() == ["accepted"]
    assert len(twilio.said) == 2
    assert twilio.listings[0]["To"] == AMARA


def test_a_clock_that_differs_a_little_finds_it_all_the_same(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello")
    twilio.script = ["cut"]
    deliver()
    twilio.keep(twilio.said[0], datetime.now(UTC) - timedelta(seconds=40))
    ours.lease_over()
    deliver()
    assert ours.statuses() == ["accepted"]
    assert len(twilio.said) == 1


@pytest.mark.parametrize(
    "listing", [(500, b"oops"), refusal(429, 20429), (200, b"not json"), (200, {"x": 1, "y": 2})]
)
def test_while_nobody_can_say_what_became_of_it_nothing_is_sent(
    ours: House, twilio: StandIn, listing: tuple[int, object]
) -> None:
    ours.write(AMARA, "hello")
    twilio.script = ["cut after"]
    deliver()
    twilio.listing_script = [listing, listing]
    for _turn in range(3):
        ours.lease_over()
        deliver()
    assert ours.statuses() == ["accepted"]
    assert len(twilio.said) == 1


def test_white_space_may_change_on_the_way(ours: House, twilio: StandIn) -> None:
    ours.write(AMARA, "hello \r\n there\0 ")
    twilio.script = ["cut after"]
    deliver()
    assert twilio.said[0]["Body"] == "hello \r\n there "
    twilio.kept[0]["body"] = "hello\nthere"
    ours.lease_over()
    deliver()
    assert len(twilio.said) == 1


def test_nobody_at_home_is_tried_again(database_url: str, redis_url: str) -> None:
    """A refused connection was never a request, so nothing needs to be asked."""
    with house(lambda url: settings_for(database_url, redis_url, url, "http://127.0.0.1:1")) as ours:
        ours.write(AMARA, "hello")
        deliver()
        (letter,) = ours.letters()
        assert (letter.status, letter.error) == ("queued", "unreachable")


def test_two_workers_send_each_text_once(ours: House, twilio: StandIn) -> None:
    for number in range(6):
        ours.write(f"+4477009001{number:02}", *(f"{number}-{n}" for n in range(4)))
    workers = [threading.Thread(target=deliver) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    while deliver():
        pass
    bodies = [said["Body"] for said in twilio.said]
    assert sorted(bodies) == [f"{number}-{n}" for number in range(6) for n in range(4)]
    for number in range(6):
        assert [body for body in bodies if body[0] == str(number)] == [f"{number}-{n}" for n in range(4)]


def test_a_worker_that_died_before_it_called(ours: House, twilio: StandIn) -> None:
    """It had claimed the letter; whether it sent it, nobody knows."""
    ours.write(AMARA, "hello")
    taken = database.run(kit.kit().engine, lambda c: claim(c, kit.kit().senders, templates.made(c), 1))
    assert len(taken.parcels) == 1
    assert deliver() == 0
    ours.lease_over()
    began = time.monotonic()
    assert deliver() == 1
    assert time.monotonic() - began < 5
    assert (len(twilio.listings), len(twilio.said)) == (1, 1)
    assert ours.statuses() == ["accepted"]


def test_an_outage_of_hours_costs_no_text(ours: House, twilio: StandIn) -> None:
    """While Twilio can't say what became of it, it is asked ever more seldom, and for half a day."""
    ours.write(AMARA, "hello")
    twilio.script, twilio.listing_script = ["cut"], [(500, b"oops")] * 11
    deliver()
    waits = []
    for _asked in range(11):
        (letter,) = ours.letters()
        assert letter.claimed_at is not None
        waits.append(letter.claimed_at + outbox.LEASE - clock.wall())
        ours.lease_over()
        deliver()
    assert waits[0] < timedelta(minutes=1)
    assert max(waits[6:]) > timedelta(minutes=1)
    assert ours.statuses() == ["sending"]
    ours.lease_over()
    deliver()
    (letter,) = ours.letters()
    assert (letter.status, letter.attempts, len(twilio.said)) == ("accepted", 1, 2)


def test_who_was_frozen_before_the_call_leaves_it_to_others(
    ours: House, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.write(AMARA, "hello")
    wall, began = clock.wall, threading.get_ident()
    frozen = 0.2 * outbox.LEASE  # until the calling thread goes on

    def late() -> datetime:
        return wall() + (frozen if threading.get_ident() != began else timedelta(0))

    monkeypatch.setattr(clock, "wall", late)
    deliver()
    assert twilio.said == []
    assert ours.statuses() == ["sending"]


def test_who_was_frozen_after_asking_leaves_it_to_others_too(
    ours: House, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.write(AMARA, "hello")
    twilio.script = ["cut"]
    deliver()
    ours.lease_over()
    wall = clock.wall
    asked = kit.kit().line.sent_since
    frozen = [timedelta(0)]

    def slowly(*what: Any) -> list[sending.Listed]:
        frozen[0] = outbox.LEASE
        return asked(*what)

    monkeypatch.setattr(sending.Line, "sent_since", lambda _line, *what: slowly(*what))
    monkeypatch.setattr(clock, "wall", lambda: wall() + frozen[0])
    deliver()
    assert (len(twilio.listings), len(twilio.said)) == (1, 1)


def test_a_fork_has_hands_of_its_own() -> None:
    """Threads don't come along with a fork; a pool that was made before would wait for ever."""
    assert delivery._hands(os.getpid()).submit(os.getpid).result(5) == os.getpid()
    child = multiprocessing.get_context("fork").Process(target=_use_its_hands)
    child.start()
    child.join(10)
    assert child.exitcode == 0


def _use_its_hands() -> None:
    assert delivery._hands(os.getpid()).submit(os.getpid).result(5) == os.getpid()
    os._exit(0)
