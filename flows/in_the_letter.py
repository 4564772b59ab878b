"""A thank-you in the monthly letter: only if whoever wrote it and whoever it is for both agree, each asked for themselves.
Neither hears the other's no, which looks like no answer."""

from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.understand import fold
from flows.understand.contact import tells_contact
from flows.understand.identifying import identifying
from flows.words import _
from models import appreciations, wishes
from models.appreciations import Appreciation
from models.members import Member

in_the_letter = Flow(
    "in_the_letter", title=_("a thank-you in the monthly letter"), about=Appreciation, urgency=46
)
named_in_the_letter = Flow(
    "named_in_the_letter",
    title=_("a thank-you in the monthly letter"),
    about=Appreciation,
    urgency=60,
    unasked=True,
)
out_of_the_letter = Flow(
    "out_of_the_letter",
    title=_("thank-yous in the monthly letter"),
    urgency=5,
    fleeting=True,
    words=_("not in the letter, take my thanks out, keep my thanks private, no public thanks"),
)
MAY_IT = YesNo(yes=_("Yes, in the letter"), no=_("No, between us"))
NO_LONGER = _("It stays between the two of you.")


def offer(chat: Chat, reader: Member, words: str) -> None:
    """Ask whoever has just thanked somebody whether it may be read by all. How to reach somebody never is, nor what could tell
    who a client is."""
    if not tells_contact(words) and not _names_another(words, chat.member, reader):
        chat.turn_to(in_the_letter, appreciations.give(chat.db, chat.sender.member_id, reader.id, words))


def _names_another(words: str, *two: Member) -> bool:
    own = {part for one in two for part in fold(one.name or "").split()}
    parts = (fold(words[one.start : one.end]).split() for one in identifying(words, []))
    return any(not own.issuperset(part) for part in parts)


@in_the_letter.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.reader}


@named_in_the_letter.facts
def facts_for_its_reader(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.author, "words": chat.subject.words}


@in_the_letter.stands
def not_said_yet(chat: Chat) -> bool:
    return bool(chat.subject.status == "given")


@named_in_the_letter.stands
def may_be_asked(chat: Chat) -> bool:
    one: Appreciation = chat.subject
    return one.status == "offered" and not _apart(chat, one)


def _apart(chat: Chat, one: Appreciation) -> bool:
    """Whether one of the two never wants to meet the other: nobody is told."""
    return wishes.blocked(chat.db, one.author_id, one.reader_id)


@in_the_letter.asks(
    _(
        "May your thank-you stand in our monthly letter too, with both your names? Whoever has its link can read it. It is there "
        "only if {partner} agrees as well; nobody learns of a no."
    ),
    MAY_IT,
    private=True,
)
def may_it(_chat: Chat, yes: bool) -> State | End:
    return offered if yes else kept_between_us


@in_the_letter.ends
def offered(chat: Chat) -> None:
    one: Appreciation = chat.subject
    if one.status == "given":
        one.status = "offered"
        if not _apart(chat, one):
            chat.invite(one.reader, named_in_the_letter, one)
    chat.say(
        _("Noted. It's in the letter if {partner} agrees too. To take it back, text NOT IN THE LETTER."),
        partner=one.reader,
    )


@in_the_letter.ends
def kept_between_us(chat: Chat) -> None:
    one: Appreciation = chat.subject
    if one.status == "given":
        appreciations.between_them(chat.db, one)
    chat.say(NO_LONGER)


@named_in_the_letter.asks(
    _(
        "May this stand in our monthly letter, with both your names? {partner} would be glad. Whoever has its link can read it; "
        'nobody learns of a no. "{words}"'
    ),
    MAY_IT,
    private=True,
)
def may_they(_chat: Chat, yes: bool) -> State | End:
    return both_agree if yes else only_between_us


@named_in_the_letter.ends
def both_agree(chat: Chat) -> None:
    one: Appreciation = chat.subject
    if not may_be_asked(chat):
        chat.say(NO_LONGER)
        return
    one.status, one.agreed_at = "public", chat.now
    chat.say(_("It will be in the next letter. To take it out, text NOT IN THE LETTER."))


@named_in_the_letter.ends
def only_between_us(chat: Chat) -> None:
    if chat.subject.status == "offered":
        chat.subject.status = "declined"
    chat.say(_("It stays between you two, and nobody is told."))


@out_of_the_letter.asks(
    _("Shall I take every thank-you out of the monthly letter that has your name? Nobody is told."),
    YesNo(yes=_("Yes, take them out"), no=_("No, leave them")),
    private=True,
)
def out_with_them(_chat: Chat, yes: bool) -> State | End:
    return out if yes else left_in


@out_of_the_letter.ends
def out(chat: Chat) -> None:
    appreciations.take_out(chat.db, chat.sender.member_id)
    chat.say(
        _(
            "Done. No letter has a thank-you with your name, and what you were asked about stays between you two."
        )
    )


@out_of_the_letter.ends
def left_in(chat: Chat) -> None:
    chat.say(_("That's fine. I change nothing."))
