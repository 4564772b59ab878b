"""Lifecycles as explicit state machines: every allowed move in one place, an illegal one raises."""

from collections.abc import Mapping
from typing import Any


class IllegalMove(Exception):
    """A row was asked to move where its lifecycle doesn't lead."""


class Lifecycle:
    """The states of one kind of row and the moves between them. The first state named is where a row begins."""

    def __init__(self, noun: str, moves: Mapping[str, tuple[str, ...]]) -> None:
        self.noun = noun
        self.moves = dict(moves)
        self.first = next(iter(moves))
        unknown = {end for ends in moves.values() for end in ends} - set(moves)
        if unknown:
            raise ValueError(f"{noun}: {sorted(unknown)} have no line of their own")

    def check(self, old: str | None, new: str) -> str:
        """`new`, if a row may move from `old` to it (`old` None: a new row). Raises IllegalMove."""
        if new not in self.moves:
            raise IllegalMove(f"a {self.noun} can't be {new!r}")
        if old is not None and old != new and new not in self.moves[old]:
            raise IllegalMove(f"a {self.noun} can't go from {old!r} to {new!r}")
        return new

    def before(self, new: str) -> tuple[str, ...]:
        """The states that lead to `new`, for an UPDATE that must not pass the machine by."""
        return tuple(state for state, ends in self.moves.items() if new in ends)


class HasLifecycle:
    """Mixin: `status` obeys the class's `lifecycle`."""

    lifecycle: Lifecycle

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "status":
            self.lifecycle.check(self.__dict__.get("status"), value)
        super().__setattr__(name, value)
