"""Who coordinates: seats are offered, handed over, made longer and given back. Nobody has one who didn't say yes."""

from datetime import date

from flows.asking_a_person import KIND
from flows.chat import Chat
from flows.coordinating import acts, terms
from flows.coordinating.command import CARERS, COORDINATOR, SAFEGUARDING, VIEWER, command
from flows.coordinating.finding import handle, stopped
from flows.coordinating.queue import SOME_WAIT
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.understand import Unclear
from flows.understand.until import until as until_day
from flows.wording import note
from flows.words import _
from models import mentions, queries, seats
from models.members import Member
from models.seats import Seat

DOES = {
    COORDINATOR: _("coordinator: you see who joins, pair people, and answer what needs a person"),
    SAFEGUARDING: _("safeguarding: you see people and can care for them, and change nothing"),
    VIEWER: _("viewer: you see numbers only, and nobody's name"),
}
WHICH_DAY = _("I need a day to come, a year ahead at most. For example: till 3 January")
SAID_YES = note(_("{who} has said yes ({role}), until {day}. To see all seats, text COORDINATORS"))
SAID_NO = note(
    _("{who} would rather not be {role}, and that's fine. To ask somebody else, text MAKE name COORDINATOR")
)
HAS_YOURS = note(
    _(
        "{who} has said yes and has your seat now, until {day}. Thank you for all you carried for this community."
    )
)
LONGER = note(
    _("Your term ({role}) is longer now: until {day}. To give the seat back, text GIVE BACK MY SEAT")
)
ENDED = note(_("Your seat ({role}) has ended. Thank you for all you carried for this community."))

offer = Flow("seat", title=_("a seat among the coordinators"), about=Seat, urgency=25)


@offer.facts
def _facts(chat: Chat) -> dict[str, object]:
    return {"does": chat.phrase(DOES[chat.subject.role]), "day": chat.subject.until}


@offer.stands
def _stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "offered" and chat.subject.until >= chat.now.date())


@offer.asks(
    _(
        "The coordinators ask you to be one of them, until {day}, as {does}. You can give it back any day. Would you like that?"
    ),
    YesNo(yes=_("Yes, gladly"), no=_("Rather not")),
)
def taking_a_seat(chat: Chat, wants: bool) -> State | End:
    return taken if wants else not_taken


@offer.ends
@acts.does("take_seat")
def taken(chat: Chat) -> None:
    seat: Seat = chat.subject
    held = {one.member_id: one for one in seats.lock_held(chat.db)}
    before = next((one for one in held.values() if one.id == seat.after_id), None)
    if seat.status != "offered" or seat.given_by not in held or (seat.after_id and before is None):
        chat.say(_("That seat isn't free any more. Thank you for being ready to take it."))
        return
    for one in (held.get(seat.member_id), before):
        if one is not None:
            seats.end(one, seat.given_by)
    chat.db.flush()
    seat.status, seat.since = "held", chat.now
    chat.sender.role = seat.role
    terms.plan(chat, seat)
    chat.say(
        _(
            "Thank you! You have the seat until {day}. To see what you can text: COMMANDS. To give it back: GIVE BACK MY SEAT"
        ),
        day=seat.until,
    )
    giver = chat.db.get_one(Member, seat.given_by)
    if before is None:
        role = terms.role_name(seat.role, giver.language)
        chat.tell(giver, SAID_YES, who=chat.member, role=role, day=seat.until)
        return
    for waits in mentions.waiting(chat.db, before.member_id):
        mentions.add(chat.connection, waits.kind, waits.about, seat.member_id)
    queries.hand_on(chat.db, before.member_id, chat.member)
    if seat.role in CARERS and (there := queries.waiting(chat.db, seat.member_id)):
        chat.say(SOME_WAIT, count=len(there))
        mentions.tell(chat.connection, KIND, {one.id: 0 for one in there}, seat.member_id)
    chat.tell(giver, HAS_YOURS, who=chat.member, day=seat.until)


@offer.ends
def not_taken(chat: Chat) -> None:
    seat: Seat = chat.subject
    if seat.status == "offered":
        seat.status = "declined"
        giver = chat.db.get_one(Member, seat.given_by)
        chat.tell(giver, SAID_NO, who=chat.member, role=terms.role_name(seat.role, giver.language))
    chat.say(_("That's fine, and nothing changes for you."))


@command(
    _("COORDINATORS"),
    "coordinators|seats",
    "who coordinates|coordinate",
    "who are|is (the|our) coordinators|coordinating",
    "coordinadores|coordinadoras|coordinacion|puestos",
    "quien|quienes coordina|coordinan",
    may=CARERS,
    changes=False,
)
def who_coordinates(chat: Chat) -> None:
    lines = []
    for seat in seats.all_held(chat.db):
        facts = {"who": _shown(chat, seat.member_id), "role": terms.role_name(seat.role, chat.language)}
        if seat.until is None:
            lines.append(chat.phrase(_("{who}: {role}, without an end"), **facts))
        else:
            lines.append(chat.phrase(_("{who}: {role}, until {day}"), **facts, day=seat.until))
    chat.say(
        _("{lines}\n\nTo ask somebody else to join in, text MAKE name COORDINATOR"), lines="\n".join(lines)
    )


def _shown(chat: Chat, member_id: int) -> Member | str:
    if member_id == chat.sender.member_id:
        return chat.phrase(_("you"))
    member = chat.db.get_one(Member, member_id)
    return member if member.name else handle(chat, member)


