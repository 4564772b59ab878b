"""What a coordinator reads of a round before anybody else does: who with whom and why, and who is hard to place."""

from collections.abc import Mapping

from sqlalchemy import select

from flows import plan as plans
from flows import round_words, why
from flows.chat import Chat
from flows.plan import Plan
from flows.understand import Span, shown_weekly, tongue_name
from flows.words import _, isolated
from matching.groups import Group
from matching.placing import Change, Hard, Lever
from matching.reasons import for_coordinator
from matching.rules import Rule
from models import rounds
from models.members import Member
from models.rounds import Round

PAGE = 5  # groups in one text
MANY = 8  # in a smaller round nobody could meet many

# That somebody would rather meet no former partner is theirs to say, so that lever is not here.
LEVERS = {
    Lever.WIDER: _("they said that any level is fine"),
    Lever.ROUND: _("the round allowed wider levels"),
    Lever.LANGUAGE: _("they also spoke {words}"),
    Lever.HOURS: _("they were free on {times} too"),
}


def show(chat: Chat, of: Round, plan: Plan) -> None:
    """The first page of a plan that was just worked out."""
    names = named(chat, plan.people)
    chat.say(
        _("Round {number}. In: {people}. Groups: {groups}. {left_out}"),
        number=of.id,
        people=len(plan.people),
        groups=len(plan.groups),
        left_out=_left_out(chat, plan, names),
    )
    for one, two, rule in plan.refused:
        chat.say(
            _("I can't put {one} with {two}: {why}."),
            one=names.get(one) or chat.db.get(Member, one),
            two=names.get(two) or chat.db.get(Member, two),
            why=chat.phrase(why.RULES[rule]),
        )
    page(chat, of, plan, names)


def page(chat: Chat, of: Round, plan: Plan, names: Mapping[int, Member]) -> None:
    """The next groups, and after the last one who is hard to place."""
    found = list(enumerate(plan.groups, 1))[plan.shown : plan.shown + PAGE]
    # In a large round somebody of a group may be out since.
    there = [(number, group) for number, group in found if plan.people.keys() >= set(group)]
    if there:
        chat.put("\n".join(_line(chat, number, group, plan, names) for number, group in there))
    plan.shown += len(found)
    of.plan = {**plan.kept(), "looked_at": chat.now.isoformat()}
    if plan.shown < len(plan.groups):
        chat.say(_("To see more, text MORE. To send: SEND."))
        return
    for hard in [one for one in plan.hard if one.left_out or len(plan.people) >= MANY]:
        chat.put(_hard(chat, hard, plan, names))
    for member_id, rule in plan.aside[:PAGE]:
        chat.say(_("{who} isn't in it: {why}."), who=names[member_id], why=chat.phrase(why.RULES[rule]))
    if plan.groups:
        chat.say(_("To change it: LOCK, FORBID or SWAP name AND name. To ask why: WHY name. To send: SEND."))


def _left_out(chat: Chat, plan: Plan, names: Mapping[int, Member]) -> str:
    if not plan.left_out:
        return chat.phrase(_("Nobody is left out."))
    who = ", ".join(isolated(names[one].name or "") for one in plan.left_out[:PAGE])
    more = len(plan.left_out) - PAGE
    return chat.phrase(
        _("Without a partner: {names}{more}."), names=who, more=f" +{more}" if more > 0 else ""
    )


def _line(chat: Chat, number: int, group: tuple[int, ...], plan: Plan, names: Mapping[int, Member]) -> str:
    """One group and why, such as: 1 Amara + Chidi: both want leadership; same level; 8 h a week in common."""
    reasons = for_coordinator(Group(group), plan.people, plan.terms, plan.locks)
    return (
        f"{number} {_together(group, names)}: {why.line(chat, reasons, names, legs=len(Group(group).legs))}"
    )


def _together(group: tuple[int, ...], names: Mapping[int, Member]) -> str:
    sign = " + " if len(group) == 2 else " > "
    return sign.join(isolated(names[one].name or f"#{one}") for one in group)


