"""Commitments, "if …, then …": own words, own day, a witness of one's own choice, and one follow-up that shames nobody."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows import agenda
from flows.chat import Chat
from flows.expects import SKIP, Day, OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.nudging import Manner, nudge
from flows.understand import plain
from flows.wording import note
from flows.words import _
from models import nudges
from models.commitments import GOING, Commitment
from models.members import Member

FOLLOW_UP_AT = time(10, 0)  # of the person's own day
_COMMIT = re.compile(r"(?:commit|commitment|compromiso|me comprometo)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)


def _after_colon(text: str, _chat: object = None) -> str | None:
    """The words in "commit: if it rains, then I write"."""
    found = _COMMIT.fullmatch(text.strip())
    return found[1].strip() if found else None


committing = Flow(
    "committing",
    title=_("a commitment"),
    urgency=42,
    words=_("commit, i want to commit, i commit, new commitment, a new commitment"),
    hears=lambda text, chat: _after_colon(text) is not None and chat.sender.status == "verified",
    insists=True,
    unkept=True,
)
follow_up = Flow("follow-up", title=_("your commitment"), about=Commitment, urgency=60)
telling_witness = Flow("telling_witness", title=_("telling your witness"), about=Commitment, urgency=60)

TO_WITNESS = note(
    _("{who} asks you to witness a commitment: {words}\n\nThere is nothing to do, only to know of it.")
)
IT_IS_DONE = note(_("{who} would like you to know that it's done: {words}"))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Their words, with or without "commit:" before them."""

    words: Words

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """What was written, or None when it was skipped."""
        return self.words.read(_after_colon(text) or text, chat)


