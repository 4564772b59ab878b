"""What the words cost: the SMS segments of each conversation, counted with facts of a usual length."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel import Locale

from flows import graph
from flows.chat import UNASKED
from flows.flow import FLOWS, Answers, End, Flow, State
from flows.words import LANGUAGES, render
from messaging.segments import encoding, fit, segments

ZONE = "America/New_York"
_WHEN, _CLOCK = datetime(2026, 12, 9, 23, 30, tzinfo=UTC), "18:30"
_WORDS = "To prepare the talk with my team, and to write it down before we meet again on Thursday"
# What each {name} in the copy stands for here: of the length it often has, not the longest.
SAMPLES: dict[str, Any] = {
    "again": _WHEN,
    "act": "Amara and Chidi: asked whether they'd like to meet",
    "accreditation": "EMCC Senior Practitioner",
    "agreed": 4,
    "answered": 4,
    "asked": 7,
    "body": "EMCC",
    "city": "New York",
    "clocks": "",  # they seldom change
    "closes": _WHEN.date(),
    "coach": "Bisi",
    "code": "30034",
    "contact": "Nora Bell, nora@care.example",
    "count": 3,
    "dates": "Thursday 10 December, 18:00; Thursday 24 December, 18:00; Thursday 7 January, 18:00",
    "day": _WHEN.date(),
    "days": "Diwali: Monday 8 November 2027\nSaturdays: next on Saturday 12 December 2026",
    "does": "coordinator: you see who joins, pair people, and answer what needs a person",
    "each": "2",
    "end": _CLOCK,
    "ends": _WHEN.date(),
    "entry": 'Mentoring, in English and Yoruba. AC Professional; London time. "Twenty years in hospitals"',
    "example": "First those in which you coached Amara, then those in which you were coached. For example: 25 and 30",
    "first": "Chidi",
    "failed": 1,
    "found": "EMCC, ICF",
    "given": "12 h 30 min",
    "group": "without a partner, texting in Spanish",
    "groups": 12,
    "half": 30,
    "rest": 30,
    "right_now": "now",
    "topic": "racism, discrimination",
    "turn": "Now Amara brings their work to you",
    "whole": 60,
    "halves": "half of it for each",
    "handle": "Amara",
    "other": "Chidi",
    "how": "Write a day and time of yours. For example: Thursday 6pm",
    "hours": "between 09:00 and 20:00, New York time",
    "idea": "Listen first. If you like, ask: What would make this time worth it for you?",
    "instead": _WHEN,
    "it": "being coached",
    "kept": "",  # before the first day is kept
    "kind": "peer supervision",
    "kinds": "peer mentoring, peer supervision",
    "tongues": "English and Spanish",
    "often": "every 2 weeks",
    "size": 6,
    "host": "Amara",
    "in_the_open": "Letting the river speak. It comes from: Abuela Rosa, Quechua",
    "order": "Amara, Bisi, Chidi, you",
    "now": "Now it's Amara's turn, until 18:30. After that: Bisi.",
    "later": "in the morning",
    "last": "November 2026",
    "left_out": "Nobody is left out.",
    "left": "Sit by running water, and let the river answer.",
    "length": 640,
    "level": "Senior Practitioner",
    "limit": 500,
    "lines": "#4711 Amara, Wednesday 9 December 2026: the phone was out of reach",
    "link": "https://board.example.org/calendar/" + "eyJtIjo0Mn0." * 6 + ".ics",
    "member": "Bisi",
    "minutes": 60,
    "credit": "Abuela Rosa, Quechua",
    "month": "November 2026",
    "months": "Jan hidden, Feb 6, Mar 9, Apr 12, May 8, Jun hidden, Jul 7, Aug 11, Sep 14, Oct 18, Nov 21, Dec 23",
    "more": "",
    "name": "Amara",
    "names": "Amara, Chidi, Lucia",
    "need": 40,
    "new": "Leeds, United Kingdom (09:00)",
    "number": 3,
    "numbers": "3, 4",
    "offers": "mentoring and supervision",
    "old": "Europe/London",
    "one": "Amara",
    "open": 2,
    "paid": "10",
    "emergency": "999",
    "partner": "Amara",
    "partnered": 30,
    "partners": "Bisi and Chidi",
    "page": f"1. Wednesday 9 December 2026, with Chidi\n{_WORDS}",
    "people": 25,
    "piece": f"Letting the river speak (a technique)\n{_WORDS}\nIt comes from: Abuela Rosa, Quechua",
    "place": "Nairobi, Kenya",
    "pronouns": " (she/her)",
    "purpose": "to coach with",
    "question": "When could we meet instead?",
    "readers": "Bisi and Zora",
    "received": "11 h 45 min",
    "reference": "EIA2024-0117",
    "remembered": "you coached for 25 min and were coached for 30 min",
    "role": "coordinator",
    "ring": "Amara brings you their work; you bring yours to Bisi.",
    "round": "peer coaching in pairs: 6 sessions of 60 minutes in 6 weeks",
    "second": "Bisi",
    "sessions": 6,
    "since": "09:00",
    "skipped": 2,
    "standing": "",  # no break is on
    "starts": _WHEN.date(),
    "state": "together since Wednesday 9 December 2026.",
    "status": "verified",
    "text": _WORDS,
    "theirs": "Thursday 10 December 2026, 02:30 (Nairobi)",
    "then": "You swap at 18:35, and it's over at 19:05.",
    "till": "20:00",
    "time": _CLOCK,
    "times": "Tue 18:00-21:00",
    "title": "finding a time",
    "third": "Lucia",
    "tongue": "English",
    "total": 24,
    "two": "Chidi",
    "under_way": 4,
    "until": _CLOCK,
    "verified": 45,
    "unpaid": "2.5",
    "unknown": "Nyepi, Vesak",
    "waiting": "Nobody is waiting.",
    "weeks": 6,
    "what": "they said that any level is fine",
    "when": _WHEN,
    "who": "Chidi",
    "why": ". You both want: leadership",
    "word": "BOOK",
    "words": _WORDS,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """One text as it goes out on SMS."""

    name: str
    text: str

    @property
    def segments(self) -> int:
        """What it takes, once it has been made to fit."""
        return segments(fit(self.text))


class Reader:
    """Who reads: as much of a chat as a question's options ask for."""

    subject = None  # nobody, so nothing is offered to them
    db = None  # options that are rows of theirs can't be counted here

    def __init__(self, language: str) -> None:
        self.language, self.zone, self.now, self.answers = language, ZONE, _WHEN, Answers(SAMPLES)

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` in their language, with sample facts for what isn't given."""
        return render(copy, self.language, self.zone, {**SAMPLES, **facts})


def texts(flow: Flow, language: str) -> dict[str, Cost]:
    """What each question and each end of `flow` reads, by name: of an end that can say several things, the dearest.

    The opening counts with the first question: they are one text. An end that says nothing itself isn't there.
    """
    reader, found = Reader(language), {}
    for place in flow.states.values():
        if isinstance(place, State):
            lines = [place.prompt, *place.expects.options(reader)]
            text = "\n".join(
                f"{number or ''} {reader.phrase(line)}".lstrip() for number, line in enumerate(lines)
            )
            if place is flow.entry and flow.opening:
                text = f"{reader.phrase(flow.opening)}\n\n{text}"
            found[place.name] = Cost(place.name, text)
        else:
            said = [Cost(place.name, reader.phrase(copy)) for copy in _says(place)]
            if said:
                found[place.name] = max(said, key=lambda cost: cost.segments)
    return found


def longest_way(flow: Flow, language: str) -> tuple[list[str], int]:
    """The way through `flow` that costs most, asking nothing twice: its questions and end, and their segments."""
    cost = {name: text.segments for name, text in texts(flow, language).items()}
    leads_to = {
        place.name: graph.leads_to(place) for place in flow.states.values() if isinstance(place, State)
    }

    def ways(way: list[str]) -> Iterator[tuple[int, list[str]]]:
        if way[-1] not in leads_to:
            yield sum(cost.get(name, 0) for name in way), way
        for after in leads_to.get(way[-1], ()):
            if after not in way:
                yield from ways([*way, after])

    total, longest = max(ways([flow.entry.name]))
    return longest, total


def _says(end: End) -> list[str]:
    """The texts in an end's own `chat.say(…)`, written there or named."""
    act = inspect.unwrap(end.act)
    said = [
        call for call in _calls(ast.parse(textwrap.dedent(inspect.getsource(act)))) if _called(call) == "say"
    ]
    named = [arg.id for call in said for arg in call.args if isinstance(arg, ast.Name)]
    constants = [act.__globals__[name] for name in named if isinstance(act.__globals__.get(name), str)]
    return [copy for call in said for copy in _copies(call)] + constants


def unasked(language: str) -> list[Cost]:
    """What reaches somebody unasked, under the first line that goes with it: what is told, and what nudges say."""
    reader, found = Reader(language), {}
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text())
        spoken = [call for call in _calls(tree) if _called(call) in ("tell", "note")]
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            marks = [mark for mark in function.decorator_list if isinstance(mark, ast.Call)]
            if any(_called(mark) == "nudge" for mark in marks):
                spoken += [call for call in _calls(function) if _called(call) == "say"]
        for copy in dict.fromkeys(copy for call in spoken for copy in _copies(call)):
            text = reader.phrase(copy)
            found[copy] = Cost(file.stem, f"{reader.phrase(UNASKED)}\n{text}")
    return list(found.values())


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _copies(call: ast.Call) -> list[str]:
    """The texts marked for translation in a call, itself included, as they are written."""
    marked = [inner for inner in _calls(call) if _called(inner) in ("_", "note") and inner.args]
    return [str(inner.args[0].value) for inner in marked if isinstance(inner.args[0], ast.Constant)]


def table() -> str:
    """A plain table for each language: every text's segments, and the sum along each conversation's longest way."""
    return "\n".join(line for language in LANGUAGES for line in (*_of_language(language), ""))


def _of_language(language: str) -> Iterator[str]:
    yield f"{Locale('en').languages[language]:<58}{'segments':>8}{'characters':>12}  as"
    for name in sorted(FLOWS):
        flow = FLOWS[name]
        yield name
        yield from map(_row, texts(flow, language).values())
        way, total = longest_way(flow, language)
        yield f"  {f'the longest way, {len(way)} steps':<56}{total:>8}"
    yield "unasked"
    yield from (
        _row(cost, shown=f"{cost.name}: {cost.text.partition(chr(10))[2]}") for cost in unasked(language)
    )


def _row(cost: Cost, shown: str = "") -> str:
    label = textwrap.shorten(shown or cost.name, 54, placeholder=" …")
    sent = fit(cost.text)
    return f"  {label:<56}{cost.segments:>8}{len(sent):>12}  {encoding(sent)}"