def _hard(chat: Chat, hard: Hard, plan: Plan, names: Mapping[int, Member]) -> str:
    """Who is hard to place, what stands in the way, and what would help."""
    who = names[hard.id]
    in_the_way = [rule for rule, _count in hard.excluded if rule is not Rule.APART]
    said = chat.phrase(
        _("{who} could meet nobody.")
        if not hard.partners
        else _("{who} is hard to place: {count} could meet them."),
        who=who,
        count=hard.partners,
    )
    if in_the_way:
        said += " " + chat.phrase(_("Mostly: {why}."), why=chat.phrase(why.RULES[in_the_way[0]]))
    if hard.change is not None and hard.change.lever in LEVERS:
        copy = _("A place if {what}.") if hard.change.places else _("It would help if {what}.")
        said += " " + chat.phrase(copy, what=_lever(chat, hard.change))
    return said


def _lever(chat: Chat, change: Change) -> str:
    window = change.window
    times = shown_weekly((Span(window.weekday, window.since, window.till),), chat.language) if window else ""
    words = tongue_name(change.language, chat.language) if change.language else ""
    return chat.phrase(LEVERS[change.lever], times=times, words=words)


def because(chat: Chat, plan: Plan, member: Member) -> None:
    """All there is to say of why somebody is with whom they are with."""
    group = plan.group_of(member.id)
    names = named(chat, plan.people)
    if group is None:
        hard = next((one for one in plan.hard if one.id == member.id), None)
        if hard is not None:
            chat.put(_hard(chat, hard, plan, names))
        elif member.id in plan.people:
            chat.say(_("{who} has nobody in this plan."), who=member)
        else:
            chat.say(_("{who} isn't in this round."), who=member)
        return
    reasons = for_coordinator(Group(group), plan.people, plan.terms, plan.locks)
    for leg in Group(group).legs:
        theirs = [reason for reason in reasons if set(reason.people) <= set(leg)]
        chat.put(f"{_together(leg, names)}: {why.line(chat, theirs, names, most=len(why.ORDER))}")


def between(chat: Chat, plan: Plan, one: Member, two: Member) -> None:
    """Whether these two could be together, and if not, why."""
    rules = plans.rules_between(plan, one.id, two.id)
    if rules:
        chat.say(
            _("{one} and {two} can't be together: {why}."),
            one=one,
            two=two,
            why=chat.phrase(why.RULES[rules[0]]),
        )
        return
    names = named(chat, plan.people)
    reasons = for_coordinator(Group((one.id, two.id)), plan.people, plan.terms, plan.locks)
    chat.say(
        _("{one} and {two} could be together: {why}. To make it so: LOCK {one} AND {two}"),
        one=one,
        two=two,
        why=why.line(chat, reasons, names, most=len(why.ORDER)),
    )


def named(chat: Chat, people: Mapping[int, object]) -> dict[int, Member]:
    """Members by id."""
    found: dict[int, Member] = {}
    wanted = sorted(people)
    for at in range(0, len(wanted), 1000):
        rows = chat.db.scalars(select(Member).where(Member.id.in_(wanted[at : at + 1000])))
        found |= {row.id: row for row in rows}
    return found


def status(chat: Chat, of: Round) -> None:
    """How a round stands, and what a coordinator may do next."""
    count = rounds.counts(chat.db, of.id)
    chat.say(
        _("Round {number}: {round}, from {starts} to {ends}."),
        number=of.id,
        round=round_words.described(chat, of),
        starts=of.starts_on,
        ends=of.last_day,
    )
    if of.status == "open":
        chat.say(
            _(
                "In: {count}; not this time: {skipped}; no answer yet: {asked}. It closes on {closes}. To see the pairs: PREVIEW."
            ),
            count=count.get("in", 0),
            skipped=count.get("skipped", 0),
            asked=count.get("asked", 0),
            closes=chat.date(of.closes_at),
        )
        return
    going = rounds.how_many_introduced(chat.db, of.id)
    together = going["agreed"] + going["turning"]
    chat.say(
        _("Sent. Groups that have agreed: {agreed}; on their way: {open}. {waiting}"),
        agreed=together,
        open=going.total() - together,
        waiting=_who_waits(chat, of),
    )


def _who_waits(chat: Chat, of: Round) -> str:
    waiting = [entry.member_id for entry in rounds.entries(chat.db, of.id, "in")]
    if not waiting:
        return chat.phrase(_("Nobody is waiting."))
    names = named(chat, dict.fromkeys(waiting[:PAGE]))
    who = ", ".join(isolated(names[one].name or "") for one in waiting[:PAGE])
    more = f" +{len(waiting) - PAGE}" if len(waiting) > PAGE else ""
    return chat.phrase(_("Waiting for somebody: {names}{more}."), names=who, more=more)
