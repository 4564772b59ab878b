"""The repository, tested itself: nothing is declared that nobody uses, nothing open that shouldn't be."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

import settings
import stage
from flows.nudging import KINDS
from models.base import Base
from webhook import app as door
from workers import clocks, queues, ticks
from workers.delivery import deliver
from workers.sweep import sweep

ROOT = Path(settings.__file__).parent
HOUSE = ("webhook", "flows", "matching", "messaging", "models", "workers")
ROOMS = (*HOUSE, "simulator")
FRONT = tuple(
    ROOT / name for name in ("wsgi.py", "cli.py", "doctor.py", "opening.py", "stage.py", "settings.py")
)
LONGEST_FILE = 300  # lines


def ours(*rooms: str) -> Iterator[Path]:
    """Every Python file of these rooms."""
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


SOURCES = [*FRONT, *ours(*ROOMS)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Queues.


def test_every_queue_has_its_worker() -> None:
    turned = stage.TurnedClock()
    jobs = stage.Stage(settings.Settings.model_construct(), turned, 0)._jobs
    assert jobs.keys() == {"web", "cron", *queues.QUEUES}


def test_every_tick_goes_to_a_queue_that_is_worked_on() -> None:
    assert {tick.queue for tick in queues.TICKS.values()} == set(queues.QUEUES)
    assert ticks.WORK.keys() == queues.TICKS.keys()
    assert list(ticks.WORK.values()).count(sweep) == 1
    assert list(ticks.WORK.values()).count(deliver) == 1


def test_every_queue_is_named_where_it_is_declared() -> None:
    """A queue named by a string of its own could be one that nobody works on."""
    declared = set(queues.QUEUES)
    for path in ours("workers"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Queue":
                assert not isinstance(node.args[0], ast.Constant), name_of(path)
            if isinstance(node, ast.Constant) and node.value in declared:
                assert path.name in ("queues.py", "clocks.py"), name_of(path)  # a table is called so, too


# The door.

SIGNED = {"POST /twilio/inbound", "POST /twilio/status"}
OPEN = {  # and why, in the module's or the view's own words
    "GET /calendar/<token>.ics": "No signature of Twilio's: the token carries ours.",
    "GET /hours/<token>.xlsx": "No signature of Twilio's: the token carries ours.",
    "GET /picture/<token>.png": "No signature of Twilio's: the token carries ours.",
    "GET /impact/<token>.xlsx": "No signature of Twilio's: the token carries ours.",
    "GET /reflections/<token>.txt": "No signature of Twilio's: the token carries ours, for a day.",
    "POST /reflections/<token>.txt": "No signature of Twilio's: the token carries ours, for a day.",
    "GET /mine/<token>.html": "No signature of Twilio's: the token carries ours, for a\nday",
    "GET /letter/<token>.html": "No signature of Twilio's: the token carries ours, for\n90 days",
    "POST /mine/<token>.html": "No signature of Twilio's: the token carries ours, for a\nday",
    "GET /health/live": "Open to all",
    "GET /health/ready": "Open to all",
    "GET /metrics": "Open to all",
}


@pytest.fixture
def application() -> Flask:
    engine = create_engine("sqlite://")
    bell = queues.Bell(queues.connect("redis://127.0.0.1:1"))
    return door.create_app(door.House(engine, bell, "https://board.example.org", "AC" + "0" * 32, "token"))


def routes(application: Flask) -> dict[str, str]:
    """Method and path of every route, and its view's name."""
    return {
        f"{method} {rule.rule}": rule.endpoint
        for rule in application.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }


def test_every_route_is_known_to_be_signed_or_open(application: Flask) -> None:
    """A new route goes on one of the lists above, and that is the moment to think of it."""
    assert routes(application).keys() == SIGNED | OPEN.keys()


@pytest.mark.parametrize("route", sorted(SIGNED))
def test_a_signed_route_asks_for_the_signature_first(application: Flask, route: str) -> None:
    method, path = route.split()
    form = {
        "MessageSid": "SM1",
        "AccountSid": "AC" + "0" * 32,
        "From": "+15005550006",
        "MessageStatus": "sent",
    }
    for headers in ({}, {"X-Twilio-Signature": "bm90IGl0"}):
        answer = application.test_client().open(path, method=method, data=form, headers=headers)
        assert (answer.status_code, answer.data) == (403, b"")
    view = application.view_functions[routes(application)[route]]
    assert "checked_form()" in Path(view.__code__.co_filename).read_text()


@pytest.mark.parametrize("route", sorted(OPEN))
def test_an_open_route_says_why(application: Flask, route: str) -> None:
    view = application.view_functions[routes(application)[route]]
    module = ast.get_docstring(ast.parse(Path(view.__code__.co_filename).read_text())) or ""
    assert OPEN[route] in f"{module} {view.__doc__}"


# Words for people.


def documents() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))


