"""While two meet: each change once, read by both at once, and half time moves with it; who starts; what is understood."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows import live, role_prompts, session
from flows.chat import Chat
from flows.unasked import speak
from flows.understand.during import During, Wish, during
from flows.words import LANGUAGES, render, translate
from models import clock, database, outbox, senders
from models.base import table_of
from models.nudges import Nudge
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.two import AMA, CHIDI, Two

SIX = datetime(2026, 12, 17, 18, 0, tzinfo=UTC)


@pytest.fixture
def at() -> Iterator[Callable[[float], None]]:
    """The clock, in minutes after six."""
    now = [SIX - timedelta(days=3)]
    clock.follow(lambda: now[0])

    def turn(minutes: float) -> None:
        now[0] = SIX + timedelta(minutes=minutes)

    yield turn
    clock.follow(clock.wall)


def booked(two: Two, leg: bool = False) -> int:
    """A session at six, Chidi coached first, with all that is planned for it."""
    pairing = two.pair("agreed")
    meeting = two.plan(pairing, SIX, "booked")

    def act(connection: object, db: Session) -> None:
        row = db.get_one(Meeting, meeting)
        row.first_coached = two.chidi
        if leg:
            db.get_one(Pairing, pairing).coach_id = two.ama
        db.flush()
        found = senders.lock_all(connection, {two.ama})[two.ama]  # type: ignore[arg-type]
        session.plan_reminders(Chat(connection, found, db), row)  # type: ignore[arg-type]

    two.do(act)
    return meeting


def half_and_end(two: Two, meeting: int) -> tuple[float, float]:
    with two.engine.begin() as connection, Session(bind=connection) as db:
        row = db.get_one(Meeting, meeting)
        return (row.half_at - SIX) / timedelta(minutes=1), (row.ends_at - SIX) / timedelta(minutes=1)


def due(two: Two, kind: str) -> list[tuple[float, str]]:
    """When each of both reads it, in minutes after six, and what became of it."""
    table = table_of(Nudge)
    with two.engine.begin() as connection:
        rows = connection.execute(select(table.c.due_at, table.c.status).where(table.c.kind == kind)).all()
    return [((row.due_at - SIX) / timedelta(minutes=1), row.status) for row in rows]


def sweep(two: Two) -> list[str]:
    """What is due speaks. The texts, without their first lines."""
    drafts = database.run(two.engine, lambda connection: speak(connection, 100)).drafts
    return [draft.body.partition("\n")[2] for draft in drafts]


def texts_of(two: Two, member_id: int) -> list[str]:
    return two.told(member_id)


def test_begun_by_both_is_begun_once(two: Two, at: Callable[[float], None]) -> None:
    meeting = booked(two)
    at(7)
    two.text(AMA, "We're starting")
    at(8)
    answer = two.text(CHIDI, "starting")
    assert half_and_end(two, meeting) == (37, 67)
    assert answer is not None
    assert answer.startswith("You have begun already")
    assert len(texts_of(two, two.chidi)) == 1
    assert texts_of(two, two.ama) == []
    assert due(two, "session-swap") == [(37, "planned")] * 2
    assert due(two, "session-closes") == [(67, "planned")] * 2


def test_a_swap_is_never_stale_and_never_spoken_twice(two: Two, at: Callable[[float], None]) -> None:
    booked(two)
    at(20)
    two.text(AMA, "pause")
    at(30)
    assert [text for text in sweep(two) if "Half time" in text] == []
    two.text(CHIDI, "resume")
    two.text(CHIDI, "resume")
    at(39)
    assert [text for text in sweep(two) if "Half time" in text] == []
    at(40)
    assert len([text for text in sweep(two) if "Half time" in text]) == 2
    two.text(AMA, "10 more minutes")
    two.text(CHIDI, "10 more minutes")
    at(41)
    assert sweep(two) == []
    assert due(two, "session-closes") == [(80, "planned")] * 2


def test_a_swap_that_came_before_they_began_comes_again(two: Two, at: Callable[[float], None]) -> None:
    booked(two)
    at(30)
    assert len([text for text in sweep(two) if "Half time" in text]) == 2
    at(35)
    two.text(AMA, "we are starting")
    assert due(two, "session-swap") == [(65, "planned")] * 2
    at(65)
    assert len([text for text in sweep(two) if "Half time" in text]) == 2


def test_at_night_too(two: Two, at: Callable[[float], None]) -> None:
    """They are sitting there."""
    booked(two)
    at(5)
    two.text(AMA, "pause")
    with two.engine.begin() as connection:
        letters = connection.execute(select(table_of(outbox.Letter).c.due_at)).scalars().all()
    assert set(letters) == {SIX + timedelta(minutes=5)}


def test_a_forgotten_pause_is_the_end(two: Two, at: Callable[[float], None]) -> None:
    meeting = booked(two)
    at(20)
    two.text(AMA, "pausa")
    at(50)
    said = sweep(two)
    assert len([text for text in said if text.startswith("Your pause has lasted")]) == 2
    at(60)
    assert sweep(two) == []
    answer = two.text(AMA, "resume")
    assert answer is not None
    assert answer.startswith("That session was over")
    with two.engine.begin() as connection, Session(bind=connection) as db:
        assert db.get_one(Meeting, meeting).halves == (20, 0)


def test_a_leg_has_no_swap(two: Two, at: Callable[[float], None]) -> None:
    meeting = booked(two, leg=True)
    at(5)
    answer = two.text(AMA, "we're starting") or ""
    assert "You coach Chidi now, until 19:05." in answer
    two.text(CHIDI, "shorten to 40 minutes")
    assert half_and_end(two, meeting) == (45, 45)
    assert due(two, "session-swap") == []
    assert due(two, "session-closes") == [(45, "planned")] * 2


def test_pause_is_a_break_when_nothing_is_on(two: Two, at: Callable[[float], None]) -> None:
    booked(two)
    at(-90)
    assert "Until which day" in (two.text(AMA, "pause") or "")
    at(61)
    assert "Until which day" in (two.text(CHIDI, "pause") or "")


def test_who_starts(two: Two, at: Callable[[float], None]) -> None:
    meeting = booked(two)
    at(-120)

    def first() -> int:
        with two.engine.begin() as connection, Session(bind=connection) as db:
            return db.get_one(Meeting, meeting).first_coached

    two.text(AMA, "swap who starts")
    assert first() == two.ama
    two.text(CHIDI, "swap who starts")  # both said it
    assert first() == two.ama
    two.text(AMA, "Chidi starts")
    two.text(AMA, "you start")
    assert first() == two.chidi
    at(1)
    assert "begun already" in (two.text(AMA, "I start") or "")
    assert first() == two.chidi


@pytest.mark.parametrize(
    ("had", "first"),
    [
        ([], "partner"),
        ([("happened", "ama")], "chidi"),
        ([("happened", "ama"), ("missed", "chidi")], "chidi"),  # it wasn't
        ([("happened", "ama"), ("replaced", "chidi"), ("off", "chidi")], "chidi"),
        ([("happened", "ama"), ("booked", "chidi")], "ama"),  # nobody has said yet
        ([("happened", "chidi"), ("happened", "chidi")], "ama"),  # as it really was
    ],
)
def test_they_take_turns(
    two: Two, at: Callable[[float], None], had: list[tuple[str, str]], first: str
) -> None:
    pairing = two.pair("agreed")
    for number, (status, who) in enumerate(had):
        meeting = two.plan(pairing, SIX + timedelta(days=number), status)

        def act(_connection: object, db: Session, meeting: int = meeting, who: str = who) -> None:
            db.get_one(Meeting, meeting).first_coached = getattr(two, who)

        two.do(act)
    at(60 * 24 * 10)
    with two.engine.begin() as connection, Session(bind=connection) as db:
        found = senders.lock_all(connection, {two.ama})[two.ama]
        turn = session.whose_turn_first(
            Chat(connection, found, db), db.get_one(Pairing, pairing), clock.now()
        )
    assert turn == (two.ama if first == "ama" else two.chidi)


def test_begun_now_without_a_booking(two: Two, at: Callable[[float], None]) -> None:
    two.pair("agreed")
    at(0)
    for sender in (AMA, CHIDI):
        assert "begin now" in (two.text(sender, "we're starting") or "")
    two.text(AMA, "1")
    two.text(CHIDI, "1")
    with two.engine.begin() as connection, Session(bind=connection) as db:
        (made,) = db.scalars(select(Meeting).execution_options(populate_existing=True)).unique()
        assert (made.status, made.began_at, made.halves) == ("booked", SIX, (30, 30))
    assert due(two, "session-swap") == [(30, "planned")] * 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("We’re starting!", During(Wish.BEGIN)),
        ("ok, ya empezamos", During(Wish.BEGIN)),
        ("Starting with Lucía", During(Wish.BEGIN, who="lucia")),
        ("were starting now", During(Wish.BEGIN)),
        ("PAUSE", During(Wish.PAUSE)),
        ("hold on", During(Wish.PAUSE)),
        ("ok back", During(Wish.GO_ON)),
        ("lets swap now", During(Wish.SWAP)),
        ("stop the session", During(Wish.DONE)),
        ("can we go 10 min over", During(Wish.MORE, minutes=10)),
        ("only have til 6.45", During(Wish.UNTIL, until=SIX + timedelta(minutes=45))),
        ("seguimos", During(Wish.GO_ON)),
        ("we only have until quarter to seven", During(Wish.UNTIL, until=SIX + timedelta(minutes=45))),
        ("tenemos hasta las 18:45", During(Wish.UNTIL, until=SIX + timedelta(minutes=45))),
        ("We only have 40 minutes", During(Wish.LEFT, minutes=40)),
        ("nos queda media hora", During(Wish.LEFT, minutes=30)),
        ("shorten to forty minutes", During(Wish.LENGTH, minutes=40)),
        ("10 more minutes", During(Wish.MORE, minutes=10)),
        ("otros 10 minutos", During(Wish.MORE, minutes=10)),
        ("empieza Lucía", During(Wish.FIRST, who="lucia")),
        ("sin ideas", During(Wish.NO_IDEAS)),
        *(
            (text, None)
            for text in (
                "one minute",
                "1",
                "yes",
                "until Friday",
                "hasta luego",
                "start",
                "stop",
                "back",
                "first",
                "",
            )
        ),
    ],
)
def test_what_is_meant(text: str, meant: During | None) -> None:
    now = SIX + timedelta(minutes=10)
    assert during(text, now=now, zone="Europe/London", language="en") == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_ideas_are_short_and_none_comes_twice_in_a_round(language: str) -> None:
    for ideas in (role_prompts.FOR_THE_COACH, role_prompts.FOR_THE_COACHED):
        read = {translate(idea, language) for idea in ideas}
        assert len(read) == len(ideas)
        for note in (role_prompts.NOW_COACH_IDEA, role_prompts.NOW_COACHED_IDEA, live.OTHER_END):
            for idea in read:
                whole = f"{idea} {translate(role_prompts.NOTHING_REACHES_ME, language)}"
                facts = {"partner": "A" * 60, "end": "18:30", "idea": whole, "then": whole}
                assert len(render(note, language, "UTC", facts)) <= 320
