"""Reading measures with their targets and results, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind
from goldenthread.core.rulebook import Rulebook, rulebook_from, short_rule
from goldenthread.core.standing import KIND_OF, Aim, Result, Sheet
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import (
    Alias,
    EarlierDefinition,
    Measure,
    MeasureLink,
    Observation,
    RatingRule,
    Target,
)
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element

# Far enough back for a direction of travel: last year's period for quarters, three results for years.
WAITING = [state.value for state in State if state.is_waiting]
RECENT = timedelta(days=2 * 366)
RECENT_YEARS = timedelta(days=5 * 366)


def plain(value: Decimal | None) -> Decimal | None:
    """A stored decimal without the zeros that the column adds: 59.000000 is 59, 13.080000 is 13.08."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def lag_of(days: int | None) -> timedelta | None:
    """A measure's own days until a figure can be known; None where it doesn't say."""
    return None if days is None else timedelta(days=days)


def sheet_of(measure: Measure, breaks: Iterable[date] = ()) -> Sheet:
    """The part of a measure that decides where it stands.

    `breaks` are the days from which its figures can't be set against those before, where all are read; the
    last of them is enough to tell where it stands now.
    """
    last = () if measure.last_break is None else (measure.last_break,)
    return Sheet(
        polarity=Polarity(measure.polarity),
        low=plain(measure.low),
        high=plain(measure.high),
        frequency=measure.reported,
        kind=KIND_OF[measure.reporting] if measure.reporting else None,
        is_cumulative=measure.is_cumulative,
        is_data_only=measure.is_data_only,
        tolerance=measure.own_tolerance,
        floor=plain(measure.floor),
        breaks=tuple(breaks) or last,
        lag=lag_of(measure.lag_days),
    )


def shape_of(measure: Measure) -> Shape:
    """What a measure's figures look like, to read and to print them."""
    return Shape(
        kind=Kind(measure.kind),
        unit=measure.unit,
        decimals=measure.decimals,
        levels=tuple(measure.levels),
        per=plain(measure.per),
    )


def has_two_numbers(measure: Measure) -> bool:
    """Whether a result may be given as two numbers: what was counted, and what it is counted out of."""
    is_share = measure.kind in (Kind.PERCENTAGE, Kind.RATE, Kind.RATIO) or measure.unit == "%"
    return Kind(measure.kind).has_parts and (is_share or bool(measure.denominator))


def measures_of(council: Council, *joined: str) -> list[Measure]:
    """A council's measures in order, each with its owner and service, or with what is asked for."""
    held = Measure.objects.filter(council=council).annotate(last_until=_last_until("pk"))
    return [
        _broken(one, one.last_until)
        for one in held.select_related(*joined or ("owner", "service", "updater"))
    ]


def _last_until(measure: str) -> Subquery:
    """The last day of the latest definition whose figures can't be compared; `measure` names its key."""
    earlier = EarlierDefinition.objects.filter(measure=OuterRef(measure), is_comparable=False)
    return Subquery(earlier.order_by("-until_on").values("until_on")[:1])


def _broken(measure: Measure, until: date | None) -> Measure:
    """The measure with the day on which its figures stopped being comparable."""
    measure.last_break = None if until is None else until + timedelta(days=1)
    return measure


def is_followed(measure: Measure, on: date) -> bool:
    """True unless a measure was retired by a day."""
    return measure.retired_on is None or measure.retired_on > on


def measure_at(council: Council, code: str) -> Measure | None:
    joined = Measure.objects.select_related("owner", "updater", "service__directorate", "rule")
    return joined.filter(council=council, code=code).first()


