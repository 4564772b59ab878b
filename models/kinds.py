"""The three kinds of meeting. In each, two meet as peers and take turns; only coaching counts as coaching hours."""

from enum import StrEnum


class Kind(StrEnum):
    """What two meet for."""

    COACHING = "coaching"
    MENTORING = "mentoring"
    SUPERVISION = "supervision"
