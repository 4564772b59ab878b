"""After something racist: it is heard in plain words, nothing is kept of them, and nobody learns who couldn't listen."""

import pytest
from sqlalchemy import select

from flows import concern_words
from flows.incident_words import may_say_so, says_so, way_of
from flows.listening import could_you, shall_i
from flows.understand import racism
from models import clock, hearings, talks
from models.base import table_of
from models.hearings import Hearing
from models.members import Member
from models.pairings import Pairing
from models.queries import Query
from models.talks import TalkRow
from models.texts import Text
from models.wishes import Block
from tests.flows.test_crisis import wordings
from tests.flows.two import AMA, CHIDI, Two
from tests.models import people

NAMES = ("Bisi", "Zora", "Nia", "Ife")
NUMBERS = tuple(f"+44770090030{at}" for at in range(len(NAMES)))
SAID = "my client said something racist"
HELD_HEARD = 14  # of 27 that the rules were never mended by: what they are worth, and no target
HELD_FALSE_ALARMS = 2  # of 22


@pytest.mark.parametrize(
    "text",
    [
        SAID, "racist supervisor", "My supervisor made a racist joke", "a racist comment in my session today",
        "someone used a racial slur in my group", "I experienced racism in my training", "so much whiteness in that course",
        "he called me the n-word", "microaggressions from my mentor again", "dealing with white fragility in supervision",
        "my coach training is racist", "they were racist to me",
        "mi cliente dijo algo racista", "supervisora racista", "un comentario racista en la sesión", "viví racismo en clase",
       
        "mi mentor hizo un chiste racista", "microagresiones de mi supervisor", "fragilidad blanca en supervisión",
        "alguien me dijo un insulto racista",
    ],
)  # fmt: skip
def test_it_is_heard(text: str) -> None:
    assert says_so(text)


@pytest.mark.parametrize(
    "text",
    [
        "my client is late", "I train coaches on racism", "reading a book about racism by a coach", 
        "do you run a workshop on racism?",
        "the race starts at nine", "my supervisor ran a race", "I coach anti-racist leaders", "white noise in the session",
        "leyendo un libro sobre racismo de una coach", "doy un taller de racismo para formadores", "mi cliente llega tarde",
    ],
)  # fmt: skip
def test_it_is_not_read_into_talk(text: str) -> None:
    assert not says_so(text)


def heard(text: str) -> bool:
    """Whether they are asked what would help, or at least gently."""
    return says_so(text) or may_say_so(text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_heard_without_the_word_for_it(language: str) -> None:
    """Who finds another wording writes it there, and never takes one out."""
    told = wordings(f"incident-{language}")
    assert len(told) >= 50
    assert [one for one in told if not says_so(one)] == []
    assert [one for one in told if not says_so(one.upper().replace("'", "’") + "!!")] == []


def test_what_may_be_that_is_asked_gently() -> None:
    assert [one for one in wordings("incident-perhaps") if says_so(one) or not may_say_so(one)] == []


def test_ordinary_talk_is_left_alone() -> None:
    near = wordings("incident-none-en") + wordings("incident-none-es")
    assert len(near) >= 120
    assert [one for one in near if heard(one)] == []
    far = [
        one
        for name in ("ordinary-en", "ordinary-es", "held-ordinary-en", "held-ordinary-es")
        for one in wordings(name)
    ]
    assert [one for one in far if racism.tells_of_it(one) or racism.may_tell_of_it(one)] == []


def test_what_the_rules_for_it_have_not_seen() -> None:
    """Whoever mends a rule by one of these moves it to `incident-en` or `-es` and writes another."""
    assert sum(map(heard, wordings("incident-held"))) >= HELD_HEARD
    assert sum(map(heard, wordings("incident-held-none"))) <= HELD_FALSE_ALARMS


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("report it", "concern"), ("quiero denunciarlo", "concern"), ("maybe be heard", "heard"), ("que me escuchen", "heard"),
        ("nobody", "nothing"), ("dont want to talk", "nothing"), ("no quiero contarlo", "nothing"), ("recursos", "resources"),
        ("somebody for support", "paired"), ("it was in Leeds", None),
    ],
)  # fmt: skip
def test_the_ways_on_may_be_written(text: str, way: str | None) -> None:
    assert way_of(text) == way


