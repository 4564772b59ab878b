"""Who a text comes from: found by its address, locked for as long as we answer, taken in when new."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, select, update

from models import clock
from models.base import AnyRow, table_of
from models.members import MEMBER, Address, Member
from models.sealing import keyring
from models.seats import Seat

_ADDRESSES, _MEMBERS, _SEATS = table_of(Address), table_of(Member), table_of(Seat)
_WHO = (
    _MEMBERS.c.id,
    _MEMBERS.c.status,
    _MEMBERS.c.language,
    _MEMBERS.c.zone,
    _MEMBERS.c.stopped_at,
    _SEATS.c.role,
    _MEMBERS.c.address_id.label("last_address_id"),
)
_SEAT = and_(_SEATS.c.member_id == _MEMBERS.c.id, _SEATS.c.status == "held")
# FOR NO KEY UPDATE: two texts of one person queue, while others may still write rows that point to them.
_AT_ADDRESS = (
    select(
        *_WHO,
        _ADDRESSES.c.id.label("address_id"),
        _ADDRESSES.c.channel,
        _ADDRESSES.c.number,
        _ADDRESSES.c.parked_at,
    )
    .join_from(_ADDRESSES, _MEMBERS, _ADDRESSES.c.member_id == _MEMBERS.c.id)
    .outerjoin(_SEATS, _SEAT)
    .with_for_update(of=_MEMBERS, key_share=True)
)
_LOCK_ALL = (
    select(
        *_WHO,
        _ADDRESSES.c.id.label("address_id"),
        _ADDRESSES.c.channel,
        _MEMBERS.c.quiet_from,
        _MEMBERS.c.quiet_till,
        _MEMBERS.c.paused_until,
        _MEMBERS.c.keeps,
    )
    .join_from(_MEMBERS, _ADDRESSES, _ADDRESSES.c.id == _MEMBERS.c.address_id)
    .outerjoin(_SEATS, _SEAT)
    .where(_MEMBERS.c.id.in_(bindparam("member_ids", expanding=True)))
    .order_by(_MEMBERS.c.id)
    .with_for_update(of=_MEMBERS, key_share=True, skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a text tells about where it comes from."""

    channel: str  # sms, whatsapp
    address: str  # as Twilio writes it: '+4477…', 'whatsapp:+57…', 'whatsapp:US.1234'
    phone: str | None  # E.164, when the address has a number
    external_id: str | None  # WhatsApp's own id for the person, when it says so
    number: str | None  # which of ours they wrote to
    first_guess: Callable[[], tuple[str, str]]  # (language, IANA zone), asked for somebody new


@dataclass(slots=True)
class Sender:
    """The person a text comes from, as the hot path needs them. Their row is locked until the transaction ends."""

    member_id: int
    address_id: int
    channel: str
    status: str
    language: str
    zone: str
    stopped_at: datetime | None
    role: str | None  # of the seat they hold; see `flows/coordinating/command.py`
    # When they may be texted unasked; read only where that is the question.
    quiet_from: int | None = None
    quiet_till: int | None = None
    paused_until: datetime | None = None
    keeps: list[str] | None = None


def find(connection: Connection, arrival: Arrival) -> Sender:
    """The sender, known or taken in now. Raises IntegrityError when two first texts race: run it again."""
    found = _known(connection, arrival.address)
    if found is None:
        _take_in(connection, arrival)
        found = _known(connection, arrival.address)
        assert found is not None
    if found.last_address_id != found.address_id:
        used = update(_MEMBERS).where(_MEMBERS.c.id == found.id).values(address_id=found.address_id)
        connection.execute(used)
    if found.parked_at is not None or (arrival.number and found.number != arrival.number):
        # A text from there is the best proof that it works; the answer comes from where they wrote to.
        works = update(_ADDRESSES).where(_ADDRESSES.c.id == found.address_id)
        connection.execute(works.values(number=arrival.number, parked_at=None, parked_for=None))
    return _sender(found)


def lock_all(connection: Connection, member_ids: Iterable[int]) -> dict[int, Sender]:
    """Members we want to write to, at their last address, locked. Left out: who has none, and whoever is texting us
    just now, so that nobody waits for us."""
    rows = connection.execute(_LOCK_ALL, {"member_ids": sorted(member_ids)})
    # In the order of the columns; thousands at a time.
    return {
        row[0]: Sender(
            member_id=row[0],
            status=row[1],
            language=row[2],
            zone=row[3],
            stopped_at=row[4],
            role=row[5],
            address_id=row[7],
            channel=row[8],
            quiet_from=row[9],
            quiet_till=row[10],
            paused_until=row[11],
            keeps=row[12],
        )
        for row in rows
    }


def _known(connection: Connection, address: str) -> AnyRow | None:
    """Who has this address, locked; None when nobody has."""
    hashes = {f"lookup{number}": value for number, value in enumerate(keyring().lookups(address))}
    return connection.execute(_at_address(len(hashes)), hashes).one_or_none()


@cache
def _at_address(keys: int) -> Select[tuple[Any, ...]]:
    """Built once for a number of keys, which is one until a key is rotated."""
    return _AT_ADDRESS.where(
        _ADDRESSES.c.lookup.in_([bindparam(f"lookup{number}") for number in range(keys)])
    )


def _sender(row: AnyRow) -> Sender:
    return Sender(
        row.id,
        row.address_id,
        row.channel,
        row.status,
        row.language,
        row.zone,
        row.stopped_at,
        row.role,
    )


def _queue(connection: Connection, ties: list[str]) -> None:
    """Let the first texts of one person, from two channels at once, come one after the other. On SQLite all do."""
    if connection.dialect.name == "postgresql":
        for lock in sorted(int.from_bytes(keyring().lookups(tie)[0][:8], signed=True) for tie in ties):
            connection.execute(select(func.pg_advisory_xact_lock(lock)))


def _take_in(connection: Connection, arrival: Arrival) -> None:
    """A new address: of a member who wrote from another channel, or of a newcomer."""
    ring = keyring()
    ties = {"phone_lookup": arrival.phone, "external_lookup": arrival.external_id}
    _queue(connection, [value for value in ties.values() if value])
    member_id = None
    for column, value in ties.items():
        if value and member_id is None:
            same = select(_ADDRESSES.c.member_id).where(_ADDRESSES.c[column].in_(ring.lookups(value)))
            member_id = connection.execute(same.order_by(_ADDRESSES.c.id).limit(1)).scalar_one_or_none()
    if member_id is None:
        language, zone = arrival.first_guess()
        newcomer = {
            "status": MEMBER.first,
            "language": language,
            "zone": zone,
            "created_at": clock.now(),
        }
        member_id = connection.execute(
            insert(_MEMBERS).values(newcomer).returning(_MEMBERS.c.id)
        ).scalar_one()
    hashes = {column: ring.lookups(value)[0] if value else None for column, value in ties.items()}
    connection.execute(
        insert(_ADDRESSES).values(
            member_id=member_id,
            channel=arrival.channel,
            address=arrival.address,
            external_id=arrival.external_id,
            number=arrival.number,
            lookup=ring.lookups(arrival.address)[0],
            **hashes,
        )
    )
