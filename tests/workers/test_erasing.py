"""Whoever asked to be forgotten is: no table, no file of the database, nothing in Redis and no line of a log tells of them, and
what others have is still theirs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import Connection, LargeBinary, func, or_, select, type_coerce
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from flows import erasing as erasing_flow
from flows import listening, looking_up
from flows.conversation import receive
from flows.wording import Note
from messaging.inbound import Inbound
from models import (
    chain,
    clock,
    concerns,
    corrections,
    database,
    erasing,
    erasures,
    exports,
    listings,
    minutes,
    nudges,
    others_words,
    outbox,
    removals,
    seats,
    sessions,
    talks,
    telltales,
    trusts,
    wishes,
)
from models.appreciations import Appreciation
from models.base import Base, table_of
from models.broadcasts import Broadcast, Reader
from models.circles import Chair, Circle
from models.directory import DirectoryEntry, DirectoryRequest
from models.erasures import Erasure
from models.hearings import Hearing, Listener
from models.knowledge import Knowledge
from models.learning import Learning
from models.member_notes import MemberNote
from models.members import Address, Member
from models.mentions import Mention
from models.mornings import Morning
from models.pages import Page
from models.queries import Query
from models.reflections import Reflection
from models.rounds import Entry, Round
from models.sealing import Sealed, SealedJSON, keyring
from models.wishes import Tie
from tests.models import people
from tests.workers import redis_contents
from tests.workers.houses import COORDINATOR, House, house, settings_for
from workers import erasing as work
from workers import kit

NAME, NUMBER, OUTSIDE, CHIDI = "Zephyrine Adébayo", "+447700900201", "US.zephyr77", "+447700900202"
DAYO = "+447700900203"  # whom they know as a coordinator alone
DAY = 86_400.0
# What they wrote: each is to be found nowhere.
SAID = {
    one: f"the {one} of my own that I wrote and meant"
    for one in (
        "aim", "level", "reference", "question", "heritage", "wish", "commitment", "reflection", "course", "feedback", "change",
        "place", "relation", "reason", "message", "broadcast", "command", "draft", "letter", "asking", "concern", "telling",
        "thanks", "offer", "shared", "room",
    )
}  # fmt: skip
NEEDLES = ("zephyr", "adébayo", "adebayo", "7700900201", "07700 900201", *SAID.values())


@pytest.fixture
def ours(database_url: str, redis_url: str) -> Iterator[House]:
    with house(lambda url: settings_for(database_url, redis_url, url, "http://127.0.0.1:1")) as made:
        yield made


def do(act: Any) -> Any:
    def whole(connection: Connection) -> Any:
        with Session(bind=connection, expire_on_commit=False) as db:
            found = act(connection, db)
            db.flush()
            return found

    return database.run(kit.kit().engine, whole)


_sids = iter(range(1, 10_000))


def text(sender: str, body: str, external_id: str | None = None) -> str:
    channel = "whatsapp" if sender.startswith("whatsapp:") else "sms"
    inbound = Inbound(f"SM{next(_sids):032x}", channel, sender, body, external_id=external_id)
    return database.run(kit.kit().engine, lambda c: receive(c, inbound)).reply or ""


def who(db: Session) -> tuple[Member, Member, Member]:
    """Who is to be erased, their partner, and a coordinator."""
    found = {one.name: one for one in db.scalars(select(Member))}
    maya = next(one for one in found.values() if one.name not in (NAME, "Chidi", "Dayo"))
    return found[NAME], found["Chidi"], maya


def settle_in(_connection: Connection, db: Session) -> None:
    """They are verified, have met and booked, and coordinate as well."""
    me = people.person(db, NUMBER, NAME)
    chidi = people.person(db, CHIDI, "Chidi", language="es")
    people.person(db, DAYO, "Dayo")
    me.pronouns, me.aims, me.free, me.keeps = "ze/zir", SAID["aim"], ["weekends"], ["eid"]
    assert me.credential is not None
    me.credential.level, me.credential.reference = SAID["level"], SAID["reference"]
    me.credential.query = "Which year, Zephyrine?"
    seats.give(db, me.id)
    people.trusted(db, me)
    for one in db.scalars(select(Member)):
        one.quiet_from = one.quiet_till = 0
    pairing = people.pairing(db, me, chidi, me, "agreed")
    for side in pairing.sides:
        side.why, side.half_way_words = [{"aims": ["grow"]}], SAID["change"]
    pairing.side(chidi.id).half_way_words = "longer ones with Zephyrine, please"
    had = people.meeting(db, pairing, clock.now() - timedelta(days=9), "happened")
    to_come = people.meeting(db, pairing, clock.now() + timedelta(days=9))
    had.place = to_come.place = SAID["place"]
    mine, theirs = sessions.account(db, had.id, me.id), sessions.account(db, had.id, chidi.id)
    mine.happened = theirs.happened = True
    mine.audience, mine.feedback, mine.because = "partner", SAID["feedback"], "me"
    theirs.audience, theirs.feedback = "me", "I liked how Zephyrine listened."
    agreed = corrections.propose(db, had, me.id, 20, 35)
    assert agreed is not None
    corrections.settle(agreed, "agreed")
    corrections.propose(db, had, me.id, 21, 35)
    round_ = Round(
        starts_on=clock.now().date(), closes_at=clock.now(), weeks=6, sessions=6, minutes=60, opened_by=me.id
    )
    db.add(round_)
    db.flush()
    db.add(Entry(round_id=round_.id, member_id=me.id, status="in"))


def fill(connection: Connection, db: Session) -> None:
    """A row of theirs in every other table."""
    me, chidi, maya = who(db)
    mine = wishes.of(db, me.id)
    mine.heritage, mine.partner_heritage, mine.aims = SAID["heritage"], SAID["wish"], ["grow"]
    wishes.block(db, me.id, maya.id, "parted")
    wishes.block(db, chidi.id, me.id, "parted")
    db.add_all(
        [
            Tie(member_id=me.id, name=SAID["relation"], phone="+447700900555"),
            Tie(member_id=chidi.id, name="zephyrine adebayo"),
            Tie(member_id=maya.id, phone=NUMBER),
            Learning(member_id=me.id, on_day=clock.now().date(), minutes=60, what=SAID["course"]),
            Reflection(member_id=me.id, words=SAID["reflection"]),
            Knowledge(member_id=me.id, kind="technique", title=SAID["shared"], looked_by=maya.id),
            Knowledge(
                member_id=chidi.id, kind="person", title="A teacher", credit="Zephyrine", looked_by=me.id
            ),
            Reflection(member_id=chidi.id, words="I hope to be as calm as Zephyrine."),
            MemberNote(member_id=me.id, by_id=maya.id, words="Zephyrine prefers calls"),
            MemberNote(member_id=chidi.id, by_id=me.id, words="meets Zephyrine on Fridays"),
            Mention(kind="stalled", about=1, member_id=me.id),
            Morning(member_id=me.id, at=450),
            Page(member_id=me.id, of="queue", shown=5, shown_at=clock.now()),
            Hearing(member_id=me.id, listener_id=maya.id, asked=[maya.id]),
            Hearing(member_id=chidi.id, listener_id=me.id, asked=[me.id]),
            Listener(member_id=me.id),
            DirectoryEntry(member_id=me.id, offers=["coaching"], languages=["en"], words=SAID["offer"]),
            DirectoryRequest(member_id=me.id, other_id=chidi.id, kind="coaching"),
            DirectoryRequest(member_id=chidi.id, other_id=me.id, kind="coaching"),
            Appreciation(author_id=me.id, reader_id=chidi.id, words=SAID["thanks"]),
            Appreciation(
                author_id=chidi.id, reader_id=me.id, words="Zephyrine, thank you for your questions"
            ),
            Query(member_id=me.id, words=SAID["question"]),
            Query(member_id=chidi.id, words="Can Zephyrine and I meet twice?"),
        ]
    )
    circle = Circle(
        kind="practice", topic="How Zephyrine asks", place=f"Zephyrine: {SAID['room']}", size=5, tongues="en", zone="UTC",
        first_at=clock.now(), minutes=60, called_by=me.id,
    )  # fmt: skip
    circle.chairs = [Chair(member=one, status="in", agreed_version="1") for one in (me, chidi, maya)]
    db.add(circle)
    for words, by in ((SAID["broadcast"], me), ("Ask ZEPHYRINE about it", maya)):
        many = Broadcast(by_id=by.id, words=words, query={}, people=1, written=1, status="draft")
        db.add(many)
        db.flush()
        db.add(Reader(broadcast_id=many.id, member_id=me.id))
        many.status = "sent"
        dayo = next(one for one in db.scalars(select(Member)) if one.name == "Dayo")
        if by is me:
            outbox.put(
                connection, [outbox.Draft(dayo.address_id or 0, f"A note. {words}", broadcast=many.id)]
            )
    db.flush()
    for shared in db.scalars(select(Knowledge)):
        shared.status = "published"
        looking_up.put(connection, shared)
    commitment = people.commitment(db, me, chidi)
    commitment.words = SAID["commitment"]
    people.commitment(db, chidi, me).words = "call Zephyrine on 07700 900201"
    for coach, client in ((me, chidi), (chidi, me)):
        listings.answer(db, listings.ask(db, coach.id, client.id), client, "log-name", "2026-11")
    trust = trusts.of(db, me.id)
    trust.held = SAID["command"]
    exports.make(db, me.id)
    concerns.add_words(db, concerns.raise_one(db, me.id, "words", [chidi.id]), me.id, SAID["concern"])
    removals.propose(db, chidi, "remove", me.id)
    removals.propose(db, me, "remove", maya.id)
    made = talks.add(connection, me.id, "committing", "what", 0, 9) or 0
    talks.save(connection, made, "waiting", "what", {"answers": {"words": SAID["draft"]}})
    asked = talks.add(connection, chidi.id, "relay", "whom", 0, 9) or 0
    talks.save(connection, asked, "waiting", "whom", {"answers": {"words": "for Zephyrine"}})
    nudges.plan(
        connection,
        "follow-up",
        me.id,
        commitment.id,
        clock.now() + timedelta(days=9),
        clock.now() + timedelta(days=12),
    )
    outbox.put(
        connection,
        [
            outbox.Draft(chidi.address_id or 0, f"Zephyrine writes: {SAID['letter']}", author=me.id),
            outbox.Draft(
                maya.address_id or 0,
                f"Zephyrine asks: {SAID['asking'][:45]}… Call +44 7700-900201.",
                {"facts": {"who": NAME}},
            ),
            outbox.Draft(me.address_id or 0, f"Hello {NAME}"),
        ],
    )
    connection.execute(
        table_of(outbox.Letter)
        .update()
        .where((outbox.Letter.id % 2 == 0) | outbox.Letter.broadcast_id.is_not(None))
        .values(status="sent")
    )


def talk() -> None:
    """What they and others really text, to and of each other."""
    text(f"whatsapp:{NUMBER}", "menu", OUTSIDE)
    for words in (
        "menu",
        "5",
        SAID["asking"],
        f"TELL MY PARTNER: {SAID['message']}",
        f"reflect: {SAID['reason']}",
        "my consents",
        f"tell Dayo: Zephyrine here. {SAID['telling']}",
    ):
        text(NUMBER, words)
    for words in (
        f"look {NAME}",
        f"tell {NAME}: welcome, zephyrine",
        "note Zephyrine: likes Fridays",
        "queue",
        "read 1",
    ):
        text(COORDINATOR, words)
    for words in (
        "tell my partner: thank you, Zephyrine!",
        "chat",
        "ZEPHYRINE, are you there?",
        "done",
        "menu",
        "5",
        "Where is Adebayo?",
    ):
        text(CHIDI, words)


def everything(connection: Connection) -> list[str]:
    """Every value of every table, sealed ones as they lie there and opened."""
    found: list[str] = []
    for table in Base.metadata.sorted_tables:
        raw = [
            type_coerce(c, LargeBinary) if isinstance(c.type, Sealed | SealedJSON) else c
            for c in table.columns
        ]
        for statement in (select(*raw), select(*table.columns)):
            for row in connection.execute(statement):
                found += [
                    f"{table.name}: {bytes(v).hex() if isinstance(v, bytes | memoryview) else v}" for v in row
                ]
    return found


def sealed_of(db: Session, member_id: int) -> list[bytes]:
    """How what is theirs lies in the file, and the hashes it is found by."""
    found: list[bytes] = []
    theirs = select(Address.id).where(Address.member_id == member_id)
    for table in Base.metadata.sorted_tables:
        sealed = [c for c in table.columns if isinstance(c.type, Sealed | SealedJSON) or "lookup" in c.name]
        sealed = [c for c in sealed if str(c) != "broadcasts.query"]  # of the row that stays
        whose = [table.c[name] == member_id for name in ("member_id", "by_id") if name in table.c]
        whose += (
            [table.c.address_id.in_(theirs)] if "address_id" in table.c and table.name != "members" else []
        )
        whose += [table.c.id == member_id] if table.name == "members" else []
        if sealed and whose:
            rows = db.execute(select(*(type_coerce(c, LargeBinary) for c in sealed)).where(or_(*whose)))
            found += [bytes(value) for row in rows for value in row if value is not None]
    return found


def rows_of(db: Session, member_id: int) -> dict[str, int]:
    """How many rows of theirs there are, by the column that says so."""
    return {
        f"{table_of(model).name}.{column}": int(
            db.scalar(select(func.count()).select_from(model).where(table_of(model).c[column] == member_id))
            or 0
        )
        for model, columns in erasing.GONE
        for column in columns
    }


def test_nothing_tells_of_whoever_is_erased(
    ours: House, database_url: str, redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    do(settle_in)
    talk()
    do(fill)
    me, chidi, _maya = do(lambda _c, db: tuple(one.id for one in who(db)))
    assert do(lambda _c, db: [name for name, count in rows_of(db, me).items() if not count]) == [], (
        "fill these"
    )
    before = "\n".join(do(lambda c, _db: everything(c))).casefold()
    assert [one for one in NEEDLES if one.casefold() not in before and one != "adebayo"] == [], (
        "or nothing is shown"
    )
    marks = do(lambda _c, db: sealed_of(db, me))
    had = do(lambda _c, db: [(one.given, one.received) for one in minutes.shares(db, chidi)])

    for words in ("delete me", "1", "1"):
        text(NUMBER, words)
    assert work.erase() == 0, "there is a day to change one's mind"
    ours.ahead += DAY + 60
    assert work.erase() == 1
    assert work.erase() == 0

    after = do(lambda c, _db: everything(c))
    assert [line for line in after for one in NEEDLES if one.casefold() in line.casefold()] == []
    lookups = [
        one.hex() for value in (NUMBER, f"whatsapp:{NUMBER}", OUTSIDE) for one in keyring().lookups(value)
    ]
    assert [line for line in after for one in lookups if one in line] == []
    assert do(lambda _c, db: set(rows_of(db, me).values())) == {0}
    if database_url.startswith("sqlite"):
        path = make_url(database_url).database
        files = [open(f"{path}{end}", "rb").read() for end in ("", "-wal")]  # noqa: SIM115 - read at once
        assert [mark for mark in marks for file in files if mark in file] == []
        assert [one for one in NEEDLES for file in files if one.encode() in file] == []
    with Redis.from_url(redis_url) as redis:
        kept = redis_contents.everything(redis).decode(errors="replace")
    said = "".join(capfd.readouterr()) + kept
    assert [one for one in NEEDLES if one.casefold() in said.casefold()] == []

    assert do(lambda _c, db: [(one.given, one.received) for one in minutes.shares(db, chidi)]) == had, (
        "the partner's own"
    )
    of_chidi = [one.removeprefix("reflections: ") for one in after if one.startswith("reflections: I")]
    assert of_chidi == ["I hope to be as calm as …."]
    assert do(lambda c, _db: chain.verify(c)).broken is None, "the log holds, and names nobody"
    assert "know" in text(COORDINATOR, f"look #{me}")
    assert "Welcome" in text(NUMBER, "hello"), "whoever texts from there is new"


def test_whoever_dies_half_way_leaves_nothing_half_done(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    do(settle_in)
    do(fill)
    for words in ("delete me", "1", "1"):
        text(NUMBER, words)
    ours.ahead += DAY + 60

    def die(*_given: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(others_words, "look_through", die)
        with pytest.raises(KeyboardInterrupt):
            work.erase()
    assert do(lambda _c, db: [(one.status, one.traces is None) for one in db.scalars(select(Erasure))]) == [
        ("erasing", False)
    ]
    assert work.erase() == 1
    after = do(lambda c, _db: everything(c))
    assert [line for line in after for one in NEEDLES[:5] if one.casefold() in line.casefold()] == []
    assert do(lambda _c, db: [(one.status, one.traces) for one in db.scalars(select(Erasure))]) == [
        ("erased", None)
    ]


def test_one_that_stumbles_holds_up_nobody(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    do(settle_in)
    first, second = do(lambda c, db: erasures.again(c, [one.id for one in who(db)[:2]]))
    real = erasing.forget

    def stumble(db: Session, member: Member) -> None:
        if member.id == first:
            raise ValueError(NAME)
        real(db, member)

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "forget", stumble)
        assert work.erase() == 1
    assert do(lambda _c, db: [db.get_one(Member, one).status for one in (first, second)]) == [
        "verified",
        "erased",
    ]
    assert work.erase() == 1


@pytest.mark.parametrize(
    ("listens", "status", "reads"),
    [
        (True, "found", listening.NOBODY_FREE),
        (False, "found", listening.NOT_NOW),
        (True, "together", erasing_flow.LINE_IS_CLOSED),
        (False, "together", erasing_flow.LINE_IS_CLOSED),
    ],
)
def test_nobody_is_left_waiting_to_be_heard_or_to_listen(
    ours: House, listens: bool, status: str, reads: Note
) -> None:
    """Only the other one of the two reads of it, without a name."""

    def found(connection: Connection, db: Session) -> tuple[int, int, int]:
        me, other = people.person(db, NUMBER, NAME), people.person(db, DAYO, "Dayo")
        other.quiet_from = other.quiet_till = 0
        seeks, listener = (other, me) if listens else (me, other)
        one = Hearing(member_id=seeks.id, listener_id=listener.id, asked=[listener.id])
        db.add(one)
        db.flush()
        one.status = "found"
        talks.add(connection, seeks.id, "hearing", "shall_i", one.id, 2)
        nudges.plan(connection, "hearing-over", seeks.id, one.id, clock.now(), clock.now() + timedelta(1))
        if status == "together":
            one.together(db)
        erasures.again(connection, [me.id])
        return me.id, other.id, one.id

    me, other, one = do(found)
    assert work.erase() == 1
    after = "\n".join(do(lambda c, _db: everything(c)))
    letters = do(lambda _c, db: [(row.address_id, row.body) for row in db.scalars(select(outbox.Letter))])
    theirs = do(lambda _c, db: db.get_one(Member, other).address_id)
    assert [(to, body.split("\n", 1)[1]) for to, body in letters] == [(theirs, str(reads))]
    assert "Zephyrine" not in after
    assert do(lambda c, _db: c.scalar(select(func.count()).select_from(table_of(Hearing)))) == 0
    for table in (table_of(talks.TalkRow), table_of(nudges.Nudge)):
        assert do(lambda c, _db, t=table: c.scalar(select(func.count()).where(t.c.about == one))) == 0
    assert me != other


def test_who_changes_their_mind_keeps_all(ours: House) -> None:
    do(settle_in)
    for words in ("delete me", "1", "1", "keep me"):
        text(NUMBER, words)
    ours.ahead += 2 * DAY
    assert work.erase() == 0
    assert do(lambda _c, db: who(db)[0].name) == NAME


# Every column decides.


def test_every_column_that_points_to_members_says_what_becomes_of_it() -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "members" for key in column.foreign_keys)
    }
    gone = {f"{table_of(model).name}.{column}" for model, columns in erasing.GONE for column in columns}
    assert gone | erasing.STAYS.keys() == pointing
    assert not gone & erasing.STAYS.keys()


def test_every_sealed_column_is_looked_through_or_says_why_not() -> None:
    sealed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed | SealedJSON)
    }
    looked = {f"{place.table.name}.{name}" for place in others_words.PLACES for name in place.columns}
    assert looked | others_words.NOT_LOOKED_THROUGH.keys() == sealed
    assert not looked & others_words.NOT_LOOKED_THROUGH.keys()


AMA = telltales.of(
    ["Ama Hope"], ["+447700900201", "whatsapp:CO.77"], ["I would like to lead with less worry"], ()
)


@pytest.mark.parametrize(
    ("said", "left", "strictly"),
    [
        ("Ama writes", "… writes", "… writes"),
        ("LOOK ama", "LOOK …", "LOOK ama"),
        ("I hope so, Amata", "I … so, Amata", "I hope so, Amata"),
        ("Call 07700 900201 or +44 (0)7700-900-201.", "Call … or ….", "Call … or …."),
        ("0770090020133 is another", "0770090020133 is another", "0770090020133 is another"),
        ("She: I would  like to lead\nwith less worry.", "She: ….", "She: …."),
        ("CO.77 wrote", "… wrote", "… wrote"),
        ("nothing", "nothing", "nothing"),
    ],
)
def test_what_tells_of_somebody(said: str, left: str, strictly: str) -> None:
    assert telltales.without(said, AMA) == left
    assert telltales.without(said, AMA, strictly=True) == strictly


def test_a_name_is_found_in_any_script_and_deep_inside() -> None:
    amina = telltales.of(["أمينة", "Ñandú"], [], [], ())
    assert telltales.without({"a": [{"b": "وأمينة هنا, nandu"}], "c": 3}, amina) == {
        "a": [{"b": "و… هنا, …"}],
        "c": 3,
    }
    several = telltales.Crowd([AMA, amina, telltales.of(["Jo"], [], [], ())])
    assert telltales.without_any(["Amina ama Ñandu", "jo, 07700 900201"], several) == [
        "Amina … …",
        "…, …",
    ]
    for said in (
        "Ama",
        "Jonas",
        "I would like to lead with less worry, Jo",
        "ama: 07700 900201, CO.77",
        "وأمينة",
    ):
        one_by_one = said
        for one in several.people:
            one_by_one = telltales.without(one_by_one, one)
        assert telltales.without_any(said, several) == one_by_one
    same = {"a": ["nobody"]}
    assert telltales.without(same, amina) is same


def test_whom_a_backup_brought_back_is_erased_again_at_once(ours: House) -> None:
    do(settle_in)
    me = do(lambda _c, db: who(db)[0].id)
    assert do(lambda c, _db: erasures.again(c, {me, 999})) == [me]
    assert work.erase() == 1
    assert do(lambda c, _db: erasures.again(c, {me})) == [], "it is nobody any more"
