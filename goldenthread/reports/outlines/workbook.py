"""The workbook behind the charts: every figure of the report, one table to a sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from goldenthread.core.figures import shown
from goldenthread.core.observed import TargetState
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import STATE, STATUS
from goldenthread.reports.blocks import DEMONSTRATION, Sheet, Workbook
from goldenthread.reports.facts import Facts, MeasureFact
from goldenthread.reports.grids import Cell, Column, Grid, Kind, blank, grid, number, text
from goldenthread.reports.outlines import parts
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import money, of_facts
from goldenthread.reports.tables.changing import printed
from goldenthread.reports.tables.measures import direction_cell, period_words, result_cell, target_cell

SHORTHAND = (
    ("Not held", "No figure is on record."),
    ("No target", "No target is set for the period."),
    ("Provisional", "The figure may still change."),
    ("Not rated", "No status: the sheet Measures says why for each."),
    ("Cannot be compared", "No earlier figure was counted the same way."),
)


def compose(facts: Facts, part: str, beside: Beside) -> Workbook:
    """Every figure of the whole report."""
    head = facts.head
    about = (
        f"The figures behind “{head.title}” for {head.about}, as the plan {head.plan} ({head.edition}) stood "
        f"on {on_day(head.on)}.",
        f"Statuses were worked out by the rule “{head.rule_name}” and Golden Thread {head.code_version}.",
    )
    sheets = [one for one in _sheets(facts) if one.grid]
    return Workbook(
        title=f"{head.title}: the figures",
        council=head.council,
        about=about,
        sheets=tuple(sheets),
        notes=SHORTHAND,
        notices=(*beside.notices, *((DEMONSTRATION,) if head.is_demonstration else ())),
        stamp=beside.stamp,
        dated=beside.dated or on_day(head.on),
    )


def _sheets(facts: Facts) -> list[Sheet]:
    what, changes = facts.head.work_name, list(facts.changes)
    return [
        Sheet("Headline counts", "Headline counts", of_facts.headline_counts(facts), (_RATED,)),
        Sheet("Measures", "Every measure and where it stands", _measures(facts)),
        Sheet("Results", "The results behind the charts", _results(facts)),
        Sheet("Targets", "The targets behind the charts", _targets(facts)),
        Sheet("Work", f"{what} and where each stands", _work(facts)),
        Sheet("Doing and difference", "Doing against difference", of_facts.difference(facts)),
        Sheet("Finance", "Forecast variance from budget", money(facts.money), (_MONEY,)),
        Sheet("Carry forward", "Requests to carry forward", of_facts.carry_forwards(facts.carry_forwards)),
        Sheet("Virements", "Budget virements", of_facts.virements(facts.virements)),
        Sheet("Risks", "Key corporate risks", of_facts.risks(facts.risks)),
        Sheet("Gaps", "Gaps by kind", of_facts.gap_counts(facts) if facts.gaps else Grid("Gaps", (), ())),
        Sheet(
            "Amendments", "Amendments to what was approved", printed(changes, "Amendments", is_decided=True)
        ),
        *_charted(facts),
    ]


_AMENDED = "Amendments to what was approved"
_RATED = "Rated = on + near + off target. Improved is counted of those that can be compared."
_MONEY = "Variance is forecast less budget, so plus is an overspend. Percentages name their base."
PICTURES = 40  # measures that get a sheet with a chart of their own


def _charted(facts: Facts) -> list[Sheet]:
    """A sheet with a chart for each measure that misses its target, as many as a reader turns to."""
    short = [one for one in parts.short_of_target(facts) if parts.picture(facts, one)]
    return [
        Sheet(
            f"Chart {place}",
            one.measure.title,
            _results_of(facts, [one]),
            (f"{one.measure.code}. {one.why}.",),
            parts.series_of(facts, one),
        )
        for place, one in enumerate(short[:PICTURES], start=1)
    ]


def exact(value: Decimal | None, words: Cell) -> Cell:
    """A cell that holds the exact figure for whoever reckons on with it."""
    if value is None or words.kind is not Kind.NUMBER:
        return words
    return replace(words, value=value)


def _measures(facts: Facts) -> Grid:
    heads = (
        ("Code", 0), ("Measure", 0), ("Unit", 0), ("Theme", 0), ("Owner", 0), ("Service", 0),
        ("Directorate", 0), ("Period", 0), ("Result", 1), ("Target", 1), ("State", 0), ("Status", 0),
        ("Why", 0), ("Direction of travel", 0), ("What readers should know", 0), ("What is being done", 0),
    )  # fmt: skip
    columns = [Column(head, bool(is_number)) for head, is_number in heads]
    return grid("Every measure", columns, (_measure_row(facts, one) for one in facts.measures))


def _measure_row(facts: Facts, one: MeasureFact) -> list[Cell]:
    standing, measure = one.standing, one.measure
    aim = standing.aim.value if standing.aim else None
    start_of, held = facts.head.year_start, standing.result
    titles = "; ".join(facts.top_title(top) for top in one.tops)
    return [
        text(measure.code),
        text(measure.title),
        text(one.shape.sign) if one.shape.sign else blank("None"),
        text(titles) if titles else blank(f"Under no {facts.head.top_name.lower()}"),
        text(str(measure.owner)) if measure.owner else blank("None named"),
        text(measure.service) if measure.service else blank("Not stated"),
        text(measure.directorate) if measure.directorate else blank("Not stated"),
        text(period_words(held.period, start_of)) if held else blank("None"),
        exact(standing.value, result_cell(one)),
        exact(aim, target_cell(one)),
        text(start(STATE[standing.state])),
        text(start(STATUS[standing.status])),
        text(one.why),
        text(direction_cell(standing.direction).text),
        text(one.words) if one.words else blank("None"),
        text(one.doing_about) if one.doing_about else blank("None"),
    ]


_RESULT = (Column("Code"), Column("Measure"), Column("Period"), Column("Result", True), Column("State"))


def _results(facts: Facts) -> Grid:
    return _results_of(facts, facts.measures)


def _results_of(facts: Facts, found: tuple[MeasureFact, ...] | list[MeasureFact]) -> Grid:
    start_of = facts.head.year_start
    rows = (
        [
            text(one.measure.code),
            text(one.measure.title),
            text(period_words(held.period, start_of)),
            _figure(held.value, one) if held.value is not None else blank(start(STATE[held.state])),
            text(start(STATE[held.state])),
        ]
        for one in found
        for held in one.results
    )
    return grid("Results", _RESULT, rows)


def _figure(value: Decimal, one: MeasureFact) -> Cell:
    return exact(value, number(shown(value, one.shape)))


def _targets(facts: Facts) -> Grid:
    columns = (
        Column("Code"),
        Column("Measure"),
        Column("Period"),
        Column("Target", True),
        Column("Why none"),
    )
    rows = (
        [
            text(one.measure.code),
            text(one.measure.title),
            text(period_words(aim.period, facts.head.year_start)),
            _figure(aim.value, one) if aim.value is not None else blank("No target"),
            text(aim.reason) if aim.state is not TargetState.SET and aim.reason else blank("None"),
        ]
        for one in facts.measures
        for aim in one.aims
    )
    return grid("Targets", columns, rows)


def _work(facts: Facts) -> Grid:
    heads = ("Code", facts.head.work_name, "Level", facts.head.top_name, "Owner", "Service", "Due")
    columns = [*(Column(head) for head in heads), Column("Where it stands"), Column("What its owner says")]
    rows = (
        [
            text(one.code) if one.code else blank("None"),
            text(one.title),
            text(one.level),
            text(facts.top_title(one.top)) if one.top else blank("None"),
            text(one.owner) if one.owner else blank("None named"),
            text(one.service) if one.service else blank("Not stated"),
            text(on_day(one.due_on)) if one.due_on else blank("No date"),
            text(of_facts.stands_cell(one).text),
            text(one.words) if one.words else blank("None"),
        ]
        for one in facts.work
    )
    return grid(facts.head.work_name, columns, rows)
