"""What members answer in a round: nobody learns of a no, and a clear word is heard."""

from datetime import timedelta

import pytest

from flows import introduction
from tests.flows.rounds import Community


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
