"""What coordinators do with rounds, by message: open, look, change, send, take back, finish."""

from typing import Any

from flows import agenda, digest, finishing, opening, placing, preview, sending, why
from flows import plan as plans
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating import sessions as unmet
from flows.coordinating.command import ALL, CARERS, command
from flows.plan import Plan
from flows.understand.terms import round_terms
from flows.words import _
from matching.rules import Rule
from models import rounds
from models.members import Member
from models.rounds import Round


@command(
    _("OPEN ROUND"),
    "open|start (a|an) (new) round ({what})",
    "abrir|abre (una) (nueva) ronda ({what})",
)
def open_round(chat: Chat, what: str | None) -> None:
    """With anything it shall be."""
    terms, rest = round_terms(what or "", now=chat.now, zone=chat.zone, language=chat.language)
    opening.remark(chat, terms, rest.strip())
    agenda.begin(chat, opening.opening, terms=terms)


@command(
    _("ROUND"),
    "round|rounds (going) ({n})",
    "how is|goes the_round|round ({n})",
    "ronda|rondas ({n})",
    "como va la ronda ({n})",
    may=ALL,
    changes=False,
)
def status(chat: Chat, n: int | None) -> None:
    there = rounds.current(chat.db)
    if n is not None:
        there = [one for one in there if one.id == n]
    if not there:
        chat.say(_("There's no round just now. To open one: OPEN ROUND"))
    for of in there[:3]:
        preview.status(chat, of)


@command(
    _("PREVIEW"),
    "preview|pairs (the) (round) ({n})",
    "run again (the) (round) ({n})",
    "parejas (la) (ronda) ({n})",
    "vista previa (la) (ronda) ({n})",
    "otra vez (la) (ronda) ({n})",
    changes=False,
)
def preview_round(chat: Chat, n: int | None) -> None:
    """Work the plan out and show it."""
    of = _the_one(chat, n, "open")
    if of is None:
        return
    count = rounds.counts(chat.db, of.id).get("in", 0)
    if count < 2:
        chat.say(
            _("Round {number}: {count} in so far, too few to pair. To see who hasn't answered: ROUND"),
            number=of.id,
            count=count,
        )
    elif count > placing.INLINE and of.todo in placing.FIRST:
        chat.say(placing.STILL_AT_IT, number=of.id)
    elif count > placing.INLINE:
        of.todo, of.todo_for = "matching", chat.sender.member_id
        chat.left_to_workers = True
        chat.say(_("I'm working it out, which takes a moment with so many. I'll text you when it's ready."))
    else:
        preview.show(chat, of, plans.work_out(chat.db, of, chat.now.date()))


@command(_("MORE"), "more", "mas", may=CARERS, changes=False)
def more(chat: Chat) -> None:
    """The next page of the plan; first of all what is left of the list they looked at last, and of a digest."""
    if unmet.more(chat) or digest.more(chat):
        return
    of = _the_one(chat, _looked_at(chat), "open")
    if of is None:
        return
    if not (of.plan or {}).get("groups"):
        chat.say(_("There's no plan yet. To see one: PREVIEW"))
        return
    at = of.plan["shown"] if of.plan else 0
    groups = (of.plan or {})["groups"][at : at + preview.PAGE]
    if not groups:
        chat.say(_("That was all of it. To see it again: PREVIEW. To send: SEND."))
        return
    plan = _plan(chat, of, *(one for group in groups for one in group))
    if not plans.same(plan, of.plan):
        chat.say(_("Somebody has changed something since you looked. The plan now:"))
        preview.show(chat, of, plan)
        return
    plan.shown = at
    preview.page(chat, of, plan, preview.named(chat, plan.people))


def _plan(chat: Chat, of: Round, *ids: int, explain: bool = True) -> Plan:
    """The plan as it is now; of a large round as it was worked out last, with what is known of these people."""
    if rounds.counts(chat.db, of.id).get("in", 0) > placing.INLINE:
        return plans.as_kept(chat.db, of, chat.now.date(), ids)
    return plans.work_out(chat.db, of, chat.now.date(), explain=explain)


@command(
    _("LOCK name AND name"),
    "lock|keep {who} and|with|& {other}",
    "fijar|fija (a) {who} y|con|e|& (a) {other}",
)
def lock(chat: Chat, who: Member, other: Member) -> None:
    of = _decided(chat, who, other)
    if of is not None and _may_be_locked(chat, of, who, other):
        before = plans.decisions(of)
        plans.lock(of, who.id, other.id)
        _decided_anew(chat, of, before)


@command(
    _("FORBID name AND name"),
    "forbid|never {who} and|with|& {other}",
    "prohibir|prohibe (a) {who} y|con|e|& (a) {other}",
)
def forbid(chat: Chat, who: Member, other: Member) -> None:
    of = _decided(chat, who, other)
    if of is not None:
        before = plans.decisions(of)
        plans.forbid(of, who.id, other.id)
        _decided_anew(chat, of, before)


@command(
    _("ALLOW name AND name"),
    "allow|unlock {who} and|with|& {other}",
    "permitir|permite|soltar|suelta (a) {who} y|con|e|& (a) {other}",
)
def allow(chat: Chat, who: Member, other: Member) -> None:
    of = _decided(chat, who, other)
    if of is not None:
        before = plans.decisions(of)
        plans.leave_free(of, who.id, other.id)
        _decided_anew(chat, of, before)


