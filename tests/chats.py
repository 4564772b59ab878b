"""Transcripts: `tests/conversations/*.chat`, read, played and written.

    Amara: +447700900101                     who is who, at the top (+447700900999 coordinates)
    [Monday 7 December 2026, 09:00 in London]     the time it is; also [2 days later]
    Amara: Hello                             somebody texts …
        Welcome to Sounding Board …          … and reads, in the same breath
    Lucía reads:                             what arrives unasked
        Sounding Board has a note for you.

    [WhatsApp has approved our templates]         until then nothing goes there unasked a day after the last text
    [Answers have buttons]                        on WhatsApp; until then they are numbered lines
    Amara: [Yes, keep it]                         a tap on one of them, in the last text that has it
    Amara: [Yes, keep it] on: 10 December         … in the last that says so, too
    [Amara's texts fail: 21614]                   with this code of Twilio's; 0: they arrive again
    [Forty people have met for a year]            none of whom has a phone here
    [Amara joins: London, ICF, PCC, weekends]     texts all that takes, and is verified; nobody's reading is written down
    [Mensah asks to join as Ama: Accra, EMCC, Senior, weekends]     the same, and waits for a coordinator's eye
    [Maya needs no code]                          for what she coordinates by SMS
    [Lucía joins in Spanish: Bogotá, ICF, ACC, fines de semana]
    [Bisi coordinates too]                        from now on
    Before this: two-agreed.chat             another transcript happened first

`…` stands for anything, such as the token of a link. A text may be (a voice note), (a picture), (a place), (nothing)
or (the same again); (the code) is the one in what they read last, (the concern) what one is called there. Everything
anybody receives has to be in the transcript.

    python -m tests.chats FILE …             plays FILE and writes down what was really read
"""

import re
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

CONVERSATIONS = Path(__file__).parent / "conversations"
INDENT = "    "
BUTTONS = "Answers have buttons"
YEAR = "Forty people have met for a year"
SILENCE = "(silence)"
SEATED = r"(.+) (?:coordinates too|needs no code)"
CODE = r"\b\d{6}\b"
CONCERN = r"\b[BCDFGHJKMNPRTVWX]{5}\b"  # what a concern is called
COORDINATOR = "+447700900999"
APPROVED = "WhatsApp has approved our templates"
SPECIAL = {
    "(nothing)": {},
    "(a voice note)": {"media": "voice"},
    "(a picture)": {"media": "picture"},
    "(a place)": {"location": True},
}


@dataclass
class Line:
    """One thing that happens: somebody texts, somebody reads, time passes, or a remark."""

    kind: str  # before, cast, says, reads, time, remark
    who: str = ""
    words: str = ""
    reads: list[str] = field(default_factory=list)  # what is read, a text each
    number: int = 0  # of the line in its file


def parse(text: str) -> list[Line]:
    """The lines of a transcript. Raises ValueError where it can't be understood."""
    lines: list[Line] = []
    cast: set[str] = set()
    block: list[str] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.startswith(INDENT) or (block is not None and not raw.strip()):
            if block is None:
                raise ValueError(f"line {number}: nobody reads this")
            block.append(raw.removeprefix(INDENT).rstrip())
            continue
        if block is not None:
            lines[-1].reads = _texts(block)
            block = None
        if not raw.strip() or raw.startswith("#"):
            lines.append(Line("remark", words=raw, number=number))
        elif raw.startswith("["):
            lines.append(Line("time", words=raw.strip("[] "), number=number))
        elif raw.startswith("Before this: "):
            earlier = raw.removeprefix("Before this: ")
            lines.append(Line("before", words=earlier, number=number))
            cast |= {line.who for line in parse((CONVERSATIONS / earlier).read_text()) if line.kind == "cast"}
        elif raw.endswith(" reads:"):
            lines.append(Line("reads", raw.removesuffix(" reads:"), number=number))
            block = []
        else:
            who, _, words = raw.partition(": ")
            if who not in cast:
                cast.add(who)
                lines.append(Line("cast", who, words, number=number))
            else:
                lines.append(Line("says", who, words, number=number))
                block = []
    if block is not None:
        lines[-1].reads = _texts(block)
    return lines


@cache
def every_reading() -> list[str]:
    """Every text that somebody reads in a transcript."""
    return [
        text
        for path in sorted(CONVERSATIONS.glob("*.chat"))
        for line in parse(path.read_text())
        for text in line.reads
    ]


