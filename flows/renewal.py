"""Until when an accreditation runs, what its body asks for going on, and three quiet words before it is over."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from flows import bodies, cpd, other_hours
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, Miss, State
from flows.nudging import Kind, Manner, nudge
from flows.understand import Unclear
from flows.understand import day as near_day
from flows.understand.far_days import far_day
from flows.wording import note
from flows.words import _
from models.members import Credential

BEFORE = (90, 30, 7)  # days
AT = time(10, 0)  # of the person's own day
LONGEST = timedelta(days=366 * 10)
_WITH_DAY = re.compile(
    r"(?:my |mi )?(?:renewal|renovacion|renovación)(?: date| is| on| until|:| es| el| hasta)* (.+)",
    re.IGNORECASE,
)

renewal = Flow(
    "renewal",
    title=_("until when your accreditation runs"),
    urgency=8,
    words=_("my renewal, renewal, when do i renew, renewal date"),
    hears=lambda text, _chat: (
        (found := _WITH_DAY.fullmatch(text.strip())) is not None and far_day(found[1]) is not None
    ),
)

NEARS = note(
    _(
        "By what you told me, your accreditation with {body} runs until {day}. To see what it asks, text RENEWAL."
    )
)
IS_OVER = note(
    _(
        "By what you told me, your accreditation with {body} ran until {day}. If it goes on, text RENEWAL and the new day. If "
        "you'd like a person, text MENU."
    )
)
RUNS = _("Your accreditation with {body} runs until {day}. Days left: {count}.")
RAN = _("Your accreditation with {body} ran until {day}, by what you told me.")
NEW_DAY = _("For another day, text for example: RENEWAL 31 December 2028")


@dataclass(frozen=True, slots=True)
class FarDay:
    """A day with its year, in the next years."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> date | Miss:
        """The day."""
        meant = _WITH_DAY.fullmatch(text.strip())
        words = meant[1] if meant is not None else text
        found = far_day(words)
        if found is None:
            near = near_day(words, now=chat.now, zone=chat.zone, language=chat.language)
            found = None if isinstance(near, Unclear) else near
        today = chat.date(chat.now)
        if found is None or found > today + LONGEST:
            return Miss(_("I need a day with its year, the month in letters. For example: 31 December 2028"))
        if found < today:
            return Miss(
                _(
                    "That day has been. Until when does the one you hold now run? For example: 31 December 2028"
                ),
                lacking=True,
            )
        return found


@renewal.begins
def known(chat: Chat) -> bool:
    """The countdown, where the day is known; otherwise it is asked for."""
    held = chat.member.credential
    if held is None:
        chat.say(_("I know of no accreditation of yours yet. You can name it when you join: text JOIN."))
        return False
    if held.expires_on is None or _WITH_DAY.fullmatch(chat.heard.strip()):
        return True
    left = (held.expires_on - chat.date(chat.now)).days
    chat.say(RUNS if left >= 0 else RAN, body=held.body, day=held.expires_on, count=left)
    _what_it_asks(chat, held, held.expires_on)
    chat.say(NEW_DAY)
    return False


def _what_it_asks(chat: Chat, held: Credential, expires_on: date) -> None:
    """What the body asks, as we found it on a day, and how far somebody has come by their own notes."""
    body = bodies.of(held.body)
    if body is None:
        return
    chat.put(body.renewal.asks[chat.language])
    seen = format_date(body.as_of, "MMMM y", locale=chat.language)
    chat.say(other_hours.AS_FOUND, month=seen, body=body.name)
    cpd.say_how_far(chat, body, expires_on)
    other_hours.say_since(chat, body, cpd.began(body, expires_on))


@renewal.asks(
    _("Until when does your accreditation run? The day with its year. For example: 31 December 2028"),
    FarDay(),
)
def expiring(chat: Chat, on: date) -> State | End:
    chat.answers.day = on
    return checking


@renewal.asks(
    _("{day}. Shall I note that, and remind you 90, 30 and 7 days before?"),
    YesNo(yes=_("Yes, note it"), no=_("Another day")),
)
def checking(chat: Chat, right: bool) -> State | End:
    return noted if right else expiring


@renewal.ends
def noted(chat: Chat) -> None:
    held = chat.member.credential
    if held is None:
        return
    runs_until(chat, held, chat.answers.day)
    chat.say(_("Noted. You can see it at any time: text RENEWAL."))


def runs_until(chat: Chat, held: Credential, on: date) -> None:
    """Note until which day this accreditation runs, and plan the words before it is over, by its owner's own clock."""
    held.expires_on, member = on, held.member
    for days, kind in zip(BEFORE, REMINDERS, strict=True):
        if _morning(on - timedelta(days=days), member.zone) > chat.now:
            kind.plan(chat, member, on.toordinal(), _morning(on - timedelta(days=days), member.zone))
    over.plan(chat, member, on.toordinal(), _morning(on + timedelta(days=1), member.zone))


def _morning(day: date, zone: str) -> datetime:
    return datetime.combine(day, AT, ZoneInfo(zone))


def _still_so(chat: Chat, ordinal: int) -> bool:
    """Whether this is still the day: who renewed has another."""
    held = chat.member.credential
    return held is not None and held.expires_on == date.fromordinal(ordinal)


def _nears(chat: Chat, ordinal: int) -> None:
    held = chat.member.credential
    on = date.fromordinal(ordinal)
    if held is not None and on >= chat.date(chat.now):
        chat.say(NEARS, body=held.body, day=on)


def _reminder(days: int) -> Kind:
    """So many days before. It is about the day itself, so that another day is another reminder."""
    lapse = timedelta(days=min(days, 14))
    return nudge(f"renewal-{days}", manner=Manner.UNASKED, lapse=lapse, stands=_still_so)(_nears)


REMINDERS = tuple(_reminder(days) for days in BEFORE)


@nudge("renewal-over", manner=Manner.UNASKED, lapse=timedelta(days=30), stands=_still_so)
def over(chat: Chat, ordinal: int) -> None:
    """The day after, once."""
    held = chat.member.credential
    if held is not None:
        chat.say(IS_OVER, body=held.body, day=date.fromordinal(ordinal))
