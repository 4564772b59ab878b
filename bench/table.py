"""Tables in plain text."""

from collections.abc import Sequence
from statistics import median


def show(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join([row[0].ljust(widths[0]), *cells]).rstrip())


def spread(values: Sequence[float], places: int = 0) -> str:
    """The median, and from where to where the values go."""
    if len(values) == 1:
        return f"{values[0]:,.{places}f}"
    return f"{median(values):,.{places}f} ({min(values):,.{places}f}–{max(values):,.{places}f})"
