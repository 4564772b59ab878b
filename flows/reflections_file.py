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
        return db.get_one(Member, links.read(PURPOSE, token, GOOD_FOR)).language


def language_then(connection: Connection, member_id: int) -> str:
    """The language of somebody whose link's time is over."""
    with Session(bind=connection) as db:
        return db.get_one(Member, member_id).language


def text_file(connection: Connection, token: str) -> bytes:
    """The file, in its author's language, the newest first. Raises as `links.read` does."""
    member_id = links.read(PURPOSE, token, GOOD_FOR)
    with Session(bind=connection) as db:
        member = db.get_one(Member, member_id)
        parts = []
        for page in reflections.of(db, member_id):
            when = day(local(page.written_at, member.zone).date(), member.language)
            head = _("{day}, with {partner}") if page.partner else "{day}"
            said = render(head, member.language, member.zone, {"day": when, "partner": page.partner})
            parts.append(f"{said}\n\n{page.words}\n")
        nothing = translate(_("There is nothing here any more."), member.language)
        return ("\n\n".join(parts) or f"{nothing}\n").encode()
