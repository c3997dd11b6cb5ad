"""The signs that stand in a table as small drawings: a strip of statuses and a bar of a variance, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.rating import Status

INK, SECOND, PAPER, HAIRLINE, LINK = "#16212E", "#4B5664", "#FAF7F0", "#DDD8CC", "#12436D"
COLOURS = {
    Status.ON_TARGET: "#17746B",
    Status.NEAR_TARGET: "#BF4F0B",
    Status.OFF_TARGET: "#8E1B45",
    Status.NOT_RATED: "#5A6470",
}
OVER, UNDER = "#F46A25", "#12436D"
_SHAPES = {
    Status.ON_TARGET: '<circle cx="10" cy="10" r="9.2" fill="{0}"/>',
    Status.NEAR_TARGET: (
        '<circle cx="10" cy="10" r="8" fill="none" stroke="{0}" stroke-width="2.4"/>'
        '<path d="M1.6 10a8.4 8.4 0 0 0 16.8 0z" fill="{0}"/>'
    ),
    Status.OFF_TARGET: '<path d="M10 1.2 19.8 18.8H.2z" fill="{0}"/>',
    Status.NOT_RATED: '<circle cx="10" cy="10" r="7.9" fill="none" stroke="{0}" stroke-width="2.4"/>',
}
A_ROW = 12  # marks of a strip in one row; more go on below


def colour(code: Status, *, is_plain: bool) -> str:
    """A status's colour; ink where colours are withheld."""
    return INK if is_plain else COLOURS[code]


def strip_svg(strip: Sequence[Status], *, is_plain: bool) -> str:
    """One mark for each measure, twelve to a row."""
    width, height = 25 * min(len(strip), A_ROW), 25 * (-(-len(strip) // A_ROW))
    marks = "".join(
        f'<g transform="translate({25 * (place % A_ROW)} {25 * (place // A_ROW)})">'
        f"{_SHAPES[code].format(colour(code, is_plain=is_plain))}</g>"
        for place, code in enumerate(strip)
    )
    return _svg(width, height, marks)


def bar_svg(share: float, *, is_total: bool, is_plain: bool) -> str:
    """A bar from the middle: to the left under budget, to the right over it; a total is an outline."""
    width = round(abs(share) * 96, 1)
    start = 100.0 if share > 0 else 100 - width
    fill = INK if is_plain else OVER if share > 0 else UNDER
    look = f'fill="none" stroke="{INK}" stroke-width="2"' if is_total else f'fill="{fill}"'
    drawn = f'<rect x="{start}" y="3" width="{width}" height="14" {look}/>' if width else ""
    return _svg(200, 20, f'{drawn}<line x1="100" x2="100" y1="0" y2="20" stroke="{INK}" stroke-width="1.5"/>')


def _svg(width: int, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{inside}</svg>'
    )
