"""Listing messages as Twilio lists them: filtered, newest first, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import dropwhile, islice
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from simulator.ledger import Message
from simulator.refusals import Refusal

DEFAULT_SIZE = 50
LARGEST_SIZE = 1000

Query = MultiDict[str, str]


@dataclass(frozen=True)
class Listing:
    """What a client asks to see."""

    to: str | None
    sender: str | None
    earliest: datetime | None
    before: datetime | None
    size: int
    page: int
    token: str | None

    def accepts(self, message: Message) -> bool:
        """Say whether a message passes every filter."""
        return (
            (self.to is None or message.to == self.to)
            and (self.sender is None or message.sender == self.sender)
            and (self.earliest is None or message.day >= self.earliest)
            and (self.before is None or message.day < self.before)
        )


def read_listing(args: Query) -> Listing:
    """Read the query of a list request, or refuse it."""
    since, until = _span(args, "DateSent>"), _span(args, "DateSent<")
    day = _span(args, "DateSent", whole_day=True)
    starts = [span[0] for span in (day, since) if span]
    ends = [span[1] for span in (day, until) if span]
    return Listing(
        to=args.get("To") or None,
        sender=args.get("From") or None,
        earliest=max(starts, default=None),
        before=min(ends, default=None),
        size=min(whole(args, "PageSize", DEFAULT_SIZE, least=1), LARGEST_SIZE),
        page=whole(args, "Page", 0, least=0),
        token=args.get("PageToken") or None,
    )


def page_of(messages: Iterable[Message], listing: Listing, path: str, args: Query) -> dict[str, Any]:
    """Return one page with the links to its neighbours."""
    passing = _from_page(messages, listing)
    shown = list(islice(passing, listing.size))
    more = next(passing, None) is not None
    start = listing.page * listing.size

    def link(page: int, token: str | None = None) -> str:
        kept = [(name, value) for name, value in args.items(multi=True) if not name.startswith("Page")]
        kept += [("PageSize", str(listing.size)), ("Page", str(page))]
        return f"{path}?{urlencode(kept + ([('PageToken', token)] if token else []))}"

    return {
        "end": start + len(shown) - 1 if shown else start,
        "first_page_uri": link(0),
        # The token names the last message shown, so what arrives meanwhile moves nothing between pages.
        "next_page_uri": link(listing.page + 1, f"PA{shown[-1].sid}") if more else None,
        "page": listing.page,
        "page_size": listing.size,
        "previous_page_uri": link(listing.page - 1) if listing.page else None,
        "messages": [message.as_json() for message in shown],
        "start": start,
        "uri": link(listing.page, listing.token),
    }


def _from_page(messages: Iterable[Message], listing: Listing) -> Iterator[Message]:
    if listing.token:
        last = listing.token.removeprefix("PA")
        messages = islice(dropwhile(lambda message: message.sid != last, messages), 1, None)
        return filter(listing.accepts, messages)
    return islice(filter(listing.accepts, messages), listing.page * listing.size, None)


def _span(args: Query, name: str, *, whole_day: bool = False) -> tuple[datetime, datetime] | None:
    """Return the moments a date (a whole day) or a date and time (one second) stands for.

    DateSent itself means a day even when it holds a time: Twilio's libraries send a date as its midnight.
    """
    text = args.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        if not whole_day and len(text) > len("2026-11-23"):
            return moment, moment + timedelta(seconds=1)
        start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        return start, start + timedelta(days=1)
    except (ValueError, OverflowError):
        raise Refusal(20001, f"Invalid parameter '{name}': {text}") from None


def whole(args: Query, name: str, default: int, *, least: int) -> int:
    """Return a whole number of the query, or refuse it."""
    text = args.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise Refusal(20001, f"Invalid parameter '{name}': {text}")
    return int(text)
