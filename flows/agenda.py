"""Whose turn it is: one open question a person; what else there is to ask waits, the most urgent first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flows import engine
from flows.chat import AGENDA_PATIENCE, Chat, Kept
from flows.flow import FLOWS, Answers, Flow, State, Talk
from flows.nudging import Manner, nudge
from flows.words import _
from models import talks

MIDDLE = timedelta(hours=1)  # a question asked less than this ago isn't interrupted
GLANCE = timedelta(minutes=5)  # the same for a menu


def load_open(chat: Chat) -> bool:
    """Load the talk this person has open, if any."""
    row = talks.open_for(chat.connection, chat.sender.member_id)
    chat.kept = None if row is None else _kept(row)
    if chat.kept is not None and chat.talk.flow.about is not None and chat.subject is None:
        talks.drop(chat.connection, chat.kept.id)  # what it was about is gone
        chat.kept = None
    return chat.kept is not None


def keep(chat: Chat) -> None:
    """Write down where the open talk is now; one that ended is gone."""
    if chat.kept is None:
        return
    if chat.talk.ended:
        talks.drop(chat.connection, chat.kept.id)
        chat.kept = None
    else:
        _save(chat, "open")


def begin(
    chat: Chat,
    flow: Flow,
    about: Any = None,
    *,
    answered: bool = False,
    at: State | None = None,
    **answers: Any,
) -> None:
    """Open `flow` now and ask its first question, or the one `at` which it begins; when it is `answered` by the text that
    opened it, take that answer. `answers` are known before. The open talk, if any, waits its turn."""
    interrupt(chat)
    about_id = about.id if about is not None else 0
    chat.flush()
    if flow.fleeting:
        talks.start_afresh(chat.connection, chat.sender.member_id, flow.name)
    talks.add(chat.connection, chat.sender.member_id, flow.name, flow.entry.name, about_id, flow.urgency)
    mine = talks.agenda(chat.connection, chat.sender.member_id)
    row = next(row for row in mine if row.flow == flow.name and row.about == about_id)
    chat.kept = _kept(row)
    chat.answers.update(answers)
    if at is not None:
        chat.talk.state = at.name
    if answered:
        chat.talk.state = flow.entry.name  # wherever they were in it before
        engine.answer(chat, chat.heard)
    else:
        _put(chat)


def interrupt(chat: Chat) -> None:
    """Let the open talk wait; a fleeting one isn't waited for."""
    if chat.kept is None:
        return
    if _only_glanced(chat):
        talks.drop(chat.connection, chat.kept.id)
    else:
        _save(chat, "waiting")
    chat.kept = None


def _only_glanced(chat: Chat) -> bool:
    """Whether a menu was opened and nothing chosen."""
    return chat.talk.flow.fleeting and not chat.talk.trail


def gave_way(chat: Chat, heard: str = "") -> bool:
    """A menu is only glanced at: it is gone when something waits that was never asked, unless `heard` chooses from it.
    Not the question whether to text them at all. Whether it is gone."""
    if chat.kept is None or not _only_glanced(chat):
        return False
    shown = chat.kept
    if chat.talk.flow.state(chat.talk.state).private or engine.understands(chat, heard):
        return False
    for row in talks.agenda(chat.connection, chat.sender.member_id):
        chat.kept = _kept(row)
        if row.asked_at is None and _stands(chat):
            talks.drop(chat.connection, shown.id)
            chat.kept = None
            return True
    chat.kept = shown
    return False


def ask_next(chat: Chat, later: Callable[[Any], bool] = lambda _row: False) -> bool:
    """Ask what waits for this person, the most urgent first, but what is for `later` after all else; what no longer stands
    is dropped."""
    chat.flush()
    for row in sorted(talks.agenda(chat.connection, chat.sender.member_id), key=later):
        chat.kept = _kept(row)
        if _stands(chat):
            _ask(chat, row)
            return True
        talks.drop(chat.connection, row.id)
    chat.kept = None
    return False


