"""Taps: a quick-reply button or an item of a list, tapped on a phone."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.bubbles import Bubble


@dataclass(frozen=True)
class Tap:
    """What was tapped, under which message of the app's."""

    id: str
    title: str
    of: str  # the message's SID
    listed: bool

    def fields(self, sender: str) -> dict[str, str]:
        """Return what the webhook's form says of it; `sender` is the app's address."""
        form = {"OriginalRepliedMessageSender": sender, "OriginalRepliedMessageSid": self.of}
        if self.listed:
            return form | {"ListId": self.id, "ListTitle": self.title}
        return form | {"ButtonPayload": self.id, "ButtonText": self.title}

    @property
    def kind(self) -> str:
        """Return Twilio's MessageType for it."""
        return "interactive" if self.listed else "button"


def find_tap(bubbles: Iterable[Bubble], choice: str, of: str | None) -> Tap | None:
    """Return the tap on what has this id, in the newest message that has it or in the one with the SID `of`.

    What never reached the phone can't be tapped.
    """
    for bubble in reversed(list(bubbles)):
        if (
            bubble.direction != "received"
            or bubble.sid is None
            or bubble.lost
            or of not in (None, bubble.sid)
        ):
            continue
        for button in bubble.buttons:
            if button.id == choice:
                return Tap(button.id, button.title, bubble.sid, listed=False)
        for item in bubble.menu.items if bubble.menu else ():
            if item.id == choice:
                return Tap(item.id, item.title, bubble.sid, listed=True)
    return None
