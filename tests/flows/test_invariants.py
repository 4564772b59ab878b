"""What holds whatever anybody texts: random words, repeats, texts that overtake each other, from several people and
channels, in every flow, with time passing and nudges speaking in between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from flows import (
    afterwards,
    agreement,
    all_off,
    booking,
    carrier,
    circle,
    circle_day,
    circle_host,
    circle_words,
    closing,
    commitments,
    correction,
    credential,
    directory_contact,
    feedback,
    finishing,
    followed_up,
    half_way,
    in_the_letter,
    introduction,
    listening,
    listing,
    missed,
    moving,
    my_concern,
    place,
    recalling,
    relay_chat,
    rematch,
    ring_agreement,
    sending,
    series,
    session,
    sharing,
    shortcuts,
    stalled,
    starting,
    taking_back,
    taking_part,
    thanking,
    unasked,
    undelivered,
)
from flows.conversation import receive
from flows.coordinating import broadcasting, circles_there, parting_them, seats, taking_out, undoing
from flows.cpd import HoursAndWhat, PastDay
from flows.durations import Minutes
from flows.expects import City, Day, ManyOf, NameAndPronouns, OneOf, When, Words, YesNo
from flows.flow import FLOWS, Flow
from flows.renewal import FarDay
from flows.understand import fold
from flows.words import LANGUAGES, translate
from messaging import twiml
from messaging.inbound import Inbound
from messaging.rates import Senders
from models import (
    appreciations,
    broadcasts,
    chain,
    circles,
    clock,
    concerns,
    corrections,
    database,
    hearings,
    listings,
    nudges,
    outbox,
    pairings,
    sealing,
    sessions,
    talks,
)
from models import directory as found
from models.acts import Doing
from models.base import Base, table_of
from models.circles import Circle
from models.kinds import Kind
from models.knowledge import Knowledge
from models.lifecycle import HasLifecycle
from models.members import Address, Member
from models.outbox import Draft, Letter
from models.pairings import Pairing
from models.rounds import Entry, Round
from models.seats import Seat
from models.sessions import Meeting
from models.talks import TalkRow
from models.texts import Text
from tests.examples import examples
from tests.models import people
from tests.servers.memory import empty, in_memory
from workers.claiming import claim

START = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
AMARA, LUCIA, MAYA, NIA = "+447700900101", "whatsapp:CO.77123", "+447700900999", "+12025550123"
PHONES = (AMARA, f"whatsapp:{AMARA}", LUCIA, MAYA, NIA)  # the second is Amara's too
EXTERNAL = {LUCIA: "CO.77123"}
NOBODY = "+447700900777"

SHORTCUTS = sorted(
    {
        word.strip()
        for language in LANGUAGES
        for copy in (
            shortcuts.MENU,
            shortcuts.BACK,
            shortcuts.WHERE,
            shortcuts.AGAIN,
            shortcuts.GREETING,
            *(flow.words for flow in FLOWS.values() if flow.words),
        )
        for word in translate(copy, language).split(",")
    }
    | shortcuts.LANGUAGE_WORDS.keys()
)
COMMANDS = (
    [
        pattern.format(one, two)
        for one in ("Amara", "lucía", "#99", "#999999999", "nobody at all")
        for two in ("Lucia", "amara")
        for pattern in (
            "look {}",
            "VERIFY {}",
            "ask {}: which year?",
            "PAIR {} AND {}",
            "tell {}: hello",
            "di {}: {}",
        )
    ]
    + [
        "open round",
        "abrir ronda desde el 11 de enero",
        "round",
        "preview",
        "more",
        "why amara",
        "why amara and lucía",
        "lock amara and lucía",
        "forbid amara and lucía",
        "swap amara and lucía",
        "clear",
        "send",
        "undo",
        "finish round",
        "call off round",
    ]
    + [
        "find icf",
        "who is in london?",
        "how are amara and lucía?",
        "nudge amara",
        "nudge amara and lucía",
        "who hasn't met",
        "pause amara till monday",
        "resume amara",
        "change amara's name to Amara Okafor",
        "cambia el idioma de lucía a inglés",
        "note amara: prefers calls",
        "drop note 1",
        "part amara and lucía",
        "rematch amara",
        "verify amarra",
    ]
    + [
        "tell everyone: hello",
        "diles a todas las personas sin pareja: hola",
        "tell everyone but not Amara: hello",
        "how is my text?",
        "undo my text",
    ]
    + ["tell my partner: hello", "dile a mi pareja: llámame al +34 600 000 000", "reply: yes", "chat", "done"]
    + [
        "write to my partner",
        "share numbers",
        "no compartir",
        "tell my coach that I'm late",
        "chat con amara",
    ]
    + [
        "leave my circle",
        "can't come to my circle",
        "no puedo conducir",
        "tell my circle: hello",
        "mi círculo Grief: hola",
    ]
    + ["WAITING", "¿quién espera?", "tell Amara: " + "x" * 1580, "ask lucía: " + "y " * 780]
)
DURING = (
    "we're starting", "empezamos con Amara", "pause", "seguimos", "we have 20 minutes", "shorten to 40 minutes",
    "10 more minutes", "next", "I have to go", "Amara isn't here", "I'm here", "until 9:30", "we're done",
    "swap who starts", "empieza Lucía", "no prompts",
)  # fmt: skip
# fmt: off
PLAIN = (
    *"0123456789", "1 and 3", "yes", "no", "YES!", "sí", "no, gracias", "👍", "👎", "both", "two", "7", "12", "1.",
    "tomorrow 6pm", "mañana a las 18", "Friday", "29 February 2027", "1/2/2020", "31 December 23:59", "6pm", "hoy",
    "Amara, she/her", "London", "Bogotá", "skip", "omitir", "EMCC", "my own words, in a sentence.", "{name}", "%s",
    "", " ", "😀", "👩🏾\u200d🦱", "x" * 1600, "é" * 1600, "\0", "Am\0ara\x0b\x1b", "\u202eabc", "محمد علي", "דנה",
    "ç̶̱̈" * 40,
)
# fmt: on
ANYTHING = ("1", "2", "tomorrow 6pm", "my own words", "skip")
FITTING: dict[type, tuple[str, ...]] = {
    YesNo: ("1", "1", "1", "2", "yes please"),
    OneOf: ("1", "2", "3", "4"),
    ManyOf: ("1 and 3", "4"),
    Words: ("my own words", "skip", "Am\0ara"),
    NameAndPronouns: ("Nia, they/them", "محمد", "{who}"),
    City: ("London", "Bogotá"),
    When: ("tomorrow 6pm", "Friday 9:30", "mañana a las 18"),
    Day: ("Friday", "tomorrow"),
    Minutes: ("25 and 30", "0 and 60", "50"),
    FarDay: ("31 December 2028", "renewal 1 March 2027"),
    HoursAndWhat: ("3 supervision group", "cpd 1.5 {who}"),
    PastDay: ("today", "3 December"),
}


@dataclass
class World:
    """One house without its web: the rooms behind it, several people, and a clock."""

    database: Engine
    at: datetime = START
    told: dict[str, tuple[Inbound, str | None]] = field(default_factory=dict)  # sid → text, answer

    def text(self, sender: str, body: str, **more: Any) -> str | None:
        """One text, and all that must be so after it."""
        sid = f"SM{len(self.told):032x}"
        channel = "whatsapp" if sender.startswith("whatsapp:") else "sms"
        inbound = Inbound(sid, channel, sender, body, external_id=EXTERNAL.get(sender), **more)
        before = self.statuses()
        with self.database.begin() as connection:
            stopped = stopped_people(connection)
            known = newest_letter(connection)
            reply = receive(connection, inbound).reply
            addressed_rightly(connection, known, stopped)
        self.told[sid] = (inbound, self.kept(sid, reply))
        self.look(before)
        self.answered(inbound, reply, stopped)
        return reply

    def kept(self, sid: str, reply: str | None) -> str | None:
        """What a repeat is answered: the same, less the words that were passed on to a partner."""
        table = table_of(Text)
        with self.database.begin() as connection:
            text = connection.execute(select(table.c.body, table.c.reply).where(table.c.sid == sid)).one()
        assert text.reply == reply or (text.body is None and text.reply), "a repeat isn't answered the same"
        return str(text.reply) if text.reply is not None else None

    def answered(self, inbound: Inbound, reply: str | None, stopped: set[int]) -> None:
        """Every text is, unless the carrier answers or they asked us to stop."""
        word = fold(inbound.opt_out_type or inbound.body)
        by_carrier = inbound.channel == "sms" and word in carrier.STOP | carrier.HELP
        with self.database.begin() as connection:
            member = connection.scalar(
                select(table_of(Address).c.member_id).where(
                    table_of(Address).c.lookup == sealing.keyring().lookups(inbound.address)[0]
                )
            )
            silent = by_carrier or (member in stopped and member in stopped_people(connection))
        assert silent or (reply or "").strip(), f"no answer to {inbound.body!r}"
        assert len(twiml.clean(reply or "")) <= twiml.BODY_LIMIT, "Twilio takes no longer answer"

    def again(self, *sids: str) -> None:
        """Repeats: each has the same answer, and not a byte changes."""
        before = self.everything()
        for sid in sids:
            inbound, reply = self.told[sid]
            with self.database.begin() as connection:
                receipt = receive(connection, inbound)
            assert (receipt.reply, receipt.delivery, receipt.nudges) == (reply, False, False)
        assert self.everything() == before

    def wait(self, time: timedelta) -> None:
        """Let time pass; whatever is due on the way speaks."""
        until = self.at + time
        for _nudge in range(200):
            before = self.statuses()
            with self.database.begin() as connection:
                due = nudges.claim_due(connection, 1)
                if due:
                    stopped, known = stopped_people(connection), newest_letter(connection)
                    unasked.speak(connection, 1)
                    addressed_rightly(connection, known, stopped)
                    assert due[0].id not in {row.id for row in nudges.claim_due(connection, 50)}, (
                        "due for ever"
                    )
            if due:
                self.look(before)
                continue
            following = self.next_nudge()
            if following is None or following > until:
                self.at = until
                return
            self.at = max(self.at, following)
        raise AssertionError("the nudges never rest")

    def next_nudge(self) -> datetime | None:
        table = table_of(nudges.Nudge)
        with self.database.begin() as connection:
            planned = select(func.min(table.c.due_at)).where(table.c.status == "planned")
            found: datetime | None = connection.scalar(planned)
            return found

    def expected(self, sender: str) -> tuple[str, ...]:
        """Answers that fit this person's open question, if there is one."""
        with self.database.begin() as connection:
            member = connection.scalar(
                select(table_of(Address).c.member_id).where(
                    table_of(Address).c.lookup == sealing.keyring().lookups(sender)[0]
                )
            )
            row = talks.open_for(connection, member) if member else None
        if row is None:
            return ("hello",)
        flow = FLOWS[row.flow]
        return FITTING.get(type(flow.state(flow.now_called(row.state)).expects), ANYTHING)

    def look(self, before: dict[str, dict[int, str]]) -> None:
        """What must be so after every step."""
        for name, rows in self.statuses().items():
            moves = LIFECYCLES[name].lifecycle.moves
            for row_id, status in rows.items():
                was = before[name].get(row_id)
                assert was is None or was == status or status in moves[was], f"{name}: {was} to {status}"
        with self.database.begin() as connection:
            assert set(connection.scalars(OPEN_TALKS)) <= {1}
            assert connection.scalar(TEXTS) == len(self.told)
            assert connection.scalar(QUEUED_IN_VAIN) == 0, "a text waits for somebody who asked us to stop"

    def statuses(self) -> dict[str, dict[int, str]]:
        """Where every row with a lifecycle is."""
        found: dict[str, dict[int, str]] = {name: {} for name in LIFECYCLES}
        with self.database.begin() as connection:
            for name, row_id, status in connection.exec_driver_sql(STATUSES):
                found[name][row_id] = status
        return found

    def everything(self) -> list[Any]:
        """Every row of every table, as it lies there."""
        with self.database.begin() as connection:
            cursor = connection.connection.cursor()  # the driver's own: SQLAlchemy has nothing to add here
            return [cursor.execute(every_row).fetchall() for every_row in EVERY_ROW]


