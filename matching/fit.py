"""How well two people who may meet would suit each other, in points of `matching.weights`."""

from matching.overlap import Overlap
from matching.people import Person, Wish
from matching.rules import Terms, level_gap
from matching.weights import (
    AIM,
    AIMS_AT_MOST,
    EASE,
    EASE_AT_MOST,
    LEVEL,
    LEVEL_STEP,
    LEVEL_UNKNOWN,
    STYLE,
    STYLES_AT_MOST,
    WISH,
)


def fit(one: Person, two: Person, terms: Terms, shared: Overlap) -> int:
    """Points for these two, from 0 to `FIT_AT_MOST`. Symmetric, whole numbers only; `shared` is when both are free."""
    aims = min(len(one.aims & two.aims), AIMS_AT_MOST) * AIM
    style = min(len(one.style & two.style), STYLES_AT_MOST) * STYLE
    wishes = (_met(one, two) + _met(two, one)) * WISH
    gap = level_gap(one, two)
    level = LEVEL_UNKNOWN if gap is None else max(0, LEVEL - gap * LEVEL_STEP)
    spare = shared.sessions // terms.weeks - terms.sessions_a_week
    return aims + style + wishes + level + min(max(spare, 0), EASE_AT_MOST) * EASE


def _met(one: Person, two: Person) -> bool:
    """Whether a wish that `one` has is met by `two`. Never, when one of them hasn't said what their heritage is."""
    if not one.heritage or not two.heritage or one.wish not in (Wish.SAME, Wish.ACROSS):
        return False
    return (one.wish is Wish.SAME) != one.heritage.isdisjoint(two.heritage)
