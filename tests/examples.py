"""How many examples are made up for a test: by day a third of those by night (`make test-all`).

CI plays the same ones each time, so more of them would find nothing new there; by night they are others each time.
"""

import os

NIGHT = bool(os.environ.get("BY_NIGHT"))


def examples(by_night: int) -> int:
    """So many, or a third by day."""
    return by_night if NIGHT else max(1, by_night // 3)