# Put together once: they are asked after every step.
OPEN_TALKS = (
    select(func.count()).where(table_of(TalkRow).c.status == "open").group_by(table_of(TalkRow).c.member_id)
)
TEXTS = select(func.count()).select_from(table_of(Text))
QUEUED_IN_VAIN = (
    select(func.count())
    .select_from(table_of(Letter))
    .join(table_of(Address), table_of(Letter).c.address_id == table_of(Address).c.id)
    .join(table_of(Member), table_of(Address).c.member_id == table_of(Member).c.id)
    .where(table_of(Letter).c.status == "queued", table_of(Member).c.stopped_at.is_not(None))
)
LIFECYCLES: dict[str, Any] = {
    mapper.class_.__name__: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, HasLifecycle)
}


# Asked thousands of times, so they are written out once. Their names are our own tables'.
STATUSES = " UNION ALL ".join(
    f"SELECT '{name}', id, status FROM {table_of(model).name}"  # noqa: S608 - see above
    for name, model in LIFECYCLES.items()
)
EVERY_ROW = [
    f"SELECT * FROM {table.name} ORDER BY {', '.join(one.name for one in table.primary_key)}"  # noqa: S608 - ours
    for table in Base.metadata.sorted_tables
]


def stopped_people(connection: Connection) -> set[int]:
    table = table_of(Member)
    return set(connection.scalars(select(table.c.id).where(table.c.stopped_at.is_not(None))))


