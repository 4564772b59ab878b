"""Made-up communities for measuring the matcher: who lives where, speaks what, is free when. Nobody real."""

from datetime import date

import numpy as np

from matching.people import Person, Window, Wish
from matching.rules import Terms

FIRST = date(2026, 11, 30)
TERMS = Terms(first=FIRST)
# So many people of a hundred live there, and speak these languages with each other.
ZONES = {
    "America/New_York": 18, "America/Chicago": 9, "America/Los_Angeles": 9, "America/Lima": 6, "America/Sao_Paulo": 7,
    "Europe/London": 16, "Europe/Paris": 9, "Africa/Lagos": 8, "Africa/Johannesburg": 5, "Asia/Kolkata": 8, "Asia/Manila": 5,
}  # fmt: skip
LANGUAGES = 20
SLOT = 120  # minutes; twelve a day, eighty-four a week
SLOTS = range(3, 11)  # of a day, on people's own clocks: 06:00 to 22:00
AIMS, STYLES, HERITAGES = 12, 6, 30


def community(count: int, seed: int = 0) -> list[Person]:
    """So many people; the same for the same seed."""
    chance = np.random.default_rng(seed)
    shares = np.array([*ZONES.values()]) / sum(ZONES.values())
    zones = chance.choice([*ZONES], count, p=shares).tolist()
    often = 1 / np.arange(1, LANGUAGES + 1)
    spoken = chance.choice(LANGUAGES, (count, 2), p=often / often.sum()).tolist()
    slots = chance.random((count, 7 * len(SLOTS))) < 0.15
    levels = chance.choice([1, 2, 3, 4], count, p=[0.4, 0.3, 0.2, 0.1]).tolist()
    wider = (chance.random(count) < 0.2).tolist()
    aims = chance.integers(0, AIMS, (count, 3)).tolist()
    styles = chance.integers(0, STYLES, (count, 2)).tolist()
    heritage = chance.integers(0, HERITAGES, count).tolist()
    wishes = chance.choice([*Wish], count, p=[0.1, 0.1, 0.2, 0.6]).tolist()
    windows = [Window(day, slot * SLOT, (slot + 1) * SLOT) for day in range(7) for slot in SLOTS]
    return [
        Person(
            id=at + 1,
            zone=zones[at],
            languages=frozenset(f"language {one}" for one in spoken[at]),
            free=tuple(windows[slot] for slot in np.flatnonzero(slots[at]).tolist()),
            joined=date(2026, 1, 1),
            level=levels[at],
            wider=wider[at],
            aims=frozenset(f"aim {one}" for one in aims[at]),
            style=frozenset(f"style {one}" for one in styles[at]),
            heritage=frozenset({f"heritage {heritage[at]}"}),
            wish=Wish(wishes[at]),
        )
        for at in range(count)
    ]