@pytest.mark.parametrize("name", settings.Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert re.search(rf"\b{name.upper()}\b", documents())


def test_no_setting_is_documented_that_does_not_exist() -> None:
    known = {name.upper() for name in settings.Settings.model_fields}
    named = set(
        re.findall(r"\b(?:TWILIO|DATABASE|REDIS|PUBLIC|ENCRYPTION|DEFAULT|METRICS)_[A-Z_]+\b", documents())
    )
    assert named <= known


def test_every_command_is_documented() -> None:
    commands = re.findall(r'command\(\s*"([a-z-]+)"', (ROOT / "cli.py").read_text())
    said = documents() + (ROOT / "Makefile").read_text()
    assert [one for one in commands if not re.search(rf"sounding-board {one}\b", said)] == []


def test_every_command_that_is_documented_exists() -> None:
    known = set(re.findall(r'command\(\s*"([a-z-]+)"', (ROOT / "cli.py").read_text()))
    assert set(re.findall(r"\bsounding-board ([a-z][a-z-]+)", documents())) <= known
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", documents(), re.MULTILINE)) <= made


def listed_under(heading: str) -> set[str]:
    """The names in backticks in the first column of the table under a heading of docs/running.md."""
    section = (ROOT / "docs/running.md").read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    first = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    return {name for column in first for name in re.findall(r"`([^`]+)`", column)}


def test_every_kind_of_nudge_is_documented() -> None:
    assert listed_under("What comes unasked, and when") == set(KINDS)


def test_every_table_says_how_long_it_is_kept() -> None:
    assert listed_under("What is kept, and for how long") == set(Base.metadata.tables)


def test_what_is_forgotten_is_forgotten_when_it_says() -> None:
    said = (ROOT / "docs/running.md").read_text()
    assert f"| {clocks.MESSAGES.usual.days} days |" in said
    assert f"| {clocks.NUDGES.days} days |" in said
    assert f"| {clocks.ACTS.days} days |" in said
    assert f"forgotten {clocks.PLACES.days} days after their session" in said


# Files.


def test_no_file_is_called_after_nothing() -> None:
    bad = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|core|services?|base_?class)($|_)")
    found = [name_of(path) for path in SOURCES if bad.search(path.stem)]
    found += [name_of(path) for path in ours("tests", "bench") if bad.search(path.stem)]
    assert found == []


def test_no_file_is_long() -> None:
    """A migration is as long as what it moves."""
    written = [path for path in SOURCES if "versions" not in path.parts]
    assert [name_of(path) for path in written if len(path.read_text().splitlines()) > LONGEST_FILE] == []


def test_only_one_place_asks_the_time() -> None:
    """The house's time can be turned; a room that asked the machine would live in another one."""
    asks = re.compile(r"\b(?:datetime|date)\.(?:now|utcnow|today)\(|\btime\.time\(")
    asking = [name_of(path) for path in (*FRONT, *ours(*HOUSE)) if asks.search(path.read_text())]
    assert asking == ["models/clock.py"]


# Logs.

WORDS = re.compile(
    r"\b(body|words|text|name|address|phone|number|reply|said|heard|answers?|pronouns|aims|feedback|reference|message|form)\b"
)


def logged(path: Path) -> Iterator[tuple[int, str]]:
    """What each log call of a file is given, beside its fixed first words."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of = node.func.value
        if isinstance(of, ast.Name) and of.id in ("log", "logger", "logging", "structlog"):
            if node.func.attr not in ("debug", "info", "warning", "error", "exception", "critical", "msg"):
                continue
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield node.lineno, ast.unparse(given)


def test_logs_carry_ids_only() -> None:
    found = [
        f"{name_of(path)}:{line}: {given}"
        for path in (*FRONT, *ours(*HOUSE))
        for line, given in logged(path)
        if not given.startswith(("'", '"')) and WORDS.search(given.replace("__name__", ""))
    ]
    assert found == []


def test_log_calls_begin_with_fixed_words_and_never_with_a_traceback() -> None:
    """A traceback shows what the code held in its hands. `exc_info` is a word for one."""
    for path in (*FRONT, *ours(*HOUSE)):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "log.exception",
                "logging.exception",
            ):
                raise AssertionError(f"{name_of(path)}:{node.lineno}")
            if isinstance(node, ast.keyword) and node.arg in ("exc_info", "stack_info"):
                raise AssertionError(f"{name_of(path)}: {node.arg}")
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
                assert isinstance(node.args[0], ast.Constant), f"{name_of(path)}:{node.lineno}"


def test_nothing_is_printed() -> None:
    """But by the command."""
    printing = [
        name_of(path)
        for path in (ROOT / "wsgi.py", ROOT / "stage.py", ROOT / "settings.py", *ours(*HOUSE))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printing == []


# What is remembered.


def test_no_table_has_room_for_what_is_said_in_a_session() -> None:
    """Nor for a mark out of ten."""
    never = re.compile("(^|_)(notes?|transcript|recording|score|rating|stars|rank|price|fee)($|_)")
    columns = [str(column) for table in Base.metadata.tables.values() for column in table.columns]
    assert [column for column in columns if never.search(column.partition(".")[2])] == []


def test_the_walls_stand() -> None:
    done = subprocess.run(
        [ROOT / ".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
