"""Tables that only frozen facts have: sets, gaps, work with its words, carry-forwards, virements, risks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.core.difference import BOXES, LACKING, Box
from goldenthread.core.doing import Doing, roll_up_doing
from goldenthread.core.rating import Status
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import STATUS, worked_out
from goldenthread.reports.facts import (
    CarryFact,
    DifferenceFact,
    Facts,
    GapFact,
    MeasureFact,
    RiskFact,
    SetRow,
    VirementFact,
    WorkFact,
    status_of,
    travel_of,
)
from goldenthread.reports.figures.overview import GapRow
from goldenthread.reports.grids import Cell, Column, Grid, Row, blank, doing, grid, number, status, text
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.tables.difference import counts_cells
from goldenthread.reports.tables.gaps import gap_register, gaps_by_kind
from goldenthread.reports.tables.measures import (
    direction_cell,
    measure_cell,
    missed_cell,
    result_cell,
    sets,
    status_cell,
    target_cell,
)
from goldenthread.reports.tables.work import DOING, element_link, work


def headline_counts(facts: Facts) -> Grid:
    """Each theme that has measures, those under none, and all measures, each counted once."""
    rows = [
        SetRow(top.title, status_of(held), travel_of(held))
        for top in facts.tops
        if (held := facts.under(top.pk))
    ]
    loose = facts.in_no_theme()
    if loose:
        rows.append(SetRow(f"Under no {facts.head.top_name.lower()}", status_of(loose), travel_of(loose)))
    return sets([*rows, SetRow("All measures", facts.status(), facts.travel())], facts.head.top_name)


def work_counts(facts: Facts) -> Grid:
    """How work stands by theme: every part, and the whole that they sum to."""
    whole = facts.doing()
    rows = [
        (text(top.title), roll_up_doing(one.doing for one in facts.work_under(top.pk))) for top in facts.tops
    ]
    return work(rows, whole, facts.head.top_name, facts.head.work_name)


def exceptions(found: Iterable[MeasureFact], caption: str) -> Grid:
    """Measures that miss their target: by how much, which way they go, what is being done and by whom."""
    columns = (
        Column("Measure", width=26),
        Column("Result", True, width=9),
        Column("Target", True, width=9),
        Column("Misses by", True, width=11),
        Column("Status and direction", width=16),
        Column("What is being done, and by whom", width=29),
    )
    return grid(caption, columns, (_exception_row(one) for one in found), "wide")


def _exception_row(one: MeasureFact) -> list[Cell]:
    code = status_cell(one.standing.status)
    moved = direction_cell(one.standing.direction).text
    return [
        measure_cell(one),
        result_cell(one),
        target_cell(one),
        missed_cell(one),
        status(one.standing.status, code.text, moved),
        _doing_about(one),
    ]


def _doing_about(one: MeasureFact) -> Cell:
    """What its owner says is being done; else what was noted with the figure; else that nothing is said."""
    owner = str(one.measure.owner or "")
    noted = one.standing.result.note if one.standing.result else ""
    words = one.doing_about or one.words or noted
    return text(start(words), note=owner) if words else Cell("Nothing said yet", blank("").kind, note=owner)


def work_table(found: Sequence[WorkFact], caption: str, what: str) -> Grid:
    """Pieces of work: whose, by when, where each stands and what its owner says."""
    columns = (
        Column(what, width=30),
        Column("Owner", width=14),
        Column("Due", width=13),
        Column("Where it stands", width=18),
        Column("What its owner says", width=25),
    )
    return grid(caption, columns, (_work_row(one) for one in found), "wide")


def _work_row(one: WorkFact) -> list[Cell]:
    due = on_day(one.due_on) if one.due_on else ""
    moved = f"Was {on_day(one.was_due_on)}" if one.was_due_on else ""
    return [
        text(one.title, link=element_link(one), note=one.code),
        text(one.owner) if one.owner else blank("None named"),
        text(due, note=moved) if due else blank("No date"),
        stands_cell(one),
        _said_cell(one),
    ]


def stands_cell(one: WorkFact) -> Cell:
    """Where work stands: by the published rule where the council adopted one, and by its date."""
    if one.status_colour is not None:
        view = f"Its owner says: {one.view}" if one.view else ""
        words = one.status_words or STATUS[one.status_colour]
        return status(one.status_colour, start(words), "; ".join(part for part in (one.why, view) if part))
    percent = f"{one.percent}% complete" if one.percent is not None else ""
    return Cell(DOING[one.doing], doing(one.doing, "").kind, one.doing, note=percent)


def work_in_short(found: Sequence[WorkFact], caption: str, what: str) -> Grid:
    """Pieces of work for a slide: what, whose, by when and where each stands, without the reasons."""
    columns = (
        Column(what, width=46),
        Column("Owner", width=18),
        Column("Due", width=16),
        Column("Where", width=20),
    )
    rows = (
        [*(replace(cell, note="") for cell in _work_row(one)[:3]), replace(stands_cell(one), note="")]
        for one in found
    )
    return grid(caption, columns, rows)


def _said_cell(one: WorkFact) -> Cell:
    said = [one.words, f"In the way: {one.in_the_way}" if one.in_the_way else ""]
    said.append(f"To put it right: {one.corrective}" if one.corrective else "")
    words = " ".join(part for part in said if part)
    note = "; ".join(one.alerts)
    if words:
        return text(words, note=note)
    return Cell("Nothing said yet", blank("").kind, note=note)


ATTENTION = (Doing.OVERDUE,)


def needs_attention(found: Iterable[WorkFact]) -> list[WorkFact]:
    """Work that is overdue, off target by the published rule, or has an alert; the longest overdue first."""
    wanted = [
        one for one in found if one.doing in ATTENTION or one.alerts or one.status_colour is Status.OFF_TARGET
    ]
    return sorted(wanted, key=lambda one: (one.due_on is None, one.due_on))


def difference(facts: Facts) -> Grid:
    """Each theme's work beside its measures, and the box it falls in; the whole plan last."""
    columns = (
        Column(facts.head.top_name, width=24),
        Column("Box", width=22),
        Column("On time", True, width=9),
        Column("Overdue", True, width=8),
        Column("No date", True, width=8),
        Column("Improved", True, width=10),
        Column("Worse", True, width=9),
        Column("On target", True, width=10),
    )
    titles = {top.pk: top.title for top in facts.tops}
    rows = [_difference_row(one, titles) for one in facts.difference]
    return Grid("Doing against difference", columns, tuple(rows), "wide")


