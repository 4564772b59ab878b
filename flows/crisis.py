"""Somebody is in danger: they read at once who listens where they are, whatever else is going on, and are asked one thing.

Nothing is asked about what they wrote, and what they wrote is kept nowhere unless they say that a person may read it. What
they were in the middle of waits as it was. `docs/care.md` says what was decided here and why.
"""

from dataclasses import dataclass
from typing import ClassVar

from flows import agenda, concern, engine, helplines, relay
from flows.asking_a_person import KIND
from flows.chat import Chat
from flows.coordinating import grammar
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.my_concern import my_concern
from flows.understand.danger import calm, in_danger, perhaps_in_danger
from flows.understand.leaving import Wish, leaving
from flows.understand.secrecy import wants_silence
from flows.wording import note
from flows.words import _, isolated, listed
from models import mentions, queries, seats
from models.queries import Query

LONGEST = 600  # characters that a person reads
HELP = _(
    "Thank you for telling me. I'm a program and can't call anybody; these are people, there day and "
    "night:\n{lines}\nIf a "
    "life is in danger right now, call {emergency}."
)
HELP_ANYWHERE = _(
    "Thank you for telling me. I'm a program and can't call anybody. If a life is in danger right now, "
    "call the emergency "
    "number where you are. People who listen, in your country: {page}"
)
IN_DANGER = note(
    _(
        "Somebody may be in danger, and has agreed that you know: {who}. They wrote: {text}\n\nTo answer: ANSWER {number}: "
        "your words. To let the others know you're there, text TAKE {number}"
    ),
    booked=True,
    at_once=True,
)
GENTLY = _(
    "If it's more than a hard day: text EMERGENCY, at any hour, and you read who listens where you are."
)
BETWEEN_US = _(
    "This stays between us: I've shown it to nobody. If somebody may see your phone, delete these texts there. Who listens where "
    "you are, at any hour: EMERGENCY. If a person here should know: LET THEM KNOW"
)
CHOICES = {"tell": _("Yes, tell somebody"), "not": _("No, not now"), "else": _("I didn't mean that")}
ONE_OF = OneOf(CHOICES, yes="tell", no="not")


@dataclass(frozen=True, slots=True)
class Gently:
    """One of the three, or whatever else they write: that is never a miss."""

    taps: ClassVar[bool] = True

    def options(self, chat: Chat) -> tuple[str, ...]:
        """Yes first."""
        return ONE_OF.options(chat)

    def read(self, text: str, chat: Chat) -> str:
        """The key, or "more"."""
        chosen = ONE_OF.read(text, chat)
        return chosen if isinstance(chosen, str) else "more"


crisis = Flow(
    "crisis",
    title=_("whether somebody may know"),
    urgency=0,
    words=_("let them know, let somebody know, let someone know"),
    newcomers=True,
    unkept=True,
    discreet=True,
)


def heard(chat: Chat) -> bool:
    """Whether the text says that somebody is in danger; then they have read who listens."""
    if not in_danger(chat.heard):
        return False
    say_who_listens(chat)
    return True


def said_gently(chat: Chat) -> None:
    """What may be more than a hard day isn't taken for danger: they read how to reach somebody, and are answered as ever."""
    if chat.sender.role is None and perhaps_in_danger(chat.heard):
        chat.say(GENTLY)


def asked_for_silence(chat: Chat) -> bool:
    """Whether they ask that nobody learns of it, where nothing else takes that up: then nobody reads it, and they know."""
    if not wants_silence(chat.heard) or (chat.has_talk and engine.understands(chat, chat.heard)):
        return False
    chat.forgotten = chat.undisturbed = True
    chat.say(BETWEEN_US)
    return True


def leaves_too(chat: Chat) -> bool:
    """Whether the same text asks beside it, in words of their own, to be texted no more: that is honoured."""
    return leaving(calm(chat.heard)) is Wish.LEAVE


def is_open(chat: Chat) -> bool:
    """Whether they are being asked if somebody may know."""
    return chat.has_talk and chat.talk.flow is crisis


def asked(chat: Chat) -> bool:
    """Whether they were asked if somebody may know. Not when their words go to a person anyway: to a partner, with a concern,
    or with a command."""
    if _goes_to_a_person(chat):
        return False
    if is_open(chat):
        _add(chat)
        agenda.keep(chat)
        engine.ask(chat)
        return True
    before = {"flow": chat.talk.flow.name, "about": chat.talk.about} if chat.has_talk else None
    chat.forgotten = True
    if not queries.carers(chat.db, chat.sender.member_id):
        chat.undisturbed = True
        chat.say(_("There's nobody here just now whom I could tell, and I've kept none of your words."))
        return True
    agenda.begin(chat, crisis, words=chat.heard.strip()[:LONGEST], before=before)
    return True


