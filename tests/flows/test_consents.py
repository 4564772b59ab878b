"""What people agree to: on record word for word, each on its own, and withdrawn at once."""

import hashlib

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import consent_words, signup
from flows.words import LANGUAGES, translate
from models import clock, consents, pairings
from models.members import Member
from models.rounds import Entry, Round
from tests.flows.two import AMA, CHIDI, Two

# The words of each version, in every language, as they were when somebody first agreed to them. They never change: other words
# are another version, and a line more here.
ON_RECORD = {
    "2026-11": "aa0c09ed87da56a0",
    "2026-11 again": "47e23b8d466a8c88",
    "directory 26-11": "8f9149eefcac0039",
    "came back": "a0f10177c75fadda",
}


def test_what_somebody_agreed_to_stays_on_record() -> None:
    found = {
        version: hashlib.sha256(
            "\n".join(
                translate(asked[one], language) for language in LANGUAGES for one in sorted(asked)
            ).encode()
        ).hexdigest()[:16]
        for version, asked in consent_words.WORDS.items()
    }
    assert found == ON_RECORD


def test_sign_up_asks_in_the_words_on_record() -> None:
    asked = [state.prompt for state in (signup.keeping_data, signup.being_matched, signup.being_texted)]
    assert asked == [consent_words.words(purpose) for purpose in consent_words.PURPOSES]


def test_withdrawing_one_leaves_the_others_and_ends_what_was_planned(two: Two) -> None:
    """Whoever was being introduced reads what they would for any reason; who has agreed goes on, unless they say otherwise."""
    two.pair("met")

    def open_round(_connection: Connection, db: Session) -> None:
        of = Round(
            starts_on=clock.now().date(),
            closes_at=clock.now(),
            weeks=6,
            sessions=6,
            minutes=60,
            opened_by=two.chidi,
        )
        db.add(of)
        db.flush()
        db.add(Entry(round_id=of.id, member_id=two.ama, status="in"))

    two.do(open_round)
    assert "agreed" in (two.text(AMA, "my consents") or "")
    for answer in ("2", "1"):
        two.text(AMA, answer)

    def look(_connection: Connection, db: Session) -> None:
        ama = db.get_one(Member, two.ama)
        standing = {one.purpose for one in consents.every(db, ama.id) if one.withdrawn_at is None}
        assert standing == {"data", "texts"}
        assert pairings.going(db, ama.id) == []
        assert [one.status for one in db.query(Entry)] == ["skipped"]

    two.do(look)
    assert not any("Ama" in words for words in two.told(two.chidi))
    two.text(AMA, "match me")
    assert "As soon as" in (two.text(AMA, "1") or "")

    def look_again(_connection: Connection, db: Session) -> None:
        ama = db.get_one(Member, two.ama)
        last = consents.last(db, ama.id, "matching")
        assert last is not None
        assert (last.withdrawn_at, last.version) == (None, consent_words.AGAIN)
        assert len([one for one in consents.every(db, ama.id) if one.purpose == "matching"]) == 2, (
            "both are on record"
        )

    two.do(look_again)


def test_who_has_agreed_to_nothing_is_told_so(two: Two) -> None:
    assert "haven't agreed" in (two.text("+447700900288", "my consents") or "")
    assert two.text(CHIDI, "consents")