def take_up(chat: Chat, flow: str, about: int, heard: str) -> bool:
    """Go on with a talk that waits, with `heard` as the answer to its question. False when it is there no more."""
    chat.flush()
    for row in talks.agenda(chat.connection, chat.sender.member_id):
        if (row.flow, row.about) == (flow, about):
            chat.kept = _kept(row)
            if _stands(chat):
                engine.answer(chat, heard)
                return True
            chat.kept = None
    return False


def let_in_front(chat: Chat, flow: Flow, about: Any) -> bool:
    """Let what waits be the open question, which is yet to be asked again; the one that was open waits. False when it
    doesn't wait, or there is nothing to ask any more."""
    before = chat.kept
    for row in talks.agenda(chat.connection, chat.sender.member_id):
        if (row.flow, row.about) == (flow.name, about.id):
            chat.kept = _kept(row)
            stands, found = _stands(chat), chat.kept
            chat.kept = before
            if stands:
                interrupt(chat)
                chat.kept = found
            return stands
    return False


def take_turn(chat: Chat, flow: str = "", about: int = 0) -> datetime | None:
    """Ask what waits, unasked: what was left unanswered some day comes after what is new, and after `flow` about this. In
    the middle of something else? Then when to try again."""
    if load_open(chat):
        assert chat.kept is not None
        free_at = (chat.kept.asked_at or chat.now) + (GLANCE if _only_glanced(chat) else MIDDLE)
        if chat.now < free_at:
            return free_at
        interrupt(chat)
    if ask_next(chat, lambda row: row.asked_at is not None and (row.flow, row.about) != (flow, about)):
        keep(chat)
    return None


def bring_up(chat: Chat, flow: Flow, about: Any) -> datetime | None:
    """Ask `flow` about this, unasked, and again when it was asked before and not answered."""
    chat.invite(chat.member, flow, about)
    if load_open(chat) and chat.talk.flow is flow and chat.talk.about == about.id:
        engine.ask(chat)
        keep(chat)
        return None
    return take_turn(chat, flow.name, about.id)


def _waits(chat: Chat, talk_id: int) -> bool:
    """It may have had its turn meanwhile."""
    return talks.waits_unasked(chat.connection, talk_id)


def _put_it(chat: Chat, _talk_id: int) -> datetime | None:
    return take_turn(chat)


# Something was put on somebody's agenda: they wait for it, or it comes out of the blue (`Flow.unasked`).
awaited = nudge("agenda", manner=Manner.AWAITED, lapse=AGENDA_PATIENCE, stands=_waits)(_put_it)
offered = nudge("offer", manner=Manner.UNASKED, lapse=AGENDA_PATIENCE, stands=_waits)(_put_it)


def _stands(chat: Chat) -> bool:
    """Whether there is still something to ask."""
    flow = chat.talk.flow
    if flow.about is not None and chat.subject is None:
        return False
    return flow.still_stands is None or flow.still_stands(chat)


def _ask(chat: Chat, row: Any) -> None:
    chat.kept = _kept(row)
    _put(chat)


def _put(chat: Chat) -> None:
    """Ask the talk's question: for the first time with the flow's opening, after an interruption with a word."""
    assert chat.kept is not None
    if chat.kept.asked_at is not None:
        chat.say(_("Back to where we were:"))
    elif chat.talk.flow.opening:
        chat.say(chat.talk.flow.opening)
    engine.ask(chat)


def _kept(row: Any) -> Kept:
    return Kept(row.id, remembered(row.flow, row.state, row.about, row.memory), row.asked_at, row.act_id)


def _save(chat: Chat, status: str) -> None:
    assert chat.kept is not None
    talk = chat.talk
    memory = {"answers": dict(talk.answers), "trail": talk.trail, "misses": talk.misses}
    talks.save(chat.connection, chat.kept.id, status, talk.state, memory)


def remembered(flow: str, state: str, about: int, memory: dict[str, Any]) -> Talk:
    """A talk as it was kept, its state found again after renamings."""
    known = FLOWS[flow]
    talk = engine.begin(known, about)
    talk.state = known.now_called(state)
    talk.answers = Answers(memory.get("answers", {}))
    talk.trail = [known.now_called(name) for name in memory.get("trail", ())]
    talk.misses = memory.get("misses", 0)
    return talk
