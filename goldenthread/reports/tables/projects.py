"""Tables of projects: the list, and one project's signals, money, stages, milestones, benefits and risks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from goldenthread.core.figures import shown
from goldenthread.core.project_status import Expected, way
from goldenthread.core.projects import Sums
from goldenthread.core.rating import Status
from goldenthread.core.sentences import on_day, start
from goldenthread.core.standing import Result
from goldenthread.measures.queries import plain, shape_of
from goldenthread.reports.figures.projects import SIGNALS, view_words
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, status, text
from goldenthread.resources.models import Benefit, Investment, Milestone, Project, ProjectLink, ProjectStage
from goldenthread.resources.project_queries import Undertaking
from goldenthread.resources.risk_queries import Standing

Year = Callable[[int], str]  # a year in the council's words by the year it begins in: 2012 is “2012/13”


def pounds(amount: Decimal | None, otherwise: str = "Not said") -> Cell:
    """“£1,234,500”; pence only where there are any."""
    if amount is None:
        return blank(otherwise)
    words = f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
    return number(words, value=plain(amount))


def projects(found: Sequence[Undertaking]) -> Grid:
    """Every project: how it stands, what it costs, its next milestone and what it gives to priorities."""
    columns = (
        Column("Project or programme", width=28),
        Column("How it stands", width=16),
        Column("Agreed", True, width=12),
        Column("Forecast", True, width=12),
        Column("Next milestone", width=18),
        Column("Contributes to", width=24),
    )
    rows = [Row(tuple(_project(one))) for one in found]
    money = [one.money for one in found if one.money]
    if len(money) > 1:
        agreed, forecast = sum(one.agreed for one in money), sum(one.forecast for one in money)
        whole = (pounds(Decimal(agreed)), pounds(Decimal(forecast)))
        rows.append(Row((text("In all"), text(""), *whole, text(""), text("")), is_total=True))
    return Grid("Projects and programmes", columns, tuple(rows), "wide")


def _project(one: Undertaking) -> list[Cell]:
    project, money = one.project, one.money
    part = f"Part of {project.parent}" if project.parent else ""
    basis = "" if project.basis == "STATED" else start(str(project.get_basis_display()))
    kind = start(f"{project.get_kind_display()}, {project.get_state_display()}")
    note = ". ".join(words for words in (kind, part, basis) if words)
    lines = [held.element.title for held in one.links]
    return [
        text(project.name, link=Link("project", str(project.pk)), note=note),
        stands_cell(one),
        pounds(money.agreed if money else None, "None"),
        pounds(money.forecast if money else None, "None"),
        _next(one),
        text("; ".join(lines)) if lines else blank("No line yet"),
    ]


def stands_cell(one: Undertaking) -> Cell:
    """How a project stands in the council's own words; and how its owner sees it, where they say."""
    found = one.stands.status
    seen = view_words(one)
    words = one.rule.said(found)
    note = f"Its owner: {seen}" if seen else ""
    return Cell(words, blank("").kind, note=note) if found is Status.NOT_RATED else status(found, words, note)


def _next(one: Undertaking) -> Cell:
    found = one.next
    if found is None:
        return blank("None left" if one.milestones else "None on record")
    day = found.forecast_on or found.due_on
    return text(found.name, note=on_day(day))


def signals(one: Undertaking) -> Grid:
    """The three signals, each with its reasons."""
    columns = (Column("Signal", width=16), Column("How it stands", width=20), Column("Why", width=64))
    rows = (
        [
            text(SIGNALS[held.of]),
            blank("Not rated")
            if held.status is Status.NOT_RATED
            else status(held.status, one.rule.said(held.status)),
            text(" ".join(held.reasons)),
        ]
        for held in one.stands.signals
    )
    return grid("How it stands, by the rule", columns, rows)


def investments(found: Sequence[Investment], money: Sums | None, link: bool, year: Year) -> Grid:
    """Pounds by year: agreed, forecast and spent, of what kind and who pays; and the sums."""
    columns = (
        Column("Year", width=14),
        Column("Kind", width=12),
        Column("Who pays", width=26),
        Column("Agreed", True, width=16),
        Column("Forecast", True, width=16),
        Column("Spent", True, width=16),
    )
    rows = [Row(tuple(_investment(one, link, year))) for one in found]
    if money and len(found) > 1:
        spent = [one.spent for one in found if one.spent is not None]
        sums = (
            pounds(money.agreed),
            pounds(money.forecast),
            pounds(sum(spent, Decimal(0)) if spent else None),
        )
        rows.append(Row((text("In all"), text(""), text(""), *sums), is_total=True))
    return Grid("Investment by year", columns, tuple(rows))


def _investment(one: Investment, link: bool, year: Year) -> list[Cell]:
    return [
        text(year(one.year), link=_part("investments", one) if link else None),
        text(start(str(one.get_kind_display()))),
        text(start(str(one.get_payer_display())), note=one.funding),
        pounds(one.amount),
        pounds(one.forecast, "As agreed"),
        pounds(one.spent),
    ]


