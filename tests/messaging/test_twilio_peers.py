"""Our sends, before Twilio's official description and a stateful emulator; its callbacks, at our real door."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, select, update
from twilio.base.exceptions import TwilioRestException

from messaging.sending import Line, Refused, Senders, Unclear
from messaging.verdicts import CODES, Verdict
from models import database, templates
from models.base import table_of
from models.outbox import Letter
from models.texts import Text
from tests.servers.peers import ACCOUNT_SID, AUTH_TOKEN, TwilioPeers, described
from tests.workers.houses import House, StandIn, house, settings_for, stand_in
from workers import kit
from workers.claiming import Parcel, claim
from workers.delivery import deliver

AMARA, LUCIA = "+447700900101", "whatsapp:+573001234567"
STATUS_URL = "https://board.example.org/twilio/status"


@pytest.fixture
def ours(database_url: str, redis_url: str, twilio_peers: TwilioPeers) -> Iterator[House]:
    peers = twilio_peers
    with house(
        lambda url: settings_for(
            database_url,
            redis_url,
            url,
            peers.url,
            twilio_account_sid=peers.account_sid,
            twilio_auth_token=peers.auth_token,
            twilio_sms_from=peers.sms_from,
            twilio_whatsapp_from=peers.whatsapp_from,
        )
    ) as made:
        peers.point_webhooks(f"{made.settings.public_url}/twilio/inbound")
        yield made


def until(what: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def taken() -> list[Parcel]:
    """What a worker has in hand when it dies."""

    def take(connection: Connection) -> list[Parcel]:
        return claim(connection, kit.kit().senders, templates.made(connection), 1).parcels

    return database.run(kit.kit().engine, take)


def test_a_text_is_accepted_kept_and_reported_delivered(ours: House, twilio_peers: TwilioPeers) -> None:
    ours.write(AMARA, "Sounding Board has a note for you.\nHow good: ¡qué bien! 👍")
    assert deliver() == 1
    (there,) = twilio_peers.messages(to=AMARA)
    (letter,) = ours.letters()
    assert (letter.sid, letter.error) == (there["sid"], None)
    assert (there["from"], there["body"]) == (twilio_peers.sms_from, letter.body)
    for status in ("sent", "delivered"):
        twilio_peers.status(letter.sid, status)
    until(lambda: ours.statuses() == ["delivered"])


def test_a_callback_before_the_call_returned_is_not_lost(
    ours: House, twilio_peers: TwilioPeers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The emulator calls back before it answers us; we hold the answer until 'delivered' has arrived too."""
    send, seen = kit.kit().line.send, []

    def slowly(*what: str, **how: Any) -> str:
        sid = send(*what, **how)
        seen.extend(ours.letters())
        twilio_peers.status(sid, "delivered")
        until(lambda: ours.statuses() == ["delivered"])
        return sid

    monkeypatch.setattr(Line, "send", lambda _line, *what, **how: slowly(*what, **how))
    ours.write(AMARA, "hello")
    assert deliver() == 1
    (letter,) = ours.letters()
    assert (letter.status, letter.sid) == ("delivered", twilio_peers.messages(to=AMARA)[0]["sid"])
    assert seen[0].status in ("sending", "accepted")


def test_a_failure_is_reported_with_its_code(ours: House, twilio_peers: TwilioPeers) -> None:
    ours.write(AMARA, "hello")
    deliver()
    twilio_peers.status(ours.letters()[0].sid, "undelivered")
    until(lambda: ours.statuses() == ["failed"])


def test_a_forged_callback_changes_nothing(ours: House) -> None:
    ours.write(AMARA, "hello")
    deliver()
    before = ours.statuses()
    (letter,) = ours.letters()
    url = f"{ours.settings.public_url}/twilio/status?ref={letter.ref}"
    form = {"MessageSid": letter.sid, "MessageStatus": "failed"}
    assert requests.post(url, data=form, headers={"X-Twilio-Signature": "AAAA"}, timeout=5).status_code == 403
    assert ours.statuses() == before


