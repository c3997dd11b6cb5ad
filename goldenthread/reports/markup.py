"""HTML for the small signs and the tables, in one place, so that every page says and draws them alike.

Shapes are drawn inline, so that they print, follow the text's size and survive forced colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from goldenthread.core.doing import Doing
from goldenthread.core.findings import GapState
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence
from goldenthread.core.travel import Direction
from goldenthread.reports.grids import Cell, Column, Grid, Kind, Link, Row

LinkTo = Callable[[Link], str]

_SHAPES = {
    Status.ON_TARGET: ("on", '<circle cx="10" cy="10" r="9.2"/>'),
    Status.NEAR_TARGET: (
        "near",
        '<circle class="gt-shape__ring" cx="10" cy="10" r="8"/><path d="M1.6 10a8.4 8.4 0 0 0 16.8 0z"/>',
    ),
    Status.OFF_TARGET: ("off", '<path d="M10 1.2 19.8 18.8H.2z"/>'),
    Status.NOT_RATED: ("none", '<circle class="gt-shape__ring" cx="10" cy="10" r="7.9"/>'),
}
_BOX = '<rect class="gt-mark__box{}" x="1.2" y="1.2" width="17.6" height="17.6"/>'
_MARKS = {
    Doing.DONE: (
        '<rect x="1" y="1" width="18" height="18" fill="currentColor"/>'
        '<path class="gt-mark__tick" d="M5 10.4l3.5 3.6L15 6.6"/>'
    ),
    Doing.OVERDUE: _BOX.format("") + '<path class="gt-mark__bang" d="M10 4.2v7.4M10 13.6v2.8"/>',
    Doing.DUE_LATER: _BOX.format(""),
    Doing.NO_DATE: _BOX.format(" gt-mark__box--nodate"),
}
_GAPS = {
    GapState.OPEN: _BOX.format(" gt-mark__box--nodate"),
    GapState.NAMED: _BOX.format("") + '<path d="M1.2 10h17.6v8.8H1.2z"/>',
    GapState.OVERDUE: _BOX.format("") + '<path class="gt-mark__bang" d="M10 4.2v7.4M10 13.6v2.8"/>',
    GapState.ACCEPTED: _BOX.format("") + '<path class="gt-mark__bang" d="M5 10h10"/>',
}
_CHECKS = {
    "THERE": (Doing.DONE, "There"),
    "MISSING": (Doing.OVERDUE, "Missing"),
    "NOT_ASKED": (Doing.NO_DATE, "Not asked"),
}
_ARROWS = {
    Direction.IMPROVED: "M4 16 15.5 4.5M6.5 4h9.5v9.5",
    Direction.SAME: "M2 10h15M11.5 4.2 17.3 10l-5.8 5.8",
    Direction.WORSE: "M4 4l11.5 11.5M16 6.5V16H6.5",
}
_SVG = '<svg class="{}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg>'


def _safe(html: str) -> SafeString:
    return mark_safe(html)


def shape(code: Status) -> SafeString:
    """The shape of a status, to stand beside its word."""
    name, body = _SHAPES[code]
    return _safe(_SVG.format(f"gt-shape gt-shape--{name}", body))


def status(code: Status, words: str, *, is_large: bool = False) -> SafeString:
    """A status: shape and word."""
    large = " gt-status--large" if is_large else ""
    return _safe(f'<span class="gt-status{large}">{shape(code)} {escape(words)}</span>')


def mark(code: Doing, words: str) -> SafeString:
    """Where work stands: a square mark and a word."""
    return _safe(f'<span class="gt-status">{_SVG.format("gt-mark", _MARKS[code])} {escape(words)}</span>')


def gap_mark(code: GapState, words: str) -> SafeString:
    """The state of a gap: a square mark and words."""
    return _safe(f'<span class="gt-status">{_SVG.format("gt-mark", _GAPS[code])} {escape(words)}</span>')


def check_mark(answer: str) -> SafeString:
    """Whether something that was looked for is there: a square mark and a word."""
    code, words = _CHECKS[answer]
    return mark(code, words)


def arrow(code: Direction, words: str) -> SafeString:
    """A direction of travel: arrow and word, or only the word where nothing can be compared."""
    if code is Direction.CANNOT_COMPARE:
        return _safe(f'<span class="gt-blank">{escape(words)}</span>')
    drawn = _SVG.format("gt-arrow", f'<path d="{_ARROWS[code]}"/>')
    return _safe(f'<span class="gt-direction">{drawn} {escape(words)}</span>')


# The forecast's arrow and variation's zigzag: neither borrows a status's shape or colour.
_SIGNALS = {
    "forecast": '<path d="M2 10h14M11 5l5 5-5 5"/>',
    "variation": '<path d="M1 13l4.5-7 4 8 4-8 5.5 7"/>',
}


def signal(kind: str, words: str) -> SafeString:
    """A signal that is no status, set as large as one: “forecast” or “variation”, and its word."""
    drawn = _SVG.format(f"gt-signal__mark gt-signal__mark--{kind}", _SIGNALS[kind])
    return _safe(f'<span class="gt-status gt-status--large">{drawn} {escape(words)}</span>')


def strip(statuses: Iterable[Status], words: str) -> SafeString:
    """One mark for each measure, with the counts in words for those who don't see it."""
    marks = "".join(shape(code) for code in statuses)
    hidden = f'<span class="govuk-visually-hidden">{escape(words)}</span>'
    return _safe(f'<span class="gt-strip" aria-hidden="true">{marks}</span>{hidden}')


