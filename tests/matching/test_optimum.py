"""The heaviest matching, against exhaustive search and networkx; the method for large graphs, made to run on small ones."""

import json
import subprocess
import sys
from collections.abc import Iterable
from functools import lru_cache

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import blossoms, cover, optimum, regions
from matching.optimum import Solution, solve

Weighted = dict[tuple[int, int], int]


@st.composite
def graphs(draw: st.DrawFn, most: int = 9, least_weight: int = 1) -> tuple[int, Weighted]:
    count = draw(st.integers(2, most))
    every = [(one, two) for one in range(count) for two in range(one + 1, count)]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=24))
    return count, {pair: draw(st.integers(least_weight, 12)) for pair in chosen}


def solved(count: int, graph: Weighted, *, max_cardinality: bool = False) -> Solution:
    return solve(
        count, np.array([*graph]).reshape(-1, 2), np.array([*graph.values()]), max_cardinality=max_cardinality
    )


def best(count: int, graph: Weighted) -> int:
    """The most a matching can weigh, by looking at every matching."""

    @lru_cache(None)
    def of(left: int) -> int:
        if not left:
            return 0
        one = left.bit_length() - 1
        rest = left & ~(1 << one)
        partners = (two for two in range(one) if rest >> two & 1 and (two, one) in graph)
        return max([of(rest), *(graph[two, one] + of(rest & ~(1 << two)) for two in partners)])

    return of((1 << count) - 1)


def check(solution: Solution, graph: Weighted) -> None:
    """What every solution must be: a matching of pairs that were offered, worth what it says, under its bound."""
    people = [person for pair in solution.pairs for person in pair]
    assert len(people) == len(set(people))
    assert solution.pairs == sorted(solution.pairs)
    assert sum(graph[pair] for pair in solution.pairs) == solution.value
    assert solution.bound >= solution.value
    assert solution.exact == (solution.bound == solution.value)


def neighbours(count: int, each: int, seed: int) -> Weighted:
    """Everybody with those nearest to them in three dimensions: full of triangles, where the double cover does badly."""
    at = np.random.default_rng(seed).random((count, 3))
    far = np.linalg.norm(at[:, None] - at[None], axis=2)
    near = np.argsort(far, axis=1)[:, 1 : each + 1]
    pairs = {(min(one, two), max(one, two)) for one, row in enumerate(near.tolist()) for two in row}
    return {pair: 1 + round(1000 * (1 - float(far[pair]))) for pair in sorted(pairs)}


@settings(deadline=None)
@given(graphs())
def test_a_small_graph_is_solved_exactly(drawn: tuple[int, Weighted]) -> None:
    count, graph = drawn
    solution = solved(count, graph)
    check(solution, graph)
    assert solution.exact
    assert solution.value == best(count, graph)


@settings(deadline=None)
@given(graphs(least_weight=-6))
def test_as_many_pairs_as_can_be_and_of_these_the_heaviest(drawn: tuple[int, Weighted]) -> None:
    count, graph = drawn
    solution = solved(count, graph, max_cardinality=True)
    check(solution, graph)
    net: networkx.Graph[int] = networkx.Graph()
    net.add_weighted_edges_from((*pair, weight) for pair, weight in graph.items())
    other = networkx.max_weight_matching(net, maxcardinality=True)
    assert solution.exact
    assert len(solution.pairs) == len(other)
    assert solution.value == sum(graph[min(pair), max(pair)] for pair in other)


@settings(deadline=None)
@given(graphs(least_weight=-6))
def test_a_pair_that_is_worth_nothing_is_not_made(drawn: tuple[int, Weighted]) -> None:
    count, graph = drawn
    solution = solved(count, graph)
    assert all(graph[pair] > 0 for pair in solution.pairs)
    assert solution.value == best(count, {pair: weight for pair, weight in graph.items() if weight > 0})


@settings(deadline=None)
@given(graphs(most=12), st.booleans())
def test_the_method_for_large_graphs_stays_under_its_bound(drawn: tuple[int, Weighted], many: bool) -> None:
    count, graph = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimum, "EXACT_UP_TO", 0)
        patch.setattr(regions, "REGION", 8)
        solution = solved(count, graph, max_cardinality=many)
    check(solution, graph)
    exact = solved(count, graph, max_cardinality=many)
    if len(exact.pairs) == len(solution.pairs):
        assert solution.value <= exact.value <= solution.bound
    if not many:
        assert solution.value <= best(count, graph) <= solution.bound


