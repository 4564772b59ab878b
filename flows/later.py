"""When somebody reads what they may not read now, in words for whoever writes to them: never that they keep a day."""

from flows import quiet
from flows.chat import Chat
from flows.words import _
from models.members import Member


def later_for(chat: Chat, member: Member) -> str | None:
    """When `member` reads what is for them; None when it is at once."""
    due = chat.decent_hour(member)
    if due <= chat.now:
        return None
    away = quiet.away_until(member, chat.now)
    if away is not None:
        return chat.phrase(_("after their break, which goes on until {day}"), day=chat.date(away))
    morning = quiet.morning_of(member, quiet.local_day(member, due))
    if due == morning == quiet.awake_from(member, chat.now):
        return chat.phrase(_("in the morning"))
    return chat.phrase(_("as soon as it's a good hour there"))