@committing.asks(
    _(
        "Is there one thing you'd like to commit to? For example: If it is Monday 9 am, then I call my mentor. Or SKIP."
    ),
    OwnWords(Words(300, skippable=True, letters=True)),
    private=True,
)
def what(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    return following_up if words else nothing


@committing.asks(
    _("On which day shall I ask you how it went? For example: Friday, or 15 January"), Day(), private=True
)
def following_up(chat: Chat, on: date) -> State | End:
    chat.answers.day = on
    known = dict.fromkeys(partner.id for partner in chat.partners if partner.stopped_at is None)
    chat.answers.partners = list(known)[: len(WITNESSES)]
    return witness if known else kept


WITNESSES = {
    "first": _("{first}, as my witness"),
    "second": _("{second}, as my witness"),
    "third": _("{third}, as my witness"),
}


def _who_may(chat: Any) -> dict[str, str]:
    """Nobody, or one of their partners."""
    known = chat.answers.partners or []
    return {"me": _("only me"), **dict(list(WITNESSES.items())[: len(known)])}


@committing.facts
def facts(chat: Chat) -> dict[str, object]:
    return {
        name: chat.db.get_one(Member, member_id)
        for name, member_id in zip(WITNESSES, chat.answers.partners or [], strict=False)
    }


@committing.asks(_("On {day}. Who should know of your commitment?"), OneOf(_who_may), private=True)
def witness(chat: Chat, who: str) -> State | End:
    chat.answers.witness = None if who == "me" else chat.answers.partners[list(WITNESSES).index(who)]
    return kept


@committing.ends
def nothing(chat: Chat) -> None:
    partners = chat.partners
    if len(partners) == 1:
        chat.say(_("Thank you. To find a next time with {partner}, text BOOK."), partner=partners[0])
    else:
        chat.say(_("Thank you. To find a next time to meet, text BOOK.") if partners else _("Thank you."))


@committing.ends
def kept(chat: Chat) -> None:
    given = chat.answers
    made = Commitment(
        member_id=chat.sender.member_id, words=given.words, follow_up_at=_morning(chat, given.day)
    )
    chat.db.add(made)
    chat.say(
        _("Kept. I'll ask you on {day}, once. To see what you have open, text MY COMMITMENTS."), day=given.day
    )
    chosen = chat.db.get_one(Member, given.witness) if given.witness else None
    if chosen is not None and chosen.stopped_at is not None:
        chat.say(
            _("{partner} can't be reached by text just now, so your commitment stays with me alone."),
            partner=chosen,
        )
    elif chosen is not None:
        made.witness_id = chosen.id
        chat.tell(chosen, TO_WITNESS, who=chat.member, words=given.words)
    chat.flush()
    ask_how_it_went.plan(chat, chat.member, made, made.follow_up_at)


def _morning(chat: Chat, day: date) -> datetime:
    """Of their own day (UTC)."""
    return datetime.combine(day, FOLLOW_UP_AT, ZoneInfo(chat.zone))


def move(chat: Chat, commitment: Commitment, day: date) -> None:
    """Another day: it is open again, and asked about on that one."""
    if commitment.status != "open":
        commitment.status = "open"
    commitment.follow_up_at = _morning(chat, day)
    nudges.forget(chat.connection, ask_how_it_went.name, chat.sender.member_id, commitment.id)
    ask_how_it_went.plan(chat, chat.member, commitment, commitment.follow_up_at)


@nudge(
    "follow-up",
    manner=Manner.AWAITED,  # on the day the person chose, or the first good morning after it
    about=Commitment,
    lapse=timedelta(days=30),
    stands=lambda _chat, commitment: commitment.status == "open",
)
def ask_how_it_went(chat: Chat, commitment: Commitment) -> datetime | None:
    """One follow-up, on its day even when other questions wait."""
    chat.turn_to(follow_up, commitment)
    return agenda.bring_up(chat, follow_up, commitment)


@follow_up.facts
def commitment_facts(chat: Chat) -> dict[str, object]:
    return {"words": chat.subject.words, "partner": chat.subject.witness}


telling_witness.facts(commitment_facts)


@follow_up.stands
def is_going(chat: Chat) -> bool:
    return chat.subject.status in GOING


@follow_up.asks(
    _('You asked me to come back to this: "{words}" How is it going?'),
    OneOf({"done": _("I did it"), "on_it": _("I'm on it"), "let_go": _("I let it go")}),
    private=True,
)
def going(chat: Chat, outcome: str) -> State | End:
    chat.answers.outcome = outcome
    return another_day if outcome == "on_it" and not chat.subject.asked_again else heard


@dataclass(frozen=True, slots=True)
class DayOrNot:
    """A day to come, or none."""

    day: Day

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> date | Miss | None:
        """The day; None when it was skipped."""
        return None if plain(text) in SKIP else self.day.read(text, chat)


@follow_up.asks(
    _("Good that you're on it. If you'd like me to ask once more, write a day. Or SKIP."),
    DayOrNot(Day()),
    private=True,
)
def another_day(chat: Chat, day: date | None) -> State | End:
    chat.answers.day = day
    return heard


@follow_up.ends
def heard(chat: Chat) -> None:
    commitment: Commitment = chat.subject
    outcome, day = chat.answers.outcome, chat.answers.day
    if outcome != "on_it":
        settle(chat, commitment, outcome)
        return
    if commitment.status == "open":
        commitment.status = "on_it"
    if day is None:
        chat.say(_("Take your time. When it's done, or you let it go, you can tell me: text MY COMMITMENTS."))
        return
    commitment.asked_again = True
    move(chat, commitment, day)
    chat.say(_("I'll ask you on {day}."), day=day)


def settle(chat: Chat, commitment: Commitment, outcome: str) -> None:
    """It's done, or let go; either is well."""
    if commitment.status in GOING:
        commitment.status = outcome
    if outcome == "let_go":
        chat.say(_("That's a choice too. Thank you for telling me."))
        return
    chat.say(_("How good to hear. Well done."))
    if witness_of(chat, commitment) is not None:
        chat.turn_to(telling_witness, commitment)


def witness_of(chat: Chat, commitment: Commitment) -> Member | None:
    """Whom they chose, while the two are partners and texts reach them."""
    there = commitment.witness is not None and commitment.witness.stopped_at is None
    return commitment.witness if there and commitment.witness in chat.partners else None


@telling_witness.stands
def may_be_told(chat: Chat) -> bool:
    return chat.subject.status == "done" and witness_of(chat, chat.subject) is not None


@telling_witness.asks(
    _("Shall I tell {partner} that it's done?"),
    YesNo(yes=_("Yes, tell them"), no=_("No, it stays with me")),
    private=True,
)
def telling(chat: Chat, wanted: bool) -> State | End:
    return told if wanted else untold


@telling_witness.ends
def told(chat: Chat) -> None:
    chosen = witness_of(chat, chat.subject)
    if chosen is None:
        chat.say(_("I can't reach them just now, so it stays with you."))
        return
    chat.tell(chosen, IT_IS_DONE, who=chat.member, words=chat.subject.words)
    chat.say(_("{partner} hears of it."), partner=chosen)


@telling_witness.ends
def untold(chat: Chat) -> None:
    chat.say(_("Then it stays with you."))
