"""Lifecycles: every declared move is allowed, every other raises."""

import gc
from itertools import product
from typing import Any, cast

import pytest
from sqlalchemy import String

import flows  # noqa: F401 (whatever declares a lifecycle is loaded)
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, IllegalMove, Lifecycle
from models.templates import Template

LIFECYCLES = sorted({one for one in gc.get_objects() if type(one) is Lifecycle}, key=lambda one: one.noun)
KINDS: list[Any] = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, HasLifecycle)),
    key=lambda kind: str(kind.__name__),
)


def test_every_kind_of_row_that_has_a_status_has_a_lifecycle() -> None:
    with_status = {mapper.class_ for mapper in Base.registry.mappers if "status" in mapper.columns}
    assert with_status - {Template} == set(KINDS), "a template's status is WhatsApp's word, not ours"
    assert {kind.lifecycle.noun for kind in KINDS} <= {one.noun for one in LIFECYCLES}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_move_is_declared_or_raises(kind: Any) -> None:
    """Every state to every state: as the lifecycle says, as a row obeys, and as an UPDATE asks it."""
    lifecycle: Lifecycle = kind.lifecycle
    for old, new in product(lifecycle.moves, repeat=2):
        declared = new in lifecycle.moves[old]
        assert (old in lifecycle.before(new)) == declared
        row = kind(status=old)
        if declared or old == new:
            assert lifecycle.check(old, new) == new
            row.status = new
            assert row.status == new
            continue
        with pytest.raises(IllegalMove):
            lifecycle.check(old, new)
        with pytest.raises(IllegalMove):
            row.status = new
        assert row.status == old


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_row_begins_at_the_beginning_and_fits_its_column(kind: Any) -> None:
    column = table_of(kind).c.status
    assert cast(Any, column.default).arg == kind.lifecycle.first
    assert max(map(len, kind.lifecycle.moves)) <= (cast(String, column.type).length or 0)
    with pytest.raises(IllegalMove):
        kind(status="nowhere")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_state_can_be_reached(kind: Any) -> None:
    reached, ahead = set(), [kind.lifecycle.first]
    while ahead:
        state = ahead.pop()
        if state not in reached:
            reached.add(state)
            ahead += kind.lifecycle.moves[state]
    assert reached == set(kind.lifecycle.moves)


def test_a_move_to_nowhere_can_not_be_declared() -> None:
    with pytest.raises(ValueError, match="have no line of their own"):
        Lifecycle("tea", {"hot": ("cold",)})