def newest_letter(connection: Connection) -> int:
    return connection.scalar(select(func.max(table_of(Letter).c.id))) or 0


def addressed_rightly(connection: Connection, known: int, stopped: set[int]) -> None:
    """What was just written for delivery goes to nobody who asked us to stop, tells nothing on its first line, and
    Twilio takes it."""
    rows = connection.execute(
        select(table_of(Letter).c.body, table_of(Address).c.member_id)
        .join_from(table_of(Letter), table_of(Address))
        .where(table_of(Letter).c.id > known)
    )
    for row in rows:
        assert row.member_id not in stopped
        assert row.body.splitlines()[0].startswith("Sounding Board")
        assert len(twiml.clean(row.body)) <= twiml.BODY_LIMIT, "Twilio takes no longer text"


# Where a play begins: what lies in the tables when the first of these texts arrives.

Scene = Callable[[Connection, Session], None]
SCENES: dict[str, Scene] = {}


def scene(begin: Scene) -> Scene:
    SCENES[begin.__name__] = begin
    return begin


@dataclass
class Cast:
    """Amara and Lucía, who are verified, and Maya, who coordinates."""

    amara: Member
    lucia: Member
    maya: Member


def cast(db: Session, status: str = "verified") -> Cast:
    maya = people.coordinator(db, MAYA)
    amara = people.person(db, AMARA, "Amara", status)
    lucia = people.person(db, LUCIA, "Lucía", status, language="es", external_id=EXTERNAL[LUCIA])
    return Cast(amara, lucia, maya)


