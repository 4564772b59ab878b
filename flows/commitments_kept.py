"""The commitments somebody has open: seen with their days, and each done, moved or let go by its number."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows import commitments, understand
from flows.chat import Chat
from flows.expects import Day
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.words import _
from models.commitments import GOING, Commitment
from models.commitments import going as going_of

MOST = 5  # what one text can hold
_DONE = re.compile(r"(?:it's |its )?(?:done|did it|hecho|lo hice|listo|lista)")
_LET_GO = re.compile(r"(?:let (?:it )?go|let it|drop it|drop|delete|lo dejo|dejar|soltar|lo suelto|borrar)")
_MOVE = re.compile(r"(?:move|mover|mueve|cambiar)(?: it)?(?: to| a| al| para| para el)? ?(.+)?")
_NUMBER = re.compile(r"(?:^|\b)#?(\d{1,2})(?:\b|$)")

kept = Flow(
    "commitments",
    title=_("your commitments"),
    fleeting=True,
    words=_("my commitments, commitments, my commitment, show my commitments"),
)


def _lines(chat: Chat) -> tuple[list[int], str]:
    """The ids of what is open, and a numbered line for each."""
    mine = going_of(chat.db, chat.sender.member_id)[:MOST]
    lines = [
        chat.phrase(
            _("{number}. {words} ({day})"), number=at, words=one.words, day=chat.date(one.follow_up_at)
        )
        for at, one in enumerate(mine, 1)
    ]
    return [one.id for one in mine], "\n".join(lines)


@kept.begins
def is_there_any(chat: Chat) -> bool:
    there = bool(going_of(chat.db, chat.sender.member_id))
    if not there:
        chat.say(
            _(
                "You have none open. To make one, text COMMIT and your words. For example: COMMIT: If …, then …"
            )
        )
    return there


@kept.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"lines": _lines(chat)[1]}


@dataclass(frozen=True, slots=True)
class WhatOfWhich:
    """ "2 done", "move 2 to Friday", "let 2 go", or a number alone."""

    def options(self, chat: Any) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Any) -> dict[str, Any] | Miss:
        """`id` of a commitment, `act` (done, let_go, move or None), `day`."""
        ids = _lines(chat)[0]
        said = " ".join(fold(text).strip(" .!").split())
        act, day, rest = self._act(said, chat, len(ids))
        if isinstance(day, Miss):
            return day
        which = understand.number(rest) if rest else 1 if len(ids) == 1 else None
        if which is None or not 0 < which <= len(ids):
            return Miss(_("I need a number from the list. For example: 1, or: 1 done"))
        return {"id": ids[which - 1], "act": act, "day": day}

    def _act(self, said: str, chat: Any, known: int) -> tuple[str | None, date | Miss | None, str]:
        """What is to be done, on which day, and the number it is said of, as it was written."""
        number = _NUMBER.match(said) or _NUMBER.search(said)
        bare = " ".join((said[: number.start()] + said[number.end() :]).split()) if number else said
        of = number[1] if number else ""
        if _DONE.fullmatch(bare):
            return "done", None, of
        if _LET_GO.fullmatch(bare):
            return "let_go", None, of
        moved = _MOVE.fullmatch(bare)
        if moved:
            # "move to 15 January": with one commitment the number is the day's.
            day = Day().read(moved[1] or "", chat)
            if isinstance(day, Miss) and known == 1:
                whole = _MOVE.fullmatch(said)
                day, of = Day().read((whole[1] if whole else "") or "", chat), ""
            return "move", day, of
        return None, None, said


@kept.asks(
    _("{lines}\n\nTo speak of one, text its number. Or at once: 1 done, move 1 to Friday, let 1 go."),
    WhatOfWhich(),
    private=True,
)
def choosing(chat: Chat, said: dict[str, Any]) -> State | End:
    chat.answers.update(said)
    return chosen


@kept.ends
def chosen(chat: Chat) -> None:
    commitment = chat.db.get_one(Commitment, chat.answers.id)
    if commitment.status not in GOING:
        chat.say(_("That one isn't open any more."))
    elif chat.answers.act is None:
        chat.turn_to(commitments.follow_up, commitment)
    elif chat.answers.act == "move":
        commitments.move(chat, commitment, chat.answers.day)
        chat.say(_("I'll ask you on {day}."), day=chat.answers.day)
    else:
        commitments.settle(chat, commitment, chat.answers.act)
