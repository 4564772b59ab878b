"""The engine's habits: answers count at the end, BACK loses nothing, one question at a time, and nobody is stranded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, LargeBinary, select, type_coerce, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from flows import afterwards, agenda, agreement, booking, commitments, engine, introduction, signup, unasked
from flows.conversation import receive
from flows.expects import Day, ManyOf, OneOf, When, Words, YesNo
from flows.flow import FLOWS, RENAMED, Answers, End, Flow, State, Talk
from flows.words import render
from messaging.inbound import Inbound
from messaging.segments import units
from messaging.twiml import BODY_LIMIT
from models import clock, nudges, sealing, talks
from models.base import Base, table_of
from models.members import Address, Member
from models.outbox import Letter
from models.sealing import Sealed, SealedJSON
from models.talks import TalkRow
from models.texts import Text
from tests.models import people
from tests.servers.memory import empty, in_memory

START = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
AMARA, LUCIA, MAYA, NIA = "+447700900101", "+447700900102", "+447700900999", "+447700900103"
JOINING = (
    "hello",
    "1",
    "1",
    "1",
    "1",
    "Nia, she/her",
    "London",
    "EMCC",
    "Practitioner",
    "EIA-1",
    "to think",
    "1 and 3",
)


@dataclass
class Table:
    """A table to talk at: the rooms behind the door, in memory."""

    database: Engine
    at: datetime = START
    texts: int = 0

    def text(self, body: str, sender: str = NIA) -> str:
        """One text, in a transaction of its own, as at the door."""
        self.texts += 1
        inbound = Inbound(f"SM{self.texts}", "sms", sender, body)
        with self.database.begin() as connection:
            return receive(connection, inbound).reply or ""

    def seed(self, put: Callable[[Session], Any]) -> Any:
        """Put something into the tables."""
        with self.database.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
            found = put(db)
            db.flush()
            return found

    def ask(self, member: Member, flow: Flow, about: int = 0, state: str | None = None) -> int:
        with self.database.begin() as connection:
            return people.ask(connection, member, flow, about, state)

    def sweep(self) -> list[bool]:
        """Whatever is due speaks; whether each wrote something."""
        spoken: list[bool] = []
        while True:
            with self.database.begin() as connection:
                turn = unasked.speak(connection, 1)
                if not turn.taken:
                    return spoken
                spoken.append(bool(turn.spoke))

    def talks(self) -> list[Any]:
        table = table_of(TalkRow)
        with self.database.begin() as connection:
            return list(connection.execute(select(table).order_by(table.c.id)))

    def letters(self, to: str) -> list[str]:
        """What waits in somebody's outbox."""
        with self.database.begin() as connection:
            hashed = sealing.keyring().lookups(to)[0]
            rows = select(table_of(Letter).c.body).join_from(table_of(Letter), table_of(Address))
            return list(connection.scalars(rows.where(table_of(Address).c.lookup == hashed)))

    def facts(self) -> list[Any]:
        """Every row but texts and talks, as it lies there."""
        left_out = (table_of(Text), table_of(TalkRow))
        with self.database.begin() as connection:
            return [
                connection.execute(
                    select(
                        *(
                            type_coerce(column, LargeBinary).label(column.name)
                            if isinstance(column.type, Sealed | SealedJSON)
                            else column
                            for column in table.columns
                        )
                    )
                ).all()
                for table in Base.metadata.sorted_tables
                if table not in left_out
            ]


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    made = in_memory()
    yield made
    made.dispose()


@pytest.fixture
def table(memory: Engine) -> Iterator[Table]:
    sealing.use([sealing.new_key()])
    empty(memory)
    made = Table(memory)
    clock.follow(lambda: made.at)
    made.seed(lambda db: people.coordinator(db, MAYA))
    yield made
    clock.follow(clock.wall)


def opening(state: State) -> str:
    """How a question begins, as far as it says no facts."""
    return state.prompt.partition("{")[0]


def asked(reply: str) -> str:
    """The question at the end of a reply: what comes after the last remark."""
    return reply.rpartition("\n\n")[2]


# Answers count at the end.


def test_a_half_finished_sign_up_changes_nothing(table: Table) -> None:
    table.text(JOINING[0])
    before = table.facts()
    for body in JOINING[1:-1]:
        table.text(body)
        assert table.facts() == before, body
    table.text(JOINING[-1])
    assert table.facts() != before


