"""Tables of a finance file on its way in: what comes of it, what is wrong, and which rows become no line."""

from __future__ import annotations

from goldenthread.core.money_table.becoming import Brought, Budgeted, Watched
from goldenthread.core.sentences import start
from goldenthread.core.words import worked_out
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, number, text
from goldenthread.reports.tables.budgets import money, moved


def coming(looked: Brought) -> Grid:
    """The lines that come of the file."""
    if looked.kind == "LINES":
        heads: tuple[str, ...] = ("Gross", "Income", "Net")
        columns = (
            Column("Row", width=7), Column("Code", width=14), Column("Line", width=30),
            Column("Kind", width=10), *(Column(head, True, width=13) for head in heads),
        )  # fmt: skip
        rows = [_budgeted(one) for one in looked.lines if isinstance(one, Budgeted)]
    else:
        heads = ("Budget", "Actual", "Forecast", "Variance", "Printed %")
        columns = (
            Column("Row", width=7), Column("Line", width=30),
            *(Column(head, True, width=13) for head in heads),
        )  # fmt: skip
        rows = [_watched(one) for one in looked.lines if isinstance(one, Watched)]
    return grid("What comes of the file", columns, rows, "wide")


def _budgeted(one: Budgeted) -> list[Cell]:
    where = ", ".join(part for part in (one.directorate, one.service) if part)
    return [
        text(str(one.row)), text(one.code), text(one.name, note=where), text(start(one.kind.lower())),
        money(one.gross), money(one.income), money(one.net),
    ]  # fmt: skip


def _watched(one: Watched) -> list[Cell]:
    line = one.line
    printed = line.stated_percent
    return [
        text(str(one.row)), text(line.name, note=line.reason), money(line.budget), money(line.actual),
        money(line.forecast), moved(line.variance, "Not said"),
        blank("Not said") if printed is None else number(f"{worked_out(printed)}%"),
    ]  # fmt: skip


def wrong(looked: Brought) -> Grid:
    """What has to be put right before the file can be stored: where, and how."""
    columns = (Column("Row", width=7), Column("Column", width=20), Column("What to do", width=60))
    rows = [
        [
            text(str(one.row)) if one.row else blank("The file"),
            text(one.column) if one.column else blank("The row"),
            text(one.sentence),
        ]
        for one in looked.problems
    ]
    return grid("To be put right", columns, rows)


def left_out(looked: Brought) -> Grid:
    """The rows that become no line, and why."""
    columns = (Column("Row", width=7), Column("What stands there", width=44), Column("Why", width=40))
    totals = [(one.row.number, one.name, f"the total of {one.of} lines") for one in looked.sheet.totals]
    others = [(one.row, one.words, one.why) for one in looked.sheet.left_out]
    rows = [[text(str(row)), text(words), text(start(why))] for row, words, why in sorted(totals + others)]
    return grid("Rows that become no line", columns, rows)
