"""Local clock times and the moments they are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.understand.unclear import Reason, Unclear

_FARTHEST = timedelta(days=366)


def moment_at(day: date, minutes: int, zone: ZoneInfo) -> datetime | Unclear:
    """Return the UTC moment `minutes` of clock time after midnight of `day` in `zone`.

    1440 is the midnight at the day's end. `Unclear` when the clock change skips that time, or shows it twice.
    """
    # What the clock's face shows, so without a zone.
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(zone).replace(tzinfo=None) != local:
        return Unclear(Reason.SKIPPED, (first,))
    return Unclear(Reason.TWICE, (first, second))


def settled(times: list[tuple[date, int]], *, now: datetime, zone: ZoneInfo) -> datetime | Unclear:
    """Return the one moment to come that `times` (days, minutes after midnight) may mean, or why there isn't one."""
    # Days far off are sorted out first: at the calendar's ends there is no zone to reckon with.
    today = now.astimezone(zone).date()
    close = [at for at in times if abs((at[0] - today).days) < _FARTHEST.days + 2]
    far = any(at[0] > today for at in times if at not in close)
    found = {at: moment_at(*at, zone) for at in close}
    ahead = {
        at: [moment for moment in (each.candidates if isinstance(each, Unclear) else (each,)) if moment > now]
        for at, each in found.items()
    }
    if not any(ahead.values()):
        return Unclear(Reason.TOO_FAR if far else Reason.PAST)
    near = {at: moments for at, moments in ahead.items() if moments and moments[0] - now <= _FARTHEST}
    if not near:
        return Unclear(Reason.TOO_FAR)
    firsts = sorted({moments[0] for moments in near.values()})
    if len(firsts) > 1:
        return Unclear(Reason.AMBIGUOUS, tuple(firsts))
    only = found[next(iter(near))]
    if isinstance(only, Unclear) and only.reason is Reason.TWICE and only.candidates[0] <= now:
        return firsts[0]  # the first pass has been, so it is the second
    return only
