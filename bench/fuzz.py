"""The door under fuzz: whatever is sent to whichever route, no 500, no detail in an answer, no row for what Twilio didn't sign.

    python -m bench.fuzz [--minutes 10] [--db sqlite|postgresql|both] [--seed 0]

Hypothesis makes the requests: every route, any method, Twilio's fields and others with odd values, signatures that are
right, of another key, of another URL, missing or no signature at all; links that are right, bent, or of another purpose.
`--minutes` of this process's CPU in all. What it finds it makes small, prints, and ends with 1. A shorter turn of it is a
test (`tests/webhook/test_fuzz.py`).
"""

import argparse
import itertools
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from twilio.request_validator import RequestValidator

from bench.servers import databases
from flows import links, reflections_file
from models import database, sealing
from tests.models import people
from webhook import files
from webhook.app import House, create_app
from workers import queues

PUBLIC_URL, ACCOUNT, TOKEN = "https://board.example.org", "AC" + "5" * 32, "a token for the fuzz"
NAME, NUMBER, COORDINATOR = "Zephyrinequill", "+447700900177", "+447700900999"
# What no answer may hold: somebody's name and number (to others), our secrets, the inside of the house.
DETAIL = re.compile(
    r"Traceback|sqlalchemy|psycopg|\.py\b|site-packages|/work|/home|SELECT |INSERT ", re.IGNORECASE
)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
# What a link of ours leads to: packed, with "/worksheets" in it.
NO_WORDS = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "image/png")
BATCH = 100  # requests between two looks at the clock
GONE = 999_999  # somebody of whom nothing is kept any more, but a link
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")
SENDERS = (
    NUMBER,
    f"whatsapp:{NUMBER}",
    COORDINATOR,
    "+447700900301",
    "whatsapp:+573001234567",
    "whatsapp:US.1349",
)
SAID = (
    "hello", "1", "2", "menu", "back", "yes", "no", "STOP", "LEAVE", "JOIN", "look Ama", "open round", "tomorrow 4pm", "es",
    "TELL MY PARTNER: hi", "undo", "commands", "-1", "999999999999999999999", "31 Feb", "١٢", "👍", "{name}", "%s", "\0", " ",
)  # fmt: skip


@dataclass
class Door:
    """A door with a few people behind it, and what it wrote while it answered."""

    client: FlaskClient
    engine: Engine
    tokens: list[str]  # of real links
    secrets: tuple[str, ...]
    wrote: list[str] = field(default_factory=list)
    seen: Counter[int] = field(default_factory=Counter)
    sids: Iterator[int] = field(default_factory=itertools.count)


@dataclass(frozen=True)
class Request:
    """One request. `genuine`: Twilio could have sent it."""

    method: str
    path: str
    query: str
    body: bytes | dict[str, str]
    headers: dict[str, str]
    genuine: bool
    sender: str


@contextmanager
def opened(database_url: str) -> Iterator[Door]:
    """A door on this database, which is migrated and empty. Without Redis: nothing here needs it."""
    key = sealing.new_key()
    sealing.use([key])
    links.use(PUBLIC_URL)
    engine = database.connect(database_url)
    with engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        people.coordinator(db, COORDINATOR)
        member = people.person(db, NUMBER, NAME)
        made = [link for one in (member.id, GONE) for link in _links(one)]
        db.commit()
    tokens = [one.rsplit("/", 1)[1].rsplit(".", 1)[0] for one in made]
    bell = queues.Bell(queues.connect("redis://127.0.0.1:1"))
    app = create_app(House(engine, bell, PUBLIC_URL, ACCOUNT, TOKEN))
    door = Door(app.test_client(), engine, tokens, (key, TOKEN))

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if WRITES.match(statement):
            door.wrote.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield door
    engine.dispose()


def _links(member_id: int) -> list[str]:
    """What texts link to."""
    return [
        links.make("hours", [member_id, "EMCC"], "xlsx"),
        links.make("picture", ["2026-10", "en"], "png"),
        links.make("impact", ["2026-10", "es"], "xlsx"),
        reflections_file.link(member_id),
        links.calendar(member_id, member_id),
        links.series(member_id, member_id),
    ]


# Requests.