def measure_by_id(council: Council, pk: int) -> Measure | None:
    return Measure.objects.filter(council=council, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a file of results has to know of a measure to read its figures."""

    id: int
    code: str
    shape: Shape
    is_worked_out: bool = False


def measured_of(council: Council) -> dict[str, Measured | None]:
    """A council's measures by their codes, and by what others call them; None: two have this alias."""
    measures = {one.pk: one for one in Measure.objects.filter(council=council)}
    by_id = {pk: Measured(pk, one.code, shape_of(one), one.is_worked_out) for pk, one in measures.items()}
    found: dict[str, Measured | None] = {}
    for pk, code in Alias.objects.filter(council=council).values_list("measure_id", "code"):
        same = found.get(code, by_id[pk])
        found[code] = by_id[pk] if same == by_id[pk] else None
    return {**found, **{one.code: one for one in by_id.values()}}


def links_of_council(council: Council) -> dict[int, list[int]]:
    """The elements of each of a council's measures."""
    links: dict[int, list[int]] = defaultdict(list)
    rows = MeasureLink.objects.filter(measure__council=council).order_by("id")
    for measure, element in rows.values_list("measure_id", "element_id"):
        links[measure].append(element)
    return links


def measures_of_elements(council: Council, elements: Collection[int]) -> dict[Measure, list[int]]:
    """The measures that show the difference these elements make, in order, each with those elements."""
    links = MeasureLink.objects.filter(measure__council=council, element__in=elements)
    joined = links.select_related("measure__owner", "measure__service").annotate(
        last_until=_last_until("measure_id")
    )
    found: dict[Measure, list[int]] = defaultdict(list)
    for link in joined.order_by("measure__position", "measure__code", "id"):
        found[_broken(link.measure, link.last_until)].append(link.element_id)
    return found


def links_of(measure: Measure) -> list[MeasureLink]:
    joined = measure.links.select_related("element__edition__plan", "element__level")
    return list(joined.order_by("-element__edition__is_current", "id"))


@lru_cache(maxsize=1000)
def period_from(kind: str, starts_on: date, ends_on: date) -> Period:
    """A council's figures share a few dozen periods: each is made, and its shape checked, once."""
    return Period(PeriodKind(kind), starts_on, ends_on)


RESULT = (
    "measure_id", "period_kind", "starts_on", "ends_on", "value", "state", "is_questioned", "note",
    "published_status",
)  # fmt: skip


def results_from(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = defaultdict(list)
    for measure, kind, starts_on, ends_on, value, state, *rest in rows:
        period = period_from(kind, starts_on, ends_on)
        found[measure].append(Result(period, plain(value), State(state), *rest))
    return found


def is_recent(on: date) -> Q:
    """Periods near enough to a day to tell where a measure stands."""
    return Q(ends_on__gt=on - RECENT) | Q(period_kind="YEAR", ends_on__gt=on - RECENT_YEARS)


def totals_of(council: Council, on: date) -> QuerySet[Observation]:
    """The current results of every measure's total for periods that ended by a day."""
    return Observation.objects.filter(council=council, is_current=True, breakdown="", ends_on__lte=on)


def is_newest(held: QuerySet[Measure], totals: QuerySet[Observation]) -> Q:
    """The newest result of each measure, the newest with a figure, and the newest that waits for none."""
    of_one = totals.filter(measure=OuterRef("pk")).order_by("-ends_on", "-starts_on")
    found = Q()
    for sort in (of_one, of_one.filter(value__isnull=False), of_one.exclude(state__in=WAITING)):
        found |= Q(pk__in=held.order_by().values_list(Subquery(sort.values("pk")[:1])))
    return found


def recent_results(
    council: Council, on: date, only: Collection[int] | None = None
) -> dict[int, list[Result]]:
    """The current results of every measure's total, far enough back to tell where it stands on a day.

    The newest of a measure is always among them, so that one long overdue isn't taken for one never reported.
    `only` keeps to these measures.
    """
    totals, held = totals_of(council, on), Measure.objects.filter(council=council)
    if only is not None:
        totals, held = totals.filter(measure__in=only), held.filter(pk__in=only)
    recent = totals.filter(is_recent(on)).order_by().values("pk")
    rows = Observation.objects.filter(Q(pk__in=recent) | is_newest(held, totals))
    return results_from(rows.order_by("ends_on").values_list(*RESULT))


def results_of(measure: Measure) -> list[Result]:
    """Every current result of one measure's total."""
    rows = measure.observations.filter(is_current=True, breakdown="")
    return results_from(rows.order_by("ends_on", "starts_on").values_list(*RESULT))[measure.pk]


def whole_results(council: Council, until: date, only: Collection[int]) -> dict[int, list[Result]]:
    """Every current result of these measures' totals up to a day, in order: one query."""
    rows = Observation.objects.filter(
        council=council, measure__in=only, is_current=True, breakdown="", ends_on__lte=until
    )
    return results_from(rows.order_by("ends_on", "starts_on").values_list(*RESULT))


def observations_of(measure: Measure) -> list[Observation]:
    """Every observation ever recorded, latest first, with those that were superseded."""
    joined = measure.observations.select_related("measure__owner", "measure__updater")
    found = list(joined.order_by("-ends_on", "-starts_on", "-entered_at", "-id"))
    held = {one.pk: one for one in found}
    for one in found:  # what supersedes one is among them: a join would look for it in the whole table
        if one.supersedes_id in held:
            held[one.supersedes_id].superseded_by = one
    return found


AIM = (
    "measure_id", "period_kind", "starts_on", "ends_on", "value", "state", "reason", "owner__title", "due_on",
    "stretch",
)  # fmt: skip


def aims_from(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Aim]]:
    found: dict[int, list[Aim]] = defaultdict(list)
    for measure, kind, starts_on, ends_on, value, state, reason, owner, due_on, stretch in rows:
        period = period_from(kind, starts_on, ends_on)
        said = (reason, owner or "", due_on, plain(stretch))
        found[measure].append(Aim(period, plain(value), TargetState(state), *said))
    return found


def recent_aims(council: Council, on: date, only: Collection[int] | None = None) -> dict[int, list[Aim]]:
    """The targets of every measure, or of `only` these, for periods still read on a day, in order."""
    rows = Target.objects.filter(is_recent(on), council=council)
    if only is not None:
        rows = rows.filter(measure__in=only)
    return aims_from(rows.order_by("ends_on", "starts_on").values_list(*AIM))


def whole_aims(council: Council, only: Collection[int]) -> dict[int, list[Aim]]:
    """Every target of these measures, in order: one query."""
    rows = Target.objects.filter(council=council, measure__in=only)
    return aims_from(rows.order_by("ends_on", "starts_on").values_list(*AIM))


def aims_of(measure: Measure) -> list[Aim]:
    return aims_from(measure.targets.order_by("ends_on", "starts_on").values_list(*AIM))[measure.pk]


def rulebook_of(council: Council) -> tuple[RatingRule | None, Rulebook]:
    """The rule in force, as adopted; “met or not” where a council has adopted none."""
    adopted = RatingRule.objects.filter(council=council).first()
    return adopted, (rulebook_from(adopted.body) if adopted else short_rule("met"))


def measured_elements(edition: Edition) -> set[int]:
    """The elements of an edition that have a measure of their own."""
    links = MeasureLink.objects.filter(element__edition=edition, element__state=Element.State.LIVE)
    return set(links.values_list("element_id", flat=True))
