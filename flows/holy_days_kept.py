"""Holy days and days of their own on which a member is left in peace. Nobody else reads what they write here."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from flows.chat import Chat
from flows.flow import End, Flow, Miss, State
from flows.holy_days import HOLY_DAYS, coming, weekday_of
from flows.holy_days_read import Named, named
from flows.words import _, day

MOST_KEPT = 40
MOST_SHOWN = 12  # a text holds no more; the soonest come first
WEEKLY = (
    _("Mondays"), _("Tuesdays"), _("Wednesdays"), _("Thursdays"), _("Fridays"),
    _("Saturdays, from Friday evening"), _("Sundays"),
)  # fmt: skip

keeping = Flow(
    "holy_days",
    title=_("the days you keep"),
    seated=True,
    words=_(
        "holy days, my days, holy day, my holy days, days i keep, holidays, religious holidays, feast days"
    ),
)


@dataclass(frozen=True, slots=True)
class Days:
    """Days by name or date, as many as they like."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question: the list is long."""
        return ()

    def read(self, text: str, chat: Chat) -> Named | Miss:
        """What was named; a Miss when we know nothing of it."""
        found = named(text, now=chat.now, zone=chat.zone, language=chat.language)
        if found.understood:
            return found
        return Miss(
            _(
                "I don't know that one yet. Some that I know: Diwali, Eid al-Fitr, Yom Kippur, Juneteenth, Orthodox Easter. "
                "A date works too, such as 14 March, and LIST shows them all."
            )
        )


@keeping.facts
def kept_so_far(chat: Chat) -> dict[str, object]:
    keeps = _in_order(chat, chat.member.keeps or [])
    if not keeps:
        return {"kept": ""}
    copy = _("You keep:\n{days}\nTo let one go: not Diwali. To let all go: NONE.")
    return {"kept": f"{chat.phrase(copy, days=_shown(chat, keeps))}\n\n"}


@keeping.asks(
    _(
        "{kept}On which days shall I leave you in peace? Names or dates, with commas between. For example: Diwali, "
        "Saturdays, 14 March. To see what I know, text LIST."
    ),
    Days(),
    private=True,
)
def naming(chat: Chat, found: Named) -> State | End:
    if found.wants_list:
        names = ", ".join(sorted(chat.phrase(known.name) for known in HOLY_DAYS.values()))
        chat.say(_("These I know: {names}. And every day of the week, and any date."), names=names)
        return naming
    before = [] if found.wants_none else chat.member.keeps or []
    wanted = [*before, *(key for key in found.add if key not in before)]
    chat.answers.keeps = [key for key in wanted if key not in found.drop][:MOST_KEPT]
    chat.answers.unknown = found.unknown
    return kept


@keeping.ends
def kept(chat: Chat) -> None:
    keeps = _in_order(chat, chat.answers.keeps)
    chat.member.keeps = keeps or None
    chat.free_again()
    if keeps:
        chat.say(_("On these days I leave you in peace:\n{days}"), days=_shown(chat, keeps))
    else:
        chat.say(_("Noted: you keep no days with me now."))
    if any(key in HOLY_DAYS and HOLY_DAYS[key].eve for key in keeps):
        chat.say(_("What begins in the evening is quiet from 16:00 of the day before."))
    if chat.answers.unknown:
        chat.say(
            _("I don't know this one yet: {unknown}. With a date I can keep it too, such as 14 March."),
            unknown=", ".join(chat.answers.unknown)[:80],
        )


def _in_order(chat: Chat, keys: list[str]) -> list[str]:
    """The soonest first, without dates that have been."""
    today = chat.date(chat.now)
    nexts = {key: coming(key, today) for key in keys}
    still = [key for key in keys if nexts[key] is not None or key in HOLY_DAYS]
    return sorted(still, key=lambda key: found.first if (found := nexts[key]) is not None else date.max)


def _shown(chat: Chat, keys: list[str]) -> str:
    lines = [_line(chat, key) for key in keys[:MOST_SHOWN]]
    if len(keys) > MOST_SHOWN:
        lines.append(chat.phrase(_("and {count} more"), count=len(keys) - MOST_SHOWN))
    return "\n".join(lines)


def _line(chat: Chat, key: str) -> str:
    """One kept day and when it is next."""
    found = coming(key, chat.date(chat.now))
    name = _name(chat, key)
    if found is None:
        return chat.phrase(_("{name}: the date isn't known yet"), name=name)
    if key == found.first.isoformat():
        return name
    known = HOLY_DAYS.get(key)
    if known is None:
        copy = _("{name}: next on {day}")
    elif known.days > 1:
        copy = (
            _("{name}: {count} days from {day}, give or take a day")
            if found.about
            else _("{name}: {count} days from {day}")
        )
    else:
        copy = _("{name}: {day}, give or take a day") if found.about else _("{name}: {day}")
    return chat.phrase(copy, name=name, day=found.first, count=known.days if known else 1)


def _name(chat: Chat, key: str) -> str:
    if key in HOLY_DAYS:
        return chat.phrase(HOLY_DAYS[key].name)
    weekday = weekday_of(key)
    if weekday is not None:
        return chat.phrase(WEEKLY[weekday])
    if len(key) == len("03-14"):
        month, number = map(int, key.split("-"))
        pattern = {"es": "d 'de' MMMM"}.get(chat.language, "d MMMM")
        return format_date(date(2028, month, number), pattern, locale=chat.language)
    return day(date.fromisoformat(key), chat.language)
