"""What a text to many comes to before it goes: how many people, on which channel, when they read it, and what it costs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows import broadcast_work, quiet
from flows.chat import Chat
from flows.coordinating import audience
from flows.words import _, isolated, listed
from models import reached
from models.broadcasts import Broadcast

NAMED = 3  # people who are called by name


@dataclass(frozen=True, slots=True)
class Somebody:
    """One reader, or many who are alike, as far as it decides when they read it."""

    zone: str
    quiet_from: int | None
    quiet_till: int | None
    paused_until: datetime | None = None
    keeps: Sequence[str] | None = None


def show(chat: Chat, of: Broadcast) -> None:
    """All a coordinator should know before it goes, and the words as they will be read."""
    chat.say(
        _("Who reads it: {people} ({group}). {names}"),
        people=of.people,
        group=audience.described(chat, audience.of_kept(of.query)),
        names=_names(chat, of),
    )
    chat.say(_("They read:\n{text}"), text=broadcast_work.body(of.words, chat.language))
    _count(chat, of)


def _names(chat: Chat, of: Broadcast) -> str:
    """The first of them, by name."""
    first = reached.first_readers(chat.db, of, NAMED)
    names = [isolated(one.name or chat.phrase(_("somebody new"))) for one in first]
    if of.people > len(first):
        return chat.phrase(_("{names} and {more} more."), names=", ".join(names), more=of.people - len(first))
    return listed(names, chat.language) + "."


def _count(chat: Chat, of: Broadcast) -> None:
    """By channel, how many later, and the segments."""
    by: Counter[str] = Counter()
    costs: Counter[int] = Counter()
    later = 0
    for row in (*reached.readers_alike(chat.db, of), *reached.readers_apart(chat.db, of)):
        *_kind, count = row
        language, channel, *hours = _kind
        by[channel] += count
        later += count * (quiet.free_from(Somebody(*hours), chat.now) > chat.now)
        if channel == "sms":
            costs[broadcast_work.cost(broadcast_work.body(of.words, language))] += count
    lines = []
    if costs:
        each = f"{min(costs)}-{max(costs)}" if len(costs) > 1 else str(min(costs))
        total = sum(segments * count for segments, count in costs.items())
        copy = _("By SMS: {count}. Segments, which is what SMS costs: {each} each, {total} in all.")
        lines.append(chat.phrase(copy, count=by["sms"], each=each, total=total))
    if by["whatsapp"]:
        lines.append(chat.phrase(_("By WhatsApp: {count}. One message each."), count=by["whatsapp"]))
    if later:
        lines.append(chat.phrase(_("Later, when it's a good hour for them: {count}."), count=later))
    chat.put("\n".join(lines))
