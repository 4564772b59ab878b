"""The report as a picture for a phone: sessions of each month, and how many have a partner.

Drawn for 360 points across, three dots a point. It has a ground of its own, dark enough not to dazzle at night and light
enough in its letters for the sun; each bar says what it is in words, so that no colour has to be told from another. The two
colours are of Okabe and Ito's set, which is made for all kinds of sight.
"""

import threading
from datetime import date
from io import BytesIO
from typing import Any

from flows.impact_report import Told
from flows.words import _, month_briefly, render, translate

WIDTH, ROW, HEAD, PEOPLE, FOOT = 360, 24, 42, 88, 14  # points, as a phone counts them
DOTS = 3  # a point
INCH = 72  # points
GROUND, INK, QUIET, SKY, ORANGE = "#10233A", "#F5F1E8", "#B8C4D0", "#56B4E9", "#E69F00"
LARGE, USUAL = 17, 14.5  # points
LEFT, RIGHT = 16, 344  # where words begin and bars end
BAR = 62  # where bars begin

SESSIONS = _("Sessions each month")
HIDDEN = _("too few to show")
PARTNERS = _("With a partner now: about {partnered}")
VERIFIED = _("of about {verified} who are verified")
VERIFIED_ONLY = _("About {verified} people are verified")

_one_at_a_time = threading.Lock()  # matplotlib shares its letters between threads


def draw(told: Told, language: str) -> bytes:
    """A PNG, its words in this language."""
    with _one_at_a_time:
        return _draw(told, language)


def _draw(told: Told, language: str) -> bytes:
    # They take a second to load, and a text needs neither.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with_people = told.numbers["verified"] is not None
    months = told.months
    height = FOOT + (PEOPLE if with_people else 0) + (HEAD + ROW * len(months) if months else 0)
    figure = Figure(figsize=(WIDTH / INCH, height / INCH), dpi=INCH * DOTS, facecolor=GROUND)
    paper = figure.add_axes((0, 0, 1, 1))
    paper.set_axis_off()
    paper.set_xlim(0, WIDTH)
    paper.set_ylim(height, 0)
    at = 0
    if with_people:
        _people(paper, told, language)
        at = PEOPLE
    if months:
        _write(paper, LEFT, at + 24, translate(SESSIONS, language), LARGE, weight="bold")
        _months(paper, told, language, at + HEAD)
    out = BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _people(paper: Any, told: Told, language: str) -> None:
    """A bar of all who are verified, filled as far as they have a partner."""
    verified, partnered = told.numbers["verified"] or 0, told.numbers["with_partner"]
    facts = {"verified": verified, "partnered": partnered}
    first, second = (VERIFIED_ONLY, "") if partnered is None else (PARTNERS, VERIFIED)
    _write(paper, LEFT, 20, render(first, language, "UTC", facts), LARGE, weight="bold")
    if second:
        _write(paper, LEFT, 42, render(second, language, "UTC", facts), USUAL)
        _bar(paper, LEFT, 66, RIGHT - LEFT, 16, color="none", edgecolor=ORANGE, hatch="////")
        _bar(paper, LEFT, 66, (RIGHT - LEFT) * min(1, (partnered or 0) / verified), 16, color=ORANGE)


def _months(paper: Any, told: Told, language: str, top: int) -> None:
    """A line a month: its name, its bar, its number beside it. What is hidden has words instead."""
    most = max((told.of("sessions", one) or 0 for one in told.months), default=0)
    for line, one in enumerate(told.months):
        at, day = top + ROW * line + ROW / 2, date.fromisoformat(f"{one}-01")
        _write(paper, LEFT, at, month_briefly(day, language), USUAL)
        count = told.of("sessions", one)
        if count is None:
            _write(paper, BAR, at, translate(HIDDEN, language), USUAL, color=QUIET, style="italic")
        else:
            length = (RIGHT - 40 - BAR) * count / most
            _bar(paper, BAR, at, length, 15, color=SKY)
            _write(paper, BAR + length + 6, at, str(count), USUAL, weight="bold")
    years = "–".join(sorted({one[:4] for one in told.months}))
    _write(
        paper,
        RIGHT,
        top - HEAD + 24,
        years,
        USUAL,
        color=QUIET,
        ha="right",
    )


def _write(paper: Any, x: float, y: float, words: str, size: float, **looks: Any) -> None:
    paper.text(x, y, words, fontsize=size, va="center", **{"color": INK, **looks})


def _bar(paper: Any, x: float, y: float, length: float, height: float, **looks: Any) -> None:
    paper.barh(y, length, height, left=x, **looks)
