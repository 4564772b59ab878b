"""People for the matcher: crowds in which exactly the pairs we choose may meet, and crowds like real ones."""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from matching.pairs import Pair
from matching.people import Person, Window, Wish
from matching.rules import Terms

MONDAY = date(2026, 11, 30)
TERMS = Terms(first=MONDAY, weeks=2)
EVENINGS = tuple(Window(day, 18 * 60, 21 * 60) for day in range(5))
ZONES = ("Europe/London", "America/New_York", "America/Lima", "Asia/Kolkata", "Africa/Lagos")


def somebody(id: int = 1, **facts: object) -> Person:
    """A person whom nothing keeps from another such person."""
    usual: dict[str, object] = {
        "zone": "Europe/London", "languages": frozenset({"en"}), "free": EVENINGS, "joined": date(2026, 1, 1),
    }  # fmt: skip
    return Person(id, **{**usual, **facts})  # type: ignore[arg-type]


def crowd(
    count: int,
    pairs: Mapping[Pair, int],
    former: Mapping[Pair, int] | None = None,
    left_out: Mapping[int, int] | None = None,
) -> list[Person]:
    """So many people, of whom exactly these pairs may meet (each speaks a language for every one of theirs).

    The value of a pair is how many aims they share; `former` says how many days ago two were partners.
    """
    people = []
    for one in range(count):
        mine = [pair for pair in pairs if one in pair]
        people.append(
            somebody(
                one,
                languages=frozenset(f"language {low} {high}" for low, high in mine),
                aims=frozenset(f"aim {low} {high} {at}" for low, high in mine for at in range(pairs[low, high])),
                former={low + high - one: days for (low, high), days in (former or {}).items() if one in (low, high)},
                left_out=(left_out or {}).get(one, 0),
            )
        )  # fmt: skip
    return people


@st.composite
def crowds(draw: st.DrawFn, most: int = 9, new: bool = False) -> list[Person]:
    """A crowd over any graph, with aims in common, and (unless all are `new`) former partners and people left out."""
    count = draw(st.integers(0, most))
    every = [(low, high) for high in range(count) for low in range(high)]
    chance = draw(st.sampled_from((2, 4, 7, 10)))
    pairs = {pair: draw(st.integers(0, 3)) for pair in every if draw(st.integers(1, 10)) <= chance}
    if new:
        return crowd(count, pairs)
    former = {pair: draw(st.sampled_from((30, 200, 900))) for pair in pairs if draw(st.integers(0, 3)) == 0}
    return crowd(count, pairs, former, {one: draw(st.sampled_from((0, 0, 1, 3))) for one in range(count)})


windows = st.builds(
    lambda day, since, length: Window(day, since, since + length),
    st.integers(0, 6), st.integers(0, 1439), st.integers(1, 600),
)  # fmt: skip
parts = st.sampled_from(
    [tuple(Window(day, since, till) for day in days)
     for days in (range(5), (5, 6)) for since, till in ((480, 720), (720, 1080), (1080, 1320))]
)  # fmt: skip


@st.composite
def members(draw: st.DrawFn, most: int = 12) -> list[Person]:
    """People as they come: different zones, hours, levels, languages, wishes; some tied, blocked, paused, unverified."""
    count = draw(st.integers(0, most))
    others = st.frozensets(st.integers(0, most), max_size=1)
    return [
        Person(
            id=one,
            zone=draw(st.sampled_from(ZONES)),
            languages=draw(st.frozensets(st.sampled_from(("en", "es")), min_size=1)),
            free=draw(parts) + draw(parts),
            joined=date(2026, 1, draw(st.integers(1, 3))),
            level=draw(st.sampled_from((None, 1, 2, 3, 4))),
            wider=draw(st.booleans()),
            ties=draw(others) - {one},
            blocks=draw(others) - {one},
            verified=draw(st.integers(0, 9)) > 0,
            paused_until=draw(st.sampled_from((None, None, None, date(2027, 3, 1), MONDAY))),
            aims=draw(st.frozensets(st.sampled_from("abc"), max_size=2)),
            style=draw(st.frozensets(st.sampled_from("xy"), max_size=1)),
            heritage=draw(st.frozensets(st.sampled_from(("token-p", "token-q")), max_size=1)),
            wish=draw(st.sampled_from(Wish)),
            kinds=draw(st.sampled_from((frozenset({"coaching"}), frozenset({"coaching", "mentoring"})))),
            left_out=draw(st.integers(0, 2)),
            former=draw(st.dictionaries(st.integers(0, most), st.integers(1, 900), max_size=2)),
            accepts_former=draw(st.booleans()),
        )
        for one in range(count)
    ]
