"""What each reads when a half begins: their role, until when, and one idea for it. They may want none.

The ideas are ours, of December 2026: short, and never about what is said, which nobody tells us.
"""

from typing import Any

from flows.chat import Chat
from flows.wording import Note, note
from flows.words import _, clock_time, render, translate
from models import sessions
from models.kinds import Kind
from models.members import Member
from models.sessions import Meeting

REMINDED_EVERY = 4  # sessions: how often both read that nothing reaches us
NOTHING_REACHES_ME = _("Nothing you say reaches me.")
WITHOUT = _("Go well.")
FOR_THE_COACH = (
    _("Listen first. If you like, ask: What would make this time worth it for you?"),
    _("Silence does some of the work. If you like, ask: And what else?"),
    _("You don't need to solve it. If you like, ask: What do you know about this already?"),
    _("Stay with their words. If you like, ask: What does that word mean to you?"),
    _("Be curious. If you like, ask: What matters most to you in this?"),
    _("Notice where energy is. If you like, ask: Where in this do you feel most yourself?"),
    _("They lead, you walk beside. If you like, ask: What in this is yours to carry, and what isn't?"),
    _("Advice can wait. If you like, ask: What have you tried, and what did it show you?"),
    _("Believe what you hear. If you like, ask: Who or what stands by you in this?"),
    _("Slow is fine. If you like, ask: What would be a small step that is kind to you?"),
    _("Name a strength you hear. If you like, ask: Where has it helped you before?"),
    _("Leave some room at the close. If you like, ask: What do you take with you?"),
)
FOR_THE_COACHED = (
    _("What would you like to look at? You choose what to bring."),
    _("Bring as much or as little as you like. What is on your mind today?"),
    _("You may slow down or change the subject at any time. What needs room today?"),
    _("You needn't have it worked out. What are you turning over just now?"),
    _("This time is yours. What would you like to be different after it?"),
    _("You owe nobody an explanation. What would you like to think about out loud?"),
    _("Begin anywhere. What feels alive in your work just now?"),
    _("Say so when a question doesn't fit. What would help you today?"),
    _("Rest is a topic too. What would you like more of, or less of?"),
    _("What goes well is worth a look as well. What has lately?"),
    _("You know yourself best. Which decision is waiting for you?"),
    _("Small things count. What would you like to see a little more clearly?"),
)

FOR_OTHERS = {  # of the other kinds: for who gives, for who receives
    Kind.MENTORING.value: (
        (
            _(
                "Share what you lived, not what they should do. If you like, ask: What would help you to hear?"
            ),
            _("Your way is one of many. If you like, ask: Which of this fits your life?"),
            _("Credit who taught you. If you like, ask: Whose wisdom do you carry already?"),
        ),
        (
            _("What would you like to learn from somebody who has walked this road?"),
            _("Take what serves you and leave the rest. What are you curious about today?"),
            _("You needn't follow any of it. Where would another's story help you now?"),
        ),
    ),
    Kind.SUPERVISION.value: (
        (
            _(
                "Look at the work together. If you like, ask: What happens in you when you're with this client?"
            ),
            _("Wonder rather than judge. If you like, ask: Who else is in the room with you two?"),
            _(
                "Leave out what tells who a client is. If you like, ask: What does this ask of you as a coach?"
            ),
        ),
        (
            _("Which piece of your work would you like to look at? Leave out what tells who it is about."),
            _("What in your practice has stayed with you lately? No name is needed."),
            _("Where are you unsure, proud or tired in your work? You choose what to bring."),
        ),
    ),
}
TURNS = {  # of the other kinds, too
    Kind.MENTORING.value: (_("Now you mentor {partner}"), _("Now {partner} mentors you")),
    Kind.SUPERVISION.value: (
        _("Now {partner} brings their work to you"),
        _("Now you bring your work to {partner}"),
    ),
}

