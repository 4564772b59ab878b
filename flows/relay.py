"""Writing to a partner through our number: one text at a time, in a chat, or in answer to what they wrote. Who is meant
is never guessed in silence."""

from collections.abc import Mapping

from rapidfuzz import fuzz

from flows import agenda, engine, passing, relay_chat, relay_words, sharing
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.relay_words import Wish
from flows.understand import fold
from flows.understand.contact import tells_contact
from flows.words import _, isolated
from messaging.inbound import Inbound
from models import pairings
from models.members import Member
from models.pairings import Pairing

NEAR = 85  # how alike a name must be to be meant, of 100
WORDS_ONLY = _(
    "I can pass on words only, so I've kept and sent nothing of that. For pictures and voice notes you two can share "
    "numbers: text SHARE NUMBERS."
)
NO_PARTNER = _("You have no partner just now. When there is somebody for you, we'll text you.")

relay = Flow(
    "relay", title=_("writing to your partner"), urgency=3, fleeting=True, verbatim=True, unkept=True
)


def taken(chat: Chat) -> bool:
    """Whether the text was for a partner, or about writing to one, and was seen to."""
    wish = wish_of(chat)
    if wish is None or (not wish.sure and _may_answer(chat)):
        return False
    candidates = _meant(chat, wish)
    if not candidates:
        return _nobody(chat, wish)
    chat.forgotten = chat.forgotten or bool(wish.words)
    _see_to(chat, wish, candidates)
    return True


def begin(chat: Chat, what: str) -> None:
    """They chose from the menu to write, chat, or share numbers (`Wish.what`); the menu's talk is over."""
    agenda.keep(chat)
    wish = Wish(what)
    candidates = _meant(chat, wish)
    if candidates:
        _see_to(chat, wish, candidates)
    else:
        chat.say(NO_PARTNER)


def _see_to(chat: Chat, wish: Wish, candidates: list[Pairing]) -> None:
    if len(candidates) > 1:
        choices = {str(one.id): isolated(passing.partner(chat, one).name or "") for one in candidates}
        agenda.begin(chat, relay, what=wish.what, words=wish.words or None, choices=choices)
    else:
        _go(chat, candidates[0], wish.what, wish.words)


def wish_of(chat: Chat) -> Wish | None:
    """What this text wants of the relay. A coordinator's TELL is theirs."""
    if chat.sender.status != "verified":
        return None
    wish = relay_words.read(chat.heard)
    return None if wish is not None and wish.commands and chat.sender.role else wish


def commanded(chat: Chat) -> bool:
    """Whether the text is for another partner, or about numbers, though a chat is on, and was seen to: who chats with one
    may be written to by the other."""
    wish = wish_of(chat) if relay_chat.is_on(chat) else None
    if wish is None or not wish.sure or (wish.what in ("write", "reply") and not wish.words):
        return False
    return bool(_meant(chat, wish)) and taken(chat)


def brings_more(chat: Chat, inbound: Inbound) -> bool:
    """Whether a picture, a voice note or a place came, that was meant for a partner."""
    if not (inbound.media or inbound.located):
        return False
    if relay_chat.is_on(chat) or (chat.has_talk and chat.talk.flow is relay):
        return True
    wish = wish_of(chat)
    if wish is not None and wish.words:
        return True
    return not chat.has_talk and chat.sender.status == "verified" and passing.lately(chat) is not None


def _may_answer(chat: Chat) -> bool:
    return chat.has_talk and isinstance(chat.talk.flow.state(chat.talk.state).expects, Words)


def _meant(chat: Chat, wish: Wish) -> list[Pairing]:
    """Which partners this may be for."""
    all_of_them = passing.partners(chat)
    mine = chat.sender.member_id
    if wish.name:
        wanted = fold(wish.name)
        names = {one.id: fold(passing.partner(chat, one).name or "") for one in all_of_them}
        exact = [one for one in all_of_them if wanted in (names[one.id], names[one.id].split(" ")[0])]
        return exact or [one for one in all_of_them if fuzz.ratio(names[one.id], wanted) >= NEAR]
    if wish.what == "reply":
        last = passing.lately(chat)
        return [last] if last is not None else all_of_them
    in_role = [
        one
        for one in all_of_them
        if one.coach_id is None or not wish.role or (one.coach_id != mine) == (wish.role == "coach")
    ]
    return in_role or all_of_them


