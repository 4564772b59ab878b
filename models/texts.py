"""Texts that came in, each claimed once by its MessageSid, with the answer it got."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Index, String, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import Base, table_of
from models.members import Address
from models.sealing import Sealed


class Text(Base):
    """One inbound text. A repeat of its sid gets `reply` again, word for word."""

    __tablename__ = "texts"
    # By address, the newest last: WhatsApp's 24-hour window is asked for with every text that goes there.
    __table_args__ = (Index("ix_texts_address_id", "address_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("addresses.id"))
    body: Mapped[str | None] = mapped_column(Sealed("texts.body"))
    reply: Mapped[str | None] = mapped_column(Sealed("texts.reply"))
    received_at: Mapped[datetime] = mapped_column(default=clock.now)


# The hot path: statements built once. Each is one of the handful a text costs.
_TABLE = table_of(Text)
_CLAIM = {
    name: make(_TABLE).on_conflict_do_nothing(index_elements=["sid"]).returning(_TABLE.c.id)
    for name, make in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_ANSWERED = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("text_id"))
    .values(address_id=bindparam("b_address"), body=bindparam("b_body"), reply=bindparam("b_reply"))
)
_REPLY = select(_TABLE.c.reply).where(_TABLE.c.sid == bindparam("sid"))
_BEFORE_THE_LAST = (
    select(_TABLE.c.received_at)
    .where(_TABLE.c.address_id == bindparam("address"))
    .order_by(_TABLE.c.id.desc())
    .offset(bindparam("skip"))
    .limit(2)
)


def claim(connection: Connection, sid: str) -> int | None:
    """The new text's id; None when this sid was claimed before. Waits for a twin that is being answered now."""
    values = {"sid": sid, "received_at": clock.now()}
    found: int | None = connection.execute(_CLAIM[connection.dialect.name], values).scalar_one_or_none()
    return found


def stored_reply(connection: Connection, sid: str) -> str | None:
    """What the text with this sid was answered, None for silence."""
    reply: str | None = connection.execute(_REPLY, {"sid": sid}).scalar_one_or_none()
    return reply


def answered(
    connection: Connection, text_id: int, address_id: int, body: str | None, reply: str | None
) -> None:
    """Keep the text and its answer; `body` None: only the answer."""
    values = {"text_id": text_id, "b_address": address_id, "b_body": body, "b_reply": reply}
    connection.execute(_ANSWERED, values)


def before_the_last(connection: Connection, address_id: int, skip: int) -> list[datetime]:
    """When the two texts before the last so many from there came, the newer first; fewer than two when there are fewer. The
    text that is being answered doesn't count."""
    found = connection.execute(_BEFORE_THE_LAST, {"address": address_id, "skip": skip})
    return list(found.scalars())


def was_answered(connection: Connection, address_id: int) -> bool:
    """Whether any text from there ever got an answer."""
    answered = select(_TABLE.c.id).where(_TABLE.c.address_id == address_id, _TABLE.c.reply.is_not(None))
    return connection.execute(answered.limit(1)).first() is not None


def forget(connection: Connection, member_id: int) -> None:
    """Keep no word of what this person ever wrote."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    connection.execute(update(_TABLE).where(_TABLE.c.address_id.in_(theirs)).values(body=None))


def last_from(connection: Connection, member_id: int) -> datetime | None:
    """When this person last texted us, from any address."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    newest = select(_TABLE.c.received_at).where(_TABLE.c.address_id.in_(theirs))
    found: datetime | None = connection.execute(newest.order_by(_TABLE.c.id.desc()).limit(1)).scalar()
    return found


def heard(connection: Connection, member_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these people last texted us, from any address; who never did is left out."""
    address = table_of(Address)
    rows = (
        select(address.c.member_id, func.max(_TABLE.c.received_at))
        .join_from(address, _TABLE, _TABLE.c.address_id == address.c.id)
        .where(address.c.member_id.in_(list(member_ids)))
        .group_by(address.c.member_id)
    )
    return {member: at for member, at in connection.execute(rows)}


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` texts that came before then, their answers and their sids. How many."""
    oldest = connection.execute(select(_TABLE.c.id, _TABLE.c.received_at).order_by(_TABLE.c.id).limit(most))
    ids = [row.id for row in oldest if row.received_at < before]
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
