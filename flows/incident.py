"""After something racist: a place to come to without explaining oneself. No account is asked for, and none is doubted.

What they write to get here is kept nowhere. Each way on is told before it is taken, and "nothing for now" is one of them.
"""

from flows import agenda, concern, helplines, incident_words, listening, relay
from flows.chat import Chat
from flows.coordinating import grammar
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, State
from flows.words import _, isolated, listed
from models import queries

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


def meant(chat: Chat) -> bool:
    """Whether the text says that it happened, and they were asked what would help. Not where their own words were asked for,
    nor in what they pass on to somebody."""
    if chat.sender.status == "newcomer" or not incident_words.says_so(chat.heard):
        return False
    if chat.has_talk and (
        chat.talk.flow.verbatim or isinstance(chat.talk.flow.state(chat.talk.state).expects, Words)
    ):
        return False
    wish = relay.wish_of(chat)
    if (wish is not None and wish.words) or (
        chat.sender.role is not None and grammar.read(chat.heard, strictly=True)
    ):
        return False
    chat.forgotten = True
    agenda.begin(chat, incident)
    return True


@incident.asks(
    _("What would help now?"),
    OneOf(
        {
            "heard": _("be heard now"),
            "paired": _("a partner for support"),
            "concern": _("raise a concern"),
            "resources": _("find resources"),
            "nothing": _("nothing for now"),
        },
        no="nothing",
    ),
    private=True,
)
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
    chat.say(_("Then nothing, and that's fine. I've kept none of it. Whenever you like, text INCIDENT."))
