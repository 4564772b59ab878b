"""Rounds: sent, taken back, joined late, and what comes after."""

from datetime import timedelta

from sqlalchemy import update

from flows import sending
from flows.coordinating import grammar
from models.outbox import Letter
from tests.flows.rounds import Community, declare, ids, people_of


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
    crowd.look(lambda db: db.execute(update(Letter).values(status="sent")) and None)
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
    assert grammar.read("free Mondays and Tuesdays", strictly=True) is None


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


def test_a_round_can_not_close_after_it_begins(crowd: Community) -> None:
    crowd.begin(1)
    said = crowd.text("Maya", "open round from 11 january, close 15 january, mejor")
    assert said.count("It has to close before it starts") == 1
    assert said.count("I didn't follow this part: mejor") == 1
    assert "10 January 2027" in said
    again = crowd.text("Maya", "8 weeks, mejor")
    assert again.count("I didn't follow this part: mejor") == 1
