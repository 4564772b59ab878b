"""Giving one's seat back. The last one who coordinates stays until another has said yes."""

from flows import agenda
from flows.chat import Chat
from flows.coordinating import acts, terms
from flows.coordinating.command import ALL, COORDINATOR, command
from flows.coordinating.finding import handle
from flows.coordinating.staying import YOU_ALONE, alone
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models import members, seats

GIVEN_BACK = note(_("{who} has given back their seat ({role}). To ask somebody, text MAKE name COORDINATOR"))


@command(
    _("GIVE BACK MY SEAT"),
    "give_back|hand_back|return (my|the) seat|role",
    "(i|id) want|like (to) give_back|hand_back (my|the) seat|role",
    "give my seat|role back",
    "devolver|devuelvo|dejar|dejo (mi) puesto",
    "quiero|quisiera devolver|dejar (mi) puesto",
    may=ALL,
)
def give_back(chat: Chat) -> None:
    if chat.sender.role == COORDINATOR and alone(chat, chat.sender.member_id):
        chat.say(YOU_ALONE)
        return
    agenda.begin(chat, giving_back)


giving_back = Flow(
    "giving_back_a_seat", title=_("giving back your seat"), fleeting=True, urgency=2, coordinating=True
)


@giving_back.asks(
    _("Shall I note that you give back your seat? You stay a member, and what waits is seen by the others."),
    YesNo(yes=_("Yes, give it back"), no=_("No, keep it")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return given_back if wanted else kept


@giving_back.ends
@acts.does("give_back")
def given_back(chat: Chat) -> None:
    mine = next((one for one in seats.lock_held(chat.db) if one.member_id == chat.sender.member_id), None)
    if mine is None:
        chat.say(_("You have no seat any more. Thank you for all you carried."))
    elif mine.role == COORDINATOR and not members.coordinates_besides(chat.db, mine.member_id):
        chat.say(YOU_ALONE)
    else:
        seats.end(mine, mine.member_id)
        chat.sender.role = None
        for other in members.coordinators(chat.db):
            if other.id != mine.member_id:
                role = terms.role_name(mine.role, other.language)
                chat.tell(
                    other,
                    GIVEN_BACK,
                    who=chat.member if chat.member.name else handle(chat, chat.member),
                    role=role,
                )
        chat.say(_("It's given back, and the others know. Thank you for all you carried for this community."))


@giving_back.ends
def kept(chat: Chat) -> None:
    chat.say(_("Good. Your seat stays as it is."))
