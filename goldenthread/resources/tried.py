"""One change of a scenario: as somebody writes it, as it is kept, and as the rules see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.periods import Period
from goldenthread.core.scenario import Change, Kind
from goldenthread.core.workload import NOUGHT
from goldenthread.people.models import Service
from goldenthread.plans.models import Element
from goldenthread.resources.models import ScenarioChange


class Tried(NamedTuple):
    """One change as somebody writes it: days and pounds to add, and a quarter by its first day."""

    kind: str
    element: Element | None = None
    quarters: int = 0
    percent: int = 0
    service: Service | None = None
    quarter_on: date | None = None
    days: Decimal = NOUGHT
    year: int | None = None
    amount: Decimal = NOUGHT
    because: str = ""


def tried_of(kept: ScenarioChange) -> Tried:
    """A change as it was written."""
    return Tried(*(getattr(kept, name) for name in Tried._fields))


def row_of(tried: Tried) -> dict[str, object]:
    """A change as it is kept, without its place."""
    row: dict[str, object] = tried._asdict()
    for name in ("element", "service"):
        held = row.pop(name)
        row[f"{name}_id"] = getattr(held, "pk", None)
    return {**row, "because": tried.because.strip()}


def rule_of(tried: Tried, quarters: Sequence[Period]) -> Change:
    """A change as the rules see it; a quarter outside the run has the number -1, which no rule takes."""
    numbers = {one.starts_on: number for number, one in enumerate(quarters)}
    return Change(
        Kind(tried.kind),
        element=tried.element.pk if tried.element else 0,
        quarters=tried.quarters,
        percent=tried.percent,
        service=tried.service.pk if tried.service else 0,
        quarter=numbers.get(tried.quarter_on, -1) if tried.quarter_on else -1,
        days=tried.days,
        year=tried.year or 0,
        amount=tried.amount,
    )
