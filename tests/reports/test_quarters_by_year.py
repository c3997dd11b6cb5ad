"""A wide run of quarters becomes a table for each financial year."""

from __future__ import annotations

from goldenthread.core.periods import COUNCIL_YEAR, months_on, quarter, span
from goldenthread.reports.grids import Column, Grid, Row, blank, number, text
from goldenthread.reports.markup import table
from goldenthread.reports.tables.quarters import by_year, months_of

QUARTERS = [quarter(year, one) for year in (2012, 2013, 2014) for one in (1, 2, 3, 4)][1:]


def grid_of(*rows: Row) -> Grid:
    return Grid("Load", (Column("Service"), *(Column(str(one)) for one in range(11)), Column("Answer")), rows)


def row(name: str, *said: int) -> Row:
    cells = (text(str(one)) if one in said else blank("Nothing asked") for one in range(11))
    return Row((text(name), *cells, text("Confirmed")))


def test_each_year_is_a_table_with_the_rows_that_say_something_in_it() -> None:
    found = by_year(grid_of(row("Parks", 0, 3), row("Roads", 1)), QUARTERS, COUNCIL_YEAR)
    names = [(year, [one.cells[0].text for one in part.rows]) for year, part in found.parts]
    assert names == [("2012/13", ["Parks", "Roads"]), ("2013/14", ["Parks"])]
    assert found.left_out == "2014/15"
    assert [len(part.columns) for _, part in found.parts] == [4, 5]


def test_blank_rows_are_kept_where_they_lead_on() -> None:
    found = by_year(grid_of(row("Parks"), row("Roads", 3)), QUARTERS, COUNCIL_YEAR, keeps_blank=True)
    assert [(year, len(part.rows)) for year, part in found.parts] == [("2012/13", 2), ("2013/14", 2)]
    none = by_year(grid_of(row("Parks")), QUARTERS, COUNCIL_YEAR, keeps_blank=True)
    assert ([year for year, _ in none.parts], none.left_out) == (["2012/13"], "2013/14 and 2014/15")


def test_a_year_of_nothing_but_totals_is_left_out() -> None:
    total = Row((text("In all"), *(number("0") for _ in range(11)), text("")), is_total=True)
    found = by_year(grid_of(row("Parks", 4), total), QUARTERS, COUNCIL_YEAR)
    assert [year for year, _ in found.parts] == ["2013/14"]


def test_a_heading_says_the_months_and_is_heard_whole() -> None:
    part = by_year(grid_of(row("Parks", 0)), QUARTERS, COUNCIL_YEAR).parts[0][1]
    drawn = table(part)
    assert '<span aria-hidden="true">July to September</span>' in drawn
    assert '<span class="govuk-visually-hidden">0</span>' in drawn


def test_a_quarter_that_lies_in_two_years_keeps_them() -> None:
    starts = QUARTERS[0].starts_on.replace(month=12)
    across = span(starts, months_on(starts, 3))
    assert "2012" in months_of(across)
    assert months_of(QUARTERS[0]) == "July to September"
