"""A coordinator's text: which command it is, whether they may give it, whom it means. From anybody else these are words
like any others."""

from typing import Any

from flows import agenda, engine, relay_answer
from flows.chat import Chat
from flows.coordinating import acts, grammar, trust
from flows.coordinating.command import COMMANDS, Command, Meant
from flows.coordinating.finding import are_several, choices, find, nearest, nearly_everybody, told_apart
from flows.coordinating.searching import search
from flows.coordinating.teaching import teaching
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow
from flows.words import _
from models.members import Member

PEOPLE = ("who", "other")  # the gaps that hold a name

which = Flow("which", title=_("which of them you mean"), fleeting=True, urgency=2, coordinating=True)
suggested = Flow("suggested", title=_("whom you mean"), fleeting=True, urgency=2, coordinating=True)


def obeyed(chat: Chat) -> bool:
    """Whether the text was a coordinator's command, and was carried out or answered."""
    role = role_of(chat)
    if role is None:
        return False
    asked = chat.has_talk and chat.talk.flow is not teaching
    meant = grammar.read(chat.heard, strictly=asked)
    if meant is None or (asked and _names_nobody(chat, meant)):
        if (offered := not chat.has_talk and relay_answer.offered(chat)) or chat.has_talk:
            return offered
        return _explained(chat)
    if not chat.has_talk and _names_nobody(chat, meant) and relay_answer.offered(chat):
        return True  # "see you then", to a partner who wrote lately
    if role not in meant.command.may:
        chat.say(NOT_YOURS)
        return True
    if trust.may(chat, meant):
        if not asked:
            agenda.interrupt(chat)  # the list of commands has done its work
        carry_out(chat, meant)
    return True


def meant_after_all(chat: Chat) -> bool:
    """Whether a coordinator's text that doesn't answer the open question begins like a command, and that was answered."""
    role = role_of(chat)
    if role is None or engine.understands(chat, chat.heard) or engine.for_later(chat.heard):
        return False
    meant = grammar.read(chat.heard, strictly=True)
    if meant is not None and role in meant.command.may:  # it names nobody we know
        if trust.may(chat, meant):
            carry_out(chat, meant)
        return True
    like = [one for one in grammar.likeliest(chat.heard, grammar.verbs(chat.heard)) if role in one.may]
    if like:
        chat.say(HOW_IT_GOES, how=_how(chat, like))
        if chat.talk.flow.coordinating or not chat.talk.flow.fleeting:
            engine.ask(chat)  # a menu that didn't help needn't be read again
    return bool(like)


def role_of(chat: Chat) -> str | None:
    """What this person may do as a coordinator; None when they aren't one."""
    return chat.sender.role


def carry_out(chat: Chat, meant: Meant) -> None:
    """Find whom it means, and do it; of several alike ask first which."""
    command, slots = meant.command, dict(meant.slots)
    for gap in PEOPLE:
        if not isinstance(slots.get(gap), str):
            continue
        found = find(chat, slots[gap])
        first = slots.get("who") if gap == "other" else None
        if (
            isinstance(first, Member) and len(found) > 1 and first in found
        ):  # "Ama and Ama": the other is meant
            found = [one for one in found if one.id != first.id]
            chat.say(_("The first is {who}."), who=told_apart(chat, first))
        if len(found) > 1:
            told: dict[str, Any] = {"gap": gap, "choices": choices(chat, found)}
            agenda.begin(chat, which, command=command.name, slots=_plain(slots), **told)
            return
        if not found:
            _nobody(chat, command, slots, gap)
            return
        slots[gap] = found[0]
    if command.changes:
        with acts.doing(chat, command.name, acts.members_in(slots)):
            command.act(chat, **slots)
    else:
        command.act(chat, **slots)


def _names_nobody(chat: Chat, meant: Meant) -> bool:
    """Whether words stand where a name would, and nobody is called so or nearly so: then they answer what is open."""
    sought, where = meant.slots.get("sought"), meant.slots.get("where")
    if sought or where:
        return not search(chat, sought or "", where or "")
    said = [meant.slots[gap] for gap in PEOPLE if isinstance(meant.slots.get(gap), str)]
    return bool(said) and not any(find(chat, name) or nearest(chat, name) for name in said)


def _nobody(chat: Chat, command: Command, slots: dict[str, Any], gap: str) -> None:
    """Nobody has that name: two where one fits, or one that is nearly somebody's."""
    name = slots[gap]
    near = None
    if are_several(chat, name):
        chat.say(_("One person at a time, please. It goes like this:\n{how}"), how=_how(chat, [command]))
    elif nearly_everybody(name):
        chat.say(
            _(
                "I know nobody called {name}. Did you mean everyone? It goes like this:\nTELL EVERYONE: your words"
            ),
            name=name,
        )
    elif (near := nearest(chat, name)) is not None:
        told = {"name": name, "nearest": str(near.id)}
        agenda.begin(chat, suggested, command=command.name, slots=_plain(slots), gap=gap, **told)
    else:
        chat.say(
            _("I know nobody called {name}. To look for somebody, text FIND and a part of the name."),
            name=name,
        )


def _plain(slots: dict[str, Any]) -> dict[str, Any]:
    """What was found, as it can be kept until they have said which."""
    return {gap: f"#{value.id}" if isinstance(value, Member) else value for gap, value in slots.items()}


@which.asks(
    _("I know more than one of that name. Which one do you mean?"),
    OneOf(lambda chat: chat.answers.choices or {}),
)
def choosing(chat: Chat, member_id: str) -> End:
    chat.answers.slots[chat.answers.gap] = f"#{member_id}"
    return chosen


@which.ends
def chosen(chat: Chat) -> None:
    command, slots = chat.answers.command, chat.answers.slots
    agenda.keep(chat)  # the command may ask something itself
    if command in COMMANDS:
        carry_out(chat, Meant(COMMANDS[command], slots))


@suggested.facts
def whom(chat: Chat) -> dict[str, object]:
    return {"who": chat.db.get(Member, int(chat.answers.nearest or 0)) or "", "name": chat.answers.name or ""}


@suggested.asks(
    _("I know nobody called {name}. Did you mean {who}?"),
    YesNo(yes=_("Yes, that's who"), no=_("No, somebody else")),
)
def meaning(chat: Chat, right: bool) -> End:
    if right and chat.answers.slots:
        chat.answers.slots[chat.answers.gap] = f"#{chat.answers.nearest}"
        return it_was
    return somebody_else


@suggested.ends
def it_was(chat: Chat) -> None:
    chosen.act(chat)


@suggested.ends
def somebody_else(chat: Chat) -> None:
    chat.say(_("Then I've done nothing. To look for somebody, text FIND and a part of the name."))


def _explained(chat: Chat) -> bool:
    """It is no command. If it begins like one, say how that one goes; otherwise how to see what there is."""
    like = grammar.likeliest(chat.heard, grammar.verbs(chat.heard))
    if like:
        chat.say(HOW_IT_GOES, how=_how(chat, like))
    else:
        chat.say(UNREAD)
        agenda.begin(chat, teaching)
    return True


def _how(chat: Chat, commands: list[Command]) -> str:
    return "\n".join(dict.fromkeys(chat.phrase(one.shows) for one in commands[:4]))


HOW_IT_GOES = _("I couldn't read all of that. It goes like this:\n{how}")
UNREAD = _("I couldn't read that as something to do.")
NOT_YOURS = _("That isn't part of your role here. A coordinator can do it.")