def _difference_row(one: DifferenceFact, titles: dict[int, str]) -> Row:
    name = text(titles.get(one.top, "")) if one.top is not None else text("The whole plan")
    cells = (name, _box(one), *counts_cells(one.doing, one.status, one.travel))
    return Row(cells, is_total=one.top is None)


def _box(one: DifferenceFact) -> Cell:
    if one.box is Box.CANNOT_SAY:
        return text("Cannot be said", note=start("; ".join(LACKING[why] for why in one.lacking)))
    return text(start(BOXES[one.box]))


def gap_counts(facts: Facts) -> Grid:
    """Gaps by kind, of how many asked, how many late, and what is filled next."""
    return gaps_by_kind(_gap_rows(facts))


def _gap_rows(facts: Facts) -> list[GapRow]:
    kinds: dict[str, list[GapFact]] = {}
    for one in facts.gaps:
        kinds.setdefault(one.gap.code, []).append(one)
    rows = [
        GapRow(
            code,
            found[0].name,
            found[0].sentence,
            [one.gap for one in found],
            sum(one.gap.is_overdue(facts.head.on) for one in found),
            found[0].asked,
            sum(one.gap.is_accepted for one in found),
        )
        for code, found in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.gaps), row.code))


def named_gaps(facts: Facts) -> Grid:
    """The gaps of which somebody has said why they are there, or who fills them."""
    named = [one.gap for one in facts.gaps if one.gap.reason or one.gap.owner]
    return gap_register(named, facts.head.on)


