"""Trust: whether a text from a coordinator's SMS number is really theirs. A sender can be forged, an answer can't be
read by the forger: so a code goes there first, and what was asked for waits until it comes back.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, ForeignKey, LargeBinary, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock, codes
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.sealing import Sealed

TRUST = Lifecycle(
    "trust",
    {
        "closed": ("asked", "locked"),
        "asked": ("open", "closed", "locked"),
        "open": ("asked", "closed"),
        "locked": ("closed",),
    },
)
CODE_LASTS = timedelta(minutes=10)
QUIET = timedelta(minutes=30)  # a session is over when nothing was asked for so long
WHOLE = timedelta(hours=4)  # and after this in any case
MISSES = 5  # wrong codes within an hour without a right one, whichever they were for, and it is locked
CODES = 6  # asked for within it, and it is locked
HOUR = timedelta(hours=1)  # that, and how long it stays locked


class Trust(HasLifecycle, Base):
    """Where one coordinator's number stands. There is one row for each who ever gave a command by SMS."""

    __tablename__ = "trusts"
    lifecycle = TRUST

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    status: Mapped[str] = mapped_column(String(8), default="closed")
    code: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # keyed hash of the code that was sent last
    asked_at: Mapped[datetime | None]
    held: Mapped[str | None] = mapped_column(Sealed("trusts.held"))  # the text that waits for the code
    held_for: Mapped[str | None] = mapped_column(String(64))  # the question it answers
    misses: Mapped[int] = mapped_column(default=0)
    codes: Mapped[int] = mapped_column(default=0)  # sent since `codes_since` without one that came back
    codes_since: Mapped[datetime | None]  # `misses` are counted from it too
    opened_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]

    def is_open(self) -> bool:
        """Whether a session is on."""
        if self.status != "open" or self.opened_at is None or self.used_at is None:
            return False
        now = clock.now()
        return now - self.used_at < QUIET and now - self.opened_at < WHOLE

    def is_locked(self) -> bool:
        """Whether nothing can be done from there for now."""
        return self.status == "locked" and self.locked_until is not None and clock.now() < self.locked_until

    def is_asked(self) -> bool:
        """Whether a code is out that still counts."""
        if self.status != "asked" or self.asked_at is None:
            return False
        return clock.now() - self.asked_at < CODE_LASTS

    def ask(self, held: str, held_for: str | None) -> str | None:
        """Hold a text and give the code for it, a new one each time; None when there were too many, and it is locked."""
        now = clock.now()
        if self.status == "locked" or self.codes_since is None or now - self.codes_since >= HOUR:
            self.codes, self.misses, self.codes_since = 0, 0, now
        self.codes += 1
        self.close()
        if self.codes > CODES:
            self.lock()
            return None
        code = codes.fresh()
        self.status, self.code, self.asked_at = "asked", _hashed(self.member_id, code), now
        self.held, self.held_for = held, held_for
        return code

    def fits(self, code: str) -> bool:
        """Whether this is the code that is out. A wrong one counts; after some it is locked."""
        if any(hmac.compare_digest(self.code or b"", one) for one in _hashes(self.member_id, code)):
            return True
        self.misses += 1
        if self.misses >= MISSES:
            self.lock()
        return False

    def open(self) -> None:
        """The code came back: it is they who texts."""
        self.status, self.code, self.misses, self.codes = "open", None, 0, 0
        self.opened_at = self.used_at = clock.now()

    def use(self) -> None:
        """Something was asked for in this session. The clock may have been turned back; a session isn't."""
        self.used_at = max(self.used_at or clock.now(), clock.now())

    def close(self) -> None:
        """No session, no code, nothing held."""
        if self.status != "closed":
            self.status = "closed"
        self.code = self.held = self.held_for = self.opened_at = self.used_at = self.locked_until = None

    def lock(self) -> None:
        """Nothing can be done from there for an hour."""
        self.close()
        self.status, self.locked_until = "locked", clock.now() + HOUR

    def unlock(self) -> None:
        """Somebody else who coordinates knows that it is they."""
        self.close()
        self.codes = self.misses = 0


def of(db: Session, member_id: int) -> Trust:
    """Where this coordinator's number stands; their own row is locked, so nobody else makes one now."""
    found = known(db, member_id)
    if found is None:
        found = Trust(member_id=member_id)
        db.add(found)
        db.flush()
    return found


def known(db: Session, member_id: int) -> Trust | None:
    """The same, without making a row."""
    return db.scalar(select(Trust).where(Trust.member_id == member_id))


def forget_held(connection: Connection, before: datetime, most: int) -> int:
    """Forget texts that wait for a code sent before this moment (aware UTC), and the code, at most so many. Returns how
    many."""
    table = table_of(Trust)
    old = table.c.asked_at < before, table.c.held.is_not(None)
    ids = list(connection.scalars(select(table.c.id).where(*old).limit(most)))
    if not ids:
        return 0
    # Looked at again as it is written: a newer text may wait there by now.
    gone = update(table).where(table.c.id.in_(ids), *old).values(code=None, held=None, held_for=None)
    return int(connection.execute(gone).rowcount)


def _hashed(member_id: int, code: str) -> bytes:
    return _hashes(member_id, code)[0]


def _hashes(member_id: int, code: str) -> list[bytes]:
    return codes.hashes(f"trust {member_id}", code)