def _texts(block: list[str]) -> list[str]:
    """Blank lines at the end belong to nobody; a line of dashes parts two texts."""
    whole = "\n".join(block).strip("\n")
    return [part.strip("\n") for part in re.split(r"^-{3,}$", whole, flags=re.MULTILINE)] if whole else []


def moment(words: str, now: datetime) -> datetime:
    """When a time line is: absolute, in a city, or so much later."""
    later = re.fullmatch(r"(\d+) (second|minute|hour|day|week)s? later", words)
    if later:
        return now + timedelta(**{f"{later[2]}s": int(later[1])})
    when, _, city = words.partition(" in ")
    zone = next(name for name in _zones() if name.endswith("/" + city.replace(" ", "_")))
    return datetime.strptime(when, "%A %d %B %Y, %H:%M").replace(tzinfo=ZoneInfo(zone))


@cache
def _zones() -> list[str]:
    """Their files are looked for on the disk, hundreds of them."""
    return sorted(available_timezones())


def matches(expected: str, got: str) -> bool:
    """Whether `got` is what the transcript says, `…` standing for anything."""
    pattern = ".*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(pattern, got, re.DOTALL) is not None


class Play:
    """One transcript on one house."""

    def __init__(self, house: Any, lines: list[Line]) -> None:
        self._house, self._lines = house, lines
        self.phones: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._read: dict[str, int] = {}  # how many texts of each phone the transcript has come past
        self._last_sid: dict[str, str] = {}
        self._coordinator = ""

    def run(self) -> None:
        """Play it through. Raises AssertionError at the first line that isn't so."""
        for line in self._lines:
            got = self.step(line)
            if got is None:
                continue
            expected = [] if line.reads == [SILENCE] else line.reads
            fits = len(got) == len(expected) and all(map(matches, expected, got))
            assert fits, (
                f"line {line.number}, {line.who}:\n\n"
                + "\n---\n".join(expected)
                + "\n\nbut read\n\n"
                + "\n---\n".join(got)
            )
        for name in self.phones:
            assert not self._news(name), f"at the end {name} read more: {self._news(name)}"

    def step(self, line: Line) -> list[str] | None:
        """Do what a line says; what was read then, or None where nobody reads."""
        if line.kind == "before":
            earlier = Play(self._house, parse((CONVERSATIONS / line.words).read_text()))
            earlier.run()
            self.phones, self._read, self._last_sid = earlier.phones, earlier._read, earlier._last_sid
            self._coordinator, self._addresses = earlier._coordinator, earlier._addresses
        elif line.kind == "cast":
            self.phones[line.who] = self._house.phone(line.who, line.words)
            self._read[line.who] = 0
            self._addresses[line.who] = line.words
            self._coordinator = line.who if line.words == COORDINATOR else self._coordinator
        elif line.kind == "time" and line.words == APPROVED:
            self._house.push_templates()
        elif line.kind == "time" and line.words == YEAR:
            self._house.fill()
        elif line.kind == "time" and line.words == BUTTONS:
            self._house.bring_buttons()
        elif line.kind == "time" and (failing := re.fullmatch(r"(.+)'s texts fail: (\d+)", line.words)):
            self._house.trouble(self.phones[failing[1]], int(failing[2]))
        elif line.kind == "time" and (seated := re.fullmatch(SEATED, line.words)):
            self._house.seat(self._addresses[seated[1]])
        elif line.kind == "time" and (
            joining := re.fullmatch(
                r"(\S+) (joins|asks to join)(?: as (\S+))?( in Spanish)?: (.+)", line.words
            )
        ):
            called, hello = joining[3] or joining[1], "hola" if joining[4] else "hello"
            self._join(joining[1], called, hello, joining[5].split(", "), joining[2] == "joins")
        elif line.kind == "time":
            self._house.turn_to(moment(line.words, self._house.at))
        elif line.kind == "says":
            return self._say(line.who, line.words)
        elif line.kind == "reads":
            got = self._news(line.who, len(line.reads))[: max(1, len(line.reads))]
            self._read[line.who] += len(got)
            return got
        return None

    def _join(self, who: str, called: str, hello: str, facts: list[str], verified: bool) -> None:
        """Sign-up as anybody does it, and the coordinator's eye; none of it is read here."""
        city, body, level, times = facts
        answers = (hello, "1", "1", "1", "1", called, city, body, level, "skip", "skip", times)
        eye = ((self._coordinator, f"verify {who}"),) if verified else ()
        for name, words in (*((who, words) for words in answers), *eye):
            self._house.send(self.phones[name], words)
            if self._code(name):  # the coordinator's first command of a while
                self._house.send(self.phones[name], self._code(name))
        self._house.work()
        for name in self.phones:
            self._read[name] += len(self._news(name))

    def unread(self) -> dict[str, list[str]]:
        """What arrived and the transcript hasn't come to, by name."""
        return {name: news for name in self.phones if (news := self._news(name))}

    def _say(self, who: str, words: str) -> list[str]:
        assert not self._news(who), f"{who} had not read: {self._news(who)}"
        phone = self.phones[who]
        words = words.replace("(the concern)", self._concern(who)) if "(the concern)" in words else words
        if words.startswith("["):
            title, _, on = words.partition("] on: ")
            got = self._house.tap(phone, title.strip("[]"), on)
        elif words == "(the code)":
            got = self._house.text(phone, self._code(who))
        elif words == "(the same again)":
            got = self._house.text(phone, sid=self._last_sid[who])
        else:
            got = self._house.text(
                phone, "" if words in SPECIAL else words.replace("\\n", "\n"), **SPECIAL.get(words, {})
            )
        self._last_sid[who] = self._house.last_sid
        self._read[who] += len(got)
        self._house.work()
        return list(got)

    def _code(self, who: str) -> str:
        """The code in the last texts on this phone; none when they hold none."""
        last = (re.search(CODE, text) for text in reversed(self._house.received(self.phones[who])[-3:]))
        return next((found[0] for found in last if found), "")  # a note may have come after it

    def _concern(self, who: str) -> str:
        """What the concern is called that was last read of on this phone."""
        read = self._house.received(self.phones[who])
        return next(found[0] for text in reversed(read) if (found := re.search(CONCERN, text)))

    def _news(self, who: str, wanted: int = 0) -> list[str]:
        return list(self._house.received(self.phones[who], self._read[who] + wanted)[self._read[who] :])


