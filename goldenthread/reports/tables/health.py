"""Tables of a plan's health: the recipe of its score, what to fill first, and every point lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from goldenthread.core.findings import NAMES, TO_FILL, Gap
from goldenthread.core.health import Fix, Health, printed, printed_parts
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, gap_state, grid, number, text
from goldenthread.reports.tables.gaps import gap_link, subject_link


def points(amount: Fraction) -> str:
    """An amount of points in hundredths; the smallest is “under 0.01”."""
    hundredths = int(amount * 100 + Fraction(1, 2))
    return f"{hundredths / 100:.2f}" if hundredths else "under 0.01"


def recipe(health: Health, plan: str) -> Grid:
    """Each rule with its weight and share of the 100, how many it asked, what is missing and what it loses.

    The shares sum to 100 and the points to the points lost, as printed.
    """
    columns = (
        Column("Rule", width=40),
        Column("Weight", True, is_minor=True, width=10),
        Column("Share of 100", True, is_minor=True, width=14),
        Column("Asked", True, width=12),
        Column("Missing", True, width=12),
        Column("Points lost", True, width=12),
    )
    total = printed(health.lost)
    lost = printed_parts([part.lost for part in health.parts], total)
    shares = printed_parts([part.share for part in health.parts], printed(Fraction(100)))
    rows = [
        Row(
            (
                text(NAMES[part.code], link=Link("gaps", f"{part.code}&plan={plan}"), note=part.code),
                number(str(part.weight)),
                number(str(share)),
                number(f"{part.asked:,}"),
                number(f"{part.missing:,}"),
                number(str(points)),
            )
        )
        for part, share, points in zip(health.parts, shares, lost, strict=True)
    ]
    weight, missing = (sum(getattr(part, name) for part in health.parts) for name in ("weight", "missing"))
    whole = (str(weight), "100.0", "", f"{missing:,}", str(total))
    rows.append(Row((text("In all"), *(number(words) for words in whole)), is_total=True))
    return Grid("The recipe of the score", columns, tuple(rows), "keep")


def fixes(found: Sequence[Fix]) -> Grid:
    """What to fill first: for each element or measure what to do, and the points that doing it all wins."""
    columns = (Column("What to do", width=46), Column("Of", width=38), Column("Points", True, width=16))
    return grid("The fixes worth most", columns, (_fix_row(fix) for fix in found))


def _fix_row(fix: Fix) -> list[Cell]:
    first, *others = fix.gaps
    more = "; ".join(_lower(TO_FILL[gap.code]) for gap in others)
    return [
        text(TO_FILL[first.code], link=gap_link(first), note=f"Also {more}" if more else ""),
        text(first.title, link=subject_link(first)),
        number(points(fix.points)),
    ]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def losses(found: Sequence[tuple[Gap, Fraction]], on: date) -> Grid:
    """Every point lost: each gap with what it is of, what it loses, and its state."""
    columns = (
        Column("What is missing", width=28),
        Column("Of", width=38),
        Column("State", width=18),
        Column("Points", True, width=16),
    )
    rows = (
        [
            text(NAMES[gap.code], link=gap_link(gap), note=gap.code),
            text(gap.title, link=subject_link(gap)),
            gap_state(gap.state(on)),
            number(points(lost)),
        ]
        for gap, lost in found
    )
    return grid("Points lost", columns, rows)
