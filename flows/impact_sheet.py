"""The report as a spreadsheet for those who give money: the same numbers, hidden alike, and a sheet that says what and why."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from flows.disclosure import OTHERS
from flows.impact_report import Told, country_name
from flows.words import _, day, language_name, month, render, translate

Line = tuple[str, int | str | None]  # None: hidden
WIDE, NARROW, NOTES_WIDTH = 46, 16, 100  # characters

SUMMARY, BY_MONTH, PEOPLE, NOTES = _("Summary"), _("By month"), _("People"), _("What is hidden, and why")
HIDDEN = _("hidden")
LINES = {
    "verified": _("People verified (in fives)"),
    "with_partner": _("of them, with a partner now (in fives)"),
    "introduced": _("Introductions so far (in fives)"),
    "agreed": _("of them, agreed by all (in fives)"),
    "asked": _("People who said how they go on at the end of their time (in fives)"),
    "went_on": _("of them, who wanted to go on together (in fives)"),
    "rounds": _("Rounds so far"),
}
YEAR = {
    "sessions": _("Sessions that took place, {first} to {last}"),
    "hours": _("Hours of coaching, {first} to {last}"),
}
MONTH, SESSIONS, HOURS = _("Month"), _("Sessions"), _("Hours of coaching")
GROUPS = {"body": _("Accredited by"), "language": _("Language"), "country": _("Country")}
ALL_OTHERS = _("all others")
COUNT = _("People (in fives)")
NOBODY_TOLD_APART = _("Too few to tell apart.")
ABOUT = (
    _("These are the numbers as they stood on {day}. They stay as they are: a later report is another one."),
    _(
        "Who belongs to this space is nobody else's business. So nothing here says anything about one person, and nothing can "
        "be worked out about one."
    ),
    _("Fewer than five is hidden, whether of people or of sessions; so is none."),
    _("People and introductions are told to the nearest five, so that nobody's coming or leaving shows."),
    _(
        "A month is hidden, too, when fewer than five people met in it, or when most of its hours are of one pair."
    ),
    _(
        "Sometimes one more number is hidden, because together with the others it would give away a hidden one. A total in fives "
        "needn't be the sum of what is shown."
    ),
    _('Groups of under five people are counted together as "all others", without their names.'),
    _("A month is told a week after its end, by the calendar of UTC, and isn't changed afterwards."),
    _("Hours are of coaching alone, rounded to whole hours. Nobody is ranked or compared, here or anywhere."),
    _("The rules are those of official statistics: Eurostat's Handbook on Statistical Disclosure Control."),
)


def build(told: Told, language: str) -> bytes:
    """The file, in this language."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": translate(SUMMARY, language), "created": told.made_at.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    _fill(book, SUMMARY, [("", "")], _summary(told, language), language, head)
    _by_month(book, told, language, head)
    for kind, title in GROUPS.items():
        lines = list(_group(told, kind, language)) or [(translate(NOBODY_TOLD_APART, language), "")]
        heads = [(translate(title, language), translate(COUNT, language))]
        _fill(book, title, heads, lines, language, head)
    notes = book.add_worksheet(translate(NOTES, language))
    notes.set_column(0, 0, NOTES_WIDTH, book.add_format({"text_wrap": True, "valign": "top"}))
    for at, copy in enumerate(ABOUT):
        made = day(told.made_at.date(), language)
        notes.write_string(at, 0, render(copy, language, "UTC", {"day": made}))
    book.close()
    return out.getvalue()


def _summary(told: Told, language: str) -> Iterable[Line]:
    for name, copy in LINES.items():
        yield translate(copy, language), told.numbers[name]
    if told.months:
        ends = {"first": told.months[0], "last": told.months[-1]}
        facts = {name: month(date.fromisoformat(f"{one}-01"), language) for name, one in ends.items()}
        for what, copy in YEAR.items():
            yield render(copy, language, "UTC", facts), told.year(what)


def _by_month(book: Any, told: Told, language: str, head: Any) -> None:
    sheet = book.add_worksheet(translate(BY_MONTH, language))
    sheet.set_column(0, 0, NARROW * 2)
    sheet.set_column(1, 2, NARROW)
    for at, title in enumerate((MONTH, SESSIONS, HOURS)):
        sheet.write_string(0, at, translate(title, language), head)
    for line, one in enumerate(told.months, 1):
        sheet.write_string(line, 0, month(date.fromisoformat(f"{one}-01"), language))
        for at, what in enumerate(("sessions", "hours"), 1):
            _put(sheet, line, at, told.of(what, one), language)
    sheet.freeze_panes(1, 0)


def _group(told: Told, kind: str, language: str) -> Iterable[Line]:
    """In the order of the alphabet, not by how many; all others last."""
    counts = told.groups[kind]
    yield from sorted(
        (_name(kind, name, language), count) for name, count in counts.items() if name != OTHERS
    )
    if OTHERS in counts:
        yield translate(ALL_OTHERS, language), counts[OTHERS]


def _name(kind: str, name: str, language: str) -> str:
    if kind == "language":
        return language_name(name, language)
    return country_name(name, language) if kind == "country" else name


def _fill(
    book: Any, title: str, heads: Iterable[tuple[str, str]], lines: Iterable[Line], language: str, head: Any
) -> None:
    """A sheet of two columns."""
    sheet = book.add_worksheet(translate(title, language))
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, NARROW)
    for at, words in enumerate(next(iter(heads))):
        sheet.write_string(0, at, words, head)
    for line, (words, value) in enumerate(lines, 1):
        sheet.write_string(line, 0, words)
        _put(sheet, line, 1, value, language)
    sheet.freeze_panes(1, 0)


def _put(sheet: Any, line: int, at: int, value: int | str | None, language: str) -> None:
    if isinstance(value, int):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, translate(HIDDEN, language) if value is None else value)
