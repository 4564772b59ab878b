"""MY CONSENTS: what somebody has agreed to, each with its day, and each to be changed by a text. What they withdraw ends at once;
whoever that concerns reads no more of it than they need.
"""

from flows import (
    consent_words,
    delete_me,
    directory_entry,
    introduction,
    leaving,
    listing,
    parting,
    taking_part,
)
from flows.chat import Chat
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow, State
from flows.words import _, isolated, listed
from models import consents, listings, pairings
from models.directory import LISTED
from models.members import Member
from models.pairings import Pairing

SHOWN = {
    "data": _("keeping what you tell me"),
    "matching": _("suggesting other members to you"),
    "texts": _("texting you"),
    LISTED: _("being in the directory"),
}
NO_MATTER_MORE = _("You haven't agreed to anything here yet, and I ask you before I keep anything.")

my_consents = Flow(
    "my_consents",
    title=_("what you've agreed to"),
    urgency=5,
    fleeting=True,
    newcomers=True,
    words=_(
        "my consents, my consent, consents, consent, what did i agree to, what have i agreed to, change my consent"
    ),
)
no_suggestions = Flow(
    "no_suggestions",
    title=_("whether I suggest others to you"),
    urgency=5,
    fleeting=True,
    words=_(
        "don't match me, dont match me, do not match me, stop matching me, don't introduce me, dont introduce me, no more "
        "introductions, no introductions, stop introducing me"
    ),
)
suggestions = Flow(
    "suggestions",
    title=_("whether I suggest others to you"),
    urgency=5,
    fleeting=True,
    words=_("match me, match me again, introduce me again, you may introduce me"),
)


@my_consents.begins
def some(chat: Chat) -> bool:
    there = bool(consents.every(chat.db, chat.sender.member_id))
    if not there:
        chat.say(NO_MATTER_MORE)
    return there


def _lines(chat: Chat) -> dict[str, str]:
    """Each purpose, and how it stands."""
    if chat.db is None:  # `flows/costs.py` counts the words
        return {}
    lines = {purpose: _line(chat, purpose) for purpose in consent_words.PURPOSES}
    if consents.last(chat.db, chat.sender.member_id, LISTED) is not None:
        lines[LISTED] = _line(chat, LISTED)
    if listings.of(chat.db, chat.sender.member_id):
        lines["logs"] = _("accreditation logs you may be in")
    return lines


def _line(chat: Chat, purpose: str) -> str:
    last = consents.last(chat.db, chat.sender.member_id, purpose)
    what = chat.phrase(SHOWN[purpose])
    if last is None:
        return chat.phrase(_("{what}: no"), what=what)
    if last.withdrawn_at is not None:
        return chat.phrase(_("{what}: no, since {day}"), what=what, day=chat.date(last.withdrawn_at))
    return chat.phrase(_("{what}: yes, since {day}"), what=what, day=chat.date(last.given_at))


@my_consents.asks(
    _("This is what you've agreed to. Which would you like to change? To leave all as it is, text MENU."),
    OneOf(_lines),
)
def choosing(chat: Chat, which: str) -> State | End:
    return {"data": data, "matching": matching, "texts": texts, "logs": logs, LISTED: listed_in_it}[which]


@my_consents.ends
def data(chat: Chat) -> None:
    chat.say(_("Without that I can keep nothing of yours, so all of it would go."))
    chat.turn_to(delete_me.delete_me)


@my_consents.ends
def matching(chat: Chat) -> None:
    given = consents.agrees(chat.db, chat.member, "matching")
    chat.turn_to(no_suggestions if given else suggestions)


@my_consents.ends
def texts(chat: Chat) -> None:
    chat.turn_to(leaving.leaving)


@my_consents.ends
def listed_in_it(chat: Chat) -> None:
    if consents.agrees(chat.db, chat.member, LISTED):
        directory_entry.be_out(chat)
    else:
        chat.turn_to(directory_entry.entry)


@my_consents.ends
def logs(chat: Chat) -> None:
    chat.turn_to(listing.log_consent)


@no_suggestions.begins
def is_suggested(chat: Chat) -> bool:
    given = consents.agrees(chat.db, chat.member, "matching")
    if not given:
        chat.say(NOT_NOW)
    return given