def test_a_half_finished_commitment_changes_nothing(table: Table) -> None:
    """That they met is kept at once; each of what follows when it is whole."""
    amara, meeting = met(table)
    table.ask(amara, afterwards.afterwards, meeting.id)
    for body in ("hello", "1", "2", "It helped to be heard."):
        before = table.facts()
        table.text(body, AMARA)
    assert table.facts() != before
    before = table.facts()
    for body in ("If it is Monday then I call", "Friday"):
        table.text(body, AMARA)
        assert table.facts() == before, body
    table.text("1", AMARA)
    assert table.facts() != before
    assert table.talks() == []


def met(table: Table) -> tuple[Member, Any]:
    def put(db: Session) -> tuple[Member, Any]:
        amara, lucia = people.person(db, AMARA, "Amara"), people.person(db, LUCIA, "Lucía")
        pairing = people.pairing(db, amara, lucia, amara, "agreed")
        return amara, people.meeting(db, pairing, START - timedelta(hours=4))

    found: tuple[Member, Any] = table.seed(put)
    return found


def test_who_leaves_half_way_is_not_a_member(table: Table) -> None:
    for body in JOINING[:6]:
        table.text(body)
    table.text("leave")
    with table.database.begin() as connection:
        row = connection.execute(select(table_of(Member)).order_by(table_of(Member).c.id.desc())).first()
    assert row is not None
    assert (row.status, row.name) == ("newcomer", None)


# BACK.


@pytest.mark.parametrize("answered", range(1, len(JOINING) - 1))
def test_back_from_anywhere_to_the_start_keeps_every_answer(table: Table, answered: int) -> None:
    questions = [asked(table.text(body)) for body in JOINING[: answered + 1]]
    kept = table.talks()[0].memory["answers"]
    for question in reversed(questions[:-1]):
        assert asked(table.text("back")) == question
    assert "where we began" in table.text("back")
    assert table.talks()[0].memory == {"answers": kept, "trail": [], "misses": 0}
    for body, question in zip(JOINING[1 : answered + 1], questions[1:], strict=True):
        assert asked(table.text(body)) == question


def test_an_answer_given_again_is_the_one_that_counts(table: Table) -> None:
    for body in JOINING[:6]:
        table.text(body)
    table.text("back")
    table.text("Nyota, they/them")
    for body in JOINING[6:]:
        reply = table.text(body)
    assert "Nyota" in reply


def test_back_remembers_only_so_far_and_never_fails(table: Table) -> None:
    table.seed(lambda db: people.pairing(db, *_two(db), status="met"))
    amara = table.seed(lambda db: db.get(Member, 2))
    table.ask(amara, agreement.agreement, 1)
    table.text("hello", AMARA)
    for _turn in range(engine.HISTORY):
        table.at += timedelta(minutes=1)  # nobody writes faster for long
        table.text("2", AMARA)  # a question to the coordinators, and back to the agreement
        table.text("What does neutral mean?", AMARA)
    assert len(table.talks()[0].memory["trail"]) == engine.HISTORY
    for _turn in range(engine.HISTORY):
        table.at += timedelta(minutes=1)
        assert "where we began" not in table.text("back", AMARA)
    assert "where we began" in table.text("back", AMARA)


def _two(db: Session) -> tuple[Member, Member, Member]:
    amara, lucia = people.person(db, AMARA, "Amara"), people.person(db, LUCIA, "Lucía")
    return amara, lucia, db.get_one(Member, 1)


def _introduced(db: Session) -> tuple[Member, Any]:
    """Amara, and what she is asked: whether she would like to meet Lucía."""
    amara, lucia, maya = _two(db)
    return amara, people.pairing(db, amara, lucia, maya)


# Misses.


def test_one_miss_gets_an_example_and_the_second_a_person(table: Table) -> None:
    for body in JOINING[:11]:
        table.text(body)
    assert "For example: 1 and 3" in table.text("banana, perhaps")
    assert table.letters(MAYA) == []
    reply = table.text("papaya then")
    assert "coordinator" in reply
    assert asked(reply).startswith(opening(signup.free))
    (letter,) = table.letters(MAYA)
    assert "papaya then" in letter


