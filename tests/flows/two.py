"""Two members who have to do with each other, and a coordinator; for tests of what is between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from flows.chat import UNASKED
from flows.conversation import receive
from flows.flow import Flow
from messaging.inbound import Inbound
from models import clock, outbox
from models.base import table_of
from models.consents import Consent
from models.members import Address, Member
from models.nudges import Nudge
from models.outbox import Draft, Letter
from models.pairings import Pairing
from models.sessions import Meeting
from models.talks import TalkRow
from tests.models import people

AMA, CHIDI, MAYA = "+447700900201", "+447700900202", "+447700900999"
AMA_TOO = f"whatsapp:{AMA}"


def soon() -> datetime:
    """In three days."""
    return (clock.now() + timedelta(days=3)).replace(microsecond=0)


@dataclass
class Two:
    """Ama, on SMS and WhatsApp, Chidi on SMS, and Maya who coordinates."""

    engine: Engine
    sids: Iterator[int]
    ama: int = 0
    chidi: int = 0

    def text(self, sender: str, body: str, opt_out_type: str | None = None) -> str | None:
        """One text; the answer."""
        channel = "whatsapp" if sender.startswith("whatsapp:") else "sms"
        inbound = Inbound(f"SM{next(self.sids):032x}", channel, sender, body, opt_out_type=opt_out_type)
        with self.engine.begin() as connection:
            return receive(connection, inbound).reply

    def told(self, member_id: int) -> list[str]:
        """What lies in the outbox for somebody, without its first line, in order."""
        letters, addresses = table_of(Letter), table_of(Address)
        theirs = (
            select(letters.c.body)
            .join(addresses, letters.c.address_id == addresses.c.id)
            .where(addresses.c.member_id == member_id, letters.c.status == "queued")
        )
        with self.engine.begin() as connection:
            bodies = connection.scalars(theirs.order_by(letters.c.id)).all()
        return [body.removeprefix(f"{UNASKED}\n") for body in bodies]

    def do(self, act: Callable[[Connection, Session], None]) -> None:
        """Something in one transaction."""
        with self.engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
            act(connection, db)
            db.flush()

    def ask(self, member_id: int, flow: Flow, about: int) -> None:
        """Put a question on somebody's agenda."""

        def act(connection: Connection, db: Session) -> None:
            people.ask(connection, db.get_one(Member, member_id), flow, about)

        self.do(act)

    def write(self, member_id: int, status: str = "queued") -> None:
        """A letter for each of somebody's addresses."""

        def act(connection: Connection, db: Session) -> None:
            theirs = db.scalars(select(Address).where(Address.member_id == member_id))
            outbox.put(connection, [Draft(one.id, "a note") for one in theirs])
            connection.execute(table_of(Letter).update().values(status=status))

        self.do(act)

    def pair(self, status: str) -> int:
        """Ama and Chidi have come so far."""
        made: list[int] = []

        def act(_connection: Connection, db: Session) -> None:
            ama, chidi = db.get_one(Member, self.ama), db.get_one(Member, self.chidi)
            made.append(people.pairing(db, ama, chidi, ama, status).id)

        self.do(act)
        return made[0]

    def plan(self, pairing_id: int, starts_at: datetime, status: str, by: int | None = None) -> int:
        """A session of theirs."""
        made: list[int] = []

        def act(_connection: Connection, db: Session) -> None:
            meeting = people.meeting(db, db.get_one(Pairing, pairing_id), starts_at, status)
            meeting.proposed_by = by or self.ama
            made.append(meeting.id)

        self.do(act)
        return made[0]

    def status(self, model: type[Pairing] | type[Meeting], row_id: int) -> str:
        """Where a row is."""
        with self.engine.begin() as connection:
            found = connection.scalar(select(table_of(model).c.status).where(table_of(model).c.id == row_id))
        return str(found)

    def letters(self) -> list[str]:
        """What became of every letter, in order."""
        with self.engine.begin() as connection:
            return list(connection.scalars(select(table_of(Letter).c.status).order_by(table_of(Letter).c.id)))

    def has_stopped(self, member_id: int) -> bool:
        """Whether somebody wants no texts."""
        with self.engine.begin() as connection:
            table = table_of(Member)
            return connection.scalar(select(table.c.stopped_at).where(table.c.id == member_id)) is not None

    def everything(self) -> list[object]:
        """Every row that leaving could touch."""
        with self.engine.begin() as connection:
            return [
                connection.execute(select(table_of(model)).order_by(table_of(model).c.id)).all()
                for model in (Member, Consent, Letter, Nudge, TalkRow, Pairing, Meeting)
            ]
