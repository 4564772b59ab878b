"""My log: an accreditation log as a spreadsheet, behind a link. Before the first one, the people in it are asked, once."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session

from flows import bodies, coaching_log, kind_words, links, listing, other_hours, sheet, words
from flows.bodies import Body
from flows.chat import Chat
from flows.coaching_log import Log, hundredths
from flows.durations import hundredths as shown
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow, Miss, State
from flows.words import _
from models import clock, listings
from models.members import Member
from models.wishes import Block

LASTS = timedelta(hours=24)
PURPOSE = "hours"  # of the link
FILE = "hours.xlsx"  # reveals nothing
_NAMING = re.compile(
    r"(?:my |mi )?(?:accreditation |coaching )?(?:log|registro) (?:for |de |para )?(.+)", re.IGNORECASE
)

my_log = Flow(
    "my_log",
    title=_("your accreditation log"),
    urgency=5,
    fleeting=True,
    words=_("my log, log, coaching log, my coaching log, accreditation log, my accreditation log"),
    hears=lambda text, _chat: _named(text) is not None,
)


def _named(text: str) -> Body | None:
    """The body in "log ICF"."""
    found = _NAMING.fullmatch(text.strip(" .!"))
    return bodies.of(found[1]) if found is not None else None


@dataclass(frozen=True, slots=True)
class WhichBody:
    """One of the bodies whose log we know, the member's own first."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """Their names."""
        if chat.db is None:  # `flows/costs.py` counts the words
            return ()
        own = chat.member.credential
        first = bodies.of(own.body) if own is not None else None
        every = [body.name for body in bodies.every().values() if body is not first]
        return (*([first.name] if first is not None else []), *every)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The body's name."""
        named = _named(text) or bodies.of(text)
        if named is not None:
            return named.name
        names = self.options(chat)
        return OneOf(dict(zip(names, names, strict=True))).read(text, chat)


@my_log.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"count": len(_not_asked(chat))}


@my_log.asks(_("For which body would you like your log?"), WhichBody())
def choosing(chat: Chat, body: str) -> State | End:
    chat.answers.body = body
    return asking if _not_asked(chat) else ready


@my_log.asks(
    _(
        "A log holds only people who agree to be in it. You coached some who haven't been asked: {count}. Shall I ask them, "
        "once each?"
    ),
    YesNo(yes=_("Yes, ask them"), no=_("Not now")),
)
def asking(chat: Chat, agreed: bool) -> State | End:
    return asked if agreed else ready


@my_log.ends
def asked(chat: Chat) -> None:
    for client in _not_asked(chat):
        made = listings.ask(chat.db, chat.sender.member_id, client.id)
        if not _apart(chat, client):
            chat.invite(client, listing.listing, made)
    chat.say(_("I'm asking them. Who agrees is in your log from then on; just text MY LOG again."))
    _hand_over(chat)


@my_log.ends
def ready(chat: Chat) -> None:
    _hand_over(chat)


def _not_asked(chat: Chat) -> list[Member]:
    """Whom this member coached and hasn't asked yet."""
    counted = coaching_log.coached(chat.db, chat.sender.member_id)
    known = listings.asked_by(chat.db, chat.sender.member_id)
    return [one for one in coaching_log.clients(counted).values() if one.id not in known and one.name]


def _apart(chat: Chat, other: Member) -> bool:
    """Whether one of the two wants no more to do with the other. They aren't asked, and nobody learns of it."""
    me = chat.sender.member_id
    theirs = or_(
        (Block.member_id == me) & (Block.other_id == other.id),
        (Block.member_id == other.id) & (Block.other_id == me),
    )
    return chat.db.scalar(select(Block.id).where(theirs).limit(1)) is not None


def _hand_over(chat: Chat) -> None:
    """The numbers, and the link."""
    body = bodies.of(chat.answers.body)
    if body is None:  # its file is gone
        return
    log = coaching_log.log_of(chat.db, chat.member, body)
    if not log.given:
        chat.say(_("I know of no session yet in which you coached, so there is nothing to list."))
        other_hours.say_all(chat, body)
        return
    _numbers(chat, log)
    if log.rows:
        link = links.make(PURPOSE, [chat.sender.member_id, body.name], "xlsx")
        chat.say(_("Here it is, for 24 hours and for whoever has the link: {link}"), link=link)
    if log.rows and log.others:
        kinds = kind_words.several(chat, [hours.kind for hours in log.others])
        chat.say(_("Its second page has other hours too, which are in no total: {kinds}."), kinds=kinds)


def _numbers(chat: Chat, log: Log) -> None:
    """What is in it and what isn't."""
    lang, name = chat.language, log.body.name
    hours, paid, unpaid = (shown(one, lang) for one in (log.paid + log.pro_bono, log.paid, log.pro_bono))
    if not log.rows:
        chat.say(_("Nobody is in your {body} log yet."), body=name)
    elif any(column.holds == "paid" for column in log.body.columns):
        copy = _("In your {body} log: {hours} h, of them {paid} paid and {unpaid} pro bono.")
        chat.say(copy, body=name, hours=hours, paid=paid, unpaid=unpaid)
    else:
        chat.say(_("In your {body} log: {hours} h."), body=name, hours=hours)
    if log.left_off:
        left_off = shown(hundredths(log.left_off), lang)
        chat.say(_("Left off, as those people haven't agreed to it: {hours} h."), hours=left_off)


OVER = _("This link is over. For a new one, text MY LOG.")


def log_file(connection: Connection, token: str) -> bytes | str:
    """The spreadsheet behind a link, made this moment; or, when its time is over, what to do instead. Raises
    `links.NotOurs`."""
    with Session(bind=connection) as db:
        try:
            member_id, name = links.read(PURPOSE, token, LASTS)
        except links.Expired as error:
            owner = db.get(Member, error.payload[0])
            return words.translate(OVER, owner.language if owner is not None else "en")
        member, body = db.get(Member, member_id), bodies.of(name)
        if member is None or body is None or member.name is None:
            raise links.NotOurs
        now = clock.now()
        log = coaching_log.log_of(db, member, body)
        return sheet.build(log, member.language, now, words.local(now, member.zone).date())
