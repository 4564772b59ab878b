"""Who may give which command: every command, as every role, as a member and as somebody new.

The table is the decision. A command that isn't in it fails here, so that nobody adds one without deciding.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows.conversation import receive
from flows.coordinating import grammar
from flows.coordinating.command import ALL, CARERS, COMMANDS, COORDINATOR, COORDINATORS, SAFEGUARDING, VIEWER
from flows.coordinating.obeying import NOT_YOURS
from messaging.inbound import Inbound
from models import seats
from models.base import Base
from tests.flows.two import AMA, Two
from tests.models import people

MEMBERS_TOO = ("which_circles",)  # whoever may not give it reads what any member does who asks so

# One text for each command, and the roles that may give it.
MAY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "allow": ("ALLOW Ama AND Chidi", COORDINATORS),
    "answer_concern": ("ANSWER CONCERN KWTXB: I'm here", CARERS),
    "answer": ("ANSWER 12: any time suits", CARERS),
    "ask": ("ASK Chidi: Which year was that?", COORDINATORS),
    "ask_again": ("ASK AGAIN 1: Who taught you that?", COORDINATORS),
    "because": ("WHY Chidi", COORDINATORS),
    "bring_back": ("BRING BACK Chidi", COORDINATORS),
    "call_off_round": ("CALL OFF ROUND", COORDINATORS),
    "change": ("CHANGE Chidi's city TO Leeds", COORDINATORS),
    "check_the_log": ("CHECK THE LOG", ALL),
    "clear": ("CLEAR", COORDINATORS),
    "close_circle": ("CLOSE CIRCLE 1", COORDINATORS),
    "close_concern": ("CLOSE CONCERN KWTXB", CARERS),
    "commands": ("COMMANDS", ALL),
    "decline": ("DECLINE 1", COORDINATORS),
    "digest": ("DIGEST", CARERS),
    "drop": ("DROP 12", CARERS),
    "drop_note": ("DROP NOTE 1", CARERS),
    "end_seat": ("CLOSE SEAT of Chidi", COORDINATORS),
    "export_impact": ("EXPORT IMPACT", ALL),
    "extend": ("EXTEND Chidi TILL 3 January", COORDINATORS),
    "find": ("FIND Chidi", CARERS),
    "finish_round": ("FINISH ROUND", COORDINATORS),
    "forbid": ("FORBID Ama AND Chidi", COORDINATORS),
    "give_back": ("GIVE BACK MY SEAT", ALL),
    "hand_over": ("HAND OVER TO Chidi", COORDINATORS),
    "how_are_we_doing": ("HOW ARE WE DOING?", ALL),
    "how_it_goes": ("HOW IS MY TEXT?", CARERS),
    "lock": ("LOCK Ama AND Chidi", COORDINATORS),
    "log_of": ("LOG Chidi", CARERS),
    "let_me_sleep": ("LET ME SLEEP", CARERS),
    "look": ("LOOK Chidi", CARERS),
    "look_at_two": ("HOW ARE Ama AND Chidi", CARERS),
    "make_coordinator": ("MAKE Chidi COORDINATOR", COORDINATORS),
    "make_safeguarding": ("MAKE Chidi SAFEGUARDING", COORDINATORS),
    "make_viewer": ("MAKE Chidi VIEWER", COORDINATORS),
    "more": ("MORE", CARERS),
    "no_digest": ("NO DIGEST", CARERS),
    "note_down": ("NOTE Chidi: prefers mornings", CARERS),
    "nudge": ("NUDGE Chidi", COORDINATORS),
    "open_round": ("OPEN ROUND", COORDINATORS),
    "pair": ("PAIR Ama AND Chidi", COORDINATORS),
    "part": ("PART Ama AND Chidi", COORDINATORS),
    "pause_for": ("PAUSE Chidi TILL 3 January", COORDINATORS),
    "preview_round": ("PREVIEW", COORDINATORS),
    "publish": ("PUBLISH 1", COORDINATORS),
    "queue": ("QUEUE", CARERS),
    "read_concern": ("CONCERN KWTXB", CARERS),
    "read": ("READ 12", CARERS),
    "rematch_one": ("REMATCH Chidi", COORDINATORS),
    "remove": ("REMOVE Chidi", COORDINATORS),
    "resend": ("RESEND 1", COORDINATORS),
    "resend_all": ("RESEND ALL", COORDINATORS),
    "resume_for": ("RESUME Chidi", COORDINATORS),
    "see_shared": ("SHARED 1", COORDINATORS),
    "second": ("SECOND 1", COORDINATORS),
    "send_round": ("SEND", COORDINATORS),
    "status": ("ROUND", ALL),
    "swap": ("SWAP Ama AND Chidi", COORDINATORS),
    "take": ("TAKE 12", CARERS),
    "take_out": ("TAKE OUT 1: it names a client", COORDINATORS),
    "take_back_text": ("UNDO MY TEXT", COORDINATORS),
    "tell": ("TELL Chidi: good morning", CARERS),
    "tell_many": ("TELL EVERYONE WITHOUT A PARTNER: We meet", COORDINATORS),
    "undelivered": ("UNDELIVERED", CARERS),
    "undo": ("UNDO", CARERS),
    "unlock": ("UNLOCK Chidi", COORDINATORS),
    "verify": ("VERIFY Chidi", COORDINATORS),
    "waiting": ("WAITING", CARERS),
    "wake_me": ("WAKE ME", CARERS),
    "what_did_i_do": ("WHAT DID I DO?", CARERS),
    "which_circles": ("WHICH CIRCLES ARE THERE?", COORDINATORS),
    "who_raised": ("CONCERNS", CARERS),
    "what_was_shared": ("WHAT WAS SHARED?", COORDINATORS),
    "who_coordinates": ("COORDINATORS", CARERS),
    "who_did": ("WHO DID 12", COORDINATORS),
    "who_has_not_met": ("WHO HASN'T MET", CARERS),
}
SEATED = {COORDINATOR: "+447700900501", SAFEGUARDING: "+447700900502", VIEWER: "+447700900503"}
NEWCOMER = "+447700900888"
KEPT = {"texts"}  # the text itself
# What any words of a member may leave: a question, a line to the coordinators.
OF_A_MEMBER = KEPT | {"talks", "nudges", "outbox", "addresses"}


def seated(two: Two) -> None:
    """Somebody in each role."""

    def act(_connection: Connection, db: Session) -> None:
        for number, (role, address) in enumerate(SEATED.items()):
            holder = people.person(db, address, ("Nia", "Zora", "Ife")[number])
            seats.give(db, holder.id, role)
            people.trusted(db, holder)

    two.do(act)


def everything(connection: Connection, but: set[str], sender: str) -> dict[str, Any]:
    """Every row, but those of these tables; and of members, when a stranger texts, all others than who is new."""
    found: dict[str, Any] = {
        name: connection.execute(select(table)).all()
        for name, table in Base.metadata.tables.items()
        if name not in but
    }
    if sender == NEWCOMER:
        found["members"] = [row for row in found["members"] if row.status != "newcomer" or row.id <= 3]
    return found


def tried(two: Two, sender: str, text: str, but: set[str]) -> tuple[str | None, bool]:
    """What a text is answered, and whether anything has changed by it. Then it never was."""
    inbound = Inbound(f"SM{next(two.sids):032x}", "sms", sender, text)
    with two.engine.connect() as connection:
        before = everything(connection, but, sender)
        reply = receive(connection, inbound).reply
        changed = everything(connection, but, sender) != before
        connection.rollback()
    return reply, changed


def test_every_command_is_decided() -> None:
    assert set(COMMANDS) == set(MAY)
    assert {name: command.may for name, command in COMMANDS.items()} == {
        name: may for name, (_text, may) in MAY.items()
    }


def test_each_text_is_its_command() -> None:
    read = {name: grammar.read(text) for name, (text, _may) in MAY.items()}
    assert {name: meant and meant.command.name for name, meant in read.items()} == {
        name: name for name in MAY
    }


@pytest.mark.parametrize("role", ALL)
def test_a_role_does_what_it_may_and_nothing_else(two: Two, role: str) -> None:
    seated(two)
    wrong = {}
    for name, (text, may) in MAY.items():
        reply, changed = tried(two, SEATED[role], text, KEPT)
        refused, barred = reply == NOT_YOURS, role not in may
        if refused is not (barred and name not in MEMBERS_TOO) or (barred and changed) or not reply:
            wrong[name] = (reply, changed)
    assert wrong == {}


@pytest.mark.parametrize("sender", [AMA, NEWCOMER])
def test_from_anybody_else_these_are_words_like_any_others(two: Two, sender: str) -> None:
    seated(two)
    wrong = {}
    for name, (text, _may) in MAY.items():
        reply, changed = tried(two, sender, text, OF_A_MEMBER)
        if changed or reply == NOT_YOURS:
            wrong[name] = (reply, changed)
    assert wrong == {}
