"""How each command is taken back: what is put back, when that can't be any more, and what those read who had read of it."""

from datetime import datetime

from sqlalchemy import select

from flows import plan, sending
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.acts import UNREAD, undoes
from flows.credential import credential
from flows.wording import Note, note
from flows.words import _
from models import members, pairings, withdrawing
from models.acts import Act
from models.members import Member
from models.pairings import Pairing, Side
from models.rounds import Entry, Round

TOO_EARLY = note(
    _("We wrote too early that your accreditation is verified. We're looking once more and will text you.")
)
NO_QUESTION = note(_("Please don't mind our question about your accreditation. You needn't answer it."))
NOT_SO = note(_("A coordinator asks you not to mind their last text to you: it was sent too early."))
LOOKING_AGAIN = note(_("Please don't mind my last text: it isn't settled yet. You'll hear from me again."))
NOBODY_IS = _("Nobody is introduced, and everybody is in as before. To look again: PREVIEW.")
PAIRS = _("To see the pairs: PREVIEW.")
ANSWERED = _("Somebody has answered already, so it can't be taken back. To see how it stands: ROUND.")


def _person(chat: Chat, act: Act) -> Member | None:
    """Whom it was about, locked."""
    who = chat.db.get(Member, act.ids("members")[0])
    if who is not None:
        members.lock(chat.db, who)
        chat.db.refresh(who)
    return who


@undoes("verify", tells=TOO_EARLY)
def verify(chat: Chat, act: Act) -> bool:
    who = _person(chat, act)
    if who is None or who.credential is None or who.status != "verified":
        chat.say(_("That isn't so any more, so I've changed nothing. To look: LOOK and the name"))
        return False
    if pairings.going(chat.db, who.id):
        chat.say(_("{who} has been introduced to somebody since, so I've left it as it is."), who=who)
        return False
    asked = acts.was(act, who, "status") == "queried" and not acts.changed(act, who.credential, "query")
    who.status = "queried" if asked else "applied"
    who.credential.checked_by = acts.was(act, who.credential, "checked_by")
    checked: str | None = acts.was(act, who.credential, "checked_at")
    who.credential.checked_at = datetime.fromisoformat(checked) if checked else None
    for entry_id in acts.made(act, "round_entries"):
        entry = chat.db.get(Entry, entry_id)
        if entry is not None:
            chat.db.delete(entry)
    return True


@undoes("ask", tells=NO_QUESTION)
def ask(chat: Chat, act: Act) -> bool:
    who = _person(chat, act)
    if who is None or who.credential is None or who.credential.query is None:
        chat.say(_("It's answered already. To read it: LOOK and the name"))
        return False
    who.credential.query = None
    chat.call_off(credential, who.credential)
    if who.status == "queried":
        who.status = "applied"
    return True


@undoes("tell", tells=NOT_SO)
def tell(_chat: Chat, _act: Act) -> bool:
    return True


@undoes("pair", tells=sending.TAKEN_BACK)
def pair(chat: Chat, act: Act) -> bool:
    pairing = chat.db.get_one(Pairing, act.ids("pairings")[0])
    chat.lock(pairing)
    if pairing.status != "proposed" or any(side.wants is not None for side in pairing.sides):
        chat.say(ANSWERED)
        return False
    pairings.end(pairing, "withdrawn")
    return True


@undoes("resend")
def resend(chat: Chat, act: Act) -> bool:
    return _not_again(chat, act)


@undoes("resend_all")
def resend_all(chat: Chat, act: Act) -> bool:
    return _not_again(chat, act)


@undoes("nudge")
def nudge(chat: Chat, act: Act) -> bool:
    if not withdrawing.is_planned(chat.connection, act.id):
        chat.say(_("They have been asked once more already, so nothing can be taken back."))
        return False
    return True


def _not_again(chat: Chat, act: Act) -> bool:
    """Those that have left again have left."""
    there = act.ids("outbox")
    kept = 0
    for status in ("failed", "held"):
        some = [one for one in there if acts.was(act, ("outbox", one), "status") == status]
        kept += withdrawing.put_back(chat.connection, some, status)
    if not kept:
        chat.say(_("They have left again already, so nothing can be taken back."))
        return False
    chat.say(
        _("Not sent again: {count}. Already on their way: {asked}."), count=kept, asked=len(there) - kept
    )
    return True


def _told_of_a_round(chat: Chat, act: Act, member: Member) -> Note:
    """Who was asked about somebody, and who read that there is nobody."""
    mine = Side.member_id == member.id, Pairing.round_id.in_(act.ids("rounds")), Pairing.status == "withdrawn"
    asked = chat.db.scalar(select(Side.id).join(Pairing).where(*mine).limit(1))
    return sending.TAKEN_BACK if asked is not None else LOOKING_AGAIN


@undoes("send_round", tells=_told_of_a_round, within=acts.LONGEST, then=NOBODY_IS)
def send_round(chat: Chat, act: Act) -> bool:
    sent_with = withdrawing.asked_about(chat.connection, act.id)
    return sending.undo(chat, chat.db.get_one(Round, act.ids("rounds")[0]), sent_with)


@undoes("open_round", within=acts.LONGEST)
def open_round(chat: Chat, _act: Act) -> bool:
    chat.say(_("Everybody is being asked already. To take a round back before it is sent: CALL OFF ROUND"))
    return False


def _as_it_was(chat: Chat, act: Act) -> bool:
    """What was decided by hand is as it was before."""
    of = chat.db.get_one(Round, act.ids("rounds")[0])
    chat.lock(of)
    if of.status != "open" or plan.decisions(of) != {name: act.after.get(name) for name in plan.DECISIONS}:
        chat.say(_("Somebody has changed it since, so I've left it. To see the pairs: PREVIEW"))
        return False
    of.plan = {**(of.plan or {}), **{name: act.before[name] for name in plan.DECISIONS}}
    return True


for _command in ("lock", "forbid", "allow", "swap", "clear"):
    undoes(_command, within=UNREAD, then=PAIRS)(_as_it_was)
