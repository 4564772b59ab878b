"""One text looked at from inside: which statements it costs, and where its time goes.

The app is called in this process, request by request, without a server: what granian costs is not in these figures.
"""

import io
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection, CursorResult, Engine, event

import webhook.inbound
import webhook.twilio
from bench.crowd import PATH, Crowd, Said, form, phone, signature, walk
from flows import conversation
from messaging import twiml
from models import database
from models.sealing import Keyring

LAST = "weekends"  # answers the last question of sign-up


def _texted(app: Flask, sid: str, sender: str, said: Said) -> None:
    """Text the app, and see that the answer is the right one."""
    fields = form(sid, sender, said.text)
    answer = app.test_client().post(PATH, data=fields, headers={"X-Twilio-Signature": signature(fields)})
    assert answer.status_code == 200, answer.status
    assert said.reads in answer.text, answer.text


def statements(app: Flask) -> dict[str, list[str]]:
    """What one text asks of the database, in words, for four kinds of text. BEGIN and COMMIT aren't counted."""
    sender, texts = phone(99_999), walk(5)  # one who goes all the way
    heard: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            heard.append(_in_short(statement))

    def costs(name: str, said: Said) -> list[str]:
        heard.clear()
        _texted(app, f"SM{name}", sender, said)
        return list(heard)

    engine = app.extensions["house"].engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        found = {"a newcomer's first text": costs("first", next(texts))}
        for number in range(4):
            costs(f"into{number}", next(texts))
        found["an ordinary answer"] = costs("answer", next(texts))
        found["BACK"] = costs("back", Said("BACK", "What should we call you?"))
        for number, said in enumerate(
            [Said("Amara, she/her", "Which city"), *(next(texts) for _ in range(5))]
        ):
            costs(f"on{number}", said)
        found["the last answer of sign-up"] = costs("last", Said(LAST, "A coordinator will look"))
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return found


def _in_short(statement: str) -> str:
    """A statement's verb and table."""
    said = re.match(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)", statement)
    table = re.search(r"(?:FROM|INTO|UPDATE) (\w+)", statement)
    return (
        f"{said[1].split()[0]} {table[1]}"
        if said and table
        else " ".join(statement.split()).partition("(")[0]
    )


class Stopwatch:
    """Where time goes. A span that runs inside another one is taken out of it."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, work: Callable[..., Any], label: str) -> Callable[..., Any]:
        """`work`, with its time put down to `label`."""

        def run(*args: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            began = time.perf_counter()
            try:
                return work(*args, **named)
            finally:
                took = time.perf_counter() - began
                self.spent[label] += took - self._inner.pop()
                self._inner[-1] += took

        return run

    @contextmanager
    def on(self, places: list[tuple[Any, str, str]]) -> Iterator[None]:
        """Time these (owner, name, label) for as long as the block lasts."""
        before = [(owner, name, owner.__dict__.get(name)) for owner, name, _label in places]
        for owner, name, label in places:
            setattr(owner, name, self.timed(getattr(owner, name), label))
        try:
            yield
        finally:
            for owner, name, old in before:
                if old is None:
                    delattr(owner, name)
                else:
                    setattr(owner, name, old)


REST = "Flask, form, TwiML"


def shares(app: Flask, crowd: Crowd, texts: int) -> dict[str, float]:
    """Where the time of one text goes, in µs. `crowd` is in the middle of sign-up already."""
    engine: Engine = app.extensions["house"].engine
    watch = Stopwatch()
    places = [
        (webhook.twilio, "genuine", "signature"),
        (database, "run", "SQLAlchemy"),
        (Connection, "execute", "SQLAlchemy"),
        (Connection, "exec_driver_sql", "SQLAlchemy"),
        (CursorResult, "one_or_none", "SQLAlchemy"),
        (CursorResult, "scalar_one_or_none", "SQLAlchemy"),
        (engine.dialect, "do_execute", "statements in the driver and database"),
        (engine.dialect, "do_execute_no_params", "statements in the driver and database"),
        (engine.dialect, "do_commit", "commit"),
        (Keyring, "seal", "sealing"),
        (Keyring, "open", "sealing"),
        (Keyring, "lookups", "sealing"),
        (webhook.inbound, "receive", "engine: understanding, step, words"),
        (conversation, "respond", "engine: understanding, step, words"),
        (twiml, "answer", REST),
    ]
    crowd.sign(texts)
    environs = [
        (_environ(shot.request), shot.reads)
        for _round in range(texts // len(crowd.members))
        for shot in [member.ready.popleft() for member in crowd.members]
    ]
    timed_app = watch.timed(lambda environ: b"".join(app(environ, lambda *_said: _written)), REST)
    with watch.on(places):
        for environ, reads in environs:
            answer = timed_app(environ)
            assert reads in answer, answer
    return {label: 1e6 * spent / len(environs) for label, spent in watch.spent.items()}


def _written(_data: bytes) -> object:
    """What WSGI calls `write`."""
    raise NotImplementedError


def _environ(request: bytes) -> dict[str, Any]:
    """A request as a WSGI server hands it on."""
    head, body = request.split(b"\r\n\r\n", 1)
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    environ: dict[str, Any] = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in fields.items()
    }
    return environ | {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": PATH,
        "QUERY_STRING": "",
        "CONTENT_TYPE": fields["Content-Type"],
        "CONTENT_LENGTH": fields["Content-Length"],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
