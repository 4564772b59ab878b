"""What coordinators do with rounds, by message: open, look, change, send, take back, finish."""

from collections.abc import Callable
from datetime import timedelta

from flows import agenda, digest, finishing, opening, placing, preview, sending, why
from flows import plan as plans
from flows.chat import Chat
from flows.plan import Plan
from flows.understand import fold
from flows.understand.terms import round_terms
from flows.words import _
from matching.rules import Rule
from models import rounds
from models.members import Member
from models.rounds import Round

Find = Callable[[Chat, str], Member | None]  # the one person of that name; says why when there is none
LATELY = timedelta(days=14)
HOW = _(
    "For a round: PREVIEW, MORE, WHY name; LOCK, FORBID, ALLOW or SWAP name AND name; CLEAR; SEND and UNDO; FINISH ROUND or "
    "CALL OFF ROUND. Members say IN, SKIP THIS ROUND and REMATCH themselves."
)
UNDO = frozenset(("undo", "undo it", "undo that", "take it back", "deshacer", "deshaz", "deshazlo"))


def undone(chat: Chat) -> bool:
    """Whether the text was "undo" from a coordinator with no question open, about a round that was sent lately."""
    if not chat.sender.coordinates or chat.has_talk or fold(chat.heard).strip(" .!") not in UNDO:
        return False
    sent = [one for one in rounds.current(chat.db, "sent") if one.sent_at and chat.now - one.sent_at < LATELY]
    if not sent:
        if rounds.current(chat.db, "open"):
            chat.say(_("Nothing has been sent, so there is nothing to take back. To see the plan: PREVIEW."))
        return bool(rounds.current(chat.db, "open"))
    sending.undo(chat, max(sent, key=lambda one: one.sent_at or one.opened_at))
    return True


def open_round(chat: Chat, text: str | None) -> None:
    """OPEN ROUND, with anything it shall be."""
    terms, rest = round_terms(text or "", now=chat.now, zone=chat.zone, language=chat.language)
    opening.remark(chat, terms, rest.strip())
    agenda.begin(chat, opening.opening, terms=terms)


def status(chat: Chat, number: str | None) -> None:
    """ROUND: how it stands."""
    there = rounds.current(chat.db)
    if number is not None:
        there = [one for one in there if one.id == int(number)]
    if not there:
        chat.say(_("There's no round just now. To open one: OPEN ROUND"))
    for of in there[:3]:
        preview.status(chat, of)


def look(chat: Chat, number: str | None) -> None:
    """PREVIEW: work the plan out and show it."""
    of = _the_one(chat, number, "open")
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


def more(chat: Chat) -> None:
    """MORE: the next page of the plan; first of all what a digest had no room for."""
    if digest.more(chat):
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


def decide(act: Callable[[Round, int, int], None]) -> Callable[..., None]:
    """LOCK, FORBID, ALLOW: two names, and the plan anew."""

    def carry_out(chat: Chat, one_name: str, two_name: str, *, find: Find) -> None:
        both = _two(chat, find, one_name, two_name)
        of = _the_one(chat, _looked_at(chat), "open") if both is not None else None
        if both is None or of is None:
            return
        if act is plans.lock and not _may_be_locked(chat, of, *both):
            return
        act(of, both[0].id, both[1].id)
        look(chat, str(of.id))

    return carry_out


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


def swap(chat: Chat, one_name: str, two_name: str, *, find: Find) -> None:
    """SWAP: two people change places."""
    both = _two(chat, find, one_name, two_name)
    of = _the_one(chat, _looked_at(chat), "open") if both is not None else None
    if both is None or of is None:
        return
    ids = both[0].id, both[1].id
    trouble = plans.swap(_plan(chat, of, *ids, explain=False), of, *ids)
    if trouble is None:
        look(chat, str(of.id))
        return
    one, two, rule = trouble
    names = preview.named(chat, {one: None, two: None})
    chat.say(
        _("That can't be: {one} would be with {two}: {why}."),
        one=names[one],
        two=names[two],
        why=chat.phrase(why.RULES[rule]),
    )


def clear(chat: Chat) -> None:
    """CLEAR: forget what was locked, ruled out and swapped."""
    of = _the_one(chat, _looked_at(chat), "open")
    if of is not None:
        plans.clear(of)
        look(chat, str(of.id))


def because(chat: Chat, one_name: str, two_name: str | None, *, find: Find) -> None:
    """WHY: one name, or two."""
    one = find(chat, one_name)
    two = find(chat, two_name) if one is not None and two_name else None
    found = one is not None and (two is not None or not two_name)
    of = _the_one(chat, _looked_at(chat), "open") if found else None
    if one is None or of is None:
        return
    plan = _plan(chat, of, one.id, *([two.id] if two is not None else []))
    if two is not None:
        preview.between(chat, plan, one, two)
    else:
        preview.because(chat, plan, one)