def _nobody(chat: Chat, wish: Wish) -> bool:
    """Nobody is meant whom they could write to. False when it may be something else."""
    soon = _yet_to_agree(chat, wish.name) if wish.name else None
    if not wish.sure and soon is None:
        return False
    if wish.name:
        chat.forgotten = True
        if soon is not None:
            chat.say(
                _("I can pass on words to {partner} once you have both agreed. I've kept and sent nothing."),
                partner=soon,
            )
        else:
            chat.say(
                _(
                    "I can't reach anybody called {name} for you by text just now. To write to a coordinator, text MENU."
                ),
                name=wish.name.strip(),
            )
    else:
        chat.say(NO_PARTNER)
    if chat.has_talk:
        engine.ask(chat)
    return True


def _yet_to_agree(chat: Chat, name: str) -> Member | None:
    """Who of this name was introduced to them, and both said yes, but they haven't both agreed how to meet."""
    mine = chat.sender.member_id
    for pairing in pairings.going(chat.db, mine, ("met",)):
        for side in pairing.sides:
            if (
                side.member_id != mine
                and fold(side.member.name or "").split(" ")[0] == fold(name).split(" ")[0]
            ):
                return side.member
    return None


def _go(chat: Chat, pairing: Pairing, what: str, words: str) -> None:
    """Do it with this partner."""
    if what == "chat":
        relay_chat.open_with(chat, pairing)
    elif what == "share":
        sharing.offer(chat, pairing)
    elif what == "keep":
        sharing.keep(chat, pairing)
    elif not words:
        agenda.begin(chat, relay, at=writing, what=what, to=pairing.id)
        return
    elif tells_contact(words) or len(words) > passing.MOST:
        state = despite if len(words) <= passing.MOST else writing
        agenda.begin(chat, relay, at=state, what=what, to=pairing.id, words=words[: passing.MOST])
        return
    else:
        passing.write(chat, pairing, words)
    if chat.has_talk and what in ("write", "reply", "keep"):
        engine.ask(chat)


def _choices(chat: Chat) -> Mapping[str, str]:
    return chat.answers.choices or {}


def facts(chat: Chat) -> dict[str, object]:
    pairing = passing.with_id(chat, chat.answers.to)
    return {"partner": passing.partner(chat, pairing) if pairing is not None else ""}


relay.facts(facts)


@relay.asks(_("Which of your partners do you mean?"), OneOf(_choices), private=True)
def whom(chat: Chat, which: str) -> State | End:
    chat.answers.to = int(which)
    if chat.answers.what in ("chat", "share", "keep"):
        return going
    if not chat.answers.words:
        return writing
    return despite if tells_contact(chat.answers.words) else passed_on


@relay.asks(
    _(
        "What shall I write to {partner}? The words only, as you'd like them read. To write nothing, text SKIP."
    ),
    Words(passing.MOST, skippable=True),
    private=True,
)
def writing(chat: Chat, words: str | None) -> State | End:
    if words is None or fold(words) in engine.LATER:
        return left
    chat.answers.words = words
    return despite if tells_contact(words) else passed_on


@relay.asks(relay_chat.CONTACT, relay_chat.SEND, private=True)
def despite(chat: Chat, send: bool) -> State | End:
    return passed_on if send else left


@relay.ends
def passed_on(chat: Chat) -> None:
    pass_on(chat)


@relay.ends
def left(chat: Chat) -> None:
    chat.say(_("I've sent nothing."))


@relay.ends
def going(chat: Chat) -> None:
    pairing = passing.with_id(chat, chat.answers.to)
    assert pairing is not None
    what = chat.answers.what
    agenda.keep(chat)
    _go(chat, pairing, what, "")


def pass_on(chat: Chat) -> None:
    """Send what they wrote, which was kept only until now."""
    pairing, words = passing.with_id(chat, chat.answers.to), chat.answers.words
    if pairing is None or not words:
        chat.say(_("I no longer have those words. Please write them once more."))
        return
    passing.write(chat, pairing, words)
