"""Starting a new edition: how long it takes and how often it says how far it has come."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from time import perf_counter, process_time
from typing import NamedTuple

from bench.made_up_council import performance_officer
from bench.made_up_plans import Sizes, make_plans
from bench.pages import freshen_statistics
from goldenthread.people.models import User
from goldenthread.people.queries import officer_for
from goldenthread.planning.copying import NewEdition
from goldenthread.planning.refresh import edition_in_steps
from goldenthread.plans.models import Contribution, Element
from goldenthread.plans.origins import Why

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)


class Started(NamedTuple):
    """One new edition: the lines it holds, the links between plans that came along, and what it took."""

    lines: int
    links: int
    seconds: float
    processor: float
    steps: int
    longest_step: float


def start(elements: int) -> Started:
    """Start the next edition of a strategy of so many elements, which serves a strategy as large."""
    made = make_plans(Sizes(2 * elements, 2, 3 * elements, elements // 20, elements // 40), "to-go-on")
    freshen_statistics()
    old = made.lines[1][-1][0].edition
    User.objects.filter(pk=performance_officer(made.council).pk).update(duty="STRATEGY")
    officer = officer_for(User.objects.get(username=made.council.slug))
    new = NewEdition("next", "The next edition", None, None, update_number=2, why=Why("A new year."))
    moments = [perf_counter()]
    worked = process_time()
    for _ in edition_in_steps(old=old, new=new, by=officer, at=AT):
        moments.append(perf_counter())
    moments.append(perf_counter())
    apart = [after - before for before, after in pairwise(moments)]
    lines = Element.objects.filter(edition__slug="next", edition__plan=old.plan)
    return Started(
        lines.count(),
        Contribution.objects.filter(giver__in=lines).count(),
        sum(apart),
        process_time() - worked,
        len(apart) - 1,
        max(apart),
    )
