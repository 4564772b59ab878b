"""What a calendar reads of a session from its booking to its end, by another reader of calendar files than the one that
wrote them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import requests
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from flows import booking, calendar, leaving, links, parting, words
from flows.chat import Chat
from models import clock, sessions
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.two import AMA, CHIDI, Two, soon
from tests.servers.calendars import calendar_server


class File:
    """A calendar file as vobject reads it, its form checked line by line."""

    def __init__(self, content: bytes) -> None:
        *lines, rest = content.split(b"\r\n")
        assert rest == b"", "the last line has its end, too"
        assert all(b"\n" not in line and b"\r" not in line and len(line) <= 75 for line in lines)
        text = content.decode()
        assert "METHOD" not in text
        read = vobject.readOne(text)
        assert read.validate(raiseException=True)
        self.events = read.vevent_list
        self.event = self.events[0]
        # Each at most once, and all that RFC 5545 (3.6.1) asks for.
        names = [line.name for line in self.event.getChildren()]
        assert len(names) == len(set(names))
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY"} <= set(names)

    def __getattr__(self, name: str) -> object:
        return getattr(self.event, name).value

    @property
    def told(self) -> tuple[str, int, object]:
        """Status, sequence and beginning."""
        return self.event.status.value, int(self.event.sequence.value), self.event.dtstart.value


def token(link: str) -> str:
    return link.rsplit("/", 1)[1].removesuffix(".ics")


def content(two: Two, meeting: int, member: int) -> bytes:
    with two.engine.begin() as connection:
        return calendar.calendar_file(connection, token(links.calendar(meeting, member)))


def told(two: Two, meeting: int) -> tuple[str, int, object]:
    """What the file behind this session's link says; the same for both."""
    both = [File(content(two, meeting, member)).told for member in (two.ama, two.chidi)]
    assert both[0] == both[1]
    return both[0]


@pytest.fixture
def turned() -> Iterator[None]:
    yield
    clock.follow(clock.wall)


def move(two: Two, of: int, when: datetime, instead: int | None = None) -> int:
    """Ama suggests a time, perhaps instead of another, and Chidi says yes."""
    made = two.plan(of, when, "proposed", by=two.ama)

    def name_it(_connection: Connection, db: Session) -> None:
        db.get_one(Meeting, made).replaces_id = instead

    two.do(name_it)
    two.ask(two.chidi, booking.confirming, made)
    two.text(CHIDI, "hello")
    assert str(two.text(CHIDI, "1")).startswith("Booked with Ama")
    return made


def test_a_session_that_is_moved_twice_and_called_off_is_one_entry(two: Two) -> None:
    when = soon()
    pairing = two.pair("agreed")
    first = move(two, pairing, when)
    uid = File(content(two, first, two.ama)).uid
    assert told(two, first) == ("CONFIRMED", 0, when)
    seen = [first]
    for n in (1, 2):
        seen.append(move(two, pairing, when + timedelta(days=n), seen[-1]))
        for link in seen:  # those in older texts as well
            assert told(two, link) == ("CONFIRMED", n, when + timedelta(days=n))
            assert File(content(two, link, two.ama)).uid == uid
    two.text(AMA, "can't make it")
    answer = str(two.text(AMA, "1"))
    assert answer.startswith("It's off")
    assert two.status(Meeting, seen[-1]) == "called_off"
    for link in seen:
        assert told(two, link) == ("CANCELLED", 3, when + timedelta(days=2))
    for text, member in ((answer, two.ama), (two.told(two.chidi)[-1], two.chidi)):
        found = re.search(r"take it out of your calendar: \S+/calendar/(\S+)\.ics$", text)
        assert found
        assert links.read_calendar(found[1]) == (seen[-1], member, False)


def test_a_time_that_is_only_suggested_is_in_no_calendar(two: Two) -> None:
    pairing, when = two.pair("agreed"), soon()
    meeting = move(two, pairing, when)
    suggested = two.plan(pairing, when + timedelta(days=1), "proposed")
    assert told(two, meeting) == ("CONFIRMED", 0, when)
    with pytest.raises(links.NotOurs):
        content(two, suggested, two.ama)


def test_one_who_cannot_be_reached_and_is_back_in_time(two: Two) -> None:
    when = soon()
    meeting = move(two, two.pair("agreed"), when)
    two.text(AMA, "STOP")
    assert told(two, meeting) == ("CANCELLED", 1, when)
    found = re.search(r"/calendar/(\S+)\.ics$", two.told(two.chidi)[-1])
    assert found
    assert links.read_calendar(found[1]) == (meeting, two.chidi, False)
    two.text(AMA, "START")
    assert two.status(Meeting, meeting) == "proposed"
    assert told(two, meeting) == ("CANCELLED", 1, when)  # until Chidi says that it still suits
    two.text(CHIDI, "hello")
    two.text(CHIDI, "1")
    assert told(two, meeting) == ("CONFIRMED", 2, when)


