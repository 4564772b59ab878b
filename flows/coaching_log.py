"""A coaching log: somebody's sessions as coach, as an accrediting body wants to read them.

Coaching in exchange for coaching is paid up to what was received (COACHING.md, "Hours"). Which hours those are: in the order of
time, each hour given is paid until as many have been given as were received in all; the rest is pro bono. Sessions that are
left off take their place in that order too, so nobody's refusal makes another's hours paid.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from flows import words
from flows.bodies import Body
from flows.other_hours import Hours, by_kind
from models import listings, minutes
from models.members import Member
from models.minutes import Share


@dataclass(slots=True)
class Row:
    """One client, or one session with a client."""

    client: int  # their number, in the order in which they were first coached
    name: str | None
    first_day: date  # of the coach's own clock
    last_day: date
    sessions: int
    minutes: int
    paid_minutes: int
    paid: int = 0  # hundredths of an hour
    pro_bono: int = 0

    @property
    def hours(self) -> int:
        """Hundredths of an hour."""
        return self.paid + self.pro_bono


@dataclass(frozen=True, slots=True)
class Log:
    """A log and what isn't in it."""

    body: Body
    rows: list[Row]
    left_off: int  # minutes with people who haven't agreed to be in it
    given: int  # minutes in all
    received: int
    others: tuple[Hours, ...] = ()  # of mentoring and supervision: in no total

    @property
    def paid(self) -> int:
        """Hundredths of an hour."""
        return sum(row.paid for row in self.rows)

    @property
    def pro_bono(self) -> int:
        """Hundredths of an hour."""
        return sum(row.pro_bono for row in self.rows)


def log_of(db: Session, coach: Member, body: Body) -> Log:
    """This member's log for this body, as it is now, in a constant few statements."""
    every = minutes.shares(db, coach.id)
    counted = [one for one in every if one.kind == minutes.COACHING]
    given, received = minutes.totals(counted)
    allowed = listings.allowed(db, coach.id)
    left_off, before, rows = 0, 0, list[Row]()
    numbers: dict[int, int] = {}
    for one in (one for one in counted if one.given):
        number = numbers.setdefault(one.partner.id, len(numbers) + 1)
        paid = max(0, min(one.given, received - before)) if body.exchange_is_paid else 0
        before += one.given
        if not _may_stand(body, allowed.get(one.partner.id)):
            left_off += one.given
            continue
        _add(rows, _row(coach, one, number, paid), body)
    _round(rows)
    return Log(body, rows, left_off, given, received, tuple(by_kind(every)))


def coached(db: Session, coach_id: int) -> list[Share]:
    """Sessions of coaching: no body counts mentoring or supervision as such."""
    return [one for one in minutes.shares(db, coach_id) if one.kind == minutes.COACHING]


def clients(counted: list[Share]) -> dict[int, Member]:
    """Whom these sessions coached."""
    return {one.partner.id: one.partner for one in counted if one.given}


def _may_stand(body: Body, purpose: str | None) -> bool:
    return purpose == listings.NAMED or (purpose == listings.NUMBERED and not body.named)


def _row(coach: Member, one: Share, number: int, paid: int) -> Row:
    day = words.local(one.starts_at, coach.zone).date()
    return Row(number, one.partner.name, day, day, 1, one.given, paid)


def _add(rows: list[Row], new: Row, body: Body) -> None:
    """A row of its own, or more for the client's."""
    same = None if body.by_session else next((row for row in rows if row.client == new.client), None)
    if same is None:
        rows.append(new)
        return
    same.last_day = max(same.last_day, new.last_day)
    same.sessions += 1
    same.minutes += new.minutes
    same.paid_minutes += new.paid_minutes


def _round(rows: list[Row]) -> None:
    """Minutes as hundredths of an hour, so that the rows add up to the hundredth of all minutes together."""
    paid = pro_bono = 0
    for row in rows:
        unpaid = row.minutes - row.paid_minutes
        row.paid = hundredths(paid + row.paid_minutes) - hundredths(paid)
        row.pro_bono = hundredths(pro_bono + unpaid) - hundredths(pro_bono)
        paid, pro_bono = paid + row.paid_minutes, pro_bono + unpaid


def hundredths(time: int) -> int:
    """Minutes as hundredths of an hour, to the nearest."""
    return (time * 200 + 60) // 120
