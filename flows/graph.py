"""The flow graph, read from the code: where each answer may lead."""

import ast
import inspect
import textwrap
from pathlib import Path

from flows.flow import FLOWS, End, Flow, State

PAGE = Path(__file__).parent.parent / "docs" / "flows.md"


def leads_to(state: State) -> list[str]:
    """The names of the states and ends that this state's function names, in the order they are written."""
    function = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(state.then)))).body[0]
    names = (node for node in ast.walk(function) if isinstance(node, ast.Name))
    found = [node for node in names if node.id in state.flow.states]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in found))


def unreachable(flow: Flow) -> list[str]:
    """States and ends that no answer leads to."""
    seen, ahead = set(), [flow.entry.name]
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        place = flow.states[name]
        if isinstance(place, State):
            ahead += leads_to(place)
    return [name for name in flow.states if name not in seen]


def dead_ends(flow: Flow) -> list[str]:
    """Questions whose answers lead nowhere."""
    return [place.name for place in flow.states.values() if isinstance(place, State) and not leads_to(place)]


def page() -> str:
    """`docs/flows.md`: each flow as a Mermaid diagram."""
    parts = [
        "# The conversations\n\nMade from the code by `make flows`. A box is a question, a round one an end.\n"
    ]
    for name in sorted(FLOWS):
        flow = FLOWS[name]
        parts.append(f"## {name}\n\nBegins at `{flow.entry.name}`.\n\n```mermaid\nflowchart TD")
        for place in flow.states.values():
            shape = (
                f"{place.name}([{place.name}])"
                if isinstance(place, End)
                else f"{place.name}[{_label(place)}]"
            )
            parts.append(f"    {shape}")
        for place in flow.states.values():
            if isinstance(place, State):
                parts += [f"    {place.name} --> {after}" for after in leads_to(place)]
        parts.append("```\n")
    return "\n".join(parts)


def _label(state: State) -> str:
    """The question's first sentence, safe inside a diagram."""
    words = " ".join(state.prompt.split()).replace('"', "'")
    return f'"{textwrap.shorten(words, 70, placeholder=" …")}"'


def write() -> None:
    """Write the page."""
    PAGE.write_text(page())
