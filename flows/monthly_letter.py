"""The monthly letter: one text a month, with a link to a page (`flows/letter_page.py`). It comes to who said that they'd like it;
each is asked once, and says no to it by one text at any time."""

from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import agenda, engine, letter_page
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _, month
from models import clock, nudges

SENT_UNTIL = 7  # the day of the month
LAPSE = timedelta(days=10)
AT_ONCE = 500  # members for whom it is planned in a turn
NO_LETTER = _(
    "no letter, no letters, no more letters, no monthly letter, stop the letter, without the letter"
)
COMES = note(
    _(
        "The letter of {month} is here. Whoever has this link can read it: {link}\n\nFor no more of them, text NO LETTER."
    )
)

monthly_letter = Flow(
    "monthly_letter",
    title=_("the monthly letter"),
    urgency=60,
    fleeting=True,  # whoever lets it be is asked no more
    unasked=True,
    words=_("letter, the letter, monthly letter, the monthly letter, newsletter"),
)


@monthly_letter.begins
def reads_it(chat: Chat) -> bool:
    """Who gets it already reads where the newest is."""
    if chat.sender.status != "verified":
        chat.say(
            _(
                "The letter is for members. It's yours as soon as a coordinator has checked your accreditation."
            )
        )
        return False
    if chat.member.letter == "yes":
        _say_where(chat)
        return False
    return True


@monthly_letter.asks(
    _(
        "Once a month I can text you a link to a letter: what is new here, and thanks among members. It names a member only "
        "if they agreed. Would you like it?"
    ),
    YesNo(yes=_("Yes, each month"), no=_("No, thank you")),
    private=True,
)
def would_you_like_it(_chat: Chat, yes: bool) -> State | End:
    return gladly if yes else never_mind


@monthly_letter.ends
def gladly(chat: Chat) -> None:
    chat.member.letter = "yes"
    _say_where(chat)


@monthly_letter.ends
def never_mind(chat: Chat) -> None:
    chat.member.letter = "no"
    chat.say(_("That's fine. Should you like it one day, text LETTER."))


def _say_where(chat: Chat) -> None:
    newest = letter_page.before(chat.now.date())
    if letter_page.contents(chat.db, newest).is_empty:
        chat.say(
            _(
                "It comes at the beginning of a month, when there is something to tell. For none, text NO LETTER."
            )
        )
    else:
        chat.say(COMES, **_facts(chat, newest))


def _facts(chat: Chat, of: int) -> dict[str, str]:
    called = month(letter_page.first_day(of), chat.language)
    return {"month": called, "link": letter_page.link(of, chat.language)}


def none(chat: Chat) -> bool:
    """They'd like no letter. Whether that was said."""
    if chat.sender.status == "newcomer":
        return False
    chat.member.letter = "no"
    chat.say(_("Done: no letter comes to you. Should you like it one day, text LETTER."))
    if chat.has_talk and chat.talk.flow is monthly_letter:
        chat.talk.ended = True
    elif chat.has_talk:
        engine.ask(chat)
    return True


@nudge(
    "monthly-letter",
    manner=Manner.UNASKED,
    lapse=LAPSE,
    stands=lambda chat, _of: chat.member.letter in (None, "yes"),
)
def comes(chat: Chat, of: int) -> None:
    """To who would like it, where it is; to who was never asked, the question."""
    if letter_page.contents(chat.db, of).is_empty:
        return
    if chat.member.letter == "yes":
        chat.say(COMES, **_facts(chat, of))
        return
    chat.member.letter = "asked"
    chat.invite(chat.member, monthly_letter)
    agenda.take_turn(chat, monthly_letter.name)


def look_ahead(db: Session, connection: Connection) -> None:
    """In the first days of a month, plan the letter of the month before for some more members. Planned twice is planned once."""
    now = clock.now()
    of = letter_page.before(now.date())
    if now.day > SENT_UNTIL or letter_page.contents(db, of).is_empty:
        return
    for one in nudges.for_letter(db, comes.name, of, AT_ONCE):
        nudges.plan(connection, comes.name, one, of, now, now + comes.lapse)
