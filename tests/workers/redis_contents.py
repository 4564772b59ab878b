"""What is in Redis, in the open."""

import base64
import zlib
from contextlib import suppress

from redis import Redis


def everything(redis: "Redis") -> bytes:
    """All that Redis holds, unpacked, keys and values, a line each."""
    found: list[bytes] = []
    for key in redis.keys("*"):
        kind = redis.type(key)
        found.append(key)
        if kind == b"string":
            found.append(redis.get(key) or b"")
        elif kind == b"hash":
            found += [piece for pair in redis.hgetall(key).items() for piece in pair]
        elif kind == b"list":
            found += redis.lrange(key, 0, -1)
        elif kind == b"set":
            found += redis.smembers(key)
        elif kind == b"zset":
            found += redis.zrange(key, 0, -1)
        elif kind != b"none":  # gone since
            assert kind == b"stream", kind
            found += [piece for _id, pairs in redis.xrange(key) for pair in pairs.items() for piece in pair]
    return b"\n".join(_unpacked(piece) for piece in found)


def _unpacked(piece: bytes) -> bytes:
    """RQ packs a job, and what it failed with, in two ways."""
    with suppress(zlib.error):
        return zlib.decompress(piece)
    with suppress(zlib.error, ValueError):
        return zlib.decompress(base64.b64decode(piece, validate=True))
    return piece
