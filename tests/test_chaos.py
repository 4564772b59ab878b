"""kill -9 at random moments during a thousand texts. Counted at the receiving end: nothing lost, nothing twice.

Twenty-two coaches join, then ask a coordinator seven questions each; three coordinators text them, and ask each about
their accreditation in the end. Every note carries words of its own. `CHAOS_SEED=n` picks the victims of an earlier run.
"""

import contextlib
import os
import random
import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, func, select

from flows.flow import FLOWS
from messaging import sending
from models import outbox
from models.members import Address
from models.nudges import Nudge
from models.outbox import Letter
from models.queries import Query
from models.talks import TALK, TalkRow
from models.texts import Text
from tests import chats, stages
from tests.models import people
from tests.playhouse import OPENING
from workers import delivery

FIRST = "Abena Adaeze Bilal Chidi Dalia Ekow Farida Gugu Hoang Imani Jamila"
LAST = "Kwame Leilani Malik Nayeli Oluchi Priya Quetzal Rashida Sipho Thandi Zainab"
NAMES = tuple(f"{FIRST} {LAST}".split())
COORDINATORS = ("+447700900991", "+447700900992", "+447700900993")
QUESTIONS = 7  # of each coach
TELLS = 84  # of each coordinator
TEXTS = 1154  # is what that makes
ROUNDS = 5  # of kills
VICTIMS = ("web", "web's own", "delivery", "delivery", "nudges", "cron")
WORDS = re.compile(r"(?:Word|Query) \d{4}|\w+ would like to join")
# What a person is to read: the first at once, what follows within minutes in one note.
WANTED = re.compile(r"needs? a person")


@dataclass
class Sent:
    """One text, and what it was answered in the end."""

    phone: str
    sid: str
    answer: list[str]
    tries: int


@dataclass
class Crowd:
    """Everybody who texts, each in a thread of their own."""

    url: str
    sent: list[Sent] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)  # names
    finished: list[str] = field(default_factory=list)
    expected: dict[str, list[str]] = field(default_factory=dict)  # the words that must reach each phone once
    questions: list[str] = field(default_factory=list)  # what a person is to read
    changed: threading.Condition = field(default_factory=threading.Condition)
    failed: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def coach(self, name: str, phone: str, phones: dict[str, str]) -> None:
        """Join, then ask and ask."""
        with requests.Session() as http:
            for words, answer in joining(name):
                self.say(http, phone, words, answer)
            self.tell(f"{name} would like to join", *(phones[number] for number in COORDINATORS))
            with self.changed:
                self.joined.append(name)
                self.changed.notify_all()
            for _ in range(QUESTIONS):
                question = f"Question {self.number():04d}"
                self.say(http, phone, "menu", "What would you like to do?…")
                self.say(http, phone, "ask a person", "A person, then…")
                self.say(http, phone, "1", "What would you like to ask?…")
                self.say(http, phone, question, "A coordinator will text you.…")
                with self.changed:
                    self.questions.append(question)
            with self.changed:
                self.finished.append(name)
                self.changed.notify_all()

    def coordinator(
        self, phone: str, phones: dict[str, str], mine: Sequence[str], dice: random.Random
    ) -> None:
        """Text those who joined; ask `mine` about their accreditation when they have nothing else to answer."""
        with requests.Session() as http:
            for _ in range(TELLS):
                self.wait_for(lambda: self.joined)
                name = dice.choice(self.joined)
                words = f"Word {self.number():04d}"
                self.say(http, phone, f"TELL {name}: {words}", f"I've texted it to {name}.…")
                self.tell(words, phones[name])
            for name in mine:
                self.wait_for(partial(self.finished.__contains__, name))
                words = f"Query {self.number():04d}"
                self.say(http, phone, f"ASK {name}: {words}?", f"I've asked {name}… and will text you…")
                self.tell(words, phones[name])

    def say(self, http: requests.Session, phone: str, words: str, expected: str) -> None:
        """Send one text, as often as it takes Twilio to get an answer to it."""
        told = self.post(http, phone, {"body": words})
        tries, until = 1, time.monotonic() + 60
        while not told["replies"]:  # nobody answered, or the answer broke off
            assert told["status"] in (None, 200), f"{words!r} got {told['status']}"
            assert time.monotonic() < until, f"{words!r} is never answered"
            assert not self.failed.wait(0.1), "somebody else's talk failed"
            told = self.post(http, phone, {"sid": told["sid"]})
            tries += 1
        answer = [reply["body"] for reply in told["replies"]]
        assert len(answer) == 1, f"{words!r} was answered {answer}"
        assert chats.matches(expected, answer[0]), f"{words!r} was answered {answer[0]!r}"
        with self.changed:
            self.sent.append(Sent(phone, told["sid"], answer, tries))

    def post(self, http: requests.Session, phone: str, body: dict[str, str]) -> dict[str, Any]:
        answer = http.post(f"{self.url}/api/phones/{phone}/texts", json=body, timeout=60)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def wait_for(self, true: Callable[[], object]) -> None:
        """Wait for what another talk brings about, unless one failed."""
        with self.changed:
            while not self.changed.wait_for(true, 0.5):
                assert not self.failed.is_set(), "somebody else's talk failed"

    def number(self) -> int:
        with self.changed:
            return next(self.numbers)

    def tell(self, words: str, *phones: str) -> None:
        """Remember that these words must reach these phones."""
        with self.changed:
            for phone in phones:
                self.expected[phone].append(words)


