"""Where a measure was redefined, on its charts: a line of its own kind with words and a date above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import NamedTuple

from goldenthread.core.chart_told import redefined_told
from goldenthread.core.charted import Redefined
from goldenthread.reports.chart_parts import INK, Scale, rule_at

ROW, LETTER, CLEAR = 22, 8, 12  # the height of a row of labels, the width of a letter, the room between two


class _Label(NamedTuple):
    """The words above a line: their middle, and the row they stand in, counted from the plot upwards."""

    words: str
    middle: float
    row: int


def seen(scale: Scale, changes: Sequence[Redefined]) -> list[Redefined]:
    """The changes within the days of a chart, earliest first."""
    return sorted(one for one in changes if scale.first < one.on <= scale.last)


def in_words(scale: Scale, changes: Sequence[Redefined]) -> list[str]:
    """Each change within the days of a chart, in a sentence."""
    return [redefined_told(one) for one in seen(scale, changes)]


def with_room(scale: Scale, changes: Sequence[Redefined]) -> Scale:
    """The same scale on a taller picture, with a row above the plot for each row of labels."""
    more = ROW * (1 + max((one.row for one in _labels(scale, changes)), default=-1))
    shape = replace(scale.shape, top=scale.shape.top + more, height=scale.shape.height + more)
    return replace(scale, shape=shape)


def change_lines(scale: Scale, changes: Sequence[Redefined]) -> list[str]:
    """A line from its words down to the axis for each change; the words of none stand on another's."""
    _, top, _, bottom = scale.shape.plot
    lines, words = [], []
    for change, label in zip(seen(scale, changes), _labels(scale, changes), strict=True):
        x, y = scale.x(change.on), top - 8 - ROW * label.row
        dashes = 'stroke-width="1.5" stroke-dasharray="9 3 2 3"'
        lines.append(rule_at(x, y + 5, x, bottom, "redefined", INK, dashes))
        words.append(
            f'<text class="gt-chart__strong" x="{label.middle:.1f}" y="{y:.1f}" text-anchor="middle" '
            f'fill="{INK}" font-weight="600" stroke="#fff" stroke-width="5" paint-order="stroke">'
            f"{escape(label.words)}</text>"
        )
    return [*lines, *words]


def _labels(scale: Scale, changes: Sequence[Redefined]) -> list[_Label]:
    """Words as near above their lines as the picture's edges let them, in the lowest row that has room."""
    ends: list[float] = []  # where the last label of each row ends
    found = []
    for change in seen(scale, changes):
        words = f"Definition changed {_short(change.on)}"
        half = len(words) * LETTER / 2
        middle = min(max(scale.x(change.on), half + 2), scale.shape.width - half - 2)
        row = next((place for place, end in enumerate(ends) if end + CLEAR <= middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        found.append(_Label(words, middle, row))
    return found


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
