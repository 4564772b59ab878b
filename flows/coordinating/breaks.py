"""A break for somebody who can't ask for it just now, and its end. They read so, and can change it by a text of their own."""

from datetime import datetime

from flows import introduction, quiet
from flows.chat import PUT_OFF, Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.coordinating.finding import handle, stopped
from flows.flow import Miss
from flows.last_day import LastDay
from flows.later import later_for
from flows.wording import note
from flows.words import _
from models import members, nudges, outbox, sessions
from models.acts import Act
from models.members import Member

ON_A_BREAK = note(
    _(
        "A coordinator has noted a break for you: I text you nothing of my own until {day}. Take good care. To come back sooner, "
        "text RESUME."
    ),
    booked=True,
)
BREAK_IS_OVER = note(
    _("A coordinator has noted that you're back: I text you as usual again. For another break, text PAUSE."),
    booked=True,
)
BREAK_IS_AS_BEFORE = note(
    _(
        "What I wrote of your break was a slip, and all is as it was before. To begin or end one, text PAUSE or RESUME."
    ),
    booked=True,
)


@command(
    _("PAUSE name TILL date"),
    "pause|break (for) {who} till|until|til|untill|up_to|for {day}",
    "pausa|pausar|descanso (a|para) {who} hasta (el|la) {day}",
    "pausa|pausar|descanso (a|para) {who} por|durante {day}",
    "{who} is|will_be away|on_holiday|on_holidays|on_vacation|on_leave|on_a_break till|until|til|untill {day}",
    "{who} esta|estara de_vacaciones|de_viaje|de_descanso|de_baja|fuera hasta (el|la) {day}",
    "pause {who} (till|until|til|for)",
    "pausa|pausar (a) {who} (hasta)",
)
def pause_for(chat: Chat, who: Member, day: str | None) -> None:
    members.lock(chat.db, who)
    if stopped(chat, who):
        return
    read = LastDay().read(day or "", chat)
    if isinstance(read, Miss):
        chat.say(
            _("I need a day to come, within a year. For example: PAUSE {handle} TILL 3 January"),
            handle=handle(chat, who),
        )
        return
    before = who.paused_until
    who.paused_until = quiet.morning_of(who, read)
    acts.note(chat, before={"until": before}, after={"until": who.paused_until})
    if who.id != chat.sender.member_id:
        chat.tell(who, ON_A_BREAK, day=read)
    chat.say(
        _("{who} hears nothing of my own until {day}. To end it sooner: RESUME {handle}"),
        who=who,
        day=read,
        handle=handle(chat, who),
    )
    for meeting in sessions.of_member(chat.db, who.id):
        if chat.now < meeting.starts_at < who.paused_until:
            chat.say(
                _("Still booked meanwhile, with {partner}: {when}."),
                partner=meeting.partner(who.id),
                when=meeting.starts_at,
            )
            return


@command(
    _("RESUME name"),
    "resume|unpause {who}",
    "end|stop (the) pause|break of|for {who}",
    "reanudar|reanuda|reactivar|reactiva (a) {who}",
    "terminar|termina (la|el) pausa|descanso de {who}",
)
def resume_for(chat: Chat, who: Member) -> None:
    members.lock(chat.db, who)
    if quiet.away_until(who, chat.now) is None:
        chat.say(
            _("{who} isn't on a break. For one: PAUSE {handle} TILL 3 January"),
            who=who,
            handle=handle(chat, who),
        )
        return
    acts.note(chat, before={"until": who.paused_until}, after={"until": None})
    who.paused_until = None
    chat.flush()
    nudges.hasten(chat.connection, who.id, PUT_OFF)  # each is asked again whether this is an hour for it
    outbox.hasten(chat.connection, who.id, chat.decent_hour(who))
    chat.planned = chat.wrote = True
    if who.id != chat.sender.member_id:
        chat.tell(who, BREAK_IS_OVER)
    introduction.look_again(chat, who.id)
    later = later_for(chat, who)
    if later is not None:
        chat.say(
            _("{who}'s break is over, and they read so {later}. To look: LOOK {handle}"),
            who=who,
            later=later,
            handle=handle(chat, who),
        )
    else:
        chat.say(
            _("{who}'s break is over, and they've been told. To look: LOOK {handle}"),
            who=who,
            handle=handle(chat, who),
        )


@acts.undoes("pause_for", tells=BREAK_IS_AS_BEFORE)
def never_paused(chat: Chat, act: Act) -> bool:
    """Their break is what it was before, if nobody has changed it since."""
    return _put_back(chat, act)


@acts.undoes("resume_for", tells=BREAK_IS_AS_BEFORE)
def never_resumed(chat: Chat, act: Act) -> bool:
    """The same."""
    return _put_back(chat, act)


def _put_back(chat: Chat, act: Act) -> bool:
    who = chat.db.get_one(Member, act.ids("members")[0])
    members.lock(chat.db, who)
    now = who.paused_until.isoformat() if who.paused_until is not None else None
    if now != act.after["until"]:
        chat.say(
            _("{who}'s break has changed since, so I leave it. To look: LOOK {handle}"),
            who=who,
            handle=handle(chat, who),
        )
        return False
    before = act.before["until"]
    who.paused_until = datetime.fromisoformat(before) if before is not None else None
    return True
