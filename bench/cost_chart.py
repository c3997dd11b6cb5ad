"""How cost grows with a plan, as a picture for the docs: drawn with the parts of the product's charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.reports.chart_parts import GRID, INK, LINE, SECOND, rule_at, text_at

WIDTH, HEIGHT = 892, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 30, 360
COLOURS = (LINE, "#F46A25", "#28A197")
Curve = Sequence[tuple[int, float]]


def cost_chart(curves: Mapping[str, Curve], title: str) -> str:
    """A line for each thing that costs seconds, by how many actions a plan has; an SVG that stands alone."""
    most = max(actions for curve in curves.values() for actions, _ in curve)
    highest = max(seconds for curve in curves.values() for _, seconds in curve)
    step = next(one for one in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0) if one * 5 >= highest)
    top = step * 5

    def x(actions: int) -> float:
        return LEFT + (WIDTH - RIGHT - LEFT) * actions / most

    def y(seconds: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * seconds / top

    drawn = [_scale(y(step * place), f"{step * place:g} s", place == 0) for place in range(6)]
    ticks = sorted({actions for curve in curves.values() for actions, _ in curve})
    drawn += [text_at(x(one), BOTTOM + 24, f"{one:,}", "small", "middle") for one in ticks]
    drawn.append(text_at(x(most), BOTTOM + 48, "actions in the plan", "small", "end"))
    for (name, curve), colour in zip(curves.items(), COLOURS, strict=False):
        drawn.append(_line([(x(actions), y(seconds)) for actions, seconds in curve], colour))
        drawn.append(text_at(x(curve[-1][0]) + 12, y(curve[-1][1]) + 5, name, "small", "start", INK, 600))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="Source Sans 3, sans-serif" font-size="16"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(drawn)}</svg>\n'
    )


def _scale(y: float, words: str, is_axis: bool) -> str:
    line = rule_at(LEFT, y, WIDTH - RIGHT, y, "axis" if is_axis else "grid", INK if is_axis else GRID)
    return line + text_at(LEFT - 10, y + 5, words, "small", "end", SECOND)


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="3"/>{dots}'
