"""What becomes of a letter that didn't arrive, and who is told: Twilio said no, now or later, or there is no way to its
person. `messaging/verdicts.py` says what each code asks of us; here it is done. Nothing is dropped in silence.
"""

from collections.abc import Iterable
from datetime import timedelta
from random import SystemRandom

from sqlalchemy import Connection

from flows import carrier, letters, templates
from flows.chat import UNASKED
from flows.ways import MARGIN, WINDOW, Made
from flows.words import translate
from messaging import verdicts
from messaging.segments import split
from messaging.verdicts import Verdict
from models import line, members, numbers, outbox, outcomes
from models.base import AnyRow
from models.outbox import Draft, Haste

NO_WAY, KNOCKED, TOO_LATE = "no-way", "knocked", "too-late"  # our own codes
TOO_LATE_BATCH = 100
KEEPS_FAILING = 3  # letters in a row; then the address is parked
# These say nothing about an address.
OURS = (NO_WAY, KNOCKED, TOO_LATE, verdicts.UNCLEAR, verdicts.UNREACHABLE)
AT_ONCE = timedelta(0)
# A halted number is tried with somebody else's letter: if this one's is what's wrong, the others needn't wait for it.
OTHERS_FIRST = timedelta(seconds=30)
_RANDOM = SystemRandom()


def refused(connection: Connection, letter_id: int, ref: str, code: str) -> None:
    """Twilio answered a call with `code`; nothing if the letter has moved on meanwhile."""
    row = line.find(connection, letter_id)
    if row is not None and row.status == "sending" and row.ref == ref:
        _judge(connection, row, code)


def failed(connection: Connection, letter_id: int, code: str) -> None:
    """A status callback said that the letter won't arrive, with `code`; it is marked as failed already."""
    row = line.find(connection, letter_id)
    if row is not None and row.status == "failed":
        _judge(connection, row, code)


def unclear(connection: Connection, asked: Iterable[tuple[int, str, int]]) -> None:
    """Nobody knows what became of these: (letter, ref, how often it was tried). They are looked up, ever later."""
    waits = ((one, ref, verdicts.wait(Verdict.UNCLEAR, attempts, _RANDOM)) for one, ref, attempts in asked)
    outcomes.look_later(connection, list(waits))


def no_way(connection: Connection, row: AnyRow, made: Made) -> None:
    """A queued letter can't reach its person from here: by their other address, after a knock, or when they write."""
    closed = row.parked_at is None
    other = members.elsewhere(connection, row.member_id, row.address_id, ("sms",) if closed else None)
    if other is not None:
        outbox.readdress(connection, row.id, other)
    elif closed and _knocks(connection, row, made):
        outcomes.hold(connection, row.id, KNOCKED)
    else:
        outcomes.hold(connection, row.id, NO_WAY)


def _knocks(connection: Connection, row: AnyRow, made: Made) -> bool:
    """Whether they are asked, by a template, to open the window: once for all that waits for them."""
    language = (row.wording or {}).get("language", "en")
    template = made.get((templates.key_of_note(templates.KNOCK), language))
    if template is None or template.status != "approved":
        return False
    if row.error != KNOCKED and not outcomes.is_held(connection, row.address_id, KNOCKED):
        body = f"{translate(UNASKED, language)}\n{translate(templates.KNOCK, language)}"
        shown = {"copy": str(templates.KNOCK), "facts": {}, "language": language}
        knock = Draft(row.address_id, body, shown, not_after=row.not_after, discreet=row.id < 0)
        outbox.put(connection, [knock])
    return True


def look_again(connection: Connection) -> None:
    """Queue what found a way meanwhile, and give up on what is of no use any more."""
    outcomes.release_open(connection, WINDOW - MARGIN)
    for row in outcomes.too_late(connection, TOO_LATE_BATCH):
        too_late(connection, row)


def too_late(connection: Connection, row: AnyRow) -> None:
    """It never found its way in time. A coordinator is told."""
    _dead(connection, row, row.error or TOO_LATE)


