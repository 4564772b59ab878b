"""The digest: what it costs, and when it comes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows import digest
from models.members import Member
from models.mornings import Morning
from models.queries import Query
from tests.flows.rounds import Community, Statements
from tests.models import people

DAY = timedelta(days=1)
FRIDAY_NOON = datetime(2026, 12, 11, 12, tzinfo=UTC)


def fill(crowd: Community, first: int, last: int) -> None:
    """People who wait to be checked, whose accreditation ran out, and who wait for an answer."""

    def act(db: Session) -> None:
        for number in range(first, last):
            people.person(db, f"+4477009{number:05}", f"A{number}", "applied").attested_at = crowd.at
            maya = db.get_one(Member, 1)
            people.pairing(
                db, *(people.person(db, f"+4477{of}9{number:05}", f"C{number}") for of in (29, 39)), maya
            )
            holder = people.person(db, f"+4477019{number:05}", f"B{number}")
            assert holder.credential is not None
            holder.credential.expires_on = crowd.at.date()
            db.add(Query(member_id=holder.id, words="hello?", created_at=crowd.at))

    crowd.look(act)


def statements(crowd: Community) -> int:
    """What Maya's digest costs now; nothing that isn't worse is told twice."""
    seen = Statements(crowd.engine)
    said = crowd.text("Maya", "digest")
    count = seen.count
    assert "WAITING" in said
    assert "QUEUE" in said
    assert "ran out" in said
    assert "NUDGE C0 AND C0" in said
    return count


def test_it_costs_the_same_however_many_there_are(crowd: Community) -> None:
    crowd.begin(0)
    fill(crowd, 0, 10)
    crowd.at += 3 * DAY
    few = statements(crowd)
    fill(crowd, 10, 200)
    crowd.at += 3 * DAY
    assert statements(crowd) <= few + 2


def test_it_comes_by_itself_once_and_again_when_it_is_worse(crowd: Community) -> None:
    crowd.begin(0)
    fill(crowd, 0, 1)
    told = []
    for _day in range(6):
        with crowd.engine.begin() as connection, Session(bind=connection) as db:
            digest.look_ahead(db, connection)
            digest.look_ahead(db, connection)
        crowd.wait(DAY)
        told.append(
            [line for one in crowd.news("Maya") for line in ("WAITING", "QUEUE", "ran out") if line in one]
        )
    assert told == [["ran out"], ["QUEUE"], ["WAITING"], ["QUEUE"], [], ["WAITING"]]


@pytest.mark.parametrize(
    ("wish", "due"),
    [
        (None, datetime(2026, 12, 12, 9, tzinfo=UTC)),
        (Morning(at=450, weekdays=False, wanted=True), datetime(2026, 12, 12, 7, 30, tzinfo=UTC)),
        (Morning(at=450, weekdays=True, wanted=True), datetime(2026, 12, 14, 7, 30, tzinfo=UTC)),
        (Morning(at=780, weekdays=True, wanted=True), datetime(2026, 12, 11, 13, tzinfo=UTC)),
        (Morning(at=450, weekdays=False, wanted=False), None),
    ],
)
def test_the_hour_they_chose(wish: Morning | None, due: datetime | None) -> None:
    assert digest.hour_after(Member(zone="Europe/London"), wish, FRIDAY_NOON) == due


def test_by_their_own_clock() -> None:
    wish = Morning(at=450, weekdays=False, wanted=True)
    assert digest.hour_after(Member(zone="America/Bogota"), wish, FRIDAY_NOON) == FRIDAY_NOON + timedelta(
        minutes=30
    )


def test_not_at_night_when_it_is_late_and_not_on_a_break(crowd: Community) -> None:
    crowd.begin(0)
    fill(crowd, 0, 1)
    crowd.text("Maya", "digest at 22:30")
    crowd.at += timedelta(days=3, hours=17)  # 03:00: the workers were down
    crowd.work()
    assert not any("QUEUE" in one for one in crowd.news("Maya"))
    crowd.wait(timedelta(hours=20))
    assert any("QUEUE" in one for one in crowd.news("Maya"))
    crowd.look(
        lambda db: setattr(
            db.scalars(select(Member).where(Member.name.is_(None))).one(), "paused_until", crowd.at + 5 * DAY
        )
    )
    fill(crowd, 1, 2)
    with crowd.engine.begin() as connection, Session(bind=connection) as db:
        digest.look_ahead(db, connection)
    crowd.wait(3 * DAY)
    assert crowd.news("Maya") == []
