"""Why a date or a time can't be taken as it was written."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a date or time, so that the question asked next can be the right one."""

    UNREADABLE = "unreadable"  # not a date or time, or a part of the text can't be read
    NO_DATE = "no_date"
    NO_TIME = "no_time"
    PAST = "past"
    AMBIGUOUS = "ambiguous"  # a careful reader sees more than one moment
    SKIPPED = "skipped"  # the clock change skips this local time
    TWICE = "twice"  # the clock change makes this local time happen twice
    NO_SUCH_DAY = "no_such_day"  # 31 June
    TOO_FAR = "too_far"  # more than a year ahead


@dataclass(frozen=True, slots=True)
class Unclear:
    """No date or time that could be taken without asking.

    `candidates` are what may be meant, in order of time, aware and in UTC: all readings of an ambiguous text, both
    passes of a local time that happens twice, and for one that is skipped the moment that its old clock would show
    (2:30 becomes 3:30). For a day without a time they are at noon in the person's zone. Often there are none.
    """

    reason: Reason
    candidates: tuple[datetime, ...] = ()
