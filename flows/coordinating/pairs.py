"""Two people: introducing them outside a round."""

from flows import community, introduction, quiet
from flows.chat import Chat
from flows.coordinating.command import command
from flows.coordinating.finding import stopped
from flows.words import _, handle
from models import members, pairings
from models.members import Member


@command(
    _("PAIR name AND name"),
    "pair|match|introduce (up) {who} and|with|&|to {other}",
    "emparejar|empareja|presenta|presentar (a) {who} y|con|e (a) {other}",
)
def pair(chat: Chat, who: Member, other: Member) -> None:
    one, two = who, other
    members.lock(chat.db, one, two)  # two coordinators may mean the same two people
    for member in (one, two):
        if stopped(chat, member):
            return
        if member.status != "verified":
            chat.say(
                _("{who} isn't verified yet. To look, text LOOK {handle}"), who=member, handle=handle(member)
            )
            return
        if not members.consents(chat.db, member, "matching"):
            chat.say(_("{who} hasn't agreed to be matched, so I haven't asked."), who=member)
            return
    if one.id == two.id:
        chat.say(_("I read the same person twice. For example: PAIR Amara AND Lucía"))
    elif pairings.between(chat.db, one.id, two.id) is not None:
        chat.say(_("{one} and {two} are introduced already."), one=one, two=two)
    elif community.may_not_meet(chat.db, one, two, chat.now.date()):
        chat.say(_("I can't introduce {one} and {two}: these two can't be put together."), one=one, two=two)
    else:
        introduction.introduce(chat, pairings.propose(chat.db, [one, two], chat.sender.member_id))
        chat.say(
            _("I'm asking {one} and {two}. They learn each other's names when both have said yes."),
            one=one,
            two=two,
        )
        for member in (one, two):
            away = quiet.away_until(member, chat.now)
            if away is not None:
                chat.say(
                    _("{who} is on a break until {day}; I ask them that morning."),
                    who=member,
                    day=chat.date(away),
                )
