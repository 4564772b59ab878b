"""Why two people are introduced, in words: for a coordinator's eye, and for each of the two."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flows.chat import Chat
from flows.understand import tongue_name
from flows.words import _
from matching.reasons import Reason, Why
from matching.rules import Rule
from models.members import Member

AIMS = {
    "voice": _("confidence and voice"),
    "leading": _("leadership"),
    "change": _("a change of work"),
    "practice": _("my coaching practice"),
    "rest": _("rest and well-being"),
    "racism": _("racism and belonging"),
    "reflecting": _("reflecting on my clients"),
    "accreditation": _("accreditation"),
}
STYLE = {
    "gentle": _("gentle"),
    "challenging": _("challenging"),
    "structured": _("structured"),
    "free": _("free-flowing"),
    "body": _("with the body"),
    "spirit": _("open to faith and spirit"),
}
SHOWN = 3  # reasons in a line
# What is read, the weightiest first. How somebody likes to work may tell of faith or body: it counts, and nobody reads it.
ORDER = (
    Why.RING,
    Why.WAITED,
    Why.FORMER,
    Why.LOCKED,
    Why.AIMS,
    Why.LEVEL,
    Why.OVERLAP,
    Why.LANGUAGE,
)
OF_THE_GROUP = (Why.RING, Why.WAITED, Why.FORMER, Why.LOCKED)  # worth reading, even of one leg
FOR_COORDINATOR = {
    Why.AIMS: _("both want {words}"),
    Why.LANGUAGE: _("both speak {words}"),
    Why.OVERLAP: _("{count} h a week in common"),
    Why.FORMER: _("partners before"),
    Why.WAITED: _("{who} was left out before"),
    Why.RING: _("ring of {count}"),
    Why.LOCKED: _("locked"),
}
LEVELS = (_("same level"), _("one level apart"), _("far apart in level"))
FOR_MEMBER = {
    Why.AIMS: _("You both want: {words}"),
    Why.OVERLAP: _("You share about {count} free hours a week"),
    Why.FORMER: _("You have been partners before"),
}
# Why two people can't be put together, as a coordinator may read it.
RULES = {
    Rule.UNVERIFIED: _("not verified, or not to be matched any more"),
    Rule.PAUSED: _("on a break"),
    Rule.KIND: _("not for this kind of session"),
    Rule.APART: _("these two can't be put together"),
    Rule.FORBIDDEN: _("ruled out by you"),
    Rule.FORMER: _("partners before, and somebody new was asked for"),
    Rule.LEVEL: _("levels too far apart"),
    Rule.LANGUAGE: _("no language in common"),
    Rule.TIME: _("too little free time in common"),
    Rule.UNKNOWN: _("not in this round"),
    Rule.TAKEN: _("locked with somebody else already"),
    Rule.NO_RING: _("no ring can hold both"),
}


def line(
    chat: Chat, reasons: Iterable[Reason], names: Mapping[int, Member], most: int = SHOWN, legs: int = 1
) -> str:
    """A coordinator's line: what counts most, at most so many things. Of a ring of several legs, what holds for each."""
    read = (reason for reason in reasons if reason.code in ORDER)
    found = sorted(read, key=lambda reason: ORDER.index(reason.code))
    said = Counter(_for_coordinator(chat, reason, names) for reason in found)
    always = {_for_coordinator(chat, reason, names) for reason in found if reason.code in OF_THE_GROUP}
    return "; ".join([each for each, count in said.items() if count >= legs or each in always][:most])


def _for_coordinator(chat: Chat, reason: Reason, names: Mapping[int, Member]) -> str:
    if reason.code is Why.LEVEL:
        return chat.phrase(LEVELS[min(reason.amount, 2)])
    return chat.phrase(
        FOR_COORDINATOR[reason.code],
        words=_words(chat, reason.code, reason.words),
        count=reason.amount // 60 if reason.code is Why.OVERLAP else reason.amount,
        who=names[reason.people[0]],
    )


def kept(reasons: Iterable[Reason], *, ring: bool = False) -> list[list[Any]]:
    """What a member may read of these reasons, as it is kept until they read it. In a ring they have two partners, of
    whom it says what is true of both."""
    codes = (Why.OVERLAP,) if ring else FOR_MEMBER
    wanted = sorted(
        (reason for reason in reasons if reason.code in codes),
        key=lambda reason: (ORDER.index(reason.code), reason.amount),
    )
    wanted = wanted[:1] if ring else wanted
    return [[reason.code, list(reason.words), reason.amount] for reason in wanted]


def told(chat: Chat, kept_reasons: list[list[Any]] | None) -> str:
    """The same in the member's language: nothing, or sentences to go on with, the last without its full stop; two at most."""
    found = [
        chat.phrase(
            FOR_MEMBER[Why(code)],
            words=_words(chat, Why(code), words),
            count=amount // 60 if code == Why.OVERLAP else amount,
        )
        for code, words, amount in (kept_reasons or [])
        if not (code == Why.OVERLAP and amount < 60)
    ]
    return "".join(f". {sentence}" for sentence in found[:2])


def _words(chat: Chat, code: Why, words: Iterable[str]) -> str:
    if code is Why.LANGUAGE:
        return ", ".join(tongue_name(word, chat.language) for word in words)
    return ", ".join(chat.phrase(label) for key, label in AIMS.items() if key in words)
