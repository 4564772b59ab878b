"""The states that were ever released. Somebody may be in the middle of any of them, so none just disappears: it is
there, or it says what it is called today."""

import tomllib
from pathlib import Path

from flows.flow import FLOWS, State

LOCK = Path(__file__).parent / "states.toml"
HEAD = """# Every state that was ever released, by flow. Somebody may be in the middle of any of them.
# Renaming one? Leave its line here and give its new name: old = { renamed_to = "new" }
# New states are added by: make flows
"""


def read() -> dict[str, dict[str, dict[str, str]]]:
    """Flow → state → {} or {"renamed_to": name}."""
    return tomllib.loads(LOCK.read_text()) if LOCK.exists() else {}


def renamed() -> dict[str, dict[str, str]]:
    """Flow → old name → name today."""
    return {
        flow: {state: note["renamed_to"] for state, note in states.items() if "renamed_to" in note}
        for flow, states in read().items()
    }


def stranded() -> list[str]:
    """What a person may be in the middle of that leads nowhere today. A release needs this to be empty."""
    lost = []
    for flow_name, states in read().items():
        flow = FLOWS.get(flow_name)
        for state, note in states.items():
            today = note.get("renamed_to", state)
            if flow is None or not isinstance(flow.states.get(today), State):
                lost.append(f"{flow_name}.{state}")
    return lost


def write() -> None:
    """Add today's states to the lock file; none is ever taken out."""
    known = read()
    for flow in FLOWS.values():
        states = known.setdefault(flow.name, {})
        for place in flow.states.values():
            if isinstance(place, State):
                states.setdefault(place.name, {})
    lines = [HEAD]
    for flow_name in sorted(known):
        lines.append(f"[{flow_name}]")
        for state, note in known[flow_name].items():
            said = f'{{ renamed_to = "{note["renamed_to"]}" }}' if note else "{}"
            lines.append(f"{state} = {said}")
        lines.append("")
    LOCK.write_text("\n".join(lines))
