"""Reading what is missing from measures, and why, without working out where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Max, Q, QuerySet, When

from goldenthread.core.observed import State, TargetState
from goldenthread.core.standing import GRACE, Aim, Result, aim_for, is_overdue, latest
from goldenthread.measures.models import Measure, MeasureGapNote, Observation, Target
from goldenthread.measures.queries import RECENT, RECENT_YEARS, links_of_council, period_from
from goldenthread.people.models import Council


class MeasureNoteRow(NamedTuple):
    """Why something is missing from a measure, who fills it and by when, or that it is left."""

    measure_id: int
    code: str
    reason: str
    owner: str
    due_on: date | None
    is_accepted: bool


def measure_notes(council: Council, measure: Measure | None = None) -> list[MeasureNoteRow]:
    """The notes on the gaps of every measure of a council, or of one."""
    rows = MeasureGapNote.objects.filter(council=council)
    if measure is not None:
        rows = rows.filter(measure=measure)
    found = rows.values_list("measure_id", "code", "reason", "owner__title", "due_on", "is_accepted")
    return [MeasureNoteRow(*row[:3], row[3] or "", *row[4:]) for row in found]


def measure_note_on(measure: Measure, code: str) -> MeasureGapNote | None:
    """The note on one gap of a measure."""
    return MeasureGapNote.objects.select_related("owner").filter(measure=measure, code=code).first()


class LightMeasure(NamedTuple):
    """One measure with no more than the rules of gaps look at."""

    id: int
    code: str
    title: str
    owner_id: int | None
    service_id: int | None
    polarity: str
    is_data_only: bool
    frequency: str
    has_baseline: bool
    baseline_note: str
    aim: Aim | None
    has_data: bool
    is_overdue: bool
    elements: tuple[int, ...]


_WAITING = [state.value for state in State if state.is_waiting]
_FACTS = ("code", "title", "owner_id", "service_id", "polarity", "is_data_only", "frequency")


def light_measures(council: Council, on: date) -> dict[int, LightMeasure]:
    """Every measure of a council as the rules of gaps see it on a day, in five queries.

    Only the newest result and the aims that can stand beside it are read.
    """
    ends, told, valued = {}, set(), set()
    for measure, last, values, words in _counts(council, on):
        ends[measure] = last
        if values:
            valued.add(measure)
        if words:
            told.add(measure)
    newest = _newest(council, on, ends)

    def is_late(result: Result, frequency: str, lag: int | None) -> bool:
        return is_overdue(result, frequency, on, GRACE if lag is None else timedelta(days=lag))

    found = {}
    stated = Case(When(baseline=None, then=False), default=True)
    followed = Measure.objects.filter(Q(retired_on=None) | Q(retired_on__gt=on), council=council)
    rows = list(followed.values_list("lag_days", "reporting", "id", *_FACTS, stated, "baseline_note"))
    without = {row[2] for row in rows} - newest.keys()
    aims, links = _aims(council, on, newest, without), links_of_council(council)
    for lag, reporting, key, *facts, has_baseline, note in rows:
        result, own = latest(newest.get(key, []), on), aims.get(key, [])
        aim = aim_for(result.period, own) if result else own[-1] if own else None
        late = result is not None and key in told and is_late(result, reporting or facts[-1], lag)
        found[key] = LightMeasure._make(
            (
                key,
                *facts,
                has_baseline or key in valued,
                note,
                aim,
                key in told,
                late,
                tuple(links.get(key, ())),
            )
        )
    return found


def _totals(council: Council, on: date) -> QuerySet[Observation]:
    return Observation.objects.filter(council=council, is_current=True, breakdown="", ends_on__lte=on)


def _counts(council: Council, on: date) -> list[tuple[int, date, int, int]]:
    """For each measure its last day with a result, how many hold a figure and how many say anything."""
    counted = _totals(council, on).order_by().values("measure_id")
    told = Count(Case(When(~Q(state__in=_WAITING), then=1)))
    summed = counted.annotate(last=Max("ends_on"), values=Count("value"), told=told)
    return list(summed.values_list("measure_id", "last", "values", "told"))


def _newest(council: Council, on: date, ends: Mapping[int, date]) -> dict[int, list[Result]]:
    """The newest result of each measure, which ends on its last day; two where two periods end together."""
    rows = _totals(council, on).filter(ends_on__in=set(ends.values())).order_by()
    found: dict[int, list[Result]] = defaultdict(list)
    for measure, kind, starts_on, ends_on, state in rows.values_list(
        "measure_id", "period_kind", "starts_on", "ends_on", "state"
    ):
        if ends_on == ends[measure]:
            found[measure].append(Result(period_from(kind, starts_on, ends_on), None, State(state)))
    return found


_AIM = (
    "measure_id", "period_kind", "starts_on", "ends_on", "value", "state", "reason", "owner__title", "due_on",
)  # fmt: skip


def _aims(
    council: Council, on: date, newest: Mapping[int, list[Result]], without: Collection[int]
) -> dict[int, list[Aim]]:
    """The aims that may stand beside the newest results, in order; of those without any all recent ones."""
    ends = {result.period.ends_on for results in newest.values() for result in results}
    recent = Q(ends_on__gt=on - RECENT) | Q(period_kind="YEAR", ends_on__gt=on - RECENT_YEARS)
    around = ~Q(state=TargetState.SET.value) & Q(ends_on__gte=min(ends, default=on))
    wanted = Q(ends_on__in=ends) | around | Q(measure__in=without)
    rows = Target.objects.filter(recent, wanted, council=council).order_by("ends_on", "starts_on")
    found: dict[int, list[Aim]] = defaultdict(list)
    for measure, kind, starts_on, ends_on, value, state, reason, owner, due_on in rows.values_list(*_AIM):
        period = period_from(kind, starts_on, ends_on)
        found[measure].append(Aim(period, value, TargetState(state), reason, owner or "", due_on))
    return found