def stages(found: Sequence[ProjectStage], link: bool) -> Grid:
    """Each stage: when it was planned, and when it was."""
    columns = (
        Column("Stage", width=34),
        Column("Planned", width=26),
        Column("Expected to end", width=18),
        Column("What happened", width=22),
    )
    rows = (
        [
            text(one.name, link=_part("stages", one) if link else None),
            _between(one.starts_on, one.ends_on, "No days planned"),
            text(on_day(one.forecast_on)) if one.forecast_on else blank("As planned"),
            _between(one.started_on, one.ended_on, "Not started"),
        ]
        for one in found
    )
    return grid("Stages", columns, rows)


def _between(first: date | None, last: date | None, otherwise: str) -> Cell:
    if first and last:
        return text(f"{on_day(first)} to {on_day(last)}")
    if first:
        return text(f"From {on_day(first)}")
    return text(f"Until {on_day(last)}") if last else blank(otherwise)


def milestones(found: Sequence[Milestone], on: date, link: bool) -> Grid:
    """Each milestone: when it is due, when it is expected, and when it was done."""
    columns = (
        Column("Milestone", width=40),
        Column("Due", width=20),
        Column("Expected", width=20),
        Column("Done", width=20),
    )
    return grid("Milestones", columns, (_milestone(one, on, link) for one in found))


def _milestone(one: Milestone, on: date, link: bool) -> list[Cell]:
    is_late = one.done_on is None and one.due_on < on
    return [
        text(one.name, link=_part("milestones", one) if link else None),
        text(on_day(one.due_on), note="Overdue" if is_late else ""),
        text(on_day(one.forecast_on)) if one.forecast_on else blank("As due"),
        text(on_day(one.done_on)) if one.done_on else blank("Not yet"),
    ]


def benefits(found: Sequence[tuple[Benefit, Result | None]], link: bool) -> Grid:
    """Each benefit: its measure, where it began, what is expected by when, the latest result, how far."""
    columns = (
        Column("Benefit", width=32),
        Column("Baseline", True, width=12),
        Column("Expected", True, width=12),
        Column("By when", width=16),
        Column("Latest result", True, width=14),
        Column("Of the way", True, width=12),
    )
    return grid("Benefits", columns, (_benefit(one, latest, link) for one, latest in found), "wide")


def _benefit(one: Benefit, latest: Result | None, link: bool) -> list[Cell]:
    shape = shape_of(one.measure)
    value = latest.value if latest else None
    far = way(Expected("", one.baseline, one.expected, one.due_on, value))
    note = f"Measured by {one.measure}" if one.words else ""
    to = _part("benefits", one) if link else Link("measure", one.measure.code)
    return [
        text(one.words or str(one.measure), link=to, note=note),
        number(shown(plain(one.baseline) or Decimal(0), shape))
        if one.baseline is not None
        else blank("None stated"),
        number(shown(plain(one.expected) or Decimal(0), shape)),
        text(on_day(one.due_on)) if one.due_on else blank("Not said"),
        number(shown(value, shape)) if value is not None else blank("No result yet"),
        number(f"{far:.0f}%") if far is not None else blank("Can’t be told"),
    ]


def contributions(found: Sequence[ProjectLink], link: bool) -> Grid:
    """The lines of plans that a project contributes to, and how."""
    columns = (Column("Line", width=40), Column("Plan", width=22), Column("What it contributes", width=38))
    rows = (
        [
            text(one.element.title, link=Link("element", str(one.element_id)), note=one.element.level.name),
            text(one.element.edition.name),
            text(one.how, link=_part("contributions", one) if link else None),
        ]
        for one in found
    )
    return grid("What it contributes to", columns, rows)


def risks(found: Iterable[Standing]) -> Grid:
    """The risks of a project, the gravest first."""
    columns = (Column("Risk", width=48), Column("Likelihood and impact", width=32), Column("Owner", width=20))
    rows = (
        [
            text(one.risk.title, link=Link("risk", str(one.risk.pk)), note=one.risk.code),
            text(words) if (words := one.words()) else blank("Not scored"),
            text(one.risk.answered_by) if one.risk.answered_by else blank("Nobody named"),
        ]
        for one in found
    )
    return grid("Risks", columns, rows)


def parts(found: Sequence[Project]) -> Grid:
    """The projects of a programme."""
    columns = (Column("Project", width=50), Column("How far", width=20), Column("Managed by", width=30))
    rows = (
        [
            text(one.name, link=Link("project", str(one.pk))),
            text(start(str(one.get_state_display()))),
            text(str(one.manager)) if one.manager else blank("Nobody named"),
        ]
        for one in found
    )
    return grid("Its projects", columns, rows)


def _part(kind: str, one: Investment | ProjectStage | Milestone | Benefit | ProjectLink) -> Link:
    return Link("project-part", f"{one.project_id}/{kind}/{one.pk}")
