"""The `sounding-board` command: one thin function for each sub-command."""

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from werkzeug.serving import make_server

import doctor
import opening
import settings
import simulator
import stage
from flows import costs, graph, released
from messaging.calls import Refused, Unclear
from messaging.content import Contents
from messaging.verdicts import UNREACHABLE
from models import chain, clock, database, erasures, migrate, rotation, sealing, traces
from workers import queues, templating
from workers.embedded import embedded_redis


def main() -> None:
    """Run one sub-command."""
    parser = argparse.ArgumentParser("sounding-board", description="Reciprocal peer coaching by text.")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, act: object, words: str) -> argparse.ArgumentParser:
        sub = chosen.add_parser(name, help=words)
        sub.set_defaults(act=act)
        return sub

    command("migrate", _migrate, "bring the database up to date")
    sub = command("web", _web, "answer Twilio's webhooks")
    sub.add_argument("--port", type=_port, default=8000)
    sub.add_argument("--host", default="127.0.0.1", help="of the network it listens on (0.0.0.0: all)")
    sub = command("worker", _worker, "deliver texts, let nudges speak")
    sub.add_argument("queue", choices=queues.QUEUES, help="one queue a worker: start one for each")
    command("cron", _cron, "tick, so that nothing due is forgotten")
    sub = command("simulate", _simulate, "everything on embedded defaults, with phones in a browser")
    sub.add_argument("--port", type=_port, default=8000, help="of the page with the phones")
    command("doctor", _doctor, "say what a new installation lacks")
    command("new-key", _new_key, "make a key for ENCRYPTION_KEYS")
    command("rotate-keys", _rotate_keys, "seal everything with the newest key")
    command(
        "templates",
        _templates,
        "make WhatsApp's templates and buttons from the copy, and ask what is approved",
    )
    sub = command("audit", _audit, "see whether the log of what coordinators did is as it was written")
    sub.add_argument("--mark", default="", help="an earlier mark, such as 41-9f3c21ab, to be found in it")
    sub = command("erase", _erase, "erase again whom a backup that was put back has brought back")
    sub.add_argument("member", type=int, nargs="+", help="the number that the log names: erased, member=12")
    command("segments", _segments, "print what each conversation costs in SMS segments")
    command("flows", _flows, "write docs/flows.md and the list of released states")
    arguments = parser.parse_args()
    _log_ids_only()
    try:
        arguments.act(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except RedisError as error:
        raise SystemExit(f"Redis doesn't answer ({type(error).__name__}). Please check REDIS_URL.") from None
    except OperationalError as error:
        raise SystemExit(
            f"The database doesn't answer ({type(error).__name__}). Please check DATABASE_URL."
        ) from None


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(value)


def _log_ids_only() -> None:
    """Logs are JSON lines with ids; nothing anybody wrote ever goes there."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    traces.instead_of_tracebacks()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("iso"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _migrate(_arguments: argparse.Namespace) -> None:
    opening.make_tables()
    print("The database is up to date.")


def _web(arguments: argparse.Namespace) -> None:
    host, port = arguments.host, arguments.port
    with ExitStack() as stack:
        chosen = opening.ready(stack)
        if why := stage.cannot_listen(host, port):
            raise SystemExit(why)
        stage.web(
            chosen, port, host, listening=lambda: print(f"Answering at http://{host}:{port}", flush=True)
        )


def _worker(arguments: argparse.Namespace) -> None:
    with ExitStack() as stack:
        stage.worker(opening.ready(stack), arguments.queue)


def _cron(_arguments: argparse.Namespace) -> None:
    with ExitStack() as stack:
        stage.tick(opening.ready(stack))


def _new_key(_arguments: argparse.Namespace) -> None:
    print(sealing.new_key())


def _doctor(_arguments: argparse.Namespace) -> None:
    lacking = doctor.lacking(opening.with_tables(), clock.now().date())
    if lacking:
        raise SystemExit("\n".join(lacking))
    print("Nothing is lacking that I know of.")


def _rotate_keys(_arguments: argparse.Namespace) -> None:
    chosen = opening.with_tables()
    sealing.use(chosen.encryption_keys)
    print(f"{rotation.rotate(database.connect(chosen.database_url))} values sealed with the newest key.")


def _templates(_arguments: argparse.Namespace) -> None:
    chosen = opening.with_tables()
    try:
        report = _pushed(chosen)
    except (Refused, Unclear) as error:
        if isinstance(error, Unclear) or error.code == UNREACHABLE:
            raise SystemExit(
                "Twilio doesn't answer. Nothing is lost: please see that this machine reaches the network, look at"
                " TWILIO_API_URL if you set it, and run this again."
            ) from None
        raise SystemExit(
            f"Twilio refuses ({error.code}). Please check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
        ) from None
    print(f"{report.made} made, {report.submitted} handed in to WhatsApp, {report.ready} ready.")
    for what, faults in report.wrong.items():
        print(f"WhatsApp won't take this: {what}\n  " + "\n  ".join(faults))
    if report.waiting:
        print("These can't go out yet to who hasn't written for a day:")
    for wanted in report.waiting:
        print(f"  {wanted.language}  {wanted.what.splitlines()[0]}")


def _pushed(chosen: settings.Settings) -> templating.Report:
    """Make what is missing. No connection stays open: a process forked later must not share it."""
    sealing.use(chosen.encryption_keys)
    engine = database.connect(chosen.database_url)
    try:
        return templating.push(
            engine, Contents(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api_url)
        )
    finally:
        engine.dispose()


def _erase(arguments: argparse.Namespace) -> None:
    """By number: it was asked for once already, so nobody is asked again."""
    chosen = opening.with_tables()
    sealing.use(chosen.encryption_keys)
    wanted = set(arguments.member)
    found = database.run(database.connect(chosen.database_url), lambda c: erasures.again(c, wanted))
    print(
        f"To be erased within a minute, while `worker nudges` runs: {', '.join(map(str, found)) or 'nobody'}."
    )


def _audit(arguments: argparse.Namespace) -> None:
    chosen = opening.with_tables()
    sealing.use(chosen.encryption_keys)
    with database.connect(chosen.database_url).connect() as connection:
        found = chain.verify(connection)
        there = chain.holds(connection, arguments.mark) if arguments.mark else True
    if found.broken is not None:
        where = f"place {found.broken.place}" + (f", act {found.broken.act}" if found.broken.act else "")
        raise SystemExit(
            f"The log doesn't hold at {where}: {chain.HOW[found.broken.how]}. Whole until {found.mark}."
        )
    if there is None:
        print(f"{arguments.mark} is older than what is kept.")
    elif not there:
        raise SystemExit(
            f"{arguments.mark} isn't in the log: it was cut short, or the mark is of another one."
        )
    print(f"{found.count} acts, as they were written. The mark of the last: {found.mark}")


def _segments(_arguments: argparse.Namespace) -> None:
    print(costs.table())


def _flows(_arguments: argparse.Namespace) -> None:
    released.write()
    graph.write()


def _simulate(arguments: argparse.Namespace) -> None:
    """Everything on embedded defaults: nothing is set, nothing is kept, Ctrl-C or being told to stop ends it all."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _end)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    # An hour at which nobody on the desk sleeps: it is day in London and in Bogotá.
    turned = stage.TurnedClock(clock.wall().replace(hour=15, minute=0, second=0, microsecond=0))
    page_port, web_port = stage.free_port(arguments.port), stage.free_port(arguments.port + 1000)
    print("\n  Starting: half a minute at most, on most machines.", flush=True)
    if page_port != arguments.port:
        print(f"  Port {arguments.port} is taken, so the phones are elsewhere; --port chooses.", flush=True)
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="sounding-board-")))
        redis_url = stack.enter_context(embedded_redis(home / "redis"))
        chosen = _settings_of_the_desk(home, redis_url, page_port, web_port)
        migrate.upgrade(chosen.database_url)
        house = stack.enter_context(stage.staged(chosen, turned, web_port))
        clock.follow(turned.now)
        account = simulator.Account(
            chosen.twilio_account_sid,
            chosen.twilio_auth_token,
            chosen.twilio_sms_from[0],
            chosen.twilio_whatsapp_from[0],
        )
        desk = simulator.create_app(
            app_url=chosen.public_url,
            account=account,
            clock=turned,
            window=True,
            settle=lambda: stage.settle(chosen),
        )
        server = make_server("127.0.0.1", page_port, desk, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stage.wait_for(web_port)
        print(
            f"  The phones are at http://127.0.0.1:{page_port}/   (Ctrl-C ends everything)\n"
            "  WhatsApp is still looking at the templates: answers there are numbered lines until it has.",
            flush=True,
        )
        _pushed(chosen)
        print("  WhatsApp has approved the templates: answers there have buttons now.\n", flush=True)
        while True:
            house.look_after()
            time.sleep(0.5)
    print()


def _end(_signum: int, _frame: object) -> None:
    """End it, and let nobody who is in a hurry break off the tidying up, which takes seconds."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    raise KeyboardInterrupt


def _settings_of_the_desk(home: Path, redis_url: str, page_port: int, web_port: int) -> settings.Settings:
    return settings.Settings(
        database_url=f"sqlite:///{home}/sounding-board.db",
        redis_url=redis_url,
        public_url=f"http://127.0.0.1:{web_port}",
        twilio_account_sid="AC" + secrets.token_hex(16),
        twilio_auth_token=secrets.token_hex(16),
        twilio_api_url=f"http://127.0.0.1:{page_port}",
        twilio_sms_from="+15005550006",
        twilio_whatsapp_from="whatsapp:+15005550006",
        twilio_messaging_service_sid="",
        twilio_rates="+15005550006=20, whatsapp:+15005550006=80",  # nobody likes to wait at a desk
        coordinators=[simulator.DEFAULT_PHONES[-1].address],
        encryption_keys=[sealing.new_key()],
    )


if __name__ == "__main__":
    main()
