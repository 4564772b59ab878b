"""What ends a process or comes up in a library is told without what anybody said."""

import subprocess
import sys
from pathlib import Path

import pytest

from models import traces

ROOT = Path(traces.__file__).parent.parent
SECRET = "Quokkaquestion"

ENDS = {
    "the process": "raise ValueError(secret())",
    "a thread": "import threading; t = threading.Thread(target=lambda: {}[secret()]); t.start(); t.join()",
    "a library's record": (
        "import logging\ntry:\n    {}[secret()]\nexcept KeyError:\n    logging.getLogger('rq').exception('quitting')"
    ),
}


@pytest.mark.parametrize("what", ENDS)
def test_what_ends_is_told_by_kind_and_place(what: str) -> None:
    program = f"import cli; cli._log_ids_only()\nsecret = lambda: chr(81) + {SECRET[1:]!r}\n{ENDS[what]}\n"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Error" in done.stderr, "what it was"
    assert SECRET not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


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
