"""What members share: what "find …" means, which links are taken, and who reads what."""

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from flows import knowledge_words, looking_up
from flows.finding_knowledge import sought
from flows.understand.web_address import is_shortened, web_address
from models import wishes
from models.base import table_of
from models.knowledge import Knowledge
from models.members import Member
from tests.flows.two import CHIDI, MAYA, Two

pytestmark = pytest.mark.both_databases

WORDS = "Ask it of the water"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("find grief rituals", "grief rituals"),
        ("FIND grief rituals please?", "grief rituals please"),
        ("please find something about rest", "rest"),
        ("search for Abuela Rosa", "Abuela Rosa"),
        ("busca rituales de duelo", "rituales de duelo"),
        ("Busca algo sobre el descanso", "el descanso"),
        ("encontrar cantos", "cantos"),
        ("find a time", None),
        ("find me a mentor", None),
        ("find somebody else", None),
        ("busca una hora", None),
        ("find", None),
        ("I find it hard", None),
        ("busco pareja", None),
    ],
)
def test_who_looks_for_something_is_understood(text: str, what: str | None) -> None:
    assert sought(text) == what


SHARES = {
    "i want to share somethin my grandmother taught me": "technique",
    "quiero compartir una tecnica q me enseño mi abuela": "technique",
    "I'd like to share a book": "reading",
    "can i share a video with everyone?": "link",
    "puedo compartir un taller?": "event",
    "i have something to share": None,
    "me gustaría compartir algo": None,
    "tengo algo que compartir": None,
    "quiero compartir lo que sé": None,
}
SHARES_NOTHING = (
    "i want to share my number",
    "I want to share something that happened",
    "i need to share how i feel",
    "i want to share what happened with my partner",
    "I want to share something with Bisi",
    "share a book with my partner",
    "quiero compartir mi número",
    "compartir mi experiencia",
)


def test_who_would_like_to_share_is_understood_and_what() -> None:
    assert {text: knowledge_words.kind_of(text) for text in SHARES} == SHARES
    assert not [text for text in SHARES if not knowledge_words.wants_to_share(text)]
    assert not [text for text in SHARES_NOTHING if knowledge_words.wants_to_share(text)]


@pytest.mark.parametrize(
    ("text", "down"),
    [
        ("my grandma's family isn't happy, please take it down", "it"),
        ("ya no quiero que este ahi, bájalo", "it"),
        ("it should come down", "it"),
        ("quítalo por favor", "it"),
        ("take out my knowledge", "mine"),
        ("quita lo que compartí", "mine"),
        ("my family isn't happy. take down what I shared", "mine"),
        ("please take three breaths down", 0),
        ("remove Leting the river speak", 1),
        ("take out the rubbish", None),
        ("take out 3: it names a client", None),
        ("delete my data", None),
    ],
)
def test_that_something_should_come_down_is_understood(text: str, down: str | int | None) -> None:
    heard = {"it": knowledge_words.takes_it_out(text), "mine": knowledge_words.takes_out_mine(text)}
    by_name = knowledge_words.titled(text, ["Three breaths", "Letting the river speak"])
    assert ([what for what, said in heard.items() if said] or [by_name]) == [down]


def test_that_nobody_is_to_be_named_is_understood() -> None:
    said = ("wait, don't name her", "espera, no la nombres", "take her name out", "mejor sin su nombre")
    topics = ("naming", "grief, rituals, names", "Nombrar a quien falta")
    assert [knowledge_words.names_nobody(one) for one in (*said, *topics)] == [True] * 4 + [False] * 3


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        ("www.example.org/rest", "https://www.example.org/rest"),
        ("<https://example.org/rest>.", "https://example.org/rest"),
        ("javascript:alert(1)", None),
        ("ftp://example.org", None),
        ("https://user:word@example.org", None),
        ("https://localhost/", None),
        ("it's on my website", None),
        ("https://example.org/" + "a" * 400, None),
    ],
)
def test_an_address_is_taken_whole_or_not_at_all(text: str, address: str | None) -> None:
    assert web_address(text) == address


def test_what_hides_where_it_leads_is_known() -> None:
    assert is_shortened("https://bit.ly/abc")
    assert is_shortened("https://www.tinyurl.com/abc")
    assert not is_shortened("https://example.org/bit.ly")


def published(two: Two, **more: object) -> int:
    """Ama's, for all to find."""

    made: list[int] = []

    def make(connection: Connection, db: Session) -> None:
        one = Knowledge(
            member_id=two.ama, status="published", kind="technique", title="River", words=WORDS, **more
        )
        db.add(one)
        db.flush()
        looking_up.put(connection, one)
        made.append(one.id)

    two.do(make)
    return made[0]


def test_who_would_rather_not_meet_reads_nothing_of_the_other_and_learns_nothing(two: Two) -> None:
    published(two)
    assert WORDS in (two.text(CHIDI, "find river") or "")
    two.do(lambda _c, db: wishes.block(db, two.ama, two.chidi, "parted"))
    assert WORDS not in (two.text(CHIDI, "1") or "")
    two.text(CHIDI, "menu")
    assert "nothing like that" in (two.text(CHIDI, "find river") or "")
    assert "nothing like that" in (two.text(CHIDI, "find riverbeds") or "")


def test_thanks_of_somebody_they_would_rather_not_meet_reach_nobody_and_read_the_same(two: Two) -> None:
    published(two)
    two.text(CHIDI, "find river")
    two.text(CHIDI, "thank 1")
    two.do(lambda _c, db: wishes.block(db, two.ama, two.chidi, "parted"))
    assert "Your words go to" in (two.text(CHIDI, "What a gift") or "")
    assert not any("What a gift" in letter for letter in two.told(two.ama))


def test_whoever_looks_on_sends_nothing_by_it(two: Two) -> None:
    published(two)
    two.text(CHIDI, "find river")
    two.text(CHIDI, "thank 1")
    assert WORDS in (two.text(CHIDI, "find river") or "")
    assert two.told(two.ama) == []


def test_what_is_published_can_be_taken_back_and_is_found_no_more(two: Two) -> None:
    number = published(two)
    two.do(lambda _c, db: setattr(db.get_one(Knowledge, number), "status", "shared"))
    two.text(MAYA, f"PUBLISH {number}")
    assert WORDS in (two.text(CHIDI, "find river") or "")
    assert "Taken back" in (two.text(MAYA, "UNDO") or "")
    assert "nothing like that" in (two.text(CHIDI, "find river") or "")


def test_a_coordinator_who_takes_part_finds_what_members_share_too(two: Two) -> None:
    published(two)
    two.do(
        lambda connection, _db: (
            connection.execute(update(table_of(Member)).values(status="verified")) and None
        )
    )
    assert WORDS in (two.text(MAYA, "find river") or "")
