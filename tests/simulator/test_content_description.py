"""Our Content API behind Prism, which refuses what Twilio's official description does not allow, both ways."""

from collections.abc import Iterator

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.servers import peers
from tests.simulator.conftest import ACCOUNT, Desk, ElsewhereClient
from tests.simulator.templates import approved, create, list_picker, quick_reply, submit, text, verdict

DESCRIPTION = peers.DESCRIPTION.with_name("twilio_content_v1.json")


@pytest.fixture
def described(desk: Desk) -> Iterator[Client]:
    command = [
        peers._node(),
        peers.PRISM,
        "proxy",
        DESCRIPTION,
        desk.url,
        "--errors",
        "-h",
        "127.0.0.1",
        "-p",
        "0",
    ]
    with peers._running(command) as (prism, lines):
        url = peers._line(prism, lines, r"listening on (http://\S+)")
        yield Client(ACCOUNT.sid, ACCOUNT.auth_token, http_client=ElsewhereClient(url))


def test_every_answer_is_as_twilio_describes_it(described: Client, desk: Desk) -> None:
    sid = approved(described, quick_reply())
    others = [create(described, text()), create(described, list_picker())]
    contents = described.content.v1.contents
    assert contents(sid).fetch().types == quick_reply()
    assert [one.sid for one in contents.list(page_size=2)] == [*others[::-1], sid]
    told = described.content.v1.content_and_approvals.list()
    assert [one.approval_requests["status"] for one in told] == ["unsubmitted", "unsubmitted", "approved"]
    desk.post(f"/api/templates/{sid}", status="rejected")
    assert verdict(described, sid)["rejection_reason"]
    assert contents(sid).delete()
    # The description does check: what it doesn't allow never comes to us.
    with pytest.raises(TwilioRestException) as refused:
        submit(described, "HX1")
    assert refused.value.status == 422
