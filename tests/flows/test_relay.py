"""Partners write to each other: nothing of it is kept, nothing goes where it shouldn't, and it costs little."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, update
from sqlalchemy.orm import Session

from flows.conversation import receive
from messaging.inbound import Inbound
from models import clock, outcomes, pairings, passing, seats, wishes
from models.base import table_of
from models.members import Member
from models.outbox import Letter
from models.pairings import Pairing
from models.talks import TalkRow
from models.texts import Text
from tests.flows.two import AMA, AMA_TOO, CHIDI, MAYA, Two
from tests.models import people

NOON = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
BISI = "+447700900203"
SECRET = "the heron at the pond"


class Day:
    """A clock to turn."""

    def __init__(self) -> None:
        self.at = NOON


@pytest.fixture
def day() -> Iterator[Day]:
    made = Day()
    clock.follow(lambda: made.at)
    yield made
    clock.follow(clock.wall)


@pytest.fixture
def pair(day: Day, two: Two) -> Two:
    two.pair("agreed")
    return two


def rows(two: Two, model: type) -> list[Any]:
    with two.engine.begin() as connection:
        return list(connection.execute(select(table_of(model)).order_by(table_of(model).c.id)))


def kept(two: Two) -> str:
    """Every word that lies in the tables for texts, letters and talks."""
    texts = [f"{row.body} {row.reply}" for row in rows(two, Text)]
    letters = [f"{row.body} {row.wording}" for row in rows(two, Letter)]
    return "\n".join([*texts, *letters, *(str(row.memory) for row in rows(two, TalkRow))])


def arrive(two: Two) -> None:
    """Twilio tells of every letter that it was delivered."""
    with two.engine.begin() as connection:
        connection.execute(update(table_of(Letter)).values(status="accepted"))
    for row in rows(two, Letter):
        with two.engine.begin() as connection:
            outcomes.reported(connection, row.ref, f"SM{row.id}", "delivered", None)


WAYS = {
    "in one text": [(AMA, f"tell my partner: {SECRET}")],
    "when asked for the words": [(AMA, "write to my partner"), (AMA, SECRET)],
    "in a chat": [(AMA, "chat"), (AMA, SECRET), (AMA, "done")],
    "despite a number": [(AMA, f"tell my partner: {SECRET} +44 7700 900201"), (AMA, "1")],
    "in an answer": [(CHIDI, "tell my partner: hello"), (AMA, SECRET), (AMA, "1")],
    "from a chat that was left for the menu": [(AMA, "chat"), (AMA, SECRET), (AMA, "menu"), (AMA, "done")],
}


@pytest.mark.parametrize("way", WAYS)
def test_what_has_arrived_is_kept_nowhere(pair: Two, way: str) -> None:
    arrives = False
    for sender, body in WAYS[way]:
        pair.text(sender, body)
        arrives = arrives or any(SECRET in told for told in pair.told(pair.chidi))
        arrive(pair)
    assert arrives
    assert SECRET not in kept(pair)
    assert "the heron" not in kept(pair), "nor what our answer repeats of it"


@pytest.mark.parametrize(
    "texts",
    [
        [f"tell my partner: {SECRET} ama@example.org", "2"],
        ["chat", f"{SECRET} ama@example.org", "2"],
        ["chat", SECRET * 80],
        [f"tell Dora: {SECRET}"],
        ["write to my partner", f"tell Chidi: {SECRET} +447700900201", "no"],
    ],
)
def test_what_was_not_sent_is_kept_nowhere(pair: Two, texts: list[str]) -> None:
    for body in texts:
        pair.text(AMA, body)
    assert pair.told(pair.chidi) == []
    assert SECRET not in kept(pair)


def test_a_repeat_is_answered_and_sends_nothing_more(pair: Two) -> None:
    inbound = Inbound("SM1", "sms", AMA, f"tell my partner: {SECRET}")
    for answer in (f"I've written to Chidi: {SECRET}", "I've written to Chidi.", "I've written to Chidi."):
        with pair.engine.begin() as connection:
            assert receive(connection, inbound).reply == answer
    assert len(rows(pair, Letter)) == 1


def test_what_nobody_tells_of_is_forgotten_a_day_later_and_what_failed_when_its_time_is_over(
    pair: Two, day: Day
) -> None:
    for _time in range(4):
        pair.text(AMA, f"tell my partner: {SECRET}")
    with pair.engine.begin() as connection:
        table = table_of(Letter)
        for one, status in enumerate(("sent", "failed", "queued", "withdrawn"), 1):
            connection.execute(update(table).where(table.c.id == one).values(status=status))

    def left() -> list[str]:
        with pair.engine.begin() as connection:
            passing.expire(connection, clock.now() - timedelta(days=1), 100)
        return [row.status for row in rows(pair, Letter)]

    assert left() == ["sent", "failed", "queued", "withdrawn"]
    day.at += timedelta(days=1, minutes=1)
    assert left() == ["failed", "queued"]
    day.at += timedelta(days=3)
    assert left() == ["queued"], "delivery sees to it"


def test_who_blocked_or_parted_is_not_reached(pair: Two) -> None:
    pair.text(AMA, "chat")

    def block(_connection: Connection, db: Session) -> None:
        wishes.block(db, pair.chidi, pair.ama, "parted")

    pair.do(block)
    said = [pair.text(AMA, SECRET), pair.text(AMA, f"tell Chidi: {SECRET}"), pair.text(AMA, "chat")]
    assert pair.told(pair.chidi) == []
    assert all("Chidi can't be reached by text just now" in (one or "") for one in said)


def test_what_waits_for_the_morning_stays_here_when_they_part(pair: Two, day: Day) -> None:
    day.at = NOON.replace(hour=23)
    pair.text(AMA, f"tell my partner: {SECRET}")
    assert SECRET in pair.told(pair.chidi)[0]
    pair.text(AMA, "rematch")
    pair.text(AMA, "1")
    assert not any(SECRET in told for told in pair.told(pair.chidi))


@pytest.mark.parametrize(
    "words", ["thank you so much chidi you're a star", "aw give him my thanks", "mil gracias, Chidi 🙏"]
)
def test_thanks_that_name_a_partner_are_offered_to_them(pair: Two, words: str) -> None:
    assert "Shall I pass that on to Chidi?" in (pair.text(AMA, words) or "")
    pair.text(AMA, "1")
    assert words in pair.told(pair.chidi)[0]


def test_who_names_whom_to_thank_is_asked_for_the_words(pair: Two) -> None:
    asked = pair.text(AMA, "thank Chidi") or ""
    assert asked.startswith("Would you like to send Chidi a thank-you?")
    assert "reads it in your words" in (pair.text(AMA, "For your patience") or "")
    assert "For your patience" in pair.told(pair.chidi)[0]


def test_whom_one_is_yet_to_agree_with_is_told_nothing_and_that_is_said(day: Day, two: Two) -> None:
    two.pair("met")
    assert "once you have both agreed" in (two.text(AMA, "tell Chidi thank you") or "")
    assert two.told(two.chidi) == []


def test_only_who_agreed_is_a_partner(day: Day, two: Two) -> None:
    two.pair("met")
    for body in ("tell my partner: hello", "tell Chidi: hello", "chat", "share my number"):
        two.text(AMA, body)
    assert two.told(two.chidi) == []
    assert two.text(CHIDI, "tell Maya: hello") is not None
    assert rows(two, Letter) == []


def test_a_coordinator_who_coaches_keeps_her_own_tell(pair: Two) -> None:
    def coordinates(_connection: Connection, db: Session) -> None:
        seats.give(db, pair.ama)
        people.trusted(db, db.get_one(Member, pair.ama))

    pair.do(coordinates)
    said = pair.text(AMA, "tell Chidi: from the coordinators") or ""
    assert "I haven't sent it" in said, "she is near to Chidi, and Maya is not"
    pair.text(AMA, "tell my partner: from me")
    pair.text(AMA, "write to Chidi: from me too")
    told = pair.told(pair.chidi)
    assert [one.split("\n")[0] for one in told] == ["Ama writes: from me", "Ama writes: from me too"]
    pair.text(CHIDI, "reply: thank you")
    arrive(pair)
    assert "Shall I pass that on to Chidi?" in (pair.text(AMA, "see you then") or "")


def test_in_a_ring_the_coach_and_the_coachee_are_told_apart(day: Day, two: Two) -> None:
    def turn(_connection: Connection, db: Session) -> None:
        ama, chidi = db.get_one(Member, two.ama), db.get_one(Member, two.chidi)
        bisi = people.person(db, BISI, "Bisi")
        ring = pairings.propose(db, [ama, chidi, bisi], ama.id)
        ring.status = "met"
        for coach, coached in ((ama, chidi), (chidi, bisi), (bisi, ama)):
            pairings.leg(db, ring, coach, coached)
        ring.status = "turning"

    two.do(turn)
    assert two.text(AMA, "tell my coachee: hello") == "I've written to Chidi: hello"
    assert two.text(AMA, "tell my coach: hello") == "I've written to Bisi: hello"
    assert "1 Bisi\n2 Chidi" in (two.text(AMA, "tell my partner: hello") or "")
    assert "MENU" not in (two.text(AMA, "2") or "")
    assert "Chidi" in (two.text(AMA, "chat with my coachee") or "")
    assert two.text(CHIDI, f"tell Ama: {SECRET}") == f"I've written to Ama: {SECRET}"


def test_in_a_chat_only_few_words_are_ours(pair: Two) -> None:
    pair.text(AMA, "chat")
    ours = (
        "I can't make it on Thursday",
        "book",
        "pause",
        "thanks",
        "1",
        "back",
        "please stop texting me so late?",
    )
    for body in (*ours, "yes", "español", "👍", "call it off"):
        pair.text(AMA, body)
    passed = [told.split("\n")[0] for told in pair.told(pair.chidi)]
    assert "Ama writes: I can't make it on Thursday" in passed
    assert {f"Ama writes: {one}" for one in ("book", "pause", "thanks", "1", "back", "yes", "👍")} <= set(
        passed
    )
    pair.text(AMA, "stop")
    assert pair.has_stopped(pair.ama)


def test_a_wish_to_hear_no_more_is_asked_back_in_a_chat(pair: Two) -> None:
    pair.text(AMA, "chat")
    assert "Shall I stop texting you?" in (pair.text(AMA, "stop texting me please") or "")
    assert "Your chat with Chidi is on" in (pair.text(AMA, "2") or "")
    assert pair.told(pair.chidi) == []
    assert not pair.has_stopped(pair.ama)
    pair.text(AMA, "done")
    pair.text(AMA, "stop texting me please")
    assert pair.has_stopped(pair.ama)


def test_numbers_are_shared_when_both_said_so_and_no_sooner(pair: Two) -> None:
    def answers(*texts: tuple[str, str]) -> list[str | None]:
        return [pair.text(sender, body) for sender, body in texts]

    noted = answers((AMA, "share numbers"), (AMA, "1"))[1] or ""
    pair.text(AMA, "keep my number")
    answers((CHIDI, "share numbers"), (CHIDI, "1"))
    assert "+44" not in "".join(pair.told(pair.ama) + pair.told(pair.chidi)), "she has taken it back"
    assert noted.replace("Chidi", "Ama") in (answers((CHIDI, "share numbers"), (CHIDI, "1"))[1] or "")
    last = answers((AMA_TOO, "share numbers"), (AMA_TOO, "1"))[1] or ""
    assert CHIDI in last
    assert AMA in pair.told(pair.chidi)[-1]
    assert "whatsapp" not in pair.told(pair.chidi)[-1]
    arrive(pair)
    assert CHIDI not in kept(pair)
    assert AMA not in kept(pair)


def test_who_has_no_number_is_told_so(day: Day, two: Two) -> None:
    nameless = "whatsapp:CO.77123"

    def begin(_connection: Connection, db: Session) -> None:
        lucia = people.person(db, nameless, "Lucía", language="en")
        people.pairing(db, db.get_one(Member, two.ama), lucia, lucia, "agreed")

    two.do(begin)
    assert "WhatsApp gives me no number of yours" in (two.text(nameless, "share my number") or "")
    two.text(AMA, "share my number")
    assert "Noted." in (two.text(AMA, "1") or "")


def test_it_costs_few_statements(pair: Two) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    costs = []
    event.listen(pair.engine, "before_cursor_execute", note)
    for body in ("tell my partner: hello", "chat", "hello", "hello again"):
        asked.clear()
        pair.text(AMA, body)
        costs.append(len(asked))
    event.remove(pair.engine, "before_cursor_execute", note)
    assert costs[0] <= 20, costs
    assert costs[-1] <= 16, costs


def test_two_who_write_at_once_both_arrive(pair: Two) -> None:
    """Each locks its own person and the pairing, in that order."""
    for sender in (AMA, CHIDI):
        pair.text(sender, "chat")
    for body in ("one", "two"):
        for sender in (AMA, CHIDI):
            pair.text(sender, body)
    assert pair.told(pair.chidi) == ["Ama: one", "Ama: two"]
    assert pair.told(pair.ama) == ["Chidi: one", "Chidi: two"]
    assert pair.status(Pairing, 1) == "agreed"


def test_nobody_else_reads_it(pair: Two) -> None:
    pair.text(AMA, f"tell my partner: {SECRET}")
    with pair.engine.begin() as connection:
        connection.execute(update(table_of(Letter)).values(status="failed", error="30005"))
    assert SECRET not in (pair.text(MAYA, "undelivered") or "")
    assert SECRET not in (pair.text(MAYA, "resend all") or "")
    assert SECRET in pair.told(pair.chidi)[0], "it could be sent again"
