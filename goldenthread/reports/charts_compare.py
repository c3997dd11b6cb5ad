"""Charts of one council among others: every council's figure on one scale, and our line through the years.

Both are drawn wide and narrow like the other charts. Ours is told by shape and by its name, nations by
another shape; what the shapes mean is said beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import floor, log10

from goldenthread.core.comparing import Placed, Spread
from goldenthread.core.figures import Shape as Figures
from goldenthread.core.figures import shown
from goldenthread.core.periods import next_period
from goldenthread.reports.chart_parts import Shape
from goldenthread.reports.charts import NARROW, WIDE
from goldenthread.reports.figures.comparing import Comparison, YearOf, period_words

__all__ = ["scale_note", "strip_chart", "years_chart"]

INK, SECOND, OURS, OTHERS, BAND, GRID = "#16212E", "#4B5664", "#12436D", "#8A94A0", "#E4EAF0", "#DDD8CC"
ROW = 13  # how far apart dots stand that would lie over each other
DOT = 5.5


@dataclass(frozen=True, slots=True)
class _Axis:
    """A scale from low to high over a run of units."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        return self.start + (self.end - self.start) * float((value - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


def _axis(values: Sequence[Decimal], start: float, end: float, parts: int) -> _Axis:
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or Decimal(1)
    rough = float(spread) / parts
    power = Decimal(10) ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if float(power * times) >= rough * 0.999)
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    return _Axis(bottom, top if top > bottom else bottom + step, step, start, end)


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _tick(value: Decimal, shape: Figures) -> str:
    return shown(_plain(value), Figures(shape.kind, shape.unit, None, shape.levels))


def _text(
    x: float, y: float, words: str, anchor: str = "middle", css: str = "small", fill: str = SECOND
) -> str:
    weight = 400 if css == "small" else 600
    return (
        f'<text class="gt-chart__{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def _rule(x1: float, y1: float, x2: float, y2: float, stroke: str, extra: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" {extra}/>'


def _svg(shape: Shape, height: float, key: str, title: str, said: str, parts: Sequence[str]) -> str:
    name = "wide" if shape is WIDE else "narrow"
    return (
        f'<svg class="gt-chart__{name}" viewBox="0 0 {shape.width} {height:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-{name}-t {key}-{name}-d" '
        f'font-family="&apos;Source Sans 3&apos;, sans-serif" font-size="{shape.text}">'
        f'<title id="{key}-{name}-t">{escape(title)}</title><desc id="{key}-{name}-d">{escape(said)}</desc>'
        f"{''.join(parts)}</svg>"
    )


# Every council's figure on one scale


def strip_chart(found: Comparison, shape: Shape, key: str) -> str:
    """Every council as a dot on one scale, the middle half shaded; empty where there are no figures."""
    spread = found.spread
    if spread is None or found.period is None:
        return ""
    side = 30
    values = [one.value for one in found.placed]
    axis = _axis(values, side, shape.width - side, 6 if shape is WIDE else 3)
    rows = _stacked(found.placed, axis, found.home_name)
    top = 54
    base = top + max(rows.values(), default=0) * ROW + 22
    title = f"{found.measure.title}, {period_words(found.period)}"
    parts = [
        *_strip_scale(axis, found.shape, spread, top - 26, base),
        *(_dot(one, axis, base - 16 - rows[one.place] * ROW, found.home_name) for one in found.placed),
        *_strip_labels(found, axis, rows, base, shape),
    ]
    return _svg(shape, base + 54, key, title, _strip_said(found, spread), parts)


def scale_note(found: Comparison) -> str:
    """Where the wide strip's scale starts, said whenever it isn't at nought."""
    values = [one.value for one in found.placed]
    low = _axis(values, 0, 1, 6).low if values else Decimal(0)
    return f"The scale starts at {_tick(low, found.shape)}." if low else ""


def _stacked(placed: Sequence[Placed], axis: _Axis, home: str) -> dict[str, int]:
    """How many dots up each place stands, so that none lies over another; ours stands at the bottom."""
    rows: dict[str, int] = {}
    taken: list[tuple[float, int]] = []
    for one in sorted(placed, key=lambda one: (one.place != home, not one.is_whole, one.value, one.place)):
        x, row = axis.at(one.value), 0
        while any(abs(x - other) < ROW and row == held for other, held in taken):
            row += 1
        taken.append((x, row))
        rows[one.place] = row
    return rows


def _strip_scale(axis: _Axis, shape: Figures, spread: Spread, top: float, base: float) -> list[str]:
    lower, upper, middle = axis.at(spread.lower), axis.at(spread.upper), axis.at(spread.median)
    drawn = [
        f'<rect x="{lower:.1f}" y="{top}" width="{max(upper - lower, 1):.1f}" height="{base - top}" '
        f'fill="{BAND}"/>',
        _rule(middle, top, middle, base, SECOND, 'stroke-width="2" stroke-dasharray="6 4"'),
        _rule(axis.start, base, axis.end, base, INK),
    ]
    for tick in axis.ticks:
        x = axis.at(tick)
        drawn += [_rule(x, base, x, base + 6, INK), _text(x, base + 24, _tick(tick, shape))]
    return drawn


def _dot(one: Placed, axis: _Axis, y: float, home: str) -> str:
    x = axis.at(one.value)
    tip = f"<title>{escape(one.place)}</title>"
    if one.place == home:
        return (
            f'<path d="M{x:.1f} {y - 9:.1f} l9 9 l-9 9 l-9 -9 z" fill="{OURS}" stroke="#fff" '
            f'stroke-width="1.5">{tip}</path>'
        )
    if one.is_whole:
        return (
            f'<rect x="{x - 5.5:.1f}" y="{y - 5.5:.1f}" width="11" height="11" fill="#fff" stroke="{INK}" '
            f'stroke-width="2">{tip}</rect>'
        )
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{OTHERS}" stroke="#fff" stroke-width="1.5">'
        f"{tip}</circle>"
    )


