"""Searching people by what is known of them. Names and bodies are sealed, so all are read, in one statement: for 10,000
people that takes about a fifth of a second."""

from flows.chat import Chat
from flows.coordinating.finding import APART
from flows.understand import Unclear, fold, places, tongues
from flows.understand.vocabulary import words
from models import members
from models.base import AnyRow

STANDINGS = {
    "applied queried": words("waiting unverified pendiente pendientes esperando"),
    "queried": words("asked queried preguntado preguntada"),
    "verified": words("verified verificado verificada verificados verificadas"),
    "paused": words("paused away break pausa descanso"),
}
SMALL = APART | words(
    "is are who on to be checked for people coaches everyone everybody todos todas quien que"
)


def search(chat: Chat, what: str, where: str) -> list[int]:
    """The numbers of those whom all of these words fit: a part of a name, a body, a language, a standing, a city; `where`
    is a city alone."""
    known = members.people(chat.db)
    for term in [word for word in fold(what).split() if word not in SMALL]:
        known = [one for one in known if _is_called(one, term)] or _alike(chat, known, term)
    if where:
        known = _placed(chat, known, where)
    return [one.id for one in known]


def _is_called(one: AnyRow, term: str) -> bool:
    named = any(part.startswith(term) for part in fold(one.name or "").split())
    return named or term in fold(one.body or "").split()


def _alike(chat: Chat, known: list[AnyRow], term: str) -> list[AnyRow]:
    """Those of this standing, language or city."""
    status = next((status for status, called in STANDINGS.items() if term in called), None)
    if status == "paused":
        return [one for one in known if one.paused_until is not None and one.paused_until > chat.now]
    if status is not None:
        return [one for one in known if one.status in status.split()]
    spoken = tongues(term, language=chat.language)
    if not isinstance(spoken, Unclear) and len(term) > 2:
        return [one for one in known if one.language in spoken]
    return _placed(chat, known, term)


def _placed(chat: Chat, known: list[AnyRow], city: str) -> list[AnyRow]:
    zones = {place.zone for place in places(city, chat.language)}
    return [one for one in known if one.zone in zones]
