"""Changing what we keep of somebody, understood and checked as when they joined. They read what was changed, and by whom to
have it mended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows import renewal, words
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.coordinating.finding import forget_names, handle
from flows.coordinating.people import NOT_SIGNED_UP
from flows.expects import City, NameAndPronouns, OneOf, Words
from flows.flow import Expects, Miss
from flows.later import later_for
from flows.renewal import FarDay
from flows.signup import BODIES
from flows.understand import Person, Place, Unclear, country_name, fold, tongues
from flows.understand.pronouns import pronouns
from flows.wording import note
from flows.words import LANGUAGES, _
from models import members, seats
from models.members import Credential, Member

CHANGED = note(
    _(
        "A coordinator has changed what we keep of you. {what}: {new}. If that isn't right, text MENU and ask a person."
    )
)
SAME_TIME = _("Of a city I keep only its time, and {who} has that time already. To look: LOOK {handle}")


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns alone."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss:
        """In lower case, joined by "/"."""
        return pronouns(text, sure=True) or Miss(_("Only pronouns here. For example: she/her"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """One of the languages we write in."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss:
        """Its code."""
        found = tongues(text, language=chat.language)
        known = [] if isinstance(found, Unclear) else [one for one in found if one in LANGUAGES]
        return (
            known[0] if len(known) == 1 else Miss(_("I write English and Spanish: one of the two, please."))
        )


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that may be changed: how it is called, what is understood, what it is now, and how it is set."""

    label: str
    example: str
    expects: Expects
    now: Callable[[Member], Any]
    set: Callable[[Chat, Member, Any], None]


def _rename(chat: Chat, who: Member, new: Person) -> None:
    who.name = new.name
    who.pronouns = new.pronouns or who.pronouns
    forget_names(chat)


def _held(who: Member) -> Credential:
    assert who.credential is not None
    return who.credential


def _setting(name: str, of: Callable[[Member], Any] = lambda who: who) -> Callable[[Chat, Member, Any], None]:
    return lambda _chat, who, new: setattr(of(who), name, new)


def _move(_chat: Chat, who: Member, new: list[Place]) -> None:
    who.zone = new[0].zone


def _runs_until(chat: Chat, who: Member, new: Any) -> None:
    renewal.runs_until(chat, _held(who), new)


DETAILS = {
    "name": Detail(_("Name"), "Amara Okafor", NameAndPronouns(), lambda who: who.name, _rename),
    "pronouns": Detail(_("Pronouns"), "she/her", Pronouns(), lambda who: who.pronouns, _setting("pronouns")),
    "city": Detail(_("City"), "Leeds", City(), lambda who: who.zone, _move),
    "language": Detail(_("Language"), "Spanish", Tongue(), lambda who: who.language, _setting("language")),
    "body": Detail(
        _("Body"), "ICF", OneOf(BODIES, other=True), lambda who: _held(who).body, _setting("body", _held)
    ),
    "level": Detail(
        _("Level"), "PCC", Words(80, statement=True), lambda who: _held(who).level, _setting("level", _held)
    ),
    "reference": Detail(
        _("Reference"),
        "EIA2024-1177",
        Words(200, statement=True),
        lambda who: _held(who).reference,
        _setting("reference", _held),
    ),
    "expiry": Detail(
        _("Expiry"), "31 December 2028", FarDay(), lambda who: _held(who).expires_on, _runs_until
    ),
}
CALLED = {
    "name": "name nombre",
    "pronouns": "pronouns pronoun pronombres pronombre",
    "city": "city town zone timezone ciudad zona",
    "language": "language idioma lengua",
    "body": "body organismo entidad",
    "level": "level nivel",
    "reference": "reference number certificate referencia numero certificado",
    "expiry": "expiry expiration renewal vencimiento caducidad renovacion",
}
MEANT = {word: key for key, called in CALLED.items() for word in called.split()}
_WHAT = "{what=" + "|".join(MEANT) + "}"
_OWN = "{what=city|town|timezone|language|ciudad|zona|idioma}"  # also of somebody who only coordinates
OF_ANYBODY = ("city", "language")


@command(
    _("CHANGE name's city TO Leeds"),
    f"change|set|correct|update|edit {{who}} {_WHAT} to|as {{new}}",
    f"change|set|correct|update|edit {{who}} {_WHAT}: {{words}}",
    f"change|set|correct|update|edit (the) {_WHAT} of|for {{who}} to|as {{new}}",
    "move {who} to {new}",
    "{who} moved|has_moved to {new}",
    "{who} se_mudo a {new}",
    "mudar|muda a {who} a {new}",
    f"cambiar|cambia|corregir|corrige|actualiza|actualizar (el|la|los) {_WHAT} de {{who}} a|por {{new}}",
    f"cambiar|cambia|corregir|corrige|actualiza|actualizar (el|la|los) {_WHAT} de {{who}}: {{words}}",
    "change|set|correct|update|edit {who} {what=city|town} {new}",  # a place is known from a stray word; a name isn't
    f"change|set|correct|update|edit {{who}} {_WHAT}",
    f"change|set|correct|update|edit (the) {_WHAT} of|for {{who}}",
    f"change|set|correct|update|edit my {_OWN} to {{new}}",
    f"cambiar|cambia|corregir|corrige|actualiza|actualizar mi {_OWN} a|por {{new}}",
    f"cambiar|cambia|corregir|corrige|actualiza|actualizar (el|la|los) {_WHAT} de {{who}}",
)
def change(chat: Chat, who: Member | None, what: str | None, new: str | None, words: str | None) -> None:
    """Without a name, of themselves."""
    key = MEANT[fold(what)] if what else "city"
    who, detail, said = who or chat.member, DETAILS[key], new or words
    if who.credential is None and not (key in OF_ANYBODY and seats.held(chat.db, who.id)):
        chat.say(NOT_SIGNED_UP, who=who)
        return
    if new is not None and fold(new) in ("to", "as"):  # and nothing after it
        said = None
    if said is None:
        chat.say(_("To what? For example: CHANGE {handle}'s {what} TO {example}"), **_goes(chat, who, detail))
        return
    read = detail.expects.read(said, chat)
    if isinstance(read, Miss):
        chat.say(read.hint, **read.facts)
        chat.say(
            _("Nothing is changed. For example: CHANGE {handle}'s {what} TO {example}"),
            **_goes(chat, who, detail),
        )
        return
    members.lock(chat.db, who)
    acts.note(chat, who)
    before = detail.now(who)
    detail.set(chat, who, read)
    if detail.now(who) == before:
        same = (
            SAME_TIME
            if detail is DETAILS["city"]
            else _("That is what it says already. To look: LOOK {handle}")
        )
        chat.say(same, who=who, handle=handle(chat, who))
        return
    _say_so(chat, who, detail, read)


def _goes(chat: Chat, who: Member, detail: Detail) -> dict[str, Any]:
    """How this detail is written."""
    what = chat.phrase(detail.label).lower()
    return {"handle": handle(chat, who), "what": what, "example": chat.phrase(detail.example)}


def _say_so(chat: Chat, who: Member, detail: Detail, new: Any) -> None:
    """To both."""
    if who.id != chat.sender.member_id:
        shown: dict[str, Any] = {
            "what": words.translate(detail.label, who.language),
            "new": _shown(chat, who, new, who.language),
        }
        chat.tell(who, CHANGED, **shown)
    facts: dict[str, Any] = {
        "who": who,
        "what": chat.phrase(detail.label),
        "new": _shown(chat, who, new, chat.language),
    }
    later = later_for(chat, who)
    if who.id == chat.sender.member_id:
        chat.say(_("Changed. {what}: {new}."), **facts)
    elif who.stopped_at is not None:
        chat.say(
            _("Changed. {who}, {what}: {new}. To look: LOOK {handle}"), handle=handle(chat, who), **facts
        )
    elif later is not None:
        chat.say(
            _("Changed. {who}, {what}: {new}. They read so {later}. To look: LOOK {handle}"),
            later=later,
            handle=handle(chat, who),
            **facts,
        )
    else:
        chat.say(
            _("Changed. {who}, {what}: {new}. They've been told. To look: LOOK {handle}"),
            handle=handle(chat, who),
            **facts,
        )


def _shown(chat: Chat, who: Member, new: Any, language: str) -> str:
    """What it is now, as somebody reads it."""
    if isinstance(new, Person):
        return f"{words.isolated(new.name)} ({new.pronouns})" if new.pronouns else words.isolated(new.name)
    if isinstance(new, list):
        place: Place = new[0]
        named = ", ".join(part for part in (place.city, country_name(place.country, language)) if part)
        return f"{named} ({words.clock_time(chat.now, language, place.zone)})"
    if new in LANGUAGES and who.language == new:
        return words.language_name(new, language)
    return words.shown(new, language, who.zone)