@scene
def nobody_is_known(_connection: Connection, db: Session) -> None:
    people.coordinator(db, MAYA)


@scene
def credentials_are_asked_about(connection: Connection, db: Session) -> None:
    known = cast(db, "queried")
    for member in (known.amara, known.lucia):
        assert member.credential is not None
        member.credential.query = "Which year was that?"
        people.ask(connection, member, credential.credential, member.credential.id)


@scene
def somebody_waits_for_a_look(_connection: Connection, db: Session) -> None:
    cast(db, "applied")


@scene
def a_seat_is_offered(connection: Connection, db: Session) -> None:
    known = cast(db)
    for member in (known.amara, known.lucia):
        offered = Seat(member_id=member.id, role="coordinator", until=clock.now().date() + timedelta(days=90))
        offered.given_by = known.maya.id
        db.add(offered)
        db.flush()
        people.ask(connection, member, seats.offer, offered.id)


def both(connection: Connection, known: Cast, flow: Flow, about: int) -> None:
    for member in (known.amara, known.lucia):
        people.ask(connection, member, flow, about)


@scene
def an_introduction(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = people.pairing(db, known.amara, known.lucia, known.maya)
    both(connection, known, introduction.introduction, pairing.id)
    for member in (known.amara, known.lucia):
        lapse = clock.now() + introduction.LAPSES_AFTER
        nudges.plan(
            connection, "introduction-lapses", member.id, pairing.id, lapse, lapse + timedelta(days=30)
        )


@scene
def an_agreement(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(
        connection,
        known,
        agreement.agreement,
        people.pairing(db, known.amara, known.lucia, known.maya, "met").id,
    )


@scene
def finding_a_time(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, booking.booking, agreed(db, known).id)


@scene
def no_time_is_set(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = agreed(db, known)
    both(connection, known, stalled.stalled, pairing.id)
    for kind, wait in (("stalled-first", stalled.FIRST), ("stalled-told", stalled.TOLD)):
        for member in (known.amara, known.lucia):
            due = clock.now() + wait
            nudges.plan(connection, kind, member.id, pairing.id, due, due + timedelta(days=5))


@scene
def a_suggested_time(connection: Connection, db: Session) -> None:
    known = cast(db)
    suggested = people.meeting(db, agreed(db, known), clock.now() + timedelta(days=2), "proposed")
    people.ask(connection, known.lucia, booking.confirming, suggested.id)


@scene
def how_they_meet(connection: Connection, db: Session) -> None:
    known = cast(db)
    booked = people.meeting(db, agreed(db, known), clock.now() + timedelta(hours=30))
    both(connection, known, place.place, booked.pairing_id)


@scene
def a_series(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = agreed(db, known)
    there = [
        people.meeting(db, pairing, clock.now() + timedelta(days=days), "proposed") for days in (2, 9, 16)
    ]
    series.join(there)
    people.ask(connection, known.lucia, series.series, there[0].id)
    people.meeting(db, pairing, clock.now() + timedelta(days=1))
    people.ask(connection, known.amara, all_off.all_off, pairing.id)


@scene
def a_booked_session(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(
        connection,
        known,
        moving.moving,
        people.meeting(db, agreed(db, known), clock.now() + timedelta(hours=30)).id,
    )


@scene
def a_session_is_on(connection: Connection, db: Session) -> None:
    known = cast(db)
    meeting = people.meeting(db, agreed(db, known), clock.now() + timedelta(minutes=10))
    for member in (known.amara, known.lucia):
        for kind in (session.begins, session.swap, session.closes, session.after):
            assert kind.due is not None
            due = kind.due(meeting)
            nudges.plan(connection, kind.name, member.id, meeting.id, due, due + kind.lapse)
    both(connection, known, starting.starting, meeting.pairing_id)


@scene
def a_chat_is_on(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, relay_chat.partner_chat, agreed(db, known).id)


@scene
def numbers_may_be_shared(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, sharing.sharing, agreed(db, known).id)


@scene
def after_a_session(connection: Connection, db: Session) -> None:
    known = cast(db)
    had = people.meeting(db, agreed(db, known), clock.now() - timedelta(hours=4))
    both(connection, known, afterwards.afterwards, had.id)


def a_round(connection: Connection, db: Session, known: Cast, status: str) -> Round:
    """A round that both are in; once it is sent, they are introduced in it."""
    made = Round(
        status=status, starts_on=clock.now().date() + timedelta(days=7), closes_at=clock.now() + timedelta(days=4),
        weeks=6, sessions=6, minutes=60, opened_by=known.maya.id,
    )  # fmt: skip
    db.add(made)
    db.flush()
    for member in (known.amara, known.lucia):
        db.add(Entry(round_id=made.id, member_id=member.id, status="placed" if status == "sent" else "asked"))
    db.flush()
    return made


def a_text_to_many(db: Session, known: Cast, *steps: str) -> int:
    made = broadcasts.draft(db, known.maya.id, "We meet on Friday", [], [known.amara.id, known.lucia.id])
    made.confirmed_at = clock.now() if steps else None
    for step in steps:
        made.status = step
    return made.id


@scene
def a_text_to_many_is_previewed(connection: Connection, db: Session) -> None:
    known = cast(db)
    people.ask(connection, known.maya, broadcasting.telling, a_text_to_many(db, known))


@scene
def a_text_to_many_was_taken_back(connection: Connection, db: Session) -> None:
    known = cast(db)
    made = a_text_to_many(db, known, "confirmed", "undone")
    people.ask(connection, known.maya, broadcasting.following, made)


@scene
def a_round_opens(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, taking_part.taking_part, a_round(connection, db, known, "open").id)


@scene
def a_round_is_looked_after(connection: Connection, db: Session) -> None:
    known = cast(db)
    made = a_round(connection, db, known, "open")
    for entry in db.scalars(select(Entry)):
        entry.status = "in"
    for flow in (sending.sending, finishing.calling_off):
        people.ask(connection, known.maya, flow, made.id)
    people.ask(connection, known.maya, finishing.finishing, a_round(connection, db, known, "sent").id)


@scene
def a_coordinator_takes_back(connection: Connection, db: Session) -> None:
    known = cast(db)
    doing = Doing(connection, "tell", known.maya.id)
    doing.note([("members", known.amara.id)], {}, {})
    people.ask(connection, known.maya, undoing.undoing, chain.append(connection, doing))


@scene
def another_introduction(connection: Connection, db: Session) -> None:
    known = cast(db)
    made = a_round(connection, db, known, "sent")
    pairing = people.pairing(db, known.amara, known.lucia, known.maya)
    pairing.round_id = made.id
    both(connection, known, introduction.another, pairing.id)


def a_ring(db: Session, known: Cast, status: str) -> Pairing:
    nia = people.person(db, NIA, "Nia")
    ring = pairings.propose(db, [known.amara, known.lucia, nia], known.maya.id)
    if status == "met":
        for side in ring.sides:
            side.wants = True
        ring.status = "met"
    return ring


@scene
def a_ring_is_proposed(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, introduction.ring, a_ring(db, known, "proposed").id)


@scene
def a_ring_agrees(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, ring_agreement.ring_agreement, a_ring(db, known, "met").id)


@scene
def somebody_else_is_wanted(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = agreed(db, known)
    pairing.round_id = a_round(connection, db, known, "sent").id
    both(connection, known, rematch.rematch, pairing.id)


@scene
def two_to_be_parted(connection: Connection, db: Session) -> None:
    known = cast(db)
    people.ask(connection, known.maya, parting_them.parting_them, agreed(db, known).id)


@scene
def a_concern(connection: Connection, db: Session) -> None:
    known = cast(db)
    for status, flow in (("heard", my_concern.my_concern), ("closing", followed_up.concern_closing)):
        made = concerns.raise_one(db, known.amara.id, "treated", [known.lucia.id])
        concerns.add_words(db, made, known.amara.id, "it hurt")
        if status == "closing":
            made.status = status
        people.ask(connection, known.amara, flow, made.id)
        due = clock.now() + timedelta(days=3)
        nudges.plan(connection, "concern-kindly", known.amara.id, made.id, due, due + timedelta(days=14))


@scene
def somebody_wants_to_be_heard(connection: Connection, db: Session) -> None:
    known = cast(db)
    hearings.offer(db, known.lucia.id, True)
    for status, flow, who in (
        ("looking", listening.may_listen, known.lucia),
        ("found", listening.hearing, known.amara),
    ):
        made = hearings.Hearing(member_id=known.amara.id, status=status, asked=[known.lucia.id])
        made.listener_id = known.lucia.id if status == "found" else None
        db.add(made)
        db.flush()
        people.ask(connection, who, flow, made.id)
        due = clock.now() + listening.PATIENCE
        nudges.plan(connection, "hearing-over", known.amara.id, made.id, due, due + timedelta(hours=3))


@scene
def a_thank_you_for_all_to_read(connection: Connection, db: Session) -> None:
    known = cast(db)
    agreed(db, known)
    for status, flow, who in (
        ("given", in_the_letter.in_the_letter, known.amara),
        ("offered", in_the_letter.named_in_the_letter, known.lucia),
    ):
        made = appreciations.give(db, known.amara.id, known.lucia.id, "You listened.")
        made.status = status
        people.ask(connection, who, flow, made.id)


@scene
def somebody_was_found_in_the_directory(connection: Connection, db: Session) -> None:
    known = cast(db)
    found.put(db, known.lucia, "v", ["mentoring"], ["es"], "On foot")
    made = found.asks(db, known.amara.id, known.lucia.id, Kind.MENTORING)
    people.ask(connection, known.lucia, directory_contact.contact, made.id)
    due = clock.now() + directory_contact.ANSWERED_WITHIN
    nudges.plan(connection, "directory-over", known.amara.id, made.id, due, due + timedelta(days=30))


@scene
def a_circle(connection: Connection, db: Session) -> None:
    """One that meets soon and that nobody hosts, and one that may be joined."""
    known = cast(db)
    nia = people.person(db, NIA, "Nia")
    for topic, days in (("Grief", 0), ("Land", 4)):
        made = Circle(
            kind="supervision", topic=topic, size=3, tongues="en", zone="Europe/London", weeks=1, times=1, minutes=60,
            first_at=clock.now() + timedelta(days=days, minutes=90), called_by=nia.id,
        )  # fmt: skip
        first = circles.call(db, made, made.first_at, circle_words.VERSION)
        there = [nia, known.amara, known.lucia] if topic == "Grief" else [nia]
        for member in there[1:]:
            circles.join(db, made, member.id, circle_words.VERSION, waits=False)
        for member in there:
            for kind in (circle_day.tomorrow, circle_day.soon, circle_day.turn, circle_day.goes_on):
                due = kind.due(first) if kind.due is not None else first.starts_at
                nudges.plan(connection, kind.name, member.id, first.id, due, due + kind.lapse)
        if topic == "Grief":
            first.host_id, first.asked = None, [known.amara.id]
            both(connection, known, circle_host.hosting, first.id)
        else:
            both(connection, known, circle.joining, made.id)
            people.ask(connection, known.maya, circles_there.ending_circle, made.id)


@scene
def something_to_be_taken_out(connection: Connection, db: Session) -> None:
    known = cast(db)
    one = Knowledge(member_id=known.amara.id, kind="technique", title="River", words="water", topics="grief")
    db.add(one)
    db.flush()
    people.ask(connection, known.maya, taking_out.taking_out, one.id)


@scene
def a_correction(connection: Connection, db: Session) -> None:
    known = cast(db)
    had = people.meeting(db, agreed(db, known), clock.now() - timedelta(days=3), "happened")
    made = corrections.propose(db, had, known.lucia.id, 25, 40)
    assert made is not None
    people.ask(connection, known.amara, correction.correction, made.id)
    lapse = made.lapses_at
    nudges.plan(connection, "correction-lapses", known.lucia.id, made.id, lapse, lapse + timedelta(days=30))


@scene
def a_log_is_asked_for(connection: Connection, db: Session) -> None:
    known = cast(db)
    people.meeting(db, agreed(db, known), clock.now() - timedelta(days=3), "happened")
    asked = listings.ask(db, known.lucia.id, known.amara.id)
    people.ask(connection, known.amara, listing.listing, asked.id)


@scene
def a_commitment(connection: Connection, db: Session) -> None:
    known = cast(db)
    agreed(db, known)
    promised = people.commitment(db, known.amara, known.lucia)
    people.ask(connection, known.amara, commitments.follow_up, promised.id)
    promised.status = "done"
    people.ask(connection, known.amara, commitments.telling_witness, promised.id)


def told_of(db: Session, known: Cast, status: str, amara: bool, lucia: bool) -> Meeting:
    """A session of yesterday, and what each said of it."""
    had = people.meeting(db, agreed(db, known), clock.now() - timedelta(days=1), status)
    for member, happened in ((known.amara, amara), (known.lucia, lucia)):
        sessions.account(db, had.id, member.id).happened = happened
    return had


@scene
def they_remember_it_differently(connection: Connection, db: Session) -> None:
    known = cast(db)
    had = told_of(db, known, "unsure", True, False)
    for flow in (afterwards.remembering, recalling.recalling):
        both(connection, known, flow, had.id)


@scene
def a_session_was_missed(connection: Connection, db: Session) -> None:
    known = cast(db)
    both(connection, known, missed.missed, told_of(db, known, "missed", False, False).id)


@scene
def words_about_a_session(connection: Connection, db: Session) -> None:
    known = cast(db)
    had = told_of(db, known, "happened", True, True)
    both(connection, known, feedback.feedback, had.id)
    account = sessions.account(db, had.id, known.amara.id)
    account.audience, account.feedback, account.written_at = "partner", "You listened.", clock.now()
    people.ask(connection, known.amara, taking_back.taking_back, had.id)


@scene
def two_are_half_way(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = agreed(db, known)
    for side in pairing.sides:
        side.half_way = "asked"
    both(connection, known, half_way.half_way, pairing.id)


@scene
def two_close(connection: Connection, db: Session) -> None:
    known = cast(db)
    pairing = agreed(db, known)
    people.meeting(db, pairing, clock.now() + timedelta(days=2))
    for side in pairing.sides:
        side.closing = "asked"
    both(connection, known, closing.closing, pairing.id)
    both(connection, known, thanking.thanking, pairing.side(known.lucia.id).id)
    people.ask(connection, known.amara, thanking.thanking_colleague, known.lucia.id)


@scene
def a_ring_closes(connection: Connection, db: Session) -> None:
    known = cast(db)
    ring = a_ring(db, known, "met")
    ring.status = "turning"
    for side in ring.sides:
        side.closing = "asked"
    both(connection, known, closing.ring_closing, ring.id)


def agreed(db: Session, known: Cast) -> Pairing:
    return people.pairing(db, known.amara, known.lucia, known.maya, "agreed")


def about_nothing(flow: Flow) -> Scene:
    """A scene for a conversation that needs nothing but two members: everyone of that kind gets its own."""

    def begin(connection: Connection, db: Session) -> None:
        known = cast(db)
        agreed(db, known)
        both(connection, known, flow, 0)

    return begin


SCENES |= {
    f"in_{name}": about_nothing(flow)
    for name, flow in FLOWS.items()
    if flow.about is None and name != "signup"
}


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    """A SQLite that lives in memory: the disk has its own tests."""
    made = in_memory()
    yield made
    made.dispose()


def test_every_flow_has_its_scene(memory: Engine) -> None:
    sealing.use([sealing.new_key()])
    begun = {"signup"}
    for begin in SCENES.values():
        empty(memory)
        with memory.begin() as connection, Session(bind=connection) as db:
            begin(connection, db)
            begun |= set(connection.scalars(select(table_of(TalkRow).c.flow)))
    without = sorted(set(FLOWS) - begun)
    assert without == [], "a flow that is about a row needs a scene above, in which that row is there"


# What happens in a play.

NOISE = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(SHORTCUTS),
    st.sampled_from(DURING),
    st.sampled_from(COMMANDS),
    st.sampled_from(sorted(carrier.RESERVED | carrier.LEAVE | carrier.COME_BACK)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.integers(-10, 10**9).map(str),
    st.dates().map(str),
)
SENDER = st.sampled_from(PHONES)
EXTRAS = st.sampled_from(
    [{}] * 12
    + [{"media": 1}, {"located": True}, {"button": "1"}, {"button": "menu"}, {"opt_out_type": "HELP"}]
)
STEP = st.one_of(
    st.tuples(st.just("fitting"), SENDER, st.integers(0, 50)),
    st.tuples(st.just("fitting"), SENDER, st.integers(0, 50)),
    st.tuples(st.just("text"), SENDER, NOISE, EXTRAS),
    st.tuples(st.just("overtaken"), SENDER, NOISE, EXTRAS),
    st.tuples(st.just("again"), st.integers(0, 200)),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 61, 6 * 60, 24 * 60, 3 * 24 * 60, 9 * 24 * 60])),
)


def play(world: World, begin: Scene, steps: list[Any]) -> None:
    with world.database.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        begin(connection, db)
        db.flush()
    late: list[tuple[str, str, dict[str, Any]]] = []
    for kind, *step in steps:
        if kind == "fitting":
            sender, pick = step
            fitting = world.expected(sender)
            world.text(sender, fitting[pick % len(fitting)])
        elif kind == "text":
            world.text(step[0], step[1], **step[2])
        elif kind == "overtaken":  # arrives after the next thing that happens
            late.append((step[0], step[1], step[2]))
            continue
        elif kind == "again" and world.told:
            world.again(list(world.told)[step[0] % len(world.told)])
        elif kind == "wait":
            world.wait(timedelta(minutes=step[0]))
        while late:
            sender, body, more = late.pop()
            world.text(sender, body, **more)
    world.wait(timedelta(days=40))
    world.again(*list(world.told)[::5])


@pytest.fixture(scope="module")
def key() -> str:
    """One for all plays: the memory's next play clears away what the last one sealed."""
    return sealing.new_key()


@pytest.fixture
def keys(key: str) -> None:
    sealing.use([key])


def keep_invariants(on: Engine, begin: str, steps: list[Any]) -> None:
    world = World(on)
    clock.follow(lambda: world.at)
    try:
        play(world, SCENES[begin], steps)
    finally:
        clock.follow(clock.wall)


QUICK = settings(
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # making a failure small takes minutes; add Phase.shrink to see one
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
    database=None,
)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("begin", SCENES)
@settings(QUICK, max_examples=examples(18))
@given(steps=st.lists(STEP, min_size=6, max_size=40))
def test_the_promises_hold_whatever_comes(memory: Engine, begin: str, steps: list[Any]) -> None:
    empty(memory)
    keep_invariants(memory, begin, steps)


@pytest.mark.both_databases
@pytest.mark.usefixtures("keys")
@settings(QUICK, max_examples=examples(18))
@given(begin=st.sampled_from(sorted(SCENES)), steps=st.lists(STEP, min_size=6, max_size=25))
def test_the_promises_hold_on_a_real_database(database_engine: Engine, begin: str, steps: list[Any]) -> None:
    with database_engine.begin() as connection:
        chain.expire(connection, START + timedelta(days=3650), 100_000)  # acts go in no other way
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    keep_invariants(database_engine, begin, steps)


@pytest.fixture
def database_engine(database_url: str) -> Iterator[Engine]:
    made = database.connect(database_url)
    yield made
    made.dispose()


def test_a_text_for_somebody_who_stopped_is_not_handed_out(database_engine: Engine) -> None:
    """Written in the same moment as their STOP, or given back by Twilio after it."""
    sealing.use([sealing.new_key()])
    with database_engine.begin() as connection, Session(bind=connection) as db:
        amara = people.person(db, AMARA, "Amara")
        assert amara.address_id is not None
        for body in ("one", "two"):
            outbox.put(connection, [Draft(amara.address_id, body)])
    ours = Senders("+15005550006", rates={"+15005550006": 5000.0})
    with database_engine.begin() as connection:
        (held,) = claim(connection, ours, {}, 1).parcels
    with database_engine.begin() as connection:
        receive(connection, Inbound("SM1", "sms", AMARA, "stop"))
        outbox.put(connection, [Draft(1, "three")])
        undelivered.refused(connection, held.letter, held.ref, "20429")
    clock.follow(lambda: clock.wall() + timedelta(hours=2))
    try:
        with database_engine.begin() as connection:
            for _turn in range(2):  # one after another, as they wait for each other
                assert claim(connection, ours, {}, 5).parcels == []
            left = connection.scalars(select(table_of(Letter).c.status).order_by(table_of(Letter).c.id))
            assert list(left) == ["withdrawn"] * 3
    finally:
        clock.follow(clock.wall)
