"""The menu: what a member can do, at any time."""

from flows import (
    booked,
    booking,
    circle,
    commitments_kept,
    concern,
    correcting,
    directory,
    incident,
    knowledge_menu,
    moving,
    my_hours,
    my_log,
    never,
    own_data,
    place,
    reflections,
    relay,
    rematch,
    renewal,
    texting,
    thanking,
    wishes,
)
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.words import _

NOTHING_WAITS = _("Nothing is waiting for you just now. We'll text you when something does.")

menu = Flow("menu", title=_("the menu"), urgency=5, fleeting=True)


@menu.asks(
    _("What would you like to do?"),
    OneOf(
        {
            "back": _("go on where I was"),
            "sessions": _("my sessions"),
            "partner": _("my partner"),
            "hours": _("my hours and notes"),
            "person": _("ask a person"),
            "when": _("when you may text me"),
            "wishes": _("who would suit me"),
            "data": _("what you keep of me"),
            "leave": _("see how to leave"),
        }
    ),
)
def choosing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "back": going_on, "sessions": about_sessions, "partner": about_partner, "hours": about_hours,
        "person": to_a_person, "when": when_to_text, "wishes": who_would_suit, "data": what_i_keep, "leave": leaving,
    }  # fmt: skip
    return ways[choice]


@menu.asks(
    _("Your sessions. What would you like to do?"),
    OneOf(
        {
            "book": _("find a time to meet"),
            "next": _("see what's next for me"),
            "move": _("move one or call it off"),
            "place": _("say where we meet"),
            "circles": _("circles of members"),
            "knowledge": _("what members share"),
        }
    ),
)
def about_sessions(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "book": finding_a_time, "next": whats_next, "move": another_time, "place": where_we_meet, "circles": the_circles,
        "knowledge": what_members_share,
    }  # fmt: skip
    return ways[choice]


@menu.asks(
    _("Your partner. What would you like to do?"),
    OneOf(
        {
            "write": _("write to my partner"),
            "chat": _("open a chat"),
            "share": _("share our numbers"),
            "thank": _("say thank you"),
            "rematch": _("meet somebody else"),
            "directory": _("look in the directory"),
        }
    ),
)
def about_partner(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "write": writing,
        "chat": chatting,
        "share": sharing_numbers,
        "thank": thanking_them,
        "rematch": somebody_else,
        "directory": looking_in_the_directory,
    }
    return ways[choice]


@menu.asks(
    _("Your hours and notes. Only you see them. What would you like to do?"),
    OneOf(
        {
            "hours": _("see my hours"),
            "correct": _("correct a session"),
            "log": _("get my log"),
            "renewal": _("see when I renew"),
            "reflections": _("my reflections"),
            "commitments": _("my commitments"),
        }
    ),
)
def about_hours(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "hours": hours_so_far,
        "correct": correcting_hours,
        "log": getting_a_log,
        "renewal": when_i_renew,
        "reflections": reflecting,
        "commitments": what_i_mean_to_do,
    }
    return ways[choice]


@menu.asks(
    _("A person, then. What is it?"),
    OneOf(
        {
            "ask": _("ask the coordinators"),
            "concern": _("raise a concern"),
            "never": _("never meet somebody"),
            "incident": _("after something racist"),
        }
    ),
)
def to_a_person(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "ask": asking,
        "concern": raising_a_concern,
        "never": never_meeting,
        "incident": after_something_racist,
    }
    return ways[choice]


@menu.asks(_("What would you like to ask? A coordinator reads it and texts you back."), Words(500))
def asking(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return passed_on


@menu.ends
def going_on(chat: Chat) -> None:
    if not chat.waits():
        chat.say(NOTHING_WAITS)


@menu.ends
def finding_a_time(chat: Chat) -> None:
    _turn_to(chat, booking.booking)


@menu.ends
def another_time(chat: Chat) -> None:
    _turn_to(chat, moving.moving)


@menu.ends
def where_we_meet(chat: Chat) -> None:
    _turn_to(chat, place.place)


@menu.ends
def the_circles(chat: Chat) -> None:
    _turn_to(chat, circle.seeing)


@menu.ends
def writing(chat: Chat) -> None:
    relay.begin(chat, "write")


@menu.ends
def chatting(chat: Chat) -> None:
    relay.begin(chat, "chat")


@menu.ends
def sharing_numbers(chat: Chat) -> None:
    relay.begin(chat, "share")


@menu.ends
def thanking_them(chat: Chat) -> None:
    _turn_to(chat, thanking.thanking)


@menu.ends
def somebody_else(chat: Chat) -> None:
    _turn_to(chat, rematch.rematch)


@menu.ends
def looking_in_the_directory(chat: Chat) -> None:
    _turn_to(chat, directory.finding)


@menu.ends
def raising_a_concern(chat: Chat) -> None:
    _turn_to(chat, concern.concern)


@menu.ends
def after_something_racist(chat: Chat) -> None:
    _turn_to(chat, incident.incident)


@menu.ends
def never_meeting(chat: Chat) -> None:
    _turn_to(chat, never.never)


@menu.ends
def hours_so_far(chat: Chat) -> None:
    _turn_to(chat, my_hours.my_hours)


@menu.ends
def correcting_hours(chat: Chat) -> None:
    _turn_to(chat, correcting.correcting)


@menu.ends
def getting_a_log(chat: Chat) -> None:
    _turn_to(chat, my_log.my_log)


@menu.ends
def when_i_renew(chat: Chat) -> None:
    _turn_to(chat, renewal.renewal)


@menu.ends
def reflecting(chat: Chat) -> None:
    _turn_to(chat, reflections.reading)


@menu.ends
def what_i_mean_to_do(chat: Chat) -> None:
    _turn_to(chat, commitments_kept.kept)


@menu.ends
def what_members_share(chat: Chat) -> None:
    chat.turn_to(knowledge_menu.knowledge_menu)


@menu.ends
def what_i_keep(chat: Chat) -> None:
    chat.turn_to(own_data.own_data)


@menu.ends
def whats_next(chat: Chat) -> None:
    booked.say_how_it_stands(chat)


@menu.ends
def when_to_text(chat: Chat) -> None:
    chat.turn_to(texting.texting)


@menu.ends
def who_would_suit(chat: Chat) -> None:
    chat.turn_to(wishes.wishes)


def _turn_to(chat: Chat, flow: Flow) -> None:
    """What they chose is their next question, if it can be asked; otherwise the flow says why not."""
    subject = flow.find_subject(chat) if flow.find_subject is not None else True
    if subject:
        chat.turn_to(flow, None if subject is True else subject)


@menu.ends
def passed_on(chat: Chat) -> None:
    if chat.pass_on(chat.answers.words):
        chat.say(_("A coordinator will text you. There's no hurry."))


@menu.ends
def leaving(chat: Chat) -> None:
    chat.say(_("To hear no more from us, text LEAVE. We stop at once and ask for no reason."))
