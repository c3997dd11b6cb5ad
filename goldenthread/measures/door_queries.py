"""What the door has to know of measures: their history, targets and parts, for any number at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from goldenthread.core.asked import Query, from_kept
from goldenthread.core.door import Entry, Facts, ask
from goldenthread.core.figures import Shape
from goldenthread.core.history import History, Past
from goldenthread.core.periods import Period
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import Breakdown, EarlierDefinition, Measure, Observation, Rebase, Target
from goldenthread.measures.queries import period_from, plain, shape_of
from goldenthread.people.models import Council

JOINED = ("measure__council", "measure__owner", "measure__updater", "measure__service__directorate")
Place = tuple[int, Period]  # a measure and a period


@dataclass
class Known:
    """What is held that figures coming in are set beside, by measure and by measure and period."""

    shapes: dict[int, Shape] = field(default_factory=dict)
    history: dict[int, History] = field(default_factory=lambda: defaultdict(History))
    answered: dict[int, list[Query]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[Place, Decimal | None] = field(default_factory=dict)
    aimed: dict[int, list[Period]] = field(default_factory=lambda: defaultdict(list))
    rebased: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    makes_total: dict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[Place, dict[str, Decimal | None]] = field(default_factory=lambda: defaultdict(dict))


def known_of(measures: Collection[int]) -> Known:
    """Everything the door needs of these measures, in a fixed number of queries.

    A figure in question is no history: it would make the next slip look usual.
    """
    known, pasts = Known(), defaultdict[int, list[Past]](list)
    held = Observation.objects.filter(measure__in=measures, is_current=True)
    rows = held.filter(value__isnull=False, is_questioned=False).order_by("ends_on")
    columns = ("measure_id", "period_kind", "starts_on", "ends_on", "breakdown", "value", "denominator")
    for measure, kind, starts_on, ends_on, breakdown, value, denominator in rows.values_list(*columns):
        period = period_from(kind, starts_on, ends_on)
        if breakdown:
            known.parts[measure, period][breakdown] = plain(value)
        else:
            pasts[measure].append(Past(period, plain(value) or Decimal(0), plain(denominator)))
    known.history.update({measure: History(figures) for measure, figures in pasts.items()})
    for measure, kept in held.exclude(explanation="").values_list("measure_id", "queries"):
        known.answered[measure] += from_kept(kept)
    _add_sheets(known, measures)
    return known


def _add_sheets(known: Known, measures: Collection[int]) -> None:
    aims = Target.objects.filter(measure__in=measures, value__isnull=False)
    for measure, kind, starts_on, ends_on, value in aims.values_list(
        "measure_id", "period_kind", "starts_on", "ends_on", "value"
    ):
        period = period_from(kind, starts_on, ends_on)
        known.targets[measure, period] = plain(value)
        known.aimed[measure].append(period)
    for measure, from_on in Rebase.objects.filter(measure__in=measures).values_list("measure_id", "from_on"):
        known.rebased[measure].append(from_on)
    ended = EarlierDefinition.objects.filter(measure__in=measures, is_comparable=False)
    for measure, until_on in ended.values_list("measure_id", "until_on"):
        known.rebased[measure].append(until_on + timedelta(days=1))
    parts = Breakdown.objects.filter(measure__in=measures, adds_up=True)
    for measure, by, name in parts.values_list("measure_id", "by", "name"):
        known.makes_total[measure].setdefault(by, []).append(name)


def questions_of(
    known: Known, measure: Measure, entry: Entry, on: date, parts: Mapping[str, Decimal | None] | None = None
) -> list[Query]:
    """What to ask of one figure of a measure's total on a day; `parts` are those given along with it."""
    return ask(entry, known.history[measure.pk], _facts(known, measure, entry.period, on, parts or {}))


def _facts(
    known: Known, measure: Measure, period: Period, on: date, parts: Mapping[str, Decimal | None]
) -> Facts:
    held = {**known.parts.get((measure.pk, period), {}), **parts}
    rebased = [day for day in known.rebased[measure.pk] if day <= period.starts_on]
    target = known.targets.get((measure.pk, period))
    if measure.pk not in known.shapes:
        known.shapes[measure.pk] = shape_of(measure)
    return Facts(
        shape=known.shapes[measure.pk],
        on=on,
        polarity=Polarity(measure.polarity),
        target=target,
        last_target=None if target else _last_target(known, measure, period),
        low=plain(measure.low),
        high=plain(measure.high),
        is_cumulative=measure.is_cumulative,
        parts={
            by.lower(): [held.get(name) for name in names]
            for by, names in known.makes_total[measure.pk].items()
        },
        answered=known.answered[measure.pk],
        rebased_on=max(rebased, default=None),
        year_start=measure.council.year_start,
    )


def _last_target(known: Known, measure: Measure, period: Period) -> Decimal | None:
    """The latest target before a period, of one as long."""
    before = (
        one for one in known.aimed[measure.pk] if one.kind is period.kind and one.ends_on < period.starts_on
    )
    last = max(before, key=lambda one: one.ends_on, default=None)
    return known.targets[measure.pk, last] if last else None


def open_queries(council: Council) -> list[Observation]:
    """The results in question that nobody has answered, the oldest first."""
    held = Observation.objects.filter(council=council, is_current=True, is_questioned=True)
    joined = held.select_related(*JOINED)
    return list(joined.order_by("entered_at", "id"))


def provisional(council: Council) -> list[Observation]:
    """The totals that are provisional, the oldest period first."""
    held = Observation.objects.filter(council=council, is_current=True, state="PROVISIONAL", breakdown="")
    joined = held.select_related(*JOINED)
    return list(joined.order_by("ends_on", "measure__code", "id"))


def held_in(measures: Iterable[int], periods: Sequence[Period]) -> dict[Place, Observation]:
    """The current totals of measures in some periods."""
    rows = Observation.objects.filter(
        measure__in=list(measures),
        is_current=True,
        breakdown="",
        starts_on__in=[one.starts_on for one in periods],
        ends_on__in=[one.ends_on for one in periods],
    )
    return {(one.measure_id, one.period): one for one in rows}


def parts_held(measure: Measure, period: Period) -> dict[str, Observation]:
    """The current figures of a measure's parts in a period, by their names."""
    rows = measure.observations.filter(
        is_current=True, period_kind=period.kind.value, starts_on=period.starts_on, ends_on=period.ends_on
    )
    return {one.breakdown: one for one in rows.exclude(breakdown="")}


def breakdowns_of(measure: Measure) -> list[Breakdown]:
    """The parts that a measure's total is parted into, in order."""
    return list(measure.breakdowns.all())


def observation_of(council: Council, pk: int) -> Observation | None:
    """One observation of a council, with its measure."""
    joined = Observation.objects.select_related(*JOINED)
    return joined.filter(council=council, pk=pk).first()
