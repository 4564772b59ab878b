"""Is it really they? An SMS sender can be forged. So a command waits until a code has come back from the coordinator's own
phone, where the answer goes in any case: to whoever texted it is a code, to whoever didn't a warning. WhatsApp knows
its senders, and needs none.
"""

import re
from collections.abc import Iterator
from typing import Any

from flows.chat import Chat
from flows.coordinating import audience
from flows.coordinating.command import Meant, command
from flows.understand import fold
from flows.understand.vocabulary import phrases
from flows.wording import Note, note
from flows.words import _, handle
from models import concerns, trusts
from models.members import Member, coordinators
from models.trusts import Trust

NOT_ME = frozenset(
    phrases("""
    not me, it wasnt me, it wasn't me, wasnt me, wasn't me, that wasnt me, that wasn't me, it was not me, i didnt text,
    i didn't text, no fui yo, yo no fui, no era yo, no he sido yo
    """)
)
ASKED = _(
    "To go on with {what}, reply with this code: {code}. It counts for 10 minutes. If you didn't just text us, reply NOT ME."
)
ANSWERING = _("your answer")
# Gaps, as commands are taught.
NAMES, NUMBERS, CODES = ("name", "nombre"), ("number", "número"), ("code", "código")
WRONG = _(
    "That isn't the code I sent last. Please look again at the text it came in. If that is about something you didn't ask "
    "for, reply NOT ME."
)
TOO_LATE = _("That code is too old by now. Please text what you wanted again, and I'll send another.")
IN_BETWEEN = _(
    "Thank you, it's you. Something else came in between, so please text once more what you wanted."
)
NOT_NEEDED = _("I know it's you, so no code is needed just now. What would you like to do?")
LOCKED = _(
    "For your safety nothing can be done from this number until {time}. Another coordinator can end that sooner, with UNLOCK and "
    "your name."
)
LOCKED_OUT = note(
    _(
        "Somebody tried too often to coordinate from the number of {handle}. It is locked for an hour. If it was they, "
        "text UNLOCK {handle}"
    )
)
WARNED = note(
    _("Somebody texted in the name of {handle}, who coordinates, and it wasn't they. Nothing was done.")
)
WARNED_LATE = note(
    _(
        "Somebody may have texted in the name of {handle}, who coordinates, and had something done. They've been told how "
        "to look at it and take it back."
    )
)
THANKS = _("Thank you for telling me. Nothing was done, and the other coordinators know.")
THANKS_LATE = _(
    "Thank you for telling me. From now on nothing is done without a new code, and the other coordinators know. Something "
    "may have been done before: text WHAT DID I DO?"
)
THANKS_LOCKED = _(
    "Thank you for telling me. Nothing was done, and nothing can be until {time}. The other coordinators know that it is "
    "locked."
)


def answered(chat: Chat) -> bool:
    """Whether the text was a code, or said that it wasn't they, and that was all of it. A right code makes the text that
    waited for it the one that is heard."""
    if chat.sender.role is None or chat.sender.channel != "sms":
        return False
    code = _code(chat.heard)
    said_not_me = fold(chat.heard).strip(" .!") in NOT_ME
    if code is None and not said_not_me:
        return False
    trust = trusts.known(chat.db, chat.sender.member_id)
    if trust is None or trust.status == "closed":
        return False
    if said_not_me:
        return _refused(chat, trust)
    assert code is not None
    return _opened(chat, trust, code)


def may(chat: Chat, given: Meant | None) -> bool:
    """Whether a command may be carried out now, or (None) the answer to a coordinator's question taken. When not, it is
    held, and that was said."""
    if chat.sender.channel != "sms" or (given is not None and given.command.harmless):
        return True
    trust = trusts.of(chat.db, chat.sender.member_id)
    if trust.is_open():
        trust.use()
        return True
    if trust.is_locked():
        _say_locked(chat, trust)
        return False
    code = trust.ask(chat.heard, chat.asks() if chat.has_talk else None)
    if code is None:
        _locked_now(chat, trust)
    else:
        chat.say(ASKED, what=shown(chat, given) if given is not None else chat.phrase(ANSWERING), code=code)
        chat.undisturbed = True  # whoever reads it has one thing to do
    return False


def shown(chat: Chat, given: Meant) -> str:
    """Which command a code is for, such as "PAIR A. AND C.", "UNDO 12", "CHANGE A. city" or "TELL (people: 34)".

    It stands on a lock screen, and that somebody belongs to us tells who they are. So a name is only its first letter, as it
    was texted: enough to see that a code isn't for her own text but for a stranger's. Of a group there is how many it is
    now; of a day or what should be said there is nothing, for whoever forges a number chooses those words."""
    group, number = given.slots.get("group"), given.slots.get("n")
    what = _begun(chat, given)
    if number is not None and str(number) not in what.split():
        what = f"{what} {number}"
    query = audience.read(group, chat.language) if group else None
    if query is None:
        return what
    people = audience.members_of(chat.db, query, chat.sender.member_id)
    return chat.phrase(_("{what} (people: {count})"), what=what, count=len(people))


