"""The matrix of a plan and a framework, and the lists of what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.core.aligning import Serves
from goldenthread.core.sentences import counted, start
from goldenthread.plans.frameworks import Framework
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.alignment import Alignment
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text
from goldenthread.reports.tables.work import element_link

ACROSS = 8  # lines that a table can hold side by side
LONG = 20  # rows: beyond these, only rows with a link are shown; the rest are listed below
KINDS = {"CONTRIBUTES": "contributes", "ENABLES": "enables", "RUNS_ACROSS": "runs across"}


def how_words(how: Serves | None) -> str:
    """How a line serves a line of a framework, in a few words; nothing where it doesn't."""
    if how is None:
        return ""
    parts = [f"{KINDS[kind]} directly" for kind in dict.fromkeys(how.kinds)]
    if how.below:
        parts.append(f"through {counted(len(how.below), 'line')} below it")
    if not parts and how.above:
        parts.append("only through what it hangs from")
    return start(" and ".join(parts))


def matrix(found: Alignment) -> Grid:
    """Rows by columns where one side is short enough to stand across; else one row for each line served."""
    mine, theirs = found.mine.lines, found.theirs.lines
    if len(theirs) <= ACROSS:
        return _crossed(found, mine, theirs, is_turned=False)
    if len(mine) <= ACROSS:
        return _crossed(found, theirs, mine, is_turned=True)
    return _listed(found)


def _crossed(
    found: Alignment, down: Sequence[ElementRow], across: Sequence[ElementRow], *, is_turned: bool
) -> Grid:
    first = found.theirs.level if is_turned else found.mine.level
    if len(down) > LONG:
        place = 1 if is_turned else 0
        linked = {key[place] for key in found.matrix}
        down = [line for line in down if line.id in linked]
    columns = (Column(first.name if first else "Line"), *(Column(line.title) for line in across))
    return grid(
        f"{found.mine.edition.name} beside the {found.theirs.edition.name}",
        columns,
        (
            [text(line.title, link=element_link(line)), *_cells(found, line, across, is_turned)]
            for line in down
        ),
    )


def _cells(
    found: Alignment, line: ElementRow, across: Sequence[ElementRow], is_turned: bool
) -> Iterable[Cell]:
    for other in across:
        key = (other.id, line.id) if is_turned else (line.id, other.id)
        words = how_words(found.matrix.get(key))
        yield text(words, link=Link("element", str(key[0]))) if words else blank("No link")


def _listed(found: Alignment) -> Grid:
    """One row for each line of the framework that is served, with what serves it."""
    titles = {line.id: line.title for line in found.mine.lines}
    rows = []
    for line in found.theirs.lines:
        by = [(titles[row], how) for (row, column), how in found.matrix.items() if column == line.id]
        words = "; ".join(f"{title} ({how_words(how).lower()})" for title, how in by if how.is_own)
        served = text(words) if words else blank("Nothing yet")
        rows.append([text(line.title, link=element_link(line)), number(str(len(by))), served])
    level = found.theirs.level
    columns = (Column(level.name if level else "Line", width=34), Column("Lines", True), Column("Served by"))
    return grid(f"What serves the {found.theirs.edition.name}", columns, rows)


def frameworks(rows: Sequence[Framework]) -> Grid:
    """Every framework with how far the plans serve it and what evidence there is."""
    columns = (
        Column("Framework", width=30),
        Column("State", width=22),
        Column("Lines", True),
        Column("Links to it", True),
        Column("Lines linked to"),
        Column("Lines with evidence"),
    )
    return grid("Frameworks", columns, (_framework(row) for row in rows))


def _framework(row: Framework) -> list[Cell]:
    plan = row.plan
    state = text("In use")
    if plan.retired_on:
        day = f"{plan.retired_on.day} {plan.retired_on:%B %Y}"
        state = text(f"No longer in use since {day}", note=plan.retired_because)
    return [
        text(plan.name, link=Link("framework", plan.slug), note=plan.get_kind_display().capitalize()),
        state,
        number(str(row.lines)),
        number(str(row.links)),
        _of(row.covered, row.lines),
        _of(row.evidenced, row.lines),
    ]


def _of(count: int, whole: int) -> Cell:
    return text(f"{count} of {whole}") if whole else blank("No line on record")
