"""What coordinators do by message: who waits, look, verify, ask again, pair, tell. From anybody else these are words
like any others."""

import re
from collections.abc import Callable
from functools import partial

from rapidfuzz import fuzz, process

from flows import community, introduction, letters, quiet, relay_answer, round_commands, taking_part
from flows.chat import Chat
from flows.credential import card, credential
from flows.later import later_for
from flows.understand import fold
from flows.wording import note
from flows.words import _, handle
from models import members, pairings, rounds
from models.members import Member

NEAR = 82  # how alike a name must be to be meant, of 100
NEAR_VERB = 75
VERBS = (
    "waiting",
    "look",
    "show",
    "verify",
    "ask",
    "pair",
    "match",
    "tell",
    "answer",
    "espera",
    "ver",
    "mirar",
    "verificar",
    "preguntar",
    "emparejar",
    "decir",
    "undelivered",
    "resend",
    "reenviar",
    *round_commands.VERBS,
)
COURTESY = frozenset(("please", "pls", "plz", "porfa", "gracias", "thanks"))


def obeyed(chat: Chat) -> bool:
    """Whether the text was a coordinator's command, and was carried out or answered."""
    if not chat.sender.coordinates:
        return False
    meant = command(chat.heard)
    if meant is not None:
        act, said = meant
        act(chat, *said)
        return True
    if (offered := not chat.has_talk and relay_answer.offered(chat)) or chat.has_talk:
        return offered
    chat.say(HOW)
    if rounds.current(chat.db):
        chat.say(round_commands.HOW)
    return True


def command(heard: str) -> tuple[Callable[..., None], tuple[str, ...]] | None:
    """What a coordinator's text asks for, and the words it is about; None when it is no command."""
    text = _tidied(heard)
    for pattern, act in COMMANDS:
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found:
            return act, found.groups()
    for pattern, act in round_commands.ABOUT_PEOPLE:
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found:
            return partial(act, find=_one), found.groups()
    return None


def _tidied(heard: str) -> str:
    """The command with its verb spelt right and small words of courtesy gone."""
    command, colon, said = heard.partition(":")  # what is said to somebody stays as it was written
    words = [word for word in command.split() if fold(word) not in COURTESY]
    if words and ":" not in words[0]:
        meant = process.extractOne(fold(words[0]), VERBS, scorer=fuzz.ratio, score_cutoff=NEAR_VERB)
        words[0] = meant[0] if meant else words[0]
    return " ".join(words) + colon + " ".join(said.split())


HOW = _(
    "You coordinate by text:\nWAITING: who is waiting to be checked\nLOOK name\nVERIFY name\nASK name: your question\n"
    "PAIR name AND name\nTELL name: your words\n"
    "UNDELIVERED: texts that didn't arrive\nOPEN ROUND: pairs for everybody\nROUND: how it stands"
)


VERIFIED = note(
    _("Your accreditation is verified. Welcome! We'll text you when we have somebody for you to meet.")
)
A_COORDINATOR_WRITES = note(_("A coordinator writes: {words}"))


def _waiting(chat: Chat) -> None:
    waiting = members.awaiting_a_look(chat.db)
    if not waiting:
        chat.say(_("Nobody is waiting for you."))
        return
    lines = [_listed(chat, one) for one in waiting[:10]]
    chat.say(
        _("{count} waiting:\n{names}\n\nTo look at one, text LOOK and the name."),
        count=len(waiting),
        names="\n".join(lines),
    )


def _look(chat: Chat, name: str) -> None:
    member = _signed_up(chat, name)
    if member is not None:
        card(chat, member)


def _verify(chat: Chat, name: str) -> None:
    member = _signed_up(chat, name)
    if member is None:
        return
    if member.status == "verified":
        chat.say(_("{who} is verified already."), who=member)
        return
    member.status = "verified"
    assert member.credential is not None
    member.credential.checked_by, member.credential.checked_at = chat.sender.member_id, chat.now
    member.credential.query = None
    chat.call_off(credential, member.credential)
    chat.tell(member, VERIFIED)
    taking_part.welcome(chat, member)
    if member.stopped_at is not None:
        chat.say(
            _("{who} is verified. They have asked us to send no more texts, so I haven't told them."),
            who=member,
        )
    elif (later := later_for(chat, member)) is not None:
        chat.say(
            _("{who} is verified and reads it {later}. To pair two people, text PAIR name AND name."),
            who=member,
            later=later,
        )
    else:
        chat.say(
            _("{who} is verified and has been told. To pair two people, text PAIR name AND name."), who=member
        )


def _ask(chat: Chat, name: str, question: str) -> None:
    member = _signed_up(chat, name)
    if member is None or _stopped(chat, member):
        return
    assert member.credential is not None
    member.credential.query = question
    chat.call_off(credential, member.credential)  # a question asked before gives way to this one
    chat.invite(member, credential, member.credential)
    later = later_for(chat, member)
    if later is not None:
        chat.say(_("I'll ask {who} {later}, and text you the answer."), who=member, later=later)
    else:
        chat.say(_("I've asked {who} and will text you the answer."), who=member)
    if member.status == "verified":
        chat.say(_("{who} stays verified."), who=member)
    else:
        member.status = "queried"


