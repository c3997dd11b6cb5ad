"""Line charts as SVG, drawn from a measure's results so that text keeps its size at every width.

Missing periods stay on the axis and say so; a figure for a whole year is a bar of its own length and is never
joined to quarters. Colours are the Analysis Function's; the words on the chart carry the meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from itertools import groupby, pairwise

from goldenthread.core.charted import Redefined
from goldenthread.core.figures import Shape as Printed
from goldenthread.core.figures import shown as shown_as
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    PeriodKind,
    YearStart,
    financial_year_of,
    next_period,
    previous,
)
from goldenthread.core.standing import Aim, Result
from goldenthread.core.words import with_unit
from goldenthread.reports.chart_changes import change_lines, in_words, with_room
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

ROOM = Decimal("0.8")  # of a step, kept free for labels at either end of the scale
LETTER = 9  # the room that a letter of a label takes


WIDE = Shape(892, 330, 62, 138)
NARROW = Shape(300, 300, 44, 14, top=44, text=17)
PRINTED = Shape(892, 250, 62, 138)


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn: results with figures, targets with values, a baseline, and where it was redefined."""

    title: str
    unit: str
    results: Sequence[Result]
    aims: Sequence[Aim]
    baseline: Decimal | None = None
    is_cumulative: bool = False
    year_start: YearStart = COUNCIL_YEAR
    shape: Printed | None = None
    changes: Sequence[Redefined] = ()

    def print(self, value: Decimal) -> str:
        return shown_as(value, self.shape) if self.shape else with_unit(value, self.unit)

    @property
    def points(self) -> list[Result]:
        """The results that a line can join: those of shorter periods, or years where that is all."""
        shorter = [one for one in self.drawn if one.period.kind is not PeriodKind.YEAR]
        return shorter or self.drawn

    def are_joined(self, before: Result, after: Result) -> bool:
        """True for neighbours that can be compared; what adds up through the year starts again with it."""
        if next_period(before.period) != after.period:
            return False
        if any(one.parts(before.period, after.period) for one in self.changes):
            return False
        years = [financial_year_of(one.period.starts_on, self.year_start) for one in (before, after)]
        return not self.is_cumulative or years[0] == years[1]

    @property
    def drawn(self) -> list[Result]:
        if self.shape and not self.shape.kind.is_counted:
            return []  # yes or no, days and levels have no scale
        return [one for one in self.results if one.value is not None and not one.is_questioned]

    @property
    def targets(self) -> list[tuple[Period, Decimal]]:
        return [(aim.period, aim.value) for aim in self.aims if aim.value is not None]


def scale_of(series: Series, shape: Shape) -> Scale | None:
    """The scale that holds everything drawn; None when there is nothing to draw."""
    drawn = series.drawn
    if not drawn:
        return None
    values = [one.value for one in drawn if one.value is not None]
    first, last = min(r.period.starts_on for r in drawn), max(r.period.ends_on for r in drawn)
    values += [
        value for period, value in series.targets if period.ends_on >= first and period.starts_on <= last
    ]
    if series.baseline is not None:
        values.append(series.baseline)
    low, high = min(values), max(values)
    step = nice_step((high - low) or abs(high) or Decimal(1))
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    # Room for the labels above and below the line; a scale that can start at nought doesn't go below it.
    if low - bottom < step * ROOM and bottom != 0:
        bottom -= step
    if top - high < step * ROOM:
        top += step
    return Scale(first, last, bottom, top, step, shape)


def scale_note(series: Series) -> str:
    """Where the scale starts, said beside the chart whenever it isn't at nought."""
    scale = scale_of(series, WIDE)
    if scale is None or scale.low <= 0 <= scale.high:
        return ""
    return f"The scale starts at {series.print(tidy(scale.low))}."