def test_whatsapp_goes_out_from_whatsapp(ours: House, twilio_peers: TwilioPeers) -> None:
    twilio_peers.inbound(LUCIA, twilio_peers.whatsapp_from, "hola")  # which opens WhatsApp's 24 hours
    ours.write(LUCIA, "nos vemos")
    deliver()
    (there,) = [one for one in twilio_peers.messages(to=LUCIA) if one["body"] == "nos vemos"]
    assert there["from"] == twilio_peers.whatsapp_from
    assert ours.letters()[0].sid == there["sid"]


def test_a_picture_goes_by_its_link(ours: House, twilio_peers: TwilioPeers) -> None:
    """The description knows the field, and a worker that died after sending finds the text by its words."""
    twilio_peers.inbound(LUCIA, twilio_peers.whatsapp_from, "hola")
    deliver()
    words, picture = "135 sesiones", "https://board.example.org/picture/token.png"
    ours.write(LUCIA, words)
    letters = table_of(Letter)
    shown = {"labels": [], "lead": words, "language": "es", "picture": picture}
    database.run(
        kit.kit().engine,
        lambda c: c.execute(update(letters).where(letters.c.status == "queued").values(wording=shown)),
    )
    (held,) = taken()
    assert (held.way.body, held.way.picture) == (words, picture)
    sid = kit.kit().line.send(held.address, held.way.body, STATUS_URL, picture=held.way.picture)
    assert sid.startswith("MM") or twilio_peers.messages(to=LUCIA)
    ours.lease_over()
    deliver()
    assert [one["body"] for one in twilio_peers.messages(to=LUCIA)].count(words) == 1
    assert ours.letters()[-1].sid == sid


def test_what_was_left_unclear_is_found_in_the_list(ours: House, twilio_peers: TwilioPeers) -> None:
    """Sent by a worker that died before it could say so."""
    ours.write(AMARA, "one of before", "the one")
    assert deliver() == 2
    ours.write(AMARA, "a third")
    (held,) = taken()
    sid = kit.kit().line.send(
        held.address, held.way.body, f"{ours.settings.public_url}/twilio/status?ref=lost"
    )
    ours.lease_over()
    deliver()
    assert [letter.sid for letter in ours.letters()][2] == sid
    assert len(twilio_peers.messages(to=AMARA)) == 3


def test_what_never_arrived_is_sent_now(ours: House, twilio_peers: TwilioPeers) -> None:
    ours.write(AMARA, "hello")
    assert len(taken()) == 1
    ours.lease_over()
    deliver()
    deliver()
    assert len(twilio_peers.messages(to=AMARA)) == 1
    assert ours.statuses()[0] in ("accepted", "sent", "delivered")


def test_an_inbound_text_of_theirs_is_answered(ours: House, twilio_peers: TwilioPeers) -> None:
    """Signed by the emulator, checked by us."""
    twilio_peers.inbound(AMARA, twilio_peers.sms_from, "hello")
    table = table_of(Text)
    (text,) = database.run(kit.kit().engine, lambda c: list(c.execute(select(table.c.body, table.c.reply))))
    assert text.body == "hello"
    assert "Welcome to Sounding Board" in text.reply


