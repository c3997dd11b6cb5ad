"""Changing a plan without losing anything: why a line may not move, merge, split or retire.

A plan's lines are a forest: every line has one parent or none, and hangs from a line of a higher level.
What an old edition's lines became is kept as origins: (old, new), where new is None for what was dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from goldenthread.core.thread import ancestors


class Branch(NamedTuple):
    """One line of a plan as the rules of change see it; `level` counts from the top."""

    id: int
    parent: int | None
    level: int
    is_live: bool = True


class Origin(NamedTuple):
    """What an old line became, and how: a code of `Succession.Kind`. `old` is None for what is new."""

    old: int | None
    new: int | None
    kind: str


Plan = Mapping[int, Branch]


def reasons_not_to_hang(line: Branch, under: Branch | None, plan: Plan) -> list[str]:
    """Why a line may not hang from another: it would stop being a forest, or turn the levels round."""
    if under is None:
        return []
    if not under.is_live:
        return ["That line is retired: nothing can hang from it. Choose another."]
    if under.id == line.id:
        return ["A line can't hang from itself. Choose another."]
    if under.level >= line.level:
        return ["A line hangs from a line of a higher level. Choose one further up the plan."]
    if line.id in plan and line.id in ancestors(under.id, _parents(plan)):
        return ["That line hangs from this one already. Choose one that is not below it."]
    return []


def reasons_not_to_merge(into: Branch, others: Sequence[Branch]) -> list[str]:
    """Why lines may not be merged: they are of one level, all live, and not the same line twice."""
    ids = [one.id for one in others]
    if not ids:
        return ["Choose at least one other line to merge into this one."]
    if into.id in ids or len(set(ids)) < len(ids):
        return ["A line can't be merged with itself. Choose others."]
    if not all(one.is_live for one in (into, *others)):
        return ["One of these lines is retired already. Choose lines that are still in the plan."]
    if any(one.level != into.level for one in others):
        return ["Only lines of the same level can be merged. Move one of them first."]
    return []


def reasons_not_to_split(line: Branch, parts: Sequence[str]) -> list[str]:
    """Why a line may not be split: it is live, and becomes at least two parts with words of their own."""
    if not line.is_live:
        return ["This line is retired already."]
    if len(parts) < 2 or not all(part.strip() for part in parts):
        return ["Write at least two parts, each on a line of its own."]
    if len({part.strip().casefold() for part in parts}) < len(parts):
        return ["Two of the parts have the same words. Change one of them."]
    return []


def reasons_not_to_retire(line: Branch) -> list[str]:
    """Why a line may not be retired: it is retired already."""
    return [] if line.is_live else ["This line is retired already."]


def _parents(plan: Plan) -> dict[int, int | None]:
    return {one.id: one.parent for one in plan.values()}


def nearest_kept(line: int, parent_of: Mapping[int, int | None], kept: Set[int]) -> int | None:
    """The nearest line above that is kept: where a line hangs when the one between is left out."""
    current = parent_of[line]
    while current is not None and current not in kept:
        current = parent_of.get(current)
    return current


def after_merging(origins: Sequence[Origin], into: int, other: int) -> list[Origin]:
    """The origins once `other` is merged into `into`: what led to either now leads there, as merged.

    What was new and is merged away had no old line to account for.
    """
    touched = [one for one in origins if one.new in (into, other)]
    olds = {one.old for one in touched if one.old is not None}
    rest = [one for one in origins if one.new not in (into, other)]
    if not olds:
        return [*rest, Origin(None, into, "ADDED")]
    return [*rest, *(Origin(old, into, "MERGED") for old in sorted(olds))]


def after_splitting(origins: Sequence[Origin], line: int, parts: Sequence[int]) -> list[Origin]:
    """The origins once a line is split: what led to it leads to each part."""
    rest = [one for one in origins if one.new != line]
    olds = sorted({one.old for one in origins if one.new == line and one.old is not None})
    if not olds:
        return [*rest, *(Origin(None, part, "ADDED") for part in parts)]
    return [*rest, *(Origin(old, part, "SPLIT") for old in olds for part in parts)]


def after_replacing(origins: Sequence[Origin], line: int, olds: Set[int]) -> list[Origin]:
    """The origins once a new line is said to replace old ones: it is not new, and they are not dropped."""
    if not olds:
        return list(origins)
    gone = {Origin(None, line, "ADDED"), *(Origin(old, None, "DROPPED") for old in olds)}
    rest = [one for one in origins if one not in gone]
    held = {(one.old, one.new) for one in rest}
    return [*rest, *(Origin(old, line, "REPLACED") for old in sorted(olds) if (old, line) not in held)]


def after_retiring(origins: Sequence[Origin], line: int) -> list[Origin]:
    """The origins once a line is retired: an old line that lives on elsewhere is not dropped."""
    rest = [one for one in origins if one.new != line]
    alive = {one.old for one in rest}
    gone = sorted({one.old for one in origins if one.new == line and one.old is not None} - alive)
    return [*rest, *(Origin(old, None, "DROPPED") for old in gone)]


def unaccounted(olds: Set[int], origins: Sequence[Origin]) -> set[int]:
    """The lines of the old edition that the crosswalk says nothing of."""
    return set(olds) - {one.old for one in origins}
