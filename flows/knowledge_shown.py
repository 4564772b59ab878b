"""What members share, as it is read: a line or two in a list, or all of it. What they may read of it, and of whom it is."""

import re

from sqlalchemy import or_, select

from flows.chat import Chat
from flows.expects import Words, YesNo
from flows.flow import Miss
from flows.understand.web_address import is_shortened, web_address
from flows.words import _
from models import knowledge
from models.knowledge import Knowledge
from models.members import Member
from models.wishes import Block

PAGE = 3  # in one text
SHORT = 70  # characters of each, in a list
KINDS = {
    "technique": _("a technique"),
    "reading": _("a reading"),
    "link": _("a link"),
    "person": _("a person"),
    "event": _("an event"),
}
STANDING = {
    "shared": _("It waits for a coordinator's eye."),
    "asked": _("A coordinator asks: {question}"),
    "published": _("All members can find it."),
}
FROM = _("It comes from: {credit}")
IN_LETTER = _(
    "{in_the_open}\n\nMay this stand in our monthly letter too? Whoever has the link can read it, so only if nobody named there "
    "would mind."
)
MAY_IT = YesNo(yes=_("Yes, in the letter"), no=_("No, members only"))
_SPACES = re.compile(r"\s+")


class Link:
    """The address of a page, or SKIP."""

    words = Words(300, skippable=True)

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """The address as it was written, with https:// if it had nothing before it."""
        said = self.words.read(text, chat)
        if said is None or isinstance(said, Miss):
            return said
        address = web_address(said)
        if address is None:
            return Miss(
                _("I need the whole address of a page, or SKIP. For example: https://example.org/page"),
                lacking=True,
            )
        if is_shortened(address):
            return Miss(_("That one hides where it leads. The long address, please, or SKIP."), lacking=True)
        return address


def visible(chat: Chat, numbers: list[int]) -> list[Knowledge]:
    """Of these those that this person may read, in this order: nothing of somebody who was removed, and nothing between two of
    whom one would rather not meet the other."""
    me = chat.sender.member_id
    rows = select(Block.member_id, Block.other_id).where(or_(Block.member_id == me, Block.other_id == me))
    apart = {one for row in chat.db.execute(rows) for one in row} - {me}
    there = knowledge.these(chat.db, numbers)
    return [one for one in there if one.member_id not in apart and one.member.status != "removed"]


def line(chat: Chat, one: Knowledge, number: int) -> str:
    """One of a list: what it is, how it begins, whom it comes from."""
    words = _SPACES.sub(" ", one.words or "")
    begins = words if len(words) <= SHORT else f"{words[:SHORT].rpartition(' ')[0]}…"
    head = chat.phrase(
        "{number}. {title} ({kind})", number=number, title=one.title, kind=chat.phrase(KINDS[one.kind])
    )
    lines = [head, begins]
    if one.credit:
        lines.append(chat.phrase(FROM, credit=one.credit))
    return "\n".join(lines)


def whole(chat: Chat, one: Knowledge) -> str:
    """All of it, with its link whole, and who shared it if they are glad to be named."""
    lines = [
        chat.phrase("{title} ({kind})", title=one.title, kind=chat.phrase(KINDS[one.kind])),
        one.words or "",
    ]
    if one.credit:
        lines.append(chat.phrase(FROM, credit=one.credit))
    if one.link:
        lines.append(one.link)
    if one.named and takes_part(one.member) and one.member_id != chat.sender.member_id:
        lines.append(chat.phrase(_("Shared by {who}"), who=one.member))
    return "\n".join(lines)


def in_the_open(chat: Chat, title: str | None, credit: str | None) -> str:
    """What the monthly letter would have of it."""
    return f"{title}. {chat.phrase(FROM, credit=credit)}" if credit else title or ""


def takes_part(member: Member) -> bool:
    """Whether their name may stand there still."""
    return (
        member.name is not None
        and member.stopped_at is None
        and member.status in ("verified", "applied", "queried")
    )