def pounds(amount: Decimal) -> str:
    """Whole pounds where they are whole: £12,000, £12,000.50."""
    return f"£{worked_out(amount)}"


def carry_forwards(found: Sequence[CarryFact]) -> Grid:
    """What is asked to be carried into the next year, with its sum."""
    columns = (
        Column("What for", width=34),
        Column("Directorate", width=22),
        Column("Amount", True, width=14),
        Column("Why", width=20),
        Column("Decision", width=14),
    )
    rows = [Row(_carry_cells(one)) for one in found]
    total = sum((one.amount for one in found), Decimal(0))
    rows.append(Row((text("All requests"), text(""), number(pounds(total)), text(""), text("")), True))
    return Grid("Requests to carry forward", columns, tuple(rows) if found else (), "wide")


def _carry_cells(one: CarryFact) -> tuple[Cell, ...]:
    return (
        text(one.line),
        text(one.directorate) if one.directorate else blank("Not stated"),
        number(pounds(one.amount), strong=True),
        text(one.reason) if one.reason else blank("Not stated"),
        text(start(one.decision)),
    )


def route(facts: Facts) -> Grid:
    """The bodies that considered the plan, when, and what came of it (R062)."""
    columns = (Column("Body", width=30), Column("When", width=18), Column("What came of it", width=52))
    rows = (
        [text(one.body) if one.body else blank("Not named"), text(one.when), text(one.what)]
        for one in facts.route
    )
    return grid("Who considered the plan", columns, rows)


def virements(found: Iterable[VirementFact]) -> Grid:
    """Money moved from one budget to another."""
    columns = (
        Column("From", width=26),
        Column("To", width=26),
        Column("Amount", True, width=14),
        Column("Why", width=20),
        Column("Agreed by", width=14),
    )
    rows = (
        [
            text(one.moved_from),
            text(one.moved_to),
            number(pounds(one.amount), strong=True),
            text(one.reason) if one.reason else blank("Not stated"),
            text(one.agreed_by) if one.agreed_by else blank("For decision"),
        ]
        for one in found
    )
    return grid("Budget virements", columns, rows, "wide")


def risks(found: Iterable[RiskFact]) -> Grid:
    """Key corporate risks: what may happen, how likely and how grave, what is done and by whom."""
    columns = (
        Column("Risk", width=34),
        Column("Likelihood and impact", width=16),
        Column("Movement", width=11),
        Column("What is being done", width=25),
        Column("Owner", width=14),
    )
    return grid("Key corporate risks", columns, (_risk_row(one) for one in found), "wide")


def _risk_row(one: RiskFact) -> list[Cell]:
    why = ". ".join(part.rstrip(".") for part in (one.cause, one.effect) if part)
    grave = one.judged or ", ".join(part for part in (one.likelihood, one.impact) if part)
    return [
        text(one.title, note=f"{one.code}. {why}" if why else one.code),
        text(grave) if grave else blank("Not stated"),
        text(start(one.movement)) if one.movement else blank("Not stated"),
        text(one.control) if one.control else blank("Not stated"),
        text(one.owner) if one.owner else blank("None named"),
    ]


def due_next(found: Iterable[WorkFact]) -> Grid:
    """Work that is due next, soonest first."""
    columns = (Column("What", width=50), Column("Owner", width=26), Column("Due", width=24))
    later = sorted(
        (one for one in found if one.doing is Doing.DUE_LATER and one.due_on), key=lambda one: str(one.due_on)
    )
    rows = (
        [
            text(one.title, link=element_link(one)),
            text(one.owner) if one.owner else blank("None named"),
            day_cell(one.due_on, "No date"),
        ]
        for one in later
    )
    return grid("Due next", columns, rows)
