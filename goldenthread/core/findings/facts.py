"""What the rules need to know of an element and of a measure; what nobody asks about is left out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Line(NamedTuple):
    """What the rules need to know of one element: what its level asks of it, and what it has."""

    id: int
    title: str
    level: str
    needs_parent: bool = False
    needs_improvement: bool = False
    needs_child: bool = False
    needs_measure: bool = False
    needs_owner: bool = False
    needs_budget: bool = False
    needs_capacity: bool = False
    needs_carrier: bool = False
    needs_evidence: bool = False
    needs_update: bool = False
    has_parent: bool = True
    is_under_improvement: bool = True
    has_child: bool = True
    has_measure: bool = True
    has_budget: bool = True
    has_capacity: bool = True
    has_carrier: bool = True
    has_evidence: bool = True
    has_update: bool = True
    owner: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    year: tuple[date, date] | None = None


class Followed(NamedTuple):
    """What the rules need to know of one measure."""

    id: int
    title: str
    owner: str = ""
    has_target: bool = True
    has_baseline: bool = True
    has_figure: bool = True
    has_element: bool = True
    is_overdue: bool = False
    is_data_only: bool = False