def gave_up(connection: Connection, row: AnyRow) -> None:
    """Twilio never told us what became of it, however often it was asked."""
    _dead(connection, row, verdicts.UNCLEAR)


def _judge(connection: Connection, row: AnyRow, code: str) -> None:
    """Do what the code asks."""
    asked = verdicts.verdict(code)
    match asked:
        case Verdict.OPTED_OUT:
            carrier.opted_out(connection, row.member_id, row.not_before)
            outcomes.move_any(connection, row.id, "withdrawn", code)
            letters.tell_author(connection, row)
        case Verdict.HALT:
            _halt(connection, row, code)
        case Verdict.BAD_NUMBER | Verdict.ELSEWHERE:
            _send_elsewhere(connection, row, code)
        case Verdict.SPLIT:
            _split(connection, row, code)
        case Verdict.TEMPLATE:
            _as_template(connection, row, code)
        case Verdict.DEAD | Verdict.BLOCKED:
            _dead(connection, row, code)
        case _:
            _again(connection, row, asked, code)


def _halt(connection: Connection, row: AnyRow, code: str) -> None:
    """The number is held, and tried with somebody else's letter. When that one went and this one is refused again, it
    is this letter's own trouble (a country that isn't switched on), and must not hold up the others."""
    before = verdicts.verdict(row.error or "") is Verdict.HALT
    if row.status == "sending" and before and not numbers.is_halted(connection, row.number):
        _dead(connection, row, code)
        return
    if row.number and numbers.halt(connection, row.number, code):
        letters.tell_coordinators(connection, row.number)
    outcomes.again(connection, row.id, numbers.PROBE_AFTER + OTHERS_FIRST, code, tried=False)


def _again(connection: Connection, row: AnyRow, asked: Verdict, code: str) -> None:
    if row.attempts > verdicts.retries(asked, row.address):
        _dead(connection, row, code)
        return
    wait = verdicts.wait(asked, row.attempts, _RANDOM)
    if asked is Verdict.SLOW and row.number:
        numbers.slow_down(connection, row.number, wait)
    outcomes.again(connection, row.id, wait, code)


def _send_elsewhere(connection: Connection, row: AnyRow, code: str) -> None:
    """Nothing gets to this address: it is parked, and what waits for it goes to their other one."""
    members.park(connection, row.address_id, code)
    other = members.elsewhere(connection, row.member_id, row.address_id)
    if other is None:
        _dead(connection, row, code)
        return
    outcomes.again(connection, row.id, AT_ONCE, code)
    outbox.readdress_all(connection, row.address_id, other)


def _split(connection: Connection, row: AnyRow, code: str) -> None:
    """Too long for them: in halves. One that is short already is no matter of length."""
    parts = split(row.body, max(len(row.body) // 2 + 1, 160), first_line=True)
    if len(parts) < 2:
        _dead(connection, row, code)
        return
    drafts = [
        Draft(
            row.address_id,
            part,
            author=row.author_id,
            due=row.due_at,
            not_after=row.not_after,
            haste=Haste(row.haste),
            discreet=row.id < 0,
        )
        for part in parts
    ]
    outbox.put(connection, drafts)
    outcomes.move_any(connection, row.id, "withdrawn", code)


def _as_template(connection: Connection, row: AnyRow, code: str) -> None:
    """The window was closed, though we took it for open: the next claim looks for another way."""
    if row.attempts > verdicts.retries(Verdict.LATER, row.address) + 1:
        _dead(connection, row, code)
    else:
        outcomes.again(connection, row.id, AT_ONCE, code)


def _dead(connection: Connection, row: AnyRow, code: str) -> None:
    """It won't arrive. The coordinators are told, and can send it again."""
    outcomes.fail(connection, row.id, code)
    letters.tell_author(connection, row)
    if code not in OURS and outcomes.failing(connection, row.address_id, KEEPS_FAILING):
        members.park(connection, row.address_id, code)
        other = members.elsewhere(connection, row.member_id, row.address_id)
        if other is not None:
            outbox.readdress_all(connection, row.address_id, other)
    if row.id > 0:  # a discreet one is looked after by whoever it is between
        letters.tell_coordinators(connection)
