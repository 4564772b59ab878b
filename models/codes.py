"""Codes of six figures that go to somebody's phone: new ones, and the keyed hashes by which they are known again."""

import secrets

from models.sealing import keyring


def fresh() -> str:
    """A new code."""
    return f"{secrets.randbelow(10**6):06}"


def hashes(what_for: str, code: str) -> list[bytes]:
    """Keyed hashes of a code, the newest key's first: compare with all, store the first. `what_for` sets one use apart from
    another."""
    return keyring().lookups(f"{what_for} {code}")
