"""What a coordinator can text, by topic, in short texts; to each as much as their role may give."""

from flows import agenda
from flows.chat import Chat
from flows.coordinating.command import ALL, COMMANDS, command
from flows.expects import OneOf
from flows.flow import End, Flow
from flows.words import _

# A line, and the commands it teaches: who may give none of these doesn't read it.
Line = tuple[str, tuple[str, ...]]
PEOPLE: tuple[Line, ...] = (
    (_("WAITING: who waits to be checked"), ("waiting",)),
    (_("FIND or LOOK name"), ("find", "look")),
    (_("VERIFY name; ASK name: your question"), ("verify", "ask")),
    (_("TELL or NOTE name: your words"), ("tell", "note_down")),
    (_("PAUSE name TILL date; RESUME name"), ("pause_for", "resume_for")),
    (_("CHANGE name's city TO Leeds"), ("change",)),
    (_("NUDGE, REMATCH or REMOVE name"), ("nudge", "rematch_one", "remove")),
    (_("PAIR or PART name AND name"), ("pair", "part")),
    (_("HOW ARE name AND name; WHO HASN'T MET"), ("look_at_two", "who_has_not_met")),
)
ROUNDS: tuple[Line, ...] = (
    (_("ROUND: how it stands"), ("status",)),
    (_("OPEN ROUND; PREVIEW; MORE"), ("open_round", "preview_round", "more")),
    (_("WHY name"), ("because",)),
    (_("LOCK, FORBID, ALLOW or SWAP name AND name; CLEAR"), ("lock", "forbid", "allow", "swap", "clear")),
    (
        _("SEND; FINISH ROUND; CALL OFF ROUND"),
        ("send_round", "finish_round", "call_off_round"),
    ),
    (_("UNDO takes back the last thing. WHAT DID I DO?"), ("undo", "what_did_i_do")),
)
WORDS: tuple[Line, ...] = (
    (_("TELL EVERYONE WITHOUT A PARTNER: your words"), ("tell_many",)),
    (_("HOW IS MY TEXT? UNDO MY TEXT"), ("how_it_goes", "take_back_text")),
    (_("QUEUE: what I didn't understand"), ("queue",)),
    (_("ANSWER 12: your words. READ, TAKE or DROP 12"), ("answer", "read", "take", "drop")),
    (
        _("CONCERNS; ANSWER or CLOSE CONCERN code"),
        ("who_raised", "read_concern", "answer_concern", "close_concern"),
    ),
    (
        _("WHAT WAS SHARED? PUBLISH, ASK AGAIN or TAKE OUT 12"),
        ("what_was_shared", "see_shared", "publish", "ask_again", "take_out"),
    ),
    (_("WHICH CIRCLES ARE THERE? CLOSE CIRCLE 3"), ("which_circles", "close_circle")),
    (_("UNDELIVERED; RESEND 12; RESEND ALL"), ("undelivered", "resend", "resend_all")),
    (_("DIGEST AT 8; NO DIGEST"), ("digest", "no_digest")),
    (_("HOW ARE WE DOING? EXPORT IMPACT"), ("how_are_we_doing", "export_impact")),
)
SEATS: tuple[Line, ...] = (
    (_("COORDINATORS: who they are"), ("who_coordinates",)),
    (
        _("MAKE name COORDINATOR, SAFEGUARDING or VIEWER"),
        ("make_coordinator", "make_safeguarding", "make_viewer"),
    ),
    (_("HAND OVER TO name; EXTEND name TILL day"), ("hand_over", "extend")),
    (_("GIVE BACK MY SEAT"), ("give_back",)),
    (_("CLOSE SEAT of name; UNLOCK name"), ("end_seat", "unlock")),
    (_("SECOND 7; DECLINE 7; BRING BACK name"), ("second", "decline", "bring_back")),
    (_("LOG name; DROP NOTE 3"), ("log_of", "drop_note")),
    (_("WAKE ME or LET ME SLEEP: for danger"), ("wake_me", "let_me_sleep")),
    (_("WHO DID 12"), ("who_did",)),
    (_("CHECK THE LOG"), ("check_the_log",)),
)

teaching = Flow("teaching", title=_("what you can text as a coordinator"), fleeting=True, urgency=4)


@command(
    _("COMMANDS"),
    "commands|comandos|ordenes",
    "what i text|do",  # "can" is courtesy
    "que puedo hacer|escribir",
    may=ALL,
    harmless=True,
    changes=False,
)
def commands(chat: Chat) -> None:
    agenda.begin(chat, teaching)


@teaching.asks(
    _("You coordinate by text, in your own words. What would you like to see?"),
    OneOf(
        {
            "people": _("People and pairs"),
            "rounds": _("Rounds, and undoing"),
            "words": _("Words and numbers"),
            "seats": _("Who coordinates"),
        }
    ),
    private=True,
)
def topic(chat: Chat, chosen: str) -> End:
    return {"people": of_people, "rounds": of_rounds, "words": of_words, "seats": of_seats}[chosen]


@teaching.ends
def of_people(chat: Chat) -> None:
    _tell(chat, PEOPLE)


@teaching.ends
def of_rounds(chat: Chat) -> None:
    _tell(chat, ROUNDS)


@teaching.ends
def of_words(chat: Chat) -> None:
    _tell(chat, WORDS)


@teaching.ends
def of_seats(chat: Chat) -> None:
    _tell(chat, SEATS)


def _tell(chat: Chat, lines: tuple[Line, ...]) -> None:
    role = chat.sender.role
    mine = [copy for copy, names in lines if any(role in COMMANDS[name].may for name in names)]
    if mine:
        chat.put("\n".join(chat.phrase(copy) for copy in mine))
    else:
        chat.say(_("Nothing of that is part of your role here. To see the rest: COMMANDS"))
