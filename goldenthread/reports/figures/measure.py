"""One measure: what it counts, its results, how its status was reached, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goldenthread.core import sentences
from goldenthread.core.arithmetic import Step, verdict, working
from goldenthread.core.charted import Redefined, first_since
from goldenthread.core.figures import Shape, bare
from goldenthread.core.findings import Gap, gaps_in
from goldenthread.core.observed import State
from goldenthread.core.periods import in_words, label
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.sentences import Sentence
from goldenthread.core.standing import Aim, Result, Sheet, Standing, stand
from goldenthread.core.words import in_words as rule_in_words
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.measures import queries as measures
from goldenthread.measures.gap_queries import measure_notes
from goldenthread.measures.models import Measure, MeasureLink, Observation, RatingRule
from goldenthread.measures.sheet_queries import redefinitions_of
from goldenthread.people.models import Council
from goldenthread.reports.figures.position import MeasureAt, followed_of, measure_at, notes_of

__all__ = ["MeasurePage", "PeriodRow", "measure_page"]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period's result with the status and direction it had."""

    period: str
    result: Result
    aim: Aim | None
    standing: Standing
    difference: Decimal | None
    compared_with: str
    changes: Sequence[Redefined] = ()


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything that a measure's page shows."""

    measure: Measure
    on: date
    at: MeasureAt
    sentences: list[Sentence]
    rows: list[PeriodRow]
    aims: list[Aim]
    links: Sequence[MeasureLink]
    gaps: list[Gap]
    why: str
    why_no_target: str
    rule: RatingRule | None
    rule_words: list[str]
    observations: Sequence[Observation]
    history: Sequence[Entry]
    changes: Sequence[Redefined]

    @property
    def standing(self) -> Standing:
        return self.at.standing

    @property
    def baseline(self) -> Decimal | None:
        return measures.plain(self.measure.baseline)

    @property
    def shape(self) -> Shape:
        return measures.shape_of(self.measure)

    @property
    def arithmetic(self) -> list[Step]:
        return working(self.sheet, self.standing, self.shape)

    @property
    def verdict(self) -> str:
        return verdict(self.standing)

    @property
    def range_words(self) -> str:
        return " to ".join(str(edge) for edge in (self.sheet.low, self.sheet.high) if edge is not None)

    @property
    def superseded(self) -> list[Observation]:
        """Figures that were replaced, each with the one that replaced it.

        What was awaited is no figure, and one that was confirmed as it was is replaced by nothing else.
        """
        return [
            one
            for one in self.observations
            if not one.is_current and not State(one.state).is_waiting and not is_confirmed(one)
        ]

    @property
    def sheet(self) -> Sheet:
        return self.at.sheet


def is_confirmed(old: Observation) -> bool:
    """Whether a provisional figure was followed by the same one, confirmed."""
    new = old.superseded_by
    return old.state == State.PROVISIONAL and new.state == State.REPORTED and new.value == old.value


def measure_page(council: Council, measure: Measure, on: date) -> MeasurePage:
    """Gather one measure's page as it stands on a day."""
    adopted, rulebook = measures.rulebook_of(council)
    results, aims = measures.results_of(measure), measures.aims_of(measure)
    links = measures.links_of(measure)
    changes = redefinitions_of(measure)
    breaks = [one.on for one in changes if not one.is_comparable]
    elements = tuple(one.element_id for one in links)
    at = measure_at(measure, results, aims, elements, rulebook, on, None, breaks)
    since = first_since(changes, (one.period for one in results))
    period = in_words(at.standing.result.period) if at.standing.result else ""
    observations = measures.observations_of(measure)
    return MeasurePage(
        measure=measure,
        on=on,
        at=at,
        sentences=[
            *sentences.of_measure(period, measures.shape_of(measure), at.sheet, at.standing),
            *_of_direction(at.standing, measures.shape_of(measure)),
        ],
        rows=[
            replace(
                _row(council, at.sheet, result, results, aims, rulebook), changes=since.get(result.period, ())
            )
            for result in reversed(results)
        ],
        aims=aims,
        links=links,
        gaps=_gaps(council, at, on),
        why=sentences.why_rated(at.sheet, at.standing),
        why_no_target=sentences.why_no_target(at.standing),
        rule=adopted,
        rule_words=rule_in_words(rulebook.rule),
        observations=observations,
        history=history_of(measure, council.slug, observations),
        changes=changes,
    )


def _gaps(council: Council, at: MeasureAt, on: date) -> list[Gap]:
    if not measures.is_followed(at.measure, on):
        return []
    return gaps_in([], [followed_of(at)], notes_of([at], measure_notes(council, at.measure)))


def _row(
    council: Council,
    sheet: Sheet,
    result: Result,
    results: Sequence[Result],
    aims: Sequence[Aim],
    rulebook: Rulebook,
) -> PeriodRow:
    """One period as it stood when it ended."""
    standing = stand(
        sheet,
        results,
        aims,
        rule=rulebook.rule,
        comparison=rulebook.comparison,
        on=result.period.ends_on,
        period=result.period,
    )
    aim = standing.aim
    wanted = aim.value if aim else None
    before = standing.compared_with
    return PeriodRow(
        period=label(result.period, council.year_start),
        result=result,
        aim=aim,
        standing=standing,
        difference=None if result.value is None or wanted is None else result.value - wanted,
        compared_with=label(before.period, council.year_start) if before else "",
    )


def _of_direction(standing: Standing, shape: Shape) -> list[Sentence]:
    before = standing.compared_with
    if before is None or before.value is None or standing.value is None:
        return []
    how = {"IMPROVED": "better than", "WORSE": "worse than", "SAME": "the same as"}[standing.direction.value]
    if how == "the same as" and before.value != standing.value:
        how = "counted as the same as"  # within the rule's dead band, or both inside their range
    value = bare(before.value, shape)
    return [sentences.plain(f"That is {how} the {value} of {in_words(before.period)}.")]
