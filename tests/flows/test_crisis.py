"""Somebody in danger is heard in any wording, wherever they are; what is ordinary is left alone; who listens is known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flows import helplines
from flows.understand.danger import calm, in_danger, perhaps_in_danger
from models.base import table_of
from models.members import Address, Member
from models.queries import Query
from models.seats import Seat
from models.texts import Text
from tests.flows.two import AMA, CHIDI, MAYA, Two
from tests.models import people

WORDINGS = Path(__file__).parent / "wordings"
# Of sentences that the rules were never mended by: what they are worth, and no target.
UNSEEN_HEARD = 0.74  # 37 of 50
HELD_HEARD = {"en": 0.79, "es": 0.86}  # 49 of 62, 39 of 45
HELD_FALSE_ALARMS = 4  # of 125
FALSE_ALARMS = 0.03  # of what is ordinary, at most
LISTENS = "Samaritans: call 116 123"


def wordings(name: str) -> list[str]:
    """The sentences of one table, a line each. Who finds another wording writes it there, and never takes one out."""
    lines = (WORDINGS / f"{name}.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


DANGER = [one for name in ("danger-en", "danger-es", "later-danger") for one in wordings(name)]
ORDINARY = [one for name in ("ordinary-en", "ordinary-es", "later-ordinary") for one in wordings(name)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_table_is_long_enough(language: str) -> None:
    for kind in ("danger", "ordinary"):
        assert len(set(wordings(f"{kind}-{language}"))) >= 120


def test_every_danger_is_heard() -> None:
    assert [one for one in DANGER if not in_danger(one)] == []


def test_however_it_is_typed() -> None:
    for typed in ("{}!!!", "  {} ", "Hi. {} 😢", "ok\n{}", "{}\nthanks"):
        assert [one for one in DANGER if not in_danger(typed.format(one))] == []
    assert [one for one in DANGER if not in_danger(one.upper().replace("'", "’"))] == []


def test_what_is_ordinary_hardly_ever_sets_it_off() -> None:
    wrong = [one for one in ORDINARY if in_danger(one)]
    assert len(wrong) <= FALSE_ALARMS * len(ORDINARY), wrong


def test_what_the_rules_have_not_seen() -> None:
    """Who mends a rule by one of these moves it to `later-danger` and writes a new one."""
    danger, ordinary = wordings("unseen-danger"), wordings("unseen-ordinary")
    assert sum(map(in_danger, danger)) >= UNSEEN_HEARD * len(danger)
    assert sum(map(in_danger, ordinary)) <= 2 * FALSE_ALARMS * len(ordinary)


def test_what_was_set_apart_before_the_rules_were_widened() -> None:
    """Nobody widens a rule by these. Whoever reads them for that writes others."""
    for language, share in HELD_HEARD.items():
        danger = wordings(f"held-danger-{language}")
        assert sum(map(in_danger, danger)) >= share * len(danger), language
    ordinary = wordings("held-ordinary-en") + wordings("held-ordinary-es")
    assert sum(map(in_danger, ordinary)) <= HELD_FALSE_ALARMS


def test_what_is_known_not_to_be_heard() -> None:
    """So that the list in `docs/care.md` stays true."""
    assert [one for one in wordings("not-heard") if in_danger(one)] == []


def test_a_hard_day_is_no_danger_and_not_passed_over() -> None:
    hard = wordings("hard-day")
    assert [one for one in hard if in_danger(one) or not perhaps_in_danger(one)] == []
    ordinary = (
        ORDINARY + wordings("unseen-ordinary") + wordings("held-ordinary-en") + wordings("held-ordinary-es")
    )
    wrong = [one for one in ordinary if perhaps_in_danger(one)]
    assert len(wrong) <= FALSE_ALARMS * len(ordinary), wrong


def test_a_long_letter_is_read_to_its_end() -> None:
    letter = "We met on Tuesday and it went well. " * 250
    assert not in_danger(letter)
    assert in_danger(letter + "I want to die.")


def test_what_else_it_says_is_found() -> None:
    assert calm("please stop texting me, I want to die") == "please stop texting me"
    assert calm("I want to end it all") == ""


def answered(two: Two, sender: str, body: str) -> str:
    """What somebody reads in answer."""
    return str(two.text(sender, body))


def kept(two: Two) -> int:
    """How many texts wait for a person."""
    with two.engine.begin() as connection:
        return int(connection.scalar(select(func.count()).select_from(table_of(Query))) or 0)


def test_nobody_learns_of_it_unless_they_say_so(two: Two) -> None:
    said = answered(two, AMA, "I want to die")
    assert said.startswith("Thank you for telling me")
    assert LISTENS in said
    assert said.count("?") == 1
    with two.engine.begin() as connection:
        bodies = list(connection.scalars(select(table_of(Text).c.body)))
    assert "I want to die" not in bodies, "it is kept with the question alone"
    assert kept(two) == 0
    assert "nobody does" in answered(two, AMA, "no")
    assert kept(two) == 0
    maya = _id(two, MAYA)
    assert two.told(maya) == []


def test_who_coordinates_reads_it_once_they_agree(two: Two) -> None:
    answered(two, AMA, "I want to die")
    answered(two, AMA, "since my mother died")
    answered(two, AMA, "yes please")
    (note,) = two.told(_id(two, MAYA))
    assert "Ama. They wrote: I want to die\nsince my mother died" in note
    assert kept(two) == 1


def test_who_has_a_hard_day_is_told_how_to_reach_somebody_and_answered(two: Two) -> None:
    two.pair("agreed")
    said = answered(two, AMA, "I can't do this anymore")
    assert said.startswith("If it's more than a hard day: text EMERGENCY")
    assert LISTENS not in said
    assert LISTENS in answered(two, AMA, "EMERGENCY")


def test_one_who_was_introduced_to_them_is_not_told(two: Two) -> None:
    two.do(lambda _connection, db: db.add(Seat(member_id=two.chidi, role="coordinator", status="held")))
    two.pair("agreed")
    answered(two, AMA, "I want to die")
    answered(two, AMA, "1")
    assert len(two.told(_id(two, MAYA))) == 1
    assert not [one for one in two.told(two.chidi) if "danger" in one]


def test_words_for_a_partner_go_to_them(two: Two) -> None:
    two.pair("agreed")
    said = answered(two, AMA, "tell my partner: I can't make it, I want to die")
    assert LISTENS in said
    assert "I've written to Chidi" in said
    assert any("I can't make it, I want to die" in one for one in two.told(two.chidi))
    assert kept(two) == 0


def test_a_chat_with_a_partner_stays_open(two: Two) -> None:
    two.pair("agreed")
    answered(two, AMA, "chat")
    said = answered(two, AMA, "honestly I want to die")
    assert LISTENS in said
    assert "chat with Chidi is on" in said
    assert any("honestly I want to die" in one for one in two.told(two.chidi))


def test_what_a_coordinator_notes_is_noted(two: Two) -> None:
    maya = _id(two, MAYA)
    two.do(lambda _connection, db: people.trusted(db, db.get_one(Member, maya)))
    said = answered(two, MAYA, "NOTE Ama: says she wants to kill herself tonight")
    assert LISTENS in said
    assert "noted" in said.lower()


def test_who_left_reads_who_listens_and_no_more(two: Two) -> None:
    answered(two, AMA, "please stop texting me")
    said = answered(two, AMA, "I want to die")
    assert LISTENS in said
    assert "?" not in said
    assert two.text(AMA, "hello") is None


def test_a_wish_to_end_it_all_is_no_wish_to_leave(two: Two) -> None:
    assert "You won't hear from us" not in answered(two, CHIDI, "I want to end it all")
    assert "You won't hear from us" in answered(two, CHIDI, "Stop texting me. I want to die")


def test_the_list_is_whole_and_names_who_is_old() -> None:
    checked = [line.checked for one in helplines.every().values() for line in (*one.lines, *one.racism)]
    assert helplines.lacking(max(checked)) == []
    assert len(helplines.lacking(max(checked) + helplines.OLD + timedelta(days=1))) == len(checked)
    assert len(helplines.every()) >= 20


def test_an_empty_list_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helplines, "every", dict)
    assert "names no country" in helplines.lacking(date(2026, 12, 7))[0]


def _id(two: Two, address: str) -> int:
    """Whose phone it is."""
    with two.engine.begin() as connection:
        rows = connection.execute(select(table_of(Address).c.member_id, table_of(Address).c.address))
        return int(next(one for one, at in rows if at == address))
