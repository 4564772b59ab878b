"""The switchboard: where phones, carrier, ledger and the app's webhooks meet."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from simulator.account import Account
from simulator.addresses import Channel, bare, channel_of
from simulator.carrier import Carrier
from simulator.clock import Clock
from simulator.inbound import PLACE, Text, inbound_form
from simulator.ledger import API_VERSION, Ledger, Message
from simulator.orders import LONGEST_BODY, Order
from simulator.phones import Bubble, Phone, Phones
from simulator.refusals import ERROR_MESSAGES, Refusal
from simulator.sids import new_sid
from simulator.twiml import Reply, Unreadable, replies_in
from simulator.webhooks import Crew, NoAnswer, post


@dataclass
class Outcome:
    """What came of a text: its SID, the app's HTTP status (None: no answer), what came back to the phone."""

    sid: str
    status: int | None = None
    replies: list[Bubble] = field(default_factory=list)


class Switchboard:
    """Carries messages both ways."""

    def __init__(self, app_url: str, account: Account, clock: Clock, phones: Phones) -> None:
        self.account = account
        self.phones = phones
        self.clock = clock
        self.ledger = Ledger()
        self.carrier = Carrier()
        self.inbound_url = app_url.rstrip("/") + "/twilio/inbound"
        self._crew = Crew()

    # From the app to a phone

    def send(self, order: Order) -> dict[str, Any]:
        """Accept an order from the REST API and return the new Message resource as it is at this moment."""
        if order.channel is Channel.SMS and self.carrier.blocks(order.to, order.sender):
            raise Refusal(21610, "Attempt to send to unsubscribed recipient")
        message, bubble = self._accept(order)
        resource = message.as_json()  # before a callback can overtake: Twilio answers "queued"
        self._set_off(message, bubble)
        return resource

    def _accept(self, order: Order) -> tuple[Message, Bubble | None]:
        now = self.clock.now()
        message = Message(
            sid=new_sid("MM" if order.media else "SM"),
            account_sid=self.account.sid,
            to=order.to,
            sender=order.sender,
            body=order.body,
            direction=order.direction,
            status="accepted" if order.messaging_service_sid else "queued",
            created=now,
            updated=now,
            media=order.media,
            messaging_service_sid=order.messaging_service_sid,
            callback=order.callback,
        )
        self.ledger.add(message)
        phone = self.phones.at(order.to)
        if phone is None:
            return message, None
        media = [{"url": url, "content_type": ""} for url in order.media]
        bubble = Bubble("received", order.body, message.status, now, sid=message.sid, media=media)
        return message, self.phones.show(phone, bubble)

    def _set_off(self, message: Message, bubble: Bubble | None) -> None:
        if not self._crew.take(lambda: self._carry(message, bubble)):
            message.callback = None
            self._carry(message, bubble)

    def _carry(self, message: Message, bubble: Bubble | None) -> None:
        """Take one message through its statuses, telling the app of each in turn."""
        phone = self.phones.get(bubble.phone_id) if bubble else None
        trouble = phone.trouble if phone else None
        course = ["sent", "undelivered"] if trouble else ["sent", "delivered"]
        if not trouble and message.to.startswith("whatsapp:"):
            course.append("read")
        for status in course:
            message.updated = self.clock.now()
            message.sent = message.sent or message.updated
            if status == "undelivered":
                message.error_code = trouble
                message.error_message = ERROR_MESSAGES.get(trouble or 0, "Unknown error")
            message.status = status
            if bubble:
                self.phones.set_status(bubble, status)
            if message.callback:
                self._tell(message.callback, _status_form(message, status), phone)

    def _tell(self, url: str, form: dict[str, str], phone: Phone | None) -> None:
        try:
            answer = post(url, form, self.account.auth_token)
            trouble = "" if answer.status < 400 else f"answered {answer.status} {answer.reason}"
        except NoAnswer as error:
            trouble = str(error)
        if trouble and phone:
            self.phones.note(phone, f"Error 11200: the status callback {url} failed: {trouble}.")

    # From a phone to the app

    def text(self, phone: Phone, text: Text, media_base: str) -> Outcome:
        """Post a text to the app as Twilio would, and show what comes of it on the phone."""
        form = inbound_form(text, phone, self.account, media_base)
        return self._deliver(phone, form, self._show_sent(phone, text, form))

    def repeat(self, phone: Phone, bubble: Bubble) -> Outcome:
        """Post the very same webhook again, as Twilio does when it isn't sure the first one arrived."""
        self.phones.note(phone, f"Delivered again under the same MessageSid: {bubble.sid}", error=False)
        return self._deliver(phone, bubble.form or {}, bubble)

    def _show_sent(self, phone: Phone, text: Text, form: dict[str, str]) -> Bubble:
        now = self.clock.now()
        media = [{"url": form["MediaUrl0"], "content_type": form["MediaContentType0"]}] if text.media else []
        place = {name.lower(): form[name] for name in PLACE} if text.location else None
        bubble = Bubble("sent", form["Body"], "sending", now, sid=form["MessageSid"], media=media, form=form)
        bubble.location = place
        self.ledger.add(
            Message(
                sid=form["MessageSid"],
                account_sid=self.account.sid,
                to=form["To"],
                sender=form["From"],
                body=form["Body"],
                direction="inbound",
                status="received",
                created=now,
                updated=now,
                sent=now,
                media=[item["url"] for item in media],
            )
        )
        return self.phones.show(phone, bubble)

    def _deliver(self, phone: Phone, form: dict[str, str], bubble: Bubble) -> Outcome:
        outcome = Outcome(form["MessageSid"])
        if phone.channel is Channel.SMS:
            self._let_carrier_answer(phone, form)
        try:
            answer = post(self.inbound_url, form, self.account.auth_token)
            outcome.status = answer.status
            replies = replies_in(answer)
        except NoAnswer as error:
            self._fail(phone, bubble, f"Error 11200: no answer from {self.inbound_url}: {error}.")
        except Unreadable as error:
            self._fail(phone, bubble, str(error))
        else:
            self.phones.set_status(bubble, "delivered")
            arrived = [self._reply(reply, phone, form["To"]) for reply in replies]
            outcome.replies = [b for b in arrived if b and b.phone_id == phone.id]
        return outcome

    def _fail(self, phone: Phone, bubble: Bubble, why: str) -> None:
        self.phones.set_status(bubble, "failed")
        self.phones.note(phone, why)

    def _let_carrier_answer(self, phone: Phone, form: dict[str, str]) -> None:
        words = self.carrier.hears(phone.address, form["To"], form["Body"])
        if words:
            self.phones.show(phone, Bubble("received", words, "delivered", self.clock.now(), carrier=True))

    def _reply(self, reply: Reply, phone: Phone, sender: str) -> Bubble | None:
        """Send one `<Message>` of the app's TwiML; what Twilio would only log is noted on the phone."""
        to = reply.to or phone.address
        channel = channel_of(to)
        if channel is None or channel is not phone.channel:
            self.phones.note(phone, f"Error 14101: a reply is addressed to {to!r}, not on {phone.channel}.")
            return None
        if not (reply.body or reply.media) or len(reply.body) > LONGEST_BODY:
            self.phones.note(phone, f"Error 14103: a reply is empty or over {LONGEST_BODY} characters.")
            return None
        if channel is Channel.SMS and self.carrier.blocks(to, sender):
            self.phones.note(phone, f"Not delivered (21610): {to} has opted out of {sender}.", error=False)
            return None
        callback = urljoin(self.inbound_url, reply.callback) if reply.callback else None
        order = Order(
            to, sender, channel, reply.body, list(reply.media), callback, direction="outbound-reply"
        )
        message, bubble = self._accept(order)
        self._set_off(message, bubble)
        return bubble


def _status_form(message: Message, status: str) -> dict[str, str]:
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "AccountSid": message.account_sid,
        "ApiVersion": API_VERSION,
        "From": message.sender,
        "To": message.to,
    }
    if message.messaging_service_sid:
        form["MessagingServiceSid"] = message.messaging_service_sid
    if message.error_code:
        form["ErrorCode"] = str(message.error_code)
    if message.to.startswith("whatsapp:"):
        form |= {
            "ChannelPrefix": "whatsapp",
            "ChannelToAddress": bare(message.to),
            "StructuredMessage": "false",
        }
        if status != "sent":
            form["EventType"] = status.upper()
    elif status != "sent":
        form["RawDlrDoneDate"] = message.updated.strftime("%y%m%d%H%M")
    return form
