"""While a circle meets: somebody has to go, isn't there or comes late, a turn is over early, the clock stands still, there is
more time or less. The time is shared anew, and all read so at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flows import circle_day, circle_turns, circle_wishes, turns
from flows.chat import Chat
from flows.circle_wishes import Said
from flows.circle_wishes import Wish as Own
from flows.understand.during import During, Wish, during
from flows.wording import Note, note
from flows.words import _, clock_time, render
from models import airtime, circles
from models.circles import Gathering
from models.members import Member

MOST = timedelta(hours=4)  # no meeting is longer

GONE = note(_("{who} has to go, and the time is shared anew. {now}"), booked=True, at_once=True)
GONE_YOU_HOST = note(
    _("{who} has to go, so you hold the closing round. The time is shared anew. {now}"),
    booked=True,
    at_once=True,
)
NOT_HERE = note(_("{who} isn't there, and the time is shared anew. {now}"), booked=True, at_once=True)
ARE_YOU = note(
    _("Your circle \"{topic}\" is on, and the others don't see you there. If you come, text: I'M HERE"),
    booked=True,
    at_once=True,
)
IS_HERE = note(_("{who} is there now, and the time is shared anew. {now}"), booked=True, at_once=True)
PASSES_ON = note(_("The turn passes on, and there's more time for each. {now}"), booked=True, at_once=True)
PAUSED = note(
    _("{who} has paused your circle, and the clock stands still. To go on, one of you texts GO ON."),
    booked=True,
    at_once=True,
)
GOES_ON = note(_("Your circle goes on. {now}"), booked=True, at_once=True)
ANEW = note(_("Your circle has until {end} now. {now}"), booked=True, at_once=True)
OVER = note(_("{who} says that you're done for today."), booked=True, at_once=True)


def took(chat: Chat) -> bool:
    """Whether the text was about a circle's meeting that is on, and was answered. What else waits for them waits on."""
    said = _read(chat)
    if said is None:
        return False
    me = chat.sender.member_id
    there = [one for one in circles.live(chat.db, me, chat.now, chat.now) if one.is_live(chat.now)]
    if not there:
        return False
    gathering = there[0]
    circle_turns.in_order(chat, gathering)
    circle_turns.hold(chat, gathering)
    if not gathering.is_live(chat.now) or not gathering.turns:
        return False
    act = _ACTS.get(said.wish)
    if act is None or act(chat, gathering, said) is False:
        return False
    chat.undisturbed = True
    return True


def _read(chat: Chat) -> Said | During | None:
    if chat.sender.status != "verified":
        return None
    own = circle_wishes.read(chat.heard)
    if own is not None:
        return own
    return during(chat.heard, now=chat.now, zone=chat.zone, language=chat.language)


def _now(chat: Chat, gathering: Gathering, reader: Member) -> str:
    """How it stands, in the reader's language and by their clock."""
    copy, facts = circle_turns.standing(chat, gathering, reader)
    return render(copy, reader.language, reader.zone, facts)


def _tell(chat: Chat, gathering: Gathering, copy: Note, who: Member, **facts: object) -> None:
    """All others who are there read it at once."""
    for member in gathering.there:
        if member.id not in (chat.sender.member_id, who.id):
            now = _now(chat, gathering, member)
            chat.tell(member, copy, by=chat.now, who=who, now=now, **facts)


# Who is there.


def _gone(chat: Chat, gathering: Gathering, _said: Said | During) -> None:
    _without(chat, gathering, chat.member, GONE)
    chat.say(_("Go well. The others read so, and the time is theirs. You stay in the circle."))


def _without(chat: Chat, gathering: Gathering, who: Member, copy: Note) -> None:
    gathering.away = [*(one for one in gathering.away if one != who.id), who.id]
    circle_day.share_anew(
        chat, gathering, airtime.without(gathering.order, who.id, chat.now, gathering.closing_at)
    )
    there = gathering.there
    if gathering.host_id == who.id and there:
        host = there[0]
        gathering.host_id = host.id
        if host.id != chat.sender.member_id:
            chat.tell(host, GONE_YOU_HOST, by=chat.now, who=who, now=_now(chat, gathering, host))
        for member in there[1:]:
            if member.id != chat.sender.member_id:
                chat.tell(member, copy, by=chat.now, who=who, now=_now(chat, gathering, member))
        return
    _tell(chat, gathering, copy, who)


def _away(chat: Chat, gathering: Gathering, said: Said | During) -> bool:
    assert isinstance(said, Said)
    who = next((one for one in gathering.there if turns.is_called(one, said.who)), None)
    if who is None or who.id == chat.sender.member_id:
        return False
    _without(chat, gathering, who, NOT_HERE)
    chat.tell(who, ARE_YOU, by=chat.now, topic=gathering.circle.topic)
    chat.say(_("Thank you. The time is shared anew. {now}"), now=_now(chat, gathering, chat.member))
    return True


def _here(chat: Chat, gathering: Gathering, _said: Said | During) -> None:
    me = chat.sender.member_id
    if me in gathering.away:
        gathering.away = [one for one in gathering.away if one != me]
        had = any(
            one.member_id == me and one.till <= chat.now and one.till > one.since for one in gathering.order
        )
        order = gathering.order
        if not had:
            order = airtime.joined_by(order, me, chat.now, gathering.closing_at)
        circle_day.share_anew(chat, gathering, order)
        _tell(chat, gathering, IS_HERE, chat.member)
    chat.say(_("Good that you're there. {now}"), now=_now(chat, gathering, chat.member))