def _strip_labels(
    found: Comparison, axis: _Axis, rows: dict[str, int], base: float, shape: Shape
) -> list[str]:
    """Ours at the top left or right of its own line; the median's words on the other line."""
    spread = found.spread
    assert spread is not None
    middle = f"Median {shown(spread.median, found.shape)}"
    x = axis.at(spread.median)
    is_left = found.mine is not None and found.mine >= spread.median  # clear of the line to ours
    anchor, near = ("end", x - 6) if is_left else ("start", x + 6)
    if near + len(middle) * 8.5 > shape.width and anchor == "start":
        anchor, near = "end", x - 6
    if near - len(middle) * 8.5 < 0 and anchor == "end":
        anchor, near = "start", x + 6
    drawn = [_text(near, 44, middle, anchor)]
    if found.mine is not None:
        x, y = axis.at(found.mine), base - 16 - rows[found.home_name] * ROW
        drawn.append(_rule(x, 24, x, y - 9, OURS, 'stroke-width="1.5"'))
        words = f"{found.home_name} {shown(found.mine, found.shape)}"
        drawn.append(_label(x, 18, words, shape, "value", OURS))
    return drawn


def _label(x: float, y: float, words: str, shape: Shape, css: str, fill: str) -> str:
    """Words over a point, kept inside the drawing."""
    half = len(words) * 4.6
    if x - half < 0:
        return _text(0, y, words, "start", css, fill)
    if x + half > shape.width:
        return _text(shape.width, y, words, "end", css, fill)
    return _text(x, y, words, "middle", css, fill)


def _strip_said(found: Comparison, spread: Spread) -> str:
    figures = found.shape
    return (
        f"{spread.count} councils from {shown(spread.lowest, figures)} to {shown(spread.highest, figures)}; "
        f"half of them from {shown(spread.lower, figures)} to {shown(spread.upper, figures)}; "
        f"median {shown(spread.median, figures)}. The table below gives every figure."
    )


# Our line through the years


def years_chart(found: Comparison, shape: Shape, key: str) -> str:
    """Our line beside the median and the middle half of the councils; empty for fewer than two years."""
    years = [one for one in found.years if one.spread is not None or one.mine is not None]
    if len(years) < 2:
        return ""
    left, right, top, bottom = (66, 150, 20, 250) if shape is WIDE else (56, 16, 66, 270)
    values = [value for one in years for value in _values(one)]
    medians = [one.spread.median if one.spread else None for one in years]
    axis = _axis(values, bottom, top, 4)
    step = (shape.width - left - right) / (len(years) - 1)
    x = [left + step * place for place in range(len(years))]
    parts = [
        *_band(years, x, axis),
        *_years_scale(found, years, x, axis, shape),
        *_joined(years, x, axis, medians, SECOND, 2, "6 4"),
        *_joined(years, x, axis, [one.mine for one in years], OURS, 3, ""),
        *_points(years, x, axis),
        *_ends(found, years, x, axis, shape),
    ]
    said = f"{found.measure.title}: {found.home_name or 'the council'} beside the median of the councils."
    return _svg(shape, bottom + 36, key, f"{found.measure.title} through the years", said, parts)


def _values(one: YearOf) -> list[Decimal]:
    held = [one.mine] if one.mine is not None else []
    return [*held, one.spread.lower, one.spread.upper] if one.spread else held


