"""Every error code that Twilio may answer or call back with: what becomes of the letter, its address, our number and the
person, who is told, and that the letter goes out once the cause is mended. Source: Twilio's error dictionary."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, select
from twilio.request_validator import RequestValidator

from flows import letters, templates
from messaging.verdicts import CODES
from models import clock, database, outbox, sealing
from models import templates as kept
from models.base import AnyRow, table_of
from models.members import Address, Member
from models.nudges import Nudge
from models.numbers import PROBE_AFTER, Number
from tests.workers.houses import ACCOUNT, COORDINATOR, TOKEN, House, StandIn, house, settings_for, stand_in
from tests.workers.posting import text
from workers import kit
from workers.delivery import deliver

SMS, WHATSAPP, AMERICAN = "+447700900101", "whatsapp:+573001234567", "whatsapp:+12025550123"
BODY = "Sounding Board has a note for you.\n" + " ".join(f"Sentence number {one}." for one in range(20))
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOW = (timedelta(0), timedelta(0))


@dataclass(frozen=True)
class Fate:
    """What a code leads to."""

    status: str
    waits: tuple[timedelta, timedelta] = NOW  # at the least, at the most
    attempts: int = 1
    parked: bool = False
    halted: bool = False
    slowed: bool = False
    stopped: bool = False
    told: tuple[str, ...] = ()
    mended: str = "in time"  # how the letter gets out in the end: see MEND


GONE = Fate("failed", parked=True, told=("undelivered",), mended="sent again")
DEAD = Fate("failed", told=("undelivered",), mended="sent again")
HALTED = Fate(
    "queued", (PROBE_AFTER, PROBE_AFTER + MINUTE), 0, halted=True, told=("halted",), mended="resumed"
)
LEFT = Fate("withdrawn", stopped=True, mended="back")
FULL = Fate("queued", (MINUTE, 2 * MINUTE), slowed=True)
TABLE: dict[str, tuple[str, Fate]] = {
    "20429": (SMS, Fate("queued", (SECOND, 2 * SECOND))),
    **dict.fromkeys(("21211", "21614", "21635", "30005", "30006"), (SMS, GONE)),
    **dict.fromkeys(("20003", "21408", "21606", "30002", "30034"), (SMS, HALTED)),
    "63007": (WHATSAPP, HALTED),
    "21610": (SMS, LEFT),
    "63014": (WHATSAPP, LEFT),
    **dict.fromkeys(("21611", "30001"), (SMS, FULL)),
    "21617": (SMS, Fate("withdrawn", mended="in parts")),
    "30003": (SMS, Fate("queued", (10 * MINUTE, 20 * MINUTE))),
    **dict.fromkeys(("30004", "30007"), (SMS, DEAD)),
    "30008": (SMS, Fate("queued", (5 * MINUTE, 10 * MINUTE))),
    "63019": (WHATSAPP, Fate("queued", (5 * MINUTE, 10 * MINUTE))),
    "63016": (WHATSAPP, Fate("held", mended="when they write")),
    "63018": (WHATSAPP, Fate("queued", (5 * MINUTE, 10 * MINUTE))),
    "63049": (WHATSAPP, Fate("queued", (DAY, 2 * DAY), mended="when they write")),
    "63049 in the US": (AMERICAN, DEAD),
    **dict.fromkeys(("63003", "63024"), (WHATSAPP, GONE)),
    "21999 which nobody knows": (SMS, DEAD),
    "99999 which nobody knows": (WHATSAPP, DEAD),
}


def never_quiet(connection: Connection) -> None:
    """Everybody may be texted at any hour."""
    connection.execute(table_of(Member).update().values(quiet_from=0, quiet_till=0))


def test_the_table_is_whole() -> None:
    assert {name.split()[0] for name in TABLE} >= {code for code in CODES if code.isdecimal()}


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


@pytest.fixture
def ours(
    database_url: str, redis_url: str, twilio: StandIn, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """A house whose every clock is turned, its numbers' too."""
    with house(lambda public_url: settings_for(database_url, redis_url, public_url, twilio.url)) as made:
        monkeypatch.setattr(clock, "wall", lambda: datetime.now(UTC) + timedelta(seconds=made.ahead))
        yield made
        monkeypatch.undo()


