"""Finishing a round that has run, or calling off one that was only opened."""

from flows import closing, introduction, placing, taking_part
from flows.chat import Chat
from flows.coordinating import acts
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models import nudges, rounds
from models.members import Member
from models.rounds import Round

finishing = Flow(
    "finishing", title=_("finishing a round"), about=Round, urgency=3, fleeting=True, coordinating=True
)
calling_off = Flow(
    "calling_off", title=_("calling off a round"), about=Round, urgency=3, fleeting=True, coordinating=True
)

NOT_TAKING_PLACE = note(
    _("The round that was to start on {starts} isn't taking place. I'll ask you when the next one opens.")
)


@finishing.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"number": chat.subject.id, "count": rounds.counts(chat.db, chat.subject.id).get("in", 0)}


@finishing.stands
def is_on(chat: Chat) -> bool:
    return bool(chat.subject.status == "sent")


@finishing.asks(
    _(
        "Round {number} would be over. Whoever still waits ({count}) comes first next time; partners are asked how they go "
        "on. Shall I?"
    ),
    YesNo(yes=_("Yes, finish it"), no=_("Not yet")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return finished if wanted else not_yet


@finishing.ends
@acts.does("finish_round")
def finished(chat: Chat) -> None:
    of: Round = chat.subject
    if of.status != "sent":
        chat.say(_("That round is over already."))
        return
    introduced = rounds.lock_introductions(chat.db, of.id, ("proposed",))  # but what all said yes to just now
    of.status, of.ended_at, of.todo = "ended", chat.now, None
    chat.flush()
    met = rounds.going_on(chat.db, of.id)
    nudges.bring_forward(chat.connection, closing.by_weeks.name, met)
    chat.planned = chat.planned or bool(met)
    waited = [entry.member_id for entry in rounds.entries(chat.db, of.id, "in")]
    for pairing in introduced:
        placing.free(chat, pairing, ())
        introduction.part(chat, pairing, "lapsed")  # whoever was asked is told there
    for member_id in waited:
        chat.tell(chat.db.get_one(Member, member_id), introduction.NO_FIT)
    for entry in rounds.entries(chat.db, of.id, "in"):
        entry.status = "left_out"
    chat.say(
        _("Round {number} is over. Thank you for looking after it. For the next one, text OPEN ROUND."),
        number=of.id,
    )


@finishing.ends
def not_yet(chat: Chat) -> None:
    chat.say(_("It goes on."))


@calling_off.facts
def facts_of_it(chat: Chat) -> dict[str, object]:
    return {"number": chat.subject.id, "count": rounds.counts(chat.db, chat.subject.id).get("in", 0)}


@calling_off.stands
def is_open(chat: Chat) -> bool:
    return bool(chat.subject.status == "open")


@calling_off.asks(
    _("Round {number} wouldn't take place, and whoever is in ({count}) reads so. Shall I call it off?"),
    YesNo(yes=_("Yes, call it off"), no=_("No, leave it")),
)
def certain_of_it(chat: Chat, wanted: bool) -> State | End:
    return called_off if wanted else left_open


@calling_off.ends
@acts.does("call_off_round")
def called_off(chat: Chat) -> None:
    of: Round = chat.subject
    if of.status != "open":
        chat.say(_("That round isn't open any more."))
        return
    of.status, of.todo = "off", None
    chat.call_off(taking_part.taking_part, of)
    for entry in rounds.entries(chat.db, of.id, "in"):
        chat.tell(chat.db.get_one(Member, entry.member_id), NOT_TAKING_PLACE, starts=of.starts_on)
    chat.say(_("Called off. Who was in reads so."))


@calling_off.ends
def left_open(chat: Chat) -> None:
    chat.say(_("Then it stays open."))
