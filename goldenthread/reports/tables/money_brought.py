"""Tables of a finance file on its way in: what comes of it, what is wrong, and which rows become no line."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.money_table.becoming import Brought, Budgeted, Watched
from goldenthread.core.money_table.beside import Beside, Changed, amount_of
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.sentences import counted, start
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


def beside(found: Beside, year: int) -> Grid:
    """The lines of a year's budget that a file would add, change, or doesn't hold: from what, to what."""
    columns = (
        Column("Budget line", width=34), Column("What happens", width=24),
        Column("On record", True, width=14),
        Column("In the file", True, width=14), Column("Change", True, width=14),
    )  # fmt: skip
    if found.is_first:
        return Grid("Beside the budget on record", columns, ())
    rows = [
        _besides(one.before.name, "Changed", one.before.amount, one.after, _gross_changed(one))
        for one in found.changed
    ]
    for gone in found.missing:
        linked = f"Linked to {counted(gone.linked, 'element')}" if gone.linked else ""
        rows.append(
            [
                text(gone.name, note=linked),
                text("Not in the file"),
                money(gone.amount),
                blank("None"),
                blank(""),
            ]
        )
    rows += [_besides(f"{one.code} {one.name}", "New", None, one) for one in found.new]
    return grid(f"Beside the budget of {year_named(year)} on record", columns, rows, "wide")


def _gross_changed(one: Changed) -> str:
    """What became of a line's gross, where that is not the amount shown beside it."""
    before, after = one.before.gross, one.after.gross
    if before == after or one.before.net is None or one.after.net is None:
        return ""
    said = ("none" if amount is None else pounds(amount) for amount in (before, after))
    return "Gross from {} to {}".format(*said)


def _besides(name: str, words: str, before: Decimal | None, one: Budgeted, note: str = "") -> list[Cell]:
    after = amount_of(one.gross, one.net)
    by = blank("") if before is None else moved(after - before)
    return [text(name), text(words, note=note), money(before, "None"), money(after), by]
