"""Around a session: who starts, reminders, the swap at half time, and asking afterwards."""

from datetime import datetime, timedelta

from flows import afterwards, agenda, clock_changes, role_prompts
from flows.chat import Chat
from flows.nudging import Kind, Manner, nudge
from flows.place import time_and_place
from flows.wording import note
from flows.words import _
from models import kinds, nudges, sessions
from models.pairings import Pairing
from models.rounds import Round
from models.sessions import Meeting

# COACHING.md: −24 h and −1 h; afterwards at +2 h and one retry at +2 days.
DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=2)
RETRY = timedelta(days=2)
MOMENT = timedelta(minutes=10)  # what is said as it begins and as it is over is of no use later


def whose_turn_first(chat: Chat, pairing: Pairing, when: datetime) -> int:
    """Who is coached first at this time (aware UTC): they take turns, by what was and by what is booked until then; the
    first time it is whoever did not suggest it. In a ring there is one."""
    if pairing.coach_id is not None:
        return pairing.partner(pairing.coach_id).id
    had = [
        one for one in sessions.of_pairing(chat.db, pairing.id, ("booked", "happened")) if one.began < when
    ]
    last = had[-1].first_coached if had else chat.sender.member_id
    return pairing.partner(last).id


def later(chat: Chat, meeting: Meeting) -> list[Meeting]:
    """This session and those that these two have booked after it."""
    booked = sessions.of_pairing(chat.db, meeting.pairing_id, ("booked",))
    return [one for one in booked if one.starts_at >= meeting.starts_at]


def minutes_of(chat: Chat, pairing: Pairing) -> int:
    """How long their sessions are: as their round says."""
    return (
        chat.db.get_one(Round, pairing.round_id).minutes if pairing.round_id is not None else sessions.MINUTES
    )


def plan_reminders(chat: Chat, meeting: Meeting) -> None:
    """Plan all that is said about a booked session, to both."""
    swaps = () if meeting.is_whole else (swap,)
    for side in meeting.pairing.sides:
        for kind in (tomorrow, soon, begins, *swaps, closes, after, after_again):
            kind.plan(chat, side.member, meeting)


def plan_anew(chat: Chat, meeting: Meeting) -> None:
    """Its half time or its end has moved: what is said then moves with it."""
    chat.flush()
    for side in meeting.pairing.sides:
        for kind in _moving(meeting):
            kind.replan(chat, side.member, meeting)


def hold(chat: Chat, meeting: Meeting) -> None:
    """Read a session anew, and let nobody else change it or speak of it until this step is done."""
    nudges.hold(chat.connection, [kind.name for kind in _moving(meeting)], meeting.id)
    chat.lock(meeting)


def _moving(meeting: Meeting) -> tuple[Kind, ...]:
    return (*(() if meeting.is_whole else (swap,)), closes, after, after_again)


def _is_booked(_chat: Chat, meeting: Meeting) -> bool:
    return meeting.status == "booked"


def _was_booked_before(chat: Chat, meeting: Meeting) -> bool:
    """Who books for tomorrow needs no reminder of it."""
    return _is_booked(chat, meeting) and meeting.created_at <= meeting.starts_at - DAY_BEFORE


TOMORROW = note(_("Tomorrow you meet {partner}: {when}{clocks}. If that won't do, text MOVE."))
THAT_DAY = note(_("A reminder: you meet {partner} on {when}{clocks}. If that won't do, text MOVE."))


@nudge(
    "session-tomorrow",
    manner=Manner.REMINDED,
    about=Meeting,
    due=lambda meeting: meeting.starts_at - DAY_BEFORE,
    lapse=DAY_BEFORE - 2 * HOUR_BEFORE,
    stands=_was_booked_before,
)
def tomorrow(chat: Chat, meeting: Meeting) -> None:
    """A day before."""
    # Workers that were down come late; then the day's name is true and "tomorrow" isn't.
    is_tomorrow = chat.date(meeting.starts_at) == chat.date(chat.now) + timedelta(days=1)
    chat.say(
        TOMORROW if is_tomorrow else THAT_DAY,
        partner=meeting.partner(chat.sender.member_id),
        when=meeting.starts_at,
        clocks=clock_changes.told(chat, meeting, chat.member),
    )


COACHED_FIRST = note(
    _(
        "You meet {partner} at {time}. You are coached first, for {half} minutes; then you swap and coach {partner}. "
        "If you begin later, text STARTING."
    )
)
COACHES_FIRST = note(
    _(
        "You meet {partner} at {time}. You coach {partner} first, for {half} minutes; then you swap and are coached. "
        "If you begin later, text STARTING."
    )
)