def joining(name: str) -> list[tuple[str, str]]:
    """What a coach texts to join and what is answered, as Amara does in the main transcript."""
    said = []
    for line in chats.parse((chats.CONVERSATIONS / "first-pair.chat").read_text()):
        if line.kind == "reads":
            break
        if line.kind == "says":
            words = line.words.replace("Amara", name)
            answer = re.sub(r"(Thank you|Good to meet you), Amara", rf"\1, {name}", line.reads[0])
            said.append((words, re.sub(r"\d\d:\d\d", "…", answer)))  # the clock runs
    return said


def test_kill_9_at_random_moments(database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    dice = random.Random(seed)
    # Less patience, in the same proportion, so that what was abandoned is asked after soon.
    monkeypatch.setattr(sending, "TIMEOUT", 2.0)
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=9))
    monkeypatch.setattr(delivery, "FRESH", outbox.LEASE / 4)
    # From nine on: before that, what somebody waits for is kept until the morning.
    with stages.house(database_url, redis_url, coordinators=COORDINATORS, dawn=OPENING) as house:
        phones = {name: house.phone(name, f"+4477009001{n:02d}") for n, name in enumerate(NAMES)}
        phones |= {number: house.phone("Coordinator", number) for number in COORDINATORS}
        house.remembered(people.trusted_coordinators)
        crowd = Crowd(house.url, expected={phone: [] for phone in phones.values()})
        killed = chaos(house, crowd, phones, dice)
        sys.stderr.write(f"seed {seed}: {dict(killed)}, {len(crowd.sent)} texts\n")
        assert len(crowd.sent) == TEXTS
        assert min(killed[victim] for victim in VICTIMS) > 0, "somebody was never killed"
        everything_arrived_once(house, crowd, phones)
        repeats_change_nothing(house, crowd, dice)
        house.remembered(lambda connection: all_is_in_order(connection, crowd))


def chaos(house: stages.House, crowd: Crowd, phones: dict[str, str], dice: random.Random) -> Counter[str]:
    """Let everybody text, and kill. Returns who was killed how often."""
    killed: Counter[str] = Counter()
    victims = [victim for _ in range(ROUNDS) for victim in dice.sample(VICTIMS, len(VICTIMS))]
    moments = sorted(dice.sample(range(TEXTS), len(victims)))  # counted in texts
    with ThreadPoolExecutor(len(phones)) as threads:
        talks = [threads.submit(crowd.coach, name, phones[name], phones) for name in NAMES]
        talks += [
            threads.submit(
                crowd.coordinator,
                phones[number],
                phones,
                NAMES[n :: len(COORDINATORS)],
                random.Random(dice.random()),
            )
            for n, number in enumerate(COORDINATORS)
        ]
        while not all(talk.done() for talk in talks):
            if any(talk.done() and talk.exception() for talk in talks):
                crowd.failed.set()
            if moments and len(crowd.sent) >= moments[0]:
                killed[victims[-1]] += kill(house, victims.pop())
                del moments[0]
            time.sleep(dice.uniform(0, 0.1))
            house.processes.look_after()
        for talk in sorted(talks, key=lambda talk: "somebody else" in str(talk.exception())):
            talk.result()
    return killed


