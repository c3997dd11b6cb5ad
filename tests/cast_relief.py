"""The cast's council asked for more than its services can give, and searches for a way out of that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from goldenthread.core.relief import Rule
from goldenthread.people.models import Council
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Need, ReliefRun, Terms
from goldenthread.resources.relief_working import Working
from goldenthread.resources.relieving import ask_way_out
from goldenthread.resources.workload_queries import quarters_of_edition
from tests.cast import AT, ON, STRATEGY, WHO, Cast, a_council, element

AUTUMN = (date(2014, 10, 1), date(2014, 12, 31))
DAYS = (date(2014, 10, 1), date(2015, 1, 1), date(2015, 4, 1), date(2015, 7, 1))


def an_overloaded_council(slug: str = "testbury") -> Cast:
    """Streets can give 50 days a quarter, and is asked for 70 in October to December 2014."""
    cast = a_council(slug)
    dates = {"starts_on": AUTUMN[0], "due_on": AUTUMN[1]}
    rows = [element(code, "action", "clean", **dates) for code in ("bins", "signs")]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    overload(cast.council, cast.edition, [("bins", 40, 80), ("signs", 30, 20)])
    held = {one.code: one for one in Element.objects.filter(edition=cast.edition)}
    return Cast(cast.council, cast.edition, held, cast.measure)


def overload(council: Council, edition: Edition, asked: list[tuple[str, int, int]]) -> None:
    """Have elements ask the first service for days, each worth so much, and let it give 50 a quarter."""
    service = council.services.get(name="Streets")
    for code, days, value in asked:
        line = Element.objects.get(edition=edition, code=code)
        Need.objects.create(council=council, element=line, service=service, days=days)
        Terms.objects.create(council=council, element=line, value=value)
    for day in DAYS:
        Capacity.objects.create(council=council, service=service, quarter_on=day, gross=Decimal(50))


def asked(cast: Cast, **more: Any) -> ReliefRun:
    """A search that the strategy team asked for."""
    given = {
        "edition": cast.edition, "quarters": quarters_of_edition(cast.edition, ON), "rule": Rule(),
        "seconds": 10, "on": ON, "by": STRATEGY, "at": AT, **more,
    }  # fmt: skip
    return ask_way_out(**given)


def working(**more: Any) -> Working:
    """A worker whose day stands still and whose clock goes on by itself."""
    ticks = count()
    return Working(**{"now": lambda: AT, "clock": lambda: next(ticks) / 10, **more})
