"""Hours of learning (CPD), noted in one text and added up until the next renewal. Only their author reads them."""

import re
from dataclasses import dataclass
from datetime import date

from flows import durations
from flows.bodies import Body
from flows.chat import Chat
from flows.coaching_log import hundredths
from flows.expects import OneOf
from flows.flow import End, Flow, Miss, State
from flows.understand.far_days import past_day
from flows.understand.numbers import western
from flows.words import _, day
from models import learning
from models.learning import Learning

MOST = 100  # hours at once
LENGTH = 120  # characters
SHOWN = 3
_ENTRY = re.compile(
    r"(?:(?:cpd|dpc|cce)[ :]+)?(\d{1,3}(?:[.,]\d{1,2})?)(?: ?(?:hours?|hrs?|horas?|h)\b)? ?(?:(?:of|de)\b ?)?(\S.*)",
    re.IGNORECASE | re.DOTALL,
)

cpd = Flow(
    "cpd",
    title=_("hours of learning"),
    urgency=8,
    words=_("cpd, my cpd, cce, note cpd"),
    hears=lambda text, _chat: (
        re.match(r"(?:cpd|dpc|cce)[ :]", text, re.IGNORECASE) is not None and _entry(text) is not None
    ),
)
cpd_out = Flow(
    "cpd_out",
    title=_("taking hours of learning out"),
    urgency=8,
    words=_("cpd out, remove cpd, take cpd out"),
)


def _entry(text: str) -> tuple[int, str] | None:
    """Minutes, and what they were."""
    found = _ENTRY.fullmatch(western(text).strip())
    if found is None:
        return None
    minutes = round(float(found[1].replace(",", ".")) * 60)
    what = found[2].strip()
    return (minutes, what) if 0 < minutes <= MOST * 60 and 0 < len(what) <= LENGTH else None


@dataclass(frozen=True, slots=True)
class HoursAndWhat:
    """Hours, and what they were, in a few words."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> list[int | str] | Miss:
        """Minutes, and the words."""
        found = _entry(text)
        if found is None:
            return Miss(_("I need hours and a few words. For example: 3 supervision group, or 1.5 a webinar"))
        return list(found)


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day up to today, on the person's own calendar."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> date | Miss:
        """The day."""
        found = past_day(text, chat.date(chat.now))
        return found or Miss(_("I need a day that has been. For example: today, or 3 December"))


@cpd.asks(
    _("How many hours, and of what? Only you read it. For example: 3 supervision group"),
    HoursAndWhat(),
    private=True,
)
def learning_what(chat: Chat, entry: list[int | str]) -> State | End:
    chat.answers.entry = entry
    return when


@cpd.asks(_("On which day was it? For example: today, or 3 December"), PastDay())
def when(chat: Chat, on: date) -> State | End:
    chat.answers.day = on
    return kept


@cpd.ends
def kept(chat: Chat) -> None:
    minutes, what = chat.answers.entry
    mine = chat.sender.member_id
    chat.db.add(Learning(member_id=mine, on_day=chat.answers.day, minutes=minutes, what=what))
    chat.flush()
    hours = durations.hundredths(hundredths(learning.total(chat.db, mine, date.min)), chat.language)
    chat.say(_("Noted. In all you have noted {hours} h. To take something out, text CPD OUT."), hours=hours)


def say_how_far(chat: Chat, body: Body, expires_on: date) -> None:
    """What was noted since the accreditation began, beside what the body asks where it says how much."""
    since = began(body, expires_on)
    hours = durations.hundredths(
        hundredths(learning.total(chat.db, chat.sender.member_id, since)), chat.language
    )
    if body.renewal.hours is not None:
        copy = _(
            "You have noted {hours} of {need} h since {day}. To note more, text for example: CPD 3 supervision group"
        )
        chat.say(copy, hours=hours, need=body.renewal.hours, day=since)
    else:
        copy = _(
            "You have noted {hours} h since {day}. To note more, text for example: CPD 3 supervision group"
        )
        chat.say(copy, hours=hours, day=since)


def began(body: Body, expires_on: date) -> date:
    """The day on which an accreditation that runs until then began."""
    day, years = expires_on, body.renewal.years
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


@cpd_out.begins
def anything(chat: Chat) -> bool:
    found = bool(learning.last(chat.db, chat.sender.member_id, 1))
    if not found:
        chat.say(_("You have noted no hours of learning, so there is nothing to take out."))
    return found


def _last(chat: Chat) -> dict[str, str]:
    if chat.db is None:  # `flows/costs.py` counts the words
        return {}
    return {str(one.id): _line(chat, one) for one in learning.last(chat.db, chat.sender.member_id, SHOWN)}


def _line(chat: Chat, one: Learning) -> str:
    hours = durations.hundredths(hundredths(one.minutes), chat.language)
    line = f"{day(one.on_day, chat.language)}: {hours} h, {one.what}"
    return line.replace("{", "{{").replace("}", "}}")  # an option is copy; words may hold anything


@cpd_out.asks(_("Which one shall I take out?"), OneOf(_last))
def which(chat: Chat, chosen: str) -> State | End:
    chat.answers.chosen = chosen
    return taken_out


@cpd_out.ends
def taken_out(chat: Chat) -> None:
    one = chat.db.get(Learning, int(chat.answers.chosen))
    if one is not None and one.member_id == chat.sender.member_id:
        chat.db.delete(one)
    chat.say(_("Taken out."))