def _pair(chat: Chat, one_name: str, two_name: str) -> None:
    one = _one(chat, one_name)
    two = _one(chat, two_name) if one is not None else None
    if one is None or two is None:
        return
    members.lock(chat.db, one, two)  # two coordinators may mean the same two people
    for member in (one, two):
        if _stopped(chat, member):
            return
        if member.status != "verified":
            chat.say(
                _("{who} isn't verified yet. To look, text LOOK {handle}"), who=member, handle=handle(member)
            )
            return
        if not members.consents(chat.db, member, "matching"):
            chat.say(_("{who} hasn't agreed to be matched, so I haven't asked."), who=member)
            return
    if one.id == two.id:
        chat.say(_("I read the same person twice. For example: PAIR Amara AND Lucía"))
    elif pairings.between(chat.db, one.id, two.id) is not None:
        chat.say(_("{one} and {two} are introduced already."), one=one, two=two)
    elif community.may_not_meet(chat.db, one, two, chat.now.date()):
        chat.say(_("I can't introduce {one} and {two}: these two can't be put together."), one=one, two=two)
    else:
        introduction.introduce(chat, pairings.propose(chat.db, [one, two], chat.sender.member_id))
        chat.say(
            _("I'm asking {one} and {two}. They learn each other's names when both have said yes."),
            one=one,
            two=two,
        )
        for member in (one, two):
            away = quiet.away_until(member, chat.now)
            if away is not None:
                chat.say(
                    _("{who} is on a break until {day}; I ask them that morning."),
                    who=member,
                    day=chat.date(away),
                )


def _tell(chat: Chat, name: str, words: str) -> None:
    member = _one(chat, name)
    if member is None:
        return
    if _stopped(chat, member):
        return
    chat.tell(member, A_COORDINATOR_WRITES, words=words)
    later = later_for(chat, member)
    if later is not None:
        chat.say(_("{who} reads it {later}."), who=member, later=later)
    else:
        chat.say(_("I've texted it to {who}."), who=member)


def _undelivered(chat: Chat) -> None:
    letters.show(chat)


def _resend(chat: Chat, which: str) -> None:
    letters.resend(chat, which)


def _stopped(chat: Chat, member: Member) -> bool:
    """Whether this person wants no texts, having said so."""
    if member.stopped_at is not None:
        chat.say(_("{who} has asked us to send no more texts, so I haven't."), who=member)
    return member.stopped_at is not None


def _signed_up(chat: Chat, name: str) -> Member | None:
    """The one person meant, if they have signed up; otherwise it was said why not."""
    member = _one(chat, name)
    if member is not None and member.credential is None:
        chat.say(_("{who} hasn't signed up yet."), who=member)
        return None
    return member


def _one(chat: Chat, name: str) -> Member | None:
    """The one person meant by `name`, or by their number; None when nobody is, or several are, having said so."""
    known = {member.id: member for member in members.named(chat.db)}
    number = name.removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        by_number = chat.db.get(Member, int(number))
        if by_number is not None:
            return by_number
    folded = {member.id: fold(member.name or "") for member in known.values()}
    wanted = fold(name)
    exact = [member_id for member_id, its in folded.items() if its == wanted]
    near = exact or [
        member_id
        for _name, score, member_id in process.extract(wanted, folded, scorer=fuzz.WRatio, limit=5)
        if score >= NEAR
    ]
    if len(near) == 1:
        return known[near[0]]
    if not near:
        chat.say(_("I know nobody called {name}. To see who waits, text WAITING."), name=name)
    else:
        listed = "\n".join(_listed(chat, known[member_id]) for member_id in near)
        chat.say(
            _(
                "I know more than one of that name. Which one? Write their number instead of the name.\n{names}"
            ),
            names=listed,
        )
    return None


def _listed(chat: Chat, member: Member) -> str:
    """A person in a list, with something to tell them apart."""
    return f"#{member.id} {chat.phrase('{who}', who=member)}, {member.credential.body if member.credential else '-'}"


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    (
        r"waiting\??|who(?:'s| is|s)? waiting\??|qui[eé]n(?:es)? espera[n]?\??|¿?qui[eé]n(?:es)? espera[n]?\??|espera",
        _waiting,
    ),
    (r"(?:look|show|ver|mirar|mira)(?: at)?(?: a)? (.{1,60})", _look),
    (r"(?:verify|verified|verificar|verifica)(?: a)? (.{1,60})", _verify),
    (r"(?:ask|preguntar|pregunta)(?: a)? ([^:]{1,60}?)(?: again)? ?: ?(.+)", _ask),
    (r"(?:pair|match|emparejar|empareja)(?: a)? (.{1,60}?) (?:and|with|&|y|con)(?: a)? (.{1,60})", _pair),
    (
        r"undelivered|not delivered|what (?:wasn't|was not) delivered\??|sin entregar|no entregados",
        _undelivered,
    ),
    (r"(?:resend|send again|reenviar|reenvía) (all|everything|todo|todos|#?\d{1,9})", _resend),
    (r"(?:tell|answer|decir|dile|di)(?: a)? ([^:]{1,60}?) ?: ?(.+)", _tell),
    *round_commands.PLAIN,
)
