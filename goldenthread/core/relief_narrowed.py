"""The problem of a way out made smaller without losing its best answer, and taken apart where it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AnySet
from dataclasses import dataclass, replace

from goldenthread.core.relief import DROPPED, Candidate, Option, Problem, Wait


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A problem made smaller without losing its best answer: who stays put, and parts without any tie."""

    put: tuple[int, ...]
    parts: tuple[Problem, ...]


def narrowed(problem: Problem) -> Narrowed:
    """Leave out what can't matter.

    A limit that can't be passed whatever is chosen is no limit. An action that uses none of the others as
    planned, waits for nothing that may move, and could not come forward for something that waits for it,
    stays put: moving it makes no room. A move that uses no less than one that ranks before it is no use,
    unless an order with another action needs it. What shares neither a limit nor an order is solved apart.
    """
    put: set[int] = set()
    binding, held = _binding(problem, put), -1
    while held != len(put):
        held = len(put)
        put |= _at_rest(problem, binding, put)
        binding = _binding(problem, put)
    waits = tuple(one for one in problem.waits if one.key not in put and one.on not in put)
    ordered = {key for one in waits for key in (one.key, one.on)}
    kept = _Kept(problem.waits, put)
    candidates = tuple(
        Candidate(each.key, _useful(kept.of(each), binding, each.key in ordered), each.value)
        for each in problem.candidates
        if each.key not in put
    )
    limits = {number: problem.limits[number] for number in sorted(binding)}
    return Narrowed(tuple(sorted(put)), tuple(_parts(Problem(candidates, limits, waits))))


class _Kept:
    """What may still be done with an action beside those that stay put: nothing comes before one of them."""

    def __init__(self, waits: Iterable[Wait], put: AnySet[int]) -> None:
        self.after: dict[int, list[Wait]] = defaultdict(list)
        for one in waits:
            if one.on in put:
                self.after[one.key].append(one)

    def of(self, each: Candidate) -> Candidate:
        waits = self.after[each.key]
        options = (one for one in each.options if all(wait.is_kept(one.delay, 0) for wait in waits))
        return replace(each, options=tuple(options))


def _binding(problem: Problem, put: set[int]) -> set[int]:
    most: dict[int, int] = defaultdict(int)
    for each in problem.candidates:
        highest: dict[int, int] = defaultdict(int)
        for option in each.options[:1] if each.key in put else each.options:
            for number, amount in option.uses.items():
                highest[number] = max(highest[number], amount)
        for number, amount in highest.items():
            most[number] += amount
    return {number for number, limit in problem.limits.items() if most[number] > limit.room}


def _at_rest(problem: Problem, binding: set[int], put: set[int]) -> set[int]:
    found = {each.key for each in problem.candidates if not binding & each.options[0].uses.keys()}
    forward = {each.key for each in problem.candidates if any(one.delay < 0 for one in each.options)}
    while moved := set(_drawn_along(problem.waits, found, put, forward)):
        found -= moved
    return found


def _drawn_along(
    waits: Iterable[Wait], found: AnySet[int], put: AnySet[int], forward: AnySet[int]
) -> Iterator[int]:
    """What waits for something that may move, and what could come forward for something that waits for it."""
    for one in waits:
        if one.key in found and one.on not in found | put:
            yield one.key
        if one.on in found & forward and one.key in forward and one.key not in found | put:
            yield one.on


def _useful(each: Candidate, binding: set[int], is_ordered: bool) -> tuple[Option, ...]:
    kept: list[Option] = []
    for option in each.options:
        uses = {number: amount for number, amount in option.uses.items() if number in binding}
        trimmed = option._replace(uses=uses)
        if option.delay == DROPPED or is_ordered or not any(_is_no_worse(one, trimmed) for one in kept):
            kept.append(trimmed)
    return tuple(kept)


def _is_no_worse(one: Option, other: Option) -> bool:
    return all(amount <= other.uses.get(number, 0) for number, amount in one.uses.items())


def _parts(problem: Problem) -> Iterator[Problem]:
    """The parts of a problem that share neither a limit nor an order, the smallest first."""
    joined = _Joined()
    for each in problem.candidates:
        for number in _numbers_of(each):
            joined.join(("limit", number), each.key)
    for wait in problem.waits:
        joined.join(wait.key, wait.on)
    members: dict[object, list[Candidate]] = defaultdict(list)
    for each in problem.candidates:
        members[joined.root(each.key)].append(each)
    for held in sorted(members.values(), key=lambda held: (len(held), held[0].key)):
        keys = {one.key for one in held}
        numbers = {number for one in held for number in _numbers_of(one)}
        yield Problem(
            tuple(held),
            {number: problem.limits[number] for number in sorted(numbers)},
            tuple(one for one in problem.waits if one.key in keys),
        )


def _numbers_of(each: Candidate) -> set[int]:
    return {number for option in each.options for number in option.uses}


class _Joined:
    """What hangs together, by one that stands for all of it."""

    def __init__(self) -> None:
        self.above: dict[object, object] = {}

    def root(self, one: object) -> object:
        while self.above.setdefault(one, one) != one:
            one = self.above[one]
        return one

    def join(self, one: object, other: object) -> None:
        self.above[self.root(one)] = self.root(other)