def callback(ours: House, sid: str, status: str, code: str = "", ref: str = "") -> None:
    """What Twilio tells later, signed."""
    url = f"{ours.settings.public_url}/twilio/status?ref={ref}"
    form = {"MessageSid": sid, "AccountSid": ACCOUNT, "MessageStatus": status}
    if code:
        form["ErrorCode"] = code
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    answer = requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=15)
    assert answer.status_code == 204


def go_wrong(ours: House, twilio: StandIn, code: str, how: str) -> None:
    """Let the next letter fail: in the answer to the call, or later, by a callback that comes twice."""
    if how == "at once":
        refused = {"code": int(code), "message": "no", "more_info": "", "status": 400}
        twilio.script.append((429 if code == "20429" else 400, refused))
        deliver()
        return
    deliver()
    (letter,) = [row for row in ours.letters() if row.status == "accepted"]
    for _twice in range(2):
        callback(ours, letter.sid, "undelivered", code, letter.ref)
    deliver()
    before = ours.letters()
    callback(ours, letter.sid, "failed", code, letter.ref)
    callback(ours, letter.sid, "sent", "", letter.ref)
    if before[letter.id - 1].status != "failed":  # a late receipt outranks an early failure
        callback(ours, letter.sid, "delivered", "", letter.ref)
    assert ours.letters() == before, "what comes late or twice changes nothing"


def ask(model: type, *where: Any) -> list[AnyRow]:
    table = table_of(model)
    found = select(table).where(*where).order_by(next(iter(table.primary_key)))
    return database.run(kit.kit().engine, lambda c: list(c.execute(found)))


def address_of(who: str) -> AnyRow:
    lookup = sealing.keyring().lookups(who)[0]
    return ask(Address, table_of(Address).c.lookup == lookup)[0]


def their_number(who: str) -> AnyRow:
    name = "whatsapp:+15005550007" if who.startswith("whatsapp:") else "+15005550006"
    return ask(Number, table_of(Number).c.name == name)[0]


def told() -> tuple[str, ...]:
    return tuple(row.kind for row in ask(Nudge) if row.kind in ("undelivered", "halted"))


def theirs(ours: House, who: str) -> list[AnyRow]:
    return [row for row in ours.letters() if row.address_id == address_of(who).id]


def bodies(twilio: StandIn, who: str) -> list[str]:
    """What Twilio took for somebody, in order."""
    return [message["body"] for message in reversed(twilio.kept) if message["to"] == who]


@pytest.mark.parametrize("how", ["at once", "later"])
@pytest.mark.parametrize("name", TABLE)
def test_what_a_code_leads_to_and_how_the_letter_gets_out(
    ours: House, twilio: StandIn, name: str, how: str
) -> None:
    code, (who, fate) = name.split()[0], TABLE[name]
    ours.write(who, BODY)
    ours.heard(who)
    began = clock.now()
    go_wrong(ours, twilio, code, how)
    letter, ended = theirs(ours, who)[0], clock.now()
    assert letter.status == fate.status
    if fate.status == "queued":
        assert letter.error == code
        least, most = fate.waits
        assert least <= letter.not_before - began
        assert letter.not_before - ended <= most
        assert letter.due_at in (letter.not_before, letter.created_at)
    assert letter.attempts == fate.attempts
    assert (address_of(who).parked_at is not None, address_of(who).parked_for) == (
        (True, code) if fate.parked else (False, None)
    )
    number = their_number(who)
    assert (number.halted_at is not None, number.halted_for) == (
        (True, code) if fate.halted else (False, None)
    )
    assert (number.free_at - clock.wall() > MINUTE / 2) is (fate.slowed or fate.halted)
    stopped = ask(Member, table_of(Member).c.id == address_of(who).member_id)[0].stopped_at
    assert (stopped is not None) is fate.stopped
    assert told() == fate.told
    MEND[fate.mended](ours, twilio, who, fate)


# How it gets out in the end.


