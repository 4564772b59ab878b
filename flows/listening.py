"""Being heard now: listeners who offered it are asked, three at a time, and the first who can is the one. Names are told when
both have said yes. Nobody learns who else was asked, or who couldn't.
"""

from datetime import timedelta

from sqlalchemy import select

from flows import community, helplines
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _
from models import concerns, hearings, wishes
from models.hearings import Hearing
from models.members import Member

AT_A_TIME = 3  # listeners
PATIENCE = timedelta(minutes=45)  # "now" means no longer
LINE = timedelta(days=3)  # in which the two can write to each other here

NOBODY_FREE = note(
    _(
        "None of those who listen here is free just now, and I'm sorry. You can ask again at any time: "
        "INCIDENT. There are people "
        'day and night, too: choose "find resources" there.'
    ),
    booked=True,
    at_once=True,
)
NOBODY_NOW = _(
    "None of those who listen here is free just now, and I'm sorry. You can ask again at any time: INCIDENT."
)
TOGETHER = note(
    _("It's {partner}, who said yes too and would like to be heard now. To write to each other here: CHAT. What is said stays "
      "between you two."),
    booked=True,
    at_once=True,
)  # fmt: skip
NOT_NOW = note(_("It's no longer needed just now. Thank you for being there to be asked."), booked=True)
NO_LONGER = _("They have found somebody, or no longer look. Thank you for being ready.")
LINE_CLOSES = note(
    _("It's three days since you and {partner} were put in touch, so your line here closes. To be heard again, at any time: "
      "INCIDENT"),
)  # fmt: skip
LINE_CLOSES_TOO = note(
    _(
        "It's three days since you and {partner} were put in touch, so your line here closes. Thank you for being there."
    )
)

may_listen = Flow("may_listen", title=_("whether you can listen now"), about=Hearing, urgency=4)
hearing = Flow("hearing", title=_("somebody who can listen"), about=Hearing, urgency=2, discreet=True)


