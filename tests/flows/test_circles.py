"""Circles: eight whose turns come within a minute, in equal shares, with somebody leaving half-way; who waits, who hosts, and who
never meets whom."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from flows import calendar, circle_day, circle_words, leaving, links
from flows.chat import Chat
from flows.circle_wishes import Said, Wish, read
from flows.conversation import receive
from flows.unasked import speak
from messaging.inbound import Inbound
from models import circles, clock, database, nudges, sealing, wishes
from models.base import table_of
from models.circles import Circle, Gathering
from models.knowledge import Knowledge
from models.members import Member
from models.outbox import Draft, Haste, Letter
from tests.models import people

STARTS = datetime(2027, 1, 14, 18, 0, tzinfo=UTC)
TICK = timedelta(seconds=5)  # of cron
NAMES = ("Ama", "Bisi", "Chidi", "Dayo", "Esi", "Femi", "Goyo", "Hana", "Ines")


@dataclass
class Circles:
    """Nine members, a clock, and what each read when."""

    engine: Engine
    now: datetime = STARTS - timedelta(days=3)
    ids: dict[str, int] = field(default_factory=dict)
    read: list[tuple[datetime, int, str]] = field(default_factory=list)
    told: int = 0

    def text(self, who: str, body: str) -> str:
        """One text; the answer."""
        self.told += 1
        inbound = Inbound(f"SM{self.told:032x}", "sms", phone(who), body)
        with self.engine.begin() as connection:
            return receive(connection, inbound).reply or ""

    def call(self, size: int, *there: str, waiting: tuple[str, ...] = ()) -> int:
        """A circle of these people, called by the first."""
        with self.engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
            caller = db.get_one(Member, self.ids[there[0]])
            made = Circle(
                kind="supervision", topic="Grief", size=size, tongues="en", zone="Europe/London", first_at=STARTS, weeks=1,
                minutes=120, called_by=caller.id,
            )  # fmt: skip
            first = circles.call(db, made, STARTS, circle_words.VERSION)
            for name in there[1:]:
                circles.join(db, made, self.ids[name], circle_words.VERSION, waits=False)
            for name in waiting:
                circles.join(db, made, self.ids[name], circle_words.VERSION, waits=True)
            circle_day.plan(Chat(connection, leaving.as_sender(caller), db), first, *made.people)
            db.flush()
            return made.id

    def block(self, one: str, other: str) -> None:
        """One of them never wants to meet the other."""
        with self.engine.begin() as connection, Session(bind=connection) as db:
            wishes.block(db, self.ids[one], self.ids[other], "asked")
            db.flush()

    def within(self, circle: int) -> list[str]:
        """Who is in it."""
        with self.engine.begin() as connection, Session(bind=connection) as db:
            names = [one.name or "" for one in db.get_one(Circle, circle).people]
            return sorted(names)

    def meeting(self, circle: int) -> Gathering:
        """The one that is booked, or the last."""
        with self.engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
            found = circles.coming(db, circle) or circles.gatherings(db, circle)[-1]
            assert found.circle.people is not None
            return found

    def wait_until(self, moment: datetime) -> None:
        """Time passes, and cron ticks wherever something is due."""
        table = table_of(nudges.Nudge)
        while True:
            with self.engine.begin() as connection:
                due = connection.scalar(select(func.min(table.c.due_at)).where(table.c.status == "planned"))
            if due is None or due > moment:
                self.now = moment
                return
            late = max(due - self.now, timedelta())
            self.now += TICK * -(-late // TICK)
            self._hear(database.run(self.engine, lambda connection: speak(connection, 500)).drafts)

    def _hear(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            assert draft.haste == Haste.AT_ONCE or "circle" in draft.body
            self.read.append((self.now, draft.address_id, draft.body.partition("\n")[2]))


def phone(who: str) -> str:
    return f"+4477009003{NAMES.index(who):02d}"


@pytest.fixture
def space(database_url: str) -> Iterator[Circles]:
    sealing.use([sealing.new_key()])
    made = Circles(database.connect(database_url))
    clock.follow(lambda: made.now)
    with made.engine.begin() as connection, Session(bind=connection) as db:
        for name in NAMES:
            made.ids[name] = people.person(db, phone(name), name).id
        db.flush()
    yield made
    clock.follow(clock.wall)
    made.engine.dispose()


def test_eight_have_equal_turns_told_within_a_minute_though_one_leaves_half_way(space: Circles) -> None:
    circle = space.call(8, *NAMES[:8])
    space.wait_until(STARTS + timedelta(minutes=60))
    before = space.meeting(circle)
    assert [(one.till - one.since) for one in before.order] == [timedelta(minutes=90) / 8] * 8
    gone_at = space.now
    leaver = NAMES[[*space.ids.values()].index(before.order[6].member_id)]  # whose turn is yet to come
    space.text(leaver, "I have to go")
    space.wait_until(before.ends_at + timedelta(minutes=1))

    had = space.meeting(circle).circle
    assert len(had.people) == 8  # they left the meeting, not the circle
    with space.engine.begin() as connection, Session(bind=connection) as db:
        held = circles.gatherings(db, circle)[0]
        turns, status = held.order, held.status
    assert status == "held"
    assert sum((one.till - one.since for one in turns), timedelta()) == timedelta(minutes=90)
    yet_to_begin = [one.till - one.since for one in turns if one.since > gone_at]
    assert len(yet_to_begin) == 2  # eight, less four who had theirs, the one who spoke, and the one who left
    assert max(yet_to_begin) - min(yet_to_begin) < timedelta(milliseconds=1)
    current = next(one for one in turns if one.since <= gone_at < one.till)
    assert abs((current.till - current.since) - yet_to_begin[0]) < timedelta(milliseconds=1)

    for one in turns:
        told = {address for when, address, text in space.read
                if "turn, until" in text and timedelta() <= when - one.since < timedelta(seconds=60)}  # fmt: skip
        assert len(told) == (8 if one.since <= gone_at else 7), (
            "each who is there reads each turn within a minute"
        )
    closing = [when for when, _address, text in space.read if "closing round, until" in text]
    assert len(closing) == 7
    assert all(timedelta() <= when - held.closing_at < timedelta(seconds=60) for when in closing)


def test_whoever_leaves_the_circle_while_it_is_on_leaves_their_time_to_the_others(space: Circles) -> None:
    circle = space.call(4, "Ama", "Bisi", "Chidi", "Dayo")
    space.wait_until(STARTS + timedelta(minutes=40))
    now = space.meeting(circle).order
    last = next(name for name, one in space.ids.items() if one == now[-1].member_id)
    space.text(last, "leave my circle")
    space.read.clear()
    space.wait_until(space.now)
    assert len(space.read) == 3  # how it stands, at once
    left = [one for one in space.meeting(circle).order if one.till > space.now]
    assert space.ids[last] not in {one.member_id for one in left}
    assert left[-1].till == now[-1].till


def test_the_list_moves_in_order_and_passes_over_who_never_meets_somebody_there(space: Circles) -> None:
    circle = space.call(3, "Ama", "Bisi", "Chidi", waiting=("Dayo", "Esi"))
    space.block("Ama", "Dayo")
    space.text("Chidi", "leave circle")
    assert space.within(circle) == ["Ama", "Bisi", "Esi"]
    space.text("Ama", "leave circle")
    assert space.within(circle) == ["Bisi", "Dayo", "Esi"]


@pytest.mark.parametrize(("blocks", "blocked"), [("Ama", "Dayo"), ("Dayo", "Ama")])
def test_neither_who_blocked_nor_who_was_blocked_sees_it_or_learns_why(
    space: Circles, blocks: str, blocked: str
) -> None:
    circle = space.call(5, "Ama", "Bisi", "Chidi")
    shown = space.text("Dayo", "circles")
    assert "Grief" in shown
    space.text("Dayo", "1")  # is being asked to agree, when the other blocks them or they the other
    space.block(blocks, blocked)
    answer = space.text("Dayo", "1")
    full = space.call(3, "Ines", "Goyo", "Hana")
    assert "Grief" in space.text("Esi", "circles")
    for _step in ("that circle, the newest", "agrees"):
        same = space.text("Esi", "1")
    assert answer == same, "it reads as a full one does"
    assert space.within(circle) == ["Ama", "Bisi", "Chidi"]
    assert len(space.within(full)) == 3
    space.text("Dayo", "leave circle")
    assert space.text("Dayo", "circles").count("Grief") == 1  # the other one alone


def test_never_with_somebody_in_ones_circle_is_out_of_it(space: Circles) -> None:
    circle = space.call(5, "Ama", "Bisi", "Chidi")
    space.text("Bisi", "block Ama")
    space.text("Bisi", "1")
    assert space.within(circle) == ["Ama", "Chidi"]
    assert "Grief" not in space.text("Bisi", "circles")


def test_a_lost_host_is_followed_by_the_next_until_nobody_can(space: Circles) -> None:
    circle = space.call(3, "Ama", "Bisi", "Chidi")
    space.text("Ama", "can't host")
    assert "Would you?" in space.text("Bisi", "hello")
    space.text("Bisi", "2")
    assert "Would you?" in space.text("Chidi", "hello")
    answer = space.text("Chidi", "2")
    assert "comes to its end" in answer
    assert space.meeting(circle).status == "off"
    assert "no circle" in space.text("Ama", "leave circle")


def test_whoever_waits_for_a_place_reads_that_there_will_be_none(space: Circles) -> None:
    space.call(2, "Ama", "Bisi", waiting=("Chidi",))
    space.text("Ama", "can't host")
    space.text("Bisi", "hello")
    assert "comes to its end" in space.text("Bisi", "2")
    with Session(bind=space.engine) as db:
        letters = {one.address_id: one.body or "" for one in db.scalars(select(Letter))}
        reader = db.get_one(Member, space.ids["Chidi"]).address_id
    assert "waiting for a place" in letters[reader or 0]


@pytest.mark.both_databases
def test_of_two_who_want_the_last_place_one_waits(space: Circles) -> None:
    circle = space.call(3, "Ama", "Bisi")
    for who in ("Chidi", "Dayo"):
        space.text(who, "circles")
        space.text(who, "1")
    space.told += 1
    with ThreadPoolExecutor(2) as both:
        sids = {"Chidi": "SMa", "Dayo": "SMb"}

        def agree(who: str) -> str:
            with space.engine.begin() as connection:
                return receive(connection, Inbound(sids[who], "sms", phone(who), "1")).reply or ""

        answers = [*both.map(agree, sids)]
    assert sum("waiting list" in one for one in answers) == 1
    assert len(space.within(circle)) == 3


def test_words_for_all_reach_all_but_who_is_kept_apart_and_are_kept_nowhere(space: Circles) -> None:
    space.call(5, "Ama", "Bisi", "Chidi")
    space.block("Bisi", "Ama")
    assert "I've written to your circle" in space.text("Ama", "tell my circle: bring a candle")
    with space.engine.begin() as connection:
        bodies = connection.exec_driver_sql("SELECT count(*) FROM texts WHERE body IS NOT NULL").scalar()
    assert (_passed_on(space), bodies) == (1, 0)


def test_its_calendar_has_the_meetings_to_come_for_who_is_in_it_and_says_when_they_are_off(
    space: Circles,
) -> None:
    circle = space.call(5, "Ama", "Bisi", "Chidi")
    found = re.search(r"/calendar/(\S+)\.ics", space.text("Bisi", "circles"))
    assert found is not None

    def told(token: str) -> set[tuple[str, str, int]]:
        with space.engine.begin() as connection:
            file = Calendar.from_ical(calendar.calendar_file(connection, token))
        return {
            (str(one["status"]), str(one["summary"]), int(one["sequence"])) for one in file.walk("VEVENT")
        }

    with space.engine.begin() as connection:
        file = Calendar.from_ical(calendar.calendar_file(connection, found[1]))
    times = [one["dtstart"].dt for one in file.walk("VEVENT")]
    assert times[:2] == [STARTS, STARTS + timedelta(weeks=1)]
    assert (len(times), times[-1].hour) == (12, 17), "clocks have changed in London"
    ((before, _title, first),) = told(found[1])
    space.text("Bisi", "leave circle")
    ((after, title, second),) = told(found[1])
    assert (before, after, title) == ("CONFIRMED", "CANCELLED", "Session (off)")
    assert second > first
    with pytest.raises(links.NotOurs):
        told(links.circle_calendar(circle, space.ids["Dayo"]).rsplit("/", 1)[1].removesuffix(".ics"))


def test_two_who_part_may_stay_in_their_circle_and_read_each_other_there(space: Circles) -> None:
    circle = space.call(5, "Ama", "Bisi", "Chidi")
    with space.engine.begin() as connection, Session(bind=connection) as db:
        ama, bisi = (db.get_one(Member, space.ids[name]) for name in ("Ama", "Bisi"))
        people.pairing(db, ama, bisi, ama, "agreed")
        db.flush()
    space.text("Ama", "somebody else")
    assert 'both still in the circle "Grief"' in space.text("Ama", "1")
    assert space.within(circle) == ["Ama", "Bisi", "Chidi"]
    space.text("Ama", "tell my circle: bring a candle")
    assert _passed_on(space) == 2


def _passed_on(space: Circles) -> int:
    with space.engine.begin() as connection:
        letters = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE author_id IS NOT NULL")
        return int(letters.scalar() or 0)


def test_somebody_of_ones_circle_is_thanked_and_an_author_but_nobody_else(space: Circles) -> None:
    space.call(5, "Ama", "Bisi", "Chidi")
    with space.engine.begin() as connection, Session(bind=connection) as db:
        for name, named in (("Dayo", True), ("Esi", False)):
            one = Knowledge(
                member_id=space.ids[name], status="published", kind="technique", title="River", words="water",
                topics="grief", named=named,
            )  # fmt: skip
            db.add(one)
        db.flush()
    for name in ("Bisi", "Dayo"):
        assert "in your words" in space.text("Ama", f"thank {name}: the quiet")
        space.text("Ama", "2")
    for name in ("Esi", "Femi", "Nobody"):
        assert "somebody you've met here" in space.text("Ama", f"thank {name}: the quiet")
    space.block("Dayo", "Ama")
    assert "somebody you've met here" in space.text("Ama", "thank Dayo: the quiet")
    assert _passed_on(space) == 2


def test_a_thank_you_that_names_a_third_person_is_for_no_letter(space: Circles) -> None:
    space.call(5, "Ama", "Bisi")
    assert "monthly letter" in space.text("Ama", "thank Bisi: for the quiet, Bisi")
    space.text("Ama", "2")
    assert "monthly letter" not in space.text(
        "Ama", "thank Bisi: what you said of my client Peter Brown helped"
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Next!", Said(Wish.NEXT)),
        ("I'm done", Said(Wish.NEXT)),
        ("siguiente", Said(Wish.NEXT)),
        ("I have to go", Said(Wish.GONE)),
        ("Tengo que irme", Said(Wish.GONE)),
        ("I'm here", Said(Wish.HERE)),
        ("ya estoy", Said(Wish.HERE)),
        ("Chidi isn’t here", Said(Wish.AWAY, "chidi")),
        ("Lucía no está", Said(Wish.AWAY, "lucia")),
        ("CAN'T COME TO CIRCLE", Said(Wish.CANT_COME)),
        ("sorry, I can't make it to my circle tomorrow", Said(Wish.CANT_COME)),
        ("no puedo ir al círculo", Said(Wish.CANT_COME)),
        ("tell my circle: hello", Said(Wish.TELL, "", "hello")),
        ("my circle Grief: hello", Said(Wish.TELL, "Grief", "hello")),
        ("mi círculo: hola\nqué tal", Said(Wish.TELL, "", "hola\nqué tal")),
        ("tell my partner: hello", None),
        ("I can't make it on Thursday", None),
        ("leave circle", None),
        ("thank you", None),
    ],
)
def test_what_people_write(text: str, meant: Said | None) -> None:
    assert read(text) == meant
