"""Why there is no way out: the smallest set of commitments that can't all be kept.

A commitment is an action that may not be dropped. Some of them conflict if no choice keeps them all, even
with everything else dropped. The smallest such set is found by hitting sets: whatever conflicts must share
something with every set of commitments that it is enough to give up, so the smallest set that shares
something with each of those found so far is tried, until one conflicts. Sets of one size are told apart by
the order of their keys, the same way every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.core.relief import DROPPED, Candidate, Option, Problem
from goldenthread.core.relief_model import Line, Model
from goldenthread.core.relief_solved import Asked, Search, run


@dataclass(frozen=True, slots=True)
class Conflict:
    """Commitments that can't all be kept, by their keys; the limits that they pass where all are as planned.

    `is_smallest` says that no smaller set conflicts; without it the clock ended the search.
    """

    keys: tuple[int, ...]
    limits: tuple[int, ...]
    is_smallest: bool


def conflict_of(problem: Problem, search: Search) -> Conflict | None:
    """The smallest set of commitments that conflict; None where all can be kept, or the clock came first."""
    commitments = [one.key for one in problem.candidates if not one.may_drop]
    relaxed = Problem(tuple(map(_droppable, problem.candidates)), problem.limits, problem.waits)
    model = Model(relaxed)
    known = _largest_first(problem)
    ends = search.clock() + search.seconds
    enough: list[frozenset[int]] = []
    tried: Sequence[int] | None = ()
    while tried is not None and search.clock() < ends and not search.is_over():
        if known is not None and len(tried) >= len(known):
            return _told(problem, known, is_smallest=True)
        left = replace(search, seconds=ends - search.clock(), tell=lambda _: None)
        given_up = _fewest_given_up(model, commitments, tried, left)
        if given_up is None:
            return _told(problem, tried, is_smallest=True)
        if not given_up.is_known:
            break
        if not given_up.keys:
            return None
        enough.append(given_up.keys)
        tried = _smallest_hitting(commitments, enough, left)
    return _told(problem, known, is_smallest=False) if known is not None else None


def _droppable(each: Candidate) -> Candidate:
    if each.may_drop:
        return each
    return Candidate(each.key, (*each.options, Option(DROPPED, 0, {})), each.value)


def _largest_first(problem: Problem) -> list[int] | None:
    """The fewest commitments that alone are too much for one limit, counting the least that each must use.

    Of one limit the largest are taken first; over all limits the fewest count.
    """
    found: list[list[int]] = []
    for number, limit in problem.limits.items():
        least = [
            (min(option.uses.get(number, 0) for option in each.options), each.key)
            for each in problem.candidates
            if not each.may_drop
        ]
        held, total = [], 0
        for amount, key in sorted(least, key=lambda one: (-one[0], one[1])):
            if not amount or total > limit.room:
                break
            held.append(key)
            total += amount
        if total > limit.room:
            found.append(sorted(held))
    return min(found, key=lambda keys: (len(keys), keys), default=None)


@dataclass(frozen=True, slots=True)
class _GivenUp:
    keys: frozenset[int]
    is_known: bool = True


def _fewest_given_up(
    model: Model, commitments: Iterable[int], kept: Iterable[int], search: Search
) -> _GivenUp | None:
    """The fewest commitments to give up so that those in `kept` can be kept; None where they can't be."""
    costs = [0] * len(model.columns)
    for key in commitments:
        costs[model.at[key, DROPPED]] = 1
    upper = {model.at[key, DROPPED]: 0.0 for key in kept}
    ran = run(model, Asked(costs, upper=upper), search)
    if ran.is_infeasible:
        return None
    if ran.choice is None:
        return _GivenUp(frozenset(), is_known=False)
    choice: Mapping[int, int] = ran.choice
    return _GivenUp(frozenset(key for key in commitments if choice[key] == DROPPED))


def _smallest_hitting(
    commitments: Sequence[int], sets: Sequence[frozenset[int]], search: Search
) -> list[int] | None:
    """The smallest set that shares something with each of some sets, the first by its keys."""
    each = sorted(set().union(*sets))
    picks = Problem(tuple(Candidate(key, (Option(0, 0, {}), Option(DROPPED, 1, {}))) for key in each), {}, ())
    model = Model(picks)
    lines = [
        Line([model.at[key, DROPPED] for key in sorted(one)], [1.0] * len(one), math.inf, 1.0) for one in sets
    ]
    ran = run(model, Asked(model.losses(), lines), search)
    if ran.choice is None or not ran.is_optimal:
        return None
    return [key for key in commitments if ran.choice.get(key) == DROPPED]


def _told(problem: Problem, keys: Sequence[int], *, is_smallest: bool) -> Conflict:
    """A conflict with the limits that its commitments pass as planned."""
    held = [one for one in problem.candidates if one.key in set(keys)]
    uses = {number: sum(one.options[0].uses.get(number, 0) for one in held) for number in problem.limits}
    over = [number for number, amount in uses.items() if amount > problem.limits[number].room]
    return Conflict(tuple(sorted(keys)), tuple(over), is_smallest)
