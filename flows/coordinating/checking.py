"""Whether somebody may take part: who waits for a coordinator's eye, verify, ask again."""

from flows import taking_part
from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import GONE, handle, listed, stopped
from flows.coordinating.people import NOT_SIGNED_UP
from flows.credential import credential
from flows.later import later_for
from flows.wording import note
from flows.words import _
from models import members
from models.members import Member

VERIFIED = note(
    _("Your accreditation is verified. Welcome! We'll text you when we have somebody for you to meet.")
)


@command(
    _("WAITING"),
    "waiting (list)",
    "who_is|who's|whos|who_are|who waiting|waits (now) (for_us)",
    "who is|are|do|should to_check|i_check|we_check",
    "is anybody|anyone|somebody waiting",
    "quien|quienes (esta|estan) espera|esperan|esperando",
    "hay alguien|gente esperando",
    "lista de espera",
    "espera",
    may=CARERS,
    changes=False,
)
def waiting(chat: Chat) -> None:
    there = members.awaiting_a_look(chat.db)
    if not there:
        chat.say(_("Nobody is waiting for you."))
        return
    lines = [listed(chat, one) for one in there[:10]]
    chat.say(
        _("{count} waiting:\n{names}\n\nTo look at one, text LOOK and the name."),
        count=len(there),
        names="\n".join(lines),
    )


@command(
    _("VERIFY name"),
    "verify|verified|approve|accept|confirm {who}",
    "{who} is|looks verified|approved|fine|good",
    "verificar|verifica|aprobar|aprueba|aceptar|acepta|confirma (a) {who}",
    "{who} esta verificada|verificado|aprobada|aprobado|bien",
)
def verify(chat: Chat, who: Member) -> None:
    if not _signed_up(chat, who):
        return
    if who.status == "removed":  # that takes two
        chat.say(GONE, who=who, handle=handle(chat, who))
        return
    if who.status == "verified":
        chat.say(_("{who} is verified already."), who=who)
        return
    who.status = "verified"
    assert who.credential is not None
    who.credential.checked_by, who.credential.checked_at = chat.sender.member_id, chat.now
    who.credential.query = None
    chat.call_off(credential, who.credential)
    chat.tell(who, VERIFIED)
    taking_part.welcome(chat, who)
    if who.stopped_at is not None:
        chat.say(
            _("{who} is verified. They have asked us to send no more texts, so I haven't told them."),
            who=who,
        )
    elif (later := later_for(chat, who)) is not None:
        chat.say(
            _("{who} is verified and reads it {later}. To pair two people, text PAIR name AND name."),
            who=who,
            later=later,
        )
    else:
        chat.say(
            _("{who} is verified and has been told. To pair two people, text PAIR name AND name."), who=who
        )


@command(
    _("ASK name: your question"),
    "ask {who} (again): {words}",
    "question for|to {who}: {words}",
    "preguntar|pregunta|preguntale (otra_vez) (a|para) {who} (otra_vez): {words}",
)
def ask(chat: Chat, who: Member, words: str) -> None:
    if not _signed_up(chat, who) or stopped(chat, who):
        return
    assert who.credential is not None
    who.credential.query = words
    chat.call_off(credential, who.credential)  # a question asked before gives way to this one
    chat.invite(who, credential, who.credential)
    later = later_for(chat, who)
    if later is not None:
        chat.say(_("I'll ask {who} {later}, and text you the answer."), who=who, later=later)
    else:
        chat.say(_("I've asked {who} and will text you the answer."), who=who)
    if who.status == "verified":
        chat.say(_("{who} stays verified."), who=who)
    else:
        who.status = "queried"


def _signed_up(chat: Chat, member: Member) -> bool:
    """Whether they have signed up; otherwise it was said. Another coordinator may be looking at them too: they are as they
    are now, and stay so until this step is done."""
    members.lock(chat.db, member)
    if member.credential is None:
        chat.say(NOT_SIGNED_UP, who=member)
    else:
        chat.db.refresh(member.credential)
    return member.credential is not None
