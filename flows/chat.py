"""Chat: what a flow's code can see and do, for one person, inside one transaction.

What it does to others is only ever a row: a text in their outbox, a talk on their agenda, a nudge. So a text locks one
person and nobody waits for anybody.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import words
from flows.engine import FLOWS, Answers, Flow, Talk, ask, begin
from flows.words import _, render
from models import clock, nudges, outbox, talks
from models.members import Member, coordinators
from models.senders import Sender

AGENDA_PATIENCE = timedelta(days=30)  # how long a question may wait for its turn
CALLED_BACK = timedelta(hours=12)  # after a longer silence we say where we were


class Chat:
    """One person, one transaction."""

    def __init__(self, connection: Connection, sender: Sender) -> None:
        self.connection = connection
        self.sender = sender
        self.language = sender.language
        self.zone = sender.zone
        self.now: datetime = clock.now()
        self.heard = ""  # the text we are answering
        self.wrote = False  # whether delivery has something to do
        self.planned = False  # whether a nudge is due now
        self._said: list[str] = []
        self._db: Session | None = None
        self._talk: Talk | None = None
        self._talk_id = 0

    # What a flow sees.

    @property
    def talk(self) -> Talk:
        """The talk that is open. Ask `has_talk` first where there may be none."""
        assert self._talk is not None, "no talk is open"
        return self._talk

    @property
    def has_talk(self) -> bool:
        """Whether a talk is open."""
        return self._talk is not None

    @property
    def answers(self) -> Answers:
        """What this talk's questions were answered."""
        return self.talk.answers

    @property
    def db(self) -> Session:
        """The models' session, in this text's transaction."""
        if self._db is None:
            self._db = Session(bind=self.connection, expire_on_commit=False)
        return self._db

    @property
    def member(self) -> Member:
        """The person we talk to."""
        return self.db.get_one(Member, self.sender.member_id)

    @property
    def subject(self) -> Any:
        """The row this talk is about, locked; None when it is about nothing or the row is gone."""
        if self.talk.flow.about is None or not self.talk.about:
            return None
        return self.db.get(self.talk.flow.about, self.talk.about, with_for_update={"key_share": True})

    def time(self, when: datetime) -> str:
        """The time of day, in this person's zone."""
        return words.clock_time(when, self.language, self.zone)

    def for_reader(self, member: Member, when: datetime) -> str:
        """A moment in somebody else's zone, in this person's language."""
        return words.moment(when, self.language, member.zone)

    def waits(self) -> bool:
        """Whether something is on this person's agenda."""
        return bool(talks.agenda(self.connection, self.sender.member_id))

    # What a flow says.

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` in the person's language, with the flow's facts and these put in."""
        known = {**self._flow_facts, **facts} if "{" in copy else {}
        return render(copy, self.language, self.zone, known)

    def say(self, copy: str, **facts: Any) -> None:
        """Add words to what the person reads next."""
        self._said.append(self.phrase(copy, **facts))

    def tell(self, member: Member, copy: str, **facts: Any) -> None:
        """Text somebody else, in their language and zone; not when they asked us to stop."""
        if member.stopped_at is not None or member.address_id is None:
            return
        first_line = words.translate(UNASKED, member.language)
        self._send(member.address_id, f"{first_line}\n{render(copy, member.language, member.zone, facts)}")

    def pass_on(self, text: str) -> None:
        """Let the coordinators read `text`."""
        for coordinator in coordinators(self.db):
            if coordinator.id != self.sender.member_id:
                self.tell(
                    coordinator,
                    _(
                        "{who} needs a person. Their words: {text}\n\nTo answer, text: TELL {handle}: your words"
                    ),
                    who=self.member,
                    text=text[:600] or "…",
                    handle=self.member.name or f"#{self.sender.member_id}",
                )

    # What a flow sets going.

    def invite(self, member: Member, flow: Flow, about: Any = None) -> None:
        """Put a flow on somebody's agenda, to be asked when they have no open question."""
        about_id = about.id if about is not None else 0
        talk_id = talks.add(self.connection, member.id, flow.name, flow.entry.name, about_id, flow.urgency)
        if talk_id is not None and member.id != self.sender.member_id:
            nudges.plan(self.connection, "agenda", member.id, talk_id, self.now, self.now + AGENDA_PATIENCE)
            self.planned = True

    def call_off(self, flow: Flow, about: Any) -> None:
        """Nobody is to be asked this any more."""
        talks.call_off(self.connection, flow.name, about.id)

    def plan(self, kind: str, member: Member, about: Any, due: datetime, lapse: timedelta) -> None:
        """Plan a nudge: due at `due`, not later than `lapse` after it."""
        nudges.plan(self.connection, kind, member.id, about.id, due, due + lapse)
        self.planned = self.planned or due <= self.now

    # How the talk is kept. Flows have no business below this line.

    def open_talk(self) -> bool:
        """Load the talk this person has open, if any."""
        row = talks.open_for(self.connection, self.sender.member_id)
        if row is None:
            return False
        self._load(row)
        return True

    def open_next(self) -> bool:
        """Ask what waits for this person, the most urgent first; what no longer stands is dropped."""
        self.flush()
        for row in talks.agenda(self.connection, self.sender.member_id):
            self._load(row)
            stands = self.talk.flow.still_stands
            if stands is not None and not stands(self):
                talks.drop(self.connection, row.id)
                continue
            self._ask_or_return(row.asked_at)
            return True
        self._load(None)
        return False

    def begin(self, flow: Flow, about: Any = None) -> None:
        """Open `flow` now and ask its first question. The open talk, if any, waits its turn."""
        self.interrupt()
        about_id = about.id if about is not None else 0
        self.flush()
        talks.add(self.connection, self.sender.member_id, flow.name, flow.entry.name, about_id, flow.urgency)
        mine = talks.agenda(self.connection, self.sender.member_id)
        row = next(row for row in mine if row.flow == flow.name and row.about == about_id)
        self._load(row)
        self._ask_or_return(row.asked_at)

    def _ask_or_return(self, asked_at: datetime | None) -> None:
        """Ask the talk's question: for the first time with the flow's opening, after an interruption with a word."""
        if asked_at is not None:
            self.say(_("Back to where we were:"))
        elif self.talk.flow.opening:
            self.say(self.talk.flow.opening)
        ask(self)

    def interrupt(self) -> None:
        """Let the open talk wait."""
        if self._talk is not None:
            self._save("waiting")
            self._load(None)

    def keep_talk(self) -> None:
        """Write down where the talk is now; an ended one is gone."""
        if self._talk is None:
            return
        if self._talk.ended:
            talks.drop(self.connection, self._talk_id)
            self._load(None)
        else:
            self._save("open")

    def reply(self) -> str | None:
        """All that was said, as one text: separate ones may arrive in another order."""
        return "\n\n".join(self._said) or None

    def flush(self) -> None:
        """Send the models' changes to the database, in this transaction."""
        if self._db is not None:
            self._db.flush()

    def send_unasked(self) -> None:
        """Put what was said into the outbox instead of answering with it."""
        said = self.reply()
        if said and self.sender.stopped_at is None:
            self._send(self.sender.address_id, f"{self.phrase(UNASKED)}\n{said}")

    def _send(self, address_id: int, body: str) -> None:
        outbox.put(self.connection, address_id, body)
        self.wrote = True

    def _load(self, row: Any) -> None:
        self._talk_id = 0 if row is None else row.id
        self._talk = None if row is None else remembered(row.flow, row.state, row.about, row.memory)

    def _save(self, status: str) -> None:
        talk = self.talk
        memory = {"answers": dict(talk.answers), "trail": talk.trail, "misses": talk.misses}
        talks.save(self.connection, self._talk_id, status, talk.state, memory)

    @property
    def _flow_facts(self) -> dict[str, Any]:
        if self._talk is None:
            return {}
        source = self._talk.flow.facts_of
        return {**self._talk.answers, **(source(self) if source is not None else {})}


UNASKED = _("Sounding Board has a note for you.")  # the first line, which a lock screen shows, tells nothing


def remembered(flow: str, state: str, about: int, memory: dict[str, Any]) -> Talk:
    """A talk as it was kept, its state found again after renamings."""
    known = FLOWS[flow]
    talk = begin(known, about)
    talk.state = known.now_called(state)
    talk.answers = Answers(memory.get("answers", {}))
    talk.trail = [known.now_called(name) for name in memory.get("trail", ())]
    talk.misses = memory.get("misses", 0)
    return talk
