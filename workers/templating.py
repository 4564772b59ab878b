"""Templates at Twilio: made from the copy, handed in to WhatsApp, and followed until there is a verdict."""

from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Engine

from flows import templates as copy
from flows.templates import Wanted
from flows.ways import Made
from messaging.content import UNSUBMITTED, Contents, check
from models import database, outcomes, templates
from workers.kit import kit


@dataclass
class Report:
    """What there is now."""

    made: int = 0
    submitted: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)  # copy that WhatsApp wouldn't take, and why
    waiting: list[Wanted] = field(default_factory=list)  # can't go out unasked yet
    ready: int = 0


def push(engine: Engine, contents: Contents) -> Report:
    """Make what is missing, hand in what needs approval, ask after the rest. Running it again changes nothing, and
    goes on where the last run died."""
    report, known = Report(), {one.name: one.sid for one in contents.listed()}
    track(engine, contents)
    made = database.run(engine, templates.made)
    for wanted in copy.wanted():
        faults = _faults(wanted)
        if faults:
            report.wrong[f"{wanted.language}: {wanted.what}"] = faults
            continue
        row = made.get((wanted.key, wanted.language))
        same = row is not None and row.name == wanted.name
        sid = row.sid if row is not None and same else _make(engine, contents, wanted, known, report)
        if wanted.approval and (row is None or not same or row.status == UNSUBMITTED):
            status = contents.submit(sid, wanted.name)
            database.run(engine, partial(templates.judged, sid=sid, status=status, reason=None))
            report.submitted += 1
    track(engine, contents)
    _count(report, database.run(engine, templates.made))
    return report


def _count(report: Report, made: Made) -> None:
    for wanted in copy.wanted():
        row = made.get((wanted.key, wanted.language))
        if row is not None and (row.status == "approved" or not wanted.approval):
            report.ready += 1
        elif wanted.approval:
            report.waiting.append(wanted)


def look_after() -> int:
    """The tick: ask for the verdicts, where there are templates at all. Returns how many changed."""
    if not database.run(kit().engine, templates.made):
        return 0
    return track(kit().engine, kit().contents)


def track(engine: Engine, contents: Contents) -> int:
    """Ask WhatsApp for its verdict on what has none yet; a template in use may be paused later, so those too."""
    status = {one.sid: one.status for one in contents.listed()}
    changed = 0
    for row in database.run(engine, templates.made).values():
        now = status.get(row.sid, row.status)
        if now == row.status:
            continue
        changed += 1
        reason = contents.approval(row.sid)[1] if now == "rejected" else None
        database.run(engine, partial(templates.judged, sid=row.sid, status=now, reason=reason))
    if changed:
        database.run(engine, outcomes.release_all)
    return changed


def _make(engine: Engine, contents: Contents, wanted: Wanted, known: dict[str, str], report: Report) -> str:
    """One content at Twilio; one that was made before we died is found by its name. Its sid."""
    sid = known.get(wanted.name)
    if sid is None:
        sid = contents.create(
            wanted.name,
            wanted.language,
            wanted.body,
            wanted.samples,
            wanted.buttons,
            wanted.described(),
            opens=wanted.opens,
        )
        report.made += 1
    note = partial(templates.replace, name=wanted.name, key=wanted.key, language=wanted.language, sid=sid)
    database.run(engine, note)
    return sid


def _faults(wanted: Wanted) -> list[str]:
    """What WhatsApp wouldn't take; inside the window it minds only lengths."""
    body, samples = (wanted.body, wanted.samples) if wanted.approval else ("words", None)
    return check(body, wanted.buttons, wanted.described(), opens=wanted.opens, samples=samples)
