"""Terms: a seat ends on its day, and nobody is surprised by it. The last coordinator's goes on until there is another."""

from datetime import date, datetime, timedelta

from flows import quiet
from flows.chat import Chat
from flows.coordinating.finding import handle
from flows.coordinating.staying import alone
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _, translate
from models import members, seats
from models.members import Member
from models.seats import COORDINATOR, Seat

YEAR = timedelta(days=365)  # a term, unless they say otherwise
WEEK, MONTH = timedelta(days=7), timedelta(days=28)
LAPSE = timedelta(days=30)
ROLES = {
    "coordinator": _("coordinator"),
    "safeguarding": _("safeguarding"),
    "viewer": _("viewer"),
}

NEARS = note(
    _(
        "Your term here ({role}) ends on {day}. To hand it over, text HAND OVER TO and a name. To go on, ask another "
        "coordinator to extend it."
    )
)
ALONE_NEARS = note(
    _(
        "Your term here ends on {day}. Nobody else coordinates, so your seat goes on until somebody does. Who could take "
        "over? Text HAND OVER TO and a name."
    )
)
THEIRS_NEARS = note(
    _("The term of {who} ({role}) ends on {day}. To make it longer, text EXTEND {handle} TILL and a day.")
)
THANKS = note(
    _(
        "Your term ({role}) is over, and it has ended by itself. Thank you for all you carried for this community."
    )
)
IS_OVER = note(_("The term of {who} ({role}) is over. To see who coordinates, text COORDINATORS"))
GOES_ON = note(
    _(
        "Your term ended on {day}. Nobody else coordinates, so your seat goes on, with thanks. Who could take over? Text "
        "HAND OVER TO and a name."
    )
)


def role_name(role: str, language: str) -> str:
    """A role, as somebody reads it."""
    return translate(ROLES[role], language)


def plan(chat: Chat, seat: Seat) -> None:
    """Let its holder, and all the others, know in time; planned anew for another last day."""
    holder = chat.db.get_one(Member, seat.member_id)
    if seat.until is None:
        return
    for kind, before in ((month, MONTH), (week, WEEK)):
        when = quiet.morning_of(holder, seat.until - before)
        if when > chat.now:
            kind.replan(chat, holder, seat, when)
    over.replan(chat, holder, seat, quiet.morning_of(holder, seat.until + quiet.DAY))


def _ends_within(chat: Chat, seat: Seat, most: timedelta) -> bool:
    return seat.status == "held" and seat.until is not None and seat.until - _today(chat) <= most


def _today(chat: Chat) -> date:
    return quiet.local_day(chat.member, chat.now)


@nudge(
    "term-month",
    manner=Manner.AWAITED,
    lapse=timedelta(days=14),
    about=Seat,
    stands=lambda chat, seat: _ends_within(chat, seat, MONTH),
)
def month(chat: Chat, seat: Seat) -> None:
    _nears(chat, seat)
    for other in members.coordinators(chat.db):
        if other.id != seat.member_id:
            role = role_name(seat.role, other.language)
            chat.tell(
                other,
                THEIRS_NEARS,
                who=chat.member,
                role=role,
                day=seat.until,
                handle=handle(chat, chat.member),
            )


@nudge(
    "term-week",
    manner=Manner.AWAITED,
    lapse=timedelta(days=5),
    about=Seat,
    stands=lambda chat, seat: _ends_within(chat, seat, WEEK),
)
def week(chat: Chat, seat: Seat) -> None:
    _nears(chat, seat)


def _nears(chat: Chat, seat: Seat) -> None:
    if seat.role == COORDINATOR and not members.coordinates_besides(chat.db, seat.member_id):
        chat.say(ALONE_NEARS, day=seat.until)
        return
    chat.say(NEARS, role=role_name(seat.role, chat.language), day=seat.until)


@nudge(
    "term-over",
    manner=Manner.AWAITED,
    lapse=LAPSE,
    about=Seat,
    stands=lambda chat, seat: seat.until is not None and seat.until < _today(chat),
)
def over(chat: Chat, seat: Seat) -> datetime | None:
    """It ends; the last coordinator's goes on, and asks after a week, then after two, four …"""
    lonely = alone(chat, seat.member_id)
    if seat.status != "held" or seat.until is None or seat.until >= _today(chat):
        return None  # meanwhile
    if seat.role == COORDINATOR and lonely:
        chat.say(GOES_ON, day=seat.until)
        days = max(WEEK, _today(chat) - seat.until)
        return quiet.morning_of(chat.member, _today(chat) + days)
    seats.end(seat)
    chat.say(THANKS, role=role_name(seat.role, chat.language))
    for other in members.coordinators(chat.db):
        if other.id != seat.member_id:
            chat.tell(other, IS_OVER, who=chat.member, role=role_name(seat.role, other.language))
    return None
