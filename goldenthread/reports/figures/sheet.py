"""A measure's sheet in words: everything that is written on it, and what is missing said to be missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core import sheet_words as words
from goldenthread.core.figures import shown
from goldenthread.core.parts import Adding, adding
from goldenthread.core.periods import Period, in_words
from goldenthread.core.sentences import on_day, start
from goldenthread.core.standing import Result
from goldenthread.measures.models import Breakdown, EarlierDefinition, Measure, Observation
from goldenthread.measures.queries import plain, shape_of
from goldenthread.measures.sheet_queries import (
    aliases_of,
    breakdowns_of,
    earlier_definitions_of,
    figures_of_parts,
)

__all__ = ["Line", "PartRow", "SheetShown", "sheet_shown"]


class Line(NamedTuple):
    """One fact of a sheet: its name and words, or that it is missing."""

    name: str
    words: str
    is_blank: bool = False


class PartRow(NamedTuple):
    """One part with its latest figure beside the total's of the same period."""

    name: str
    by: str
    figure: str
    total: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A definition that a measure had, with its days and whether figures across its end can be compared."""

    when: str
    words: list[Line]
    reason: str
    comparability: str


@dataclass(frozen=True, slots=True)
class SheetShown:
    """What a measure's page shows of its sheet."""

    question: str
    definition: str
    method: str
    groups: list[tuple[str, list[Line]]]
    earlier: list[Earlier]
    parts: list[PartRow]
    parts_period: str
    parts_sentences: list[str]
    unnamed: list[str]


def sheet_shown(measure: Measure, results: Sequence[Result]) -> SheetShown:
    """Gather a measure's sheet; `results` are those of its total."""
    named, figures = breakdowns_of(measure), figures_of_parts(measure)
    period = max((one.period for one in figures), default=None, key=lambda one: one.ends_on)
    in_period = {one.breakdown: one for one in figures if one.period == period}
    total = next((one.value for one in results if one.period == period), None)
    return SheetShown(
        question=measure.question,
        definition=measure.definition,
        method=measure.method,
        groups=[(name, list(lines)) for name, lines in _groups(measure)],
        earlier=[_earlier(measure, one) for one in earlier_definitions_of(measure)],
        parts=[_part(measure, one, in_period.get(one.name), total) for one in named],
        parts_period=in_words(period) if period else "",
        parts_sentences=list(_adding_up(measure, named, in_period, total, period)),
        unnamed=sorted(set(in_period) - {one.name for one in named}),
    )


def _said(name: str, text: str, blank: str = "Not stated") -> Line:
    return Line(name, text, False) if text else Line(name, blank, True)


def _figure(measure: Measure, value: Decimal | None) -> str:
    held = plain(value)
    return "" if held is None else shown(held, shape_of(measure))


def _groups(measure: Measure) -> Iterator[tuple[str, Iterator[Line]]]:
    yield "How it is counted", _counted(measure)
    yield "How often", _often(measure)
    yield "Who", _who(measure)
    yield "How it is judged", _judged(measure)


def _counted(measure: Measure) -> Iterator[Line]:
    yield Line("Kind", start(words.KIND[measure.kind]))
    if measure.kind == "PERCENTAGE":
        yield Line("Unit", "%")
    else:
        yield _said("Unit", measure.unit)
    per = plain(measure.per)
    if per is not None:
        yield Line("Rate per", f"{per:,f}")
    if measure.levels:
        yield Line("Levels, lowest first", ", ".join(measure.levels))
    if measure.decimals is not None:
        yield Line("Printed to", f"{measure.decimals} places after the point")
    if measure.numerator:
        yield Line("Counted above the line", measure.numerator)
        yield Line("Counted below the line", measure.denominator)
    if measure.is_worked_out:
        yield Line("Formula", measure.formula)
        yield Line("Where it would divide by 0", start(words.IF_ZERO[measure.if_zero]))
        yield Line("Where a part is missing", start(words.IF_MISSING[measure.if_missing]))
    yield _said("Figures come from", measure.data_source)
    aliases = [f"{one.code} ({words.SCHEME[one.scheme]})" for one in aliases_of(measure)]
    yield _said("Others call it", "; ".join(aliases), "No other name is held")
    yield _said("Source of this sheet", measure.source)


def _often(measure: Measure) -> Iterator[Line]:
    yield Line("Collected", start(words.FREQUENCY[measure.frequency]))
    if measure.reporting:
        yield Line("Reported", start(words.FREQUENCY[measure.reporting]))
        yield Line("What is reported is", start(words.DERIVATION[measure.derivation]))
    yield Line("Counted", "Adding up through the year" if measure.is_cumulative else "Within each period")
    lag = measure.lag_days
    days = "" if lag is None else f"{lag:,} {'day' if lag == 1 else 'days'} after the period ends"
    yield _said("Known", days)