def line_chart(series: Series, shape: Shape, key: str) -> str:
    """The chart as an SVG element; an empty text when there is nothing to draw.

    `key` makes its title and description unique on a page.
    """
    scale = scale_of(series, shape)
    if scale is None:
        return ""
    name = "wide" if shape is WIDE else "narrow"
    scale = with_room(scale, series.changes)
    shape = scale.shape
    parts = [
        f'<svg class="gt-chart__{name}" viewBox="0 0 {shape.width} {shape.height}" '
        f'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-{name}-t {key}-{name}-d" '
        f'font-family="&apos;Source Sans 3&apos;, sans-serif" font-size="{shape.text}">',
        f'<title id="{key}-{name}-t">{escape(series.title)}</title>',
        f'<desc id="{key}-{name}-d">{escape(description(series))}</desc>',
        *grid_lines(scale, series.unit),
        *period_names(scale, series),
        *change_lines(scale, series.changes),
        *_targets(scale, series),
        *_baseline(scale, series),
        *_years(scale, series),
        *_line(scale, series),
        "</svg>",
    ]
    return "".join(parts)


def description(series: Series) -> str:
    """What the chart shows, in words, for those who don't see it."""
    points = "; ".join(
        f"{short(one.period, True)} {series.print(one.value)}"
        for one in series.drawn
        if one.value is not None
    )
    targets = "; ".join(f"{short(period, True)} {series.print(value)}" for period, value in series.targets)
    said = f"Results: {points}." + (f" Targets: {targets}." if targets else " No target is held.")
    return " ".join([said, *changes_told(series)])


def changes_told(series: Series) -> list[str]:
    """Each new definition within the chart, in a sentence."""
    scale = scale_of(series, WIDE)
    return in_words(scale, series.changes) if scale else []


def _axis_periods(scale: Scale, series: Series) -> list[Period]:
    """Every period of the finest kind drawn, so that a missing one leaves a gap that can be seen."""
    order = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    kinds = {one.period.kind for one in series.drawn}
    finest = next((kind for kind in order if kind in kinds), None)
    points = sorted(one.period for one in series.drawn if one.period.kind is finest)
    if finest is None or not points:
        return [one.period for one in series.drawn]
    periods = [_earliest(points[0], scale.first)]
    while periods[-1].ends_on < scale.last and len(periods) < 200:
        periods.append(next_period(periods[-1]))
    return periods


def _earliest(period: Period, first: date) -> Period:
    """The period of the same kind with which the axis begins."""
    for _ in range(200):
        if period.starts_on <= first:
            break
        period = previous(period)
    return period


