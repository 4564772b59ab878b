"""Templates at Twilio: made from the copy, handed in to WhatsApp, and followed until there is a verdict."""

from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Engine

from flows import templates as copy
from flows.templates import Wanted
from messaging.content import Contents, check
from models import database, templates

SETTLED = ("approved", "rejected", "disabled")


@dataclass
class Report:
    """What there is now."""

    made: int = 0
    submitted: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)  # copy that WhatsApp wouldn't take, and why
    waiting: list[Wanted] = field(default_factory=list)  # can't go out unasked yet
    ready: int = 0


def push(engine: Engine, contents: Contents) -> Report:
    """Make what is missing, hand in what needs approval, ask after the rest. Running it again changes nothing."""
    report, known = Report(), {one.name: one.sid for one in contents.listed()}
    for wanted in copy.wanted():
        faults = _faults(wanted)
        if faults:
            report.wrong[f"{wanted.language}: {wanted.what}"] = faults
            continue
        made = database.run(engine, templates.made).get((wanted.key, wanted.language))
        if made is None or made.name != wanted.name:
            _make(engine, contents, wanted, known.get(wanted.name), report)
    track(engine, contents)
    made_now = database.run(engine, templates.made)
    for wanted in copy.wanted():
        row = made_now.get((wanted.key, wanted.language))
        if row is not None and (row.status == "approved" or not wanted.approval):
            report.ready += 1
        elif wanted.approval:
            report.waiting.append(wanted)
    return report


def track(engine: Engine, contents: Contents) -> None:
    """Ask WhatsApp for its verdict on what has none yet; a template in use may be paused later, so those too."""
    status = {one.sid: one.status for one in contents.listed()}
    for row in database.run(engine, templates.made).values():
        now = status.get(row.sid, row.status)
        if now == row.status:
            continue
        reason = contents.approval(row.sid)[1] if now == "rejected" else None
        database.run(engine, partial(templates.judged, sid=row.sid, status=now, reason=reason))


def _make(engine: Engine, contents: Contents, wanted: Wanted, sid: str | None, report: Report) -> None:
    """One content at Twilio; one that was made before we died is found by its name."""
    if sid is None:
        items = wanted.described()
        sid = contents.create(
            wanted.name,
            wanted.language,
            wanted.body,
            wanted.samples,
            wanted.buttons,
            items,
            opens=wanted.opens,
        )
        report.made += 1
    database.run(
        engine,
        lambda connection: templates.replace(connection, wanted.name, wanted.key, wanted.language, sid),
    )
    if wanted.approval:
        status = contents.submit(sid, wanted.name)
        database.run(engine, lambda connection: templates.judged(connection, sid, status, None))
        report.submitted += 1


def _faults(wanted: Wanted) -> list[str]:
    """What WhatsApp wouldn't take; inside the window it minds only lengths."""
    items = wanted.described()
    body = wanted.body if wanted.approval else "words"
    return check(
        body, wanted.buttons, items, opens=wanted.opens, samples=wanted.samples if wanted.approval else None
    )