def test_regions_make_a_clustered_graph_nearly_best(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = neighbours(600, 12, seed=3)
    exact = solved(600, graph)
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    monkeypatch.setattr(regions, "REGION", 40_000)
    better = solved(600, graph)
    monkeypatch.setattr(regions, "improve", lambda graph, partner, bound: partner)
    monkeypatch.setattr(blossoms, "ROUNDS", 0)
    easy = solved(600, graph)
    for solution in (better, easy):
        check(solution, graph)
    assert exact.exact
    assert easy.value < 0.98 * exact.value
    assert 0.997 * exact.value <= better.value <= exact.value <= better.bound


@settings(deadline=None)
@given(graphs(most=12), st.integers(0, 9), st.sampled_from((1, 2**10, 2**40)))
def test_no_prices_of_odd_sets_make_the_bound_too_low(
    drawn: tuple[int, Weighted], rounds: int, unit: int
) -> None:
    count, graph = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimum, "EXACT_UP_TO", 0)
        patch.setattr(blossoms, "CLOSE", 2**60)
        patch.setattr(blossoms, "ROUNDS", 0)
        plain = solved(count, {pair: weight * unit for pair, weight in graph.items()})
        patch.setattr(blossoms, "ROUNDS", rounds)
        patch.setattr(blossoms, "HOPED", 1)  # steps too large, so that prices are wrong
        solution = solved(count, {pair: weight * unit for pair, weight in graph.items()})
    assert best(count, graph) * unit <= solution.bound <= plain.bound


@pytest.mark.parametrize("seed", range(4))
def test_odd_sets_tighten_the_bound_where_there_are_many_triangles(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = neighbours(400, 10, seed)
    exact = solved(400, graph).value
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    tight = solved(400, graph).bound
    monkeypatch.setattr(blossoms, "ROUNDS", 0)
    plain = solved(400, graph).bound
    assert exact <= tight
    assert tight - exact <= (plain - exact) / 3


def test_a_triangle_holds_one_pair_and_the_bound_comes_to_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    monkeypatch.setattr(blossoms, "ROUNDS", 40)
    triangle = {(0, 1): 10, (0, 2): 10, (1, 2): 10}  # by the double cover one and a half: 15
    assert (solved(3, triangle).bound, solved(3, triangle).exact) == (10, True)


def test_several_components_are_solved_apart_and_put_together() -> None:
    count, graph = 0, {}
    worth = 0
    for seed in range(5):
        part = neighbours(9, 3, seed)
        graph |= {(one + count, two + count): weight for (one, two), weight in part.items()}
        worth += best(9, part)
        count += 10  # and somebody who suits nobody
    solution = solved(count, graph)
    check(solution, graph)
    assert (solution.value, solution.exact) == (worth, True)


def test_the_order_in_which_pairs_are_given_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = dict.fromkeys(neighbours(200, 10, seed=1), 7)  # as many equally good matchings as can be
    turned = {pair: 7 for pair in reversed(graph)}
    assert solved(200, graph) == solved(200, turned)
    first = _pairs_in_another_process(graph)
    assert first == _pairs_in_another_process(turned) == solved(200, graph).pairs
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    monkeypatch.setattr(regions, "REGION", 20_000)
    assert solved(200, graph) == solved(200, turned)


def _pairs_in_another_process(graph: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same once more, where hashes have another seed."""
    code = (
        "import json, sys; from matching.optimum import solve; pairs = json.load(sys.stdin);"
        "print(json.dumps(solve(200, pairs, [7] * len(pairs)).pairs))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps([*graph]), capture_output=True, text=True, check=True
    )
    return [(one, two) for one, two in json.loads(ran.stdout)]


def test_fractions_are_rounded_but_the_bound_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = neighbours(100, 8, seed=5)
    ends, weights = np.array([*graph]), np.array([*graph.values()]) / 7
    exact = solve(100, ends, weights)
    assert exact.exact
    assert exact.value == pytest.approx(solved(100, graph).value / 7)
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    assert solve(100, ends, weights).bound >= exact.value


def test_whole_numbers_in_floats_are_counted_exactly() -> None:
    large = 2.0**50
    solution = solve(4, [(0, 1), (1, 2), (2, 3)], np.array([large, 2 * large + 1, large]))
    assert (solution.pairs, solution.value) == ([(1, 2)], 2 * large + 1)


def test_weights_too_large_for_floats_only_widen_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimum, "EXACT_UP_TO", 0)
    graph = {pair: weight * 2**46 + weight for pair, weight in neighbours(60, 6, seed=2).items()}
    solution = solved(60, graph)
    monkeypatch.undo()
    exact = solved(60, graph)
    assert solution.value <= exact.value <= solution.bound


def test_nobody_and_nothing() -> None:
    for count in (0, 1, 5):
        assert solve(count, np.empty((0, 2), np.int64), np.empty(0)) == Solution([], 0, 0, True)


@pytest.mark.parametrize(
    ("pairs", "weights"),
    [([(0, 3)], [1]), ([(-1, 0)], [1]), ([(1, 1)], [1]), ([(0, 1)], [1, 2]), ([(0, 1)], [float("nan")])],
)
def test_what_makes_no_sense_is_refused(pairs: list[tuple[int, int]], weights: list[float]) -> None:
    with pytest.raises(ValueError, match="pair"):
        solve(3, pairs, weights)


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        ([5, 1, 1], 5),
        ([1, 9, 9, 1, 9], 18),
        ([1, 2, 1, 2], 4),
        ([3, 1, 3, 1], 6),
        ([4, 1, 4, 1, 1, 9, 1], 17),
    ],
)
def test_a_cycle_is_cut_at_its_best_place(steps: list[int], kept: int) -> None:
    size = len(steps)
    cuts = cover.best_cut(steps)
    assert len(cuts) == size // 2
    assert all((one + 1) % size not in cuts for one in cuts)
    assert sum(steps[at] for at in cuts) == kept
