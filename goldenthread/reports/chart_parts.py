"""What line charts are drawn with: the room they have, how days and values lie on it, text and rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from math import floor, log10

from goldenthread.core.periods import Period
from goldenthread.core.words import with_unit

INK, SECOND, LINE, TARGET, GRID = "#16212E", "#4B5664", "#12436D", "#3D3D3D", "#DDD8CC"


@dataclass(frozen=True, slots=True)
class Shape:
    """The room that a chart has, in its own units (one unit is one CSS pixel at full size)."""

    width: int
    height: int
    left: int
    right: int
    top: int = 26
    bottom: int = 52
    text: int = 16

    @property
    def is_narrow(self) -> bool:
        return self.width < 500

    @property
    def plot(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.width - self.right, self.height - self.bottom


@dataclass(frozen=True, slots=True)
class Scale:
    """How days and values lie on the plot."""

    first: date
    last: date
    low: Decimal
    high: Decimal
    step: Decimal
    shape: Shape

    def x(self, on: date, *, end: bool = False) -> float:
        left, _, right, _ = self.shape.plot
        days = (self.last - self.first).days + 1
        return left + (right - left) * ((on - self.first).days + (1 if end else 0)) / days

    def middle(self, period: Period) -> float:
        return (self.x(period.starts_on) + self.x(period.ends_on, end=True)) / 2

    def y(self, value: Decimal) -> float:
        _, top, _, bottom = self.shape.plot
        return bottom - (bottom - top) * float((value - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


def nice_step(spread: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten that parts a spread into four or five."""
    rough = float(spread) / 4 or 1.0
    power = Decimal(10) ** floor(log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if float(power * times) >= rough)


def tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def text_at(
    x: float, y: float, words: str, css: str, anchor: str, fill: str = SECOND, weight: int = 400
) -> str:
    return (
        f'<text class="gt-chart__{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'fill="{fill}" font-weight="{weight}">{escape(words)}</text>'
    )


def rule_at(x1: float, y1: float, x2: float, y2: float, css: str, stroke: str, extra: str = "") -> str:
    return (
        f'<line class="gt-chart__{css}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{stroke}" {extra}/>'
    )


def grid_lines(scale: Scale, unit: str) -> list[str]:
    left, _, right, bottom = scale.shape.plot
    drawn = []
    for tick in scale.ticks:
        y = scale.y(tick)
        is_axis = y == bottom
        drawn.append(rule_at(left, y, right, y, "axis" if is_axis else "grid", INK if is_axis else GRID))
        drawn.append(text_at(left - 10, y + 5, with_unit(tidy(tick), unit), "small", "end"))
    return drawn
