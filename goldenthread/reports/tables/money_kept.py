"""Tables of what is kept beside the budget: reserves, virements, and requests to carry money forward."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goldenthread.core.money_told import change, pounds, year_named
from goldenthread.core.sentences import on_day, start
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, text
from goldenthread.reports.tables.budgets import money, summed
from goldenthread.resources.models import CarryForward, Reserve, Virement


def reserves(found: Sequence[Reserve], *, can_change: bool) -> Grid:
    """Reserves by year: what they open with, what goes in and out, and what is left."""
    columns = (
        Column("Reserve", width=28), Column("Year", width=9), Column("Opens with", True, width=13),
        Column("Put in", True, width=13), Column("Taken out", True, width=13),
        Column("Closes with", True, width=13),
    )  # fmt: skip
    rows = []
    years = sorted({one.year for one in found}, reverse=True)
    for year in years:
        held = [one for one in found if one.year == year]
        rows += [Row(tuple(_reserve(one, can_change))) for one in held]
        names = ("opening", "put_in", "taken_out", "closing")
        sums = [money(summed(getattr(one, name) for one in held)) for name in names]
        rows.append(Row((text("All reserves"), text(year_named(year)), *sums), is_total=True))
    return Grid("Reserves", columns, tuple(rows))


def _reserve(one: Reserve, can_change: bool) -> list[Cell]:
    link = Link("reserve-change", str(one.pk)) if can_change else None
    amounts = (one.opening, one.put_in, one.taken_out, one.closing)
    return [text(one.name, link=link, note=one.purpose), text(year_named(one.year)), *map(money, amounts)]


def carried(found: Sequence[Reserve]) -> list[str]:
    """Reserves that close below nought, or don't open with what they closed with the year before."""
    closed = {(one.name, one.year): one.closing for one in found}
    said = [
        f"{one.name} closes {year_named(one.year)} at {pounds(one.closing)}, below nought: more is taken out "
        "than it holds."
        for one in found
        if one.closing < 0
    ]
    for one in found:
        before = closed.get((one.name, one.year - 1))
        if before is not None and before != one.opening:
            said.append(
                f"{one.name} opens {year_named(one.year)} with {pounds(one.opening)}, but closed the year "
                f"before with {pounds(before)}: the difference is {change(one.opening - before)}."
            )
    return said


def carry_forwards(found: Sequence[CarryForward], *, can_decide: bool, mine: Collection[int] = ()) -> Grid:
    """Requests to carry money into the next year, with what was decided; `mine` may still be changed."""
    columns = (
        Column("What for", width=26), Column("Who asks, and why", width=22), Column("From", width=16),
        Column("Into", width=16), Column("Pounds", True, width=12), Column("Report", width=14),
        Column("Decision", width=14), Column("By whom, when and why", width=22),
    )  # fmt: skip
    return grid(
        "Requests to carry money forward",
        columns,
        (_request(one, can_decide, one.pk in mine) for one in found),
        "wide",
    )


def _request(one: CarryForward, can_decide: bool, is_mine: bool) -> list[Cell]:
    by = f"{one.decided_by}, {on_day(one.decided_on)}" if one.decided_on else one.decided_by
    said = ". ".join(part for part in (by, one.decision_reason) if part)
    decision = start(str(one.get_decision_display()))
    year = year_named(one.year) if one.year else ""
    return [
        text(one.line, link=Link("carry-forward-change", str(one.pk)) if is_mine else None),
        text(one.asked_by, note=one.reason) if one.asked_by or one.reason else blank("Not said"),
        text(str(one.from_line or year), note=year if one.from_line else "")
        if one.from_line or year
        else blank("Not said"),
        text(one.into) if one.into else blank("Not said"),
        money(one.amount),
        text(one.report),
        text(decision, link=Link("carry-forward", str(one.pk)) if can_decide else None),
        text(said) if said else blank("Not said"),
    ]


def virements(found: Sequence[Virement], *, can_change: bool) -> Grid:
    """Money moved from one budget to another."""
    columns = (
        Column("From", width=26), Column("To", width=26), Column("Pounds", True, width=12),
        Column("Report", width=16), Column("Why, and who agreed", width=26),
    )  # fmt: skip
    rows = []
    for one in found:
        link = Link("virement-change", str(one.pk)) if can_change else None
        said = ". ".join(part for part in (one.reason, one.agreed_by) if part)
        rows.append(
            [
                text(one.moved_from, link=link, note=_where(one.from_line_id)),
                text(one.moved_to, note=_where(one.to_line_id)),
                money(one.amount), text(one.report), text(said) if said else blank("Not said"),
            ]
        )  # fmt: skip
    return grid("Virements", columns, rows)


def _where(line: int | None) -> str:
    return "" if line else "named in words; no line on record is linked"