def _begun(chat: Chat, given: Meant) -> str:
    """The command's own words with the names and numbers between them, up to what isn't shown."""
    found: list[str] = []
    own: list[str] = []  # the command's own words, of use only when something follows
    names = iter([given.slots.get(gap) for gap in ("who", "other")])
    head = chat.phrase(given.command.shows).partition(":")[0]
    for word in head.split()[: 1 if given.slots.get("group") else None]:
        value = _value(given, re.sub(r"\W.*", "", word), names)
        if value is not None:
            found, own = [*found, *own, _short(value)], []
        elif word.isupper():
            own.append(word)
        elif given.slots.get("what") and any("{what=" in one for one in given.command.says):  # a word of ours
            return " ".join([*(found or own), str(given.slots["what"])])
        elif word != "of":
            return " ".join(found or own)
    more = (_short(str(one)) for one in names if one is not None)
    return " ".join([*found, *own, *more])


def _value(given: Meant, gap: str, names: Iterator[Any]) -> str | None:
    """What was texted where this word stands in the command as it is taught."""
    slot = "n" if gap in NUMBERS else "code" if gap in CODES else ""
    value = next(names, None) if gap in NAMES else given.slots.get(slot)
    return str(value) if value is not None else None


def _short(value: str) -> str:
    """The first letter of a name; numbers and a concern's code say nothing to others."""
    if re.fullmatch(rf"#?\d{{1,9}}|[{concerns.LETTERS}]{{{concerns.LENGTH}}}", value.upper()):
        return value.upper()
    letter = next(filter(str.isalpha, value), "")
    return f"{letter.upper()}." if letter else "…"


def _opened(chat: Chat, trust: Trust, code: str) -> bool:
    """A code came back. Whether that was all; when it fits, what was held is heard instead."""
    if trust.status == "open":
        if chat.has_talk or re.search(r"[^\W\d_]", chat.heard):
            return False  # figures that mean something else
        chat.say(NOT_NEEDED)
        return True
    if trust.is_locked():
        _say_locked(chat, trust)
    elif not trust.is_asked():
        trust.close()
        chat.say(TOO_LATE)
    elif not trust.fits(code):
        if trust.is_locked():
            _locked_now(chat, trust)
        else:
            chat.say(WRONG)
    else:
        held, held_for = trust.held, trust.held_for
        trust.open()
        trust.held = trust.held_for = None
        if held is not None and held_for == (chat.asks() if chat.has_talk else None):
            chat.heard = held
            return False
        chat.say(IN_BETWEEN)
    return True


def _code(text: str) -> str | None:
    """The six figures of a code, however they are written; None when the text is about something else."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) == 6 and len(re.findall(r"[^\W\d_]+", text)) <= 3 else None


def _refused(chat: Chat, trust: Trust) -> bool:
    """It wasn't they. Whether that was meant for us: with no code out, the words may be for a partner."""
    if trust.is_locked():  # it stays so: whoever guessed can text this too
        assert trust.locked_until is not None
        chat.say(THANKS_LOCKED, time=chat.time(trust.locked_until))
        return True
    was_open = trust.status == "open"
    if was_open and chat.has_talk and chat.talk.flow.verbatim:
        return False
    trust.close()
    chat.say(THANKS_LATE if was_open else THANKS)
    _tell_others(chat, WARNED_LATE if was_open else WARNED)
    return True


def _say_locked(chat: Chat, trust: Trust) -> None:
    assert trust.locked_until is not None
    chat.say(LOCKED, time=chat.time(trust.locked_until))


def _locked_now(chat: Chat, trust: Trust) -> None:
    _say_locked(chat, trust)
    _tell_others(chat, LOCKED_OUT)


def _tell_others(chat: Chat, copy: Note) -> None:
    for other in coordinators(chat.db):
        if other.id != chat.sender.member_id:
            chat.tell(other, copy, handle=handle(chat.member))


@command(_("UNLOCK name"), "unlock {who}", "desbloquear|desbloquea (a) {who}")
def unlock(chat: Chat, who: Member) -> None:
    trust = trusts.known(chat.db, who.id)
    if trust is None or trust.status != "locked" or who.id == chat.sender.member_id:
        chat.say(_("{who} isn't locked."), who=who)
        return
    chat.lock(trust)
    if trust.status == "locked":
        trust.unlock()
    chat.say(_("Done: {who} can coordinate again, with a new code."), who=who)
