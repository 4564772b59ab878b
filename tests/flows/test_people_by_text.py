"""What a coordinator does for people by text: what she reads of them, and never reads; what they read; and when."""

import re
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.chat import Chat
from flows.conversation import receive
from flows.coordinating.acts import UNDOES
from flows.leaving import as_sender
from messaging.inbound import Inbound
from models import member_notes, members, mentions, sessions, wishes
from models.acts import Act
from models.members import Credential, Member
from models.nudges import Nudge
from models.pairings import Pairing
from models.reflections import Reflection
from models.sessions import Meeting
from tests.flows.rounds import MAYA, Community
from tests.models import people

DAY = timedelta(days=1)
SECRET = "turmeric"


def maya(crowd: Community, text: str) -> str:
    """She writes from WhatsApp, which nobody can forge."""
    inbound = Inbound(f"SM{next(crowd.sids):032x}", "whatsapp", f"whatsapp:{MAYA}", text)
    with crowd.engine.begin() as connection:
        reply = receive(connection, inbound).reply
    crowd.work()
    return reply or ""


def member(db: Session, name: str) -> Member:
    return next(one for one in db.scalars(select(Member)) if one.name == name)


def together(crowd: Community, one: str, two: str, status: str = "agreed") -> int:
    def begin(db: Session) -> int:
        return people.pairing(db, member(db, one), member(db, two), member(db, one), status).id

    made: int = crowd.look(begin)
    return made


def test_nothing_written_for_others_is_ever_shown(crowd: Community) -> None:
    crowd.begin(2)
    pairing = together(crowd, "M1", "M2")

    def write(db: Session) -> None:
        one, other = member(db, "M1"), member(db, "M2")
        one.aims, one.keeps = SECRET, [SECRET]
        mine = wishes.of(db, one.id)
        mine.heritage = mine.partner_heritage = SECRET
        db.add(Reflection(member_id=one.id, words=SECRET))
        people.commitment(db, one, other).words = SECRET
        side = db.get_one(Pairing, pairing).side(one.id)
        side.half_way, side.half_way_words = "change", SECRET
        had = people.meeting(db, db.get_one(Pairing, pairing), crowd.at - 2 * DAY, "happened")
        had.place = SECRET
        for audience, who in (("coordinators", one), ("partner", other)):
            told = sessions.account(db, had.id, who.id)
            told.happened, told.audience, told.feedback = True, audience, SECRET

    crowd.look(write)
    for text in ("look M1", "how are M1 and M2", "find M1", "who hasn't met", "nudge M1", "look M2"):
        answer = maya(crowd, text)
        assert answer
        assert SECRET not in answer
    assert "Sessions met: 1" in maya(crowd, "look M1")


def test_a_list_goes_on_with_more_and_gives_way_to_what_is_read_later(crowd: Community) -> None:
    crowd.begin(14)
    for number in range(1, 13, 2):
        together(crowd, f"M{number}", f"M{number + 1}")
    had = together(crowd, "M13", "M14")
    crowd.look(lambda db: people.meeting(db, db.get_one(Pairing, had), crowd.at - DAY, "happened").id)
    first = maya(crowd, "who hasn't met?")
    assert first.startswith("Not met yet: 6.")
    assert first.count("since") == 5
    assert "M13" not in first
    second = maya(crowd, "more")
    assert "M11 and M12" in second
    assert second.count("since") == 1
    assert "no open round" in maya(crowd, "more")  # it was all

    maya(crowd, "who hasn't met?")

    def told(db: Session) -> None:
        her = next(one for one in members.coordinators(db))
        for status in ("told", "offered"):
            pairing = db.scalars(select(Pairing).where(Pairing.id != had).order_by(Pairing.id)).all()
            about = pairing[status == "told"]
            mentions.add(db.connection(), "stalled", about.id, her.id)
        for one in mentions.waiting(db, her.id):
            one.status = "offered"
        last = mentions.waiting(db, her.id)[0]
        last.status, last.told_at = "told", crowd.at + timedelta(minutes=1)

    crowd.look(told)
    crowd.at += timedelta(minutes=2)
    assert "agreed on" in maya(crowd, "more")  # the digest, which she read later


