"""A control chart as SVG: points, mean, limits and target, with special causes marked by shape and colour.

Grey circles are what chance makes; squares improvement, triangles concern, diamonds a change that is neither
by itself (Making Data Count's grey, blue, orange and purple, in the Analysis Function's colours).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from itertools import pairwise

from goldenthread.core.charted import Charted, Figure, Redefined
from goldenthread.core.figures import Shape as Printed
from goldenthread.core.figures import shown
from goldenthread.core.observed import State
from goldenthread.core.periods import COUNCIL_YEAR, YearStart, in_words
from goldenthread.core.signals_told import VARIATION
from goldenthread.core.spc import Chart, Stretch, Variation, said_by
from goldenthread.core.standing import Result
from goldenthread.core.travel import Polarity
from goldenthread.reports.chart_changes import change_lines, with_room
from goldenthread.reports.chart_changes import in_words as changes_in_words
from goldenthread.reports.chart_parts import (
    INK,
    LINE,
    SECOND,
    TARGET,
    Scale,
    Shape,
    grid_lines,
    nice_step,
    rule_at,
    text_at,
    tidy,
)
from goldenthread.reports.charts import ROOM, Series, period_names

WIDE = Shape(892, 370, 62, 148, top=54)
THIN = Shape(300, 320, 44, 14, top=56, text=17)
GREY, ORANGE, PURPLE = "#5A6470", "#F46A25", "#A285D1"
CLEAR = 20  # the least room between two labels, in units


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: a chart with the periods of its points, where limits start afresh, and definitions."""

    title: str
    charted: Charted
    chart: Chart
    polarity: Polarity
    printed: Printed
    year_start: YearStart = COUNCIL_YEAR
    changes: Sequence[Redefined] = ()

    @property
    def series(self) -> Series:
        """The figures as a line chart takes them, for the axis they share."""
        results = [Result(one.period, one.value, State.REPORTED) for one in self.charted.figures]
        return Series(self.title, self.printed.unit, results, [], year_start=self.year_start)

    def print(self, value: Decimal) -> str:
        return shown(value, self.printed)

    def limits(self, stretch: Stretch) -> tuple[str, str, str]:
        """Lower limit, mean and upper limit in print, to one place more than the figures."""
        return limits_in_print(stretch, self.printed)


def limits_in_print(stretch: Stretch, printed: Printed) -> tuple[str, str, str]:
    """Lower limit, mean and upper limit, rounded once, to one place more than the figures."""
    assert stretch.limits is not None
    has = min(stretch.limits.scale, 2) if printed.decimals is None else printed.decimals
    finer = replace(printed, decimals=has + 1)
    lower, mean, upper = (shown(one, finer) for one in stretch.limits.to(has + 1))
    return lower, mean, upper


def spc_chart(drawing: Drawing, key: str) -> str:
    """The chart twice, for wide and for narrow screens; an empty text where there are no figures.

    `key` makes its titles and descriptions unique on a page.
    """
    if not drawing.charted.figures:
        return ""
    return "".join(_drawn(drawing, shape, key) for shape in (WIDE, THIN))


def scale_note(drawing: Drawing) -> str:
    """Where the scale starts, whenever that isn't at nought."""
    scale = _scale(drawing, WIDE)
    if scale.low <= 0 <= scale.high:
        return ""
    return f"The scale starts at {shown(tidy(scale.low), drawing.printed)}."


def description(drawing: Drawing) -> str:
    """What the chart shows, in words, for those who don't see it."""
    latest, last = drawing.chart.latest, drawing.charted.figures[-1]
    said = f"{len(drawing.charted.figures)} results, the latest {drawing.print(last.value)} for "
    said += f"{in_words(last.period)}."
    if latest and latest.limits:
        lower, mean, upper = drawing.limits(latest)
        said += f" Mean {mean}, limits {lower} to {upper}."
    elif latest:
        said += f" Median {drawing.print(latest.median)}."
    special = sum(bool(point.causes) for point in drawing.chart.points)
    said += f" Special causes: {special}."
    if drawing.charted.target is not None:
        said += f" Target {drawing.print(drawing.charted.target)}."
    return " ".join([said, *changes_told(drawing)])


def changes_told(drawing: Drawing) -> list[str]:
    """Each new definition within the chart, in a sentence."""
    return changes_in_words(_scale(drawing, WIDE), drawing.changes)


