"""MY DATA: a link to all that is kept of somebody, for one look within a day, and the code that opens it. Both go to their own
phone: whoever texted in their name reads neither.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import exports, holdings
from models.members import Member

PURPOSE = "mine"  # of the link; says nothing of what is behind it
OVER = _("This page is over: it opens once, within a day. For a new one, text MY DATA.")

my_data = Flow(
    "my_data",
    title=_("a copy of all I keep of you"),
    urgency=3,
    fleeting=True,
    newcomers=True,
    words=_(
        "my data, see my data, show me my data, export my data, a copy of my data, download my data, send me my data, all my data"
    ),
)


@my_data.asks(
    _(
        "Here you can see all I keep of you, texts of these weeks too. Open it where nobody looks over your shoulder. Shall I "
        "make a page of it, with a file to take along? It opens once, within a day."
    ),
    YesNo(yes=_("Yes, make it"), no=_("Not now")),
    private=True,
)
def making(chat: Chat, wanted: bool) -> State | End:
    return made if wanted else left


@my_data.ends
def made(chat: Chat) -> None:
    export, code = exports.make(chat.db, chat.sender.member_id)
    chat.say(
        _("Here it is: {link}\nIt asks for this code: {code}. Give it to nobody: we never ask for it."),
        link=links.make(PURPOSE, export.id, "html"),
        code=code,
    )


@my_data.ends
def left(chat: Chat) -> None:
    chat.say(_("That's fine. It's here whenever you like: text MY DATA."))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page needs: whose it is and, once the code was right, all that is kept of them."""

    language: str
    zone: str
    opens: bool  # whether a code still opens it
    data: dict[str, list[dict[str, Any]]] | None = None


def behind(connection: Connection, token: str, code: str | None = None) -> Shown:
    """What is behind a link; a look without a code changes nothing. Raises `links.NotOurs`, also when what it led to is gone."""
    try:
        export_id = links.read(PURPOSE, token, exports.LASTS)
    except links.Expired as over:
        export_id = over.payload
    with Session(bind=connection) as db:
        export = exports.locked(db, export_id)
        member = db.get(Member, export.member_id) if export is not None else None
        if export is None or member is None:
            raise links.NotOurs
        reader = member.language, member.zone
        if not export.is_open:
            return Shown(*reader, opens=False)
        if code is None:
            return Shown(*reader, opens=True)
        right = export.opens(code)
        db.flush()
        return Shown(*reader, export.is_open, holdings.of(db, member.id) if right else None)
