"""Every transcript, played on the real app over real HTTP; where its first line says so, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import select

from flows.chat import UNASKED
from flows.words import LANGUAGES, translate
from models import database
from models.outbox import Letter
from tests import chats
from tests.playhouse import Playhouse
from workers import kit

FIRST_LINES = {translate(UNASKED, language) for language in LANGUAGES}
ON_BOTH = "# On both databases"
TRANSCRIPTS = [
    pytest.param(
        path,
        id=path.stem,
        marks=[pytest.mark.both_databases] if path.read_text().startswith(ON_BOTH) else [],
    )
    for path in sorted(chats.CONVERSATIONS.glob("*.chat"))
]


@pytest.mark.parametrize("path", TRANSCRIPTS)
def test_conversation(path: Path, house: Playhouse) -> None:
    chats.Play(house, chats.parse(path.read_text())).run()
    letters = database.run(kit.kit().engine, lambda c: c.execute(select(Letter.body, Letter.answers)).all())
    told = [
        body
        for body, answers in letters
        if body and answers is None and body.split("\n")[0] not in FIRST_LINES
    ]  # what was only passed on is empty by now
    assert told == [], "the first line of what nobody asked for tells nothing to who glances at the phone"
