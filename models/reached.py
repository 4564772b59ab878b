"""Whom a broadcast reaches, told before it goes."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import Session

from models import clock
from models.base import AnyRow
from models.broadcasts import Broadcast, Reader
from models.members import Address, Member


def first_readers(db: Session, of: Broadcast, most: int) -> list[Member]:
    """Some who are to read it, those first who came first."""
    rows = select(Member).join(Reader, Reader.member_id == Member.id).where(Reader.broadcast_id == of.id)
    return list(db.scalars(rows.order_by(Member.id).limit(most)))


def readers_alike(db: Session, of: Broadcast) -> list[AnyRow]:
    """How many readers there are of each kind: by language, channel, zone and quiet hours, which decide when and how they
    read it. Without those of `readers_apart`."""
    kinds = (Member.language, Address.channel, Member.zone, Member.quiet_from, Member.quiet_till)
    rows = _reached(*kinds, func.count().label("count")).where(Reader.broadcast_id == of.id, ~_apart())
    return list(db.execute(rows.group_by(*kinds)))


def readers_apart(db: Session, of: Broadcast) -> list[AnyRow]:
    """The readers who keep days, or are on a break, each alone."""
    kinds = (Member.language, Address.channel, Member.zone, Member.quiet_from, Member.quiet_till)
    rows = _reached(*kinds, Member.paused_until, Member.keeps, literal(1).label("count"))
    return list(db.execute(rows.where(Reader.broadcast_id == of.id, _apart())))


def _apart() -> ColumnElement[bool]:
    return Member.keeps.is_not(None) | and_(
        Member.paused_until.is_not(None), Member.paused_until > clock.now()
    )


def _reached(*what: Any) -> Any:
    joined = select(*what).join(Reader, Reader.member_id == Member.id)
    return joined.join(Address, Address.id == Member.address_id)
