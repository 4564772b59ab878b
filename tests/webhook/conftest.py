"""What tests of the door can ask for."""

from collections.abc import Iterator

import pytest

from tests.webhook.doors import Door, opened


@pytest.fixture
def door(database_url: str, redis_url: str) -> Iterator[Door]:
    """The door, nobody behind it but a database and Redis."""
    with opened(database_url, redis_url) as made:
        yield made