def _goes_to_a_person(chat: Chat) -> bool:
    flow = chat.talk.flow if chat.has_talk else None
    if flow is not None and (flow.verbatim or flow in (concern.concern, my_concern)):
        return True
    wish = relay.wish_of(chat)
    if wish is not None and wish.words:
        return True
    return chat.sender.role is not None and grammar.read(chat.heard, strictly=True) is not None


@crisis.facts
def facts(chat: Chat) -> dict[str, object]:
    """By name, before anybody reads a word: it may be about one of them."""
    there = queries.carers(chat.db, chat.sender.member_id)
    unnamed = chat.phrase(_("a coordinator"))
    return {"readers": listed(dict.fromkeys(isolated(one.name or unnamed) for one in there), chat.language)}


def say_who_listens(chat: Chat) -> None:
    """Where they are, and beside it where their number is from."""
    there = helplines.of(chat)
    if not there:
        chat.say(HELP_ANYWHERE, page=helplines.anywhere())
        return
    lines = [helplines.said(chat, line) for line in there[0][1].lines]
    lines += [f"{helplines.said(chat, one.lines[0])} ({code})" for code, one in there[1:]]
    numbers = dict.fromkeys(one.emergency for _code, one in there)
    chat.say(HELP, lines="\n".join(lines), emergency=" / ".join(numbers))


def _add(chat: Chat) -> None:
    chat.answers.words = f"{chat.answers.words or ''}\n{chat.heard.strip()}".strip()[:LONGEST]


@crisis.asks(
    _(
        "May somebody who cares for this space know, read what you wrote, and text you? That would be {readers}."
    ),
    Gently(),
    private=True,
)
def asking(chat: Chat, choice: str) -> State | End:
    if choice == "more":
        _add(chat)
        chat.say(_("I've kept that with it. Nobody reads it unless you say so."))
        return asking
    ways: dict[str, End] = {"tell": told, "not": kept_between_us, "else": meant_otherwise}
    return ways[choice]


@crisis.ends
def told(chat: Chat) -> None:
    chat.undisturbed = True  # what they were asked before waits for their next text
    there = queries.carers(chat.db, chat.sender.member_id)
    if not there:
        chat.say(_("There's nobody here just now whom I could tell, and I've kept none of your words."))
        say_who_listens(chat)
        return
    woken = seats.woken(chat.db)
    due = {one.id: chat.now if one.id in woken else chat.decent_hour(one, booked=True) for one in there}
    made = _kept_for_them(chat)
    for one in there:
        chat.tell(
            one,
            IN_DANGER,
            by=due[one.id],
            who=chat.member,
            text=made.words,
            number=made.id,
        )
        mentions.tell(chat.connection, KIND, {made.id: 0}, one.id)
    first = min(due.values())
    if first <= chat.now:
        chat.say(
            _(
                "I've told them now, and a person will text you. I can't say how soon, so please don't wait for it "
                "alone: the "
                "people above are there this minute."
            )
        )
    else:
        chat.say(
            _(
                "I've told them, and it's night where they are: they read it on {when}. Please don't wait alone: the "
                "people "
                "above are there this minute."
            ),
            when=first,
        )


def _kept_for_them(chat: Chat) -> Query:
    made = Query(
        member_id=chat.sender.member_id, words=chat.answers.words or "…", flow=crisis.name, state=asking.name
    )
    chat.db.add(made)
    chat.db.flush()
    return made


@crisis.ends
def kept_between_us(chat: Chat) -> None:
    chat.undisturbed = True
    chat.say(
        _(
            "Then nobody does. The people above are there at any hour. If you change your mind, text LET THEM KNOW."
        )
    )


@crisis.ends
def meant_otherwise(chat: Chat) -> None:
    take_up_again(chat)


def take_up_again(chat: Chat) -> None:
    """It was meant otherwise: what they wrote is the answer to what they were asked before."""
    words, before = chat.answers.words, chat.answers.before
    agenda.keep(chat)
    chat.say(_("Good to know, and thank you for bearing with me."))
    if not (before and words and agenda.take_up(chat, before["flow"], before["about"], words)):
        chat.say(_("To see what you can do, text MENU."))
