"""The house on real processes: a whole transcript, the end of everything, and the clock."""

import ast
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests
from sqlalchemy import Connection, func, select

import settings
from flows.chat import Chat
from flows.nudging import KINDS, Kind, Manner
from messaging import sending
from models import nudges, outbox, sealing
from models.members import Member
from tests import chats, stages
from tests.playhouse import ACCOUNT, COORDINATOR, TOKEN
from workers import delivery

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("sounding-board")
ENDS_WITHIN = 6.0  # seconds
needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def test_the_story_on_real_processes(database_url: str, redis_url: str) -> None:
    lines = chats.parse((chats.CONVERSATIONS / "first-pair.chat").read_text())
    with stages.house(database_url, redis_url) as house:
        play = chats.Play(house, lines)
        play.run()
        house.wait_until_quiet()
        assert play.unread() == {}


# Ending.


@dataclass
class Simulating:
    """A running `sounding-board simulate`, and where its phones are."""

    process: subprocess.Popen[str]
    url: str
    started: set[stages.Running]
    """Every process it started."""


@contextmanager
def simulating(directory: Path) -> Iterator[Simulating]:
    """Run the command as a terminal would: its processes are a group of their own."""
    said = directory / "said"
    environment = os.environ | {"TMPDIR": str(directory), "PYTHONUNBUFFERED": "1"}
    with said.open("w") as out:
        process = subprocess.Popen(
            [COMMAND, "simulate", "--port", str(stages.quiet_port())],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=directory,
            env=environment,
            start_new_session=True,
        )
    started: set[stages.Running] = set()
    try:

        def address() -> re.Match[str] | None:
            assert process.poll() is None, said.read_text()
            return re.search(r"http://127\.0\.0\.1:\d+", said.read_text())

        stages.wait_until(address, 60, "it doesn't say where its phones are")
        found = address()
        assert found
        stages.wait_until(lambda: _grown(process.pid), 30, "not everything started")
        started |= stages.descendants(process.pid)
        yield Simulating(process, found[0], started)
    finally:
        for one in [*(started & stages.everybody()), *stages.descendants(process.pid)]:
            with suppress(ProcessLookupError):  # it ended since we looked
                os.kill(one.pid, signal.SIGKILL)
        process.kill()
        process.wait()


def left_of(processes: set[stages.Running], seconds: float = ENDS_WITHIN) -> set[stages.Running]:
    """Those that still run when they had so long to end."""
    until = time.monotonic() + seconds
    while (left := processes & stages.everybody()) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _grown(pid: int) -> bool:
    """Redis, web with its own process below, cron and two workers run."""
    return len(stages.descendants(pid)) >= 6


@needs_proc
def test_ctrl_c_ends_everything(tmp_path: Path) -> None:
    with simulating(tmp_path) as simulation:
        requests.post(f"{simulation.url}/api/phones/p1/texts", json={"body": "Hello"}, timeout=30)
        os.killpg(simulation.process.pid, signal.SIGINT)  # as a terminal does: to the whole group
        assert left_of(simulation.started) == set()
        assert simulation.process.wait(ENDS_WITHIN) == 0
        assert [path.name for path in tmp_path.iterdir()] == ["said"], "it left files behind"
        assert "Traceback" not in (tmp_path / "said").read_text()


@needs_proc
def test_kill_9_leaves_no_process_behind(tmp_path: Path) -> None:
    with simulating(tmp_path) as simulation:
        simulation.process.kill()
        assert left_of(simulation.started) == set()


@needs_proc
def test_what_dies_is_started_again(tmp_path: Path) -> None:
    with simulating(tmp_path) as simulation:
        own = {one for one in simulation.started if one.parent == simulation.process.pid}
        redis = {one for one in own if "valkey" in Path(f"/proc/{one.pid}/exe").resolve().name}
        for one in own - redis:
            os.kill(one.pid, signal.SIGKILL)
        assert not left_of(simulation.started - redis), "a process outlived the one that started it"
        stages.wait_until(lambda: _grown(simulation.process.pid), 60, "not everything started again")
        simulation.started |= stages.descendants(simulation.process.pid)
        stages.wait_until(lambda: _answered(simulation.url), 30, "no text is answered")
        simulation.started |= stages.descendants(simulation.process.pid)
        simulation.process.terminate()
        simulation.process.terminate()  # who is told twice tidies up all the same
        assert left_of(simulation.started) == set()
        assert simulation.process.wait(ENDS_WITHIN) == 0
        assert [path.name for path in tmp_path.iterdir()] == ["said"], "it left files behind"


def _answered(url: str) -> bool:
    answer = requests.post(f"{url}/api/phones/p1/texts", json={"body": "Hello"}, timeout=30).json()
    return bool(answer["replies"])


# The clock.


