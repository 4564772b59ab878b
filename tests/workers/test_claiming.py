"""Claiming: each of our numbers keeps its pace, each address its order, and each letter finds the way there is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from flows import letters, undelivered
from flows.conversation import receive
from flows.templates import KNOCK, key_of_note
from messaging.inbound import Inbound
from messaging.rates import Senders
from models import clock, database, members, numbers, outbox, outcomes, sealing, templates
from models.base import AnyRow, table_of
from models.members import Address, Member
from models.nudges import Nudge
from models.outbox import Draft, Haste, Letter
from tests.models import people
from workers.claiming import Claim, Parcel, claim

AMARA, LUCIA, MAYA = "+447700900101", "whatsapp:+573001234567", "+447700900999"
LONG, TOLL_FREE, WHATSAPP, SERVICE = "+12025550100", "+18005550199", "whatsapp:+15005550007", "MG" + "0f" * 16
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Desk:
    """Where letters lie, with a clock that stands still until it is turned."""

    database: Engine
    senders: Senders = field(default_factory=lambda: Senders(LONG, WHATSAPP, None, {LONG: 5000.0}))
    at: datetime = NOON
    texts: int = 0

    def run(self, do: Any) -> Any:
        return database.run(self.database, do)

    def person(self, *addresses: str, number: str | None = None) -> list[int]:
        """Somebody with these addresses; the ids of those."""

        def put(connection: Any) -> list[int]:
            with Session(bind=connection, expire_on_commit=False) as db:
                member = people.person(db, addresses[0], "Amara")
                assert member.address_id is not None
                found = [member.address_id]
                for more in addresses[1:]:
                    lookup = sealing.keyring().lookups(more)[0]
                    channel = "whatsapp" if more.startswith("whatsapp:") else "sms"
                    row = Address(member_id=member.id, channel=channel, address=more, lookup=lookup)
                    db.add(row)
                    db.flush()
                    found.append(row.id)
                db.commit()
            if number is not None:
                members.texts_with(connection, found[0], number)
            return found

        made: list[int] = self.run(put)
        return made

    def put(self, address_id: int, *bodies: str, **more: Any) -> None:
        self.run(lambda c: outbox.put(c, [Draft(address_id, body, **more) for body in bodies]))

    def claim(self, most: int = 50) -> Claim:
        """One claim, as a worker makes it."""
        return database.run(self.database, lambda c: claim(c, self.senders, templates.made(c), most))

    def bodies(self) -> list[str]:
        """What leaves now, all of it: each claim is accepted, and those that moved letters are followed by another."""
        found: list[str] = []
        for _claim in range(20):
            made = self.claim()
            found += [parcel.way.body for parcel in made.parcels]
            self.accept(made.parcels)
            if not (made.parcels or made.wrote):
                return found
        raise AssertionError("the letters never rest")

    def accept(self, parcels: list[Parcel]) -> None:
        sids = [(one.letter, one.ref, f"SM{one.letter}") for one in parcels]
        self.run(lambda c: outcomes.accepted(c, sids))

    def tick(self, by: timedelta = timedelta(0)) -> list[str]:
        """Some time later, as a job of the delivery worker begins."""
        self.at += by
        self.run(undelivered.look_again)
        return self.bodies()

    def hear(self, address: str, body: str = "hi") -> str | None:
        """A text comes in."""
        self.texts += 1
        channel = "whatsapp" if address.startswith("whatsapp:") else "sms"
        inbound = Inbound(f"SI{self.texts}", channel, address, body)
        answer: str | None = self.run(lambda c: receive(c, inbound)).reply
        return answer

    def rows(self) -> list[AnyRow]:
        table = table_of(Letter)
        found: list[AnyRow] = self.run(lambda c: list(c.execute(select(table).order_by(table.c.id))))
        return found

    def statuses(self) -> list[str]:
        return [row.status for row in self.rows()]

    def told(self) -> list[str]:
        """What coordinators will hear of."""
        table = table_of(Nudge)
        found: list[str] = self.run(lambda c: list(c.scalars(select(table.c.kind).order_by(table.c.id))))
        return found


@pytest.fixture
def desk(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    sealing.use([sealing.new_key()])
    made = Desk(database.connect(database_url))
    monkeypatch.setattr(clock, "wall", lambda: made.at)
    clock.follow(lambda: made.at)
    with made.database.begin() as connection, Session(bind=connection) as db:
        people.coordinator(db, MAYA)
        db.commit()
    yield made
    clock.follow(clock.wall)
    monkeypatch.undo()
    clock.follow(clock.wall)
    made.database.dispose()


def paced(desk: Desk, seconds: float) -> Counter[str]:
    """How many letters leave from each number in so many seconds, looked at ten times a second."""
    left: Counter[str] = Counter()
    for _moment in range(round(seconds * 10)):
        made = desk.claim()
        left.update(parcel.number for parcel in made.parcels)
        desk.accept(made.parcels)
        desk.at += timedelta(seconds=0.1)
    return left


# Pace.


@pytest.mark.parametrize(
    ("body", "segments"),
    [("hello", 1), ("x" * 161, 2), ("é" * 320, 3), ("😀" * 60, 2)],
    ids=["short", "two", "three", "emoji"],
)
def test_a_segment_takes_a_long_code_a_second(desk: Desk, body: str, segments: int) -> None:
    desk.senders = Senders(LONG)
    for number in range(16):
        (address,) = desk.person(f"+4477009002{number:02}")
        desk.put(address, body)
    left = paced(desk, 12)[LONG]
    assert left in (12 // segments, 12 // segments + 1), "the first goes at once"


def test_half_time_waits_for_no_crowd(desk: Desk) -> None:
    """What has its minute overtakes what nobody waits for, in the line of its own address as well."""
    desk.senders = Senders(LONG)
    for number in range(8):
        (address,) = desk.person(f"+4477009004{number:02}")
        desk.put(address, "to everybody", haste=Haste.PATIENT)
    desk.at += timedelta(seconds=2)
    desk.put(address, "half time", haste=Haste.AT_ONCE)
    (other,) = desk.person("+447700900499")
    desk.put(other, "an answer")
    read: list[str] = []
    while len(read) < 10:
        desk.at += timedelta(seconds=1)
        read += desk.bodies()
    assert read == ["half time", "an answer", *["to everybody"] * 8]


def test_an_urgent_letter_overtakes_ten_thousand(desk: Desk) -> None:
    """A text to everybody, all of it due before, is no wall before what somebody waits for."""
    desk.senders = Senders(LONG)
    crowd = [desk.person(f"+4477009006{number:02}")[0] for number in range(100)]
    many = [Draft(one, "to everybody", haste=Haste.PATIENT) for _ in range(100) for one in crowd]
    desk.run(lambda c: outbox.put(c, many))
    desk.at += timedelta(minutes=1)
    desk.put(crowd[-1], "an answer")
    desk.put(crowd[-2], "half time", haste=Haste.AT_ONCE)
    read: list[str] = []
    while len(read) < 4:
        desk.at += timedelta(seconds=1)
        read += desk.bodies()
    assert read[:3] == ["half time", "an answer", "to everybody"]
    assert desk.statuses().count("queued") == 10_002 - len(read)


def test_what_was_held_comes_before_the_answer(desk: Desk) -> None:
    (address,) = desk.person("whatsapp:+447700900511")
    desk.put(address, "a note that waited", haste=Haste.PATIENT)
    assert desk.bodies() == []
    assert desk.statuses() == ["held"]
    desk.hear("whatsapp:+447700900511", "hello")
    desk.put(address, "another")
    assert desk.bodies()[:1] == ["a note that waited"]


def test_each_number_keeps_its_own_pace(desk: Desk) -> None:
    desk.senders = Senders([LONG, TOLL_FREE], WHATSAPP)
    for name, letters_ in ((LONG, 9), (TOLL_FREE, 20), (WHATSAPP, 20)):
        for number in range(letters_):
            channel = "whatsapp:" if name == WHATSAPP else ""
            who = f"{channel}+4477009{len(name)}{letters_}{number:02}"
            (address,) = desk.person(who, number=name)
            desk.hear(who)
            desk.run(lambda c, address=address, name=name: members.texts_with(c, address, name))
            desk.put(address, "hello")
    left = paced(desk, 5)
    assert left[LONG] in (5, 6)
    assert left[TOLL_FREE] in (15, 16, 17)
    assert left[WHATSAPP] == 20, "80 a second"


def test_a_messaging_service_has_a_pace_and_its_numbers_theirs(desk: Desk) -> None:
    """Who texted one of our numbers goes on with it; the others hear from the service."""
    desk.senders = Senders([LONG], None, SERVICE, {SERVICE: 4.0})
    for number in range(40):
        (address,) = desk.person(f"+4477009003{number:02}", number=LONG if number < 10 else None)
        desk.put(address, "hello")
    left = paced(desk, 5)
    assert left[LONG] in (5, 6)
    assert left[SERVICE] in (20, 21, 22)


def test_workers_together_keep_one_pace_and_a_restart_forgets_nothing(desk: Desk) -> None:
    desk.senders = Senders(LONG)
    for number in range(5):
        (address,) = desk.person(f"+4477009002{number:02}")
        desk.put(address, "hello")
    assert [len(desk.claim().parcels) for _worker in range(4)] == [1, 0, 0, 0]
    assert desk.claim().free_at == NOON + timedelta(seconds=1)
    desk.at += timedelta(seconds=1)
    assert [len(desk.claim().parcels) for _worker in range(4)] == [1, 0, 0, 0]


# Order.


def test_letters_of_one_address_leave_one_after_another(desk: Desk) -> None:
    (amara,), (other,) = desk.person(AMARA), desk.person("+447700900102")
    desk.put(amara, "one", "two")
    desk.put(other, "uno")
    first = desk.claim()
    assert [parcel.way.body for parcel in first.parcels] == ["one", "uno"]
    assert desk.claim().parcels == [], "nothing overtakes what is on its way"
    desk.accept(first.parcels)
    assert [parcel.way.body for parcel in desk.claim().parcels] == ["two"]


def test_what_waits_for_the_morning_does_not_hold_up_what_they_booked(desk: Desk) -> None:
    (amara,) = desk.person(AMARA)
    desk.put(amara, "this can wait", due=desk.at + 9 * HOUR)
    desk.put(amara, "your session starts")
    assert desk.bodies() == ["your session starts"]
    assert desk.tick(8 * HOUR) == []
    desk.put(amara, "written later, due later", due=desk.at + 2 * HOUR)
    assert desk.tick(3 * HOUR) == ["this can wait", "written later, due later"]


# A way.


def test_what_has_no_way_waits_until_they_write(desk: Desk) -> None:
    (lucia,) = desk.person(LUCIA)
    desk.put(lucia, "one", "two")
    assert desk.bodies() == []
    assert [(row.status, row.error) for row in desk.rows()] == [("held", "no-way")] * 2
    assert desk.tick(2 * HOUR) == []
    assert desk.hear(LUCIA) is None, "what waited comes first"
    assert desk.bodies() == ["one", "two"]


def test_a_way_that_was_there_all_along_is_found(desk: Desk) -> None:
    """Their text came in the same moment as the letter was held."""
    (lucia,) = desk.person(LUCIA)
    desk.hear(LUCIA)
    desk.put(lucia, "one")
    desk.run(lambda c: outcomes.hold(c, 1, "no-way"))
    assert desk.tick() == ["one"]


def test_the_last_minutes_of_the_window_are_no_way(desk: Desk) -> None:
    """What is on its way when the window closes comes too late."""
    (lucia,) = desk.person(LUCIA)
    desk.hear(LUCIA)
    desk.put(lucia, "in time", due=desk.at + timedelta(hours=23, minutes=54))
    desk.put(lucia, "too late", due=desk.at + timedelta(hours=23, minutes=56))
    assert desk.tick(timedelta(hours=23, minutes=54)) == ["in time"]
    for _minute in range(8):
        assert desk.tick(timedelta(minutes=1)) == []
    assert desk.statuses() == ["accepted", "held"]


def test_a_closed_window_leads_to_sms(desk: Desk) -> None:
    whatsapp, _sms = desk.person(LUCIA, "+573001234567")
    desk.put(whatsapp, "hola")
    assert desk.claim().wrote
    (parcel,) = desk.claim().parcels
    assert (parcel.address, parcel.number, parcel.way.body) == ("+573001234567", LONG, "hola")
    desk.accept([parcel])
    desk.hear(LUCIA)
    desk.put(whatsapp, "otra vez")
    assert [parcel.address for parcel in desk.claim().parcels] == [LUCIA]


def test_sms_is_no_way_either_when_nothing_gets_there(desk: Desk) -> None:
    whatsapp, sms = desk.person(LUCIA, "+573001234567")
    desk.run(lambda c: members.park(c, sms, "30005"))
    desk.put(whatsapp, "hola")
    assert desk.bodies() == []
    assert (desk.statuses(), desk.rows()[0].address_id) == (["held"], whatsapp)


def test_a_text_from_a_parked_address_mends_it(desk: Desk) -> None:
    (amara,) = desk.person(AMARA)
    desk.run(lambda c: members.park(c, amara, "30005"))
    desk.put(amara, "hello")
    assert (desk.tick(HOUR), desk.statuses()) == ([], ["held"])
    desk.hear(AMARA)
    assert desk.tick() == ["hello"]


def test_what_waited_for_a_parked_address_goes_to_their_other_one(desk: Desk) -> None:
    one, _two = desk.person(AMARA, "+447700900102")
    desk.run(lambda c: members.park(c, one, "30005"))
    desk.put(one, "hello")
    assert desk.claim().wrote
    assert [parcel.address for parcel in desk.claim().parcels] == ["+447700900102"]


def test_after_whatsapp_said_that_the_window_is_closed_only_a_text_opens_it(desk: Desk) -> None:
    (lucia,) = desk.person(LUCIA)
    desk.hear(LUCIA)
    desk.put(lucia, "hola")
    (parcel,) = desk.claim().parcels
    desk.run(lambda c: undelivered.refused(c, parcel.letter, parcel.ref, "63016"))
    for _tick in range(20):
        assert desk.tick(timedelta(seconds=5)) == []
    assert desk.statuses() == ["held"]
    desk.at += HOUR
    desk.hear(LUCIA)
    assert desk.bodies() == ["hola"]


# A knock.


def approve(desk: Desk, key: str, sid: str, status: str = "approved") -> None:
    def make(connection: Any) -> None:
        for language in ("en", "es"):
            name = f"sb_{key}_{language}"
            templates.replace(connection, name, key, language, f"{sid}{language}")
            templates.judged(connection, f"{sid}{language}", status, None)

    desk.run(make)


def test_a_knock_opens_the_door_once_for_all_that_waits(desk: Desk) -> None:
    approve(desk, key_of_note(KNOCK), "HXknock")
    (lucia,) = desk.person(LUCIA)
    desk.hear(LUCIA)
    desk.at += timedelta(hours=23, minutes=56)  # when the window is all but closed
    desk.put(lucia, "uno", "dos")
    assert desk.claim().wrote
    assert desk.claim().wrote
    (knock,) = desk.claim().parcels
    assert knock.way.content_sid == "HXknocken"
    desk.accept([knock])
    for _tick in range(12):
        assert desk.tick(timedelta(minutes=1)) == [], "one is enough"
    desk.put(lucia, "tres")
    assert desk.tick(HOUR) == []
    assert [(row.status, row.error) for row in desk.rows()] == [
        ("held", "knocked"),
        ("held", "knocked"),
        ("accepted", None),
        ("held", "knocked"),
    ]
    desk.hear(LUCIA, "ok")
    assert desk.bodies() == ["uno", "dos", "tres"]


def test_what_somebody_else_texts_opens_no_window(desk: Desk) -> None:
    approve(desk, key_of_note(KNOCK), "HXknock")
    (lucia,), (amara,) = desk.person(LUCIA), desk.person(AMARA)
    desk.put(amara, "a letter of hers")
    assert desk.bodies() == ["a letter of hers"]
    desk.hear(LUCIA)
    desk.at += timedelta(hours=30)
    desk.put(lucia, "uno")
    assert desk.claim().wrote
    (knock,) = desk.claim().parcels
    desk.accept([knock])
    desk.hear(AMARA)
    for _tick in range(12):
        assert desk.tick(timedelta(seconds=5)) == [], "neither the letter nor another knock"
    assert ("held", "knocked") in [(row.status, row.error) for row in desk.rows()]


def test_a_knock_that_is_not_approved_is_not_made(desk: Desk) -> None:
    approve(desk, key_of_note(KNOCK), "HXknock", "pending")
    (lucia,) = desk.person(LUCIA)
    desk.put(lucia, "uno")
    assert desk.bodies() == []
    assert desk.statuses() == ["held"]


def test_an_approved_template_needs_no_window(desk: Desk) -> None:
    approve(desk, key_of_note(letters.SOME), "HXsome")
    (lucia,) = desk.person(LUCIA)
    wording = {"copy": str(letters.SOME), "facts": {"count": "3"}, "language": "es"}
    desk.put(lucia, "as text", wording=wording)
    (parcel,) = desk.claim().parcels
    assert (parcel.way.content_sid, parcel.way.variables) == ("HXsomees", {"1": "3"})


# An end.


@pytest.mark.parametrize("held", [False, True])
def test_what_never_found_a_way_in_time_is_a_dead_letter_that_coordinators_hear_of(
    desk: Desk, held: bool
) -> None:
    address = LUCIA if held else AMARA
    (who,) = desk.person(address)
    desk.put(who, "your session starts in an hour", not_after=desk.at + HOUR)
    if held:
        assert desk.bodies() == []
    assert desk.tick(HOUR + timedelta(seconds=1)) == []
    (row,) = desk.rows()
    assert (row.status, row.error) == ("failed", "no-way" if held else "too-late")
    assert desk.told() == ["undelivered"]


def test_every_dead_letter_is_told_of_even_one_just_after_the_last_note(desk: Desk) -> None:
    (amara,) = desk.person(AMARA)
    table = table_of(Nudge)
    for minutes in (0, 1, 14):
        desk.at = NOON + timedelta(minutes=minutes)
        desk.put(amara, "late", not_after=desk.at - timedelta(seconds=1))
        assert desk.tick() == []
        due = desk.run(lambda c: c.scalars(select(table.c.due_at).order_by(table.c.id.desc()))).first()
        assert desk.at < due <= desk.at + letters.GATHERED
    assert desk.told() == ["undelivered"] * 2


def test_letters_that_were_only_too_late_say_nothing_about_an_address(desk: Desk) -> None:
    (lucia,) = desk.person(LUCIA)
    desk.put(lucia, "one", "two", "three", "four", not_after=desk.at + HOUR)
    assert desk.bodies() == []
    assert desk.tick(2 * HOUR) == []
    assert desk.statuses() == ["failed"] * 4
    desk.hear(LUCIA)
    desk.put(lucia, "five")
    assert desk.bodies() == ["five"]


def test_nothing_leaves_for_somebody_who_stopped(desk: Desk) -> None:
    """Written in the same moment as they asked us to stop."""
    (amara,), (lucia,) = desk.person(AMARA), desk.person(LUCIA)
    desk.put(amara, "one", "two")
    desk.put(lucia, "uno")
    stopped = table_of(Member).update().values(stopped_at=desk.at)
    desk.run(lambda c: c.execute(stopped))
    assert desk.bodies() == []
    assert desk.statuses() == ["withdrawn"] * 3


def test_what_a_dead_worker_held_for_somebody_who_stopped_is_not_looked_up(desk: Desk) -> None:
    (amara,) = desk.person(AMARA)
    desk.put(amara, "one")
    assert len(desk.claim().parcels) == 1
    stopped = table_of(Member).update().values(stopped_at=desk.at)
    desk.run(lambda c: c.execute(stopped))
    desk.at += 2 * outbox.LEASE
    assert desk.bodies() == []
    assert desk.statuses() == ["withdrawn"]


def test_a_dead_letter_that_a_coordinator_sends_again_is_sent(desk: Desk) -> None:
    """Even to an address that was given up meanwhile; to their other one when there is one."""
    (amara,) = desk.person(AMARA)
    desk.put(amara, "one")
    (parcel,) = desk.claim().parcels
    desk.run(lambda c: undelivered.refused(c, parcel.letter, parcel.ref, "30005"))
    assert desk.statuses() == ["failed"]
    assert "On their way again: 1" in (desk.hear(MAYA, "resend #1") or "")
    assert desk.bodies() == ["one"]


def test_the_letter_that_halts_a_number_is_not_the_one_that_tries_it_again(desk: Desk) -> None:
    """It may be the letter that is wrong, and not the number."""
    for at, body in ((AMARA, "to where we may not text"), ("+447700900102", "to anybody else")):
        (address,) = desk.person(at)
        desk.put(address, body)
        desk.at += timedelta(seconds=1)
    (parcel,) = desk.claim(1).parcels
    desk.run(lambda c: undelivered.refused(c, parcel.letter, parcel.ref, "21408"))
    assert desk.bodies() == []
    desk.at += numbers.PROBE_AFTER
    (probe,) = desk.claim().parcels
    assert probe.way.body == "to anybody else"


def test_a_halted_number_holds_up_no_other(desk: Desk) -> None:
    (amara,), (lucia,) = desk.person(AMARA), desk.person(LUCIA)
    desk.hear(LUCIA)
    desk.put(amara, "one")
    (parcel,) = desk.claim().parcels
    desk.run(lambda c: undelivered.refused(c, parcel.letter, parcel.ref, "21606"))
    desk.put(amara, "two")
    desk.put(lucia, "uno")
    assert desk.bodies() == ["uno"]
    assert desk.tick(timedelta(minutes=14)) == []


def test_who_wrote_to_one_of_our_numbers_hears_from_it(desk: Desk) -> None:
    desk.senders = Senders([LONG, TOLL_FREE], None, None, {LONG: 5000.0, TOLL_FREE: 5000.0})
    for number in range(6):
        who = f"+4477009002{number:02}"
        (address,) = desk.person(who)
        ours = (LONG, TOLL_FREE)[number % 2]
        inbound = Inbound(f"SX{number}", "sms", who, "hi", number=ours)
        desk.run(lambda c, inbound=inbound: receive(c, inbound))
        desk.put(address, ours)
    assert all(parcel.number == parcel.way.body for parcel in desk.claim().parcels)
