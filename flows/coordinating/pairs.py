"""Two people: introducing them outside a round, how they are, and a kind word about what waits for their answer."""

from flows import community, introduction, kind_words, quiet, words
from flows.chat import Chat
from flows.coordinating import acts, nudging
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import handle, stopped
from flows.words import _
from models import consents, members, pairings, sessions, wishes
from models.kinds import Kind
from models.members import Member
from models.pairings import Pairing

THEMSELVES = _("That is {who} both times, so I've asked nobody. Two names, for example: PAIR Amara AND Lucía")
FOR_WHAT = _(
    "I know three things that two can meet for. For example: PAIR {one} AND {two} FOR SUPERVISION, or FOR MENTORING, or FOR "
    "COACHING"
)
SAME = _("I read the same person twice. For example: PAIR Amara AND Lucía")


@command(
    _("PAIR name AND name"),
    "pair|match|introduce (up) {who} and|with|w|&|to|plus {other} for {kind}",
    "pair|match|introduce (up) {who} and|with|w|&|to|plus {other}",
    "put|get {who} and|with|& {other} together for {kind}",
    "put|get {who} and|with|& {other} together",
    "emparejar|empareja|presenta|presentar|junta|juntar|une (a) {who} y|con|e|& (a) {other} para {kind}",
    "emparejar|empareja|presenta|presentar|junta|juntar|une (a) {who} y|con|e|& (a) {other}",
)
def pair(chat: Chat, who: Member, other: Member, kind: str | None = None) -> None:
    if who.id == other.id:
        chat.say(THEMSELVES, who=who)
        return
    members.lock(chat.db, who, other)  # two coordinators may mean the same two people
    meant = kind_words.meant(chat, kind) if kind else Kind.COACHING
    if meant is None:
        chat.say(FOR_WHAT, one=handle(chat, who), two=handle(chat, other))
        return
    if not all(_may_be_asked(chat, member) for member in (who, other)):
        return
    if pairings.between(chat.db, who.id, other.id) is not None:
        chat.say(_("{one} and {two} are introduced already."), one=who, two=other)
    elif not _may_meet(chat, who, other, meant):
        copy = (
            _("I can't introduce {one} and {two} for {kind}: these two can't be put together for it.")
            if kind
            else _("I can't introduce {one} and {two}: these two can't be put together.")
        )
        chat.say(copy, one=who, two=other, kind=chat.phrase(kind_words.KINDS[meant]))
    else:
        _ask_both(chat, who, other, meant)


def _may_be_asked(chat: Chat, member: Member) -> bool:
    """Whether this person may be asked at all; if not, why was said."""
    if stopped(chat, member):
        return False
    if member.status != "verified":
        how = handle(chat, member)
        chat.say(
            _("{who} isn't verified yet. To look, text LOOK {handle}"),
            who=member,
            handle=how,
        )
        return False
    if not consents.agrees(chat.db, member, "matching"):
        chat.say(_("{who} hasn't agreed to be matched, so I haven't asked."), who=member)
        return False
    return True


def _may_meet(chat: Chat, one: Member, two: Member, kind: Kind) -> bool:
    """Whether nothing is between these two, and both may be asked for this. Which it was is told to nobody."""
    asked = all(wishes.may_ask_for(chat.db, member.id, kind) for member in (one, two))
    return asked and not community.may_not_meet(chat.db, one, two, chat.now.date())


def _ask_both(chat: Chat, one: Member, two: Member, kind: Kind) -> None:
    proposed = pairings.propose(chat.db, [one, two], chat.sender.member_id, kind=kind)
    acts.note(chat, proposed)
    introduction.introduce(chat, proposed)
    copy = (
        _("I'm asking {one} and {two}. They learn each other's names when both have said yes.")
        if kind is Kind.COACHING
        else _(
            "I'm asking {one} and {two} about {kind}. They learn each other's names when both have said yes."
        )
    )
    chat.say(copy, one=one, two=two, kind=chat.phrase(kind_words.KINDS[kind]))
    for member in (one, two):
        away = quiet.away_until(member, chat.now)
        if away is not None:
            chat.say(
                _("{who} is on a break until {day}; I ask them that morning."),
                who=member,
                day=chat.date(away),
            )


