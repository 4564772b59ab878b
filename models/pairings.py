"""Pairings: members who were introduced, two or a ring of more, and how far they have come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.kinds import Kind
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import Sealed, SealedJSON

PAIRING = Lifecycle(
    "pairing",
    {
        "proposed": ("met", "declined", "lapsed", "withdrawn"),
        "met": ("agreed", "turning", "ended"),  # all said yes and know each other's names
        "agreed": ("ended",),  # both agreed to the same version
        "turning": ("ended",),  # a ring that agreed: each leg of it is a pairing of its own
        "declined": (),
        "lapsed": (),
        "withdrawn": (),  # by a coordinator, before anybody answered
        "ended": (),
    },
)
GOING = ("proposed", "met", "agreed", "turning")
OF_A_LINE = (
    "listening",
    "directory",
)  # what stands for an agreement, where two write to each other and no more


class Pairing(HasLifecycle, Base):
    """Members as equals: two, or a ring in which each coaches the next and the last the first.

    Once a ring turns, each of its legs is a pairing of two that belongs to it (`ring_id`), in which `coach_id` coaches
    and the other is coached.
    """

    __tablename__ = "pairings"
    lifecycle = PAIRING

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(16), default="proposed")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"), index=True)
    ring_id: Mapped[int | None] = mapped_column(ForeignKey("pairings.id"), index=True)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(12), default=Kind.COACHING)  # a `Kind`: what they meet for
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    at_ease_at: Mapped[datetime | None]  # when one of them said that they find a time by themselves
    rests_until: Mapped[datetime | None]  # until then they aren't reminded of each other
    beyond_at: Mapped[
        datetime | None
    ]  # when both had said that they go on together, whatever becomes of the round

    sides: Mapped[list["Side"]] = relationship(order_by="Side.id", lazy="selectin")

    @property
    def is_ring(self) -> bool:
        """Whether more than two are in it."""
        return len(self.sides) > 2

    @property
    def is_line(self) -> bool:
        """Whether they only write to each other here, and didn't agree to coach."""
        return any(side.agreed_version in OF_A_LINE for side in self.sides)

    def side(self, member_id: int) -> "Side":
        """This member's side. Raises LookupError for somebody else."""
        for side in self.sides:
            if side.member_id == member_id:
                return side
        raise LookupError("not in this pairing")

    @property
    def agreed_at(self) -> datetime | None:
        """When the last of them agreed; None as long as somebody hasn't."""
        said = [side.agreed_at for side in self.sides]
        return None if None in said else max(at for at in said if at is not None)

    def partner(self, member_id: int) -> Member:
        """Whom this member is paired with; in a ring, whom they coach."""
        at = self.sides.index(self.side(member_id))
        return self.sides[(at + 1) % len(self.sides)].member

    def coach(self, member_id: int) -> Member:
        """Who coaches this member: in a pair the partner, in a ring the one before."""
        at = self.sides.index(self.side(member_id))
        return self.sides[at - 1].member

    def others(self, member_id: int) -> list[Member]:
        """All but this member, whom they coach first."""
        at = self.sides.index(self.side(member_id))
        return [side.member for side in (*self.sides[at + 1 :], *self.sides[:at])]


class Side(Base):
    """One member's part in a pairing: what they answered. Nobody else ever reads a no."""

    __tablename__ = "pairing_sides"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairings.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    wants: Mapped[bool | None]
    agreed_version: Mapped[str | None] = mapped_column(String(16))
    agreed_at: Mapped[datetime | None]
    shares_number: Mapped[bool | None]  # whether the other may have it, if the other says so too
    half_way: Mapped[str | None] = mapped_column(String(8))  # on, change, anew
    half_way_words: Mapped[str | None] = mapped_column(
        Sealed("pairing_sides.half_way_words")
    )  # for them alone
    closing: Mapped[str | None] = mapped_column(String(8))  # together, part, anew
    why: Mapped[list[Any] | None] = mapped_column(
        SealedJSON("pairing_sides.why")
    )  # what this member may read

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


def propose(
    db: Session, people: Sequence[Member], by: int, round_id: int | None = None, kind: str = Kind.COACHING
) -> Pairing:
    """A new pairing of these people, a ring in its order. Who may be paired is the caller's question."""
    sides = [Side(member=one) for one in people]
    pairing = Pairing(proposed_by=by, round_id=round_id, kind=kind, sides=sides)
    db.add(pairing)
    db.flush()
    return pairing


def line(db: Session, people: Sequence[Member], by: int, version: str, kind: str = Kind.COACHING) -> Pairing:
    """These two know each other's name and can write to each other here, though they weren't introduced to coach. `version`:
    what stands for their agreement."""
    if version not in OF_A_LINE:
        raise ValueError(f"{version} is no line's")
    made = Pairing(
        status="agreed",
        proposed_by=by,
        kind=kind,
        sides=[Side(member=one, wants=True, agreed_version=version, agreed_at=clock.now()) for one in people],
    )
    db.add(made)
    db.flush()
    return made


def leg(db: Session, ring: Pairing, coach: Member, coached: Member) -> Pairing:
    """One leg of a ring that turns: what was agreed for the ring is agreed for it."""
    said = ring.side(coach.id)
    made = Pairing(
        status="agreed", proposed_by=ring.proposed_by, round_id=ring.round_id, ring_id=ring.id, coach_id=coach.id,
        kind=ring.kind,
        sides=[
            Side(member=one, wants=True, agreed_version=said.agreed_version, agreed_at=clock.now())
            for one in (coach, coached)
        ],
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def legs(db: Session, ring_id: int) -> list[Pairing]:
    """The legs of a ring, in its order."""
    return list(db.scalars(select(Pairing).where(Pairing.ring_id == ring_id).order_by(Pairing.id)))


def end(pairing: Pairing, status: str) -> None:
    """It is over, and how."""
    pairing.status, pairing.ended_at = status, clock.now()


def going(db: Session, member_id: int, status: tuple[str, ...] = GOING) -> list[Pairing]:
    """The pairings this member is in now, the newest first."""
    mine = select(Pairing).join(Side).where(Side.member_id == member_id, Pairing.status.in_(status))
    return list(db.scalars(mine.order_by(Pairing.id.desc())))


def of_round(db: Session, member_id: int, round_id: int) -> list[Pairing]:
    """The pairs this member was in this round, a ring's legs among them, whatever became of them."""
    mine = select(Pairing).join(Side).where(Side.member_id == member_id, Pairing.round_id == round_id)
    return [pairing for pairing in db.scalars(mine.order_by(Pairing.id)) if not pairing.is_ring]


def unanswered(db: Session, before: datetime) -> list[Pairing]:
    """Introductions of two outside any round that were made before then (UTC) and wait for an answer, the oldest first:
    three statements, however many there are."""
    proposed = select(Pairing).where(
        Pairing.status == "proposed", Pairing.round_id.is_(None), Pairing.created_at <= before
    )
    return [one for one in db.scalars(proposed.order_by(Pairing.id)) if not one.is_ring]


def between(db: Session, one: int, two: int) -> Pairing | None:
    """The pairing of these two that is going on, or the ring they are both in, if any."""
    return next((p for p in going(db, one) if any(other.id == two for other in p.others(one))), None)
