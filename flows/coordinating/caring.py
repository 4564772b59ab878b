"""Caring for a concern by text: seeing those one may know of, reading one, writing to who raised it, closing it together.

None of it is an act: the log of acts is read by everybody who coordinates, and counted. Who wrote what stands with the
concern itself. Whoever is named in one reads the same as if there were none.
"""

from flows import followed_up
from flows.chat import Chat
from flows.concern_answers import TOPICS
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import stopped
from flows.wording import note
from flows.words import _
from models import concerns
from models.concerns import Concern
from models.members import Member

STATES = {
    "raised": _("waits for a word"),
    "heard": _("answered"),
    "closing": _("asked whether it may be closed"),
}
SHOWN = 900  # characters of what was written about one, the newest
NONE = _("There is no concern for you to care for. To raise one yourself, text CONCERN.")
NO_SUCH = _("I know of no concern {code} for you. To see what there is: CONCERNS")
ABOUT_YOURS = note(_("About what you raised: {words}\n\nTo write back: MY CONCERN"))


@command(
    _("CONCERNS"),
    "concerns|open_concerns|all_concerns",
    "who raised (a|any) concern|concerns|something",
    "what concerns (there) are (there)",
    "preocupaciones|inquietudes|quejas",
    "que preocupaciones|inquietudes|quejas hay",
    "quien planteo (una|alguna) preocupacion|inquietud|queja",
    may=CARERS,
    changes=False,
)
def who_raised(chat: Chat) -> None:
    """The oldest first."""
    there = concerns.for_reader(chat.db, chat.sender.member_id)
    if not there:
        chat.say(NONE)
        return
    lines = [
        chat.phrase(
            "{code}. {who}, {day}: {state}",
            code=one.code,
            who=one.member,
            day=chat.date(one.created_at),
            state=chat.phrase(STATES[one.status]),
        )
        for one in there
    ]
    chat.say(_("Concerns you can care for:\n{lines}"), lines="\n".join(lines))
    chat.say(_("To read one: CONCERN {code}"), code=there[0].code)


@command(
    _("CONCERN code"),
    "concern|read_concern {code}",
    "preocupacion|inquietud|queja|leer_preocupacion {code}",
    may=CARERS,
    changes=False,
)
def read_concern(chat: Chat, code: str) -> None:
    """What it is about, and what was written, the newest last."""
    one = _found(chat, code)
    if one is None:
        return
    topic = chat.phrase(TOPICS.get(one.topic or "", TOPICS["unsaid"]))
    chat.say(_("{code}. From {who}: {topic}"), code=one.code, who=one.member, topic=topic)
    chat.put(_written(chat, one))
    chat.say(
        _("To write to {who}: ANSWER CONCERN {code}: your words. When it's done: CLOSE CONCERN {code}"),
        who=one.member,
        code=one.code,
    )


def _written(chat: Chat, one: Concern) -> str:
    lines: list[str] = []
    room = SHOWN
    for said in reversed(concerns.words_of(chat.db, one)):
        line = chat.phrase(
            "{day}, {who}: {words}",
            day=chat.date(said.created_at),
            who=chat.db.get(Member, said.author_id),
            words=said.words,
        )
        if lines and len(line) > room:
            break
        lines.insert(0, line)
        room -= len(line)
    return "\n".join(lines) or chat.phrase(_("They chose not to say more, and needn't."))


@command(
    _("ANSWER CONCERN code: your words"),
    "answer|reply (to) concern {code}: {words}",
    "responder|responde|contestar|contesta (a) (la) preocupacion|inquietud|queja {code}: {words}",
    may=CARERS,
    changes=False,
)
def answer_concern(chat: Chat, code: str, words: str) -> None:
    """To who raised it."""
    one = _found(chat, code)
    if one is None or stopped(chat, one.member):
        return
    if one.status not in concerns.OPEN:
        chat.say(_OVER, code=one.code)
        return
    if one.status == "raised":
        one.status = "heard"
    concerns.add_words(chat.db, one, chat.sender.member_id, words.strip())
    chat.discreet = True
    chat.tell(one.member, ABOUT_YOURS, words=words.strip())
    chat.say(
        _("I've texted it to {who}. When it's done: CLOSE CONCERN {code}"), who=one.member, code=one.code
    )


@command(
    _("CLOSE CONCERN code"),
    "close (the) concern {code}",
    "cerrar|cierra|cierre (la) preocupacion|inquietud|queja {code}",
    may=CARERS,
    changes=False,
)
def close_concern(chat: Chat, code: str) -> None:
    """Closed only when who raised it says so."""
    one = _found(chat, code)
    if one is None:
        return
    if one.status not in concerns.OPEN:
        chat.say(_OVER, code=one.code)
        return
    if one.status == "closing":
        chat.say(
            _("{who} is being asked whether {code} may be closed. You'll read the answer."),
            who=one.member,
            code=one.code,
        )
        return
    one.status = "closing"
    chat.discreet = True
    chat.invite(one.member, followed_up.concern_closing, one)
    chat.say(
        _(
            "I'm asking {who} whether {code} may be closed. It's closed when they say so; you'll read the answer."
        ),
        who=one.member,
        code=one.code,
    )


_OVER = _("{code} is over already. To see what is open: CONCERNS")


def _found(chat: Chat, code: str) -> Concern | None:
    """The one of this code, locked; None when there is none for them, having said so."""
    one = concerns.with_code(chat.db, chat.sender.member_id, code or "")
    if one is None:
        chat.say(NO_SUCH, code=(code or "").strip().upper())
    return one
