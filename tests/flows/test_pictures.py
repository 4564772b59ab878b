"""A letter with a picture: shown on WhatsApp, a link elsewhere."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from flows import ways

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
LINK = "https://board.example.org/picture/token.png"


def letter(**more: Any) -> Any:
    row = {"body": "135 sessions", "channel": "whatsapp", "heard_at": NOON, "not_before": NOON, "error": None}
    wording = {"labels": [], "lead": "135 sessions", "language": "en", "picture": LINK}
    return SimpleNamespace(**(row | {"wording": wording} | more))


@pytest.mark.parametrize(
    ("more", "body", "picture"),
    [
        ({}, "135 sessions", LINK),
        ({"channel": "sms"}, f"135 sessions\n{LINK}", None),
        ({"error": "63019"}, f"135 sessions\n{LINK}", None),  # it couldn't be fetched
    ],
)
def test_its_picture_is_shown_or_linked_and_it_is_recognised_either_way(
    more: dict[str, Any], body: str, picture: str | None
) -> None:
    way = ways.find(letter(**more), {}, NOON)
    assert way is not None
    assert (way.body, way.picture, way.content_sid) == (body, picture, None)
    assert set(way.says) == {"135 sessions", f"135 sessions\n{LINK}"}


def test_a_day_after_her_last_text_there_is_no_way_for_it() -> None:
    assert ways.find(letter(heard_at=NOON - timedelta(days=2)), {}, NOON) is None
