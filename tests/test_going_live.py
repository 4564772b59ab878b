"""What whoever sets up a house is told: before it starts, and by the doctor."""

import socket
import stat
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from werkzeug.serving import make_server

import doctor
import opening
import settings
import simulator
import stage
from flows import helplines
from models.sealing import new_key

SID, TOKEN = "AC" + "0a" * 16, "a token"
CHECKED = min(line.checked for country in helplines.every().values() for line in country.lines)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "PUBLIC_URL": "https://board.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path}/house/board.db",
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_SMS_FROM": "+15005550006",
        "COORDINATORS": "+447700900999",
        "ENCRYPTION_KEYS": new_key(),
        "OUTSIDE_CONTACT": "Nora Bell, +44 7700 900998",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def twilio() -> Iterator[str]:
    """The address of one who knows the account as Twilio would."""
    account = simulator.Account(SID, TOKEN, "+15005550006", "whatsapp:+15005550006")
    desk = simulator.create_app(
        app_url="https://board.example.org", account=account, clock=simulator.DeskClock()
    )
    server = make_server("127.0.0.1", 0, desk, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


ELSEWHERE = "TWILIO_API_URL isn't Twilio's: nothing reaches people. Please take the line out."


def told(**other: str) -> list[str]:
    return doctor.lacking(settings.read().model_copy(update=other), CHECKED)


def test_a_house_that_lacks_nothing(twilio: str, redis_url: str) -> None:
    """But that it talks to a stand-in for Twilio."""
    assert told(redis_url=redis_url, twilio_api_url=twilio) == [ELSEWHERE]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("outside_contact", "", "Please set OUTSIDE_CONTACT"),
        ("redis_url", "", "Please set REDIS_URL"),
        ("redis_url", "redis://127.0.0.1:1", "Redis doesn't answer (ConnectionError)."),
        ("public_url", "http://board.example.org", "Please let PUBLIC_URL begin with https://"),
        ("public_url", "https://localhost", "Twilio can't reach that name"),
        ("public_url", "https://192.168.1.4", "Twilio can't reach that name"),
        ("public_url", "https://board.local", "Twilio can't reach that name"),
        ("twilio_auth_token", "another", "Please check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."),
        ("twilio_api_url", "http://127.0.0.1:1", "Please see that this machine gets out to the network."),
    ],
)
def test_the_doctor_names_what_is_lacking(
    twilio: str, redis_url: str, name: str, value: str, said: str
) -> None:
    (found,) = [
        one
        for one in told(**({"redis_url": redis_url, "twilio_api_url": twilio} | {name: value}))
        if one != ELSEWHERE
    ]
    assert said in found


def test_the_doctor_reads_the_dates_of_the_helplines(twilio: str, redis_url: str) -> None:
    late = doctor.lacking(
        settings.read().model_copy(update={"redis_url": redis_url, "twilio_api_url": twilio}),
        date(CHECKED.year + 5, 1, 1),
    )
    assert any("Please look up" in one for one in late)


def test_the_database_is_for_its_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "house" / "board.db"
    with pytest.raises(SystemExit, match=r"There is no database at .*/house/board\.db yet\. Please run: "):
        opening.with_tables()
    opening.make_tables()
    assert [stat.S_IMODE(one.stat().st_mode) for one in (file, file.parent)] == [0o600, 0o700]
    file.chmod(0o664)  # of before; the group may have been given it for its backups
    opening.make_tables()
    assert stat.S_IMODE(file.stat().st_mode) == 0o660
    assert opening.with_tables().coordinators == ["+447700900999"]


def test_a_directory_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/taken/board.db")
    with pytest.raises(SystemExit, match=r"taken/board\.db can't be made .* or mend DATABASE_URL\."):
        opening.make_tables()


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = stage.cannot_listen("127.0.0.1", port)
    assert said == f"Port {port} is taken. Please choose another: --port {port + 1}"
    assert stage.cannot_listen("127.0.0.1", port) == ""
    assert "--host" in stage.cannot_listen("192.0.2.1", port)