def test_who_part_meet_no_more(two: Two) -> None:
    pairing, when = two.pair("agreed"), soon()
    meeting = move(two, pairing, when)
    suggested = two.plan(pairing, when + timedelta(days=1), "proposed")

    def part(connection: Connection, db: Session) -> None:
        chat = Chat(connection, leaving.as_sender(db.get_one(Member, two.ama)), db)
        parting.part(chat, db.get_one(Pairing, pairing))

    two.do(part)
    assert two.status(Meeting, meeting) == "called_off"
    assert two.status(Meeting, suggested) == "replaced"
    assert told(two, meeting) == ("CANCELLED", 1, when)


def test_it_reads_the_same_until_something_changes(two: Two, turned: None) -> None:
    booked_at = clock.now().replace(microsecond=0)
    clock.follow(lambda: booked_at)
    meeting = move(two, two.pair("agreed"), soon())
    first = content(two, meeting, two.ama)

    def happens(_connection: Connection, db: Session) -> None:
        db.get_one(Meeting, meeting).status = "happened"

    def shorter(_connection: Connection, db: Session) -> None:
        db.get_one(Meeting, meeting).minutes = 40

    clock.follow(lambda: booked_at + timedelta(days=1))
    two.do(happens)
    assert content(two, meeting, two.ama) == first
    two.do(shorter)
    file = File(content(two, meeting, two.ama))
    assert file.sequence == "1"
    assert file.dtstamp == file.last_modified == booked_at + timedelta(days=1)
    assert file.dtend == file.dtstart + timedelta(minutes=40)  # type: ignore[operator]  # vobject has no types


def test_one_file_holds_a_whole_series_each_with_a_name_of_its_own(two: Two) -> None:
    when, pairing = soon(), two.pair("agreed")
    weeks = [two.plan(pairing, when + timedelta(weeks=n), "booked") for n in range(3)]
    alone = two.plan(pairing, when + timedelta(days=1), "booked")

    def together(_connection: Connection, db: Session) -> None:
        for one in weeks:
            db.get_one(Meeting, one).series = "these"

    two.do(together)
    later = move(two, pairing, when + timedelta(weeks=1, hours=2), weeks[1])

    def change(_connection: Connection, db: Session) -> None:
        db.get_one(Meeting, later).series = "these"
        db.get_one(Meeting, weeks[2]).status = "called_off"

    two.do(change)
    with two.engine.begin() as connection:
        file = File(calendar.calendar_file(connection, token(links.series(weeks[0], two.ama))))
        lone = calendar.calendar_file(connection, token(links.series(alone, two.ama)))
    assert [(one.status.value, one.sequence.value, one.dtstart.value) for one in file.events] == [
        ("CONFIRMED", "0", when),
        ("CONFIRMED", "1", when + timedelta(weeks=1, hours=2)),
        ("CANCELLED", "1", when + timedelta(weeks=2)),
    ]
    uids = [one.uid.value for one in file.events]
    assert uids == [File(content(two, one, two.ama)).uid for one in weeks]
    assert len(set(uids)) == 3
    assert lone == content(two, alone, two.ama)


@pytest.mark.parametrize("off", [False, True])
def test_it_lives_as_long_as_its_session_and_a_month(two: Two, turned: None, off: bool) -> None:
    when = soon()
    end = when + timedelta(hours=1)
    meeting = two.plan(two.pair("agreed"), when, "booked")

    def reads_spanish(_connection: Connection, db: Session) -> None:
        db.get_one(Member, two.ama).language = "es"
        if off:
            db.get_one(Meeting, meeting).status = "called_off"

    two.do(reads_spanish)
    clock.follow(lambda: end + timedelta(days=30))
    assert File(content(two, meeting, two.ama)).summary == ("Sesión (ya no es)" if off else "Sesión")
    clock.follow(lambda: end + timedelta(days=30, seconds=1))
    with pytest.raises(calendar.Over) as over:
        content(two, meeting, two.ama)
    assert over.value.words == words.translate(calendar.OVER, "es") != calendar.OVER


