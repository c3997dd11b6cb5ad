"""A service plan as a Word file."""

from __future__ import annotations

from datetime import date

from goldenthread.core.cascade import of_workplans
from goldenthread.core.sentences import on_day, start
from goldenthread.reports import tables
from goldenthread.reports.figures.cascade import ServicePage
from goldenthread.reports.grids import Grid
from goldenthread.reports.tables import cascade as cascade_tables
from goldenthread.reports.word_parts import Paper


def service_plan_document(page: ServicePage, on: date) -> bytes:
    """The whole plan: what it carries by theme, its own, business as usual, measures, answers and posts."""
    council, service = page.service.council, page.service
    name = page.edition.name if page.edition else f"{service.name}: no service plan yet"
    paper = Paper(f"{name}: {council.name}", f"{council.name}  ·  {name}")
    paper.text(council.name, quiet=True)
    paper.title(name)
    paper.text(_state(page, on), quiet=True)
    paper.sentences(page.sentences)
    _carried(paper, page)
    own = cascade_tables.items(page.own, "The service's own", with_actions=False)
    usual = cascade_tables.items(page.usual, "Business as usual", with_actions=False)
    _part(paper, "The service's own", own, "Nothing is the service's own.")
    _part(paper, "Business as usual", usual, "No business as usual is stated.")
    measures = tables.measures(page.measures, "Measures of the service", council.year_start)
    _part(paper, "Measures", measures, "No measure belongs to this service.")
    if page.answered:
        _part(paper, "What was offered, and the answers", cascade_tables.answers(page.answered), "")
    paper.heading("Workplans")
    held = of_workplans(page.workplans.items, page.workplans.workplans)
    paper.text(f"{start(held)}. What they say is for their holders and their managers only.")
    if page.posts:
        paper.table(cascade_tables.posts(page.posts))
    return paper.bytes(on)


def _state(page: ServicePage, on: date) -> str:
    if page.edition is None:
        return f"As on {on_day(on)}."
    state = start(page.edition.get_state_display())
    adopted = f": {page.edition.adopted}" if page.edition.adopted else ""
    return f"{state}{adopted}. As on {on_day(on)}."


def _carried(paper: Paper, page: ServicePage) -> None:
    paper.heading("For the council")
    if not page.carrying:
        paper.text("It carries no action of the council's strategy yet.")
    for theme, rows in page.by_theme:
        name = theme or "Under no theme"
        paper.heading(name, 2)
        paper.table(cascade_tables.items(rows, name))


def _part(paper: Paper, heading: str, table: Grid, otherwise: str) -> None:
    paper.heading(heading)
    if table:
        paper.table(table)
    else:
        paper.text(otherwise)
