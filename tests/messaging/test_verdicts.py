"""What each of Twilio's codes asks of us, row by row, and how long we wait."""

from datetime import timedelta
from random import Random

import pytest

from messaging.verdicts import CODES, Verdict, retries, verdict, wait

# The table of the plan, one row a line: what we do, and on which codes.
ROWS = {
    Verdict.AGAIN: "429 20429 unreachable",
    Verdict.UNCLEAR: "unclear 408 500 502 503 504 599",
    Verdict.BAD_NUMBER: "21211 21614 21635 30005 30006",
    Verdict.HALT: "21408 21606 30002 30034 63007 20003",
    Verdict.OPTED_OUT: "21610 63014",
    Verdict.SLOW: "21611 30001",
    Verdict.SPLIT: "21617",
    Verdict.LATER: "30003",
    Verdict.BLOCKED: "30004 30007",
    Verdict.ONCE: "30008 63019",
    Verdict.TEMPLATE: "63016",
    Verdict.TIER: "63018",
    Verdict.MARKETING: "63049",
    Verdict.ELSEWHERE: "63003 63024",
    Verdict.DEAD: "30009 21656 20404 400 401 403 404 99999 5000 50 0 None none x",
}
ALL = [(code, asked) for asked, codes in ROWS.items() for code in codes.split()]
ADDRESS, US = "whatsapp:+447700900101", "whatsapp:+12025550123"


@pytest.mark.parametrize(("code", "asked"), [*ALL, ("", Verdict.DEAD), (" 21610", Verdict.DEAD)])
def test_every_code(code: str, asked: Verdict) -> None:
    assert verdict(code) is asked


def test_the_table_has_no_row_beside_these() -> None:
    assert CODES.items() <= dict(ALL).items()
    assert set(ROWS) == set(Verdict)


@pytest.mark.parametrize("code", ["", "None", "429", "20429", "21610", "500", "99999"])
def test_too_many_requests_were_never_processed_whatever_they_say(code: str) -> None:
    assert verdict(code, 429) is Verdict.AGAIN


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 408])
@pytest.mark.parametrize("code", ["", "None", "21610", "30001", "99999"])
def test_what_twilio_stumbled_over_may_have_been_sent(code: str, status: int) -> None:
    assert verdict(code, status) is Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("code", "asked"), [("21610", Verdict.OPTED_OUT), ("x", Verdict.DEAD), ("", Verdict.DEAD)]
)
def test_a_clear_answer_is_read_by_its_code(code: str, asked: Verdict) -> None:
    assert verdict(code, 400) is asked


RETRIED = [asked for asked in Verdict if asked.retries]


def test_only_what_may_end_well_is_tried_again() -> None:
    assert {asked.name: asked.retries for asked in RETRIED} == {
        "AGAIN": 600,
        "UNCLEAR": 120,
        "SLOW": 24,
        "LATER": 2,
        "ONCE": 1,
        "TIER": 12,
        "MARKETING": 2,
    }


@pytest.mark.parametrize(
    ("address", "times"), [(ADDRESS, 2), (US, 0), ("whatsapp:US.13491208655302741918", 0), ("", 2)]
)
def test_marketing_never_goes_to_the_us_again(address: str, times: int) -> None:
    assert retries(Verdict.MARKETING, address) == times
    assert retries(Verdict.TIER, address) == 12


@pytest.mark.parametrize("asked", RETRIED, ids=lambda asked: asked.name)
def test_a_wait_grows_between_its_ends(asked: Verdict) -> None:
    for attempt in (1, 2, 3, 5, 10, 100, 10**6):
        waits = [wait(asked, attempt, Random(seed)) for seed in range(200)]
        end = min(asked.base * 2 ** min(attempt, 20), asked.longest)
        assert asked.base <= min(waits) < max(waits) <= end
        assert max(waits) - min(waits) > (end - asked.base) * 0.9, "jitter is spread over all of it"


def test_the_same_source_gives_the_same_waits() -> None:
    first, second = Random(7), Random(7)
    assert [wait(Verdict.AGAIN, n, first) for n in range(1, 20)] == [
        wait(Verdict.AGAIN, n, second) for n in range(1, 20)
    ]


def test_what_is_not_tried_again_has_no_wait() -> None:
    for asked in set(Verdict) - set(RETRIED):
        assert wait(asked, 3, Random(1)) == timedelta(0)


def test_a_tier_is_waited_out_for_up_to_a_day() -> None:
    assert Verdict.TIER.longest == timedelta(days=1)
    last = [wait(Verdict.TIER, Verdict.TIER.retries, Random(seed)) for seed in range(100)]
    assert max(last) > timedelta(hours=20)


def test_an_outage_of_half_a_day_costs_no_text() -> None:
    for asked in (Verdict.AGAIN, Verdict.UNCLEAR):
        waits = [wait(asked, n, Random(n)) for n in range(1, asked.retries + 1)]
        assert sum(waits, timedelta(0)) > timedelta(hours=12)