def look_for(chat: Chat) -> None:
    """Ask listeners for this person, unless some are being asked already."""
    if hearings.of_member(chat.db, chat.sender.member_id) is not None:
        chat.say(_("I'm asking already, and tell you as soon as somebody can."))
        return
    one = Hearing(member_id=chat.sender.member_id)
    chat.db.add(one)
    chat.db.flush()
    if not _ask_some(chat, one):
        one.status = "nobody"
        chat.say(NOBODY_NOW)
        helplines.say_against_racism(chat)
        return
    too_long.plan(chat, chat.member, one)
    chat.say(
        _(
            "I'm asking a few coaches who offered to listen. They read only that a member would like to be heard after "
            "something racist, not who you are nor what it was. I tell you as soon as one can, or within {minutes} minutes that "
            "none could."
        ),
        minutes=int(PATIENCE.total_seconds() // 60),
    )


def _ask_some(chat: Chat, one: Hearing) -> bool:
    """Ask the next listeners who may be texted now and may meet this person. Whether there are any."""
    free = [who for who in hearings.listeners(chat.db) if _may(chat, one, who)][:AT_A_TIME]
    for who in free:
        hearings.asks(chat.db, one, who)
        chat.invite(who, may_listen, one)
    return bool(free)


def _may(chat: Chat, one: Hearing, who: Member) -> bool:
    if who.id == one.member_id or who.id in one.asked or chat.decent_hour(who) > chat.now:
        return False
    return not _apart(chat, one, who)


def _apart(chat: Chat, one: Hearing, who: Member) -> bool:
    """Whether these two never meet, or one of them raised a concern about the other. Nobody learns of either."""
    return community.may_not_meet(chat.db, one.member, who, chat.now.date()) or concerns.between(
        chat.db, one.member_id, who.id
    )


def _no_longer_needed(chat: Chat, one: Hearing) -> None:
    """Who was asked and hasn't answered reads so, and isn't asked any more."""
    for who in chat.db.scalars(
        select(Member).where(Member.id.in_(one.asked), Member.id != chat.sender.member_id)
    ):
        if chat.was_asked(who, may_listen, one):
            chat.tell(who, NOT_NOW)
    chat.call_off(may_listen, one)


@may_listen.stands
def still_looked_for(chat: Chat) -> bool:
    return bool(chat.subject.status == "looking")


@may_listen.asks(
    _(
        "A member would like to be heard now by another coach, for half an hour perhaps, after something "
        "racist happened in their "
        "work. Nothing to solve. Could you listen? Names are told only if they say yes too."
    ),
    YesNo(yes=_("Yes, I can listen"), no=_("Not now")),
)
def could_you(chat: Chat, yes: bool) -> State | End:
    return i_can if yes else not_now


@may_listen.ends
def i_can(chat: Chat) -> None:
    one: Hearing = chat.subject
    if one.status == "looking" and _apart(chat, one, chat.member):  # since they were asked
        _next_one(chat, one)
        chat.say(NO_LONGER)
        return
    if one.status != "looking":
        chat.say(NO_LONGER)
        return
    one.status, one.listener_id = "found", chat.sender.member_id
    chat.db.flush()
    _no_longer_needed(chat, one)
    chat.invite(one.member, hearing, one, awaited=True)
    chat.say(_("Thank you. I'm asking them now, and tell you both who it is when they say yes."))


@may_listen.ends
def not_now(chat: Chat) -> None:
    one: Hearing = chat.subject
    chat.say(_("That's fine, and nobody hears of it."))
    if one.status == "looking":
        _next_one(chat, one)


def _next_one(chat: Chat, one: Hearing) -> None:
    """This listener is not the one. When none of those who were asked is, the next are asked."""
    one.declined += 1
    if one.declined == len(one.asked) and not _ask_some(chat, one):
        one.status = "nobody"
        chat.tell(one.member, NOBODY_FREE)


@hearing.stands
def somebody_can(chat: Chat) -> bool:
    return bool(chat.subject.status == "found")


@hearing.asks(
    _(
        "Somebody here can listen to you now. Shall I tell you each other's names? Then you can write to "
        "each other here, or agree "
        "on a call. You needn't say more than you want to."
    ),
    YesNo(yes=_("Yes, please"), no=_("Not any more")),
    private=True,
)
def shall_i(chat: Chat, yes: bool) -> State | End:
    return together if yes else rather_not


@hearing.ends
def together(chat: Chat) -> None:
    one: Hearing = chat.subject
    if one.status != "found" or one.listener is None or _apart(chat, one, one.listener):
        if one.status == "found":
            one.status = "nobody"
        if one.listener is not None:
            chat.tell(one.listener, NOT_NOW)
        chat.say(NOBODY_NOW)
        helplines.say_against_racism(chat)
        return
    one.together(chat.db)
    chat.tell(one.listener, TOGETHER, partner=one.member)
    for person in (one.member, one.listener):
        line_closes.plan(chat, person, one, chat.now + LINE)
    chat.say(
        _(
            "It's {partner}. To write to each other here, text CHAT: it's open for three days. What is said "
            "stays between you two."
        ),
        partner=one.listener,
    )


@hearing.ends
def rather_not(chat: Chat) -> None:
    one: Hearing = chat.subject
    if one.status == "found" and one.listener is not None:
        one.status = "off"
        chat.tell(one.listener, NOT_NOW)
    chat.say(_("That's fine. Whenever you like, text INCIDENT."))


def let_go(chat: Chat) -> None:
    """This person leaves: who is being asked for them, or waits for them, waits no longer, and reads no name."""
    mine = chat.sender.member_id
    for one in hearings.going(chat.db, mine):
        chat.lock(one)
        if one.status in hearings.GOING and one.member_id == mine:
            if one.listener is not None:
                chat.tell(one.listener, NOT_NOW)
            one.status = "off"
            _no_longer_needed(chat, one)
            chat.call_off(hearing, one)
        elif one.status == "found":
            one.status = "nobody"
            chat.call_off(hearing, one)
            chat.tell(one.member, NOBODY_FREE)
    chat.flush()


@nudge(
    "hearing-over",
    manner=Manner.REMINDED,
    about=Hearing,
    due=lambda one: one.created_at + PATIENCE,
    lapse=timedelta(hours=3),
    stands=lambda _chat, one: one.status in hearings.GOING,
)
def too_long(chat: Chat, one: Hearing) -> None:
    """Nobody waits for longer than "now" without a word."""
    chat.lock(one)
    if one.status == "looking":
        chat.say(NOBODY_FREE)
    elif one.status == "found" and one.listener is not None:
        chat.tell(one.listener, NOT_NOW)
    if one.status in hearings.GOING:
        one.status = "nobody"
        _no_longer_needed(chat, one)
        chat.call_off(hearing, one)


def _parted(chat: Chat, one: Hearing) -> bool:
    """Whether one of the two has ended it before: they read nothing more of each other."""
    return one.listener_id is None or wishes.blocked(chat.db, one.member_id, one.listener_id)


@nudge(
    "hearing-closes",
    manner=Manner.AWAITED,
    about=Hearing,
    lapse=timedelta(days=7),
    stands=lambda chat, one: one.status in ("together", "over") and not _parted(chat, one),
)
def line_closes(chat: Chat, one: Hearing) -> None:
    """To both, each in their own time; with the first of them it is closed."""
    chat.lock(one)
    if one.status == "together":
        one.over(chat.db)
    if chat.sender.member_id == one.member_id:
        chat.say(LINE_CLOSES, partner=one.listener)
    else:
        chat.say(LINE_CLOSES_TOO, partner=one.member)
