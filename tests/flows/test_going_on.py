"""How two go on: no time is set, a coordinator reads of it, they close, and somebody is thanked."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows import closing
from models import members, texts, wishes
from models.base import table_of
from models.members import Member
from models.mentions import Mention
from models.pairings import Pairing
from tests.flows.rounds import Community, Statements

NO_TIME = "have no time set just now"
DAY = timedelta(days=1)


def pair(crowd: Community, one: str, two: str) -> None:
    """They met and agreed, each leaving the question for a first time open."""
    crowd.text("Maya", f"pair {one} and {two}")
    for answer in ("yes", "1"):
        crowd.text(one, answer)
        crowd.text(two, answer)


def asked(crowd: Community, name: str) -> int:
    """How often somebody read that no time is set, since last looked at."""
    return sum(NO_TIME in one for one in crowd.news(name))


def status(crowd: Community) -> str:
    found: str = crowd.look(lambda db: db.scalars(select(Pairing.status)).one())
    return found


def test_only_who_has_not_answered_is_reminded(crowd: Community) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    crowd.wait(3 * DAY)
    crowd.text("M1", "book")
    crowd.text("M1", "Friday 8 January 6pm")
    crowd.text("M1", "1")
    crowd.news("M2")
    crowd.wait(2 * DAY)
    assert asked(crowd, "M1") == 0
    assert sum("could meet you on Friday 8 January" in one for one in crowd.news("M2")) == 1


def test_who_is_at_ease_is_left_so_and_so_is_the_other(crowd: Community) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    crowd.wait(5 * DAY)
    assert (asked(crowd, "M1"), asked(crowd, "M2")) == (1, 1)
    crowd.text("M2", "2")
    crowd.wait(20 * DAY)
    assert (asked(crowd, "M1"), asked(crowd, "M2"), len(crowd.news("Maya"))) == (0, 0, 1)  # of both yes


def test_each_is_told_once_five_a_text_and_nobody_of_their_own(crowd: Community) -> None:
    crowd.begin(14)
    for number in range(1, 14, 2):
        pair(crowd, f"M{number}", f"M{number + 1}")

    def seat(db: Session) -> None:
        members.seat(db, crowd.phones["M1"], "en", "Europe/London")

    crowd.look(seat)
    crowd.news("Maya")
    crowd.wait(14 * DAY)
    assert crowd.news("Maya") == [], "they are told in their morning"
    crowd.wait(DAY)
    (digest,) = crowd.news("Maya")
    assert digest.count("agreed on Monday 7 December 2026") == 5
    assert "needs a person: 2" in digest
    (theirs,) = [one for one in crowd.news("M1") if "agreed on" in one]
    assert "M1 and M2" not in theirs
    rest = crowd.text("Maya", "more")
    assert rest.count("agreed on Monday 7 December 2026") == 2
    crowd.wait(3 * DAY)
    assert crowd.news("Maya") == []


def test_what_settled_meanwhile_is_not_told(crowd: Community) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    crowd.news("Maya")
    crowd.wait(14 * DAY)  # it is mentioned, and not told before tomorrow morning
    assert crowd.look(lambda db: db.scalars(select(Mention.status)).all()) == ["waits"]
    crowd.text("M1", "rematch")
    crowd.text("M1", "1")
    crowd.news("Maya")
    crowd.wait(2 * DAY)
    assert crowd.news("Maya") == []


def close(crowd: Community, first: str, second: str) -> tuple[list[str], list[str]]:
    """M1 says that they have finished, and answers; then M2. What each read of what became of it."""
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    for name in ("M1", "M2"):
        crowd.text(name, "later")
        crowd.news(name)
    read: dict[str, list[str]] = {"M1": [crowd.text("M1", "close")], "M2": []}
    read["M1"] += [crowd.text("M1", first), crowd.text("M1", "skip")]
    crowd.wait(DAY)
    assert any("come to a close" in one for one in crowd.news("M2"))
    read["M2"] += [crowd.text("M2", second), crowd.text("M2", "skip")]
    read["M1"] += crowd.news("M1")
    return read["M1"], read["M2"]


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("2", "1"), ("3", "1"), ("2", "3")])
def test_they_part_in_the_same_words_whoever_said_so(crowd: Community, first: str, second: str) -> None:
    ones, twos = close(crowd, first, second)
    assert status(crowd) == "ended"
    assert sum(closing.PARTED.format(partner="M2") in one for one in ones) == 1
    assert sum(closing.PARTED.format(partner="M1") in one for one in twos) == 1


def test_two_who_both_want_to_go_on_do_and_may_close_again(crowd: Community) -> None:
    ones, twos = close(crowd, "1", "1")
    assert status(crowd) == "agreed"
    assert any("both want to go on" in one for one in ones)
    assert any("both want to go on" in one for one in twos)
    assert "come to a close" in crowd.text("M2", "close")


def test_nobody_waits_for_ever_for_the_other(crowd: Community) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    crowd.text("M1", "close")
    crowd.text("M1", "part")
    crowd.text("M1", "skip")
    crowd.wait(11 * DAY)
    assert status(crowd) == "ended"
    for name, partner in (("M1", "M2"), ("M2", "M1")):
        assert closing.PARTED.format(partner=partner) in crowd.news(name)


def test_a_thank_you_is_one_whatever_question_is_open(crowd: Community) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")
    crowd.text("M1", "menu")
    crowd.news("M2")
    crowd.text("M1", "Thank m2: you listen with your whole face")
    assert "M1 thanks you: you listen with your whole face" in crowd.news("M2")
    assert "met here" in crowd.text("M1", "gracias a Nobody: por todo")


@pytest.mark.parametrize("why", ["left", "parted"])
def test_a_thank_you_that_cannot_reach_them_is_kept_nowhere(crowd: Community, why: str) -> None:
    crowd.begin(2)
    pair(crowd, "M1", "M2")

    def gone(db: Session) -> None:
        one, two = db.scalars(select(Member).where(Member.name.is_not(None)).order_by(Member.id)).all()
        if why == "left":
            two.stopped_at = crowd.at
        else:
            wishes.block(db, two.id, one.id, "parted")

    crowd.look(gone)
    crowd.news("M2")
    assert "can't reach M2 just now" in crowd.text("M1", "thank M2: a secret")
    assert crowd.news("M2") == []
    kept = crowd.look(lambda db: db.scalars(select(table_of(texts.Text).c.body)).all())
    assert not any("a secret" in (body or "") for body in kept)


def test_a_sweep_over_many_costs_few_statements_each(crowd: Community) -> None:
    """What is asked of one pair is asked of each; nothing is asked of all pairs for each."""
    counts = []
    crowd.begin(0)
    for number in (2, 4):
        for one in range(number):
            for name in (f"A{number}{one}", f"B{number}{one}"):
                crowd.join(name)
            pair(crowd, f"A{number}{one}", f"B{number}{one}")
        crowd.at += 4 * DAY
        seen = Statements(crowd.engine)
        crowd.work()
        counts.append(seen.count / number)
        crowd.at += 90 * DAY
        crowd.work()
    assert counts[1] <= counts[0] * 1.2
