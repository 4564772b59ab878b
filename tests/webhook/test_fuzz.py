"""A short turn of the fuzzer; `python -m bench.fuzz` runs for ten minutes."""

from bench import fuzz

SECONDS = 30.0  # of CPU, on each database


def test_whatever_is_sent_the_door_holds(database_url: str) -> None:
    with fuzz.opened(database_url) as door:
        fuzz.fuzz(door, SECONDS, shrink=False)
        assert {200, 204, 403, 404, 405} <= door.seen.keys(), "it got in, too"
