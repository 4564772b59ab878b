"""One embedded Redis-compatible server for each test process, emptied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from workers.embedded import embedded_redis


@contextmanager
def redis_server(directory: Path) -> Iterator[str]:
    """Run the server for the block and give its URL."""
    with embedded_redis(directory) as url:
        yield url


def empty(url: str) -> None:
    """Forget everything in the server."""
    with Redis.from_url(url) as client:
        client.flushall()