@command(
    _("MAKE name COORDINATOR"),
    "make {who} (a|our) coordinator (till|until) ({day})",
    "nombrar|nombra|haz|hacer (a) {who} (para|en) coordinar|coordinacion|coordinadora|coordinador (hasta) ({day})",
)
def make_coordinator(chat: Chat, who: Member, day: str | None) -> None:
    _offered(chat, who, COORDINATOR, day)


@command(
    _("MAKE name SAFEGUARDING"),
    "make {who} (a|our) safeguarding|safeguarder (till|until) ({day})",
    "nombrar|nombra|haz|hacer (a) {who} (para|en) proteccion|salvaguarda (hasta) ({day})",
)
def make_safeguarding(chat: Chat, who: Member, day: str | None) -> None:
    _offered(chat, who, SAFEGUARDING, day)


@command(
    _("MAKE name VIEWER"),
    "make {who} (a|our) viewer (till|until) ({day})",
    "nombrar|nombra|haz|hacer (a) {who} (para|en) observar|observacion|observadora|observador (hasta) ({day})",
)
def make_viewer(chat: Chat, who: Member, day: str | None) -> None:
    _offered(chat, who, VIEWER, day)


@command(
    _("HAND OVER TO name"),
    "hand_over|handover|pass_on (my) (seat|role) to {who} till|until {day}",
    "hand_over|handover|pass_on (my) (seat|role) to {who}",
    "entregar|entrego (mi) puesto|lugar a {who} hasta {day}",
    "entregar|entrego (mi) puesto|lugar a {who}",
)
def hand_over(chat: Chat, who: Member, day: str | None) -> None:
    mine = seats.held(chat.db, chat.sender.member_id)
    assert mine is not None
    if who.id == mine.member_id:
        chat.say(_("That's you. For example: HAND OVER TO Amara"))
    elif (other := seats.held(chat.db, who.id)) is not None and other.role == mine.role:
        chat.say(_("{who} has such a seat already. To give yours back, text GIVE BACK MY SEAT"), who=who)
    else:
        rest = mine.until if mine.until is not None and mine.until > chat.date(chat.now) else None
        _offered(chat, who, mine.role, day, after=mine, rest=rest)


def _offered(
    chat: Chat,
    who: Member,
    role: str,
    day: str | None,
    *,
    after: Seat | None = None,
    rest: date | None = None,
) -> None:
    """Ask them, if they can be asked. `after`: the seat that passes on when they agree; `rest`: its own last day."""
    last = _last_day(chat, day) if day else rest or chat.date(chat.now) + terms.YEAR
    if last is None or stopped(chat, who):
        return
    there = seats.held(chat.db, who.id)
    if who.status != "verified" and there is None:
        chat.say(
            _("{who} isn't verified yet. To look, text LOOK {handle}"), who=who, handle=handle(chat, who)
        )
        return
    if there is not None and (there.role == role or who.id == chat.sender.member_id):
        chat.say(_("{who} has a seat already. To see all seats, text COORDINATORS"), who=who)
        return
    if there is not None and there.role == COORDINATOR:
        chat.say(
            _("{who} coordinates. To end that first, text CLOSE SEAT of {handle}"),
            who=who,
            handle=handle(chat, who),
        )
        return
    for older in seats.withdraw_offers(chat.db, who.id):
        chat.call_off(offer, older)
    made = Seat(member_id=who.id, role=role, until=last, given_by=chat.sender.member_id)
    made.after_id = after.id if after is not None else None
    chat.db.add(made)
    chat.db.flush()
    acts.note(chat, about=[who, made])
    chat.invite(who, offer, made)
    chat.say(
        _("I'm asking {who} ({role}, until {day}) and will text you the answer. Nothing changes before."),
        who=who,
        role=terms.role_name(role, chat.language),
        day=last,
    )


def _last_day(chat: Chat, words: str) -> date | None:
    """The day that was meant; None when it can't be read, having said so."""
    read = until_day(words, now=chat.now, zone=chat.zone, language=chat.language)
    if isinstance(read, Unclear):
        chat.say(WHICH_DAY)
        return None
    return read


@command(
    _("EXTEND name TILL day"),
    "extend (the) (seat|term) (of) {who} till|until|to {day}",
    "extend my seat|term (till|until|to) ({day})",
    "alargar|alarga|extender|extiende|prolongar|prolonga mi puesto|periodo (hasta) ({day})",
    "alargar|alarga|extender|extiende|prolongar|prolonga (el) (puesto) (de|a) {who} hasta {day}",
)
def extend(chat: Chat, who: Member | None, day: str | None) -> None:
    if who is None or who.id == chat.sender.member_id:
        chat.say(
            _(
                "Another coordinator can extend your term, so that no seat lasts by itself. Or text HAND OVER TO name"
            )
        )
        return
    last = _last_day(chat, day or "")
    if last is None:
        return
    seat = next((one for one in seats.lock_held(chat.db) if one.member_id == who.id), None)
    if seat is None:
        chat.say(
            _("{who} has no seat. To ask them, text MAKE {handle} COORDINATOR"),
            who=who,
            handle=handle(chat, who),
        )
        return
    if seat.until is not None and last <= seat.until:
        chat.say(
            _("The term of {who} ends on {day} already. A longer one ends later."), who=who, day=seat.until
        )
        return
    seat.until = last
    chat.db.flush()
    terms.plan(chat, seat)
    chat.tell(who, LONGER, role=terms.role_name(seat.role, who.language), day=last)
    chat.say(
        _("The term of {who} is longer now: until {day}. To see all seats, text COORDINATORS"),
        who=who,
        day=last,
    )
