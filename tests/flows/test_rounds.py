"""Rounds: what becomes of people in them, whatever they answer and in whatever order."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from flows import community, coordinate, introduction, parting, placing, rounds_work, sending
from models import clock, database, members, rounds, sealing
from models.base import Base
from models.members import Member
from models.wishes import Block, Tie
from tests.flows.rounds import Community, Statements, use_clock


@pytest.fixture
def crowd(database_url: str) -> Iterator[Community]:
    sealing.use([sealing.new_key()])
    engine = database.connect(database_url)
    made = Community(engine)
    use_clock(made)
    yield made
    clock.follow(clock.wall)
    engine.dispose()


def ids(crowd: Community) -> dict[str, int]:
    return {
        name: member_id
        for member_id, name in crowd.look(lambda db: [(m.id, m.name) for m in db.scalars(select(Member))])
        if name
    }


# Nobody learns of a no.


def what_the_other_reads(crowd: Community, happening: str) -> list[str]:
    """M1 said yes to M2; then this happens to M2."""
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2"):
        assert "Would you like to meet?" in crowd.news(name)[-1]
    crowd.text("M1", "1")
    if happening == "no":
        crowd.text("M2", "2")
    elif happening == "leaves":
        crowd.text("M2", "LEAVE")
    elif happening == "silence":
        crowd.wait(introduction.LAPSES_AFTER + timedelta(days=1))
    return crowd.news("M1")


@pytest.mark.parametrize("happening", ["no", "leaves", "silence"])
def test_who_waited_reads_the_same_whatever_the_reason(crowd: Community, happening: str) -> None:
    assert what_the_other_reads(crowd, happening) == [introduction.NO_FIT]


def test_who_has_nobody_from_the_start_reads_that_too(crowd: Community) -> None:
    crowd.begin(2)
    crowd.join("Far", free=["0 0 60"])
    crowd.open()
    crowd.send()
    assert crowd.news("Far")[-1] == introduction.NO_FIT
    assert crowd.entries()["Far"] == "in"


def test_who_said_yes_is_offered_the_next_best_at_once(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.send()
    (mine,) = [group for group in crowd.groups() if "M1" in group]
    partner = next(iter(mine - {"M1"}))
    other, another = sorted({"M1", "M2", "M3", "M4"} - mine)
    for name in crowd.phones:
        crowd.news(name)
    crowd.text("M1", "1")
    crowd.text(partner, "no")
    assert crowd.news("M1") == [introduction.NO_FIT]  # nobody else waits
    crowd.text(other, "no")
    for name in ("M1", partner, other, another):
        assert crowd.entries()[name] == "placed"
    assert "Would you like to meet?" in crowd.news("M1")[-1]
    crowd.holds()


def test_a_coordinator_never_reads_who_said_no(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.send()
    crowd.news("Maya")
    for name in ("M1", "M2", "M3"):
        crowd.text(name, "2")
    assert crowd.news("Maya") == []


@pytest.mark.parametrize("words", ["no", "no sorry", "actually no"])
def test_who_said_yes_may_change_their_mind(crowd: Community, words: str) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    crowd.text("M1", "1")
    crowd.news("Maya")
    assert "we tell nobody" in crowd.text("M1", words)
    assert crowd.groups() == []
    assert crowd.news("M2")[-1] == introduction.NO_FIT
    assert crowd.news("Maya") == [], "a no is for nobody's eyes"
    crowd.holds()


def test_who_skips_a_round_while_introduced_is_out_of_it(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    crowd.text("M1", "skip this round")
    assert crowd.groups() == []
    assert crowd.entries() == {"M1": "skipped", "M2": "in"}
    crowd.holds()


def test_who_has_a_partner_parts_by_rematch_and_not_by_skip(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M1", "M2"):
        crowd.text(name, "1")
    assert "text REMATCH" in crowd.text("M1", "skip this round")
    assert crowd.groups("agreed") == [{"M1", "M2"}]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("yes pls but not mondays", "in"),
        ("sorry only seeing this now. yes!! count me in", "in"),
        ("no wait im in", "in"),
        ("actually skip this one sorry", "skipped"),
        ("me apunto pero los lunes no puedo", "in"),
        ("how long is each session?", "asked"),
    ],
)
def test_a_clear_word_is_heard_among_others(crowd: Community, words: str, status: str) -> None:
    crowd.begin(1)
    crowd.text("Maya", "open round from 21 december")
    crowd.text("Maya", "1")
    crowd.text("M1", words)
    assert crowd.entries() == {"M1": status}


def test_an_answer_names_the_round_it_is_about(crowd: Community) -> None:
    crowd.begin(1)
    for kind in ("coaching", "supervision"):
        crowd.text("Maya", f"open round from 21 december, {kind}")
        crowd.text("Maya", "1")
    assert "You're in: peer coaching" in crowd.text("M1", "in")
    crowd.wait(timedelta(days=2))
    assert "You're in: peer supervision" in crowd.text("M1", "in")


def test_who_says_in_on_a_break_reads_what_that_means(crowd: Community) -> None:
    crowd.begin(1)
    crowd.text("Maya", "open round from 21 december")
    crowd.text("Maya", "1")
    crowd.text("M1", "back in march")
    assert "Your break goes on until" in crowd.text("M1", "in")


def test_with_two_open_rounds_names_are_about_the_one_looked_at_last(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open(terms="coaching, from 21 december")
    crowd.open(terms="supervision, from 21 december")
    assert crowd.text("Maya", "lock M1 and M2").startswith("Which round")
    crowd.text("Maya", "preview 1")
    crowd.wait(timedelta(minutes=1))
    crowd.text("Maya", "preview 2")
    assert crowd.text("Maya", "lock M1 and M2").startswith("Round 2.")
    assert crowd.text("Maya", "why M1").startswith("M1 + M2")
    assert crowd.text("Maya", "preview").startswith("Which round")


def test_more_free_time_is_looked_at_anew(crowd: Community) -> None:
    crowd.begin(2)
    for name in ("Far", "Away"):
        crowd.join(name, free=["0 0 60"] if name == "Far" else ["6 0 60"])
    crowd.open()
    crowd.send()
    assert {"Far", "Away"} not in crowd.groups()
    for words in ("wishes", "2"):
        crowd.text("Far", words)
    assert "Would you like to meet?" in crowd.text("Far", "sunday midnight to 1am, weekday evenings")
    crowd.holds()


# What keeps people apart.


def people_of(crowd: Community) -> dict[int, Any]:
    def find(db: Session) -> dict[int, Any]:
        (of,) = rounds.current(db, "open")
        return {one.id: one for one in community.waiting(db, of, crowd.at.date())}

    found: dict[int, Any] = crowd.look(find)
    return found


def declare(crowd: Community, who: str, **whom: str) -> None:
    """Somebody says whom they know already."""
    member_id = ids(crowd)[who]
    crowd.look(lambda db: db.add(Tie(member_id=member_id, **whom)))


@pytest.mark.parametrize(
    ("said", "name", "meant"),
    [
        ("Lucía", "lucia", True),
        ("LUCIA PEREZ", "Lucía", True),
        ("Lucía", "Lucía Pérez", True),
        ("Lucía Gómez", "Lucía Pérez", False),
        ("Luz", "Lucía", False),
        ("lucia, she was my mentor and we don't speak", "Lucía", True),
        ("my supervisor Dr. Ana Ruiz, she might be on here", "Ana Ruiz", True),
        ("Zarah", "Zara", True),
        ("Jean Paul", "Jean-Paul", True),
        ("Kwame's my cousin", "Kwame", True),
        ("Ama", "Amy", False),
    ],
)
def test_a_declared_name_is_anybody_of_that_name(crowd: Community, said: str, name: str, meant: bool) -> None:
    crowd.begin(1)
    crowd.join(name)
    known = ids(crowd)
    declare(crowd, "M1", name=said)
    crowd.open()
    assert (known[name] in people_of(crowd)[known["M1"]].ties) is meant


def test_a_declared_number_is_its_owner(crowd: Community) -> None:
    crowd.begin(3)
    known = ids(crowd)
    declare(crowd, "M1", phone=crowd.phones["M2"])
    crowd.open()
    assert people_of(crowd)[known["M1"]].ties == {known["M2"]}
    crowd.send()
    assert {"M1", "M2"} not in crowd.groups()


def test_what_members_said_reaches_the_matcher(crowd: Community) -> None:
    crowd.begin(1)
    crowd.text("M1", "wishes")
    for answer in ("6", "1", "Yoruba / Nigerian and British"):
        crowd.text("M1", answer)
    for answer in (
        "wishes",
        "4",
        "1 and 3",
        "wishes",
        "5",
        "2",
        "wishes",
        "8",
        "2",
        "wishes",
        "2",
        "sat 10-12",
    ):
        crowd.text("M1", answer)
    crowd.open()
    (one,) = people_of(crowd).values()
    assert one.heritage == {"yoruba", "nigerian", "british"}
    assert one.wish == "same"
    assert one.style == {"gentle", "structured"}
    assert one.wider
    assert not one.accepts_former
    assert [(w.weekday, w.since, w.till) for w in one.free] == [(5, 600, 720)]
    assert one.level == 2  # EMCC Practitioner


def test_heritage_is_in_no_reason(crowd: Community) -> None:
    for name, heritage in (("Ama", "Ashanti"), ("Bo", "Ashanti")):
        crowd.join(name, heritage=heritage, partner_heritage="same")
    crowd.begin(0)
    crowd.open()
    said = (
        crowd.text("Maya", "preview") + crowd.text("Maya", "why ama and bo") + crowd.text("Maya", "why ama")
    )
    crowd.send()
    for words in (said, *crowd.news("Ama"), *crowd.news("Bo")):
        assert "ashanti" not in words.lower()
        assert "heritage" not in words.lower()


def test_who_left_or_takes_back_their_consent_is_not_matched(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.text("M1", "LEAVE")
    two = ids(crowd)["M2"]
    crowd.look(lambda db: members.withdraw(db, db.get_one(Member, two), "matching"))
    assert "M2 isn't in it" in crowd.text("Maya", "preview")
    assert crowd.send().startswith("Sent to 2 people")
    assert crowd.groups() == [{"M3", "M4"}]


def test_a_coordinator_cannot_pair_who_declared_each_other(crowd: Community) -> None:
    crowd.begin(2)
    declare(crowd, "M1", name="M2")
    assert "can't be put together" in crowd.text("Maya", "pair M2 and M1")
    assert crowd.groups() == []


def test_who_parted_is_not_introduced_again(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M1", "M2"):
        crowd.text(name, "1")
    assert crowd.groups("agreed") == [{"M1", "M2"}]
    crowd.text("M1", "rematch")
    crowd.text("M1", "1")
    assert crowd.news("M2")[-1] == parting.NOT_AFTER_ALL.format(partner="M1")
    assert crowd.groups() == []
    assert crowd.look(lambda db: len(db.scalars(select(Block)).all())) == 1
    crowd.holds()


# Sending and taking back.


def test_nothing_reaches_anybody_before_it_is_sent(crowd: Community) -> None:
    crowd.begin(5)
    crowd.open()
    for name in crowd.phones:
        crowd.news(name)
    for words in (
        "preview",
        "lock M1 and M2",
        "forbid M3 and M4",
        "swap M1 and M3",
        "clear",
        "why M1",
        "more",
    ):
        crowd.text("Maya", words)
    crowd.wait(timedelta(days=2))
    assert {name: crowd.news(name) for name in crowd.phones} == {name: [] for name in crowd.phones}


def test_what_changed_since_the_preview_is_shown_again_and_not_sent(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.text("Maya", "preview")
    crowd.text("Maya", "send")
    crowd.text("M1", "skip this round")
    said = crowd.text("Maya", "1")
    assert said.startswith("Somebody has changed something")
    assert crowd.groups() == []
    assert crowd.the_round()[0] == "open"
    crowd.text("Maya", "send")
    assert crowd.text("Maya", "1").startswith("Sent to 3 people")


def test_undo_works_until_the_first_answer(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.send()
    assert crowd.text("Maya", "undo").startswith("Taken back")
    assert crowd.groups() == []
    assert set(crowd.entries().values()) == {"in"}
    for name in ("M1", "M2", "M3", "M4"):
        assert crowd.news(name)[-1] == sending.TAKEN_BACK
    # Whoever answers the question that was taken back is told kindly.
    crowd.send()
    crowd.text("M1", "1")
    assert crowd.text("Maya", "undo").startswith("Somebody has answered already")
    assert len(crowd.groups()) == 2


def test_an_answer_to_what_was_taken_back_harms_nobody(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    crowd.text("Maya", "undo")
    assert "Lovely" not in crowd.text("M1", "1")
    assert crowd.groups() == []
    crowd.holds()


def test_the_same_facts_give_the_same_plan(crowd: Community) -> None:
    crowd.begin(7)
    crowd.open()
    first = crowd.text("Maya", "preview")
    for words in ("lock M1 and M4", "forbid M2 and M3", "swap M5 and M6", "clear"):
        crowd.text("Maya", words)
    assert crowd.text("Maya", "preview") == first


def test_locks_bans_and_swaps_hold(crowd: Community) -> None:
    crowd.begin(6)
    crowd.open()
    crowd.text("Maya", "lock M1 and M6")
    crowd.text("Maya", "forbid M2 and M3")
    crowd.send()
    assert {"M1", "M6"} in crowd.groups()
    assert {"M2", "M3"} not in crowd.groups()
    crowd.text("Maya", "undo")
    before = crowd.groups("withdrawn")
    two = next(iter(next(g for g in before if "M2" in g) - {"M2"}))
    crowd.text("Maya", f"swap M1 and {two}")
    crowd.send()
    assert {"M1", "M2"} in crowd.groups()
    assert {two, "M6"} in crowd.groups()


def test_who_is_forbidden_to_meet_is_not_introduced_later_either(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.text("Maya", "forbid M1 and M2")
    crowd.send()
    for name in ("M3", "M4"):
        crowd.text(name, "LEAVE")
    assert crowd.groups() == []
    crowd.holds()


def test_what_a_coordinator_answers_as_a_member_is_no_command() -> None:
    assert coordinate.command("free Mondays and Tuesdays") is None


def test_a_swap_that_breaks_a_rule_says_which(crowd: Community) -> None:
    crowd.begin(4)
    declare(crowd, "M1", name="M2")
    crowd.open()
    crowd.text("Maya", "preview")
    (mine,) = [set(group) for group in crowd.the_round()[2]["groups"] if ids(crowd)["M1"] in group]
    partner = next(name for name, one in ids(crowd).items() if one in mine and name != "M1")
    said = crowd.text("Maya", f"swap M2 and {partner}")
    assert "these two can't be put together" in said
    assert "tie" not in said.lower()
    assert "block" not in said.lower()


# Late, and left out.


def test_who_was_left_out_comes_first_the_next_time(crowd: Community) -> None:
    crowd.begin(2)
    crowd.join("Early", free=["5 600 720"])
    crowd.open()
    crowd.send()
    crowd.text("Maya", "finish round")
    crowd.text("Maya", "1")
    assert (
        crowd.entries() == {"M1": "placed", "M2": "placed", "Early": "left_out"}
        or "left_out" in crowd.entries().values()
    )
    crowd.join("Also", free=["5 600 720", "weekday evenings"])
    crowd.wait(timedelta(days=1))
    crowd.open(terms="from 11 january, 6 weeks, 6 sessions")
    crowd.text("Maya", "preview")
    groups = [
        {name for name, one in ids(crowd).items() if one in group} for group in crowd.the_round()[2]["groups"]
    ]
    assert {"Early", "Also"} in groups


def test_a_late_joiner_is_matched_with_who_waits_or_told_for_when(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    crowd.join("Late")
    said = crowd.text("Late", "in")
    assert "Nobody else is waiting just now" in said
    assert "31 January 2027" in said
    crowd.join("Later")
    said = crowd.text("Later", "count me in")
    assert "there is somebody for you already" in said
    assert {"Late", "Later"} in crowd.groups()
    crowd.holds()


def test_too_late_is_told_kindly(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    crowd.wait(timedelta(weeks=7))
    crowd.join("Late")
    assert "There's no round to join just now" in crowd.text("Late", "in")


def test_a_round_is_asked_about_once_and_reminded_of_once(crowd: Community) -> None:
    crowd.begin(1)
    crowd.text("Maya", "open round from 4 january")
    crowd.text("Maya", "1")
    crowd.wait(timedelta(days=27))
    asked = [words for words in crowd.news("M1") if "Are you in?" in words]
    assert len(asked) == 2


# And afterwards.


def test_who_comes_back_still_has_their_partner(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M1", "M2"):
        crowd.text(name, "1")
    crowd.join("Waits")
    crowd.text("Waits", "in")
    crowd.text("M1", "LEAVE")
    crowd.holds()
    crowd.text("M1", "JOIN")
    crowd.text("M1", "in")
    crowd.holds()
    assert crowd.groups() == [{"M1", "M2"}]


def test_who_says_no_to_a_ring_is_not_asked_about_it_again(crowd: Community) -> None:
    crowd.begin(3)
    crowd.open()
    crowd.send()
    assert crowd.groups() == [{"M1", "M2", "M3"}]
    crowd.text("M1", "2")
    assert crowd.groups() == [{"M2", "M3"}]


def test_who_parts_from_a_ring_is_introduced_to_nobody_of_it(crowd: Community) -> None:
    crowd.begin(3)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M3") * 2:
        crowd.text(name, "1")
    assert crowd.groups("turning") == [{"M1", "M2", "M3"}]
    crowd.text("M1", "rematch")
    crowd.text("M1", "1")
    assert [group for group in crowd.groups() if "M1" in group] == []


def test_who_parts_after_the_round_had_a_partner_in_it(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M1", "M2"):
        crowd.text(name, "1")
    crowd.text("Maya", "finish round")
    crowd.text("Maya", "1")
    crowd.text("M1", "rematch")
    crowd.text("M1", "1")
    crowd.open(terms="from 11 january, 6 weeks, 6 sessions")
    assert {one.left_out for one in people_of(crowd).values()} == {0}


def test_who_reads_on_reads_the_plan_they_began(crowd: Community) -> None:
    crowd.begin(14)
    crowd.open()
    crowd.text("Maya", "preview")
    crowd.text("M1", "skip this round")
    crowd.text("M2", "skip this round")
    assert "1 M" in crowd.text("Maya", "more")


# Large rounds: the same, by the workers.


@pytest.fixture
def large(crowd: Community, monkeypatch: pytest.MonkeyPatch) -> Community:
    """Everything is large here."""
    monkeypatch.setattr(placing, "INLINE", 1)
    monkeypatch.setattr("flows.opening.INLINE", 1)
    monkeypatch.setattr(rounds_work, "MEMBERS", 3)
    monkeypatch.setattr(rounds_work, "GROUPS", 2)
    return crowd


def test_a_large_round_comes_to_the_same(large: Community) -> None:
    large.begin(9)
    large.text("Maya", "open round from 21 december")
    assert large.receive("Maya", "1").rounds
    assert rounds_work.work(large.engine) > 0
    large.work()
    assert large.news("Maya")[-1].endswith("everybody has been asked. To see who's in, text ROUND")
    for number in range(1, 10):
        large.text(f"M{number}", "in")
    assert large.receive("Maya", "preview").rounds
    rounds_work.work(large.engine)
    assert "9 in, 4 groups, 0 without" in large.news("Maya")[-1]
    assert "1 M1" in large.text("Maya", "more")
    large.text("Maya", "send")
    assert large.receive("Maya", "1").rounds
    assert large.groups() == []
    rounds_work.work(large.engine)
    large.work()
    assert "is sent: 4 groups" in large.news("Maya")[-1]
    assert sorted(map(len, large.groups())) == [2, 2, 2, 3]
    large.holds()
    large.text("Maya", "undo")
    rounds_work.work(large.engine)
    assert "is taken back" in large.news("Maya")[-1]
    assert set(large.entries().values()) == {"in"}


class Died(BaseException):
    """The process was killed here."""


def test_who_dies_in_the_middle_of_sending_leaves_nothing_half_done(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.begin(8)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, 9):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    real, calls = sending.send, [0]

    def dies(*args: Any) -> None:
        real(*args)
        calls[0] += 1
        if calls[0] in (1, 3):
            raise Died

    monkeypatch.setattr(sending, "send", dies)
    for _death in range(2):
        with pytest.raises(Died):
            rounds_work.work(large.engine)
    rounds_work.work(large.engine)
    large.work()
    assert sorted(map(len, large.groups())) == [2, 2, 2, 2]
    for number in range(1, 9):
        asked = [words for words in large.news(f"M{number}") if "Would you like to meet?" in words]
        assert len(asked) == 1
    large.holds()


def test_somebody_leaving_before_a_large_round_is_sent_is_noticed(large: Community) -> None:
    large.begin(4)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, 5):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    large.text("M1", "LEAVE")
    rounds_work.work(large.engine)
    assert "so nothing was sent" in large.news("Maya")[-1]
    assert large.groups() == []
    assert large.the_round()[:2] == ("open", None)


def test_every_todo_is_done() -> None:
    assert rounds_work.STEPS.keys() == set(rounds.TODO)


def in_a_large_round(large: Community, members: int) -> None:
    """All of so many have been asked and are in, and a plan is asked for."""
    large.begin(members)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, members + 1):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")


def test_a_large_round_that_is_finished_while_it_is_taken_back(large: Community) -> None:
    in_a_large_round(large, 4)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    large.text("Maya", "undo")
    large.text("Maya", "finish round")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    assert large.the_round()[:2] == ("ended", None)


def test_what_is_decided_while_a_large_round_is_matched_holds(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 4)
    real, begun = rounds_work.plans.solve, []

    def solve(*args: Any, **more: Any) -> None:
        if not begun:
            begun.append(1)
            large.text("Maya", "forbid M1 and M2")
        real(*args, **more)

    monkeypatch.setattr(rounds_work.plans, "solve", solve)
    rounds_work.work(large.engine)
    known = ids(large)
    assert large.the_round()[2]["bans"] == [[known["M1"], known["M2"]]]
    assert large.the_round()[1] is None


def test_everybody_is_asked_whatever_a_coordinator_asks_for_meanwhile(large: Community) -> None:
    large.begin(5)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    for number in range(1, 4):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    assert len(large.entries()) == 5


def test_who_was_taken_back_too_late_is_introduced_to_somebody(large: Community) -> None:
    in_a_large_round(large, 8)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    large.work()
    large.text("Maya", "undo")
    rounds_work._withdraw(large.engine, 1)
    still = next(iter(large.groups()))
    large.text(next(iter(still)), "1")
    rounds_work.work(large.engine)
    assert sum(map(len, large.groups())) == 8
    large.holds()


def test_why_and_swap_of_a_large_round_are_worked_out_by_nobody_who_waits(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 6)
    rounds_work.work(large.engine)
    monkeypatch.setattr("flows.plan.match", None)
    names = {one: name for name, one in ids(large).items()}
    (one, two), (three, four), *_rest = [
        [names[member] for member in group] for group in large.the_round()[2]["groups"]
    ]
    assert large.text("Maya", f"why {one}").startswith(f"{one} + {two}")
    assert "could be together" in large.text("Maya", f"why {one} and {four}")
    large.text("Maya", f"lock {one} and {four}")
    large.text("Maya", f"swap {one} and {three}")
    known = ids(large)
    assert large.the_round()[2]["swapped"] == [[known[three], known[two]], [known[one], known[four]]]


def test_a_tie_declared_while_a_large_round_is_sent_holds(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 4)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    real, begun = rounds_work.plans.solve, []

    def solve(*args: Any, **more: Any) -> None:
        real(*args, **more)
        if not begun:
            begun.append(1)
            declare(large, "M1", name="M2")
            declare(large, "M1", name="M3")
            declare(large, "M1", name="M4")

    monkeypatch.setattr(rounds_work.plans, "solve", solve)
    rounds_work.work(large.engine)
    assert [group for group in large.groups() if "M1" in group] == []
    large.holds()


# How much is asked of the database.


def test_reading_a_round_costs_the_same_however_many_are_in(crowd: Community) -> None:
    crowd.begin(3)
    crowd.open()
    counted = Statements(crowd.engine)

    def cost() -> int:
        before = counted.count
        people_of(crowd)
        return counted.count - before

    small = cost()
    for number in range(20):
        crowd.join(f"N{number}")
        crowd.text(f"N{number}", "in")
    assert cost() == small
    assert small <= 12


def test_declared_numbers_are_looked_up_together(crowd: Community) -> None:
    crowd.begin(6)
    crowd.open()
    counted = Statements(crowd.engine)
    declare(crowd, "M1", phone=crowd.phones["M2"])
    before = counted.count
    people_of(crowd)
    one = counted.count - before
    for number in range(2, 6):
        declare(crowd, f"M{number}", phone=crowd.phones["M1"])
        declare(crowd, f"M{number}", phone=f"+44770080000{number}")
    before = counted.count
    people_of(crowd)
    assert counted.count - before == one


# Whatever happens.

ACTIONS = (
    "in", "skip this round", "1", "2", "no", "yes", "rematch", "back in march", "LEAVE", "JOIN", "preview", "send", "undo",
    "open round", "finish round", "hours", "days", "call off round", "wishes",
)  # fmt: skip


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    made = database.connect("sqlite://")
    with made.begin() as connection:
        Base.metadata.create_all(connection)
    yield made
    made.dispose()


@settings(
    max_examples=10,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(ACTIONS)), min_size=10, max_size=60),
    st.integers(3, 6),
)
def test_everybody_is_with_somebody_once_or_waits(
    memory: Engine, steps: list[tuple[int, str]], size: int
) -> None:
    with memory.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    sealing.use([sealing.new_key()])
    crowd = Community(memory)
    use_clock(crowd)
    try:
        crowd.begin(size)
        crowd.open()
        crowd.send()
        for who, action in steps:
            name = "Maya" if who == 0 or action in ("preview", "send", "undo") else f"M{1 + (who - 1) % size}"
            if action in ("hours", "days"):
                crowd.wait(timedelta(hours=7) if action == "hours" else timedelta(days=4))
            else:
                crowd.text(name, action)
            crowd.holds()
    finally:
        clock.follow(clock.wall)