def sentences(found: Sequence[Sentence]) -> SafeString:
    """Generated sentences with their figures in semi-bold."""
    return _safe(
        " ".join(
            "".join(
                f"<strong>{escape(span.text)}</strong>" if span.is_strong else escape(span.text)
                for span in sentence
            )
            for sentence in found
        )
    )


def table(grid: Grid, link_to: LinkTo | None = None) -> SafeString:
    """A grid as a table that stays a table to a screen reader at every width."""
    style = "".join(f" gt-table--{one}" for one in grid.style.split())
    columns_css = _columns_css(grid)
    heads = "".join(
        f'<th scope="col" role="columnheader"{_css(names)}{_sorted(column)}>{_head(column, names)}</th>'
        for column, names in zip(grid.columns, columns_css, strict=True)
    )
    bodies = "".join(
        f'<tbody role="rowgroup">{"".join(_row(grid, row, columns_css, link_to) for row in rows)}</tbody>'
        for rows in _bodies(grid)
    )
    totals = "".join(_row(grid, row, columns_css, link_to) for row in grid.rows if row.is_total)
    foot = f'<tfoot role="rowgroup">{totals}</tfoot>' if totals else ""
    return _safe(
        f'<table class="gt-table{style}" role="table">'
        f'<caption class="govuk-visually-hidden">{escape(grid.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f"{bodies}{foot}</table>"
    )


def _bodies(grid: Grid) -> list[list[Row]]:
    """The rows but for totals, parted where a group begins."""
    parts: list[list[Row]] = [[]]
    for row in grid.rows:
        if row.is_group and parts[-1]:
            parts.append([])
        if not row.is_total:
            parts[-1].append(row)
    return parts


def _sorted(column: Column) -> str:
    return f' aria-sort="{column.sort.now}"' if column.sort and column.sort.now else ""


_SORTED = {"ascending": "M4 12.5h12L10 5z", "descending": "M4 7.5h12L10 15z"}


def _head(column: Column, css: str) -> str:
    words = column.head
    if column.sort:
        drawn = _SORTED.get(column.sort.now, "")
        way = _SVG.format("gt-sorted", f'<path d="{drawn}"/>') if drawn else ""
        return f'<a class="gt-sort" href="{escape(column.sort.to)}">{escape(words)}{way}</a>'
    if column.short:
        heard = f'<span class="govuk-visually-hidden">{escape(words)}</span>'
        return f'<span aria-hidden="true">{escape(column.short)}</span>{heard}'
    if css != "gt-table__bar":
        return escape(words)
    return (
        '<svg class="gt-bar" aria-hidden="true" focusable="false">'
        '<text x="48%" y="70%" text-anchor="end">Under'
        '</text><text x="52%" y="70%">Over</text></svg>'
        f'<span class="govuk-visually-hidden">{escape(words)}</span>'
    )


def _columns_css(grid: Grid) -> list[str]:
    """Each column's classes, from its own nature and from what its cells are."""
    rows = [row for row in grid.rows if not row.is_group]
    kinds = [{row.cells[place].kind for row in rows} for place in range(len(grid.columns))]
    is_counted = any(column.is_number for column in grid.columns)
    found = []
    for column, held in zip(grid.columns, kinds, strict=True):
        names = ["gt-num"] if column.is_number else []
        if held & {Kind.STATUS, Kind.DIRECTION} and is_counted:
            names.append("gt-sign")
        if Kind.STRIP in held:
            names = ["gt-table__strip"]
        if Kind.BAR in held:
            names = ["gt-table__bar"]
        if Kind.SHARE in held:
            names = ["gt-table__bar", "gt-table__share"]
        if column.is_minor:
            names.append("gt-drop")
        found.append(" ".join(names))
    return found


def _css(names: str) -> str:
    return f' class="{names}"' if names else ""


