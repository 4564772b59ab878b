"""Notes of coordinators about a person, for each other. The person gets them with all else that is kept of them."""

from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import handle
from flows.words import _
from models import member_notes
from models.acts import Act
from models.member_notes import MemberNote
from models.members import Member


@command(
    _("NOTE name: your words"),
    "note (about|on|for) {who}: {words}",
    "add (a) note to|for|on|about {who}: {words}",
    "nota|anota|anotar (sobre|para|de|a) {who}: {words}",
    may=CARERS,
)
def note_down(chat: Chat, who: Member, words: str) -> None:
    if len(words) > member_notes.LONGEST:
        chat.say(
            _("A note has {limit} characters at most, and that is {length}. Could you say it in fewer?"),
            limit=member_notes.LONGEST,
            length=len(words),
        )
        return
    made = MemberNote(member_id=who.id, by_id=chat.sender.member_id, words=words)
    chat.db.add(made)
    chat.db.flush()
    acts.note(chat, about=made)
    chat.say(
        _(
            "Noted, for coordinators; {who} may read it too, with all we keep of them. To see it: LOOK {handle}. To drop it: "
            "DROP NOTE {number}"
        ),
        who=who,
        handle=handle(chat, who),
        number=made.id,
    )


@command(
    _("DROP NOTE number"),
    "drop|delete|remove|withdraw (the) note ({n})",
    "borrar|borra|quitar|quita|eliminar|elimina (la) nota ({n})",
    may=CARERS,
)
def drop_note(chat: Chat, n: int | None) -> None:
    found = chat.db.get(MemberNote, n) if n is not None else None
    if found is None:
        chat.say(_("Which note? LOOK and a name shows them with their numbers. For example: DROP NOTE 3"))
        return
    who = chat.db.get_one(Member, found.member_id)
    chat.db.delete(found)
    chat.say(
        _("Note {number} about {who} is gone. To see what is left: LOOK {handle}"),
        number=n,
        who=who,
        handle=handle(chat, who),
    )


@acts.undoes("note_down", within=acts.UNREAD)
def never_noted(chat: Chat, act: Act) -> bool:
    """It is dropped."""
    found = chat.db.get(MemberNote, act.ids("member_notes")[0])
    if found is None:
        chat.say(_("That note is gone already."))
        return False
    chat.db.delete(found)
    return True