def test_what_may_be_that_is_read_by_nobody(two: Two) -> None:
    said = str(two.text(AMA, "they said i'm too sensitive"))
    assert said.startswith("I'm sorry.")
    assert "shown your words to nobody" in said
    assert "for moments like that?" in said
    assert "no hurry" in str(two.text(AMA, "it was the whole team"))
    assert "What would help now?" in str(two.text(AMA, "yes"))
    assert "Then nothing" in str(two.text(AMA, "dont want to talk"))
    with two.engine.begin() as connection:
        assert set(connection.scalars(select(table_of(Text).c.body))) == {None}
        assert list(connection.scalars(select(table_of(Query).c.id))) == []


def test_a_note_to_oneself_is_noted(two: Two) -> None:
    assert "I'm sorry." not in str(two.text(AMA, "reflect: they called me a monkey and I froze"))


@pytest.mark.parametrize(
    "text",
    [
        "me pasó algo feo con mi pareja de coaching", "pasó algo horrible con Bisi", "mi pareja me trató mal",
        "mi coach me faltó al respeto", "Bisi me habló muy feo", "something nasty happened with my partner",
        "Bisi was rude to me", "my partner treated me badly", "Bisi made me feel small",
    ],
)  # fmt: skip
def test_who_was_hurt_by_a_partner_is_asked_what_it_is_about(text: str) -> None:
    assert concern_words.is_likely(text)


@pytest.mark.parametrize(
    "text",
    [
        "my client was rude to me", "mi clienta me trató mal", "nos pasó algo lindo con Bisi", "me tratas muy bien",
        "that made me feel so good", "Bisi made me feel really seen", "me hizo sentir muy bien", "mi pareja",
    ],
)  # fmt: skip
def test_what_is_no_hurt_among_us_is_left_alone(text: str) -> None:
    assert not concern_words.is_likely(text)


@pytest.fixture
def listeners(two: Two) -> list[int]:
    """Four who have offered to listen, awake whatever the hour."""
    made: list[int] = []

    def begin(_connection: object, db: object) -> None:
        for number, name in zip(NUMBERS, NAMES, strict=True):
            one = people.person(db, number, name)  # type: ignore[arg-type]
            one.quiet_from = one.quiet_till = 0
            hearings.offer(db, one.id, True)  # type: ignore[arg-type]
            made.append(one.id)

    two.do(begin)
    return made


def _asked(two: Two, members: list[int]) -> list[int]:
    """Who of them is to be asked whether they can listen."""
    with two.engine.begin() as connection:
        rows = connection.scalars(
            select(table_of(TalkRow).c.member_id).where(table_of(TalkRow).c.flow == "may_listen")
        )
        return sorted(set(rows) & set(members))


def _put(two: Two, member: int) -> None:
    """Their question is put to them now, as a nudge would."""

    def act(connection: object, _db: object) -> None:
        row = next(one for one in talks.agenda(connection, member) if one.flow == "may_listen")  # type: ignore[arg-type]
        talks.save(connection, row.id, "open", could_you.name, {})  # type: ignore[arg-type]

    two.do(act)


def _statuses(two: Two) -> list[str]:
    with two.engine.begin() as connection:
        return list(connection.scalars(select(table_of(Hearing).c.status).order_by(table_of(Hearing).c.id)))


def test_nothing_is_kept_of_what_happened(two: Two) -> None:
    said = str(two.text(AMA, SAID))
    assert said.startswith("I'm sorry.")
    assert "What would help now?" in said
    with two.engine.begin() as connection:
        assert list(connection.scalars(select(table_of(Text).c.body))) == [None]


