"""Every transcript, played against the real app over signed HTTP, on each database."""

from pathlib import Path

import pytest

from tests import chats
from tests.playhouse import Playhouse


@pytest.mark.parametrize("path", sorted(chats.CONVERSATIONS.glob("*.chat")), ids=lambda path: path.stem)
def test_conversation(path: Path, house: Playhouse) -> None:
    chats.Play(house, chats.parse(path.read_text())).run()