# Whose turn it is.


def _next(chat: Chat, gathering: Gathering, _said: Said | During) -> None:
    current = airtime.speaking(gathering.order, chat.now)
    me = chat.sender.member_id
    if current is None or gathering.paused_at is not None or me not in (current.member_id, gathering.host_id):
        _stands(chat, gathering, _said)
        return
    circle_day.share_anew(chat, gathering, airtime.passed_on(gathering.order, chat.now, gathering.closing_at))
    _tell(chat, gathering, PASSES_ON, chat.member)
    chat.say(PASSES_ON, now=_now(chat, gathering, chat.member))


def _stands(chat: Chat, gathering: Gathering, _said: Said | During) -> None:
    """Nothing changes."""
    if gathering.paused_at is not None:
        chat.say(_("The clock stands still. To go on, text GO ON."))
    else:
        chat.say(_("The clock is running. {then}"), then=_now(chat, gathering, chat.member))


def _begin(chat: Chat, gathering: Gathering, said: Said | During) -> None:
    """Later than booked: all turns are equal still."""
    order = gathering.order
    if gathering.paused_at is not None or order[0].since <= chat.now:
        _go_on(chat, gathering, said)
        return
    opening = timedelta(minutes=gathering.circle.minutes) * airtime.OPENING
    since = min(chat.now + opening, gathering.closing_at)
    circle_day.share_anew(
        chat, gathering, airtime.spread([one.member_id for one in order], since, gathering.closing_at)
    )
    _tell(chat, gathering, GOES_ON, chat.member)
    chat.say(GOES_ON, now=_now(chat, gathering, chat.member))


# The clock.


def _pause(chat: Chat, gathering: Gathering, said: Said | During) -> None:
    if gathering.paused_at is not None:
        _stands(chat, gathering, said)
        return
    gathering.paused_at = chat.now
    for member in gathering.there:
        if member.id != chat.sender.member_id:
            chat.tell(member, PAUSED, by=chat.now, who=chat.member)
    chat.say(_("The clock stands still, and the others read so. To go on, one of you texts GO ON."))


def _go_on(chat: Chat, gathering: Gathering, said: Said | During) -> None:
    if gathering.paused_at is None:
        _stands(chat, gathering, said)
        return
    stood = chat.now - gathering.paused_at
    gathering.paused_at = None
    gathering.closing_at += stood
    gathering.ends_at += stood
    circle_day.share_anew(chat, gathering, airtime.later(gathering.order, chat.now, stood))
    _tell(chat, gathering, GOES_ON, chat.member)
    chat.say(GOES_ON, now=_now(chat, gathering, chat.member))


def _another_end(chat: Chat, gathering: Gathering, said: Said | During) -> None:
    assert isinstance(said, During)
    closing = gathering.ends_at - gathering.closing_at
    end = min(_wished(gathering, said, chat.now), gathering.starts_at + MOST)
    if gathering.paused_at is not None or end <= chat.now:
        _stands(chat, gathering, said)
        return
    before = gathering.closing_at
    gathering.ends_at = end
    if chat.now < before:
        gathering.closing_at = max(chat.now, end - closing)
        left = airtime.to_speak(gathering.order, chat.now)
        order = airtime.shared_anew(gathering.order, left, chat.now, gathering.closing_at)
        circle_day.share_anew(chat, gathering, order)
    else:
        circle_day.share_anew(chat, gathering, gathering.order)
    for member in gathering.there:
        if member.id != chat.sender.member_id:
            now, time = _now(chat, gathering, member), clock_time(end, member.language, member.zone)
            chat.tell(member, ANEW, by=chat.now, now=now, end=time)
    chat.say(ANEW, end=chat.time(end), now=_now(chat, gathering, chat.member))


def _wished(gathering: Gathering, said: During, now: datetime) -> datetime:
    """When it is to be over."""
    if said.until is not None:
        return said.until
    length = timedelta(minutes=said.minutes)
    if said.wish is Wish.LEFT:
        return now + length
    return (gathering.ends_at if said.wish is Wish.MORE else gathering.starts_at) + length


def _done(chat: Chat, gathering: Gathering, _said: Said | During) -> None:
    """All are done early; each reads the closing words."""
    gathering.paused_at = None
    gathering.ends_at = chat.now
    gathering.closing_at = min(gathering.closing_at, chat.now)
    chat.flush()
    for member in gathering.there:
        circle_day.turn.replan(chat, member, gathering, chat.now)
        if member.id != chat.sender.member_id:
            chat.tell(member, OVER, by=chat.now, who=chat.member)
    chat.say(_("Then it's over for today, and the others read so."))


_ACTS: dict[str, Callable[[Chat, Gathering, Said | During], bool | None]] = {
    Own.NEXT: _next,
    Own.GONE: _gone,
    Own.HERE: _here,
    Own.AWAY: _away,
    Wish.BEGIN: _begin,
    Wish.PAUSE: _pause,
    Wish.GO_ON: _go_on,
    Wish.SWAP: _next,
    Wish.DONE: _done,
    Wish.UNTIL: _another_end,
    Wish.LEFT: _another_end,
    Wish.LENGTH: _another_end,
    Wish.MORE: _another_end,
}
