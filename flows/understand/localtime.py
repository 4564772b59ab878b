"""Local clock times and the moments they are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.understand.unclear import Reason, Unclear

_FARTHEST = timedelta(days=366)


def moment_at(day: date, minutes: int, zone: ZoneInfo) -> datetime | Unclear:
    """Return the UTC moment `minutes` of clock time after midnight of `day` in `zone`.

    1440 is the midnight at the day's end. `Unclear` when the clock change skips that time, or shows it twice.
    """
    local = datetime.combine(day, time()) + timedelta(
        minutes=minutes
    )  # on the clock's face, so without a zone
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(zone).replace(tzinfo=None) != local:
        return Unclear(Reason.SKIPPED, (first,))
    return Unclear(Reason.TWICE, (first, second))


def settled(times: list[tuple[date, int]], *, now: datetime, zone: ZoneInfo) -> datetime | Unclear:
    """Return the one moment to come that `times` (days, minutes after midnight) may mean, or why there isn't one."""
    found = {at: moment_at(*at, zone) for at in times}
    firsts = {
        at: each.candidates[0] if isinstance(each, Unclear) else each
        for at, each in found.items()
    }  # fmt: skip
    ahead = {at: first for at, first in firsts.items() if first > now}
    if not ahead:
        return Unclear(Reason.PAST)
    near = {at: first for at, first in ahead.items() if first - now <= _FARTHEST}
    if not near:
        return Unclear(Reason.TOO_FAR)
    if len(set(near.values())) > 1:
        return Unclear(Reason.AMBIGUOUS, tuple(sorted(set(near.values()))))
    return found[next(iter(near))]