def test_the_turned_clock_reaches_web_and_workers(
    database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    what_time = Kind("what-time", _tell_the_time, Manner.BOOKED, timedelta(days=1))
    monkeypatch.setitem(KINDS, what_time.name, what_time)
    with stages.house(database_url, redis_url) as house:
        coach = house.phone("Amara", "+447700900101")
        for words in ("Hello", "1", "1", "1", "1", "Amara"):
            house.text(coach, words)
        later = house.at + timedelta(days=1200, hours=7)
        _plan_what_time(house, later - timedelta(hours=1))
        heard = len(house.received(coach))
        house.turn_to(later)
        (answer,) = house.text(coach, "London")
        assert f"{later.astimezone(ZoneInfo('Europe/London')):%H:%M}" in answer, (
            "the web process is in another time"
        )
        unasked = house.received(coach, heard + 2)[-1]
        assert f"It is {later:%Y-%m-%d}" in unasked, "the worker is in another time"


def _tell_the_time(chat: Chat, _about: int) -> None:
    chat.say(f"It is {chat.now:%Y-%m-%d}")


def _plan_what_time(house: stages.House, due: datetime) -> None:
    def plan(connection: Connection) -> None:
        newest = connection.scalar(select(func.max(Member.id)))
        assert newest is not None
        nudges.plan(connection, "what-time", newest, 0, due, due + timedelta(days=1))

    house.remembered(plan)


def test_a_command_that_comes_too_early_says_what_is_first(tmp_path: Path) -> None:
    chosen = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/board.db",
        "PUBLIC_URL": "https://board.example.org",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_URL": f"http://127.0.0.1:{stages.quiet_port()}",
        "TWILIO_SMS_FROM": "+15005550006",
        "COORDINATORS": COORDINATOR,
        "ENCRYPTION_KEYS": sealing.new_key(),
    }
    run = partial(subprocess.run, env=os.environ | chosen, capture_output=True, text=True, check=False)
    early = run([COMMAND, "templates"])
    assert (early.returncode, early.stderr) == (
        1,
        f"There is no database at {tmp_path}/board.db yet. Please run: sounding-board migrate, or mend DATABASE_URL.\n",
    )
    assert run([COMMAND, "migrate"]).returncode == 0
    assert run([COMMAND, "templates"]).stderr.startswith("Twilio doesn't answer. Nothing is lost")


def test_whoever_has_read_enough_may_go() -> None:
    """As `| head` does."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    said = subprocess.run(
        [COMMAND, "segments"], stdout=write_end, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write_end)
    assert (said.returncode, said.stderr) == (1, "")


def test_no_setting_turns_the_clock() -> None:
    named = re.compile(r"clock|time|now|ahead|turn|\bdate|offset|skew", re.IGNORECASE)
    assert not [name for name in settings.Settings.model_fields if named.search(name)]
    readers = {path for path, tree in _program() if {"os.environ", "getenv"} & _names(tree)}
    assert readers == {"settings.py"}, "somebody reads the environment past the settings"


def test_only_who_starts_a_process_turns_its_clock() -> None:
    callers = {path for path, tree in _program() if path != "models/clock.py" and "follow" in _names(tree)}
    assert callers == {"stage.py", "cli.py"}
    makers = {path for path, tree in _program() if "TurnedClock" in _names(tree)}
    assert makers == {"stage.py", "cli.py"}
    commands = ast.parse((ROOT / "cli.py").read_text()).body
    turning = [
        part.name for part in commands if isinstance(part, ast.FunctionDef) and "follow" in _names(part)
    ]
    assert turning == ["_simulate"], "a command that runs for real turns its clock"


def test_a_claim_outlasts_the_calls_made_under_it() -> None:
    """Who asks what became of a text, and then sends it, may have to connect and to wait for an answer twice."""
    timeout = timedelta(seconds=sending.TIMEOUT)
    assert timedelta(seconds=5) < delivery.FRESH, "who has a few letters in hand gets round to them"
    assert delivery.FRESH + 4 * timeout < outbox.LEASE
    assert delivery.FRESH_TO_SEND + 2 * timeout < outbox.LEASE


def _program() -> Iterator[tuple[str, ast.Module]]:
    """Every file that the program consists of, read."""
    rooms = [room for room in ROOT.iterdir() if room.is_dir() and room.name not in ("tests", "bench")]
    files = [path for room in rooms if not room.name.startswith(".") for path in room.rglob("*.py")]
    for path in sorted([*ROOT.glob("*.py"), *files]):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def _names(tree: ast.AST) -> set[str]:
    """Every name and attribute that is used, an attribute also with the name it belongs to."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names} | {
                f"{node.module}.{one.name}" for one in node.names
            }
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
            if isinstance(node.value, ast.Name):
                found.add(f"{node.value.id}.{node.attr}")
    return found
