"""Twilio on its worst day, in a process of its own: the two calls of delivery, signed news of each message, and trouble.

What it does to a request depends on the seed, the words and how often they were asked for, not on who came first.
It counts what phones receive: a message that was made and didn't fail.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

import requests
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web
from twilio.request_validator import RequestValidator

from tests.servers.heard import Heard, Message
from workers.embedded import ends_with_parent

# How many requests in a thousand get it. "made": there is a message, though the caller is told nothing of it.
TO_SEND = {
    "slow, made": 24,
    "slow, lost": 16,
    "made late": 16,  # when the caller has given up
    "cut, made": 24,
    "cut, lost": 12,
    "500, made": 16,
    "503, lost": 12,
    "unreadable, made": 8,
    "429": 40,
}
TO_LIST = {"500": 40, "429": 40, "cut": 30, "slow": 20}
STORM_EVERY, STORM = 450, 1.5  # requests; seconds in which every one is too many
EARLY, REVERSED, DOUBLED, UNTOLD, FAILING = 0.4, 0.4, 0.4, 0.25, 0.04  # of the messages; they mix
ANSWER_BY = 0.6  # of the caller's patience: early news may take so long
SURELY_EARLY = (
    100  # the first ones take as long as it needs, on a busy machine too; who called may have given up
)
UNKNOWN_ERROR = "30008"  # nobody knows why it failed: sent once more
STUMBLED = {"code": 20500, "message": "no", "more_info": "", "status": 500}
TOO_MANY = (
    STUMBLED | {"code": 20429, "status": 429},
    STUMBLED | {"code": 63038, "status": 429},
    None,
)  # None: HTML


class Unfriendly:
    """The server."""

    def __init__(self, account: str, token: str, seed: int, patience: float) -> None:
        """`patience`: seconds that the caller waits for an answer."""
        self._account, self._seed, self._patience = account, seed, patience
        self._signs = RequestValidator(token)
        self._heard, self._asked, self._storm_ends = Heard(), Counter[str](), 0.0
        self._of: dict[str, list[Message]] = defaultdict(list)
        self._telling: set[asyncio.Task[None]] = set()

    async def serve(self, port: int) -> None:
        """Answer on this port until the process ends."""
        app = web.Application()
        messages = f"/2010-04-01/Accounts/{self._account}/Messages.json"
        app.router.add_post(messages, self._send)
        for path, answer in ((messages, self._list), ("/made", self._made), ("/heard", self._all)):
            app.router.add_get(path, answer)
        self._early = ClientSession(connector=TCPConnector(limit=4), timeout=ClientTimeout(10))
        self._later = ClientSession(connector=TCPConnector(limit=4), timeout=ClientTimeout(10))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()

    # Twilio's two calls.

    async def _send(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        what = f"{form['To']} {form['Body']}"
        self._asked[what] += 1
        self._asked["requests"] += 1
        if self._storms():
            return self._too_many("429 in a storm")
        dice = random.Random(f"{self._seed} {what} {self._asked[what]}")
        deed = drawn(dice, TO_SEND)
        self._heard.did[deed] += 1
        if deed == "429":
            return self._too_many("429")
        if deed == "slow, lost":
            await asyncio.sleep(1.5 * self._patience)
        if deed.endswith("lost"):
            return hung_up(request) if "503" not in deed else web.Response(status=503)
        if deed == "made late":
            await asyncio.sleep(1.2 * self._patience)
        message = await self._make(form, dice, deed)
        if deed == "slow, made":
            await asyncio.sleep(1.5 * self._patience)
        if deed == "cut, made":
            return hung_up(request)
        if deed == "500, made":
            return web.json_response(STUMBLED, status=500)
        if deed == "unreadable, made":
            return web.Response(text="<html>Created", status=201, content_type="text/html")
        return web.json_response(message.shape(), status=201)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        self._asked["listings"] += 1
        self._heard.did["listed"] += 1
        deed = drawn(random.Random(f"{self._seed} {self._asked['listings']}"), TO_LIST)
        if deed == "slow":
            await asyncio.sleep(1.5 * self._patience)
        if deed == "cut":
            return hung_up(request)
        if deed == "429" or time.monotonic() < self._storm_ends:
            return self._too_many("429 to a listing")
        if deed == "500":
            return web.json_response(STUMBLED, status=500)
        size = int(request.query.get("PageSize", "50"))
        newest = self._of[request.query["To"]][::-1][:size]
        page = {"messages": [one.shape() for one in newest], "next_page_uri": None, "page_size": size}
        return web.json_response(page)

    def _storms(self) -> bool:
        now = time.monotonic()
        if self._asked["requests"] % STORM_EVERY == 0:
            self._storm_ends = now + STORM
            self._heard.did["storms"] += 1
        return now < self._storm_ends

    def _too_many(self, name: str) -> web.Response:
        self._heard.did[name] += name != "429"
        answer = TOO_MANY[self._asked["requests"] % len(TOO_MANY)]
        if answer is None:
            return web.Response(text="<html>slow down</html>", status=429, content_type="text/html")
        return web.json_response(answer, status=429)

    # Messages and the news of them.

    async def _make(self, form: dict[str, str], dice: random.Random, deed: str) -> Message:
        message = Message(
            f"SM{len(self._heard.messages) + 1:032x}",
            form["To"],
            form["From"],
            form["Body"],
            form["StatusCallback"],
            format_datetime(datetime.now(UTC)),
            deed,
        )
        self._heard.messages.append(message)
        self._of[message.to].append(message)
        failing = dice.random() < FAILING
        early, turned, doubled = (dice.random() < share for share in (EARLY, REVERSED, DOUBLED))
        if dice.random() < UNTOLD and not failing:
            return message
        news = ["sent", "undelivered" if failing else "delivered"]
        if not (turned or doubled or failing):
            del news[0]
        news = [one for one in (news[::-1] if turned else news) for _again in range(1 + doubled)]
        for name, so in (("reversed", turned), ("doubled", doubled), ("failing", failing)):
            self._heard.did[name] += so
        telling = asyncio.create_task(self._tell(message, news, 0 if early else dice.uniform(0.01, 0.4)))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)
        if early:
            surely = self._heard.did["early"] < SURELY_EARLY
            await asyncio.wait({telling}, timeout=None if surely else ANSWER_BY * self._patience)
            self._heard.did["early"] += telling.done()
        return message

    async def _tell(self, message: Message, news: list[str], after: float) -> None:
        """Post the news, one after another. News of a failure is posted until it is heard; the rest may be lost."""
        await asyncio.sleep(after)
        session = self._later if after else self._early
        for status in news:
            if message.status != "undelivered":
                message.status = status
            while not await self._post(session, message, status) and status == "undelivered":
                await asyncio.sleep(0.3)

    async def _post(self, session: ClientSession, message: Message, status: str) -> bool:
        form = {
            "MessageSid": message.sid,
            "MessageStatus": status,
            "AccountSid": self._account,
            "From": message.sender,
            "To": message.to,
        }
        if status == "undelivered":
            form["ErrorCode"] = UNKNOWN_ERROR
        signature = self._signs.compute_signature(message.callback, form)
        headers = {"X-Twilio-Signature": signature}
        try:
            async with session.post(message.callback, data=form, headers=headers) as answer:
                heard = answer.status == 204
        except (ClientError, TimeoutError):
            heard = False
        self._heard.did["heard" if heard else "unheard"] += 1
        message.news += [status] * heard
        return heard

    # For the test.

    async def _made(self, _request: web.Request) -> web.Response:
        return web.json_response([len(self._heard.messages), len(self._telling)])

    async def _all(self, _request: web.Request) -> web.Response:
        messages = [asdict(one) for one in self._heard.messages]
        return web.json_response({"messages": messages, "did": dict(self._heard.did)})


def drawn(dice: random.Random, deeds: dict[str, int]) -> str:
    """What is to be done to a request; "fine" mostly."""
    lot = dice.randrange(1000)
    for deed, share in deeds.items():
        lot -= share
        if lot < 0:
            return deed
    return "fine"


def hung_up(request: web.Request) -> web.StreamResponse:
    """The connection breaks off without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@dataclass(frozen=True)
