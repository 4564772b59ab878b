"""Texts to many: whoever dies in the middle, everybody has it once; what is taken back reaches nobody more."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from flows import broadcast_work
from messaging.segments import fit, segments
from models.members import Address
from models.outbox import Letter
from tests.flows.rounds import Community
from tests.models import people

WORDS = "We meet on Friday at 6"
THREES = broadcast_work.Turns(few=3, most=3, held=1.0, rest=0.0)


class Died(BaseException):
    """The process was killed here."""


@pytest.fixture
def many(crowd: Community, monkeypatch: pytest.MonkeyPatch) -> Community:
    """Seven members, who are many here."""
    monkeypatch.setattr(broadcast_work, "INLINE", 1)
    crowd.begin(7)
    crowd.text("Maya", f"tell everyone: {WORDS}")
    return crowd


def had(crowd: Community) -> Counter[str]:
    return Counter({f"M{one}": sum(WORDS in words for words in crowd.news(f"M{one}")) for one in range(1, 8)})


def test_everybody_has_it_once_wherever_the_worker_dies(many: Community) -> None:
    assert many.receive("Maya", "1").rounds
    at, dies_at = [0], [0]

    def die(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        at[0] += not statement.startswith("BEGIN")
        if at[0] == dies_at[0]:
            raise Died

    event.listen(many.engine, "before_cursor_execute", die)
    deaths = 0
    while True:
        at[0], dies_at[0] = 0, dies_at[0] + 1
        try:
            broadcast_work.work(many.engine, turns=THREES)
        except Died:
            deaths += 1
            many.engine.dispose()  # a process takes its connections with it
            continue
        break
    event.remove(many.engine, "before_cursor_execute", die)
    assert deaths > 6  # every statement of a batch, and into the next
    assert had(many) == {f"M{one}": 1 for one in range(1, 8)}
    assert sum("on its way" in words for words in many.news("Maya")) == 1


def test_a_batch_takes_as_many_statements_with_more_people(many: Community) -> None:
    many.text("Maya", "1")
    found = []
    for most in (1, 6):
        said: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any, said: list[str] = said) -> None:
            said.append(statement.split()[0])

        event.listen(many.engine, "before_cursor_execute", note)
        with many.engine.begin() as connection:
            row = broadcast_work.broadcasts.next_going(connection)
            assert row is not None
            assert broadcast_work.write(connection, row, most)[0] == most
        event.remove(many.engine, "before_cursor_execute", note)
        found.append(said)
    assert found[0] == found[1]


def test_transactions_grow_and_shrink_with_the_time_they_take() -> None:
    """Others wait for the end of one: a busy machine makes it smaller, and none is larger than the largest."""
    for turns in broadcast_work.TURNS.values():
        size, held, some = partial(broadcast_work.next_size, turns), turns.held, turns.most // 2
        assert size(some, held) == some
        assert size(some, 2 * held) == some // 2
        assert size(turns.few, held / 100) == 2 * turns.few, "twice as many at most"
        assert size(turns.most, held / 100) == turns.most
        assert size(turns.few, 100 * held) == turns.few


def test_what_is_taken_back_half_way_reaches_nobody_more(many: Community) -> None:
    many.text("Maya", "1")
    with many.engine.begin() as connection:
        row = broadcast_work.broadcasts.next_going(connection)
        assert row is not None
        broadcast_work.write(connection, row, 3)
    assert "People who read nothing of it: 7" in many.text("Maya", "undo my text")
    assert broadcast_work.work(many.engine, turns=THREES) == 0
    assert "It was taken back" in many.text("Maya", "how is my text?")


def test_who_leaves_meanwhile_gets_none(many: Community) -> None:
    many.text("Maya", "1")
    many.text("M3", "LEAVE")
    assert broadcast_work.work(many.engine, turns=THREES) == 6
    assert had(many)["M3"] == 0


def test_what_it_will_cost_is_said_before_it_goes(crowd: Community) -> None:
    """The segments in the preview are those of the texts that then leave, in each reader's language; WhatsApp has none."""
    crowd.begin(3)
    crowd.join("Lucía", language="es")
    crowd.look(lambda db: people.person(db, "whatsapp:+254700123456", "Wanjiru") and None)
    words = "Our circle meets on Friday 11 December at 18:00, London time. Whoever would like to come: write 'circle'."
    preview = crowd.text("Maya", f"tell everyone: {words}")
    crowd.text("Maya", "1")

    def sent(db: Session) -> list[int]:
        by_sms = (
            select(Letter.body).join(Address, Letter.address_id == Address.id).where(Address.channel == "sms")
        )
        return [segments(fit(body)) for body in db.scalars(by_sms) if "Our circle" in body]

    each = crowd.look(sent)
    assert len(each) == 4
    said = f"{min(each)}-{max(each)}" if min(each) < max(each) else str(each[0])
    assert f"By SMS: 4. Segments, which is what SMS costs: {said} each, {sum(each)} in all." in preview
    assert "By WhatsApp: 1. One message each." in preview
