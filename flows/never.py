"""Never with somebody: who doesn't want to meet a person says so once, for good. No reason is asked, nobody is told, and
nothing tells whether there is anybody of that name.
"""

import re

from rapidfuzz import fuzz

from flows import agenda, circle_places, introduction, parting
from flows.chat import Chat
from flows.expects import Words, YesNo
from flows.flow import End, Flow, State
from flows.rematch import whole
from flows.understand import fold
from flows.words import _
from models import pairings, seats, wishes
from models.members import Member
from models.pairings import Pairing
from models.wishes import Tie

NEAR = 85  # how alike a name must be to be that of somebody they were introduced to, of 100
LONGEST = 120  # characters of a name, alone or in a sentence
A_SENTENCE = 4  # words
KNOWN = ("proposed", "met", "agreed", "turning", "ended")
_TO_MEET = r"(?:be (?:paired|matched|put together|introduced) (?:with|to)|meet|see|work with)"  # to never …
_CON = r"(?:que me (?:emparejen|presenten) (?:con|a)|encontrarme con|coincidir con|trabajar con|ver a)"  # nunca quiero …
_A_NAME = r"[^:\n.!?]{2,60}?"
_WHOM = re.compile(
    rf"(?:please |por favor )?(?:block|bloquea|bloquear) (?:a )?(?P<one>{_A_NAME})"
    rf"|(?:i )?(?:never|don'?t ever|do not ever) (?:want|wish|like) to {_TO_MEET} (?P<two>{_A_NAME})"
    r"(?: again| ever| ever again)?"
    rf"|(?:please )?never (?:pair|match|introduce|put) me (?:together )?(?:with|to) (?P<three>{_A_NAME})(?: again)?"
    rf"|(?:please )?(?:end|stop|cut|cut off|break off|no more)(?: all)?(?: my)? contact (?:with|to) (?P<five>{_A_NAME})"
    rf"|(?:quiero )?(?:terminar|termina|cortar|corta|acabar|romper)(?: todo)?(?: el)? contacto con (?P<six>{_A_NAME})"
    rf"|(?:yo )?(?:nunca(?: mas)?|no) quiero (?:volver a )?{_CON} (?P<four>{_A_NAME})(?: nunca(?: mas)?| jamas)?"
)
_NOBODY = frozenset(
    (
        "me",
        "you",
        "it",
        "us",
        "them",
        "everybody",
        "everyone",
        "all",
        "this",
        "that",
        "again",
        "number",
        "mi",
        "ti",
        "esto",
        "numero",
    )
)


def _named(text: str) -> str | None:
    """The name in "I never want to be paired with Ben", as they wrote it."""
    said = fold(text).strip(" .!¡")
    found = _WHOM.fullmatch(said)
    if found is None:
        return None
    name = next(one for one in found.groups() if one)
    at = fold(text).rfind(name)
    same = len(fold(text)) == len(text)
    return None if name in _NOBODY else (text[at : at + len(name)] if same else name).strip()


never = Flow(
    "never",
    title=_("somebody you'd never meet"),
    urgency=3,
    words=_("block, block somebody, block someone, never meet somebody"),
    hears=lambda text, chat: chat.sender.status != "newcomer" and _named(text) is not None,
    insists=True,
    unkept=True,
    discreet=True,
)


def _written(name: str) -> str:
    """A name typed in a hurry as names are written, whoever bears it: "bisi" is Bisi."""
    return name.title() if name.islower() and len(name.split()) < A_SENTENCE else name


def meant(chat: Chat) -> bool:
    """Whether it was said while all that is texted goes to a partner, and was taken up: it must not reach them."""
    if not (chat.has_talk and chat.talk.flow.verbatim) or _named(chat.heard) is None:
        return False
    chat.forgotten = True
    agenda.begin(chat, never, answered=True)
    return True


@never.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"name": _written(chat.answers.name or "")}


@never.asks(
    _(
        "Whom would you never like to meet here? A name is enough. No reason is asked, and none is given. Or SKIP."
    ),
    Words(LONGEST, skippable=True, letters=True),
    private=True,
)
def whom(chat: Chat, words: str | None) -> State | End:
    chat.answers.name = (_named(words) or words) if words else None
    return certain if words else nobody


@never.asks(
    _(
        "You'd never be introduced to {name} here, for good. What you have with each other, if anything, is over. They aren't "
        "told why. Shall I?"
    ),
    YesNo(yes=_("Yes, for good"), no=_("No, leave it")),
    private=True,
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return apart if wanted else nobody


@never.ends
def apart(chat: Chat) -> None:
    """Whom they know is kept apart by row; all others of that name, who may come one day, by the name."""
    name = chat.answers.name
    chat.db.add(Tie(member_id=chat.sender.member_id, name=name))
    known = _known(chat, name)
    for other in known:
        wishes.block(chat.db, chat.sender.member_id, other.id, wishes.ASKED)
    chat.db.flush()  # whoever is free now is matched anew at once, and not with them
    for one in circle_places.shared_with(chat, name):
        circle_places.leave(chat, one)
        chat.say(circle_places.LEFT, topic=one.topic)
    for other in known:
        pairing = pairings.between(chat.db, chat.sender.member_id, other.id)
        if pairing is not None:
            _part(chat, whole(chat, pairing))
    chat.say(
        _(
            "Done, for good: you won't be introduced to {name} here. No reason is given to anybody. If it was more than that: "
            "CONCERN"
        )
    )


def _part(chat: Chat, pairing: Pairing) -> None:
    """They go on no further; the others read the words they'd read for any reason."""
    if pairing.status == "proposed":
        introduction.turn_down(chat, pairing)
    else:
        parting.part(chat, pairing)


def _known(chat: Chat, name: str) -> list[Member]:
    """Who may be meant, of those they were ever introduced to, and of those who coordinate, whom they'd else meet when they
    need a person."""
    mine, wanted = chat.sender.member_id, fold(name)
    there = [other for one in pairings.going(chat.db, mine, KNOWN) for other in one.others(mine)]
    there += [
        one for seat in seats.all_held(chat.db) if (one := chat.db.get(Member, seat.member_id)) is not None
    ]
    others = {other.id: other for other in there if other.id != mine and other.name}
    return [
        other
        for other in others.values()
        if wanted in (fold(other.name or ""), *fold(other.name or "").split())
        or fuzz.ratio(fold(other.name or ""), wanted) >= NEAR
    ]


@never.ends
def nobody(chat: Chat) -> None:
    chat.say(_("All stays as it is. Whenever you like, text BLOCK."))
