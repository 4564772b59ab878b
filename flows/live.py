"""While two meet: they say that they begin, pause, go on, have less time or more; half time and the end move with it.

It is heard before all else that PAUSE or "we have until 18:45" might mean, while a session of theirs is on. Both read
each change at once, whatever the hour: they are sitting there. Said twice, by one or by both, it is said once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flows import agenda, engine, session, starting, turns
from flows.chat import Chat
from flows.understand.during import During, Wish, during
from flows.wording import note
from flows.words import _, clock_time, render
from models import pairings, sessions
from models.members import Member
from models.sessions import Meeting

EARLY = timedelta(hours=1)  # so long before its hour "we're starting" means what is booked
NEXT = timedelta(minutes=15)  # so long before the next one's hour it may mean that one, while another is on
SAME_WISH = timedelta(minutes=2)  # the same from the other, or once more, is no second wish
LATELY = timedelta(hours=3)
MOST = timedelta(hours=4)  # no session is longer

PAUSED = note(
    _("{partner} has paused your session; the clock stands still. To go on, either of you texts GO ON."),
    booked=True,
)
GOES_ON = note(_("You go on with {partner}. {then}"), booked=True)
OTHER_END = note(_("You and {partner} have until {end} now. {then}"), booked=True)
OVER = note(_("{partner} says that you're done for today."), booked=True)
THEN_SWAP = _("You swap at {half}, and it's over at {end}.")
SWAP_NOW = _("You swap now.")
ONLY_END = _("It's over at {end}.")


def took(chat: Chat) -> bool:
    """Whether the text was about a session that is on or about to be, and was answered. What else waits for them waits on:
    they sit together."""
    chat.undisturbed = _took(chat)
    return chat.undisturbed


def _took(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        return False
    said = during(chat.heard, now=chat.now, zone=chat.zone, language=chat.language)
    if said is None:
        return False
    if said.wish in (Wish.IDEAS, Wish.NO_IDEAS):
        return not _answers(chat) and _want_ideas(chat, said.wish is Wish.IDEAS)
    booked = sessions.of_member(chat.db, chat.sender.member_id)
    if said.wish is Wish.BEGIN:
        return _begin(chat, said, booked)
    if said.wish in (Wish.TURN, Wish.FIRST):
        return not _answers(chat) and turns.changed(chat, said, booked)
    live = next((one for one in booked if one.is_live(chat.now)), None)
    if live is not None:
        return _change(chat, live, said)
    return (said.wish is Wish.GO_ON and _over_by_now(chat, booked)) or (
        said.wish is Wish.DONE and _just_over(chat, booked)
    )


def _answers(chat: Chat) -> bool:
    """Whether the open question would take it as its answer."""
    return chat.has_talk and engine.understands(chat, chat.heard)


def _want_ideas(chat: Chat, wanted: bool) -> bool:
    chat.member.prompted = wanted
    if wanted:
        chat.say(
            _("Gladly: an idea for your role comes with each half again. To do without, text NO PROMPTS.")
        )
    else:
        chat.say(
            _("No more ideas, then. When to swap I still tell you. To have them again, text PROMPTS ON.")
        )
    return True


# Beginning.


def _begin(chat: Chat, said: During, booked: list[Meeting]) -> bool:
    mine = [
        one for one in booked if not said.who or turns.is_called(one.partner(chat.sender.member_id), said.who)
    ]
    meant = _meant(mine, chat.now)
    if meant is not None and meant.paused_at is not None and meant.is_live(chat.now):
        _go_on(chat, meant)
    elif meant is not None:
        starting.begin(chat, meant)
    else:
        return not _answers(chat) and _offer(chat, said)
    return True


def _meant(booked: list[Meeting], now: datetime) -> Meeting | None:
    """The session that begins: one whose hour has come and that nobody began; not the next, if one was begun just now."""
    on = [one for one in booked if one.is_live(now)]
    coming = [one for one in booked if one.began_at is None and now < one.starts_at <= now + EARLY]
    unsaid = [one for one in on if one.began_at is None]
    if unsaid:
        return unsaid[0]
    if on and not (coming and coming[0].starts_at <= now + NEXT and now - on[0].began > NEXT):
        return on[0]
    return coming[0] if coming else None


def _offer(chat: Chat, said: During) -> bool:
    """Nothing is booked for now; with whom they work, one may begin."""
    me = chat.sender.member_id
    agreed = [one for one in pairings.going(chat.db, me, ("agreed",)) if one.partner(me).stopped_at is None]
    meant = [one for one in agreed if not said.who or turns.is_called(one.partner(me), said.who)]
    if not agreed or (said.who and not meant):
        return False
    if len(meant) > 1:
        partner = meant[0].partner(me)
        chat.say(_("With whom do you begin? For example: STARTING WITH {partner}"), partner=partner)
        return True
    agenda.begin(chat, starting.starting, meant[0])
    return True


# While it is on.


def _change(chat: Chat, meeting: Meeting, said: During) -> bool:
    session.hold(chat, meeting)
    if meeting.status == "booked" and meeting.is_live(chat.now):  # as it is now that nobody else changes it
        _CHANGES.get(said.wish, _another_end)(chat, meeting, said)
        return True
    return False


def _pause(chat: Chat, meeting: Meeting, _said: During) -> None:
    partner = meeting.partner(chat.sender.member_id)
    if meeting.paused_at is not None:
        chat.say(
            _("It is paused already, since {time}. To go on, either of you texts GO ON."),
            time=chat.time(meeting.paused_at),
        )
        return
    meeting.pause(chat.now)
    session.plan_anew(chat, meeting)
    chat.tell(partner, PAUSED, by=chat.now, partner=chat.member)
    chat.say(
        _(
            "The clock stands still, and {partner} reads so. To go on, either of you texts GO ON. If you meant a break from "
            "my texts, text TAKE A BREAK."
        ),
        partner=partner,
    )


def _resume(chat: Chat, meeting: Meeting, _said: During) -> None:
    if meeting.paused_at is not None:
        _go_on(chat, meeting)
    else:
        chat.say(_("The clock is running. {then}"), then=_times(chat, meeting, chat.member))


def _go_on(chat: Chat, meeting: Meeting) -> None:
    session.hold(chat, meeting)
    partner = meeting.partner(chat.sender.member_id)
    meeting.go_on(chat.now)
    session.plan_anew(chat, meeting)
    chat.tell(partner, GOES_ON, by=chat.now, partner=chat.member, then=_times(chat, meeting, partner))
    chat.say(
        _("On you go, and {partner} reads so. {then}"),
        partner=partner,
        then=_times(chat, meeting, chat.member),
    )


def _another_end(chat: Chat, meeting: Meeting, said: During) -> None:
    """More time or less: equal halves of it, as long as that can be."""
    partner, now = meeting.partner(chat.sender.member_id), chat.now
    was = meeting.ends_at
    meeting.go_on(now)  # who speaks of the time they have is at it
    again = said.wish is Wish.MORE and meeting.stepped_at is not None and now - meeting.stepped_at < SAME_WISH
    end = min(_wished(meeting, said, now), now + MOST)
    if again or abs(end - was) < timedelta(minutes=1) or end <= now:
        session.plan_anew(chat, meeting)
        chat.say(_("It is so already. {then}"), then=_times(chat, meeting, chat.member))
        return
    before_half = now < meeting.half_at and not meeting.is_whole
    meeting.end_at(end, now)
    if said.wish is Wish.MORE:
        meeting.stepped_at = now
    session.plan_anew(chat, meeting)
    told = {
        "end": clock_time(end, partner.language, partner.zone),
        "then": _swap(meeting, partner, now, before_half),
    }
    chat.tell(partner, OTHER_END, by=now, partner=chat.member, **told)
    chat.say(
        _("Until {end}, then, and {partner} reads so. {then}"),
        end=chat.time(end),
        partner=partner,
        then=_swap(meeting, chat.member, now, before_half),
    )


def _wished(meeting: Meeting, said: During, now: datetime) -> datetime:
    """When it is to be over."""
    if said.until is not None:
        return said.until
    length = timedelta(minutes=said.minutes)
    if said.wish is Wish.LEFT:
        return now + length
    if said.wish is Wish.MORE:
        return meeting.ends_at + length
    return meeting.began + length + timedelta(seconds=meeting.first_paused + meeting.second_paused)


def _done(chat: Chat, meeting: Meeting, _said: During) -> None:
    """They are done early; both read the closing words."""
    meeting.go_on(chat.now)
    meeting.end_at(chat.now, chat.now)
    session.plan_anew(chat, meeting)
    partner = meeting.partner(chat.sender.member_id)
    chat.tell(partner, OVER, by=chat.now, partner=chat.member)
    chat.say(_("Then it's over for today, and {partner} reads so."), partner=partner)


def _swap_when(chat: Chat, meeting: Meeting, _said: During) -> None:
    chat.say(
        _("Swap whenever it suits you both. By my clock: {then}"), then=_times(chat, meeting, chat.member)
    )


_CHANGES: dict[Wish, Callable[[Chat, Meeting, During], None]] = {
    Wish.PAUSE: _pause,
    Wish.GO_ON: _resume,
    Wish.DONE: _done,
    Wish.SWAP: _swap_when,
}


def _over_by_now(chat: Chat, booked: list[Meeting]) -> bool:
    """Going on after a pause that was forgotten."""
    over = [
        one for one in booked if one.paused_at is not None and timedelta(0) <= chat.now - one.ends_at < LATELY
    ]
    if over:
        chat.say(
            _("That session was over with its pause, and that's fine. To begin again now, text STARTING.")
        )
    return bool(over)


def _just_over(chat: Chat, booked: list[Meeting]) -> bool:
    """Done with a session whose time is over; whether they met isn't asked yet."""
    over = any(timedelta(0) <= chat.now - one.ends_at < session.AFTER for one in booked)
    if over:
        chat.say(_("Good. I'll ask later whether you met; what was said stays between you."))
    return over


def _times(chat: Chat, meeting: Meeting, reader: Member) -> str:
    """When they swap, if they still do, and when it is over, by the reader's clock."""
    swaps = not meeting.is_whole and chat.now < meeting.half_at
    facts = {
        "half": clock_time(meeting.half_at, reader.language, reader.zone),
        "end": clock_time(meeting.ends_at, reader.language, reader.zone),
    }
    return render(THEN_SWAP if swaps else ONLY_END, reader.language, reader.zone, facts)


def _swap(meeting: Meeting, reader: Member, now: datetime, before_half: bool) -> str:
    """The same beside a new end."""
    facts = {"half": clock_time(meeting.half_at, reader.language, reader.zone)}
    if not before_half:
        return render(_("All else stays."), reader.language, reader.zone, facts)
    copy = _("You swap at {half}.") if now < meeting.half_at else SWAP_NOW
    return render(copy, reader.language, reader.zone, facts)
