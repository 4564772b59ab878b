"""The servers that the other tests stand on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import psycopg
import pytest
import requests
from redis import ConnectionError as RedisConnectionError
from redis import Redis
from rq import Queue, SimpleWorker, Worker
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.servers import sqlite
from tests.servers.postgres import Postgres
from workers.embedded import embedded_redis

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.servers.peers import TwilioPeers

HOME = Path(__file__).parents[1]
COACH = "+447700900123"


def a_migration(url: str) -> None:
    """Stand in for the real migrations, so these tests say only something about the servers."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE letters (letter VARCHAR(1) PRIMARY KEY)"))
    engine.dispose()


@pytest.fixture(scope="module")
def migrate() -> Callable[[str], None]:
    return a_migration


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


# --- databases ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["a", "b"])
def test_every_test_has_a_migrated_database_of_its_own(engine: Engine, letter: str) -> None:
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["letters"]
        connection.execute(text("INSERT INTO letters VALUES ('x')"))  # twice would be refused
        connection.execute(text("INSERT INTO letters VALUES (:letter)"), {"letter": letter})
        assert connection.execute(text("SELECT count(*) FROM letters")).scalar_one() == 2


def test_a_fresh_postgresql_database_is_cheap(postgres: Postgres) -> None:
    postgres.drop(postgres.fresh_database(a_migration))
    begun = time.perf_counter()
    for _ in range(5):
        postgres.drop(postgres.fresh_database(a_migration))
    assert (time.perf_counter() - begun) / 5 < 1.0


def test_postgresql_runs_as_an_ordinary_user(postgres: Postgres) -> None:
    url = postgres.empty_database()
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        directory, encoding, fsync = connection.execute(
            "SELECT current_setting('data_directory'), current_setting('server_encoding'),"
            " current_setting('fsync')"
        ).fetchone() or ("", "", "")
    assert encoding == "UTF8"
    if "TEST_POSTGRES_URL" not in os.environ:
        assert Path(directory).stat().st_uid != 0
        assert fsync == "off"
    postgres.drop(url)


def test_the_postgresql_of_a_killed_run_ends_by_itself(tmp_path: Path) -> None:
    if "TEST_POSTGRES_URL" in os.environ:
        pytest.skip("the PostgreSQL of TEST_POSTGRES_URL is not ours to end")
    run = started(
        "from tests.servers.postgres import postgres_server\n"
        f"with postgres_server(Path({str(tmp_path)!r}), 'killed') as server:\n"
        "    print(server.empty_database(), flush=True); time.sleep(60)\n"
    )
    url = said(run).replace("+psycopg", "")
    psycopg.connect(url).close()
    run.kill()
    run.wait()
    assert eventually(lambda: not answers(url))


def test_a_sqlite_copy_takes_along_what_the_write_ahead_log_held(tmp_path: Path) -> None:
    def migrate(url: str) -> None:
        connection = sqlite3.connect(make_url(url).database or "")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE letters (letter)")
        connection.commit()
        connection.close()

    url = sqlite.fresh_database(tmp_path, tmp_path, migrate)
    copy = sqlite3.connect(make_url(url).database or "")
    assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("letters",)]
    copy.close()


# --- the embedded Redis-compatible server ------------------------------------------------------------------


