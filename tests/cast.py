"""Who and what the tests speak of: one small council made through the actions that everybody uses.

Everyone knows what each may do: the strategy team everything, the owner their measure, their neighbour
nothing, a stranger from another council nothing, a visitor only read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.core.periods import Period, parse_period
from goldenthread.measures import actions as measures
from goldenthread.measures.models import Measure
from goldenthread.people import actions as people
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Edition, Element

AT = datetime(2014, 9, 2, 9, 30, tzinfo=UTC)
ON = date(2014, 9, 2)
WHO: dict[str, Any] = {"by": OPERATOR, "at": AT}
Q1, Q4 = parse_period("2014/15 Q1"), parse_period("2013/14 Q4")

STRATEGY = Officer("Strategy Manager", "strategy", "testbury", "STRATEGY")
OWNER = Officer("Head of Streets", "owner", "testbury", "OWNER", "Streets", "Place")
NEIGHBOUR = Officer("Street Clerk", "neighbour", "testbury", "OWNER")
STRANGER = Officer("Strategy Manager", "stranger", "elsewhere", "STRATEGY")

LEVELS = [
    {"key": "vision", "name": "Vision", "plural": "Visions", "is_monitored": False},
    {"key": "theme", "name": "Theme", "plural": "Themes"},
    {"key": "improvement", "name": "Improvement", "plural": "Improvements", "years": 3,
     "needs_measure": True, "needs_owner": True},
    {"key": "action", "name": "Action", "plural": "Actions", "years": 1,
     "needs_measure": True, "needs_owner": True, "limit": 2},
]  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """A council with one thread from its vision to an action, and a measure on its improvement."""

    council: Council
    edition: Edition
    elements: dict[str, Element]
    measure: Measure


def element(code: str, level: str, parent: str = "", **more: Any) -> dict[str, Any]:
    """One row for `place_elements`."""
    return {"code": code, "level": level, "parent": parent, "title": code.title(), **more}


def measure_row(code: str, **more: Any) -> dict[str, Any]:
    """One row for `define_measures`."""
    return {"code": code, "title": f"Measure {code}", "unit": "%", **more}


def observation_row(measure: Measure, period: Period, value: str | None, **more: Any) -> dict[str, Any]:
    """One row for `record_observations`."""
    return {
        "measure_id": measure.pk,
        **measures.fields_of(period),
        "value": None if value is None else Decimal(value),
        "state": "REPORTED" if value is not None else "AWAITED",
        **more,
    }


def target_row(measure: Measure, period: Period, value: str | None, **more: Any) -> dict[str, Any]:
    """One row for `set_targets`."""
    number = None if value is None else Decimal(value)
    state = "SET" if value is not None else "TO_BE_SET"
    return {"measure_id": measure.pk, **measures.fields_of(period), "value": number, "state": state, **more}


def a_council(slug: str = "testbury") -> Cast:
    """Make the council."""
    council = people.set_up_council(slug=slug, name=slug.title(), is_open=True, position_on=ON)
    people.set_up_units(
        council=council,
        directorates=["Place"],
        services=[{"name": "Streets", "code": "ST", "directorate": "Place"}],
        posts=[{"title": "Head of Streets", "service": "Streets"}, {"title": "Strategy Manager"}],
    )
    plan = plans.set_up_plan(
        council=council, slug="strategy", name="Strategy", kind="CORPORATE", is_main=True, **WHO
    )
    edition = plans.set_up_edition(
        plan=plan,
        slug="2014",
        name="Strategy 2014",
        is_current=True,
        starts_on=date(2014, 4, 1),
        levels=LEVELS,
        **WHO,
    )
    owner = council.posts.get(title="Head of Streets")
    rows = [
        element("action", "action", "clean", owner_id=owner.pk, due_on=date(2015, 3, 31)),
        element("clean", "improvement", "place", owner_id=owner.pk, due_on=date(2017, 3, 31)),
        element("place", "theme", "vision", kind="CITIZEN"),
        element("vision", "vision", kind="VISION"),
    ]
    plans.place_elements(council=council, edition=edition, rows=rows, **WHO)
    elements = {one.code: one for one in Element.objects.filter(edition=edition)}
    measures.define_measures(
        council=council, rows=[measure_row("M1", owner_id=owner.pk, service_id=owner.service_id)], **WHO
    )
    measure = Measure.objects.get(council=council, code="M1")
    measures.link_measures(
        council=council, rows=[{"measure_id": measure.pk, "element_id": elements["clean"].pk}], **WHO
    )
    return Cast(council, edition, elements, measure)
