"""What keeps people of a round apart, and what of it anybody reads."""

import pytest
from sqlalchemy import select

from flows import parting
from models import consents
from models.members import Member
from models.wishes import Block
from tests.flows.rounds import Community, declare, ids, people_of


@pytest.mark.parametrize(
    ("said", "name", "meant"),
    [
        ("Lucía", "lucia", True),
        ("LUCIA PEREZ", "Lucía", True),
        ("Lucía", "Lucía Pérez", True),
        ("Lucía Gómez", "Lucía Pérez", False),
        ("Luz", "Lucía", False),
        ("lucia, she was my mentor and we don't speak", "Lucía", True),
        ("my supervisor Dr. Ana Ruiz, she might be on here", "Ana Ruiz", True),
        ("Zarah", "Zara", True),
        ("Jean Paul", "Jean-Paul", True),
        ("Kwame's my cousin", "Kwame", True),
        ("Ama", "Amy", False),
    ],
)
def test_a_declared_name_is_anybody_of_that_name(crowd: Community, said: str, name: str, meant: bool) -> None:
    crowd.begin(1)
    crowd.join(name)
    known = ids(crowd)
    declare(crowd, "M1", name=said)
    crowd.open()
    assert (known[name] in people_of(crowd)[known["M1"]].ties) is meant


def test_a_declared_number_is_its_owner(crowd: Community) -> None:
    crowd.begin(3)
    known = ids(crowd)
    declare(crowd, "M1", phone=crowd.phones["M2"])
    crowd.open()
    assert people_of(crowd)[known["M1"]].ties == {known["M2"]}
    crowd.send()
    assert {"M1", "M2"} not in crowd.groups()


def test_what_members_said_reaches_the_matcher(crowd: Community) -> None:
    crowd.begin(1)
    crowd.text("M1", "wishes")
    for answer in ("6", "1", "Yoruba / Nigerian and British"):
        crowd.text("M1", answer)
    for answer in (
        "wishes",
        "4",
        "1 and 3",
        "wishes",
        "5",
        "2",
        "wishes",
        "8",
        "2",
        "wishes",
        "2",
        "sat 10-12",
    ):
        crowd.text("M1", answer)
    crowd.open()
    (one,) = people_of(crowd).values()
    assert one.heritage == {"yoruba", "nigerian", "british"}
    assert one.wish == "same"
    assert one.style == {"gentle", "structured"}
    assert one.wider
    assert not one.accepts_former
    assert [(w.weekday, w.since, w.till) for w in one.free] == [(5, 600, 720)]
    assert one.level == 2  # EMCC Practitioner


def test_heritage_is_in_no_reason(crowd: Community) -> None:
    for name, heritage in (("Ama", "Ashanti"), ("Bo", "Ashanti")):
        crowd.join(name, heritage=heritage, partner_heritage="same")
    crowd.begin(0)
    crowd.open()
    said = (
        crowd.text("Maya", "preview") + crowd.text("Maya", "why ama and bo") + crowd.text("Maya", "why ama")
    )
    crowd.send()
    for words in (said, *crowd.news("Ama"), *crowd.news("Bo")):
        assert "ashanti" not in words.lower()
        assert "heritage" not in words.lower()


def test_how_they_like_to_work_is_told_to_nobody(crowd: Community) -> None:
    for name in ("Ama", "Bo"):
        crowd.join(name, style=["spirit", "gentle"])
    crowd.begin(0)
    crowd.open()
    said = (
        crowd.text("Maya", "preview") + crowd.text("Maya", "why ama and bo") + crowd.text("Maya", "why ama")
    )
    assert "Ama + Bo" in said
    crowd.send()
    for words in (said, *crowd.news("Ama"), *crowd.news("Bo")):
        assert "spirit" not in words
        assert "gentle" not in words


def test_who_left_or_takes_back_their_consent_is_not_matched(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.text("M1", "LEAVE")
    two = ids(crowd)["M2"]
    crowd.look(lambda db: consents.withdraw(db, db.get_one(Member, two), "matching"))
    assert "M2 isn't in it" in crowd.text("Maya", "preview")
    assert crowd.send().startswith("Sent to 2 people")
    assert crowd.groups() == [{"M3", "M4"}]


def test_a_coordinator_cannot_pair_who_declared_each_other(crowd: Community) -> None:
    crowd.begin(2)
    declare(crowd, "M1", name="M2")
    assert "can't be put together" in crowd.text("Maya", "pair M2 and M1")
    assert crowd.groups() == []


def test_who_parted_is_not_introduced_again(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.send()
    for name in ("M1", "M2", "M1", "M2"):
        crowd.text(name, "1")
    assert crowd.groups("agreed") == [{"M1", "M2"}]
    crowd.text("M1", "rematch")
    crowd.text("M1", "1")
    assert crowd.news("M2")[-1] == parting.NOT_AFTER_ALL.format(partner="M1")
    assert crowd.groups() == []
    assert crowd.look(lambda db: len(db.scalars(select(Block)).all())) == 1
    crowd.holds()