def kill(house: stages.House, victim: str) -> int:
    """kill -9 one process, or the processes web started for itself. Returns how many it hit."""
    pid, hit = house.processes.pid("web" if victim == "web's own" else victim), 0
    for one in [child.pid for child in stages.descendants(pid)] if victim == "web's own" else [pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
            hit += 1
    return hit


def everything_arrived_once(house: stages.House, crowd: Crowd, phones: dict[str, str]) -> None:
    """Every phone got the answer to each of its texts once, and every note to it once, and nothing else. What a person is
    to read is kept once, and of the notes about it each was written to a coordinator and arrived there, once."""
    house.wait_until_quiet(60)
    assert house.remembered(kept_questions) == Counter(crowd.questions)
    wanted = {phones[number]: notes for number, notes in house.remembered(wanted_notes).items()}
    assert set(wanted) == {phones[number] for number in COORDINATORS}
    answers = {phone: Counter[str]() for phone in crowd.expected}
    for sent in crowd.sent:
        answers[sent.phone].update(sent.answer)
    for phone, words in crowd.expected.items():
        received = house.received(phone)
        assert Counter(filter(WANTED.search, received)) == wanted.get(phone, Counter()), phone
        received = [body for body in received if not WANTED.search(body)]
        notes = [body for body in received if WORDS.search(body)]
        assert Counter(WORDS.findall("\n".join(notes))) == Counter(words), phone
        assert Counter(body for body in received if not WORDS.search(body)) == answers[phone], phone


def kept_questions(connection: Connection) -> Counter[str]:
    return Counter(connection.scalars(select(Query.words)))


def wanted_notes(connection: Connection) -> dict[str, Counter[str]]:
    """What was written about questions, by the number it goes to."""
    rows = select(Letter.body, Address.address).join_from(Letter, Address, Letter.address_id == Address.id)
    found: dict[str, Counter[str]] = {}
    for body, number in connection.execute(rows):
        if WANTED.search(body):
            found.setdefault(number, Counter())[body] += 1
    return found


def repeats_change_nothing(house: stages.House, crowd: Crowd, dice: random.Random) -> None:
    """The same MessageSid again gets the same answer, word for word, and does nothing else."""
    before = house.remembered(how_much)
    again = [sent for sent in crowd.sent if sent.tries > 1] + dice.sample(crowd.sent, 100)
    with requests.Session() as http:
        for sent in again:
            told = crowd.post(http, sent.phone, {"sid": sent.sid})
            assert [reply["body"] for reply in told["replies"]] == sent.answer
    assert house.remembered(how_much) == before


def how_much(connection: Connection) -> list[int | None]:
    """How many rows there are of what a text can set going."""
    return [
        connection.scalar(select(func.count()).select_from(kind)) for kind in (Text, Letter, Nudge, TalkRow)
    ]


def all_is_in_order(connection: Connection, crowd: Crowd) -> None:
    """The database says what the phones say."""
    stored = {sid: reply for sid, reply in connection.execute(select(Text.sid, Text.reply))}
    assert stored == {sent.sid: sent.answer[0] for sent in crowd.sent}
    letters = connection.execute(select(Letter.status, Letter.sid)).all()
    wanted = sum(notes.total() for notes in wanted_notes(connection).values())
    assert len(letters) == wanted + sum(len(words) for words in crowd.expected.values())
    assert {status for status, _ in letters} <= {"accepted", "sent", "delivered"}
    assert len({sid for _, sid in letters if sid}) == len(letters)
    talks = connection.execute(select(TalkRow.member_id, TalkRow.status, TalkRow.flow, TalkRow.state)).all()
    assert all(talk.status in TALK.moves and talk.state in FLOWS[talk.flow].states for talk in talks)
    assert sorted(Counter(talk.flow for talk in talks if talk.status == "open").items()) == [
        ("credential", len(NAMES))
    ]
    # What is for later (a digest, the next note of who waits) is planned; what was due has been said.
    late = select(Nudge.kind).where(
        Nudge.status == "planned", Nudge.due_at <= select(func.max(Text.received_at)).scalar_subquery()
    )
    assert connection.scalars(late).all() == []
    assert set(connection.scalars(select(Nudge.status))) <= {"spoken", "planned"}
    assert "spoken" in set(connection.scalars(select(Nudge.status)))
