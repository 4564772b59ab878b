"""What is said of a command that UNDO doesn't take back: why, or what does it instead. Every command that may be an act is
here or is taken back (`acts.UNDOES`)."""

from flows.words import _

CLOSE_SEAT = _("If it's accepted, you can end it: CLOSE SEAT of name")
DECLINE = _("To end the proposal: DECLINE number")

INSTEAD: dict[str, str] = {
    # The log keeps no old details, so there is nothing to put back.
    "change": _("I keep no old details. Give the right one: CHANGE name's city TO Leeds"),
    "drop_note": _("The note is gone for good. To write it anew: NOTE name: your words"),
    "extend": _("To set another day: EXTEND name TILL day"),
    "digest": _("For another hour: DIGEST AT 8. For none: NO DIGEST"),
    "no_digest": _("To have it again: DIGEST AT 8"),
    # Somebody is asked, and answers for themselves.
    "make_coordinator": CLOSE_SEAT,
    "make_safeguarding": CLOSE_SEAT,
    "make_viewer": CLOSE_SEAT,
    "hand_over": _("If it's accepted, they can hand it back to you: HAND OVER TO name"),
    "take_seat": _("To end it: CLOSE SEAT of name"),
    "give_back": _("Another coordinator can ask you anew: MAKE name COORDINATOR"),
    "end_seat": _("To ask them anew: MAKE name COORDINATOR"),
    # It took two, or takes two.
    "remove": DECLINE,
    "bring_back": DECLINE,
    "propose": DECLINE,
    "second": _("Two of you can turn it round: BRING BACK name or REMOVE name"),
    "decline": _("To propose it anew: REMOVE name"),
    "part": _(
        "Both have been told, and aren't introduced to each other again. For somebody else: PAIR name AND name"
    ),
    "finish_round": _("For another round: OPEN ROUND"),
    "call_off_round": _("Everybody has been told. For another round: OPEN ROUND"),
    "close_circle": _("All in it have been told. Anybody can call it anew: CALL A CIRCLE"),
    "take_out": _("Its words are gone. Its author can share it anew: SHARE KNOWLEDGE"),
    "take_back_text": _("To write to them anew: TELL EVERYONE WITHOUT A PARTNER: your words"),
    "export_impact": _("The link ends by itself."),
    "unlock": _("They can give commands again, with a code."),
}
