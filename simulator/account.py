"""The Twilio account that the simulator plays."""

from dataclasses import dataclass

from simulator.addresses import Channel


@dataclass(frozen=True)
class Account:
    """One account: its credentials and the two senders it owns."""

    sid: str
    auth_token: str
    sms_from: str  # "+1…"
    whatsapp_from: str  # "whatsapp:+1…"
    service_sid: str = (
        "MG" + "0" * 32
    )  # the Messaging Service that the SMS sender is in, not the WhatsApp one

    def sender_for(self, channel: Channel) -> str:
        """Return the account's own address on a channel."""
        return self.sms_from if channel is Channel.SMS else self.whatsapp_from