def _band(years: Sequence[YearOf], x: Sequence[float], axis: _Axis) -> list[str]:
    """The middle half of the councils, year by year; a gap where years don't follow each other."""
    drawn = [
        f'<rect x="{x[place] - 5:.1f}" y="{axis.at(one.spread.upper):.1f}" width="10" fill="{BAND}" '
        f'height="{axis.at(one.spread.lower) - axis.at(one.spread.upper):.1f}"/>'
        + _rule(
            x[place] - 9,
            axis.at(one.spread.median),
            x[place] + 9,
            axis.at(one.spread.median),
            SECOND,
            'stroke-width="2"',
        )
        for place, one in enumerate(years)
        if one.spread is not None and _is_alone(years, place)
    ]
    for place, (before, after) in enumerate(pairwise(years)):
        if before.spread is None or after.spread is None or next_period(before.period) != after.period:
            continue
        corners = [
            (x[place], before.spread.upper), (x[place + 1], after.spread.upper),
            (x[place + 1], after.spread.lower), (x[place], before.spread.lower),
        ]  # fmt: skip
        points = " ".join(f"{across:.1f},{axis.at(value):.1f}" for across, value in corners)
        drawn.append(f'<polygon points="{points}" fill="{BAND}" stroke="{BAND}"/>')
    return drawn


def _is_alone(years: Sequence[YearOf], place: int) -> bool:
    """True where neither the year before nor the year after is held: no line leads here."""
    pairs = list(pairwise(years))
    beside = pairs[max(place - 1, 0) : place + 1]
    return not any(next_period(before.period) == after.period for before, after in beside)


def _years_scale(
    found: Comparison, years: Sequence[YearOf], x: Sequence[float], axis: _Axis, shape: Shape
) -> list[str]:
    drawn = []
    for tick in axis.ticks:
        y = axis.at(tick)
        drawn.append(_rule(x[0], y, x[-1], y, INK if y == axis.start else GRID))
        drawn.append(_text(x[0] - 10, y + 5, _tick(tick, found.shape), "end"))
    every = -(-len(years) * 70 // int(x[-1] - x[0] + 70))
    for place, one in enumerate(years):
        if (len(years) - 1 - place) % every == 0:
            drawn.append(_text(x[place], axis.start + 26, _short(one), "middle"))
    return drawn


def _short(one: YearOf) -> str:
    words = period_words(one.period)
    return words if len(words) <= 7 else str(one.period.ends_on.year)


def _joined(
    years: Sequence[YearOf],
    x: Sequence[float],
    axis: _Axis,
    values: Sequence[Decimal | None],
    stroke: str,
    width: int,
    dashes: str,
) -> list[str]:
    drawn = []
    for place, (before, after) in enumerate(pairwise(values)):
        follows = next_period(years[place].period) == years[place + 1].period
        if before is not None and after is not None and follows:
            extra = f'stroke-width="{width}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
            ends = (x[place], axis.at(before), x[place + 1], axis.at(after))
            drawn.append(_rule(*ends, stroke, extra))
    return drawn


def _points(years: Sequence[YearOf], x: Sequence[float], axis: _Axis) -> list[str]:
    return [
        f'<circle cx="{x[place]:.1f}" cy="{axis.at(one.mine):.1f}" r="{DOT}" fill="{OURS}" stroke="#fff" '
        'stroke-width="2"/>'
        for place, one in enumerate(years)
        if one.mine is not None
    ]


def _ends(
    found: Comparison, years: Sequence[YearOf], x: Sequence[float], axis: _Axis, shape: Shape
) -> list[str]:
    """What each line is: at its end where there is room, above the drawing on a narrow one."""
    mine = next((one.mine for one in reversed(years) if one.mine is not None), None)
    middle = next((one.spread for one in reversed(years) if one.spread is not None), None)
    names = []
    if mine is not None:
        names.append((axis.at(mine), f"{found.home_name} {shown(mine, found.shape)}", "value", OURS))
    if middle is not None:
        words = f"Median {shown(middle.median, found.shape)}"
        names.append((axis.at(middle.median), words, "small", SECOND))
    if shape is NARROW:
        marks = {"value": "● ", "small": "- - "}
        return [_text(0, 20 + 22 * place, marks[css] + words, "start", css, fill)
                for place, (_, words, css, fill) in enumerate(names)]  # fmt: skip
    names.sort()
    apart = [names[0][0]] if names else []
    for y, *_ in names[1:]:
        apart.append(max(y, apart[-1] + 20))
    return [
        _text(x[-1] + 14, y + 5, words, "start", css, fill)
        for y, (_, words, css, fill) in zip(apart, names, strict=True)
    ]