def in_time(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    """It waits, and goes as a text of its own."""
    first = theirs(ours, who)[0]
    tried = len(twilio.said)
    ours.ahead += (first.not_before - clock.now() - SECOND / 2).total_seconds()
    deliver()
    assert len(twilio.said) == tried, "not before its time"
    ours.ahead += fate.waits[1].total_seconds()
    deliver()
    (letter,) = theirs(ours, who)
    assert (letter.status, letter.error) == ("accepted", None)
    urls = [said["StatusCallback"] for said in twilio.said]
    assert len(set(urls)) == len(urls) == tried + 1, "under a new name, so that old news isn't about it"
    assert urls[-1].endswith(letter.ref)
    callback(ours, letter.sid, "delivered", "", letter.ref)
    assert ours.statuses() == ["delivered"]


def resumed(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    """After a quarter of an hour one letter tries the number, and when it is fine, all of them go."""
    ours.write("+447700900102" if who == SMS else WHATSAPP, "another")
    tried, code = len(twilio.said), their_number(who).halted_for
    ours.ahead += (PROBE_AFTER - 2 * SECOND).total_seconds()
    deliver()
    assert len(twilio.said) == tried
    ours.ahead += 60
    deliver()
    if not code.startswith("2"):  # that it was taken proves nothing; it has to arrive
        assert len(twilio.said) == tried + 1
        assert their_number(who).halted_for == code
        first = next(row for row in ours.letters() if row.status == "accepted")
        callback(ours, first.sid, "delivered", "", first.ref)
        deliver()
    assert ours.statuses() in (["accepted", "accepted"], ["accepted", "delivered"], ["delivered", "accepted"])
    number = their_number(who)
    assert (number.halted_at, number.halted_for) == (None, None)
    assert number.free_at - clock.wall() < MINUTE, "and it needn't wait once more"


def sent_again(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    """They texted us, or a coordinator just tries again."""
    before = len(bodies(twilio, who))
    if fate.parked:
        ours.write(who, "not to where nothing gets")
        deliver()
        assert theirs(ours, who)[-1].status == "held"
        assert text(ours.settings.public_url, "menu", who).status_code == 200
        assert address_of(who).parked_at is None
    assert "1" in text(ours.settings.public_url, "undelivered", COORDINATOR).text
    database.run(kit.kit().engine, never_quiet)  # or it would wait for their morning, whenever that is
    text(ours.settings.public_url, "resend all", COORDINATOR)
    deliver()
    assert BODY in bodies(twilio, who)[before:]
    assert {row.status for row in theirs(ours, who)} == {"accepted"}


def back(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    """Nothing goes to them until they say so themselves."""
    before = len(bodies(twilio, who))
    ours.write(who, "not to them")
    deliver()
    assert len(bodies(twilio, who)) == before
    ours.ahead += 60
    text(ours.settings.public_url, "join", who)
    ours.write(who, "welcome back")
    deliver()
    assert bodies(twilio, who)[before:] == ["welcome back"]


def in_parts(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    """About halves, each with the first line that a lock screen shows; the whole one has gone nowhere."""
    first, *parts = theirs(ours, who)
    assert first.status == "withdrawn"
    assert {part.status for part in parts} == {"accepted"}
    assert len(parts) in (2, 3), "the first line takes some room"
    said = bodies(twilio, who)[-len(parts) :]
    assert said == [part.body for part in parts]
    heading, whole = BODY.split("\n")
    assert [one.split("\n")[0] for one in said] == [heading] * len(parts)
    assert " ".join(one.split("\n")[1] for one in said) == whole


def when_they_write(ours: House, twilio: StandIn, who: str, fate: Fate) -> None:
    before = len(bodies(twilio, who))
    ours.ahead += (fate.waits[1] + HOUR).total_seconds()
    deliver()
    assert len(bodies(twilio, who)) == before
    assert theirs(ours, who)[0].status == "held"
    text(ours.settings.public_url, "ok", who)
    deliver()
    assert bodies(twilio, who)[before:] == [BODY]


MEND: dict[str, Callable[[House, StandIn, str, Fate], None]] = {
    "in time": in_time,
    "resumed": resumed,
    "sent again": sent_again,
    "back": back,
    "in parts": in_parts,
    "when they write": when_they_write,
}


# Who has two addresses, or a template, or no luck.


def second_address(who: str, more: str) -> None:
    """The same person has another address."""
    values = {
        "member_id": address_of(who).member_id,
        "channel": "whatsapp" if more.startswith("whatsapp:") else "sms",
        "address": more,
        "lookup": sealing.keyring().lookups(more)[0],
    }
    database.run(kit.kit().engine, lambda c: c.execute(table_of(Address).insert().values(values)))


@pytest.mark.parametrize("how", ["at once", "later"])
@pytest.mark.parametrize("code", ["63003", "63024", "63016", "30005", "21211"])
def test_by_their_other_address(ours: House, twilio: StandIn, code: str, how: str) -> None:
    who, other = (WHATSAPP, "+573001234567") if code.startswith("6") else (SMS, "+447700900102")
    ours.write(who, BODY)
    ours.heard(who)
    second_address(who, other)
    go_wrong(ours, twilio, code, how)
    (letter,) = ours.letters()
    assert (letter.status, letter.address_id) == ("accepted", address_of(other).id)
    assert bodies(twilio, other) == [BODY]
    assert (address_of(who).parked_for == code) is (code != "63016")
    assert told() == ()


@pytest.mark.parametrize("how", ["at once", "later"])
@pytest.mark.parametrize("code", ["21610", "63014"])
def test_who_opted_out_of_one_channel_hears_nothing_on_the_other(
    ours: House, twilio: StandIn, code: str, how: str
) -> None:
    who, other = (SMS, "whatsapp:+447700900101") if code == "21610" else (WHATSAPP, "+573001234567")
    ours.write(who, BODY)
    ours.heard(who)
    second_address(who, other)
    ours.heard(other)
    go_wrong(ours, twilio, code, how)
    ours.write(other, "not here either")
    deliver()
    assert bodies(twilio, other) == []
    assert [row.status for row in theirs(ours, other)] == ["withdrawn"]


@pytest.mark.parametrize("how", ["at once", "later"])
def test_a_closed_window_leads_to_an_approved_template(ours: House, twilio: StandIn, how: str) -> None:
    key, sid = templates.key_of_note(letters.SOME), "HX" + "0a" * 16
    wording = {"copy": str(letters.SOME), "facts": {"count": "3"}, "language": "es"}
    ours.heard(WHATSAPP)

    def put(connection: Connection) -> None:
        kept.replace(connection, "sb_some_es", key, "es", sid)
        kept.judged(connection, sid, "approved", None)
        lookup = sealing.keyring().lookups(WHATSAPP)[0]
        table = table_of(Address)
        address = connection.scalar(select(table.c.id).where(table.c.lookup == lookup))
        assert address is not None
        outbox.put(connection, [outbox.Draft(address, BODY, wording)])

    database.run(kit.kit().engine, put)
    go_wrong(ours, twilio, "63016", how)
    assert ours.statuses() == ["accepted"]
    first, second = twilio.said
    assert (first.get("Body"), first.get("ContentSid")) == (BODY, None)
    assert (second.get("Body"), second["ContentSid"], second["ContentVariables"]) == (None, sid, '{"1": "3"}')


@pytest.mark.parametrize("how", ["at once", "later"])
@pytest.mark.parametrize(("code", "tries"), [("30003", 3), ("30008", 2)])
def test_in_vain_in_the_end(ours: House, twilio: StandIn, code: str, tries: int, how: str) -> None:
    ours.write(SMS, BODY)
    for _try in range(tries):
        assert told() == ()
        go_wrong(ours, twilio, code, how)
        ours.ahead += (3 * HOUR).total_seconds()
    deliver()
    assert len(twilio.said) == tries
    assert ours.statuses() == ["failed"]
    assert told() == ("undelivered",)


def test_a_storm_takes_no_tries_away(ours: House, twilio: StandIn) -> None:
    """What wasn't taken says nothing about the phone, which may well be switched off for a while afterwards."""
    ours.write(SMS, BODY)
    for _gust in range(8):
        go_wrong(ours, twilio, "20429", "at once")
        ours.ahead += (6 * MINUTE).total_seconds()
    go_wrong(ours, twilio, "30003", "later")
    assert ours.statuses() == ["queued"]
    assert told() == ()


def test_what_keeps_failing_is_parked_and_their_other_address_used(ours: House, twilio: StandIn) -> None:
    ours.write(SMS, "one", "two", "three", "four")
    second_address(SMS, "+447700900102")
    for _letter in range(3):
        twilio.script.append((400, {"code": 30004, "message": "no", "status": 400}))
    while deliver():
        pass
    assert [row.status for row in ours.letters()] == ["failed"] * 3 + ["accepted"]
    assert bodies(twilio, "+447700900102") == ["four"]
    assert address_of(SMS).parked_for == "30004"


def test_old_news_does_not_set_a_halted_number_going(ours: House, twilio: StandIn) -> None:
    """A text that left before the trouble began arrives in the middle of it."""
    ours.write(SMS, "before")
    deliver()
    (before,) = ours.letters()
    ours.ahead += 1
    ours.write(SMS, BODY)
    go_wrong(ours, twilio, "20003", "at once")
    callback(ours, before.sid, "delivered", "", before.ref)
    assert their_number(SMS).halted_for == "20003"
