"""DELETE ME: asked twice, then a day to change one's mind (KEEP ME, `keeping_me.py`), then it is done and can't be taken back."""

from flows.chat import Chat
from flows.coordinating.staying import last_of_all
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import clock, erasures

DUE = _("All I keep of you will be deleted on {when}. Until then you can change your mind: text KEEP ME.")
DECIDED = YesNo(yes=_("Yes, for good"), no=_("No, keep it"))

delete_me = Flow(
    "delete_me",
    title=_("deleting all I keep of you"),
    urgency=3,
    fleeting=True,
    newcomers=True,
    words=_(
        "delete me, delete my data, delete all my data, delete my account, delete everything, delete everything about me, erase "
        "me, erase my data, remove my data, forget me, forget everything about me"
    ),
)


@delete_me.begins
def not_asked_yet(chat: Chat) -> bool:
    if last_of_all(chat):
        return False
    there = erasures.asked_by(chat.db, chat.sender.member_id)
    if there is not None:
        chat.say(DUE, when=there.due_at)
    return there is None


@delete_me.facts
def until_when(chat: Chat) -> dict[str, object]:
    return {"when": clock.now() + erasures.CHANGE_OF_MIND}


@delete_me.asks(
    _(
        "Shall I delete all I keep of you: name, number, wishes, all you wrote? What you booked is then off. Partners keep their "
        "own minutes, without your name. To see it all first, text MY DATA. LEAVE ends only my texts."
    ),
    YesNo(yes=_("Yes, delete it all"), no=_("No, keep it")),
    private=True,
)
def sure(chat: Chat, wanted: bool) -> State | End:
    return quite_sure if wanted else stays


@delete_me.asks(
    _(
        "Once it's done nobody can bring it back, not even we. I'd do it in a day, on {when}, so you have time to change your "
        "mind. Shall I?"
    ),
    DECIDED,
    private=True,
)
def quite_sure(chat: Chat, wanted: bool) -> State | End:
    return asked if wanted else stays


@delete_me.ends
def asked(chat: Chat) -> None:
    if last_of_all(chat):
        return
    made = erasures.ask(chat.db, chat.sender.member_id)
    chat.say(DUE, when=made.due_at)
    chat.say(
        _(
            "Nothing else changes before that. Then you hear no more from me, and if you ever text again I won't know you. Thank "
            "you for the time you were here."
        )
    )


@delete_me.ends
def stays(chat: Chat) -> None:
    chat.say(_("Then nothing is deleted. It's good to have you here."))
