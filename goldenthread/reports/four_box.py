"""The four boxes as SVG: work delivered from left to right, movement of measures from below to above.

The limits of the policy stand in the middle, so the scales differ on either side of it: the boxes are what is
read, not distances. Each element is a number, a link, and on a wide page its words; the numbers are those of
the table beneath. Marks that would cover each other are set apart inside their box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import NamedTuple

from goldenthread.core.difference import BOXES, FOUR, Box, Thresholds, Verdict
from goldenthread.core.layout import long, wrapped
from goldenthread.core.sentences import start

INK, SECOND, LINE, GRID = "#16212E", "#4B5664", "#12436D", "#DDD8CC"
RADIUS = 13
STEP = 2 * RADIUS + 4
LABELLED = 24  # with more elements than this the numbers stand alone: their words are in the table


class Spot(NamedTuple):
    """One element: its number in the table, where it falls, and where its link leads."""

    number: int
    title: str
    box: Box
    delivered: Fraction
    net: Fraction
    address: str


class Frame(NamedTuple):
    """The room of a drawing; `words` is the length that an element's own words may have, 0 for none."""

    name: str
    width: int
    height: int
    left: int
    top: int
    bottom: int
    words: int
    head: int  # the lines that a box's name takes


WIDE = Frame("wide", 892, 560, 12, 34, 84, 240, 1)
NARROW = Frame("narrow", 300, 560, 6, 34, 132, 0, 3)


@dataclass(frozen=True, slots=True)
class Area:
    """One box on the paper, inside its lines."""

    left: float
    top: float
    right: float
    bottom: float


class Placed(NamedTuple):
    """A spot with the middle of its mark, and its words with the side that they stand on, if it has any."""

    spot: Spot
    x: float
    y: float
    words: str = ""
    is_left: bool = False


def four_box(spots: Sequence[Spot], counts: Mapping[Box, int], by: Thresholds, frame: Frame, key: str) -> str:
    """The picture; `counts` are of all elements, and `key` makes its title's id its own on a page."""
    areas = {box: _area(box, frame) for box in FOUR}
    drawn = [_box(box, areas[box], counts.get(box, 0), frame) for box in FOUR]
    for box in FOUR:
        placed, left = place([spot for spot in spots if spot.box is box], areas[box], by, frame, len(spots))
        drawn += [_mark(one) for one in placed]
        if left:
            area = areas[box]
            drawn.append(
                _text(area.left + 10, area.bottom - 8, f"and {left} more in the table", "gt-four__more")
            )
    ids = f"{key}-{frame.name}"
    return (
        f'<svg class="gt-chart__{frame.name} gt-four" viewBox="0 0 {frame.width} {frame.height}" '
        f'xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="{ids}-t {ids}-d" '
        f'font-family="&apos;Source Sans 3&apos;, sans-serif" font-size="16">'
        f'<title id="{ids}-t">Doing against difference</title>'
        f'<desc id="{ids}-d">{escape(description(counts))}</desc>'
        f"{''.join(drawn)}{''.join(_axes(by, frame))}</svg>"
    )


def description(counts: Mapping[Box, int]) -> str:
    """What the picture shows, in words, for those who don't see it."""
    said = ", ".join(f"{counts.get(box, 0)} {BOXES[box]}" for box in FOUR)
    return f"Four boxes: {said}. The table below the picture lists each with its figures."


def _area(box: Box, frame: Frame) -> Area:
    middle_x = (frame.left + frame.width - frame.left) / 2
    middle_y = (frame.top + frame.height - frame.bottom) / 2
    is_right = box in (Box.BOTH, Box.ONLY_DELIVERING)
    is_top = box in (Box.BOTH, Box.ONLY_IMPROVING)
    return Area(
        left=middle_x if is_right else frame.left,
        top=frame.top if is_top else middle_y,
        right=frame.width - frame.left if is_right else middle_x,
        bottom=middle_y if is_top else frame.height - frame.bottom,
    )


def _head(box: Box, frame: Frame, count: int) -> tuple[str, ...]:
    room = (frame.width - 2 * frame.left) / 2 - 16
    return wrapped(f"{start(BOXES[box])}: {count}", room / 1.12, 4)


def _box(box: Box, area: Area, count: int, frame: Frame) -> str:
    """A box with its name and how many elements are in it."""
    lines = "".join(
        _text(area.left + 10, area.top + 24 + 20 * place, words, "gt-four__name", 600)
        for place, words in enumerate(_head(box, frame, count))
    )
    width, height = area.right - area.left, area.bottom - area.top
    return (
        f'<rect class="gt-four__box" x="{area.left:.1f}" y="{area.top:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="none" stroke="{INK}"/>{lines}'
    )


def place(
    spots: Iterable[Spot], area: Area, by: Thresholds, frame: Frame, total: int
) -> tuple[list[Placed], int]:
    """The spots of one box where they fall, moved apart where they would cover each other, and how many
    more found no room."""
    inner = Area(
        area.left + RADIUS + 8,
        area.top + 20 * frame.head + RADIUS + 14,
        area.right - RADIUS - 8,
        area.bottom - RADIUS - 26,
    )
    found: list[Placed] = []
    taken: list[Area] = []
    waiting = sorted(spots, key=lambda spot: (-spot.net, -spot.delivered, spot.number))
    for spot in waiting:
        one = _fit(spot, inner, _wanted(spot, inner, by), taken, frame.words if total <= LABELLED else 0)
        if one is None:
            break
        found.append(one)
        taken.append(_covered(one))
    return found, len(waiting) - len(found)