NOT_NOW = _("I suggest nobody to you, and you to nobody. To change that, text MATCH ME.")


@no_suggestions.facts
def partners(chat: Chat) -> dict[str, object]:
    return {"partners": listed((isolated(one.name or "") for one in _partners(chat)), chat.language)}


def _partners(chat: Chat) -> list[Member]:
    """Whom they coach with; with others they only write here."""
    mine = chat.sender.member_id
    there = pairings.going(chat.db, mine, ("agreed",))
    return [pairing.partner(mine) for pairing in there if not pairing.is_line]


@no_suggestions.asks(
    _(
        "Shall I suggest nobody to you from now on, and you to nobody? An introduction that is open ends with it, and nobody "
        "learns why."
    ),
    YesNo(yes=_("Yes, nobody"), no=_("No, go on")),
    private=True,
)
def certain(chat: Chat, wanted: bool) -> State | End:
    if not wanted:
        return left
    return partners_too if _partners(chat) else withdrawn


@no_suggestions.asks(
    _(
        "You work with {partners}. That is yours to decide: would you like to go on with that? If not, what you have booked is "
        "off, and no reason is given."
    ),
    YesNo(yes=_("Yes, go on"), no=_("No, that too")),
    private=True,
)
def partners_too(chat: Chat, go_on: bool) -> State | End:
    return withdrawn if go_on else withdrawn_with_all


@no_suggestions.ends
def left(chat: Chat) -> None:
    chat.say(_("Then all stays as it is."))


@no_suggestions.ends
def withdrawn(chat: Chat) -> None:
    end_matching(chat)
    chat.say(_("Done. I suggest nobody to you from now on. To change that, text MATCH ME."))


@no_suggestions.ends
def withdrawn_with_all(chat: Chat) -> None:
    people = partners(chat)["partners"]
    end_matching(chat)
    for pairing in pairings.going(chat.db, chat.sender.member_id):
        if not pairing.is_line:
            _part(chat, pairing)
    chat.say(
        _(
            "Done. I suggest nobody to you from now on, and you and {partners} won't be meeting any more. They read so, and no "
            "reason. To change that, text MATCH ME."
        ),
        partners=people,
    )


def end_matching(chat: Chat) -> None:
    """They are in no round any more, and what was planned with others is withdrawn. With whom they have agreed they still are."""
    consents.withdraw(chat.db, chat.member, "matching")
    chat.flush()
    for pairing in pairings.going(chat.db, chat.sender.member_id, ("proposed", "met")):
        _part(chat, pairing)
    taking_part.leave(chat)


def _part(chat: Chat, pairing: Pairing) -> None:
    """It is over for them; the others read what they would for any other reason."""
    chat.lock(pairing)
    mine = {chat.sender.member_id}
    if pairing.status == "proposed":
        introduction.part(chat, pairing, "lapsed", gone=mine)
    elif pairing.status == "met":
        parting.part(chat, pairing, introduction.NO_FIT, for_good=False, gone=mine)
    elif pairing.status in ("agreed", "turning"):
        parting.part(chat, pairing, for_good=False, gone=mine)


@suggestions.begins
def is_not_suggested(chat: Chat) -> bool:
    given = consents.agrees(chat.db, chat.member, "matching")
    if given:
        chat.say(_("You've agreed to that, and I'll tell you as soon as there is somebody for you."))
    return not given


@suggestions.asks(
    consent_words.words("matching", consent_words.AGAIN),
    YesNo(yes=_("Yes, suggest"), no=_("Not now")),
    private=True,
)
def asked_again(chat: Chat, agreed: bool) -> State | End:
    return given_again if agreed else left_so


@suggestions.ends
def given_again(chat: Chat) -> None:
    if not consents.agrees(chat.db, chat.member, "matching"):
        consents.give(chat.db, chat.member, "matching", consent_words.AGAIN)
    chat.say(_("Thank you. As soon as there is somebody for you, I'll ask you."))
    if chat.sender.status == "verified":
        chat.flush()
        taking_part.welcome(chat, chat.member)


@suggestions.ends
def left_so(chat: Chat) -> None:
    chat.say(_("That's fine. I suggest nobody to you."))
