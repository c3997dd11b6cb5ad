"""HTML for signs and tables: shape and word together, whatever is typed escaped."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.doing import Doing
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Span
from goldenthread.core.travel import Direction
from goldenthread.reports import markup
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Kind,
    Link,
    Row,
    Sort,
    blank,
    direction,
    grid,
    group_row,
    number,
    status,
    strip,
    text,
)
from goldenthread.reports.templatetags.look import figure_words

HOSTILE = '<script>alert("x")</script>'


@pytest.mark.parametrize("code", list(Status))
def test_a_status_is_a_shape_and_a_word(code: Status) -> None:
    """R144."""
    html = markup.status(code, "The word")
    assert 'aria-hidden="true"' in html
    assert "The word" in html


@pytest.mark.parametrize("code", list(Doing))
def test_work_is_a_mark_and_a_word(code: Doing) -> None:
    assert "The word" in markup.mark(code, "The word")


def test_what_cannot_be_compared_has_no_arrow() -> None:
    assert "<svg" not in markup.arrow(Direction.CANNOT_COMPARE, "Cannot be compared")
    assert "<svg" in markup.arrow(Direction.WORSE, "Worse")


def test_a_strip_is_hidden_from_screen_readers_and_said_in_words() -> None:
    html = markup.table(grid("x", [Column("A"), Column("B")], [[text("a"), strip([Status.ON_TARGET])]]))
    assert "1 on target, 0 near, 0 off, 0 not rated" in html


def test_groups_are_bodies_headed_by_a_row_header_and_totals_stand_apart() -> None:
    """R144: a screen reader hears which group a row stands in."""
    columns = (Column("Element"), Column("Due"))
    rows = (
        group_row("Clean city", "One element", columns),
        Row((text("Sweep"), text("May"))),
        group_row(HOSTILE, "", columns),
        Row((text("Mend"), text("June"))),
        Row((text("All"), text("")), is_total=True),
    )
    html = markup.table(Grid("x", columns, rows))
    head = '<th class="gt-table__group" scope="rowgroup" role="rowheader" colspan="2">'
    assert html.count("<tbody") == html.count(head) == 2
    assert html.index("Clean city") < html.index("Sweep") < html.index("</tbody>") < html.index("Mend")
    assert html.index("<tfoot") > html.index("Mend")
    assert "<script>" not in html


def test_a_heading_that_sorts_is_a_link_and_says_which_way_the_table_is_sorted() -> None:
    columns = (
        Column("Element", sort=Sort("?sort=-title", "ascending")),
        Column("Due", sort=Sort('?sort="due"')),
        Column("Owner"),
    )
    html = markup.table(Grid("x", columns, (Row((text("a"), text("b"), text("c"))),)))
    assert html.count("aria-sort") == 1
    assert '<a class="gt-sort" href="?sort=-title">Element<svg' in html
    assert '<a class="gt-sort" href="?sort=&quot;due&quot;">Due</a>' in html
    assert ">Owner</th>" in html


def test_a_table_keeps_its_meaning_at_every_width() -> None:
    """R144: header cells with scope, roles that survive restyling, labels for phones, a caption."""
    table = Grid(
        "Results",
        (Column("Measure"), Column("Result", is_number=True)),
        (Row((text("M1"), number("5"))), Row((text("All"), number("5")), is_total=True)),
    )
    html = markup.table(table)
    for part in (
        '<caption class="govuk-visually-hidden">Results</caption>',
        '<th scope="col" role="columnheader" class="gt-num">Result</th>',
        '<th scope="row" role="rowheader">M1</th>',
        '<td role="cell" class="gt-num" data-label="Result">5</td>',
        '<tfoot role="rowgroup"><tr role="row" class="gt-table__total">',
    ):
        assert part in html


@pytest.mark.parametrize(
    "cell",
    [
        text(HOSTILE, note=HOSTILE),
        number(HOSTILE, strong=True),
        blank(HOSTILE),
        status(Status.ON_TARGET, HOSTILE, HOSTILE),
        direction(Direction.WORSE, HOSTILE),
        Cell(HOSTILE, Kind.BAR, bar=(0.5, 0.0)),
        Cell(HOSTILE, Kind.STRIP, strip=(Status.ON_TARGET,)),
    ],
)
def test_whatever_is_typed_is_escaped(cell: Cell) -> None:
    html = markup.table(grid(HOSTILE, [Column(HOSTILE), Column(HOSTILE)], [[text("a"), cell]]))
    assert "<script>" not in html
    assert HOSTILE not in markup.sentences([(Span(HOSTILE), Span(HOSTILE, True))])


def test_links_go_where_the_surface_says_and_nowhere_without_one() -> None:
    table = grid("x", [Column("A")], [[text("M1", link=Link("measure", "M1"))]])
    assert "<a " not in markup.table(table)
    assert '<a href="/m/M1?a=1&amp;b=2">M1</a>' in markup.table(table, lambda link: f"/m/{link.key}?a=1&b=2")


@pytest.mark.parametrize(
    ("value", "words"), [(None, "no figure"), (Decimal("0.000000"), "0"), (Decimal("78.500000"), "78.5")]
)
def test_a_true_zero_is_a_figure_and_not_a_blank(value: Decimal | None, words: str) -> None:
    """R138."""
    assert figure_words(value) == words


def test_a_very_long_word_may_be_broken_so_that_no_column_leaves_the_page() -> None:
    columns = (Column("Of"), Column("Why"))
    row = Row(
        (Cell("Streets " + "y" * 80, note="https://" + "a" * 60), Cell("Ordinary words, all of them short"))
    )
    html = markup.table(Grid("Gaps", columns, (row,)))
    assert html.count('<span class="gt-long">') == 2
    assert '<td role="cell" data-label="Why">Ordinary' in html
