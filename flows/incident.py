"""After something racist: a place to come to without explaining oneself. No account is asked for, and none is doubted.

What they write to get here is kept nowhere. Each way on is told before it is taken, and "nothing for now" is one of them.
"""

from flows import agenda, concern, helplines, incident_words, listening, relay
from flows.chat import Chat
from flows.coordinating import grammar
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.words import _

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
        "paired": being_paired,
        "concern": raising_a_concern,
        "resources": finding_resources,
        "nothing": nothing_for_now,
    }
    return ways[choice]


@incident.ends
def being_heard(chat: Chat) -> None:
    listening.look_for(chat)


@incident.ends
def being_paired(chat: Chat) -> None:
    wish = _(
        "I'd like to be paired with somebody for support, after something racist. I'd rather not be asked what it was."
    )
    if chat.pass_on(chat.phrase(wish)):
        chat.say(
            _(
                "A coordinator reads only this: that you'd like a partner for support after something racist, and "
                "would rather not "
                "be asked what it was. Then you're asked, before anybody learns your name."
            )
        )


@incident.ends
def raising_a_concern(chat: Chat) -> None:
    chat.turn_to(concern.concern)


@incident.ends
def finding_resources(chat: Chat) -> None:
    there = helplines.of(chat)
    against = [helplines.said(chat, line) for _code, one in there for line in one.racism]
    anybody = [helplines.said(chat, line) for _code, one in there[:1] for line in one.lines]
    if against:
        chat.say(
            _("People who listen when somebody met racism, and can take a report of it:\n{lines}"),
            lines="\n".join(against),
        )
    if anybody:
        chat.say(_("To talk with somebody, day or night:\n{lines}"), lines="\n".join(anybody))
    else:
        chat.say(_("To talk with somebody in your country: {page}"), page=helplines.anywhere())
    chat.say(_("And here, whenever you like: INCIDENT"))


@incident.ends
def nothing_for_now(chat: Chat) -> None:
    chat.say(_("Then nothing, and that's fine. I've kept none of it. Whenever you like, text INCIDENT."))
