"""Reading odds of delivery: the latest of an edition, how far one is, and whether they still hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.core.odds import Odds
from goldenthread.core.odds_plan import QUARTERS_AFTER
from goldenthread.core.periods import Period
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.resources.models import Need, OddsRun
from goldenthread.resources.odds_kept import decoded_odds, digest_of_odds
from goldenthread.resources.scenario_queries import changes_of, sees_scenarios, with_changes
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of

OPEN = ("WAITING", "WORKING")


class Confidence(NamedTuple):
    """How often an element finished on time in the latest simulation of its edition.

    `works` is how many actions that takes: 1 for an action itself.
    """

    run: int
    on_time: int
    runs: int
    works: int
    done_at: datetime | None


class Line(NamedTuple):
    """An element as far as the odds show it: its title, its level's name and place, and what it is under."""

    title: str
    level: str
    place: int
    parent: int | None = None


def quarters_left(edition: Edition, on: date) -> tuple[Period, ...]:
    """The quarters of an edition that are not over by a day."""
    return tuple(one for one in quarters_of_edition(edition, on) if one.ends_on >= on)


def editions_with_work(council: Council, viewer: Officer) -> list[Edition]:
    """The editions that this person may read which say what work takes or ask for capacity: one query.

    The main plan's come first, then by plan, the edition in use before others.
    """
    levels = Level.objects.filter(edition=OuterRef("pk"), needs_capacity=True)
    needs = Need.objects.filter(element__edition=OuterRef("pk"))
    held = Edition.objects.seen_by(viewer).filter(Exists(levels) | Exists(needs), plan__council=council)
    joined = held.exclude(state=Edition.State.REPLACED).select_related("plan__council")
    return list(joined.order_by("-plan__is_main", "plan__name", "-is_current", "-starts_on", "pk"))


def odds_runs_of(edition: Edition) -> list[OddsRun]:
    """Every simulation of an edition as planned, the latest asked first, without its inputs: one query."""
    return list(_of_plan(edition).defer("inputs", "result"))


def _of_plan(edition: Edition) -> QuerySet[OddsRun]:
    """The simulations of an edition as planned, not of its scenarios."""
    return OddsRun.objects.filter(edition=edition, scenario__isnull=True)


def latest_odds(edition: Edition) -> OddsRun | None:
    """The simulation of an edition that was asked for last, of those that are worked out."""
    done = _of_plan(edition).filter(state="DONE").defer("inputs")
    return done.select_related("edition__plan__council", "council").first()


def open_odds(edition: Edition) -> OddsRun | None:
    """The simulation of an edition that waits or is being worked out, the latest asked for."""
    return _of_plan(edition).filter(state__in=OPEN).defer("inputs", "result").first()


def odds_at(council: Council, pk: int, viewer: Officer) -> OddsRun | None:
    """One simulation, if this person may read its edition; of a scenario, if they are the council's own."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = OddsRun.objects.filter(council=council, edition__in=editions, pk=pk).defer("inputs")
    if not sees_scenarios(council, viewer):
        held = held.filter(scenario__isnull=True)
    return held.select_related("edition__plan__council", "council", "scenario").first()


def odds_in(run: OddsRun) -> Odds | None:
    """What a simulation came to; None until it is worked out."""
    return None if run.result is None else decoded_odds(bytes(run.result))


def holds_still(run: OddsRun, on: date) -> bool:
    """True while everything that decided the counts is as it was; of a scenario, as its changes are now.

    Nine queries.
    """
    quarters = quarters_left(run.edition, on)
    if not quarters:
        return False
    workload = workload_of(run.edition, quarters, on, OPERATOR, QUARTERS_AFTER)
    if run.scenario:
        workload = with_changes(workload, changes_of(run.scenario))
    return digest_of_odds(workload, run.seed, run.runs) == run.digest


def lines_read(edition: Edition, viewer: Officer) -> dict[int, Line]:
    """The elements of an edition that a person may read, by key: one query."""
    rows = Element.objects.seen_by(viewer).filter(edition=edition)
    names = ("pk", "title", "level__name", "level__position", "parent_id")
    return {pk: Line(*rest) for pk, *rest in rows.values_list(*names)}


def services_named(council: Council) -> dict[int, str]:
    """The names of a council's services, by key: one query."""
    return dict(Service.objects.filter(council=council).values_list("pk", "name"))


def confidence_of(element: Element) -> Confidence | None:
    """How often an action, or all that stands below an element, finished on time; None where it isn't known.

    One query. Source: Cheltenham 2012, paragraph 3 (R112).
    """
    held = latest_odds(element.edition)
    found = odds_in(held) if held else None
    if held is None or found is None:
        return None
    for work in found.of_works:
        if work.key == element.pk and not work.has_effort:
            return None
        if work.key == element.pk:
            return Confidence(held.pk, work.on_time, found.runs, 1, held.done_at)
    for group in found.of_groups:
        if group.key == element.pk:
            return Confidence(held.pk, group.on_time, found.runs, group.works, held.done_at)
    return None
