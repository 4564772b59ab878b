"""A date with a time, or a day, as people write them in English and Spanish."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.understand.absolute import absolute
from flows.understand.clauses import Clause, clauses_of
from flows.understand.clocks import DAY, Clock, minutes_of
from flows.understand.dates import Now, together
from flows.understand.localtime import settled
from flows.understand.named_zones import named_zone
from flows.understand.plain import fold
from flows.understand.series_words import PLURAL
from flows.understand.tokens import tokens_of
from flows.understand.unclear import Reason, Unclear

# A date and a time take fewer characters and pieces than this. A longer text is a letter with a time in it, and there
# is too much in it that could change what the time means.
_LONGEST = 200
_MOST_PIECES = 40
_NOON = 12 * 60
_SMALL_HOURS = 2  # until then it is still yesterday's night to somebody awake


def moment(text: str, *, now: datetime, zone: str, language: str) -> datetime | Unclear:
    """Return the moment (aware, UTC) that `text` means to somebody whose clock is in the IANA `zone`.

    `now` is aware; `language` ("es", "pt-BR") decides whether 03/04 is the 3rd of April (Spanish) or has to be asked.
    Seconds are dropped. `Unclear` says what is missing or wrong; a text of which any part can't be read is
    UNREADABLE, since that part may change the rest. A place's clock counts, with its day ("5pm London time Thursday").
    Raises ValueError for a naive `now` and
    `zoneinfo.ZoneInfoNotFoundError` for an unknown zone, and never for any text.
    """
    if len(text) <= _LONGEST:
        text, named = named_zone(text, language)
        zone = named or zone
    clauses, local, found = _read(text, now, zone, language)
    if found is not None:
        return found
    if clauses is None:
        return absolute(text, now=now, zone=local, language=language) or Unclear(Reason.UNREADABLE)
    if any(clause.after is not None for clause in clauses):
        # "In two hours" says it all; with anything beside it we don't know which of them counts.
        after = clauses[0].after
        if after is None or clauses != [Clause(after=after)]:
            return Unclear(Reason.UNREADABLE)
        return now.astimezone(UTC).replace(second=0, microsecond=0) + after
    return _settle_moment(clauses, now=now, zone=local)


def day(text: str, *, now: datetime, zone: str, language: str) -> date | Unclear:
    """Return the day that `text` means in the IANA `zone`, today or later; a time in the text is read and dropped.

    Arguments and errors as for `moment`; candidates are at noon of their day.
    """
    clauses, local, found = _read(text, now, zone, language, timeless=True)
    if found is not None:
        return found
    if clauses is None:
        read = absolute(text, now=now, zone=local, language=language, timeless=True)
        return (
            read.astimezone(local).date()
            if isinstance(read, datetime)
            else read or Unclear(Reason.UNREADABLE)
        )
    today = now.astimezone(local).date()
    days: list[date] = []
    for clause in clauses:
        if clause.after is not None:
            days.append((now + clause.after).astimezone(local).date())
        for each in together(clause.days, today):
            if not each.readings:
                return Unclear(Reason.NO_SUCH_DAY)
            days.extend(each.readings)
    if not days:
        return Unclear(Reason.NO_DATE)
    # Counted from the day's start, so that today is not past.
    start = datetime.combine(today, datetime.min.time(), local).astimezone(UTC)
    settled_at = settled([(each, _NOON) for each in days], now=start, zone=local)
    return settled_at if isinstance(settled_at, Unclear) else settled_at.astimezone(local).date()


def _read(
    text: str, now: datetime, zone: str, language: str, *, timeless: bool = False
) -> tuple[list[Clause] | None, ZoneInfo, Unclear | None]:
    """Return the clauses of `text`; None when any part of it can't be read."""
    if now.tzinfo is None:
        raise ValueError("`now` must be aware")
    local = ZoneInfo(zone)
    if len(text) > _LONGEST:
        return None, local, Unclear(Reason.UNREADABLE)
    if not timeless and PLURAL.search(fold(text)):
        return None, local, Unclear(Reason.UNREADABLE)  # "Thursdays at 6" is a series
    tokens = tokens_of(text)
    if not tokens or len(tokens) > _MOST_PIECES:
        return None, local, Unclear(Reason.UNREADABLE)
    here = now.astimezone(local)
    seen = Now(
        here.date(),
        language.replace("_", "-").split("-")[0].lower(),
        timed=not timeless,
        small_hours=not timeless and here.hour < _SMALL_HOURS,
    )
    clauses = clauses_of(tokens, seen, timeless=timeless)
    if clauses is None:
        return None, local, None
    if not clauses:
        return clauses, local, Unclear(Reason.UNREADABLE)
    if any(clause.in_utc for clause in clauses):
        local = ZoneInfo("UTC")
    return clauses, local, None


def _settle_moment(clauses: list[Clause], *, now: datetime, zone: ZoneInfo) -> datetime | Unclear:
    today = now.astimezone(zone).date()
    times: list[tuple[date, int]] = []
    guessed: list[tuple[date, int]] = []
    for clause in clauses:
        days = together(clause.days, today)
        if any(not each.readings for each in days):
            return Unclear(Reason.NO_SUCH_DAY)
        if not clause.clocks:
            return Unclear(Reason.NO_TIME if days else Reason.NO_DATE)
        if len(clause.clocks) > 1:
            return Unclear(Reason.UNREADABLE)
        clock = clause.clocks[0]
        minutes = minutes_of(clock, clause.part)
        if not minutes:
            return Unclear(Reason.UNREADABLE)
        if not days:
            return Unclear(Reason.NO_DATE) if clause.days else _dateless(minutes, now=now, zone=zone)
        halves = _halves(clock, clause.part)
        for each in days:
            # Whoever writes 2026-12-14 counts to 24 as a rule, but may not: 6:30 is asked.
            read = (*minutes, *halves) if each.figures else minutes
            times.extend((reading, at) for reading in each.readings for at in read)
            guessed.extend((reading, at) for reading in each.readings for at in halves)
    found = settled(times, now=now, zone=zone)
    if isinstance(found, datetime) and any(clause.unsure for clause in clauses):
        return Unclear(Reason.AMBIGUOUS, (found,))
    if isinstance(found, Unclear) and found.reason is Reason.PAST and guessed:
        # "Today at 8", said at ten in the morning: the evening may be meant.
        later = settled(guessed, now=now, zone=zone)
        if isinstance(later, datetime):
            return Unclear(Reason.PAST, (later,))
    return found


def _halves(clock: Clock, part: int | None) -> tuple[int, ...]:
    """Return the same time in the other half of the day, when the text doesn't say which half it is."""
    if clock.style != "bare" or part is not None or clock.until or clock.other or clock.hour > 12:
        return ()
    return tuple((minutes + DAY // 2) % DAY for minutes in minutes_of(clock, None))


def _dateless(minutes: tuple[int, ...], *, now: datetime, zone: ZoneInfo) -> Unclear:
    """Return NO_DATE with the next time that the clock shows this, today or tomorrow."""
    today = now.astimezone(zone).date()
    for when in (today, today + timedelta(days=1)):
        found = settled([(when, at) for at in minutes], now=now, zone=zone)
        if isinstance(found, datetime):
            return Unclear(Reason.NO_DATE, (found,))
    return Unclear(Reason.NO_DATE)
