"""After something racist: a place to come to without explaining oneself. No account is asked for, and none is doubted.

What they write to get here is kept nowhere. Each way on is told before it is taken, and "nothing for now" is one of them.
"""

from dataclasses import dataclass
from typing import ClassVar

from flows import agenda, concern, helplines, incident_words, listening, relay
from flows.chat import Chat
from flows.coordinating import grammar
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.my_concern import my_concern
from flows.words import _, isolated, listed
from models import queries

NOTHING = _("Then nothing, and that's fine. I've kept none of it. Whenever you like, text INCIDENT.")

incident = Flow(
    "incident",
    title=_("after something racist"),
    opening=_(
        "I'm sorry. That's not yours to carry alone, and you don't have to explain or prove anything here."
    ),
    urgency=3,
    words=_("incident, racist incident, something racist happened, racism"),
    unkept=True,
    discreet=True,
)


WAYS = {
    "heard": _("be heard now"),
    "paired": _("a partner for support"),
    "concern": _("raise a concern"),
    "resources": _("find resources"),
    "nothing": _("nothing for now"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One of these, by number or in words of their own. Whatever else they write is no mistake."""

    taps: ClassVar[bool] = True

    one_of: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As they were declared."""
        return self.one_of.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The key."""
        way = incident_words.way_of(text)
        if way in self.one_of.choices:  # type: ignore[operator]  # those it is made with stand in the code
            return str(way)
        found = self.one_of.read(text, chat)
        if isinstance(found, str):
            return found
        return Miss(
            _("There's no hurry, and nobody reads what you write here. A number is enough, such as: 1")
        )


def meant(chat: Chat) -> bool:
    """Whether the text says that it happened, and they were asked what would help. Not where their own words were asked for,
    nor in what they pass on to somebody."""
    sure = incident_words.says_so(chat.heard) or incident_words.wants_to_be_heard(chat.heard)
    if not sure or is_for_something_else(chat):
        return False
    chat.forgotten = True
    agenda.begin(chat, incident)
    return True


def is_for_something_else(chat: Chat) -> bool:
    """Whether the text goes elsewhere, whatever it tells of: to a partner, with a concern, with a command, or as own words."""
    if chat.sender.status == "newcomer":
        return True
    flow = chat.talk.flow if chat.has_talk else None
    if flow is not None and (
        flow.verbatim
        or flow in (concern.concern, my_concern)
        or isinstance(flow.state(chat.talk.state).expects, Words)
    ):
        return True
    wish = relay.wish_of(chat)
    return (wish is not None and bool(wish.words)) or (
        chat.sender.role is not None and grammar.read(chat.heard, strictly=True) is not None
    )


@incident.asks(_("What would help now?"), Way(OneOf(WAYS, no="nothing")), private=True)
def choosing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "heard": being_heard,
        "paired": asking_for_one if queries.readers(chat.db, chat.sender.member_id) else nobody_to_ask,
        "concern": raising_a_concern,
        "resources": finding_resources,
        "nothing": nothing_for_now,
    }
    return ways[choice]


@incident.ends
def being_heard(chat: Chat) -> None:
    listening.look_for(chat)


@incident.facts
def facts(chat: Chat) -> dict[str, object]:
    """Who would read their wish, before anybody does."""
    there = queries.readers(chat.db, chat.sender.member_id) or []
    unnamed = chat.phrase(_("a coordinator"))
    return {"readers": listed(dict.fromkeys(isolated(one.name or unnamed) for one in there), chat.language)}


@incident.asks(
    _(
        "Your name would be read by {readers}, with only this: that you'd like a partner for support after something racist, and "
        "would rather not be asked what it was. Shall I tell them?"
    ),
    YesNo(yes=_("Yes, tell them"), no=_("No, not now")),
    private=True,
)
def asking_for_one(chat: Chat, yes: bool) -> State | End:
    return being_paired if yes else nothing_for_now


@incident.ends
def being_paired(chat: Chat) -> None:
    wish = _(
        "I'd like to be paired with somebody for support, after something racist. I'd rather not be asked what it was."
    )
    if chat.pass_on(chat.phrase(wish)):
        chat.say(_("They have it. When they have somebody in mind, I ask you first."))


@incident.ends
def nobody_to_ask(chat: Chat) -> None:
    chat.say(_("Nobody coordinates here just now whom I could ask for you, and I'm sorry."))
    helplines.say_against_racism(chat)


@incident.ends
def raising_a_concern(chat: Chat) -> None:
    """What it is about is known: it isn't asked again."""
    agenda.keep(chat)
    agenda.begin(chat, concern.concern, at=concern.whom, topic="racism")


@incident.ends
def finding_resources(chat: Chat) -> None:
    helplines.say_against_racism(chat)
    chat.say(_("And here, whenever you like: INCIDENT"))


@incident.ends
def nothing_for_now(chat: Chat) -> None:
    chat.undisturbed = True  # nor what was left before
    chat.say(NOTHING)
