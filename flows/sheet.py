"""A coaching log as a spreadsheet: one sheet with the body's columns, one with its rules and what isn't there.

It goes to an accrediting body, so it names neither this space nor anything that tells who may join it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from flows.bodies import Body
from flows.coaching_log import Log, Row, hundredths
from flows.durations import hundredths as hours_shown
from flows.kind_words import KINDS
from flows.other_hours import Hours
from flows.words import _, day, render, translate

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"client": 24, "contact": 30, "organisation": 24, "context": 36, "individual": 18}
USUAL, NOTES_WIDTH = 15, 100  # characters
WHOLE, HOURS, DAYS = (
    ("group_size", "sessions", "minutes"),
    ("hours", "paid", "pro_bono"),
    ("first_day", "last_day"),
)
SUMMED = ("sessions", "minutes", *HOURS)

TITLE, NOTES = _("Coaching log"), _("About this log")
CLIENT = _("Client {number}")
THROUGH_COACH = _("through the coach, on request")
INDIVIDUAL = _("individual")
PEER = _("Coach; coaching in exchange for coaching")
TOTAL = _("Total")
ABOUT = (
    _("{body}: as its rules were found on {day}. They change; please look at them before you hand this in."),
    _("This says what a body asks. What it accepts, it decides."),
    _("Sessions count that took place, and only the coaching: not what was said about it afterwards."),
)
PAID_ORDER = _(
    "Given in all: {given} h. Received in all: {received} h. In the order of time, hours given are paid until as many have "
    "been given as were received; the rest is pro bono."
)
LEFT_OFF = _(
    "Left off, because those clients have not agreed to be in it: {hours} h. They are in no total above."
)
OF_ANOTHER_KIND = _("Of {kind}, which is in no total above: given {given} h, received {received} h.")
NOBODY_LEFT_OFF = _("Nobody was left off.")
ROUNDED = _("Hours are minutes divided by 60, to two decimals, rounded so that the rows add up.")
WHEN = _("Dates are by the coach's own clock. Made on {day}.")
SOURCES = _("Where the rules were found:")


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of cells. What begins with = + - @ stays text, in whatever opens it."""

    head: Any
    text: Any
    whole: Any
    hours: Any
    day: Any
    total_text: Any
    total_whole: Any
    total_hours: Any


def build(log: Log, language: str, now: datetime, today: date) -> bytes:
    """The file, in this language. `now` is when it is made (aware UTC), `today` the day the coach's clock shows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    title = translate(TITLE, language)
    book.set_properties({"title": title, "created": now.replace(tzinfo=None)})
    looks = _looks(book)
    _fill(book.add_worksheet(title), log, language, looks)
    notes = book.add_worksheet(translate(NOTES, language))
    notes.set_column(0, 0, NOTES_WIDTH, book.add_format({"text_wrap": True, "valign": "top"}))
    for line, text in enumerate(about(log, language, today)):
        notes.write_string(line, 0, text)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> _Looks:
    bold, text, whole = {"bold": True, "top": 1}, {"quote_prefix": True}, {"num_format": "0"}
    hours = {"num_format": "#,##0.00"}
    return _Looks(
        head=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=book.add_format(text),
        whole=book.add_format(whole),
        hours=book.add_format(hours),
        day=book.add_format({"num_format": "yyyy-mm-dd"}),  # read alike everywhere
        total_text=book.add_format(bold | text),
        total_whole=book.add_format(bold | whole),
        total_hours=book.add_format(bold | hours),
    )


def _fill(sheet: Any, log: Log, language: str, looks: _Looks) -> None:
    """Headings, a row each, and the totals."""
    for at, column in enumerate(log.body.columns):
        sheet.write_string(0, at, column.heading[language], looks.head)
        sheet.set_column(at, at, WIDTHS.get(column.holds, USUAL))
        for line, row in enumerate(log.rows, 1):
            _write(sheet, line, at, column.holds, row, log, language, looks)
        _total(sheet, at, column.holds, log, language, looks)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Any, line: int, at: int, holds: str, row: Row, log: Log, language: str, looks: _Looks
) -> None:
    if holds in DAYS:
        sheet.write_datetime(line, at, datetime.combine(getattr(row, holds), datetime.min.time()), looks.day)
    elif holds in HOURS:
        sheet.write_number(line, at, getattr(row, holds) / 100, looks.hours)
    elif holds in WHOLE:
        sheet.write_number(line, at, 1 if holds == "group_size" else getattr(row, holds), looks.whole)
    else:
        sheet.write_string(line, at, _text(holds, row, log, language), looks.text)


def _text(holds: str, row: Row, log: Log, language: str) -> str:
    if holds == "client" and log.body.named:
        return "".join(sign for sign in row.name or "" if unicodedata.category(sign) != "Cc")
    copy = {"client": CLIENT, "contact": THROUGH_COACH, "individual": INDIVIDUAL, "context": PEER}.get(holds)
    return render(copy, language, "UTC", {"number": row.client}) if copy is not None else ""


def _total(sheet: Any, at: int, holds: str, log: Log, language: str, looks: _Looks) -> None:
    """The sum, as a formula and as its value: not every program works formulas out."""
    last = len(log.rows) + 1
    if at == 0:
        sheet.write_string(last, at, translate(TOTAL, language), looks.total_text)
    elif holds in SUMMED:
        value = sum(getattr(row, holds) for row in log.rows)
        shown, look = (value / 100, looks.total_hours) if holds in HOURS else (value, looks.total_whole)
        letter = chr(ord("A") + at)
        if log.rows:
            sheet.write_formula(last, at, f"=SUM({letter}2:{letter}{last})", look, shown)
        else:
            sheet.write_number(last, at, 0, look)


def _of_another_kind(hours: Hours, body: Body, language: str) -> tuple[str, str]:
    """Hours that aren't coaching, and what the body says of them."""
    facts = {
        "kind": translate(KINDS[hours.kind], language),
        "given": hours_shown(hundredths(hours.given), language),
        "received": hours_shown(hundredths(hours.received), language),
    }
    return render(OF_ANOTHER_KIND, language, "UTC", facts), body.others[hours.kind][language]


def about(log: Log, language: str, today: date) -> list[str]:
    """What the second sheet says."""
    body = log.body
    facts = {
        "body": body.name,
        "day": day(body.as_of, language),
        "given": hours_shown(hundredths(log.given), language),
        "received": hours_shown(hundredths(log.received), language),
        "hours": hours_shown(hundredths(log.left_off), language),
    }
    lines = [*ABOUT, *body.rules[language]]
    lines += [PAID_ORDER] if body.exchange_is_paid else []
    lines += [LEFT_OFF if log.left_off else NOBODY_LEFT_OFF, ROUNDED]
    said = [render(line, language, "UTC", facts) for line in lines]
    said += [line for hours in log.others for line in _of_another_kind(hours, body, language)]
    said.append(render(WHEN, language, "UTC", {"day": day(today, language)}))
    return [*said, translate(SOURCES, language), *body.sources]
