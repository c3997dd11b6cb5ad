"""The map of the thread as SVG: real links, letters at their natural size, and no meaning in colour alone.

Gold is the thread; a dashed line joins two plans; a dotted one shows that something is missing above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from goldenthread.core.layout import LINE, RING, TEXT, Drawing, Label, Path, Ring

GOLD, INK, SECOND, BLUE = "#AD7C05", "#16212E", "#4B5664", "#12436D"
CORNER = 10
_DASHES = {"thread": "", "crossing": ' stroke-dasharray="5 4"', "broken": ' stroke-dasharray="2 5"'}

LinkOf = Callable[[int, str], str]


def svg_of(drawing: Drawing, title: str, about: str, whole: Mapping[int, str], link_of: LinkOf) -> str:
    """The picture; `whole` are the full words by key, and `link_of(key, kind)` says where a label leads."""
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    return (
        f'<svg class="gt-map__drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="group" aria-labelledby="map-title map-about" '
        f'font-size="{TEXT}"><title id="map-title">{escape(title)}</title>'
        f'<desc id="map-about">{escape(about)}</desc>'
        f"{''.join(_path(one) for one in drawing.paths)}"
        f"{''.join(_ring(one) for one in drawing.rings)}"
        f"{''.join(_label(one, whole, link_of) for one in drawing.labels)}</svg>"
    )


def _path(path: Path) -> str:
    """A line with rounded corners."""
    points = path.points
    drawn = [f"M{_at(points[0])}"]
    for place in range(1, len(points) - 1):
        corner = points[place]
        before, after = _near(corner, points[place - 1]), _near(corner, points[place + 1])
        drawn.append(f"L{_at(before)}Q{_at(corner)} {_at(after)}")
    drawn.append(f"L{_at(points[-1])}")
    return f'<path d="{"".join(drawn)}" fill="none" stroke="{GOLD}" stroke-width="2"{_DASHES[path.kind]}/>'


def _near(corner: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """The point on the way from a corner to an end where the rounding begins."""
    dx, dy = end[0] - corner[0], end[1] - corner[1]
    length = abs(dx) + abs(dy)
    share = min(CORNER, length / 2) / length if length else 0
    return corner[0] + dx * share, corner[1] + dy * share


def _at(point: tuple[float, float]) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"


def _ring(ring: Ring) -> str:
    dashes = ' stroke-dasharray="3 3"' if ring.is_broken else ""
    return (
        f'<circle cx="{ring.x:g}" cy="{ring.y:g}" r="{RING}" fill="#fff" stroke="{GOLD}" '
        f'stroke-width="2"{dashes}/>'
    )


def _label(label: Label, whole: Mapping[int, str], link_of: LinkOf) -> str:
    """Words on the map: a link where they stand for a line, cut words with the whole ones in their title."""
    y = label.y + TEXT * 0.33
    spans = "".join(
        f'<tspan x="{label.x:g}" y="{y + LINE * place:g}">{escape(line)}</tspan>'
        for place, line in enumerate(label.lines)
    )
    weight = ' font-weight="600"' if label.kind in ("top", "vision") else ""
    address = link_of(label.key, label.kind) if label.key else ""
    fill = BLUE if address else SECOND if label.kind == "note" else INK
    text = f'<text fill="{fill}"{weight}>{spans}</text>'
    if not address:
        return text
    words = whole.get(label.key, "")
    said = " ".join(label.lines)
    full = f"{said} under {words}" if label.kind == "more" else words
    return f'<a href="{escape(address)}" aria-label="{escape(full)}">{text}</a>'