def test_several_at_once(ours: House, twilio_peers: TwilioPeers) -> None:
    for number in range(5):
        ours.write(f"+4477009001{number:02}", "first", "second")
    workers = [threading.Thread(target=deliver) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    while deliver():
        pass
    assert len(twilio_peers.messages(sent_by=twilio_peers.sms_from)) == 10
    assert len({letter.sid for letter in ours.letters()}) == 10


def test_the_description_refuses_what_twilio_would(twilio_peers: TwilioPeers) -> None:
    """The peers do check: a call that isn't right does not pass."""
    with pytest.raises(TwilioRestException):
        twilio_peers.client().messages.create(body="to nobody", from_=twilio_peers.sms_from, to="")
    line = Line(
        twilio_peers.account_sid, "wrong", twilio_peers.url, Senders(twilio_peers.sms_from, None, None)
    )
    with pytest.raises(Refused) as refused:
        line.send(AMARA, "hello", STATUS_URL)
    assert (refused.value.code, refused.value.verdict) == ("20003", Verdict.HALT)


def test_a_messaging_service_sends_sms_and_not_whatsapp(twilio_peers: TwilioPeers) -> None:
    senders = Senders(None, twilio_peers.whatsapp_from, twilio_peers.messaging_service_sid)
    line = Line(twilio_peers.account_sid, twilio_peers.auth_token, twilio_peers.url, senders)
    for address in (AMARA, LUCIA):
        assert line.send(address, "hello", STATUS_URL).startswith("SM")
    (by_service,) = twilio_peers.messages(to=AMARA)
    (by_whatsapp,) = twilio_peers.messages(to=LUCIA)
    assert by_service["messaging_service_sid"] == twilio_peers.messaging_service_sid
    assert (by_whatsapp["messaging_service_sid"], by_whatsapp["from"]) == (None, twilio_peers.whatsapp_from)


def test_what_the_emulator_refuses(twilio_peers: TwilioPeers) -> None:
    """It has few of Twilio's codes; each comes back as itself."""
    peers = twilio_peers
    for senders, sender, code, asked in (
        (Senders(peers.sms_from), "+15005559999", "21606", Verdict.HALT),
        (Senders(), "", "21603", Verdict.DEAD),
    ):
        line = Line(peers.account_sid, peers.auth_token, peers.url, senders)
        with pytest.raises(Refused) as refused:
            line.send(AMARA, "hello", STATUS_URL, sender=sender)
        assert (refused.value.code, refused.value.verdict) == (code, asked)
    assert peers.messages() == []


def test_a_sender_is_chosen_and_a_listing_says_when(twilio_peers: TwilioPeers) -> None:
    peers = twilio_peers
    line = Line(
        peers.account_sid, peers.auth_token, peers.url, Senders("+15005559999", "whatsapp:+15005559999")
    )
    began = datetime.now(UTC)
    sid = line.send(AMARA, "hello", STATUS_URL, sender=peers.sms_from)
    failed = line.send(AMARA, "hello", STATUS_URL, sender=peers.messaging_service_sid)
    peers.status(failed, "failed")
    (found,) = line.sent_since(AMARA, began)
    assert (found.sid, found.body) == (sid, "hello")
    assert found.created is not None
    assert abs(found.created - began) < timedelta(seconds=30)


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StandIn, str]]:
    """An API that answers as it's told, behind the official description."""
    with (
        stand_in() as twilio,
        described(tmp_path_factory.mktemp("codes"), "api_v2010", twilio.url) as url,
    ):
        yield twilio, url


@pytest.mark.parametrize("code", [*(code for code in CODES if code.isdigit()), "99999"])
def test_every_code_comes_through_the_description(answering: tuple[StandIn, str], code: str) -> None:
    twilio, url = answering
    line = Line(ACCOUNT_SID, AUTH_TOKEN, url, Senders("+15005550006", "whatsapp:+15005550007"))
    status = 429 if code == "20429" else 400
    twilio.script = [(status, {"code": int(code), "message": "no", "more_info": "", "status": status})]
    with pytest.raises(Refused) as refused:
        line.send(LUCIA if code.startswith("63") else AMARA, "hello", STATUS_URL)
    assert (refused.value.code, refused.value.verdict) == (code, CODES.get(code, Verdict.DEAD))
    assert twilio.script == [], "the description let it pass"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_stumble_comes_through_the_description(answering: tuple[StandIn, str], status: int) -> None:
    twilio, url = answering
    line = Line(ACCOUNT_SID, AUTH_TOKEN, url, Senders("+15005550006"))
    twilio.script = [(status, {"code": 20500, "message": "no", "status": status})]
    with pytest.raises(Unclear):
        line.send(AMARA, "hello", STATUS_URL)
    assert twilio.script == []


def test_a_template_is_what_the_description_says(answering: tuple[StandIn, str]) -> None:
    twilio, url = answering
    line = Line(ACCOUNT_SID, AUTH_TOKEN, url, Senders(whatsapp="whatsapp:+15005550007"))
    twilio.script = [(201, {"sid": "SM" + "1" * 32})]
    content = "HX" + "2" * 32
    assert line.send(LUCIA, "the words", STATUS_URL, content_sid=content, variables={"1": "Lucía"})
    assert twilio.said[-1]["ContentSid"] == content
    with pytest.raises(Refused):
        line.send(LUCIA, "the words", STATUS_URL, content_sid="HX1")