def period_names(scale: Scale, series: Series) -> list[str]:
    """The names of periods below the axis, as many as fit, with the year under them."""
    periods = _axis_periods(scale, series)
    held = {one.period for one in series.drawn}
    left, _, right, bottom = scale.shape.plot
    room = max(1, int((right - left) / (len(max((short(p) for p in periods), key=len)) * 9.5)))
    every = max(1, -(-len(periods) // room))
    drawn = [
        text_at(scale.middle(period), bottom + 22, short(period), "small", "middle")
        for place, period in enumerate(periods)
        if (len(periods) - 1 - place) % every == 0
    ]
    for words, x in _second_line(scale, periods, held):
        drawn.append(text_at(x, bottom + 42, words, "small", "middle"))
    return drawn


def _second_line(scale: Scale, periods: Sequence[Period], held: set[Period]) -> list[tuple[str, float]]:
    """Under the periods' names: the year where it changes, and “not held” below each run of missing ones."""
    found: list[tuple[str, float]] = []
    for is_held, run in groupby(periods, key=lambda period: period in held):
        group = list(run)
        if is_held:
            found += _years_of(scale, group)
            continue
        years = sorted({period.ends_on.year for period in group})
        x = (scale.middle(group[0]) + scale.middle(group[-1])) / 2
        found.append((f"{years[0]}: not held" if len(years) == 1 else "not held", x))
    return found


def _years_of(scale: Scale, group: Sequence[Period]) -> list[tuple[str, float]]:
    if group[0].kind is PeriodKind.YEAR:
        return []
    firsts = {period.ends_on.year: period for period in reversed(group)}
    return [(str(year), scale.middle(period)) for year, period in sorted(firsts.items())]


def short(period: Period, with_year: bool = False) -> str:
    first, last = f"{period.starts_on:%b}", f"{period.ends_on:%b}"
    if period.kind is PeriodKind.YEAR:
        return f"{period.starts_on.year}/{period.ends_on:%y}"
    words = first if period.kind is PeriodKind.MONTH else f"{first}–{last}"
    return f"{words} {period.ends_on.year}" if with_year else words


def _targets(scale: Scale, series: Series) -> list[str]:
    shown = [(p, v) for p, v in series.targets if p.ends_on >= scale.first and p.starts_on <= scale.last]
    if not shown:
        return []
    left, _, right, _ = scale.shape.plot
    drawn = []
    for period, value in shown:
        x1, x2 = max(scale.x(period.starts_on), left), min(scale.x(period.ends_on, end=True), right)
        drawn.append(
            rule_at(
                x1,
                scale.y(value),
                x2,
                scale.y(value),
                "target",
                TARGET,
                'stroke-dasharray="6 4" stroke-width="2"',
            )
        )
    words = f"Target {series.print(shown[-1][1])}"
    if scale.shape.is_narrow:
        return [*drawn, text_at(right, 18, f"- - {words}", "strong", "end", INK, 600)]
    return [*drawn, text_at(right + 10, scale.y(shown[-1][1]) + 5, words, "strong", "start", INK, 600)]


def _baseline(scale: Scale, series: Series) -> list[str]:
    if series.baseline is None:
        return []
    left, _, right, _ = scale.shape.plot
    y = scale.y(series.baseline)
    words = f"Baseline {series.print(series.baseline)}"
    return [
        rule_at(left, y, right, y, "year", SECOND, 'stroke-dasharray="2 4"'),
        text_at(left + 6, y - 7, words, "small", "start"),
    ]


def _years(scale: Scale, series: Series) -> list[str]:
    """Whole years among shorter periods: bars of their own length, labelled, joined to nothing."""
    years = [one for one in series.drawn if one.period.kind is PeriodKind.YEAR]
    if len(years) == len(series.drawn):
        return []
    drawn = []
    for one in years:
        if one.value is None:
            continue
        x1, x2, y = scale.x(one.period.starts_on), scale.x(one.period.ends_on, end=True), scale.y(one.value)
        words = f"{series.print(one.value)} {'year' if scale.shape.is_narrow else 'whole year'}"
        drawn.append(rule_at(x1, y, x2, y, "year", SECOND, 'stroke-width="2"'))
        drawn.append(text_at(x1 + 4, y - 8, words, "small", "start", INK))
    return drawn


def _line(scale: Scale, series: Series) -> list[str]:
    """Points joined only where one period follows the other; the latest value stands beside its point."""
    points = series.points
    drawn = []
    for before, after in pairwise(points):
        if before.value is None or after.value is None or not series.are_joined(before, after):
            continue
        drawn.append(
            rule_at(
                scale.middle(before.period),
                scale.y(before.value),
                scale.middle(after.period),
                scale.y(after.value),
                "line",
                LINE,
                'stroke-width="3"',
            )
        )
    labelled = _fit(points, series, scale.shape)
    for place, one in enumerate(points):
        if one.value is None:
            continue
        x, y, is_last = scale.middle(one.period), scale.y(one.value), one is points[-1]
        drawn.append(f'<circle class="gt-chart__point" cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{LINE}"/>')
        if labelled or is_last:
            below = _has_higher_neighbour(points, place)
            css = "value gt-chart__value--last" if is_last else "value"
            words = series.print(one.value)
            drawn.append(text_at(x, y + (26 if below else -13), words, css, "middle", LINE, 600))
    return drawn


def _fit(points: Sequence[Result], series: Series, shape: Shape) -> bool:
    """True where every point's label has room beside its neighbour's."""
    longest = max((len(series.print(one.value)) for one in points if one.value is not None), default=0)
    is_few = len(points) <= (4 if shape.is_narrow else 12)
    return is_few and len(points) * longest * LETTER <= shape.width - shape.left - shape.right


def _has_higher_neighbour(points: Sequence[Result], place: int) -> bool:
    """True when the line comes from or goes above this point, so that its label is clear of it below."""
    here = points[place].value
    beside = [points[near].value for near in (place - 1, place + 1) if 0 <= near < len(points)]
    return here is not None and any(value is not None and value > here for value in beside)
