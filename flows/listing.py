"""May somebody be in the accreditation log of a person who coached them, and how? Asked once; theirs to change at any time."""

from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _
from models import listings
from models.listings import NAMED, NUMBERED, Listing

VERSION = "2026-11"  # of the words below that somebody agrees to
WAYS = OneOf(
    {"name": _("With my name"), "number": _("Without my name"), "no": _("Not at all")}, yes="name", no="no"
)
PURPOSES = {"name": NAMED, "number": NUMBERED, "no": None}
SAID = {
    "name": _("Noted: {coach} may list your sessions with your name. To change it, text MY LOG CONSENT."),
    "number": _(
        "Noted: {coach} may list your sessions without your name. To change it, text MY LOG CONSENT."
    ),
    "no": _("Noted: your sessions stay out of logs of {coach}. To change it, text MY LOG CONSENT."),
}

listing = Flow("listing", title=_("a log your sessions may be in"), about=Listing, urgency=65, unasked=True)
log_consent = Flow(
    "log_consent",
    title=_("logs your sessions may be in"),
    urgency=5,
    words=_("my log consent, log consent, my consent for logs, who may list me"),
)


@listing.facts
def who_asks(chat: Chat) -> dict[str, object]:
    return {"coach": chat.subject.coach}


@listing.stands
def not_answered(chat: Chat) -> bool:
    return bool(chat.subject.answered_at is None and chat.subject.coach.name)


@listing.asks(
    _(
        "{coach} would like to list the sessions in which you were coached in an accreditation log: dates and hours, not your "
        "phone number, nothing you said. How may you be in it?"
    ),
    WAYS,
)
def being_listed(chat: Chat, way: str) -> State | End:
    chat.answers.way = way
    return noted


@listing.ends
def noted(chat: Chat) -> None:
    _keep(chat, chat.subject)


def _keep(chat: Chat, of: Listing) -> None:
    way = chat.answers.way
    listings.answer(chat.db, of, chat.member, PURPOSES[way], VERSION)
    chat.say(SAID[way], coach=of.coach)


@log_consent.begins
def anybody(chat: Chat) -> bool:
    """Whether somebody has asked."""
    found = bool(listings.of(chat.db, chat.sender.member_id))
    if not found:
        chat.say(
            _("Nobody has asked to have you in their accreditation log. Until you say yes, you are in none.")
        )
    return found


def _coaches(chat: Chat) -> dict[str, str]:
    """Who asked, with what may be now."""
    if chat.db is None:  # `flows/costs.py` counts the words
        return {}
    ways = {purpose: way for way, purpose in PURPOSES.items()}
    found = {}
    for of in listings.of(chat.db, chat.sender.member_id):
        now = ways[listings.allowed(chat.db, of.coach_id).get(chat.sender.member_id)]
        line = chat.phrase(_("{coach}: {standing}"), coach=of.coach, standing=chat.phrase(NOW[now]))
        found[str(of.id)] = line.replace("{", "{{").replace(
            "}", "}}"
        )  # an option is copy; a name may hold anything
    return found


NOW = {"name": _("with my name"), "number": _("without my name"), "no": _("not in it")}


@log_consent.facts
def chosen_coach(chat: Chat) -> dict[str, object]:
    of = _chosen(chat)
    return {"coach": of.coach if of is not None else ""}


def _chosen(chat: Chat) -> Listing | None:
    mine = listings.of(chat.db, chat.sender.member_id)
    return next((of for of in mine if str(of.id) == chat.answers.listing), None)


@log_consent.asks(_("Whose log shall we look at?"), OneOf(_coaches))
def whose(chat: Chat, which: str) -> State | End:
    chat.answers.listing = which
    return how_now


@log_consent.asks(_("How may your sessions be in logs of {coach} from now on?"), WAYS)
def how_now(chat: Chat, way: str) -> State | End:
    chat.answers.way = way
    return changed


@log_consent.ends
def changed(chat: Chat) -> None:
    of = _chosen(chat)
    if of is not None:
        _keep(chat, of)
        chat.call_off(listing, of)
