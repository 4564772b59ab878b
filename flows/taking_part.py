"""Taking part in a round: in, not this time, or away for longer. At the round's opening, or at any time by their own word."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flows import agenda, introduction, kind_words, pause, quiet, round_words, why
from flows.chat import Chat
from flows.expects import ManyOf
from flows.flow import End, Flow, State
from flows.in_or_out import InOrOut
from flows.last_day import LastDay
from flows.nudging import Manner, nudge
from flows.understand.inout import InOut
from flows.wishes import Skippable, Tongues
from flows.words import _
from models import rounds
from models import wishes as kept_wishes
from models.consents import agrees
from models.members import Member
from models.rounds import Entry, Round

REMIND = timedelta(days=2)  # before it closes
LATEST = timedelta(weeks=2)  # whoever joins later than so long before a round's end waits for the next one

taking_part = Flow(
    "taking_part",
    title=_("whether you're in for this round"),
    about=Round,
    urgency=40,
    unasked=True,
    answers=True,
    words=_(
        "in, i'm in, im in, i am in, count me in, include me, sign me up for the round, skip this one, skip this round, "
        "sit this one out, not this round"
    ),
)


@taking_part.begins
def which(chat: Chat) -> Round | None:
    """The round that is meant, of those that can be joined."""
    if chat.sender.status != "verified":
        chat.say(
            _("A coordinator looks at your accreditation first. Then I'll ask you about the next round.")
        )
        return None
    if not agrees(chat.db, chat.member, "matching"):
        chat.say(_("You've asked not to be introduced to anybody. To change that, text MATCH ME."))
        return None
    found = joinable(chat)
    if not found:
        chat.say(_("There's no round to join just now. I'll ask you when the next one opens."))
        return None
    return max(found, key=lambda of: _asked_about(chat, of))


def _asked_about(chat: Chat, of: Round) -> tuple[bool, bool, bool, int]:
    """Of several rounds the one that was asked about and not answered is meant, then one of a kind they wish for, then the one
    that was asked about last."""
    entry = rounds.entry(chat.db, of.id, chat.sender.member_id)
    asked = entry is not None and entry.status == "asked" and chat.was_asked(chat.member, taking_part, of)
    wished = kept_wishes.may_ask_for(chat.db, chat.sender.member_id, of.kind)
    return asked, wished, entry is not None and entry.status != "placed", entry.id if entry is not None else 0


def joinable(chat: Chat) -> list[Round]:
    """The rounds somebody could say yes to today: those that are open, then those that are on long enough."""
    there = rounds.current(chat.db)
    still_on = [one for one in there if one.status == "sent" and one.last_day - chat.now.date() >= LATEST]
    return [*(one for one in there if one.status == "open"), *still_on]


def ask(chat: Chat, members: Sequence[Member], of: Round) -> None:
    """Ask these members whether they are in, and remind them once."""
    for member in members:
        chat.db.add(Entry(round_id=of.id, member_id=member.id))
    chat.flush()
    for member in members:
        chat.invite(member, taking_part, of)
        if of.closes_at - REMIND > chat.now:
            reminder.plan(chat, member, of)


def welcome(chat: Chat, member: Member) -> None:
    """Somebody can take part from now on: is there a round for them?"""
    if member.stopped_at is not None or not agrees(chat.db, member, "matching"):
        return
    wished = [one for one in joinable(chat) if kept_wishes.may_ask_for(chat.db, member.id, one.kind)]
    for of in wished[:1]:
        if rounds.entry(chat.db, of.id, member.id) is None:
            ask(chat, [member], of)


@taking_part.facts
def facts(chat: Chat) -> dict[str, object]:
    of: Round = chat.subject
    return {
        "round": round_words.described(chat, of),
        "starts": of.starts_on,
        "ends": of.last_day,
        "it": chat.phrase(kind_words.RECEIVING[of.kind]),
    }


@taking_part.stands
def stands(chat: Chat) -> bool:
    return chat.subject in joinable(chat)


@taking_part.asks(_("A round of {round}, from {starts} to {ends}. Are you in?"), InOrOut())
def joining(chat: Chat, said: InOut | date | None) -> State | End:
    if said is None:
        return away_until
    if isinstance(said, date):
        chat.answers.day = said
        return away
    if said is InOut.SKIP:
        return skipping
    known = kept_wishes.of(chat.db, chat.sender.member_id)
    if known.languages is None:
        return speaking
    return wanting if known.aims is None else joined


@taking_part.asks(
    _("Gladly. In which languages could you meet somebody? For example: English and Spanish"), Tongues()
)
def speaking(chat: Chat, tongues: list[str]) -> State | End:
    chat.answers.languages = tongues
    return joined if kept_wishes.of(chat.db, chat.sender.member_id).aims is not None else wanting


@taking_part.asks(
    _(
        "What would you like from {it}? One or more numbers, or SKIP. A partner reads only the aims you share."
    ),
    Skippable(ManyOf(why.AIMS)),
)
def wanting(chat: Chat, aims: list[str] | None) -> State | End:
    chat.answers.aims = aims or []
    return joined


@taking_part.asks(_("Until which day are you away? For example: 2 weeks, or until 3 January"), LastDay())
def away_until(chat: Chat, day: date) -> State | End:
    chat.answers.day = day
    return away


@taking_part.ends
def joined(chat: Chat) -> None:
    of: Round = chat.subject
    mine = kept_wishes.of(chat.db, chat.sender.member_id)
    if chat.answers.languages is not None:
        mine.languages = chat.answers.languages
    if chat.answers.aims is not None:
        mine.aims = chat.answers.aims
    if of not in joinable(chat):
        chat.say(_("That round is over meanwhile. I'll ask you when the next one opens."))
        return
    entry = _entry(chat, of)
    if entry.status == "placed":
        chat.say(_("You're in already, and there is somebody for you."))
        return
    entry.status, entry.answered_at = "in", chat.now
    away = quiet.away_until(chat.member, chat.now)
    if away is not None:
        chat.say(
            _(
                "You're in. Your break goes on until {day}, though; to be introduced before that, text RESUME."
            ),
            day=chat.date(away),
        )
        return
    if of.status == "open":
        chat.say(
            _(
                "You're in: {kind}. Introductions come shortly before {starts}. To say more about who would suit you, text "
                "WISHES."
            ),
            kind=round_words.kind(chat, of),
            starts=of.starts_on,
        )
        return
    _join_late(chat, of)


def _join_late(chat: Chat, of: Round) -> None:
    """Matched with who else waits, or told for when."""
    if chat.sender.member_id in introduction.place_waiting(chat, of):
        chat.say(_("You're in, and there is somebody for you already."))
        return
    chat.say(
        _(
            "You're in. Nobody else is waiting just now; as soon as somebody is, I'll introduce you. This round goes on "
            "until {ends}."
        ),
        ends=of.last_day,
    )
    later = [one for one in rounds.current(chat.db, "open") if one.id != of.id]
    if later:
        chat.say(_("The next one starts on {starts}, and I'll ask you about it."), starts=later[0].starts_on)


@taking_part.ends
def skipping(chat: Chat) -> None:
    of: Round = chat.subject
    if _step_aside(chat, of):
        chat.say(
            _("That's fine: not the round of {kind} from {starts}. If you change your mind, text IN."),
            kind=round_words.kind(chat, of),
            starts=of.starts_on,
        )
    else:
        chat.say(
            _(
                "You have a partner in this round already. To meet somebody else, or nobody for now, text REMATCH."
            )
        )


@taking_part.ends
def away(chat: Chat) -> None:
    _step_aside(chat, chat.subject)
    pause.go_away(chat, chat.answers.day)


def _step_aside(chat: Chat, of: Round) -> bool:
    """They are out of this round; who is being introduced just now says no to that. False: they have a partner."""
    entry = _entry(chat, of)
    if entry.status == "placed":
        introduction.withdraw_from(chat, of)
    if entry.status in ("asked", "in"):
        entry.status, entry.answered_at = "skipped", chat.now
    return entry.status == "skipped"


def leave(chat: Chat) -> None:
    """They left us: they wait in no round any more. A partner with whom they have agreed they still have."""
    for of in rounds.current(chat.db):
        chat.lock(of)
        entry = rounds.entry(chat.db, of.id, chat.sender.member_id)
        if entry is not None and entry.status in ("asked", "in"):
            entry.status = "skipped"


def _entry(chat: Chat, of: Round) -> Entry:
    found = rounds.entry(chat.db, of.id, chat.sender.member_id)
    if found is None:
        found = Entry(round_id=of.id, member_id=chat.sender.member_id)
        chat.db.add(found)
        chat.db.flush()
    return found


def _has_not_answered(chat: Chat, of: Round) -> bool:
    entry = rounds.entry(chat.db, of.id, chat.sender.member_id)
    return of.status == "open" and entry is not None and entry.status == "asked"


@nudge(
    "round-closes",
    manner=Manner.UNASKED,
    about=Round,
    due=lambda of: of.closes_at - REMIND,
    lapse=REMIND,
    stands=_has_not_answered,
)
def reminder(chat: Chat, of: Round) -> datetime | None:
    """Once, shortly before a round closes: who hasn't answered may have overlooked it."""
    return agenda.bring_up(chat, taking_part, of)