def write(path: Path, house: Any) -> None:
    """Play a transcript and write it again, with what was really read."""
    lines = parse(path.read_text())
    play = Play(house, [])
    out: list[str] = []
    for line in lines:
        if line.kind == "reads":
            continue
        got = play.step(line)
        if line.kind == "remark":
            out.append(line.words)
        elif line.kind == "cast":
            out.append(f"{line.who}: {line.words}")
        elif line.kind == "before":
            out.append(f"Before this: {line.words}")
        elif line.kind == "time":
            out.append(f"[{line.words}]")
        else:
            out += [f"{line.who}: {line.words}", *_block(got or [SILENCE]), ""]
        if line.kind in ("says", "time"):
            for name, news in play.unread().items():
                play.step(Line("reads", name, reads=news))
                out += [*([""] if out and out[-1] else []), f"{name} reads:", *_block(news), ""]
    path.write_text(re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip() + "\n")


def _block(texts: list[str]) -> list[str]:
    # Links, codes, and numbers that databases give out, differ from play to play.
    texts = [
        re.sub(f"{CODE}|{CONCERN}", "…", re.sub(r"^#\d+ ", "#… ", text, flags=re.MULTILINE)) for text in texts
    ]
    hidden = [
        re.sub(
            r"/(calendar|hours|reflections|picture|impact|mine|letter)/[^\s]+\.(ics|xlsx|txt|png|html)",
            r"/\1/….\2",
            re.sub(r"http://[\d.:]+", "…", text),
        )
        for text in texts
    ]
    return [f"{INDENT}{line}".rstrip() for line in "\n---\n".join(hidden).split("\n")]


def main() -> None:
    """Write the transcripts named on the command line."""
    from tempfile import TemporaryDirectory

    from models.migrate import upgrade
    from tests.playhouse import Playhouse
    from workers.embedded import embedded_redis

    for name in sys.argv[1:]:
        with TemporaryDirectory() as home, embedded_redis(Path(home) / "redis") as redis_url:
            url = f"sqlite:///{home}/play.db"
            upgrade(url)
            house = Playhouse(url, redis_url, Path(home))
            try:
                write(Path(name), house)
            finally:
                house.close()


if __name__ == "__main__":
    main()