YOURS_FIRST = note(
    _(
        "You meet {partner} at {time}. The first {half} minutes are yours; then you swap. If you begin later, text STARTING."
    )
)
THEIRS_FIRST = note(
    _(
        "You meet {partner} at {time}. The first {half} minutes are for {partner}; then you swap. If you begin later, text "
        "STARTING."
    )
)
IS_YOURS = note(_("You meet {partner} at {time}, and the time is yours. If you begin later, text STARTING."))
IS_THEIRS = note(
    _("You meet {partner} at {time}, and the time is for {partner}. If you begin later, text STARTING.")
)
IS_COACHED = note(_("You meet {partner} at {time}, who coaches you. If you begin later, text STARTING."))
COACHES = note(_("You meet {partner} at {time}, whom you coach. If you begin later, text STARTING."))


# By whether all of it is for one of them, and whether it is this one's time (first).
SOON = {
    (True, True): IS_COACHED,
    (True, False): COACHES,
    (False, True): COACHED_FIRST,
    (False, False): COACHES_FIRST,
}
SOON_OTHERWISE = {
    (True, True): IS_YOURS,
    (True, False): IS_THEIRS,
    (False, True): YOURS_FIRST,
    (False, False): THEIRS_FIRST,
}


@nudge(
    "session-soon",
    manner=Manner.BOOKED,
    about=Meeting,
    due=lambda meeting: meeting.starts_at - HOUR_BEFORE,
    lapse=HOUR_BEFORE,
    stands=lambda chat, meeting: _is_booked(chat, meeting) and meeting.began_at is None,
)
def soon(chat: Chat, meeting: Meeting) -> None:
    """An hour before: who is coached first."""
    partner = meeting.partner(chat.sender.member_id)
    mine = meeting.first_coached == chat.sender.member_id
    words = SOON if meeting.pairing.kind == kinds.Kind.COACHING else SOON_OTHERWISE
    chat.say(
        words[meeting.is_whole, mine],
        partner=partner,
        time=time_and_place(chat, meeting),
        half=meeting.halves[0],
    )


def _begins_unsaid(chat: Chat, meeting: Meeting) -> bool:
    """Who said that they begin has read it; who wants no ideas knows the rest since an hour before."""
    return (
        _is_booked(chat, meeting)
        and meeting.began_at is None
        and not meeting.paused_at
        and chat.member.prompted
    )


@nudge(
    "session-begins",
    manner=Manner.BOOKED,
    about=Meeting,
    due=lambda meeting: meeting.starts_at,
    lapse=MOMENT,
    stands=_begins_unsaid,
)
def begins(chat: Chat, meeting: Meeting) -> None:
    """Their role in the first half, and an idea for it."""
    copy, facts = role_prompts.at_first(chat, meeting, chat.member)
    chat.say(copy, **facts)


@nudge(
    "session-swap",
    manner=Manner.BOOKED,
    about=Meeting,
    due=lambda meeting: meeting.half_at,
    lapse=timedelta(minutes=sessions.MINUTES) / 2,
    stands=lambda chat, meeting: _is_booked(chat, meeting) and not meeting.paused_at,
)
def swap(chat: Chat, meeting: Meeting) -> datetime | None:
    """Half time."""
    if chat.now < meeting.half_at:
        return meeting.half_at  # it has moved meanwhile
    if chat.now < meeting.ends_at:
        copy, facts = role_prompts.at_half_time(chat, meeting, chat.member)
        chat.say(copy, **facts)
    return None


CLOSED = note(
    _(
        "That's time. Thank each other for the room you made. I'll ask later whether you met; what was said stays "
        "between you."
    )
)
PAUSE_OVER = note(
    _(
        "Your pause has lasted half an hour, so I take it that you're done for today, and that's fine. To go on after all, "
        "text STARTING."
    )
)


@nudge(
    "session-closes",
    manner=Manner.BOOKED,
    about=Meeting,
    due=lambda meeting: meeting.ends_at,
    lapse=MOMENT,
    stands=_is_booked,
)
def closes(chat: Chat, meeting: Meeting) -> datetime | None:
    """Its end; a pause that nobody ended is one, too."""
    if chat.now < meeting.ends_at:
        return meeting.ends_at
    chat.say(PAUSE_OVER if meeting.paused_at else CLOSED)
    return None


def _is_untold(chat: Chat, meeting: Meeting) -> bool:
    """Who has told us whether it happened isn't asked again."""
    told = sessions.account(chat.db, meeting.id, chat.sender.member_id).happened is not None
    return meeting.status in ("booked", "happened", "missed") and not told


def _ask_after(chat: Chat, meeting: Meeting) -> datetime | None:
    return agenda.bring_up(chat, afterwards.afterwards, meeting)


def _after(name: str, wait: timedelta) -> Kind:
    """Asking whether it happened, so long after its end."""
    return nudge(
        name,
        manner=Manner.UNASKED,
        about=Meeting,
        due=lambda meeting: meeting.ends_at + wait,
        lapse=timedelta(days=7),
        stands=_is_untold,
    )(_ask_after)


after = _after("session-after", AFTER)
after_again = _after("session-after-again", RETRY)
