"""Sealed columns: AES-GCM with keys that rotate, and a keyed hash to look sealed values up.

A sealed value is `key id (4 bytes) + nonce (12) + ciphertext`. The column's own name is authenticated with it, so a
value copied into another column doesn't open.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

KEY_BYTES = 32
_ID, _NONCE = 4, 12


class SealError(Exception):
    """A value can't be opened: its key is gone or the value was changed. Carries no content."""


class _Key:
    def __init__(self, secret: bytes) -> None:
        self.id = hashlib.sha256(b"sounding-board key id" + secret).digest()[:_ID]
        self.aead = AESGCM(hmac.digest(secret, b"sounding-board sealing", "sha256"))
        self.lookup = hmac.digest(secret, b"sounding-board look-up", "sha256")
        self.signing = hmac.digest(secret, b"sounding-board links", "sha256")


class Keyring:
    """The keys, newest first. The newest seals; each opens what it sealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are 32 random bytes each, in URL-safe base64. Raises ValueError for anything else."""
        if not keys:
            raise ValueError("at least one key is needed")
        self._keys = [_Key(_decoded(key)) for key in keys]
        self._by_id = {key.id: key for key in self._keys}

    def seal(self, value: bytes, place: bytes) -> bytes:
        """Encrypt `value` for `place` with the newest key."""
        nonce = os.urandom(_NONCE)
        key = self._keys[0]
        return key.id + nonce + key.aead.encrypt(nonce, value, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Decrypt what `seal` made for the same `place`. Raises SealError."""
        key = self._by_id.get(sealed[:_ID])
        if key is None:
            raise SealError("a key is missing from ENCRYPTION_KEYS")
        try:
            return key.aead.decrypt(sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :], place)
        except (InvalidTag, ValueError) as error:  # ValueError: cut off within the nonce
            raise SealError("a sealed value was changed") from error

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed it; the rotation seals the others again."""
        return sealed[:_ID] == self._keys[0].id

    def lookups(self, value: str) -> list[bytes]:
        """Keyed hashes of `value`, the newest key's first: search all, store the first."""
        return [hmac.digest(key.lookup, value.encode(), "sha256") for key in self._keys]

    def signing_keys(self) -> list[bytes]:
        """Keys for signed links, oldest first, as itsdangerous wants them."""
        return [key.signing for key in reversed(self._keys)]


def _decoded(key: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(key.encode() + b"=" * (-len(key) % 4))
    except ValueError as error:
        raise ValueError("a key must be URL-safe base64") from error
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a key must be {KEY_BYTES} bytes long")
    return secret


def new_key() -> str:
    """A fresh key, as `ENCRYPTION_KEYS` wants it."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode().rstrip("=")


_keyring: Keyring | None = None


def use(keys: Sequence[str]) -> None:
    """Give this process its keys. Called once at start by the edges."""
    global _keyring
    _keyring = Keyring(keys)


def keyring() -> Keyring:
    """The process's keys. Raises SealError before `use`."""
    if _keyring is None:
        raise SealError("no keys: models.sealing.use() was not called")
    return _keyring


class Sealed(TypeDecorator[str]):
    """Text that is encrypted in the database. `place` names the column, for authentication."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        if value is None:
            return None
        return keyring().seal(value.encode("utf-8", "replace"), self.place.encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Open on the way out."""
        return None if value is None else keyring().open(bytes(value), self.place.encode()).decode()


def _to_json(value: Any) -> Any:
    """Moments and days under names that no answer can have."""
    if isinstance(value, datetime):
        return {"@moment": value.isoformat()}
    if isinstance(value, date):
        return {"@day": value.isoformat()}
    raise TypeError(f"a {type(value).__name__} can't be kept")


def _from_json(value: dict[str, Any]) -> Any:
    if len(value) == 1 and "@moment" in value:
        return datetime.fromisoformat(value["@moment"])
    if len(value) == 1 and "@day" in value:
        return date.fromisoformat(value["@day"])
    return value


class SealedJSON(TypeDecorator[Any]):
    """A JSON value, moments and days included, that is encrypted in the database."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        if value is None:
            return None
        return keyring().seal(
            json.dumps(value, separators=(",", ":"), default=_to_json).encode(), self.place.encode()
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Open on the way out."""
        if value is None:
            return None
        return json.loads(keyring().open(bytes(value), self.place.encode()), object_hook=_from_json)