def test_redis_is_empty(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_redis_is_empty_again(redis_url: str) -> None:
    test_redis_is_empty(redis_url)


def double(number: int) -> int:
    """Be the job."""
    return 2 * number


@pytest.mark.parametrize("worker", [Worker, SimpleWorker])
def test_rq_runs_a_job_over_the_socket(redis_url: str, worker: type[Worker]) -> None:
    with Redis.from_url(redis_url) as client:
        queue = Queue("tests", connection=client)
        job = queue.enqueue(double, 21)
        worker([queue], connection=client).work(burst=True, logging_level="ERROR")
        assert job.return_value(refresh=True) == 42


def test_the_embedded_server_keeps_nothing_and_listens_for_us_only(tmp_path: Path) -> None:
    with embedded_redis(tmp_path) as url, Redis.from_url(url) as client:
        assert client.config_get("save") == {"save": ""}
        assert client.config_get("appendonly") == {"appendonly": "no"}
        assert client.config_get("port") == {"port": "0"}
        assert (tmp_path / "redis.sock").stat().st_mode & 0o777 == 0o700
        client.set("gone", "tomorrow")
    with embedded_redis(tmp_path) as url, Redis.from_url(url) as client:
        assert client.dbsize() == 0
    assert not answers(url)


def test_the_embedded_server_listens_on_loopback_when_a_port_is_asked_for(tmp_path: Path) -> None:
    from tests.servers.ports import free_port

    with embedded_redis(tmp_path, port=free_port()) as url, Redis.from_url(url) as client:
        assert url.startswith("redis://127.0.0.1:")
        assert client.config_get("bind") == {"bind": "127.0.0.1"}
        assert client.config_get("protected-mode") == {"protected-mode": "yes"}


@pytest.mark.parametrize("name", ["long" * 40, "with space and %", "ñandú"])
def test_the_embedded_server_runs_in_any_directory(tmp_path: Path, name: str) -> None:
    with embedded_redis(tmp_path / name) as url, Redis.from_url(url) as client:
        assert client.ping()


def test_a_second_program_shares_the_server_and_leaves_it_running(tmp_path: Path) -> None:
    with embedded_redis(tmp_path) as url, Redis.from_url(url) as client:
        with embedded_redis(tmp_path) as same:
            assert same == url
        other = embedding(tmp_path)
        assert said(other) == url
        other.kill()
        other.wait()
        assert client.ping()


def test_programs_that_start_together_agree_on_one_server(tmp_path: Path) -> None:
    programs = [embedding(tmp_path) for _ in range(4)]
    urls = {said(program) for program in programs}
    for program in programs:
        program.kill()
        program.wait()
    assert len(urls) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_the_server_ends_with_a_killed_parent_and_the_next_one_starts(tmp_path: Path) -> None:
    parent = embedding(tmp_path)
    url = said(parent)
    assert answers(url)
    parent.kill()
    parent.wait()
    assert eventually(lambda: not answers(url))
    with embedded_redis(tmp_path) as url:
        assert answers(url)


def test_ctrl_c_reaches_the_program_before_its_server(tmp_path: Path) -> None:
    program = started(
        "from workers.embedded import embedded_redis; from redis import Redis\n"
        f"with embedded_redis(Path({str(tmp_path)!r})) as url:\n"
        "    try: print(url, flush=True); time.sleep(60)\n"
        "    except KeyboardInterrupt: print(Redis.from_url(url).ping(), flush=True)\n",
        start_new_session=True,
    )
    url = said(program)
    os.killpg(program.pid, signal.SIGINT)
    assert said(program) == "True"
    assert program.wait(10) == 0
    assert not answers(url)


# --- Twilio's stand-ins ------------------------------------------------------------------------------------


@pytest.fixture
def twilio(twilio_peers: TwilioPeers) -> Client:
    return twilio_peers.client()


def test_the_peers_take_a_good_message_and_remember_it(twilio: Client, twilio_peers: TwilioPeers) -> None:
    sent = twilio.messages.create(to=COACH, from_=twilio_peers.sms_from, body="Hello there")
    assert (sent.status, sent.direction) == ("queued", "outbound-api")
    twilio.messages.create(
        to=f"whatsapp:{COACH}",
        from_=twilio_peers.whatsapp_from,
        body="¿Qué tal? 👋🏾",
        media_url=["https://a.example/1.ics"],
    )
    assert [message.body for message in twilio.messages.list(to=COACH)] == ["Hello there"]
    assert twilio.messages(sent.sid).fetch().body == "Hello there"
    assert [message["body"] for message in twilio_peers.messages()] == ["¿Qué tal? 👋🏾", "Hello there"]


def test_the_peers_remember_nothing_of_another_test(twilio: Client) -> None:
    assert twilio.messages.list() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": None},
        {"to": "banana"},
        {"messaging_service_sid": "MG-not-one"},
        {"schedule_type": "someday"},
        {"send_at": "tomorrow"},
        {"status_callback": "not an address"},
        {"content_sid": "HX123"},
        {"from_": "+15005559999"},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_the_peers_refuse_a_bad_message(
    twilio: Client, twilio_peers: TwilioPeers, wrong: dict[str, str]
) -> None:
    right = {"to": COACH, "from_": twilio_peers.sms_from, "body": "Hello"}
    with pytest.raises(TwilioRestException):
        twilio.messages.create(**(right | wrong))
    assert twilio_peers.messages() == []


def test_the_peers_refuse_a_wrong_token(twilio_peers: TwilioPeers) -> None:
    address = f"{twilio_peers.url}/2010-04-01/Accounts/{twilio_peers.account_sid}/Messages.json"
    assert requests.get(address, auth=(twilio_peers.account_sid, "wrong"), timeout=10).status_code == 401
    assert requests.get(address, timeout=10).status_code == 401


def test_the_peers_post_signed_webhooks(twilio: Client, twilio_peers: TwilioPeers) -> None:
    with webhook() as (address, received):
        twilio_peers.point_webhooks(f"{address}/inbound")
        twilio_peers.inbound(f"whatsapp:{COACH}", twilio_peers.whatsapp_from, "I'm in")
        sent = twilio.messages.create(
            to=COACH, from_=twilio_peers.sms_from, body="Hello", status_callback=f"{address}/status?of=1"
        )
        twilio_peers.status(sent.sid, "delivered")
    for url, form, signature in received:
        signed = url + "".join(f"{name}{form[name]}" for name in sorted(form))
        digest = hmac.new(twilio_peers.auth_token.encode(), signed.encode(), hashlib.sha1).digest()
        assert signature == base64.b64encode(digest).decode()
    inbound, *statuses = [form for _, form, _ in received]
    assert (inbound["From"], inbound["Body"]) == (f"whatsapp:{COACH}", "I'm in")
    assert [(form["MessageSid"], form["MessageStatus"]) for form in statuses] == [
        (sent.sid, "queued"),  # before `create` returned; Twilio itself sends none for the first status
        (sent.sid, "delivered"),
    ]


# --- the browser -------------------------------------------------------------------------------------------


def test_the_browser_shows_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<button onclick=\"this.textContent = 'pressed'\">press</button>")
    page.get_by_role("button").click()
    assert page.get_by_role("button").text_content() == "pressed"
    page.close()