def test_a_question_is_put_once_more_a_day_later_and_once_a_day(crowd: Community) -> None:
    crowd.begin(2)
    maya(crowd, "pair M1 and M2")
    crowd.text("M1", "yes")
    crowd.news("M2")
    assert "If M2 hasn't answered yet" in maya(crowd, "nudge M2")
    maya(crowd, "nudge M2")
    crowd.wait(timedelta(hours=20))
    assert crowd.news("M2") == []
    crowd.wait(timedelta(hours=12))
    assert sum("Would you like to meet?" in one for one in crowd.news("M2")) == 1
    assert "Whoever of M1 and M2 hasn't answered yet" in maya(crowd, "nudge M1 and M2")
    crowd.text("M2", "1")
    crowd.news("M2")
    crowd.wait(2 * DAY)
    assert not any("Would you like to meet?" in one for one in crowd.news("M2"))


def test_nobody_learns_which_of_two_has_answered(crowd: Community) -> None:
    """Whoever has, the same is read back: by NUDGE, by HOW ARE, in the log, and when it is taken back."""
    crowd.begin(8)
    read = []
    for one, two, answered in (("M1", "M2", "M1"), ("M3", "M4", "M4"), ("M5", "M6", None)):
        maya(crowd, f"pair {one} and {two}")
        if answered:
            crowd.text(answered, "yes")
        said = []
        for text in (
            f"nudge {one} and {two}",
            f"nudge {one}",
            f"nudge {two}",
            f"how are {one} and {two}",
            "undo that",
            "log " + one,
        ):
            said.append(maya(crowd, text).replace(one, "one").replace(two, "two"))
        read.append([re.sub(r"\b\d+\b", "-", each) for each in said])
    assert read[0] == read[1] == read[2]
    assert "Whoever of one and two hasn't answered yet" in read[0][0]
    assert "Taken back" in read[0][4]


def test_two_are_parted_once_and_read_the_same(crowd: Community) -> None:
    crowd.begin(3)
    pairing = together(crowd, "M1", "M2")
    booked = crowd.look(lambda db: people.meeting(db, db.get_one(Pairing, pairing), crowd.at + 3 * DAY).id)
    maya(crowd, "part M1 and M2")
    assert crowd.look(lambda db: db.get_one(Pairing, pairing).status) == "agreed"
    maya(crowd, "1")
    assert crowd.look(lambda db: db.get_one(Pairing, pairing).status) == "ended"
    assert crowd.look(lambda db: db.get_one(Meeting, booked).status) == "called_off"
    (one,), (two,) = crowd.news("M1"), crowd.news("M2")
    assert one.replace("M2", "-") == two.replace("M1", "-")
    assert "what you had booked is off" in one
    assert "aren't together" in maya(crowd, "part M1 and M2")
    assert "can't be put together" in maya(crowd, "pair M1 and M2")


def test_an_introduction_that_is_taken_back_is_nobody_s_no(crowd: Community) -> None:
    crowd.begin(2)
    maya(crowd, "pair M1 and M2")
    crowd.text("M1", "yes")
    crowd.news("M1"), crowd.news("M2")
    maya(crowd, "rematch M1")
    maya(crowd, "1")
    assert crowd.look(lambda db: db.scalars(select(Pairing.status)).one()) == "withdrawn"
    assert crowd.news("M1") == crowd.news("M2") != []


def test_a_break_begins_and_ends_without_waking_anybody(crowd: Community) -> None:
    crowd.begin(1)
    crowd.at += timedelta(hours=13)  # 23:00
    maya(crowd, "pause M1 till 20 December")
    assert crowd.look(lambda db: member(db, "M1").paused_until).date() == date(2026, 12, 20)
    assert "Sunday 20 December" in crowd.news("M1")[0]
    assert "in the morning" in maya(crowd, "resume M1")
    assert crowd.look(lambda db: member(db, "M1").paused_until) is None