def _row(grid: Grid, row: Row, columns_css: list[str], link_to: LinkTo | None) -> str:
    if row.is_group:
        held = _cell(row.cells[0], link_to)
        return (
            '<tr role="row"><th class="gt-table__group" scope="rowgroup" role="rowheader" '
            f'colspan="{len(grid.columns)}">{held}</th></tr>'
        )
    css = "gt-table__total" if row.is_total else ""
    first = "gt-table__indent" if row.is_detail else ""
    out = [f'<tr role="row"{_css(css)}>']
    for place, (cell, column, names) in enumerate(zip(row.cells, grid.columns, columns_css, strict=True)):
        held = _cell(cell, link_to)
        if place == 0:
            out.append(f'<th scope="row" role="rowheader"{_css(first)}>{held}</th>')
            continue
        css = f"{names} gt-heat--{cell.heat}".strip() if cell.heat else names
        named = "" if "gt-table__bar" in names else f' data-label="{escape(column.head)}"'
        out.append(f'<td role="cell"{_css(css)}{named}>{held}</td>')
    return "".join([*out, "</tr>"])


def _cell(cell: Cell, link_to: LinkTo | None) -> str:
    held = _DRAWN[cell.kind](cell)
    address = link_to(cell.link) if cell.link and link_to else ""
    if address:
        held = f'<a href="{escape(address)}">{held}</a>'
    if cell.kind is Kind.TEXT and cell.bar:
        return f'<div>{held}{_load(*cell.bar)}<span class="gt-note">{_broken(cell.note)}</span></div>'
    if cell.note:
        return f'<div>{held}<span class="gt-note">{_broken(cell.note)}</span></div>'
    return held


def _load(asked: float, given: float) -> str:
    """What is asked for as a bar from the left, with a line where it is as much as can be given.

    Both are shares of the width; the words and figures beside it say the same.
    """
    within, beyond = min(asked, given), min(max(asked - given, 0.0), 1 - given)
    parts = (
        f'<rect class="gt-load__within" width="{within:.2%}" height="8" y="3"/>',
        f'<rect class="gt-load__beyond" x="{given:.2%}" width="{beyond:.2%}" height="8" y="3"/>'
        if beyond
        else "",
        f'<line x1="{given:.2%}" x2="{given:.2%}" y1="0" y2="14"/>',
    )
    return f'<svg class="gt-load" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _text(cell: Cell) -> str:
    words = _broken(cell.text)
    return f"<strong>{words}</strong>" if cell.is_strong else words


LONG = 34  # letters; a longer word, such as an address, may be broken so that the table stays on its page


def _broken(text: str) -> str:
    """Words for a cell, so set that one that is very long can't push the other columns off the page."""
    words = escape(text)
    is_long = any(len(word) > LONG for word in text.split())
    return f'<span class="gt-long">{words}</span>' if is_long else words


def _blank(cell: Cell) -> str:
    return f'<span class="gt-blank">{escape(cell.text)}</span>'


def _bar(cell: Cell) -> str:
    """A variance as a bar from the middle: to the left under budget, to the right over it."""
    share, is_total = cell.bar or (0.0, 0.0)
    width = round(abs(share) * 48, 2)
    start = 50 if share > 0 else 50 - width
    css = "total" if is_total else "over" if share > 0 else "under"
    return (
        '<svg class="gt-bar" aria-hidden="true" focusable="false">'
        f'<rect class="gt-bar__{css}" x="{start}%" y="50%" width="{width}%" height="14"/>'
        '<line x1="50%" x2="50%" y1="0" y2="100%"/></svg>'
        f'<span class="govuk-visually-hidden">{escape(cell.text)}</span>'
    )


def _share(cell: Cell) -> str:
    """A share as a bar that fills its outline from the left."""
    width = round((cell.bar or (0.0, 0.0))[0] * 100, 2)
    return (
        '<svg class="gt-bar" aria-hidden="true" focusable="false">'
        '<rect class="gt-bar__total" x="0" y="50%" width="100%" height="14"/>'
        f'<rect class="gt-bar__under" x="0" y="50%" width="{width}%" height="14"/></svg>'
        f'<span class="govuk-visually-hidden">{escape(cell.text)}</span>'
    )


_DRAWN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _text,
    Kind.BLANK: _blank,
    Kind.STATUS: lambda cell: status(cell.code, cell.text),
    Kind.DIRECTION: lambda cell: arrow(cell.code, cell.text),
    Kind.DOING: lambda cell: mark(cell.code, cell.text),
    Kind.GAP: lambda cell: gap_mark(cell.code, cell.text),
    Kind.STRIP: lambda cell: strip(cell.strip, cell.text),
    Kind.BAR: _bar,
    Kind.SHARE: _share,
}