def _drawn(drawing: Drawing, shape: Shape, key: str) -> str:
    scale = with_room(_scale(drawing, shape), drawing.changes)
    shape = scale.shape
    name = "narrow" if shape.is_narrow else "wide"
    parts = [
        f'<svg class="gt-chart__{name}" viewBox="0 0 {shape.width} {shape.height}" '
        f'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-{name}-t {key}-{name}-d" '
        f'font-family="&apos;Source Sans 3&apos;, sans-serif" font-size="{shape.text}">',
        f'<title id="{key}-{name}-t">{escape(drawing.title)}</title>',
        f'<desc id="{key}-{name}-d">{escape(description(drawing))}</desc>',
        *grid_lines(scale, drawing.printed.unit),
        *period_names(scale, drawing.series),
        *change_lines(scale, drawing.changes),
        *_starts(drawing, scale),
        *_targets(drawing, scale),
        *(part for stretch in drawing.chart.stretches for part in _limits(drawing, stretch, scale)),
        *_joined(drawing, scale),
        *_points(drawing, scale),
        *([] if shape.is_narrow else _labels(drawing, scale)),
        *_key(drawing, shape),
        "</svg>",
    ]
    return "".join(parts)


def _scale(drawing: Drawing, shape: Shape) -> Scale:
    figures = drawing.charted.figures
    values = [one.value for one in (*figures, *_shown_targets(drawing))]
    for stretch in drawing.chart.stretches:
        values += [stretch.limits.lower, stretch.limits.upper] if stretch.limits else [stretch.median]
    low, high = min(values), max(values)
    step = nice_step((high - low) or abs(high) or Decimal(1))
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    if low - bottom < step * ROOM / 4 and bottom != 0:
        bottom -= step
    if top - high < step * ROOM / 4:
        top += step
    return Scale(figures[0].period.starts_on, figures[-1].period.ends_on, bottom, top, step, shape)


def _shown_targets(drawing: Drawing) -> list[Figure]:
    figures = drawing.charted.figures
    first, last = figures[0].period.starts_on, figures[-1].period.ends_on
    return [
        one for one in drawing.charted.aims if one.period.ends_on >= first and one.period.starts_on <= last
    ]


def _targets(drawing: Drawing, scale: Scale) -> list[str]:
    return [
        rule_at(
            scale.x(one.period.starts_on),
            scale.y(one.value),
            scale.x(one.period.ends_on, end=True),
            scale.y(one.value),
            "target",
            TARGET,
            'stroke-dasharray="6 4" stroke-width="2"',
        )
        for one in _shown_targets(drawing)
    ]


def _span(drawing: Drawing, stretch: Stretch, scale: Scale) -> tuple[float, float]:
    """From the first day of a stretch to where the next one begins, or the chart ends."""
    figures = drawing.charted.figures
    after = stretch.start + len(stretch.points)
    until = (
        scale.x(figures[after].period.starts_on)
        if after < len(figures)
        else scale.x(figures[-1].period.ends_on, end=True)
    )
    return scale.x(figures[stretch.start].period.starts_on), until


def _limits(drawing: Drawing, stretch: Stretch, scale: Scale) -> list[str]:
    x1, x2 = _span(drawing, stretch, scale)
    middle, limits = stretch.median, stretch.limits
    if limits:
        middle = limits.mean
    drawn = [rule_at(x1, scale.y(middle), x2, scale.y(middle), "limit", SECOND, 'stroke-width="1.5"')]
    for edge in (limits.lower, limits.upper) if limits else ():
        dashes = 'stroke-width="1.5" stroke-dasharray="2 4"'
        drawn.append(rule_at(x1, scale.y(edge), x2, scale.y(edge), "limit", SECOND, dashes))
    return drawn


def _starts(drawing: Drawing, scale: Scale) -> list[str]:
    """Where limits are worked out afresh; the reasons stand below the chart."""
    _, top, _, bottom = scale.shape.plot
    drawn = []
    for stretch in drawing.chart.stretches[1:]:
        x = scale.x(drawing.charted.figures[stretch.start].period.starts_on)
        drawn.append(rule_at(x, top, x, bottom, "limit", INK, 'stroke-width="1.5"'))
        if not scale.shape.is_narrow:
            drawn.append(text_at(x + 6, top + 12, "New limits", "small", "start", INK))
    return drawn