def test_what_is_changed_is_changed_as_it_was_understood(crowd: Community) -> None:
    crowd.begin(1)
    for text in (
        "change M1's city to Nairobi",
        "change M1's pronouns to they/them",
        "change M1's level to MCC",
        "change M1's body to icf",
        "change M1's expiry to 31 December 2028",
        "change M1's name to Mwende",
        "change Mwende's language to Spanish",
    ):
        assert "Changed." in maya(crowd, text)
    assert "says already" in maya(crowd, "change Mwende's level to MCC")

    def now(db: Session) -> tuple[object, ...]:
        one, held = member(db, "Mwende"), db.scalars(select(Credential)).one()
        return one.zone, one.pronouns, one.language, held.body, held.level, held.expires_on

    assert crowd.look(now) == ("Africa/Nairobi", "they/them", "es", "ICF", "MCC", date(2028, 12, 31))
    assert (
        crowd.look(lambda db: len(db.scalars(select(Nudge).where(Nudge.kind.startswith("renewal"))).all()))
        == 4
    )
    assert "La coordinación cambió un dato tuyo. Idioma: español." in crowd.news("M1")[-1]


def test_a_note_is_short_seen_and_dropped(crowd: Community) -> None:
    crowd.begin(1)
    assert "300" in maya(crowd, f"note M1: {'x' * 301}")
    assert "DROP NOTE" in maya(crowd, "note M1: prefers calls: after six")
    assert "prefers calls: after six" in maya(crowd, "look M1")
    number = crowd.look(lambda db: member_notes.of(db, member(db, "M1").id)[0].id)
    assert "is gone" in maya(crowd, f"drop note {number}")
    assert "prefers" not in maya(crowd, "look M1")
    assert crowd.news("M1") == []


def last_act(crowd: Community) -> bool:
    """The last act taken back, as far as it is the command's own affair."""
    with crowd.engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        done = db.scalars(select(Act).order_by(Act.place.desc())).first()
        assert done is not None
        chat = Chat(connection, as_sender(members.coordinators(db)[0]), db)
        put_back = UNDOES[done.command].restore(chat, done)
        chat.flush()
    return put_back


def test_a_break_and_a_note_are_taken_back_unless_they_changed_since(crowd: Community) -> None:
    crowd.begin(1)
    maya(crowd, "pause M1 till 20 December")
    assert last_act(crowd)
    assert crowd.look(lambda db: member(db, "M1").paused_until) is None
    maya(crowd, "pause M1 till 20 December")
    crowd.text("M1", "resume")
    crowd.text("M1", "1")
    assert not last_act(crowd)
    maya(crowd, "pause M1 till 20 December")
    maya(crowd, "resume M1")
    assert last_act(crowd)
    assert crowd.look(lambda db: member(db, "M1").paused_until).date() == date(2026, 12, 20)
    maya(crowd, "note M1: prefers calls")
    assert last_act(crowd)
    assert crowd.look(lambda db: member_notes.of(db, member(db, "M1").id)) == []
    assert not last_act(crowd)


def test_who_was_removed_by_two_is_not_brought_back_or_written_to_by_one(crowd: Community) -> None:
    crowd.begin(1)
    crowd.look(lambda db: setattr(member(db, "M1"), "status", "removed"))
    for text in ("verify M1", "ask M1: which year?", "tell M1: hello", "pause M1 till 20 December"):
        assert "If they may again: BRING BACK M1" in maya(crowd, text), text
    assert crowd.look(lambda db: member(db, "M1").status) == "removed"
    assert crowd.news("M1") == []


def test_of_two_with_one_name_the_other_is_the_one_who_isnt_the_first(crowd: Community) -> None:
    crowd.begin(3)

    def rename(db: Session) -> None:
        member(db, "M1").name = member(db, "M2").name = "Ama"

    crowd.look(rename)
    assert "more than one of that name" in maya(crowd, "pair Ama and Ama")
    read = maya(crowd, "1")
    assert read.startswith("The first is Ama")
    assert "I'm asking Ama and Ama." in read
    assert "TELL EVERYONE" in maya(crowd, "tell evryone: we meet on Friday")