def test_three_are_asked_and_the_first_who_can_is_the_one(two: Two, listeners: list[int]) -> None:
    two.text(AMA, SAID)
    assert "I'm asking a few coaches" in str(two.text(AMA, "1"))
    assert _asked(two, listeners) == listeners[:3]
    for one in listeners[:2]:
        _put(two, one)
    assert "I'm asking them now" in str(two.text(NUMBERS[0], "yes"))
    assert _asked(two, listeners) == []
    assert any("no longer needed" in one for one in two.told(listeners[1])), (
        "who was asked reads that it isn't needed"
    )
    assert two.told(listeners[2]) == [], "who hadn't read the question reads nothing"
    assert "Bisi" not in str(two.told(two.ama))


def test_names_are_told_when_both_say_yes(two: Two, listeners: list[int]) -> None:
    two.text(AMA, SAID)
    two.text(AMA, "1")
    _put(two, listeners[0])
    two.text(NUMBERS[0], "yes")
    answer = str(two.text(AMA, "hello"))
    assert two_prompt(answer)
    assert "It's Bisi." in str(two.text(AMA, "yes"))
    assert any("It's Ama, who said yes too" in one for one in two.told(listeners[0]))
    assert _statuses(two) == ["together"]
    assert "written to Bisi" in str(two.text(AMA, "tell Bisi: thank you"))


def two_prompt(answer: str) -> bool:
    """Whether they were asked if names may be told."""
    return shall_i.prompt.split(".")[0] in answer


def test_when_all_say_no_the_next_is_asked_and_then_it_is_said(two: Two, listeners: list[int]) -> None:
    two.text(AMA, SAID)
    two.text(AMA, "1")
    for at in range(3):
        _put(two, listeners[at])
        two.text(NUMBERS[at], "no")
    assert _asked(two, listeners) == listeners[3:]
    _put(two, listeners[3])
    two.text(NUMBERS[3], "no")
    assert _statuses(two) == ["nobody"]
    assert any("None of those who listen" in one for one in two.told(two.ama))


def test_one_they_never_want_to_meet_is_not_asked(two: Two, listeners: list[int]) -> None:
    two.do(lambda _connection, db: db.add(Block(member_id=two.ama, other_id=listeners[0], reason="never")))
    two.text(AMA, SAID)
    two.text(AMA, "1")
    assert listeners[0] not in _asked(two, listeners)


def test_nobody_is_asked_at_night(two: Two, listeners: list[int]) -> None:
    def sleep(_connection: object, db: object) -> None:
        minutes = clock.now().hour * 60 + clock.now().minute
        for one in listeners:
            who = db.get_one(Member, one)  # type: ignore[attr-defined]
            who.zone, who.quiet_from, who.quiet_till = "UTC", (minutes - 60) % 1440, (minutes + 60) % 1440

    two.do(sleep)
    two.text(AMA, SAID)
    assert "None of those who listen here is free" in str(two.text(AMA, "1"))
    assert _asked(two, listeners) == []


def test_the_line_closes(two: Two, listeners: list[int]) -> None:
    two.text(AMA, SAID)
    two.text(AMA, "1")
    _put(two, listeners[0])
    two.text(NUMBERS[0], "yes")
    two.text(AMA, "hello")
    two.text(AMA, "yes")
    two.do(lambda _connection, db: db.get_one(Hearing, 1).over(db))
    assert _statuses(two) == ["over"]
    with two.engine.begin() as connection:
        assert list(connection.scalars(select(table_of(Pairing).c.status))) == ["ended"]


def test_words_for_a_partner_are_theirs(two: Two) -> None:
    two.pair("agreed")
    assert "I've written to Chidi" in str(two.text(AMA, f"tell my partner: {SAID}"))
    assert "I'm sorry." not in str(two.text(CHIDI, "menu"))