def _who(measure: Measure) -> Iterator[Line]:
    yield _said("Owner", str(measure.owner or ""), "None named")
    yield Line("Figures typed by", str(measure.updater or "The owner"))
    yield _said("Service", str(measure.service or ""))
    yield Line("Controlled by", start(words.CONTROL[measure.control]))


def _judged(measure: Measure) -> Iterator[Line]:
    yield Line("Better when", _better(measure))
    if measure.is_data_only:
        yield Line("Target", "None: it is for information")
    tolerance = plain(measure.tolerance)
    share = f"{tolerance:,f}% of the target" if measure.tolerance_is_percent else f"{tolerance or 0:,f}"
    yield _said("Tolerance", share if tolerance is not None else "", "As the council's rule says")
    yield _said("Floor", _figure(measure, measure.floor), "None of its own")
    baseline = _figure(measure, measure.baseline)
    on = f", {on_day(measure.baseline_on)}" if measure.baseline_on else ""
    yield _said("Baseline", baseline + on if baseline else "", measure.baseline_note or "None stated")
    if baseline and measure.baseline_note:
        yield Line("About the baseline", measure.baseline_note)
    yield _said("Looks at", start(words.STAGE[measure.stage]) if measure.stage else "")
    yield _said("Quality of its figures", start(words.QUALITY.get(measure.quality, "")), "Not rated")
    if measure.quality_note:
        yield Line("Why it is rated so", measure.quality_note)


def _better(measure: Measure) -> str:
    edges = [_figure(measure, edge) for edge in (measure.low, measure.high) if edge is not None]
    if measure.polarity != "RANGE":
        found = start(words.POLARITY[measure.polarity])
    elif len(edges) == 2:
        found = f"Within {edges[0]} to {edges[1]}"
    else:
        found = f"{edges[0]} or {'less' if measure.low is None else 'more'}"
    basis = measure.get_polarity_basis_display()
    return found if measure.polarity_basis == "STATED" else f"{found} ({basis})"


def _earlier(measure: Measure, held: EarlierDefinition) -> Earlier:
    until, after = on_day(held.until_on), on_day(held.until_on + timedelta(days=1))
    when = f"{on_day(held.from_on)} to {until}" if held.from_on else f"Until {until}"
    facts = [
        _said("What was counted", held.definition, "No definition was held"),
        *(
            Line(name, text)
            for name, text, now in (
                ("How it was worked out", held.method, measure.method),
                ("Unit", held.unit, measure.unit),
                ("Counted above the line", held.numerator, measure.numerator),
                ("Counted below the line", held.denominator, measure.denominator),
            )
            if text and text != now
        ),
    ]
    if held.kind and held.kind != measure.kind:
        facts.append(Line("Kind", start(words.KIND[held.kind])))
    if held.is_comparable:
        compared = f"Figures before and after {after} can be set against each other."
    else:
        compared = f"Figures before {after} can't be set against those from then on."
    return Earlier(when, facts, held.reason, compared)


def _part(measure: Measure, part: Breakdown, held: Observation | None, total: Decimal | None) -> PartRow:
    figure = _figure(measure, held.value) if held else ""
    return PartRow(part.name, start(words.PARTED_BY[part.by]), figure, _figure(measure, total))


def _adding_up(
    measure: Measure,
    named: Sequence[Breakdown],
    held: dict[str, Observation],
    total: Decimal | None,
    period: Period | None,
) -> Iterator[str]:
    """Whether the parts that should add up do, for each thing that parts them."""
    if period is None:
        return
    for by, what in words.PARTED_BY.items():
        parts = [one.name for one in named if one.by == by and one.adds_up]
        if parts:
            values = {name: plain(held[name].value) if name in held else None for name in parts}
            yield _added(measure, f"The parts by {what}", adding(values, total), in_words(period))


def _added(measure: Measure, parts: str, found: Adding, period: str) -> str:
    shape = shape_of(measure)
    if found.missing:
        return f"{parts} can't be added up for {period}: no figure is held of {', '.join(found.missing)}."
    if found.total is None:
        return f"{parts} come to {shown(found.come_to, shape)}; no total is held for {period}."
    if not found.rest:
        return f"{parts} add up to the total of {period}, {shown(found.total, shape)}."
    how = "less" if found.rest > 0 else "more"
    rest, total = shown(abs(found.rest), shape), shown(found.total, shape)
    come_to = shown(found.come_to, shape)
    return f"{parts} come to {come_to}, {rest} {how} than the total of {period}, {total}. Check both."