def _may_be_locked(chat: Chat, of: Round, one: Member, two: Member) -> bool:
    """What can't be kept isn't locked, and is explained at once."""
    plan = plans.as_kept(chat.db, of, chat.now.date(), (one.id, two.id))
    rules = [rule for rule in plans.rules_between(plan, one.id, two.id) if rule is not Rule.FORBIDDEN]
    if rules:
        chat.say(
            _("{one} and {two} can't be together: {why}."),
            one=one,
            two=two,
            why=chat.phrase(why.RULES[rules[0]]),
        )
    return not rules


@command(
    _("SWAP name AND name"),
    "swap|change {who} and|with|& {other}",
    "intercambiar|intercambia (a) {who} y|con|e|& (a) {other}",
)
def swap(chat: Chat, who: Member, other: Member) -> None:
    """Two people change places."""
    of = _decided(chat, who, other)
    if of is None:
        return
    ids, before = (who.id, other.id), plans.decisions(of)
    trouble = plans.swap(_plan(chat, of, *ids, explain=False), of, *ids)
    if trouble is None:
        _decided_anew(chat, of, before)
        return
    one, two, rule = trouble
    names = preview.named(chat, {one: None, two: None})
    chat.say(
        _("That can't be: {one} would be with {two}: {why}."),
        one=names[one],
        two=names[two],
        why=chat.phrase(why.RULES[rule]),
    )


@command(_("CLEAR"), "clear (all)", "borrar|borra (todo)")
def clear(chat: Chat) -> None:
    """Forget what was locked, ruled out and swapped."""
    of = _the_one(chat, _looked_at(chat), "open")
    if of is not None:
        before = plans.decisions(of)
        plans.clear(of)
        _decided_anew(chat, of, before)


def _decided_anew(chat: Chat, of: Round, before: dict[str, Any]) -> None:
    """Show the plan that follows, and note what was decided before and is now."""
    preview_round(chat, of.id)
    acts.note(chat, of, before, plans.decisions(of))


@command(
    _("WHY name"),
    "why (not) {who} and|with|& {other}",
    "why {who}",
    "por que (no) (a) {who} y|con|e|& (a) {other}",
    "por que (a) {who}",
    changes=False,
)
def because(chat: Chat, who: Member, other: Member | None) -> None:
    of = _the_one(chat, _looked_at(chat), "open")
    if of is None:
        return
    plan = _plan(chat, of, who.id, *([other.id] if other is not None else []))
    if other is not None:
        preview.between(chat, plan, who, other)
    else:
        preview.because(chat, plan, who)


@command(_("SEND"), "send (it) (the) (round) ({n})", "enviar|envia|enviarla|enviala (la) (ronda) ({n})")
def send_round(chat: Chat, n: int | None) -> None:
    """After one more question."""
    of = _the_one(chat, n, "open")
    if of is None:
        return
    if not (of.plan or {}).get("groups"):
        chat.say(_("There's no plan yet. To see one: PREVIEW"))
        return
    agenda.begin(chat, sending.sending, of)


@command(
    _("FINISH ROUND"), "finish|close|end (the) round ({n})", "terminar|termina|cerrar|cierra (la) ronda ({n})"
)
def finish_round(chat: Chat, n: int | None) -> None:
    of = _the_one(chat, n, "sent")
    if of is not None:
        agenda.begin(chat, finishing.finishing, of)


@command(_("CALL OFF ROUND"), "call off (the) round ({n})", "anular|anula (la) ronda ({n})")
def call_off_round(chat: Chat, n: int | None) -> None:
    of = _the_one(chat, n, "open")
    if of is not None:
        agenda.begin(chat, finishing.calling_off, of)


def _looked_at(chat: Chat) -> int | None:
    """The number of the open round whose plan was looked at last, when there are several; None: it has to be said."""
    looked_at = {one.id: (one.plan or {}).get("looked_at", "") for one in rounds.current(chat.db, "open")}
    last = max(looked_at, key=lambda number: looked_at[number], default=None)
    return last if last is not None and looked_at[last] else None


def _the_one(chat: Chat, number: int | None, standing: str) -> Round | None:
    """The round that is meant, locked; None when there is none or several, having said so."""
    there = rounds.current(chat.db, standing)
    chosen = there if number is None else [one for one in there if one.id == number]
    if len(chosen) == 1:
        chat.lock(chosen[0])  # two coordinators may decide at once
        chosen = [one for one in chosen if one.status == standing]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        listed = ", ".join(str(one.id) for one in chosen)
        chat.say(
            _("Which round: {numbers}? Add its number. For example: PREVIEW {number}"),
            numbers=listed,
            number=chosen[0].id,
        )
    elif standing == "open":
        chat.say(_("There's no open round just now. To open one: OPEN ROUND"))
    else:
        chat.say(_("There's no round on just now. To see what there is: ROUND"))
    return None


def _decided(chat: Chat, one: Member, two: Member) -> Round | None:
    """The round in which these two were decided on, locked; None when it can't be, having said why."""
    if one.id == two.id:
        chat.say(_("I read the same person twice. For example: LOCK Amara AND Lucía"))
        return None
    return _the_one(chat, _looked_at(chat), "open")
