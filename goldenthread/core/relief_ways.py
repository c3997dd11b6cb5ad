"""The whole answer: the way out, up to three others that differ, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.core.relief import DROPPED, Candidate, Problem
from goldenthread.core.relief_conflict import Conflict, conflict_of
from goldenthread.core.relief_solved import Found, Progress, Search, solve

MOST_ALTERNATIVES = 3
LATER_SHARE = 0.25  # of the time allowed, for each alternative and for the search for a conflict


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is found where one action that the way out changes must stay as planned."""

    keeps: int
    found: Found


@dataclass(frozen=True, slots=True)
class Ways:
    """The way out and others beside it; or the commitments that conflict."""

    found: Found
    alternatives: tuple[Alternative, ...] = ()
    conflict: Conflict | None = None


def ways_out(problem: Problem, search: Search) -> Ways:
    """The way out of a problem with its alternatives, those that lose least first.

    Each alternative leaves alone one of the actions by whose change the way out loses most, and is given a
    quarter of the time allowed on top.
    """
    found = solve(problem, search)
    later = replace(search, seconds=search.seconds * LATER_SHARE, tell=lambda _: None)
    if found.is_impossible:
        return Ways(found, conflict=conflict_of(problem, later))
    if found.choice is None or found.loss is None or found.is_cancelled:
        return Ways(found)
    search.tell(Progress(found.loss, found.bound, is_found=True))
    others: list[Alternative] = []
    for key in _most_lost(problem, found):
        if not search.is_over():
            others.append(Alternative(key, solve(_keeping(problem, key), later, found.choice)))
    best_first = sorted(others, key=lambda one: (one.found.loss is None, one.found.loss, one.keeps))
    return Ways(replace(found, is_cancelled=search.is_over()), tuple(best_first))


def _most_lost(problem: Problem, found: Found) -> list[int]:
    choice = found.choice or {}
    lost = {one.key: one.option(choice[one.key]).loss for one in problem.candidates if choice[one.key]}
    return sorted(lost, key=lambda key: (-lost[key], key))[:MOST_ALTERNATIVES]


def _keeping(problem: Problem, key: int) -> Problem:
    kept = tuple(
        Candidate(one.key, one.options[:1], one.value) if one.key == key else one
        for one in problem.candidates
    )
    return replace(problem, candidates=kept)


def changes_in(found: Found) -> dict[int, int | None]:
    """What a choice changes: the quarters by which each action is put off, or None where it is dropped."""
    choice = found.choice or {}
    return {key: None if delay == DROPPED else delay for key, delay in sorted(choice.items()) if delay}
