"""What ends a process or comes up in a library is told without what anybody said."""

import subprocess
import sys
from pathlib import Path

import pytest

from models import traces

ROOT = Path(traces.__file__).parent.parent
SECRET = "Quokkaquestion"

PROGRAM = f"""
import logging, threading
from models import traces

traces.instead_of_tracebacks()
secret = "".join(({SECRET[:5]!r}, {SECRET[5:]!r}))
thread = threading.Thread(target=lambda: {{}}[secret])
thread.start()
thread.join()
try:
    int(secret)
except ValueError:
    logging.getLogger("rq").exception("quitting")
raise LookupError(secret)
"""


def test_what_ends_is_told_by_kind_and_place() -> None:
    """A thread, what a library logs, and the process itself."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    said = done.stderr + done.stdout
    assert done.returncode == 1
    for kind in ("KeyError", "quitting (ValueError at <string>:11 <module>)", "LookupError"):
        assert kind in said
    assert SECRET not in said
    assert "Traceback" not in said


def test_the_way_to_an_error_is_ours_and_the_last_step_of_others() -> None:
    with pytest.raises(ValueError, match="invalid") as caught:
        int_of(SECRET)
    told = traces.where(caught.value)
    assert told.endswith("int_of")
    assert "tests/models/test_traces.py" in told
    assert SECRET not in told
    assert traces.kinds(caught.value) == "ValueError"


def int_of(words: str) -> int:
    return int(words)