@command(
    _("HOW ARE name AND name"),
    "how are|is {who} and|with|& {other} (doing|getting_on)",
    "how is|goes it (going) with|between {who} and|& {other}",
    "look|show (at) {who} and|with|& {other}",
    "pair|match {who} and|with|& {other} ?",
    "como estan|esta|van|va|les_va_a {who} y|con|e|& {other}",
    "ver|mirar|mira (a) {who} y|con|e|& (a) {other}",
    may=CARERS,
    changes=False,
)
def look_at_two(chat: Chat, who: Member, other: Member) -> None:
    """How far they have come and what they were asked last; never what they write or say."""
    pairing = pairings.between(chat.db, who.id, other.id)
    if who.id == other.id:
        chat.say(SAME)
    elif pairing is None:
        chat.say(
            _("{one} and {two} aren't introduced. To ask both: PAIR {first} AND {second}"),
            one=who,
            two=other,
            first=handle(chat, who),
            second=handle(chat, other),
        )
    else:
        _show(chat, pairing, who, other)


STATES = {
    "proposed": _("asked on {day} whether they want to meet."),
    "met": _("both said yes, and are agreeing how to meet."),
    "turning": _("in a ring since {day}."),
    "agreed": _("together since {day}."),
}


def _show(chat: Chat, pairing: Pairing, one: Member, two: Member) -> None:
    state = chat.phrase(STATES[pairing.status], day=chat.date(pairing.agreed_at or pairing.created_at))
    chat.say(_("{one} and {two}: {state}"), one=one, two=two, state=state)
    lines = [_sessions(chat, pairing)] if pairing.status == "agreed" else []
    if pairing.kind != Kind.COACHING:
        lines.insert(0, chat.phrase(_("It is for {kind}."), kind=chat.phrase(kind_words.KINDS[pairing.kind])))
    if pairing.rests_until is not None and pairing.rests_until > chat.now:
        lines.append(chat.phrase(_("They rest until {day}."), day=chat.date(pairing.rests_until)))
    unsettled = pairing.status in nudging.UNSETTLED  # then nobody learns who has answered
    waits = [(member, row) for member in (one, two) for row in nudging.waiting(chat, member, pairing)[:1]]
    waits = [] if unsettled else waits
    for member, row in waits:
        title = chat.phrase(nudging.title(row))
        copy = (
            _("Waits for {who}: {title}, asked on {day}.") if row.asked_at else _("Waits for {who}: {title}.")
        )
        day = words.plain_day(chat.date(row.asked_at), chat.language) if row.asked_at else ""
        lines.append(chat.phrase(copy, who=member, title=title, day=day))
    if lines:
        chat.put("\n".join(lines))
    facts = {"first": handle(chat, one), "second": handle(chat, two)}
    if waits or unsettled:
        chat.say(_("To remind them kindly: NUDGE {first} AND {second}"), **facts)
    else:
        chat.say(
            _(
                "To write to one: TELL {first}: your words. If they'd rather not go on: PART {first} AND {second}"
            ),
            **facts,
        )


def _sessions(chat: Chat, pairing: Pairing) -> str:
    there = sessions.of_pairing(chat.db, pairing.id, ("booked", "happened"))
    had = sum(one.status == "happened" for one in there)
    to_come = [one for one in there if one.status == "booked" and one.starts_at > chat.now]
    if to_come:
        return chat.phrase(
            _("Sessions met: {count}, booked: {open}. Next: {when}."),
            count=had,
            open=len(to_come),
            when=to_come[0].starts_at,
        )
    return chat.phrase(_("Sessions met: {count}. None booked."), count=had)
