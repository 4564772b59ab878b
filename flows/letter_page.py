"""The page of the monthly letter: what is new, for whoever has its link. Nothing private is on it: names stand there of those who
agreed to that, and nothing tells who reads it. What somebody takes back is gone from it at once.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape

from sqlalchemy.orm import Session

from flows import circle_words, data_page, links, words
from flows.knowledge_shown import FROM
from flows.words import _, isolated, translate
from models import appreciations, circles, knowledge

PURPOSE = "letter"
READ_FOR = timedelta(days=90)  # `PUBLIC` of `workers/clocks.py`
OVER = _("This letter is no longer kept. To read the newest, text LETTER.")
HEADING = _("Sounding Board, {month}")
THANKS, FROM_TO = _("Thanks"), _("{one} to {two}")
KNOWLEDGE = _("New in what we know")
MORE = _("There is more that members shared for members alone. To look, text KNOWLEDGE.")
CIRCLES = _("Open circles: to join one, text CIRCLES")
NOBODY_COUNTED = _("Whoever thanks and is thanked here has agreed to it. Nobody is counted.")


@dataclass(frozen=True, slots=True)
class Thanks:
    """A thank-you that both let everybody read."""

    one: str
    two: str
    words: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in one letter."""

    thanks: tuple[Thanks, ...] = ()
    knowledge: tuple[tuple[str, str | None], ...] = ()  # title, whom it comes from
    more: bool = False  # whether members shared more, for members alone
    circles: tuple[tuple[str, str, str], ...] = ()  # topic, kind, languages

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new to tell; circles may be open for long."""
        return not (self.thanks or self.knowledge or self.more)


def before(day: date) -> int:
    """The month before this day's, as a number: 202611."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.year * 100 + last.month


def first_day(month: int) -> date:
    """Its first day. Raises ValueError for what is no month."""
    return date(month // 100, month % 100, 1)


def contents(db: Session, month: int) -> Contents:
    """What stands in the letter of this month (by UTC), as it is now."""
    first = first_day(month)
    following = (first + timedelta(days=31)).replace(day=1)
    since, until = (datetime(day.year, day.month, 1, tzinfo=UTC) for day in (first, following))
    agreed = appreciations.public(db, since, until)
    shared = [one for one in knowledge.new(db, since, until) if one.member.status != "removed"]
    return Contents(
        thanks=tuple(Thanks(one.author.name or "", one.reader.name or "", one.words) for one in agreed),
        knowledge=tuple((one.title or "", one.credit) for one in shared if one.in_letter),
        more=not all(one.in_letter for one in shared),
        circles=tuple(
            (one.topic, one.kind, one.tongues)
            for one in circles.open_ones(db)
            if one.round_id is None and not one.is_full
        ),
    )


def link(month: int, language: str) -> str:
    """Where it is read in this language: the same for everybody."""
    return links.make(PURPOSE, [month, language], "html")


def html(language: str, month: int, there: Contents) -> str:
    """The page."""
    heading = translate(HEADING, language).format(month=words.month(first_day(month), language))
    parts = [f'<p class="soft">{escape(translate(NOBODY_COUNTED, language))}</p>'] if there.thanks else []
    parts += _section(THANKS, language, [_thanks(one, language) for one in there.thanks])
    parts += _section(KNOWLEDGE, language, [_shared(one, language) for one in there.knowledge])
    if there.more:
        parts.append(f'<p class="soft">{escape(translate(MORE, language))}</p>')
    parts += _section(CIRCLES, language, [_circle(one, language) for one in there.circles])
    return data_page.page(language, heading, "".join(parts))


def _section(heading: str, language: str, articles: list[str]) -> list[str]:
    if not articles:
        return []
    inside = "".join(f"<article><dl>{one}</dl></article>" for one in articles)
    return [f"<section><h2>{escape(translate(heading, language))}</h2>{inside}</section>"]


def _words(said: str) -> str:
    return f'<dd dir="auto">{escape(said)}</dd>'


def _shared(one: tuple[str, str | None], language: str) -> str:
    title, credit = one
    if credit is None:
        return _words(title)
    said = translate(FROM, language).format(credit=isolated(credit))
    return f'{_words(title)}<dd class="soft" dir="auto">{escape(said)}</dd>'


def _circle(one: tuple[str, str, str], language: str) -> str:
    topic, kind, spoken = one
    called = translate(circle_words.KINDS[kind], language)
    return f"<dt>{escape(called)}, {escape(circle_words.tongues(spoken, language))}</dt>{_words(topic)}"


def _thanks(one: Thanks, language: str) -> str:
    who = translate(FROM_TO, language).format(one=isolated(one.one), two=isolated(one.two))
    return f"<dt>{escape(who)}</dt>{_words(one.words)}"