def test_what_is_missed_at_a_private_question_is_shown_to_nobody(table: Table) -> None:
    table.text("hello")
    assert "For example: 1" in table.text("I am Black British")
    reply = table.text("does that count")
    assert "nobody" in reply
    assert asked(reply).startswith(opening(signup.keeping_data))
    assert table.letters(MAYA) == []
    table.text("1")
    assert "For example: 1" in table.text("banana, perhaps"), "a new question begins afresh"


def test_what_is_understood_and_lacks_something_needs_no_person(table: Table) -> None:
    for body in JOINING[:8]:
        table.text(body)
    for _again in range(3):
        assert "80" in table.text("word " * 30)
    assert table.letters(MAYA) == []


def test_an_answer_to_the_question_before_is_recognised(table: Table) -> None:
    for body in JOINING[:9]:
        table.text(body)
    table.text("skip")
    table.text("skip")
    assert asked(table.text("back")).startswith(opening(signup.aims))


# One question at a time.


def test_the_menu_interrupts_and_the_flow_comes_back_where_it_was(table: Table) -> None:
    questions = [asked(table.text(body)) for body in JOINING[:7]]
    kept = table.talks()[0].memory["answers"]
    assert "1 go on where I was" in table.text("MENU")
    reply = table.text("1")
    assert "Back to where we were" in reply
    assert asked(reply) == questions[-1]
    assert [row.status for row in table.talks()] == ["open"]
    assert table.talks()[0].memory["answers"] == kept


def test_the_menu_is_the_menu_wherever_it_is_asked_for(table: Table) -> None:
    table.seed(lambda db: people.person(db, AMARA, "Amara"))
    menu_question = asked(table.text("menu", AMARA))
    assert asked(table.text("4", AMARA)) != menu_question
    assert asked(table.text("menu", AMARA)) == menu_question
    assert len(table.talks()) == 1


def test_the_most_urgent_question_comes_first(table: Table) -> None:
    def put(db: Session) -> tuple[Member, Any, Any, Any]:
        amara, lucia, nia = (
            people.person(db, at, name) for at, name in ((AMARA, "Amara"), (LUCIA, "Lucía"), (NIA, "Nia"))
        )
        agreed = people.pairing(db, amara, lucia, amara, "agreed")
        return amara, people.commitment(db, amara), agreed, people.pairing(db, amara, nia, amara)

    amara, promised, agreed, proposed = table.seed(put)
    table.ask(amara, commitments.follow_up, promised.id)
    table.ask(amara, booking.booking, agreed.id)
    table.ask(amara, introduction.introduction, proposed.id)
    reply = table.text("hello", AMARA)
    assert opening(introduction.meeting) in reply
    assert opening(commitments.going) not in reply
    assert opening(booking.suggesting) in table.text("1", AMARA)
    table.text("tomorrow 6pm", AMARA)
    assert opening(commitments.going) in table.text("1", AMARA)
    table.text("1", AMARA)
    assert [row for row in table.talks() if row.member_id == amara.id] == []


def test_a_question_in_hand_is_not_interrupted_but_gives_way_in_time(table: Table) -> None:
    amara, proposed = table.seed(_introduced)
    first = asked(table.text("menu", AMARA))
    talk = table.ask(amara, introduction.introduction, proposed.id)
    with table.database.begin() as connection:
        nudges.plan(connection, "agenda", amara.id, talk, START, START + timedelta(days=30))
    assert table.sweep() == [False]
    assert asked(table.text("where am I", AMARA)) == first
    table.at += agenda.MIDDLE + timedelta(seconds=1)
    assert table.sweep() == [True]
    assert opening(introduction.meeting) in table.letters(AMARA)[0]
    assert sum(row.status == "open" for row in table.talks()) == 1


def test_what_was_left_open_some_day_comes_after_what_matters_today(table: Table) -> None:
    amara, proposed = table.seed(_introduced)
    left_open = asked(table.text("quiet hours", AMARA))
    with table.database.begin() as connection:
        connection.execute(update(table_of(TalkRow)).values(urgency=1))
    talk = table.ask(amara, introduction.introduction, proposed.id)
    with table.database.begin() as connection:
        nudges.plan(connection, "agenda", amara.id, talk, START, START + timedelta(days=30))
    table.at += timedelta(days=1)
    table.sweep()
    (letter,) = table.letters(AMARA)
    assert opening(introduction.meeting) in letter
    assert left_open in table.text("1", AMARA)


# Between two texts a talk is nothing but its row.

