"""Tables of the medium term: revenue and capital by year, each by priority, and days of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from goldenthread.core.money_term import ALLOCATED, RELEASED, Term, What
from goldenthread.core.money_told import year_named
from goldenthread.core.words import number as figure
from goldenthread.reports.figures.money_term import MediumTerm
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, group_row, number, text
from goldenthread.reports.tables.budgets import money, moved

_ADDED = (
    (What.SAVING, "Released by savings"),
    (What.GROWTH, "Allocated to approved bids"),
    (What.COST, "Allocated to costs that budgets pay, beyond those bids"),
)
_BESIDE = (
    (What.ONCE, "Of the approved bids, for that year only"),
    (What.ENDED, "Approved for the year before only, and ended"),
    (What.ELSEWHERE, "Costs that grants, reserves and borrowing pay"),
    (What.NOBODY, "Costs that nobody pays yet"),
)


def by_year(term: Term, kind: str) -> Grid:
    """What is released, what is allocated and what is left in each year."""
    columns = _columns("Pounds in the year", term.years)
    if not term:
        return Grid(f"{kind} by year", columns, ())
    rows = [_of_all(term, what, words) for what, words in _ADDED if _any(term, what)]
    left = (moved(term.left(year)) for year in term.years)
    rows.append(Row((text("Left: released less allocated"), *left), is_total=True))
    return Grid(f"{kind} by year", columns, tuple(rows), "wide")


def beside(term: Term, kind: str) -> Grid:
    """What stands beside that and is added to nothing."""
    rows = [_of_all(term, what, words) for what, words in _BESIDE if _any(term, what)]
    return Grid(f"{kind}: beside these", _columns("Added to nothing", term.years), tuple(rows), "wide")


def _columns(first: str, years: Sequence[int]) -> tuple[Column, ...]:
    return (Column(first, width=40), *(Column(year_named(year), True, width=14) for year in years))


def _any(term: Term, what: What) -> bool:
    return any(kind is what for _, _, kind in term.cells)


def _of_all(term: Term, what: What, words: str) -> Row:
    return Row((text(words), *(money(term.in_all(year, what)) for year in term.years)))


def by_priority(found: MediumTerm, term: Term, kind: str) -> Grid:
    """By priority, what is released, what is allocated, and what nobody pays yet; without sums of its own."""
    columns = _columns("Priority", term.years)
    rows: list[Row] = []
    for head, kinds in (
        ("Released", RELEASED),
        ("Allocated", ALLOCATED),
        ("Nobody pays yet", (What.NOBODY,)),
    ):
        held = [row for key, title in found.rows if (row := _of_one(term, kinds, key, title))]
        if held:
            rows += [group_row(head, "", columns), *held]
    return Grid(f"{kind} by priority", columns, tuple(rows), "wide")


def _of_one(term: Term, kinds: Sequence[What], key: int | None, title: str) -> Row | None:
    amounts = [sum((term.amount(key, year, what) for what in kinds), Decimal(0)) for year in term.years]
    if not any(amounts):
        return None
    link = Link("element-money", str(key)) if key is not None else None
    return Row((text(title, link=link), *map(money, amounts)))


def days(found: MediumTerm) -> Grid:
    """Days of work asked for by priority and year, beside the days that services can give."""
    years = found.years[:3]
    columns = (
        Column("Days of work", width=40),
        *(Column(year_named(year), True, width=14) for year in years),
    )
    if not found.asked and not found.given:
        return Grid("Capacity released and taken", columns, ())
    asking = {key for key, _ in found.asked}
    left = [found.given[year] - found.asked_in(year) if year in found.given else None for year in years]
    lines = [
        *(
            (title, [_days(found.asked.get((key, y))) for y in years])
            for key, title in found.rows
            if key in asking
        ),
        ("All that is asked for", [_days(found.asked_in(year)) for year in years]),
        ("What services can give", [_days(found.given.get(year), "Not on record") for year in years]),
        ("Left over; below 0, too few", [_days(one, "Not known") for one in left]),
        ("Released since the year before", _since(found.freed, years)),
        ("Newly taken since the year before", _since(found.taken, years)),
    ]
    return grid("Capacity released and taken", columns, ([text(words), *cells] for words, cells in lines))


def _since(how: Callable[[int], Decimal], years: Sequence[int]) -> list[Cell]:
    return [blank("First year"), *(_days(how(year)) for year in years[1:])]


def _days(value: Decimal | None, otherwise: str = "None") -> Cell:
    return blank(otherwise) if value is None else number(figure(value.normalize() + 0), value=value)
