"""What was done, in words: a short phrase for each command, with names as they are today. The log itself holds none."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from flows import words
from flows.chat import Chat
from flows.coordinating.command import COMMANDS
from flows.words import _
from models.acts import Act
from models.members import Member

NAMED = 3  # people; of more there is only how many
# Nobody is its subject, so that it reads well whoever did it.
PHRASES = {
    "verify": _("{names}: verified"),
    "ask": _("{names}: asked about their accreditation"),
    "tell": _("{names}: written to"),
    "pair": _("{names}: asked whether they'd like to meet"),
    "resend": _("A text sent again"),
    "resend_all": _("Texts sent again"),
    "open_round": _("Round {number} opened"),
    "send_round": _("Round {number} sent"),
    "finish_round": _("Round {number} finished"),
    "call_off_round": _("Round {number} called off"),
    "lock": _("Round {number}, {names}: locked"),
    "forbid": _("Round {number}, {names}: not together"),
    "allow": _("Round {number}, {names}: free again"),
    "swap": _("Round {number}, {names}: swapped"),
    "clear": _("Round {number}: locks and swaps cleared"),
    "undo": _("{number} taken back"),
    "take_seat": _("{names}: a seat taken"),
    "propose": _("{names}: a proposal for two to decide"),
    "tell_many": _("A text to many"),
    "take_back_text": _("A text to many stopped"),
}


def phrase(chat: Chat, act: Act) -> str:
    """What an act was."""
    number = act.undoes if act.command == "undo" else next(iter(act.ids("rounds")), "-")
    people = names(chat, members_of(chat, act.ids("members")))
    copy = PHRASES.get(act.command)
    if copy is not None:
        return chat.phrase(copy, names=people, number=number)
    shows = chat.phrase(COMMANDS[act.command].shows) if act.command in COMMANDS else act.command
    verb = " ".join(word for word in shows.partition(":")[0].split() if word.isupper())
    return f"{people}: {verb}" if act.ids("members") else verb


def by(chat: Chat, act: Act) -> str:
    """Who did it."""
    if act.by_id is None:
        return chat.phrase(_("by itself"))
    if act.by_id == chat.sender.member_id:
        return chat.phrase(_("you"))
    who = next((one for one in members_of(chat, [act.by_id]) if one.name), None)
    return (
        names(chat, [who]) if who is not None else chat.phrase(_("coordinator #{number}"), number=act.by_id)
    )


def when(chat: Chat, act: Act) -> str:
    """The time of day, and the day when it isn't today."""
    if chat.date(act.at) == chat.date(chat.now):
        return chat.time(act.at)
    return words.brief(act.at, chat.language, chat.zone)


def members_of(chat: Chat, ids: Iterable[int]) -> list[Member]:
    """These people, as far as they are still here, in this order."""
    wanted = list(dict.fromkeys(ids))
    there = {one.id: one for one in chat.db.scalars(select(Member).where(Member.id.in_(wanted)))}
    return [there[one] for one in wanted if one in there]


def names(chat: Chat, people: Sequence[Member]) -> str:
    """Who they are, or how many."""
    if not people:
        return "-"
    if len(people) > NAMED:
        return chat.phrase(_("{count} people"), count=len(people))
    shown = [words.shown(one, chat.language, chat.zone) for one in people]
    return words.listed(shown, chat.language)