def test_it_names_nobody_and_costs_little(two: Two) -> None:
    meeting = move(two, two.pair("agreed"), soon())
    asked: list[str] = []
    event.listen(two.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    text = content(two, meeting, two.ama).decode()
    assert not re.search("Ama|Chidi|coach|board has|POC", text)
    assert "VALARM" not in text
    assert len([one for one in asked if one.startswith("SELECT")]) <= 3, asked


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("https://zoom.us/j/81?pwd=x,y;z", "https://zoom.us/j/81?pwd=x,y;z"),
        ("My room: meet.google.com/abc-defg-hij.", "https://meet.google.com/abc-defg-hij"),
        ("HTTPS://teams.example/l/meet", "HTTPS://teams.example/l/meet"),
        ("https://zoom.us/my/chidi.okafor", None),  # it names whom they meet
        ("whereby.com/Chídi", None),
        ("I call you, +44 7700 900201", None),
        ("12 High Street, second bell", None),
        ("Chidi's kitchen", None),
        (None, None),
    ],
)
def test_where_they_meet_when_it_is_a_link_that_names_nobody(
    two: Two, said: str | None, shown: str | None
) -> None:
    meeting = move(two, two.pair("agreed"), soon())

    def say(_connection: Connection, db: Session) -> None:
        db.get_one(Meeting, meeting).place = said

    two.do(say)
    file = File(content(two, meeting, two.ama))
    assert getattr(file.event, "location", None) is None if shown is None else file.location == shown
    assert file.sequence == ("0" if said is None else "1")


MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1), timezones=st.timezones())  # noqa: DTZ001 (zones are given beside)


@given(
    starts_at=MOMENTS,
    changed_at=MOMENTS,
    minutes=st.integers(1, 24 * 60),
    sequence=st.integers(0, 2**31 - 1),
    status=st.sampled_from([*sessions.SESSION.moves]),
    language=st.sampled_from([*words.LANGUAGES]),
    place=st.text(max_size=200) | st.from_regex(r"(https?://)?[a-z]{1,9}\.com/\S{0,150}"),
)
def test_another_reader_reads_what_was_meant(
    starts_at: datetime,
    changed_at: datetime,
    minutes: int,
    sequence: int,
    status: str,
    language: str,
    place: str,
) -> None:
    meeting = Meeting(
        uid=uuid4().hex,
        status=status,
        starts_at=starts_at,
        minutes=minutes,
        sequence=sequence,
        changed_at=changed_at,
        place=place,
    )
    link = calendar.where(meeting, "Ama")
    holder = Calendar(prodid="-//somebody//EN", version="2.0")
    holder.add_component(calendar.as_event(meeting, language, link))
    file = File(holder.to_ical())
    assert link is None or file.location == link
    begins = starts_at.astimezone(UTC).replace(microsecond=0)
    assert file.dtstart == begins
    assert file.dtend == begins + timedelta(minutes=minutes)
    assert file.dtstamp == file.last_modified == changed_at.astimezone(UTC).replace(microsecond=0)
    assert file.sequence == str(sequence)
    assert file.uid == f"{meeting.uid}@sounding-board"
    on = status in ("booked", "happened", "missed", "unsure", "unsettled")
    assert (file.status, file.transp) == (("CONFIRMED", "OPAQUE") if on else ("CANCELLED", "TRANSPARENT"))
    title = calendar.TITLE if on else calendar.OFF
    assert file.summary == words.translate(title, language)


def test_a_calendar_server_takes_the_file_its_update_and_its_end(two: Two, tmp_path: Path) -> None:
    """Just as it is: there is nothing in it that a calendar would have to leave out first (RFC 4791, 4.1)."""
    when, pairing = soon(), two.pair("agreed")
    meeting = move(two, pairing, when)
    other = move(two, pairing, when + timedelta(days=9))
    with calendar_server(tmp_path) as address, requests.Session() as phone:
        phone.auth = ("somebody", "")

        def kept() -> dict[str, tuple[str, int, object]]:
            """What the calendar holds, by its own account: each event by its UID."""
            read = vobject.readOne(phone.get(address, timeout=15).text)
            return {
                one.uid.value: (one.status.value, int(one.sequence.value), one.dtstart.value)
                for one in read.vevent_list
            }

        def put(name: str, of: int) -> int:
            file, kind = content(two, of, two.ama), {"Content-Type": "text/calendar; charset=utf-8"}
            return phone.put(f"{address}{name}.ics", file, headers=kind, timeout=15).status_code

        uid = File(content(two, meeting, two.ama)).uid
        assert (put("one", meeting), put("other", other)) == (201, 201)
        assert kept()[uid] == ("CONFIRMED", 0, when)
        assert put("again", meeting) == 409  # the same name twice is one too many, so a move must keep it
        move(two, pairing, when + timedelta(days=1), meeting)
        assert put("one", meeting) == 204
        assert kept()[uid] == ("CONFIRMED", 1, when + timedelta(days=1))
        two.text(AMA, "STOP")
        assert put("one", meeting) == 204
        assert kept()[uid] == ("CANCELLED", 2, when + timedelta(days=1))
        assert len(kept()) == 2
