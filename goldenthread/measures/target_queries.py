"""Reading targets: one measure's rows, what they are held against, and those that are still to be set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from goldenthread.core.kinds import Kind
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period
from goldenthread.core.standing import Aim, Result
from goldenthread.core.targets import Adding, Past, adding
from goldenthread.measures.models import EarlierDefinition, Measure, Target
from goldenthread.measures.queries import aims_of, results_of, shape_of, sheet_of
from goldenthread.people.models import Council


def adding_of(measure: Measure) -> Adding:
    """How a measure's periods make its year; what counts in % is never added, whatever its kind."""
    kind = Kind.PERCENTAGE if measure.unit == "%" else Kind(measure.kind)
    return adding(kind, measure.derivation, measure.is_cumulative)


def past_of(measure: Measure) -> Past:
    """What a target of one measure is held against: three queries."""
    changed = changes_of_definition([measure.pk]).get(measure.pk)
    return past_from(measure, results_of(measure), aims_of(measure), changed)


def past_from(
    measure: Measure, results: Collection[Result], aims: Collection[Aim], changed_on: date | None
) -> Past:
    """The same from what has been read already."""
    return Past(
        sheet=sheet_of(measure),
        shape=shape_of(measure),
        how=adding_of(measure),
        results=tuple(results),
        aims=tuple(aims),
        changed_on=changed_on,
    )


def changes_of_definition(measures: Collection[int]) -> Mapping[int, date]:
    """From which day each measure's figures can't be set against those before, where there is one."""
    rows = EarlierDefinition.objects.filter(measure__in=measures, is_comparable=False)
    ends = rows.order_by("until_on").values_list("measure_id", "until_on")
    return {measure: date.fromordinal(until.toordinal() + 1) for measure, until in ends}


def targets_held(measure: Measure) -> dict[Period, Target]:
    """Each target of a measure, or the blank that stands for one, by its period."""
    rows = measure.targets.select_related("owner").order_by("ends_on", "starts_on")
    return {one.period: one for one in rows}


def blanks_of(council: Council) -> list[Target]:
    """Every period of a council's measures that has no target, with why, who sets it and by when."""
    rows = Target.objects.filter(council=council).exclude(state=TargetState.SET.value)
    joined = rows.select_related("measure", "owner").order_by("due_on", "measure__position", "ends_on", "id")
    return list(joined)
