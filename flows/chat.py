"""Chat: what a flow's code can see and do, for one person, inside one transaction.

What it does to others is only ever a row: a text in their outbox, a talk on their agenda, a nudge. So a text locks one
person and nobody waits for anybody.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import asking_a_person, quiet, wording, words
from flows.flow import Answers, Flow, Talk
from flows.wording import Note, Said
from flows.words import _, render
from models import clock, members, nudges, outbox, pairings, talks, texts
from models.acts import Doing
from models.members import Member
from models.outbox import Draft, Haste
from models.senders import Sender

AWAKE = timedelta(minutes=30)  # who texted us this recently may be answered, whatever the hour
CHOSEN = 2  # the urgency of what somebody chose a moment ago
PUT_OFF = ("agenda", "offer")  # nudges that are due when they are planned: a later hour was put off
AGENDA_PATIENCE = timedelta(days=30)  # how long a question may wait for its turn


@dataclass(slots=True)
class Kept:
    """An open talk and its row."""

    id: int
    talk: Talk
    asked_at: datetime | None  # None: never yet
    act: int | None = None  # of a coordinator's, which put it there


class Chat:
    """One person, one transaction."""

    def __init__(self, connection: Connection, sender: Sender, db: Session | None = None) -> None:
        """`db`: a session of this same transaction that was opened before, with rows that will be needed."""
        self.connection = connection
        self.sender = sender
        self.language = sender.language
        self.zone = sender.zone
        self.now: datetime = clock.now()
        self.heard = ""  # the text we are answering
        self.wrote = False  # whether delivery has something to do
        self.planned = False  # whether a nudge is due now
        self.undisturbed = False  # whether what waits is not to be asked just now
        self.left_to_workers = False  # whether a round waits for them
        self.forgotten = False  # whether nothing of this text is kept
        self.discreet = False  # whether nobody but its reader may learn that a letter was written
        self.text_sid: str | None = None  # what Twilio calls it
        self.doing: Doing | None = None  # what a coordinator has done by it (`flows/coordinating/acts.py`)
        self.picture = ""  # a link to what is shown above what is said
        self.drafts: list[Draft] = []  # letters this step writes, in order
        self._said: list[Said] = []
        self._db = db
        self._locked: dict[tuple[type, int], Any] = {}  # rows that talks were about
        self.kept: Kept | None = None  # the open talk; `flows/agenda.py` sees to it

    # What a flow sees.

    @property
    def talk(self) -> Talk:
        """The talk that is open. Ask `has_talk` first where there may be none."""
        assert self.kept is not None, "no talk is open"
        return self.kept.talk

    @property
    def has_talk(self) -> bool:
        """Whether a talk is open."""
        return self.kept is not None

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
        """The row this talk is about, locked and as it is now; None when it is about nothing or the row is gone."""
        model, about = self.talk.flow.about, self.talk.about
        if model is None or not about:
            return None
        if (model, about) not in self._locked:
            self.db.flush()  # it may have been read before, and have changed until it was locked
            row = self.db.get(model, about, populate_existing=True, with_for_update=members.row_lock(model))
            self._locked[model, about] = row
        return self._locked[model, about]

    def lock(self, row: Any) -> None:
        """Read a row anew, and let nobody else change it until this step is done."""
        self.db.refresh(row, with_for_update={"key_share": True, "of": type(row)})  # not who is joined to it

    def time(self, when: datetime) -> str:
        """The time of day, in this person's zone."""
        return words.clock_time(when, self.language, self.zone)

    def date(self, when: datetime) -> date:
        """The day, in this person's zone."""
        return words.local(when, self.zone).date()

    def for_reader(self, member: Member, when: datetime) -> str:
        """A moment in somebody else's zone, in this person's language."""
        return words.moment(when, self.language, member.zone)

    def waits(self) -> bool:
        """Whether something is on this person's agenda."""
        return bool(talks.agenda(self.connection, self.sender.member_id))

    @property
    def partners(self) -> list[Member]:
        """Whom this person works with now: both have agreed and know each other's name."""
        mine = self.sender.member_id
        return [pairing.partner(mine) for pairing in pairings.going(self.db, mine, ("agreed",))]

    @property
    def act_id(self) -> int | None:
        """The number of the act that is being done, for what it writes and plans; None nearly always."""
        return self.doing.id if self.doing is not None else None

    # What a flow says.

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` in the person's language, with these facts put in, and the flow's own for what they leave open."""
        return render(copy, self.language, self.zone, self._facts(facts))

    def say(self, copy: str, *, keep_only: str | None = None, **facts: Any) -> None:
        """Add words to what the person reads next. `keep_only`: less, which is kept of them for a repeat of the text."""
        kept = self.phrase(keep_only, **facts) if keep_only is not None else None
        self._said.append(Said(self.phrase(copy, **facts), copy, facts, kept=kept))

    def put(self, text: str) -> None:
        """Add a text that is in the person's language already; braces in it are only braces."""
        self._said.append(Said(text))

    def pose(self, prompt: str, labels: tuple[str, ...], taps: bool) -> None:
        """Add a question, its options numbered; on WhatsApp they may become buttons when one is an answer."""
        text = self.phrase(prompt)
        for number, label in enumerate(labels, 1):
            text += f"\n{number} {self.phrase(label)}"
        self._said.append(Said(text, None if labels and not taps else prompt, {}, labels if taps else ()))

    def tell(self, member: Member, copy: Note, *, by: datetime | None = None, **facts: Any) -> None:
        """Text somebody else, in their language and zone: at a decent hour, unless they are texting with us just now, and
        at the latest at `by` (aware UTC), when it would be too late to be of use. Not who asked us to stop, or was removed."""
        if member.stopped_at is not None or member.address_id is None or member.status == "removed":
            return
        text = f"{words.translate(UNASKED, member.language)}\n{render(copy, member.language, member.zone, facts)}"
        made = wording.of_note(copy, facts, member.language, member.zone)
        due = self.decent_hour(member, copy.booked)
        due = max(self.now, min(due, by or due))
        haste = Haste.AT_ONCE if copy.at_once else Haste.USUAL
        more = {"due": due, "act": self.act_id, "discreet": self.discreet, "haste": haste}
        self.drafts += wording.letters(member.address_id, text, made, **more)

    def decent_hour(self, member: Member, booked: bool = False) -> datetime:
        """When this person may read something they wait for: now, or in the morning, or after a break. `booked`: it is
        about what they booked themselves."""
        due = (quiet.awake_from if booked else quiet.free_from)(member, self.now)
        if due <= self.now:
            return self.now
        last = texts.last_from(self.connection, member.id)
        return self.now if last is not None and self.now - last < AWAKE else due

    def pass_on(self, text: str) -> bool:
        """Let the coordinators read `text`, and keep it until one has answered. Whether anybody may read it; if not, the
        person has read so."""
        return asking_a_person.pass_on(self, text)

    # What a flow sets going.

    def invite(self, member: Member, flow: Flow, about: Any = None, *, awaited: bool = False) -> None:
        """Put a flow on somebody's agenda, to be asked when they have no open question. `awaited`: they wait for it,
        whatever the flow says of itself."""
        about_id = about.id if about is not None else 0
        of_it = flow.name, flow.entry.name, about_id, flow.urgency, self.act_id
        talk_id = talks.add(self.connection, member.id, *of_it)
        if talk_id is not None and (awaited or member.id != self.sender.member_id):
            kind = "offer" if flow.unasked and not awaited else "agenda"  # the two kinds of `flows/agenda.py`
            until = self.now + AGENDA_PATIENCE
            nudges.plan(self.connection, kind, member.id, talk_id, self.now, until, self.act_id)
            self.planned = True

    def turn_to(self, flow: Flow, about: Any = None) -> None:
        """They have just chosen this: it is their next question, whatever else waits."""
        about_id = about.id if about is not None else 0
        talks.add(self.connection, self.sender.member_id, flow.name, flow.entry.name, about_id, CHOSEN)
        talks.hurry(self.connection, self.sender.member_id, flow.name, about_id, CHOSEN)

    def was_asked(self, member: Member, flow: Flow, about: Any) -> bool:
        """Whether this question was put to somebody and waits for their answer."""
        return talks.was_asked(self.connection, member.id, flow.name, about.id)

    def free_again(self) -> None:
        """They changed when they may be texted: what was put off is looked at anew, and now they are awake."""
        nudges.hasten(self.connection, self.sender.member_id, PUT_OFF)
        outbox.hasten(self.connection, self.sender.member_id)
        self.planned = self.wrote = True

    def forget(self) -> None:
        """Keep not a word of what this person wrote, this text included."""
        texts.forget(self.connection, self.sender.member_id)
        self.forgotten = True

    def call_off(self, flow: Flow, about: Any) -> None:
        """Nobody is to be asked this any more."""
        talks.call_off(self.connection, flow.name, about.id)

    # What becomes of it. Flows have no business below this line.

    def reply(self, *, kept: bool = False) -> str | None:
        """All that was said, as one text: separate ones may arrive in another order. `kept`: as much as is kept of it."""
        return "\n\n".join((kept and said.kept) or said.text for said in self._said) or None

    def labels(self) -> tuple[str, ...]:
        """The options of the question that what was said ends with; none when it ends with something else."""
        return self._said[-1].labels if self._said else ()

    def tappable(self) -> wording.Wording:
        """What was said, as buttons or a picture need it."""
        return wording.of_answer(self._said, self.language, self.picture)

    def answer_later(self, inbound_sid: str) -> None:
        """Write what was said as a letter, because TwiML can't hold it: it has buttons, or a picture."""
        author = self.sender.member_id if self.forgotten else None
        self._write(self.reply() or "", self.tappable(), answers=inbound_sid, author=author)

    def flush(self) -> None:
        """Send the models' changes and the letters to the database, in this transaction."""
        if self._db is not None:
            self._db.flush()
        outbox.put(self.connection, self.drafts)
        self.wrote, self.drafts = self.wrote or bool(self.drafts), []

    def speak_unasked(self, not_after: datetime | None = None, haste: Haste = Haste.USUAL) -> None:
        """Write what was said as a letter instead of answering with it."""
        said = self.reply()
        if said and self.sender.stopped_at is None:
            first = self.phrase(UNASKED)
            shown = None  # what a template or buttons need, which SMS hasn't
            if self.sender.channel != "sms":
                shown = wording.of_unasked(self._said, self._facts, self.language, self.zone, first)
            self._write(
                f"{first}\n{said}",
                shown,
                not_after=not_after,
                haste=haste,
                act=self.kept and self.kept.act,
            )
        self._said.clear()

    def asks(self) -> str:
        """What tells the open question from any other: what it is about, and its words."""
        talk = self.talk
        prompt = self.phrase(talk.flow.state(talk.state).prompt)
        return wording.digest([talk.flow.name, str(talk.about), prompt])

    def _write(self, body: str, shown: wording.Wording | None, **more: Any) -> None:
        if shown is not None and shown.get("labels") and self.has_talk:
            shown = shown | {"asks": self.asks()}  # whoever taps on it later may mean this and nothing else
        more["discreet"] = self.discreet or (self.has_talk and self.talk.flow.discreet)
        self.drafts += wording.letters(self.sender.address_id, body, shown, **more)

    def _facts(self, given: dict[str, Any]) -> dict[str, Any]:
        """`given`, and what the open talk's flow knows for what they leave open."""
        return words.Facts(given, self.flow_facts)

    def flow_facts(self) -> dict[str, Any]:
        """What the open talk's flow knows: the answers so far, and what it says itself."""
        if self.kept is None:
            return {}
        talk = self.kept.talk
        source = talk.flow.facts_of
        return {**talk.answers, **(source(self) if source is not None else {})}


UNASKED = _("Sounding Board has a note for you.")  # the first line, which a lock screen shows, tells nothing