def requests(door: Door) -> st.SearchStrategy[Request]:
    """Any request, most of them near what a route expects."""
    rules = [rule.rule for rule in door.client.application.url_map.iter_rules()]
    token = st.one_of(
        st.sampled_from(door.tokens),
        st.builds(_bent, st.sampled_from(door.tokens), st.integers(0, 60), st.characters(codec="utf-8")),
        st.text(max_size=60),
    )
    path = st.builds(lambda rule, made: rule.replace("<token>", made), st.sampled_from(rules), token)
    twilio = st.sampled_from(["/twilio/inbound"] * 3 + ["/twilio/status"])
    odd = st.text(max_size=40).map(_sendable)
    said = st.one_of(st.sampled_from(SAID), odd, st.text(max_size=2_000).map(_sendable))
    more = st.dictionaries(
        st.sampled_from(["To", "NumMedia", "ButtonPayload", "ListId", "OptOutType", "ExternalUserId", "Latitude",
                         "ProfileName", "OriginalRepliedMessageSid", "ErrorCode", "MediaUrl0", "odd"]),
        st.one_of(odd, st.sampled_from(["0", "1", "-1", "STOP", "+15005550006", "1" * 300])),
        max_size=4,
    )  # fmt: skip
    sid = st.one_of(st.none(), st.sampled_from(["SM1", "", "SM" + "f" * 32, "é"]), odd)
    state = st.one_of(st.sampled_from(["sent", "delivered", "failed", "undelivered", ""]), odd)
    form = st.builds(
        _form, st.just(door), sid, st.one_of(st.sampled_from(SENDERS), odd), said, state, more,
    )  # fmt: skip
    query = st.one_of(st.just(""), st.just("all"), st.just("ref=x"), st.binary(max_size=20).map(quote))
    how = st.sampled_from(
        ["rightly"] * 6 + ["another key", "another url", "missing", "odd", "another account"]
    )
    return st.one_of(
        st.builds(_posted, twilio, query, form, how, odd),
        st.builds(_any, st.sampled_from(METHODS), path, query, st.binary(max_size=200), odd),
    )


def _sendable(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _bent(token: str, at: int, to: str) -> str:
    at %= len(token)
    return token[:at] + to + token[at + 1 :]


def _form(
    door: Door, sid: str | None, sender: str, said: str, state: str, more: dict[str, str]
) -> dict[str, str]:
    made = f"SM{next(door.sids):032x}" if sid is None else sid
    return {
        "MessageSid": made,
        "From": sender,
        "Body": said,
        "MessageStatus": state,
        "AccountSid": ACCOUNT,
    } | more


def _posted(path: str, query: str, form: dict[str, str], how: str, odd: str) -> Request:
    if how == "another account":
        form = form | {"AccountSid": "AC" + "9" * 32}
    url = PUBLIC_URL + path + (f"?{query}" if query else "")
    signed = RequestValidator("another" if how == "another key" else TOKEN)
    signature = signed.compute_signature(url + "x" if how == "another url" else url, form)
    header = {"missing": None, "odd": quote(odd)}.get(how, signature)
    headers = {} if header is None else {"X-Twilio-Signature": header}
    return Request("POST", path, query, form, headers, how == "rightly", form["From"])


def _any(method: str, path: str, query: str, body: bytes, odd: str) -> Request:
    kinds = (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        quote(odd),
    )
    headers = {"Content-Type": kinds[len(body) % 4], "X-Twilio-Signature": quote(odd), "Accept": quote(odd)}
    return Request(method, path, query, body, headers, False, "")


# What has to hold.


def check(door: Door, request: Request) -> None:
    """Send it, and look at what came of it."""
    door.wrote.clear()
    answer = door.client.open(
        quote(request.path), method=request.method, query_string=request.query, data=request.body, headers=request.headers
    )  # fmt: skip
    door.seen[answer.status_code] += 1
    words = not (answer.status_code == 200 and answer.mimetype in NO_WORDS)
    body = answer.get_data(as_text=True) if words else ""
    strict = request.path == "/health/ready" and answer.status_code == 503  # with ?all: no cron runs here
    assert answer.status_code < 500 or strict, answer.status
    assert request.genuine or not door.wrote, f"a row for a forged request: {door.wrote}"
    assert answer.status_code not in (400, 401, 403, 404, 405, 413, 415) or body == "", "detail in an error"
    assert files.HEADERS.items() <= dict(answer.headers).items(), "not covered"
    given = request.body if isinstance(request.body, dict) else {}
    for found in DETAIL.findall(body):
        assert any(found in value for value in given.values()), f"the inside of the house: {found}"
    assert not any(secret in body for secret in door.secrets), "a secret"
    if request.sender not in (NUMBER, f"whatsapp:{NUMBER}", COORDINATOR) and not _own(request.path, door):
        assert NAME not in body, "somebody's name"
        assert NUMBER[1:] not in body or NUMBER[1:] in str(given), "somebody's number"


def _own(path: str, door: Door) -> bool:
    return any(token in path for token in door.tokens)


def fuzz(door: Door, seconds: float, first: int = 0, *, shrink: bool = True) -> None:
    """Requests for so many seconds of CPU; the same ones for the same `first`. Raises AssertionError; making it small may
    take minutes."""
    until, what = time.process_time() + seconds, requests(door)
    for number in itertools.count(first):
        if time.process_time() >= until:
            return

        @seed(number)
        @settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        )
        @given(what)
        def batch(request: Request) -> None:
            check(door, request)

        batch()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, help="of CPU, in all (10)")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    kinds = ("sqlite", "postgresql") if asked.db == "both" else (asked.db,)
    for kind in kinds:
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sb-fuzz-")))
            pair = stack.enter_context(databases(kind, home, 1))
            door = stack.enter_context(opened(pair.ours))
            fuzz(door, asked.minutes * 60 / len(kinds), asked.seed)
            told = ", ".join(f"{status}: {count:,}" for status, count in sorted(door.seen.items()))
            print(f"{kind}: {door.seen.total():,} requests; {told}")
    print("No 500, no detail, no row for what Twilio didn't sign.")


if __name__ == "__main__":
    main()