def send(chat: Chat, number: str | None) -> None:
    """SEND: after one more question."""
    of = _the_one(chat, number, "open")
    if of is None:
        return
    if not (of.plan or {}).get("groups"):
        chat.say(_("There's no plan yet. To see one: PREVIEW"))
        return
    agenda.begin(chat, sending.sending, of)


def finish(chat: Chat, number: str | None) -> None:
    """FINISH ROUND."""
    of = _the_one(chat, number, "sent")
    if of is not None:
        agenda.begin(chat, finishing.finishing, of)


def call_off(chat: Chat, number: str | None) -> None:
    """CALL OFF ROUND."""
    of = _the_one(chat, number, "open")
    if of is not None:
        agenda.begin(chat, finishing.calling_off, of)


def _looked_at(chat: Chat) -> str | None:
    """The number of the open round whose plan was looked at last, when there are several; None: it has to be said."""
    looked_at = {one.id: (one.plan or {}).get("looked_at", "") for one in rounds.current(chat.db, "open")}
    last = max(looked_at, key=lambda number: looked_at[number], default=None)
    return str(last) if last is not None and looked_at[last] else None


def _the_one(chat: Chat, number: str | None, status: str) -> Round | None:
    """The round that is meant, locked; None when there is none or several, having said so."""
    there = rounds.current(chat.db, status)
    chosen = there if number is None else [one for one in there if one.id == int(number)]
    if len(chosen) == 1:
        chat.lock(chosen[0])  # two coordinators may decide at once
        chosen = [one for one in chosen if one.status == status]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        listed = ", ".join(str(one.id) for one in chosen)
        chat.say(
            _("Which round: {numbers}? Add its number. For example: PREVIEW {number}"),
            numbers=listed,
            number=chosen[0].id,
        )
    elif status == "open":
        chat.say(_("There's no open round just now. To open one: OPEN ROUND"))
    else:
        chat.say(_("There's no round on just now. To see what there is: ROUND"))
    return None


def _two(chat: Chat, find: Find, one_name: str, two_name: str) -> tuple[Member, Member] | None:
    one = find(chat, one_name)
    two = find(chat, two_name) if one is not None else None
    if one is None or two is None:
        return None
    if one.id == two.id:
        chat.say(_("I read the same person twice. For example: LOCK Amara AND Lucía"))
        return None
    return one, two


_NUMBER = r"(?: #?(\d{1,9}))?"
_ROUND = r"(?: the)?(?: round| ronda| la ronda)?" + _NUMBER
_TWO = r"(?: a)? (.{1,60}?) (?:and|with|&|y|con)(?: a)? (.{1,60})"
# Patterns of commands that need nothing more, and of those about people, who are found by `coordinate`.
PLAIN: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"(?:open|start|abrir|abre)(?: a| an| una)?(?: new| nueva)? (?:round|ronda)[,:]?(?: (.+))?", open_round),
    (r"(?:round|rounds|ronda|rondas|how is the round|c[oó]mo va la ronda)\??" + _NUMBER, status),
    (r"(?:preview|pairs|parejas|vista previa|run again|otra vez)" + _ROUND, look),
    (r"(?:more|m[aá]s)", more),
    (r"(?:clear|borrar|borra)(?: all| todo)?", clear),
    (r"(?:send|enviar|env[ií]a|env[ií]ar)(?: it)?" + _ROUND, send),
    (r"(?:finish|terminar|termina)(?: the)?(?: round| la ronda| ronda)" + _NUMBER, finish),
    (r"(?:call off|anular|anula)(?: the)?(?: round| la ronda| ronda)" + _NUMBER, call_off),
)
ABOUT_PEOPLE: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"(?:lock|keep|fijar|fija)" + _TWO, decide(plans.lock)),
    (r"(?:forbid|never|prohibir|proh[ií]be)" + _TWO, decide(plans.forbid)),
    (r"(?:allow|unlock|permitir|permite|soltar|suelta)" + _TWO, decide(plans.leave_free)),
    (r"(?:swap|change|intercambiar|intercambia)" + _TWO, swap),
    (r"(?:why not|why|por qu[eé] no|por qu[eé])" + _TWO, because),
    (r"(?:why|por qu[eé])(?: a)? (.{1,60}?)()", because),
)
VERBS = (
    "open", "round", "ronda", "preview", "more", "lock", "forbid", "allow", "unlock", "swap", "clear", "why", "send",
    "finish", "call", "abrir", "parejas", "enviar", "fijar", "prohibir", "permitir", "intercambiar", "borrar", "terminar",
    "anular",
)  # fmt: skip
