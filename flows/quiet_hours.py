"""Between which hours somebody likes to be texted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_time

from flows import quiet
from flows.chat import Chat
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.understand.hours import Hours, hours
from flows.words import _, city

_AS_IT_IS = frozenset(
    (
        "as it is", "as now", "as they are", "keep it", "keep them", "ok", "okay", "fine", "thats fine", "that's fine",
        "no change", "same", "the same", "como esta", "como ahora", "asi", "asi esta bien", "igual", "esta bien", "vale",
    )
)  # fmt: skip
_NEVER = frozenset(("never", "not at all", "no hours", "nunca", "jamas", "ninguna hora", "a ninguna hora"))

quiet_hours = Flow(
    "quiet_hours",
    title=_("your quiet hours"),
    seated=True,
    words=_("quiet hours, quiet, my quiet hours, texting hours, do not disturb, night hours"),
)


@dataclass(frozen=True, slots=True)
class TextingHours:
    """The hours at which a person likes to be texted, by their own clock."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> Hours | Miss:
        """From when until when; None for what everybody has."""
        member, said = chat.member, fold(text)
        if said in _AS_IT_IS:
            return Hours(member.quiet_till, member.quiet_from)
        if said in _NEVER:
            return Miss(
                _("To hear nothing for a while, text PAUSE. For good, text LEAVE. Or, to go on:"),
                lacking=True,
            )
        begins, ends = quiet.hours_of(member)
        usual = (ends, begins) if ends < begins else (quiet.QUIET_TILL, quiet.QUIET_FROM)
        return hours(text, usual) or Miss(
            _("I need two times of day, each with am or pm. For example: 8 am to 9 pm, or: only mornings")
        )


@quiet_hours.facts
def now_so(chat: Chat) -> dict[str, object]:
    return {"hours": _said(chat)}


@quiet_hours.asks(
    _(
        "I text you {hours}. Which hours would suit you? For example: 8 to 21, only mornings, "
        "any time, the usual"
    ),
    TextingHours(),
)
def choosing(chat: Chat, chosen: Hours) -> State | End:
    chat.answers.since, chat.answers.till = chosen.since, chosen.till
    return settled


@quiet_hours.ends
def settled(chat: Chat) -> None:
    # We keep when it is quiet, they say when it isn't.
    chat.member.quiet_till, chat.member.quiet_from = chat.answers.since, chat.answers.till
    chat.free_again()
    chat.say(
        _(
            "Noted: I text you {hours}. When you write, I answer at any hour; and what you booked comes at "
            "its own: the reminder an hour before, the swap at half time."
        )
    )


def _said(chat: Chat) -> str:
    """When this person may be texted, in their language."""
    begins, ends = quiet.hours_of(chat.member)
    if begins == ends:
        return chat.phrase(_("at any hour"))
    since, till = _clock(ends, chat.language), _clock(begins, chat.language)
    where = city(quiet.zone_of(chat.zone).key, chat.language)
    return chat.phrase(_("between {since} and {till}, {city} time"), since=since, till=till, city=where)


def _clock(minutes: int, language: str) -> str:
    """A time of day: '09:00'."""
    shown = datetime.combine(date.min, time()) + timedelta(minutes=minutes)
    return format_time(shown.time(), "HH:mm", locale=language)