def _wanted(spot: Spot, inner: Area, by: Thresholds) -> tuple[float, float]:
    """Where in its box a spot belongs by its figures."""
    limit_x, limit_y = float(1 - by.most_overdue / 100), float(by.net_improved / 100)
    is_right, is_top = spot.box in (Box.BOTH, Box.ONLY_DELIVERING), spot.box in (Box.BOTH, Box.ONLY_IMPROVING)
    x = (
        _share(float(spot.delivered), limit_x, 1.0)
        if is_right
        else _share(float(spot.delivered), 0.0, limit_x)
    )
    y = _share(float(spot.net), limit_y, 1.0) if is_top else _share(float(spot.net), -1.0, limit_y)
    return inner.left + (inner.right - inner.left) * x, inner.bottom - (inner.bottom - inner.top) * y


def _share(value: float, low: float, high: float) -> float:
    """How far a value lies between two others; in the middle where they are one."""
    return min(1.0, max(0.0, (value - low) / (high - low))) if high > low else 0.5


def _fit(
    spot: Spot, inner: Area, wanted: tuple[float, float], taken: Sequence[Area], words: int
) -> Placed | None:
    """The free place nearest to the one wanted: with its words if there is room for them, else without."""
    places = sorted(
        _places(inner, wanted), key=lambda at: (at[0] - wanted[0]) ** 2 + (at[1] - wanted[1]) ** 2
    )
    if words:
        said = "".join(wrapped(spot.title, words / 1.08, 1))
        for x, y in places:
            if abs(x - wanted[0]) > 1 and abs(y - wanted[1]) <= 1:
                continue  # words keep to their own column: they are moved up or down, not along
            for is_left in (False, True):
                one = Placed(spot, x, y, said, is_left)
                if _is_free(one, inner, taken):
                    return one
    bare = (Placed(spot, x, y) for x, y in places)
    return next((one for one in bare if _is_free(one, inner, taken)), None)


def _places(inner: Area, wanted: tuple[float, float]) -> list[tuple[float, float]]:
    x, y = wanted
    across = [
        x + STEP * step for step in range(-16, 17) if inner.left - 1 <= x + STEP * step <= inner.right + 1
    ]
    along = [
        y + STEP * step for step in range(-16, 17) if inner.top - 1 <= y + STEP * step <= inner.bottom + 1
    ]
    return [(one, other) for one in across for other in along]


def _covered(one: Placed) -> Area:
    """The paper that a mark and its words take."""
    words = long(one.words) * 1.08 + 8 if one.words else 0
    left = one.x - RADIUS - (words if one.is_left else 0)
    right = one.x + RADIUS + (0 if one.is_left else words)
    return Area(left - 2, one.y - RADIUS - 1, right + 2, one.y + RADIUS + 1)


def _is_free(one: Placed, inner: Area, taken: Sequence[Area]) -> bool:
    mine = _covered(one)
    if mine.left < inner.left - RADIUS - 6 or mine.right > inner.right + RADIUS + 6:
        return False
    return not any(
        mine.left < other.right
        and other.left < mine.right
        and mine.top < other.bottom
        and other.top < mine.bottom
        for other in taken
    )


def _mark(one: Placed) -> str:
    """An element: its number in a disc, its words beside it, all of it a link."""
    full = f"{one.spot.number}. {one.spot.title}, {BOXES[one.spot.box]}"
    words = ""
    if one.words:
        x = one.x - RADIUS - 6 if one.is_left else one.x + RADIUS + 6
        words = _text(x, one.y + 5.5, one.words, "gt-four__words", 400, "end" if one.is_left else "start")
    return (
        f'<a class="gt-four__mark" href="{escape(one.spot.address)}" aria-label="{escape(full)}">'
        f'<title>{escape(full)}</title><circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{RADIUS}" fill="{LINE}"/>'
        f"{_text(one.x, one.y + 5.5, str(one.spot.number), 'gt-four__number', 600, 'middle')}{words}</a>"
    )


def _text(x: float, y: float, words: str, css: str, weight: int = 400, anchor: str = "start") -> str:
    fill = {"gt-four__number": "#fff", "gt-four__words": LINE, "gt-four__name": INK}.get(css, SECOND)
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def _axes(by: Thresholds, frame: Frame) -> list[str]:
    """What lies which way, and where the limits are."""
    overdue, net = f"{by.most_overdue.normalize():f}%", f"{by.net_improved.normalize():f}%"
    right, foot = frame.width - frame.left, frame.height - frame.bottom
    above = "more improved than got worse" if not by.net_improved else f"the net improvement is above {net}"
    limits = f"Right of the middle no more than {overdue} of the dated work is overdue; above it {above}."
    lines = wrapped(limits, (right - frame.left) / 1.12, 4)
    return [
        _text(frame.left, 22, "Up: more measures improved", "gt-four__axis", 600),
        _text(right, foot + 22, "Right: more work delivered", "gt-four__axis", 600, "end"),
        *(
            _text(frame.left, foot + 46 + 20 * line, words, "gt-four__axis")
            for line, words in enumerate(lines)
        ),
    ]


def spot_of(number: int, title: str, found: Verdict, to: str) -> Spot | None:
    """A spot for an element that falls into a box; None where it can't be said."""
    if found.box is Box.CANNOT_SAY or found.delivered is None or found.net is None:
        return None
    return Spot(number, title, found.box, found.delivered, found.net, to)