KINDS: dict[str, Any] = {
    "yes": YesNo(),
    "one": OneOf({"a": "apples", "b": "bread", "c": "cheese"}, other=True),
    "many": ManyOf({"x": "mornings", "y": "evenings"}),
    "words": Words(40, skippable=True),
    "when": When(),
    "day": Day(),
}


@dataclass
class Plain:
    """As much of a chat as the engine needs, and nothing behind it."""

    talk: Talk
    language: str = "en"
    zone: str = "Europe/London"
    now: datetime = START
    said: list[str] = field(default_factory=list)

    @property
    def answers(self) -> Answers:
        return self.talk.answers

    def phrase(self, copy: str, **facts: Any) -> str:
        return render(copy, self.language, self.zone, {**self.talk.answers, **facts})

    def put(self, text: str) -> None:
        self.said.append(text)

    def say(self, copy: str, **facts: Any) -> None:
        self.said.append(self.phrase(copy, **facts))

    def pose(self, prompt: str, labels: tuple[str, ...], taps: bool) -> None:
        lines = [self.phrase(prompt), *(f"{at} {self.phrase(one)}" for at, one in enumerate(labels, 1))]
        self.said.append("\n".join(lines))

    def pass_on(self, text: str) -> bool:
        self.said.append(f"→ {text}")
        return True


@pytest.fixture
def form() -> Iterator[Flow]:
    """A flow with a question of every kind; it isn't part of the house."""
    made = Flow("a form", title="a form")
    names = list(KINDS)
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else "done"

        def then(chat: Plain, value: Any, kept: str = name, ahead: str = following) -> State | End:
            chat.answers[kept] = value
            return made.states[ahead]

        then.__name__ = name
        made.asks(f"The question of {name}?", KINDS[name])(then)

    def done(chat: Plain) -> None:
        chat.said.append(repr(dict(chat.answers)))

    made.ends(done)
    yield made
    del FLOWS[made.name]


def step(chat: Plain, text: str) -> None:
    habits = {"back": engine.back, "restart": engine.restart, "where": engine.where}
    if text in habits:
        habits[text](chat)
    else:
        engine.answer(chat, text)


def through_the_database(talk: Talk) -> Talk:
    """The talk as it is when it has been a row."""
    kind, dialect = SealedJSON("talks.memory"), sqlite.dialect()
    memory = {"answers": dict(talk.answers), "trail": talk.trail, "misses": talk.misses}
    kept = kind.process_result_value(kind.process_bind_param(memory, dialect), dialect)
    return agenda.remembered(talk.flow.name, talk.state, talk.about, kept)


# fmt: off
ANSWERS = (
    "1", "1", "2", "yes", "bread", "plums", "1 and 2", "skip", "my words", "Friday", "Friday 6pm", "6pm", "back",
    "back", "where", "restart", "?", "x" * 50, "tomorrow", "\0", "محمد",
)
# fmt: on


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.sampled_from(ANSWERS),
        max_size=30,
    )
)
def test_a_talk_kept_between_every_two_texts_is_the_same_talk(form: Flow, said: list[str]) -> None:
    sealing.use([sealing.new_key()])
    held, kept = Plain(engine.begin(form)), Plain(engine.begin(form))
    for text in said:
        if held.talk.ended:
            break
        step(held, text)
        kept.talk = through_the_database(kept.talk)
        step(kept, text)
        assert kept.said == held.said
        assert (kept.talk.state, kept.talk.answers, kept.talk.trail, kept.talk.misses, kept.talk.ended) == (
            held.talk.state,
            held.talk.answers,
            held.talk.trail,
            held.talk.misses,
            held.talk.ended,
        )


@pytest.mark.parametrize(
    "answer", [date(2026, 12, 11), START, None, True, "words", ["a", "b"], {"day": "Friday"}]
)
@pytest.mark.parametrize("name", ["day", "moment", "answers", "value"])
def test_any_answer_may_have_any_name(form: Flow, name: str, answer: Any) -> None:
    """Moments and days are marked where they are kept; an answer's name must never look like the mark."""
    sealing.use([sealing.new_key()])
    talk = engine.begin(form)
    talk.answers[name] = answer
    assert through_the_database(talk).answers == {name: answer}


# Releases.