TURN = note(_("{turn}, until {until}. {idea}"))
HALF_TURN = note(_("Half time. {turn}, until {end}."))
HALF_TURN_IDEA = note(_("Half time. {turn}, until {end}. {idea}"))
YOU_COACH = note(_("You coach {partner} now, until {until}. {idea}"))
COACHES_YOU = note(_("{partner} coaches you now, until {until}. {idea}"))
NOW_COACH = note(_("Half time. Now you coach {partner}, until {end}."))
NOW_COACHED = note(_("Half time. Now {partner} coaches you, until {end}."))
NOW_COACH_IDEA = note(_("Half time. Now you coach {partner}, until {end}. {idea}"))
NOW_COACHED_IDEA = note(_("Half time. Now {partner} coaches you, until {end}. {idea}"))


def coaches(meeting: Meeting, member: Member, second: bool = False) -> bool:
    """Whether this member coaches in the first half, or in the second."""
    return (meeting.first_coached != member.id) != second


def at_first(chat: Chat, meeting: Meeting, reader: Member) -> tuple[Note, dict[str, Any]]:
    """What `reader` reads when it begins: `TURN`, or in coaching their role."""
    coaching = coaches(meeting, reader)
    facts = {
        "partner": meeting.partner(reader.id),
        "until": clock_time(meeting.half_at, reader.language, reader.zone),
        "idea": idea(chat, meeting, reader, coaching, first=True),
    }
    if meeting.pairing.kind in TURNS:
        return TURN, facts | {"turn": _turn(meeting, reader, coaching)}
    return YOU_COACH if coaching else COACHES_YOU, facts


def _turn(meeting: Meeting, reader: Member, giving: bool) -> str:
    """Whose turn it is, where it isn't coaching."""
    copy = TURNS[meeting.pairing.kind][0 if giving else 1]
    return render(copy, reader.language, reader.zone, {"partner": meeting.partner(reader.id)})


def at_half_time(chat: Chat, meeting: Meeting, reader: Member) -> tuple[Note, dict[str, Any]]:
    """What `reader` reads at half time."""
    coaching = coaches(meeting, reader, second=True)
    facts = {
        "partner": meeting.partner(reader.id),
        "end": clock_time(meeting.ends_at, reader.language, reader.zone),
    }
    if meeting.pairing.kind in TURNS:
        facts["turn"] = _turn(meeting, reader, coaching)
        if not reader.prompted:
            return HALF_TURN, facts
        return HALF_TURN_IDEA, facts | {"idea": idea(chat, meeting, reader, coaching)}
    if not reader.prompted:
        return NOW_COACH if coaching else NOW_COACHED, facts
    facts["idea"] = idea(chat, meeting, reader, coaching)
    return NOW_COACH_IDEA if coaching else NOW_COACHED_IDEA, facts


def idea(chat: Chat, meeting: Meeting, reader: Member, coaching: bool, *, first: bool = False) -> str:
    """One idea for this role in the reader's language: another at each session of these two, until all were there. In the
    `first` half, now and then, that nothing reaches us; at half time the text has to be short, since it has to be quick."""
    if not reader.prompted:
        return translate(WITHOUT, reader.language)
    number = _number(chat, meeting)
    coach, coached = FOR_OTHERS.get(meeting.pairing.kind, (FOR_THE_COACH, FOR_THE_COACHED))
    ideas = coach if coaching else coached
    read = translate(ideas[number % len(ideas)], reader.language)
    if first and number % REMINDED_EVERY == 0:
        read += f" {translate(NOTHING_REACHES_ME, reader.language)}"
    return read


def _number(chat: Chat, meeting: Meeting) -> int:
    """How many sessions these two had before this one."""
    had = sessions.of_pairing(chat.db, meeting.pairing_id, ("booked", "happened", "missed"))
    return sum(1 for one in had if (one.starts_at, one.id) < (meeting.starts_at, meeting.id))