# --- what these tests share --------------------------------------------------------------------------------


def started(program: str, *, start_new_session: bool = False) -> subprocess.Popen[str]:
    """Run a few lines of Python from the repository's root."""
    return subprocess.Popen(
        [sys.executable, "-c", "import time\nfrom pathlib import Path\n" + program],
        cwd=HOME,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=start_new_session,
    )


def embedding(directory: Path) -> subprocess.Popen[str]:
    return started(
        "from workers.embedded import embedded_redis\n"
        f"with embedded_redis(Path({str(directory)!r})) as url:\n"
        "    print(url, flush=True); time.sleep(60)\n"
    )


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def answers(url: str) -> bool:
    try:
        if url.startswith("postgresql"):
            psycopg.connect(url).close()
        else:
            with Redis.from_url(url) as client:
                client.ping()
    except (psycopg.OperationalError, RedisConnectionError):
        return False
    return True


def eventually(happened: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def webhook() -> Iterator[tuple[str, list[tuple[str, dict[str, str], str]]]]:
    """Take webhooks for the block, and give the address, and what came: URL, form, signature."""
    received: list[tuple[str, dict[str, str], str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(body, keep_blank_values=True))
            received.append((address + self.path, form, self.headers["X-Twilio-Signature"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield address, received
        finally:
            server.shutdown()
            thread.join()