def _joined(drawing: Drawing, scale: Scale) -> list[str]:
    return [
        rule_at(
            scale.middle(before.period),
            scale.y(before.value),
            scale.middle(after.period),
            scale.y(after.value),
            "joined",
            GREY,
            'stroke-width="1.5"',
        )
        for before, after in pairwise(drawing.charted.figures)
        if not any(one.parts(before.period, after.period) for one in drawing.changes)
    ]


def _points(drawing: Drawing, scale: Scale) -> list[str]:
    size = 5.5 if len(drawing.charted.figures) <= 40 and not scale.shape.is_narrow else 4.0
    return [
        mark(_said(drawing, place), scale.middle(one.period), scale.y(one.value), size)
        for place, one in enumerate(drawing.charted.figures)
    ]


def _said(drawing: Drawing, place: int) -> Variation:
    point = drawing.chart.points[place]
    return said_by(point, drawing.polarity)


def _circle(x: float, y: float, size: float) -> str:
    return f'<circle class="gt-chart__cause" cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{GREY}"/>'


def _polygon(points: Sequence[tuple[float, float]], fill: str) -> str:
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polygon class="gt-chart__cause" points="{at}" fill="{fill}" stroke="{INK}" stroke-width="0.75"/>'
    )


def _square(x: float, y: float, size: float) -> str:
    return _polygon(
        [(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)], LINE
    )


def _triangle(x: float, y: float, size: float) -> str:
    wide = size * 1.3
    return _polygon([(x, y - wide), (x + wide, y + size), (x - wide, y + size)], ORANGE)


def _diamond(x: float, y: float, size: float) -> str:
    long = size * 1.4
    return _polygon([(x, y - long), (x + long, y), (x, y + long), (x - long, y)], PURPLE)


_MARKS: Mapping[Variation, Callable[[float, float, float], str]] = {
    Variation.IMPROVEMENT: _square,
    Variation.CONCERN: _triangle,
    Variation.NEUTRAL_HIGH: _diamond,
    Variation.NEUTRAL_LOW: _diamond,
}


def mark(said: Variation, x: float, y: float, size: float) -> str:
    """The shape of one point."""
    return _MARKS.get(said, _circle)(x, y, size)


_KEY: Mapping[Variation, str] = {
    Variation.COMMON_CAUSE: "Chance",
    Variation.IMPROVEMENT: "Better",
    Variation.CONCERN: "Worse",
    Variation.NEUTRAL_HIGH: "Higher",
    Variation.NEUTRAL_LOW: "Lower",
}


def _key(drawing: Drawing, shape: Shape) -> list[str]:
    """Which shape is which, for those that occur; a run chart has none."""
    if not drawing.chart.limits:
        return []
    found = {_said(drawing, place) for place in range(len(drawing.charted.figures))}
    x, drawn = float(8 if shape.is_narrow else shape.left), []
    for said in (one for one in _KEY if one in found):
        words = _KEY[said] if shape.is_narrow else VARIATION[said].word
        drawn.append(mark(said, x + 6, 20, 5.5))
        drawn.append(text_at(x + 18, 26, words, "small", "start", INK))
        x += 44 + len(words) * 7.6
    return drawn


def _labels(drawing: Drawing, scale: Scale) -> list[str]:
    """At the right: what each line is, kept clear of one another."""
    latest = drawing.chart.latest
    assert latest is not None
    target = drawing.charted.target
    named = [] if target is None else [(scale.y(target), f"Target {drawing.print(target)}", True)]
    if latest.limits:
        lower, mean, upper = drawing.limits(latest)
        named += [
            (scale.y(latest.limits.upper), f"Upper limit {upper}", False),
            (scale.y(latest.limits.mean), f"Mean {mean}", False),
            (scale.y(latest.limits.lower), f"Lower limit {lower}", False),
        ]
    else:
        named.append((scale.y(latest.median), f"Median {drawing.print(latest.median)}", False))
    _, _, right, _ = scale.shape.plot
    drawn, free = [], float("-inf")
    for y, words, is_target in sorted(named):
        at = max(y + 5, free)
        css, fill, weight = ("strong", INK, 600) if is_target else ("small", SECOND, 400)
        drawn.append(text_at(right + 10, at, words, css, "start", fill, weight))
        free = at + CLEAR
    return drawn