class StandIn:
    """The running server, as a test sees it."""

    url: str
    http: requests.Session

    def made(self) -> tuple[int, int]:
        """How many messages were made so far, and of how many there is still news to come."""
        messages, untold = self.http.get(f"{self.url}/made", timeout=30).json()
        return messages, untold

    def heard(self) -> Heard:
        """All that happened."""
        told = self.http.get(f"{self.url}/heard", timeout=30).json()
        return Heard([Message(**one) for one in told["messages"]], Counter(told["did"]))


@contextmanager
def unfriendly(port: int, account: str, token: str, seed: int, patience: float) -> Iterator[StandIn]:
    """Run it on this port of loopback, for the block."""
    arm = ends_with_parent(signal.SIGKILL)

    def job() -> None:
        if arm is not None:
            arm()
        asyncio.run(Unfriendly(account, token, seed, patience).serve(port))

    process = multiprocessing.get_context("fork").Process(target=job, name="unfriendly")
    process.start()
    standing = StandIn(f"http://127.0.0.1:{port}", requests.Session())
    standing.http.trust_env = False  # asked a thousand times: to this machine there is no proxy to look for
    try:
        for _try in range(200):
            with suppress(requests.ConnectionError):
                standing.made()
                break
            time.sleep(0.05)
        yield standing
    finally:
        process.kill()
        process.join()
