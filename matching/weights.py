"""What counts how much when several people could meet: named constants, each with its source, and how they are ranked.

What is ranked above another is never outweighed by it, however much of it there is:

1. nobody is left out, and if somebody must be, not those who were left out before;
2. nobody meets a former partner again; if some must, then few, and the longer ago the better;
3. pairs rather than rings;
4. in a small community that has met for some rounds, the coming rounds can do without repeats for as long as may be, as
   far as playing them in advance shows (`ahead`; the ranks above and the fit are exact, this one isn't);
5. the best fit, in points;
6. among equals, the table of a round robin over who joined first (and, of one day, the lower id).

All of it is whole numbers, so that nothing is rounded and the result is the same everywhere.
"""

from dataclasses import dataclass

# Similar aims, values and style predict a good match best (Eby 2013, 173 samples): COACHING.md, "Matching".
AIM = 120  # for each aim shared
AIMS_AT_MOST = 3
STYLE = 90  # for each word of style shared
STYLES_AT_MOST = 2
# Heritage shared is mixed evidence, so it is a private wish (COACHING.md): it counts for whoever has the wish.
WISH = 90  # for each of the two whose wish is met
# Similar level (FEATURES row 10). Inside the band that the hard rules allow, closer is somewhat better.
LEVEL = 60  # for the same band, and
LEVEL_STEP = 30  # less for each band between; never below 0
LEVEL_UNKNOWN = 30
# Easy to find a time: scheduling is where pairs stall (COACHING.md: stalled start, at most two weeks between meetings).
EASE = 20  # for each whole session a week that fits beyond what the round asks for
EASE_AT_MOST = 6

FIT_AT_MOST = AIM * AIMS_AT_MOST + STYLE * STYLES_AT_MOST + 2 * WISH + LEVEL + EASE * EASE_AT_MOST

# No same partner twice running (CE Project); former partners come last (FEATURES row 12). Days since, penalty in steps. Two
# pairs who were partners long ago are worse than one who just were: fewer repeats come before longer ago.
FORMER_STEPS = ((120, 6), (400, 5))
FORMER_LONG_AGO = 4
FORMER_AT_MOST = 6

LARGEST = 2**61  # what all may add up to: whole numbers of 64 bits, with room
# In a round of thousands the ranks don't all fit. Then something of a higher rank counts as much as the best that so many
# pairs could gain of the lower one together, and between equals the order of the people decides.
PAIRS_OUTWEIGHED = 100


def former_step(days: int) -> int:
    """How much is to be said against people who were partners so many days ago."""
    return next((step for within, step in FORMER_STEPS if days < within), FORMER_LONG_AGO)


@dataclass(frozen=True, slots=True)
class Scale:
    """What one of each rank is worth in a round of so many people: a place, a step of a former partner, a ring, a point.

    The figures are for one leg that counts double (a pair) or two that count single (a ring), so they are per person.
    """

    place: int  # times 1 + the rank of their waiting
    former: int
    ring: int
    point: int


def scale(people: int, highest_wait: int) -> Scale:
    """The scale for a round of so many people, the longest-waiting of whom has this rank (0: nobody waited)."""
    for counted, point in ((people, people * people), (people, 1), (min(people, PAIRS_OUTWEIGHED), 1)):
        # Each rank is worth more than all that so many people could have of the ranks below.
        ring = counted * point * (FIT_AT_MOST + 1) + 1
        former = counted * (ring + point * (FIT_AT_MOST + 1)) + 1
        place = counted * (former * FORMER_AT_MOST + ring + point * (FIT_AT_MOST + 1)) + 1
        if 2 * people * (1 + highest_wait) * place < LARGEST:
            break
    return Scale(place, former, ring, point)
