"""What is meant for a partner, and what tells how to reach somebody, as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.relay_chat import is_done
from flows.relay_words import Wish, read
from flows.understand.contact import tells_contact

MEANT = {
    "tell my partner: I'm late": Wish("write", "I'm late"),
    "Please tell my coaching partner that I'm late": Wish("write", "that I'm late", sure=False),
    "dile a mi pareja de coaching: llego tarde": Wish("write", "llego tarde"),
    "dile a mi compañera que llego tarde": Wish("write", "dile a mi compañera que llego tarde", sure=False),
    "write to my partner": Wish("write"),
    "Escríbele a mi pareja": Wish("write"),
    "tell my coach: thank you: all of it": Wish("write", "thank you: all of it", role="coach"),
    "message my coachee, see you at 6:30": Wish("write", "see you at 6:30", role="coachee"),
    "tell Lucía: two lines\nof mine": Wish("write", "two lines\nof mine", name="Lucía", commands=True),
    "TELL LUCÍA: STOP TEXTING ME": Wish("write", "STOP TEXTING ME", name="LUCÍA", commands=True),
    "ask Ama: which book?": Wish("write", "which book?", name="Ama", commands=True),
    "write to Lucía: hola": Wish("write", "hola", name="Lucía"),
    "escribe a Lucía: ¿vienes?": Wish("write", "¿vienes?", name="Lucía"),
    "write to Lucía": Wish("write", name="Lucía", sure=False),
    "tell amara im running 10 late": Wish(
        "write", "im running 10 late", name="amara", sure=False, commands=True
    ),
    "pls let Ama know I can't come": Wish("write", "I can't come", name="Ama", sure=False),
    "tell her I'm on my way": Wish("write", "I'm on my way", sure=False),
    "ask her if she got my text": Wish("write", "ask her if she got my text", sure=False),
    "dile que llego tarde": Wish("write", "dile que llego tarde", sure=False),
    "dile a amara que voy": Wish("write", "dile a amara que voy", name="amara", sure=False, commands=True),
    "REPLY: yes, gladly": Wish("reply", "yes, gladly"),
    "reply yes, gladly": Wish("reply", "yes, gladly", sure=False),
    "Responder: sí": Wish("reply", "sí"),
    "reply": Wish("reply"),
    "chat": Wish("chat"),
    "Chat!": Wish("chat"),
    "open a chat with my coachee": Wish("chat", role="coachee"),
    "chat con Lucía": Wish("chat", name="Lucía"),
    "abrir chat": Wish("chat"),
    "share my number": Wish("share"),
    "SHARE NUMBERS": Wish("share"),
    "share our phone numbers with Lucía": Wish("share", name="Lucía"),
    "compartir números": Wish("share"),
    "compartir mi número con Ama": Wish("share", name="Ama"),
    "keep my number": Wish("keep"),
    "don’t share my number": Wish("keep"),
    "NO COMPARTIR": Wish("keep"),
}
NOT_MEANT = (
    "tell me: how does this work?",
    "My partner told me: go on",
    "tell me more about this",
    "let us know the date",
    "I'd like to tell somebody",
    "chatting about work with my team",
    "the number of sessions",
    "share what I learned with my team",
    "respondent of the survey",
    "text",
    "thursday 6pm",
    "",
)


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_for_a_partner(text: str) -> None:
    assert read(text) == MEANT[text]


@pytest.mark.parametrize("text", NOT_MEANT)
def test_what_is_not(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["done", "Done.", "CHAT OFF", "close the chat", "cerrar", "Cerrar el chat", "fin"]
)
def test_a_chat_is_closed_by(text: str) -> None:
    assert is_done(text)


@pytest.mark.parametrize("text", ["I'm done with the book", "listo", "done it, see you", "chat", "ok"])
def test_a_chat_is_not_closed_by(text: str) -> None:
    assert not is_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "my new number is 07700 900201",
        "+44 (0)20 7946 0018",
        "llámame al 600 123 456",
        "ring me: 2125550123!",
        "ama.b@example.org",
        "write to wa.me/447700900201",
        "٠٧٧٠٠٩٠٠٢٠١",
    ],
)
def test_it_tells_how_to_reach_somebody(text: str) -> None:
    assert tells_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 17 December 2026, 18:00",
        "2026-12-17 18:30",
        "on 17/12/2026 at 18.30, or 18/12/2026",
        "1, 2, 3 and 4",
        "page 1204",
        "https://zoom.us/j/12345678901?pwd=9876543210",
        "meet.example.org/1234567890",
        "it cost 1,250,000",
        "see you @ six",
        "",
    ],
)
def test_it_does_not(text: str) -> None:
    assert not tells_contact(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read(text)
    tells_contact(text)
    is_done(text)
