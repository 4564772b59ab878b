"""Links to the report, as a picture and as a spreadsheet: for a week, and always as it was told then."""

from datetime import timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from flows import impact_chart, impact_report, impact_sheet, links, words
from flows.impact_report import Told
from flows.words import _
from models import database

LASTS = timedelta(days=7)
PICTURE, SHEET = "picture", "impact"  # purposes
FILE = "impact.xlsx"
MAKERS = {PICTURE: impact_chart.draw, SHEET: impact_sheet.build}
ENDINGS = {PICTURE: "png", SHEET: "xlsx"}
OVER = _("This link is over. For the numbers as they are today, text HOW ARE WE DOING?")


def link(purpose: str, told: Told, language: str) -> str:
    """A link to this report, for readers of this language."""
    return links.make(purpose, [told.month, language], ENDINGS[purpose])


def behind(engine: Engine, purpose: str, token: str) -> bytes | str:
    """What is behind a link; or, when its time is over, what to do instead. Raises `links.NotOurs`. It is made outside of any
    transaction: a picture takes a moment."""
    try:
        month, language = links.read(purpose, token, LASTS)
    except links.Expired as error:
        return words.translate(OVER, error.payload[1])
    told = database.run(engine, lambda connection: _told(connection, month))
    if told is None:
        raise links.NotOurs
    return MAKERS[purpose](told, language)


def _told(connection: Connection, month: str) -> Told | None:
    with Session(bind=connection) as db:
        return impact_report.of_month(db, month)
