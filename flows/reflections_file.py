"""All reflections of one person as a text file, behind the link they asked for."""

from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links
from flows.words import _, day, local, render, translate
from models import reflections
from models.members import Member

PURPOSE = "reflections"
GOOD_FOR = timedelta(days=1)
OVER = _("This link has had its day. For a new one, text MY REFLECTIONS.")
OPEN = _("Your file is ready. Only you should open it.")
BUTTON = _("Open the file")


def link(member_id: int) -> str:
    """Where this member finds their file, for a day."""
    return links.make(PURPOSE, member_id, "txt")


def language_of(connection: Connection, token: str) -> str:
    """Whose file it is reads this language. Raises as `links.read` does."""
    with Session(bind=connection) as db:
        return _whose(db, links.read(PURPOSE, token, GOOD_FOR)).language


def _whose(db: Session, member_id: int) -> Member:
    """Whose link it is. Raises NotOurs when nothing is kept of them any more."""
    member = db.get(Member, member_id)
    if member is None:
        raise links.NotOurs
    return member


def language_then(connection: Connection, member_id: int) -> str:
    """The language of somebody whose link's time is over; any, when nothing is kept of them."""
    with Session(bind=connection) as db:
        member = db.get(Member, member_id)
        return member.language if member is not None else "en"


def text_file(connection: Connection, token: str) -> bytes:
    """The file, in its author's language, the newest first. Raises as `links.read` does."""
    member_id = links.read(PURPOSE, token, GOOD_FOR)
    with Session(bind=connection) as db:
        member = _whose(db, member_id)
        parts = []
        for page in reflections.of(db, member_id):
            when = day(local(page.written_at, member.zone).date(), member.language)
            head = _("{day}, with {partner}") if page.partner else "{day}"
            said = render(head, member.language, member.zone, {"day": when, "partner": page.partner})
            parts.append(f"{said}\n\n{page.words}\n")
        nothing = translate(_("There is nothing here any more."), member.language)
        return ("\n\n".join(parts) or f"{nothing}\n").encode()
