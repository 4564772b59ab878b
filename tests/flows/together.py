"""Two who text at once: what one does while another's text was taken and isn't committed yet."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from flows.conversation import receive
from messaging.inbound import Inbound
from models import database
from tests.flows.rounds import Community
from tests.models import people

UNDER_WAY = 0.4  # seconds until a text that has to wait does so


def inbound(crowd: Community, name: str, body: str) -> Inbound:
    return Inbound(f"SM{next(crowd.sids):032x}", "sms", crowd.phones[name], body)


def reply(crowd: Community, name: str, body: str) -> str:
    """As the door does it."""
    one = inbound(crowd, name, body)
    return database.run(crowd.engine, lambda connection: receive(connection, one)).reply or ""


def while_under_way(crowd: Community, first: tuple[str, str], *others: tuple[str, str]) -> list[str]:
    """What these others read, who text while the first text was taken and not yet committed."""
    one = inbound(crowd, *first)
    with ThreadPoolExecutor(len(others)) as pool:
        with crowd.engine.begin() as connection:
            receive(connection, one)
            waiting = [pool.submit(reply, crowd, *other) for other in others]
            time.sleep(UNDER_WAY)
        read = [each.result(30) for each in waiting]
    crowd.work()
    return read


def at_once(*acts: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(60) for done in [pool.submit(act) for act in acts]]


def another_coordinator(crowd: Community, name: str = "Nia") -> None:
    crowd.phones[name] = f"+4477009009{len(crowd.phones):02}"
    with crowd.engine.begin() as connection, Session(bind=connection) as db:
        people.coordinator(db, crowd.phones[name])
