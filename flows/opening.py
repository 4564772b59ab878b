"""Opening a round: what it shall be, read back in full, and then everybody is asked whether they are in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from flows import quiet, round_words, taking_part
from flows.chat import Chat
from flows.coordinating import acts
from flows.expects import OneOf
from flows.flow import End, Flow, Miss, State
from flows.nudging import Manner, nudge
from flows.understand.terms import round_terms
from flows.wording import note
from flows.words import _
from models import rounds
from models.rounds import Round

WEEKS, MINUTES = 6, 60  # COACHING.md: rounds of some weeks; 30/30 in one hour
AHEAD = timedelta(days=14)  # a round starts on the first Monday so far ahead
CLOSES = timedelta(days=3)  # before it starts
INLINE = 100  # members asked while the coordinator waits for an answer; more are the workers' (`flows/rounds_work.py`)

opening = Flow("opening", title=_("opening a round"), urgency=4, fleeting=True, coordinating=True)


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """What a round shall be, any of it in any order."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> dict[str, Any] | Miss:
        """What was said of it, by name."""
        found, rest = round_terms(text, now=chat.now, zone=chat.zone, language=chat.language)
        if not found:
            return Miss(EXAMPLE)
        return {**found, "rest": rest.strip()}


def take(chat: Chat, said: dict[str, Any]) -> None:
    """Note what was said of the round."""
    rest = said.pop("rest", "")
    chat.answers.terms = {**(chat.answers.terms or {}), **said}
    remark(chat, chat.answers.terms, rest)


def remark(chat: Chat, terms: dict[str, Any], rest: str) -> None:
    """Say what of it wasn't followed, and what can't be."""
    if rest:
        chat.say(NOT_FOLLOWED, words=rest)
    if terms.get("closes_on") and terms["closes_on"] >= shaped(chat, terms).starts_on:
        chat.say(CLOSES_BEFORE)


CLOSES_BEFORE = _("It has to close before it starts, so I've put the day before.")
EXAMPLE = _("For example: from 11 January, 8 weeks, every second week, 45 minutes, in rings")
NOT_FOLLOWED = _("I didn't follow this part: {words}")


@dataclass(frozen=True, slots=True)
class OptionOrTerms:
    """One of the options, or at once what should be different."""

    taps: ClassVar[bool] = True

    question: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As the question says."""
        return self.question.options(chat)

    def read(self, text: str, chat: Chat) -> str | dict[str, Any] | Miss:
        """The key of an option, or what a round shall be."""
        said = self.question.read(text, chat)
        if not isinstance(said, Miss):
            return said
        terms = RoundTerms().read(text, chat)
        return said if isinstance(terms, Miss) else terms


def shaped(chat: Chat, said: dict[str, Any] | None = None) -> Round:
    """The round as it would be by what was `said` of it, or so far; in no table yet."""
    said = chat.answers.terms or {} if said is None else said
    starts: date = said.get("starts_on") or _monday(chat.date(chat.now) + AHEAD)
    weeks = said.get("weeks") or WEEKS
    if said.get("ends_on") and said["ends_on"] > starts:
        weeks = max(1, -(-(said["ends_on"] - starts).days // 7))
    closes = said.get("closes_on") or max(starts - CLOSES, chat.date(chat.now) + timedelta(days=1))
    closes = max(min(closes, starts - timedelta(days=1)), chat.date(chat.now))
    return Round(
        kind=said.get("kind", "coaching"),
        shape=said.get("shape", "pairs"),
        starts_on=starts,
        closes_at=quiet.at_clock(quiet.zone_of(chat.zone), closes + timedelta(days=1), 0)
        - timedelta(minutes=1),
        weeks=weeks,
        sessions=said.get("sessions") or max(1, weeks // said.get("every", 1)),
        minutes=said.get("minutes") or MINUTES,
        level_gap=said.get("level_gap", 1),
        opened_by=chat.sender.member_id,
    )


def _monday(day: date) -> date:
    """That day, or the next Monday."""
    return day + timedelta(days=-day.weekday() % 7)


@opening.facts
def facts(chat: Chat) -> dict[str, object]:
    of = shaped(chat)
    return {
        "round": round_words.described(chat, of),
        "starts": of.starts_on,
        "ends": of.last_day,
        "closes": chat.date(of.closes_at),
        "count": rounds.how_many_to_ask(chat.db, of.kind),
    }


@opening.asks(
    _(
        "A round of {round}, from {starts} to {ends}. I'd ask {count} people, who say by {closes} whether they're in. Shall I?"
    ),
    OptionOrTerms(
        OneOf(
            {"open": _("Ask them"), "change": _("Change something"), "no": _("Leave it")}, yes="open", no="no"
        )
    ),
)
def checking(chat: Chat, said: str | dict[str, Any]) -> State | End:
    if isinstance(said, dict):
        take(chat, said)
        return checking
    ways: dict[str, State | End] = {"open": opened, "change": changing, "no": left}
    return ways[said]


@opening.asks(
    _(
        "What should be different? For example: from 11 January, 8 weeks, every second week, 45 minutes, in rings"
    ),
    RoundTerms(),
)
def changing(chat: Chat, terms: dict[str, Any]) -> State | End:
    take(chat, terms)
    return checking


@opening.ends
@acts.does("open_round")
def opened(chat: Chat) -> None:
    of = shaped(chat)
    of.status, of.opened_at = "open", chat.now
    chat.db.add(of)
    chat.db.flush()
    everybody = rounds.to_ask(chat.db, of.id, INLINE + 1)
    if len(everybody) > INLINE:
        of.todo, of.todo_for = "asking", chat.sender.member_id
        chat.left_to_workers = True
    else:
        taking_part.ask(chat, everybody, of)
    closed.plan(chat, chat.member, of)
    over.plan(chat, chat.member, of)
    chat.say(
        _(
            "Round {number} is open and I'm asking them. To see who's in: ROUND. When you'd like to see the pairs: PREVIEW."
        ),
        number=of.id,
    )


@opening.ends
def left(chat: Chat) -> None:
    chat.say(_("Nothing is opened."))


CLOSED = note(
    _("Round {number} has closed: {count} are in, {asked} haven't answered. To see the pairs, text PREVIEW")
)
OVER = note(_("Round {number} has run its weeks. To finish it, text FINISH ROUND"))


@nudge(
    "round-closed",
    manner=Manner.REMINDED,
    about=Round,
    due=lambda of: of.closes_at,
    lapse=timedelta(days=7),
    stands=lambda _chat, of: of.status == "open",
)
def closed(chat: Chat, of: Round) -> None:
    """It's the coordinator's turn: who is in is known."""
    count = rounds.counts(chat.db, of.id)
    chat.say(CLOSED, number=of.id, count=count.get("in", 0), asked=count.get("asked", 0))


@nudge(
    "round-over",
    manner=Manner.REMINDED,
    about=Round,
    due=lambda of: datetime.combine(of.last_day + timedelta(days=1), time(9), UTC),
    lapse=timedelta(days=30),
    stands=lambda _chat, of: of.status == "sent",
)
def over(chat: Chat, of: Round) -> None:
    """A round that is over is finished by a person."""
    chat.say(OVER, number=of.id)