def test_a_renamed_state_is_found_by_who_was_in_it(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        RENAMED, "signup", {"the_old_calling": "calling", "the_old_identifying": "identifying"}
    )
    for body in JOINING[:5]:
        table.text(body)
    change_talk(
        table, state="the_old_calling", trail=["keeping_data", "being_matched", "the_old_identifying"]
    )
    assert asked(table.text("Nia, she/her")).startswith(opening(signup.living))
    table.text("back")
    assert asked(table.text("back")).startswith(opening(signup.identifying))


def test_an_unknown_state_begins_the_flow_again_with_what_was_answered(table: Table) -> None:
    for body in JOINING[:6]:
        table.text(body)
    kept = table.talks()[0].memory["answers"]
    change_talk(table, state="nobody_remembers_this", trail=["nor_this", "keeping_data"])
    assert asked(table.text("hello")).startswith(opening(signup.keeping_data))
    assert table.talks()[0].memory["answers"] == kept
    for body in JOINING[1:]:
        reply = table.text(body)
    assert "Nia" in reply


def change_talk(table: Table, state: str, trail: list[str]) -> None:
    """As a release would find it."""
    row = table.talks()[0]
    with table.database.begin() as connection:
        talks.save(connection, row.id, "open", state, {**row.memory, "trail": trail})


def test_a_waiting_question_about_a_row_that_is_gone_is_dropped(table: Table) -> None:
    amara = table.seed(lambda db: people.person(db, AMARA, "Amara"))
    for flow in FLOWS.values():
        if flow.about is not None:
            table.ask(amara, flow, 4711)
    assert table.text("hello", AMARA)
    assert [row.flow for row in table.talks()] == ["menu"]


def test_a_question_that_no_longer_stands_is_dropped_without_a_word(table: Table) -> None:
    amara, meeting = met(table)
    table.ask(amara, booking.confirming, meeting.id)  # booked already
    reply = table.text("hello", AMARA)
    assert opening(booking.suiting) == ""
    assert "suit you" not in reply
    assert [row.flow for row in table.talks()] == ["menu"]


# Weeks later.


def test_weeks_later_the_question_is_still_there(table: Table) -> None:
    questions = [asked(table.text(body)) for body in JOINING[:9]]
    table.at += timedelta(weeks=6)
    reply = table.text("hi")
    assert asked(reply) == questions[-1]
    for body in JOINING[9:]:
        reply = table.text(body)
    assert "Nia" in reply


def test_an_outbox_row_holds_what_one_text_may(table: Table) -> None:
    """A coordinator's long words reach the member in as many texts as they need, in order."""
    table.seed(lambda db: people.person(db, AMARA, "Amara"))
    words = " ".join(str(number) for number in range(420))
    table.text(f"tell Amara: {words}", MAYA)
    letters = table.letters(AMARA)
    assert len(letters) == 2
    assert all(units(letter) <= BODY_LIMIT for letter in letters)
    first_lines = [letter.partition("\n")[0] for letter in letters]
    assert first_lines[0] == first_lines[1], "a lock screen shows no more of the second than of the first"
    assert " ".join(letter.partition("\n")[2] for letter in letters).endswith(words)


@pytest.mark.parametrize("name", sorted(name for name, flow in FLOWS.items() if flow.about is not None))
@pytest.mark.parametrize("said", ["1", "banana", "back", "menu", "", "where am i"])
def test_an_open_question_about_a_row_that_is_gone_is_dropped(table: Table, name: str, said: str) -> None:
    amara = table.seed(lambda db: people.person(db, AMARA, "Amara"))
    talk = table.ask(amara, FLOWS[name], 4711)
    with table.database.begin() as connection:
        talks.save(connection, talk, "open", FLOWS[name].entry.name, {})
    assert table.text(said, AMARA)
    assert [row.flow for row in table.talks()] == ["menu"]


@pytest.mark.parametrize(
    "command", ["look #1", "verify #1", "ask #1: why?", "look #3", "verify #3", "ask #3: x"]
)
def test_a_command_about_somebody_not_signed_up(table: Table, command: str) -> None:
    table.seed(lambda db: people.person(db, AMARA, "Amara", "applied"))
    table.text("hello", NIA)
    assert table.text(command, MAYA)


def test_a_second_question_reaches_the_member(table: Table) -> None:
    table.seed(lambda db: people.person(db, AMARA, "Amara", "applied"))
    for question in ("which year?", "and which level?"):
        table.text(f"ask Amara: {question}", MAYA)
        table.sweep()
    assert any("which level" in letter for letter in table.letters(AMARA))
