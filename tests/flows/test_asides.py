"""Questions in the middle of another are answered in a line, and then the question comes again."""

import pytest

from flows import agreement, asides, booking
from flows.flow import FLOWS, Flow
from tests.flows.two import AMA, Two

NAMES = "You read each other's names once you have both said yes."
CLOCK = "Yours is that of"
PROGRAM = "I'm a program. To write to a person"
ENCRYPTED = "What you tell us is encrypted."


@pytest.mark.parametrize(
    ("status", "flow", "text", "answer"),
    [
        ("agreed", booking.booking, "wait what timezone??", CLOCK),
        ("agreed", booking.booking, "but whose time is that", CLOCK),
        ("agreed", booking.booking, "are you a robot", PROGRAM),
        ("agreed", booking.booking, "so who reads my messages?", ENCRYPTED),
        ("met", agreement.agreement, "who are they", NAMES),
        ("met", agreement.agreement, "what letter??", "The monthly letter is a page"),
        ("met", agreement.agreement, "do you sell my data", "nothing is sold"),
    ],
)
def test_the_answer_comes_first_and_then_the_question(
    two: Two, status: str, flow: Flow, text: str, answer: str
) -> None:
    two.ask(two.ama, flow, two.pair(status))
    question = str(two.text(AMA, "hello"))
    read = str(two.text(AMA, text))
    assert answer in read
    assert read.endswith(question.splitlines()[-1])
    assert two.told(3) == []


def test_in_spanish_too(two: Two) -> None:
    two.ask(two.ama, booking.booking, two.pair("agreed"))
    two.text(AMA, "español")
    assert "El tuyo es el de" in str(two.text(AMA, "no entiendo la hora"))


def test_what_is_asked_in_some_flows_only_names_flows_there_are() -> None:
    assert not {name for names in asides.IN for name in names} - set(FLOWS)
