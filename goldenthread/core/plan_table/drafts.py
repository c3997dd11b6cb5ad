"""Lines in the making: what each has been told by its rows so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from goldenthread.core.plan_table.facts import RowFacts

T = TypeVar("T")
_TELLING = ("starts_on", "due_on", "owner", "service")


@dataclass(slots=True, eq=False)
class Draft:
    """A line in the making."""

    depth: int
    title: str
    parent: Draft | None
    row: int
    code: str = ""
    facts: RowFacts = field(default_factory=RowFacts)
    rows: list[int] = field(default_factory=list)
    said: list[tuple[int, RowFacts]] = field(default_factory=list)
    children: dict[tuple[int, str], list[Draft]] = field(default_factory=dict)


def differs(held: RowFacts, more: RowFacts) -> bool:
    """Two rows of one title with different dates, owners or services are two lines."""
    both = [(getattr(held, name), getattr(more, name)) for name in _TELLING]
    return any(one != two for one, two in both if one and two)


def merged(held: RowFacts, more: RowFacts) -> bool:
    """Add a row's facts to a line's; True when they add anything."""
    before = _summary(held)
    for name in ("owner", "owner_said", "service", "starts_on", "due_on"):
        if not getattr(held, name):
            setattr(held, name, getattr(more, name))
    for name in ("detail", "notes", "targets", "tags", "wards", "asked"):
        mine: list[object] = getattr(held, name)
        mine += [one for one in _new_of(getattr(more, name), mine)]
    return _summary(held) != before


def _new_of(more: list[T], held: list[object]) -> Iterator[T]:
    seen = set(held)
    for one in more:
        if one not in seen:
            seen.add(one)
            yield one


def _summary(facts: RowFacts) -> tuple[object, ...]:
    lists = ("detail", "notes", "targets", "tags", "wards", "asked")
    plain = (facts.owner, facts.owner_said, facts.service, facts.starts_on, facts.due_on)
    return (*plain, *(len(getattr(facts, name)) for name in lists))
