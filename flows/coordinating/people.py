"""Finding people and looking at one: what a coordinator needs to know of somebody, and nothing they wrote for others' eyes."""

from flows import agenda, finding_knowledge, letters, looking_up, quiet, words
from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import handle, listed, people
from flows.coordinating.searching import search
from flows.credential import RAN_UNTIL, RUNS_UNTIL, standing
from flows.words import _
from models import member_notes, pairings, sessions
from models.members import Member
from models.pairings import Pairing

MOST = 8  # people in one list
NOTES = 2  # in one card


@command(
    _("FIND a name, body or city"),
    "find|search (for) {sought}",
    "find|search (for) {sought} in {where}",
    "who_is|who's|whos|who_are|who_lives|who_live (there) in {where}",
    "who_is|who's|whos|who_are {sought=waiting_to_be_checked|verified|paused|away|on_a_break|on_break|not_verified}",
    "who speaks|writes {sought}",
    "buscar|busca|encontrar|encuentra (a) {sought}",
    "buscar|busca|encontrar|encuentra (a) {sought} en {where}",
    "quien|quienes esta|estan|vive|viven|hay en {where}",
    "quien|quienes esta|estan {sought=verificado|verificada|verificados|verificadas|en_pausa|de_descanso}",
    "quien|quienes habla|hablan|escribe|escriben {sought}",
    may=CARERS,
    changes=False,
)
def find(chat: Chat, sought: str | None, where: str | None) -> None:
    """By name, body, city, language or standing; all of the words must fit."""
    asked = " ".join(filter(None, (sought, where)))
    found = search(chat, sought or "", where or "")
    if not found and chat.sender.status == "verified" and looking_up.found(chat.connection, asked):
        agenda.begin(chat, finding_knowledge.finding_knowledge, answered=True)  # "find grief rituals"
        return
    if not found:
        chat.say(
            _(
                "I found nobody for {words}. A part of a name, a body or a city will do. For example: FIND ICF Nairobi"
            ),
            words=asked,
        )
        return
    lines = "\n".join(_line(chat, one) for one in people(chat, found[:MOST]))
    if len(found) > MOST:
        chat.say(
            _(
                "{count} found, the first of them:\n{names}\n\nFor fewer, add a word. For example: FIND ICF Nairobi"
            ),
            count=len(found),
            names=lines,
        )
    else:
        chat.say(
            _("{count} found:\n{names}\n\nTo look at one: LOOK #{number}"),
            count=len(found),
            names=lines,
            number=found[0],
        )


def _line(chat: Chat, member: Member) -> str:
    line = listed(chat, member)
    return line if member.status == "verified" else f"{line}, {chat.phrase(standing(member))}"


@command(
    _("LOOK name"),
    "look|show|see (up) (at) {who}",
    "who_is|who's|whos {who}",
    "check {who}",
    "ver|mirar|mira|muestra|mostrar|revisar|revisa (a) {who}",
    "quien es {who}",
    may=CARERS,
    changes=False,
)
def look(chat: Chat, who: Member) -> None:
    """The whole card."""
    if who.credential is None:
        chat.say(NOT_SIGNED_UP, who=who)
        return
    shown = who.credential
    chat.say(
        _("{who} ({pronouns})\n{body}, {level}\nReference: {reference}\nStatus: {status}"),
        who=who,
        pronouns=who.pronouns or "-",
        body=shown.body,
        level=shown.level or "-",
        reference=shown.reference or "-",
        status=chat.phrase(standing(who)),
    )
    if shown.expires_on is not None:
        chat.say(RAN_UNTIL if shown.expires_on < chat.date(chat.now) else RUNS_UNTIL, day=shown.expires_on)
    chat.put("\n".join([_here(chat, who), *_company(chat, who), *_trouble(chat, who), *_notes(chat, who)]))
    _next(chat, who)


NOT_SIGNED_UP = _("{who} hasn't signed up yet.")


def _here(chat: Chat, who: Member) -> str:
    return chat.phrase(
        _("{city} time, {time} now. Writes {tongue}."),
        city=words.city(who.zone, chat.language),
        time=words.clock_time(chat.now, chat.language, who.zone),
        tongue=words.language_name(who.language, chat.language),
    )


def _company(chat: Chat, who: Member) -> list[str]:
    """Whom they are with; of a ring that turns, its pairs."""
    there = [one for one in pairings.going(chat.db, who.id) if one.status != "turning"]
    return [_with(chat, who, one) for one in there[:3]]


def _with(chat: Chat, who: Member, pairing: Pairing) -> str:
    partners = words.listed((words.isolated(one.name or "") for one in pairing.others(who.id)), chat.language)
    facts = {"partners": partners, "day": chat.date(pairing.agreed_at or pairing.created_at)}
    if pairing.status != "agreed":
        asked = _("Asked on {day} whether to meet {partners}.")
        return chat.phrase(
            asked if pairing.status == "proposed" else _("With {partners}: agreeing how to meet."), **facts
        )
    had = len(sessions.of_pairing(chat.db, pairing.id, ("happened",)))
    to_come = [
        one for one in sessions.of_pairing(chat.db, pairing.id, ("booked",)) if one.starts_at > chat.now
    ]
    line = chat.phrase(_("With {partners} since {day}. Sessions met: {count}."), count=had, **facts)
    if to_come:
        return f"{line} {chat.phrase(_('Next: {when}.'), when=to_come[0].starts_at)}"
    return f"{line} {chat.phrase(_('None booked.'))}"


def _trouble(chat: Chat, who: Member) -> list[str]:
    """What keeps texts from them."""
    if who.stopped_at is not None:
        return [chat.phrase(_("Has asked us to send no more texts."))]
    lines = []
    away = quiet.away_until(who, chat.now)
    if away is not None:
        lines.append(chat.phrase(_("On a break until {day}."), day=chat.date(away)))
    lost = letters.count_for(chat, who)
    if lost:
        lines.append(
            chat.phrase(_("Texts that didn't arrive: {count}. To see them: UNDELIVERED"), count=lost)
        )
    return lines


def _notes(chat: Chat, who: Member) -> list[str]:
    there = member_notes.of(chat.db, who.id)[:NOTES]
    copy = _("Note {number}, {day}: {words}")
    return [
        chat.phrase(
            copy,
            number=one.id,
            day=words.plain_day(chat.date(one.written_at), chat.language),
            words=one.words,
        )
        for one in there
    ]


def _next(chat: Chat, who: Member) -> None:
    """What is likely done next."""
    their = handle(chat, who)
    paired = pairings.going(chat.db, who.id)
    if who.status != "verified":
        chat.say(_("To go on, text VERIFY {handle}, or ASK {handle}: your question"), handle=their)
    elif paired and not paired[0].is_ring:
        chat.say(
            _("To look at the two: HOW ARE {handle} AND {second}?"),
            handle=their,
            second=handle(chat, paired[0].partner(who.id)),
        )
    else:
        chat.say(_("To note something: NOTE {handle}: your words"), handle=their)
