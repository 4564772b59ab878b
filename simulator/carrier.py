"""The carrier: what happens to one-word SMS before the app sees them."""

import threading

OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN = frozenset({"START", "UNSTOP", "YES"})
HELP = frozenset({"HELP", "INFO"})

STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


def opt_out_type(body: str) -> str | None:
    """Return what Advanced Opt-Out takes a text for: STOP, START or HELP; None for anything but one such word."""
    word = body.strip().upper()
    kinds = {"STOP": OPT_OUT, "START": OPT_IN, "HELP": HELP}
    return next((kind for kind, words in kinds.items() if word in words), None)


class Carrier:
    """Remembers which phone opted out of which sender, and answers the reserved words itself."""

    def __init__(self, *, advanced: bool = False) -> None:
        self.advanced = (
            advanced  # Advanced Opt-Out of a Messaging Service: the app is told what was understood
        )
        self._out: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def hears(self, phone: str, sender: str, body: str) -> str | None:
        """Take note of a text on its way to a sender; return the automatic answer, if there is one."""
        word = body.strip().upper()
        pair = (phone, sender)
        with self._lock:
            out = pair in self._out
            # An answer is given only when something changes: a plain "yes" to the app gets none.
            if word in OPT_OUT and not out:
                self._out.add(pair)
                return STOPPED
            if word in OPT_IN and out:
                self._out.discard(pair)
                return STARTED
            if word in HELP and not out:
                return HELPED
            return None

    def blocks(self, phone: str, sender: str) -> bool:
        """Say whether this phone opted out of this sender."""
        with self._lock:
            return (phone, sender) in self._out
