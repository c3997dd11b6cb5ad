"""One outline that holds every kind of block, for the tests of what is drawn from outlines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, Span
from goldenthread.core.standing import Aim, Result
from goldenthread.reports.blocks import (
    Big,
    Bullets,
    Heading,
    Lead,
    Outline,
    Picture,
    Section,
    Table,
    Terms,
    Text,
    Words,
)
from goldenthread.reports.charts import Series
from goldenthread.reports.grids import Column, Grid, Row, blank, grid, group_row, number, status, text

LEAD: tuple[Sentence, ...] = ((Span("32 of 50", True), Span(" rated measures are on target.")),)
COLUMNS = (Column("Measure", width=50), Column("Result", True, width=20), Column("Status", width=30))


def measures(count: int = 2) -> Grid:
    """A table of measures with a status in each row, a blank, a group and a total."""
    rows = [
        (
            text(f"Streets {one}", note="Counted each quarter"),
            number(f"{one}.5%"),
            status(Status.ON_TARGET, "On target"),
        )
        for one in range(1, count + 1)
    ]
    made = grid("Measures", COLUMNS, rows)
    group = group_row("Cleaner streets", "two of three", COLUMNS)
    off = Row((text("Parks"), blank("Not counted"), status(Status.OFF_TARGET, "Off target")), is_detail=True)
    total = Row((text("All"), number("1,234"), text("")), is_total=True)
    return Grid("Measures", COLUMNS, (group, *made.rows, off, total))


def series(count: int = 4) -> Series:
    """Results of so many quarters, with a target."""
    quarters = [parse_period(f"2013/14 Q{one}") for one in range(1, count + 1)]
    return Series(
        title="Streets clean",
        unit="%",
        results=[Result(one, Decimal(60 + place), State.REPORTED) for place, one in enumerate(quarters)],
        aims=[Aim(quarters[-1], Decimal(65), TargetState.SET)],
    )


def outline(**more: Any) -> Outline:
    """A document with every kind of block."""
    made = Outline(
        title="Finance and Performance Monitor",
        council="Testbury",
        kicker="April to June 2014",
        lead=LEAD,
        notices=("Draft: not yet published.",),
        stamp="1a2b3c",
        dated="2 September 2014",
        sections=(
            Section(
                "introduction",
                "About this report",
                (
                    Text("The year so far."),
                    Terms(
                        (
                            ("To", "Executive"),
                            ("Wards affected", "All"),
                            ("Report of", "Director of Resources"),
                        )
                    ),
                ),
            ),
            Section(
                "summary",
                "Summary",
                (
                    Words(
                        "summary",
                        "We are proud.\nStreets are clean.",
                        True,
                        "32 of 50.",
                        ("was 31 of 50, is now 32 of 50",),
                    ),
                ),
            ),
            Section(
                "performance",
                "Performance",
                (
                    Lead(LEAD),
                    Heading("By theme"),
                    Text("On and off target make up the rated.", number="1."),
                    Table(measures()),
                    Table(measures()),
                ),
            ),
            Section(
                "exceptions",
                "Exceptions",
                (Table(measures(3), has_caption=True), Text("A note.", is_quiet=True)),
            ),
            Section(
                "themes",
                "Themes",
                (
                    Picture(
                        "clean",
                        "Streets clean, %",
                        "The scale starts at 0.",
                        "Streets clean. Results: 60, 61.",
                        series(),
                    ),
                    Big((("32 of 50", "measures on target", "eighteen are not"),)),
                ),
            ),
            Section(
                "recommendation",
                "Recommendations",
                (
                    Bullets(("Note the report.", "Approve the change.")),
                    Text("So that it is known.", bold="Reason."),
                ),
                note="Members are asked to:",
                starts_page=True,
            ),
            Section("director", "In the director’s words", (Words("director", ""),)),
        ),
    )
    return replace(made, **more)
