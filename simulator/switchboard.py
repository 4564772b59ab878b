"""The switchboard: where phones, carrier, ledger and the app's webhooks meet."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from simulator.account import Account
from simulator.addresses import Channel, channel_of
from simulator.bubbles import Bubble
from simulator.callbacks import course_of, status_form
from simulator.carrier import Carrier, opt_out_type
from simulator.clock import Clock
from simulator.contents import Contents
from simulator.inbound import PLACE, Text, inbound_form
from simulator.ledger import Ledger, Message
from simulator.orders import LONGEST_BODY, Order
from simulator.phones import Phone, Phones
from simulator.refusals import ERROR_MESSAGES, Refusal, refusal_with
from simulator.sids import new_sid
from simulator.troubles import Mode
from simulator.twiml import Reply, Unreadable, replies_in
from simulator.webhooks import Crew, NoAnswer, post
from simulator.window import Window


@dataclass
class Outcome:
    """What came of a text: its SID, the app's HTTP status (None: no answer), what came back to the phone."""

    sid: str
    status: int | None = None
    replies: list[Bubble] = field(default_factory=list)


@dataclass(frozen=True)
class Parcel:
    """A message on its way, and the code with which it will fail, if it will."""

    message: Message
    bubble: Bubble | None
    fault: int | None


class Switchboard:
    """Carries messages both ways."""

    def __init__(self, app_url: str, account: Account, clock: Clock, phones: Phones) -> None:
        self.account = account
        self.phones = phones
        self.clock = clock
        self.ledger = Ledger()
        self.carrier = Carrier()
        self.contents = Contents()
        self.window = Window(clock)
        self.inbound_url = app_url.rstrip("/") + "/twilio/inbound"
        self._crew = Crew()

    # From the app to a phone

    def send(self, order: Order) -> dict[str, Any]:
        """Accept an order from the REST API and return the new Message resource as it is at this moment."""
        if order.channel is Channel.SMS and self.carrier.blocks(order.to, order.sender):
            raise refusal_with(21610)
        self._refuse_breaks(order)
        trouble = self.phones.take_trouble(order.to)
        if trouble and trouble[1] is Mode.SYNC:
            raise refusal_with(trouble[0])
        parcel = self._accept(order, trouble[0] if trouble else None)
        resource = parcel.message.as_json()  # before a callback can overtake: Twilio answers "queued"
        self._set_off(parcel)
        return resource

    def _refuse_breaks(self, order: Order) -> None:
        """A template's values hold no line breaks. Within a conversation, what nobody approved isn't one."""
        rendered = order.rendered
        if rendered is None or not rendered.broken:
            return
        if rendered.approval == "approved" or not self.window.is_open(order.to, order.sender):
            raise Refusal(
                21656, "The Content Variables Parameter is invalid: a value holds a line break or a gap"
            )

    def _accept(self, order: Order, trouble: int | None) -> Parcel:
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
        fault = trouble or self._whatsapp_fault(order, phone)
        if phone is None:
            return Parcel(message, None, fault)
        media = [{"url": url, "content_type": ""} for url in order.media]
        bubble = Bubble("received", order.body, message.status, now, sid=message.sid, media=media)
        if order.rendered:
            bubble.buttons, bubble.menu = order.rendered.buttons, order.rendered.menu
        return Parcel(message, self.phones.show(phone, bubble), fault)

    def _whatsapp_fault(self, order: Order, phone: Phone | None) -> int | None:
        rendered = order.rendered
        closed = self.window.fault(order.to, order.sender, rendered)
        if closed or rendered is None or rendered.approval == "approved":
            return closed
        why = rendered.session_fault()
        if why and phone:
            self.phones.note(phone, f"Error 63021: WhatsApp refuses this message: {why}.")
        return 63021 if why else None

    def _set_off(self, parcel: Parcel) -> None:
        if not self._crew.take(lambda: self._carry(parcel)):
            parcel.message.callback = None
            self._carry(parcel)

    def _carry(self, parcel: Parcel) -> None:
        """Take one message through its statuses, telling the app of each in turn."""
        message, bubble = parcel.message, parcel.bubble
        phone = self.phones.get(bubble.phone_id) if bubble else None
        for status in course_of(message.to, parcel.fault):
            message.updated = self.clock.now()
            if status in ("undelivered", "failed"):
                message.error_code = parcel.fault
                message.error_message = ERROR_MESSAGES.get(parcel.fault or 0, "Unknown error")
            if status != "failed":
                message.sent = message.sent or message.updated
            message.status = status
            if bubble:
                self.phones.set_status(bubble, status, message.error_code)
            if message.callback:
                self._tell(message.callback, status_form(message, status), phone)

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
        if phone.channel is Channel.SMS and self.carrier.advanced:
            kind = opt_out_type(form["Body"])
            told = {"MessagingServiceSid": self.account.service_sid} | ({"OptOutType": kind} if kind else {})
            form = told | form
        self.window.hears(phone.address, form["To"])
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
        trouble = self.phones.take_trouble(to)
        if trouble and trouble[1] is Mode.SYNC:
            self.phones.note(phone, f"Not delivered ({trouble[0]}): {to} is in trouble.", error=False)
            return None
        callback = urljoin(self.inbound_url, reply.callback) if reply.callback else None
        order = Order(
            to, sender, channel, reply.body, list(reply.media), callback, direction="outbound-reply"
        )
        parcel = self._accept(order, trouble[0] if trouble else None)
        self._set_off(parcel)
        return parcel.bubble
