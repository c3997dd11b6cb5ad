"""A document that nobody would publish: every block and cell, long tables, many charts, hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from goldenthread.core.doing import Doing
from goldenthread.core.figures import Shape
from goldenthread.core.findings import GapState
from goldenthread.core.kinds import Kind as MeasureKind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, Span
from goldenthread.core.standing import Aim, Result
from goldenthread.core.travel import Direction
from goldenthread.reports import charts
from goldenthread.reports.blocks import (
    Big,
    Block,
    Bullets,
    Heading,
    Lead,
    Outline,
    Picture,
    Section,
    Sheet,
    Table,
    Terms,
    Text,
    Words,
    Workbook,
)
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Kind,
    Row,
    blank,
    direction,
    doing,
    gap_state,
    grid,
    group_row,
    number,
    on_day,
    status,
    strip,
    text,
)

STAMP = "3fa91c07be52" + "d4" * 26
HOSTILE = (
    '#let stolen = read("/etc/passwd")',
    "<script>alert(41)</script> & <b>not bold</b>",
    "=1+1",
    "+44 1904 551550",
    "@SUM(A1:A9)",
    "*not strong* _nor slanted_ `nor code` $x^2$ \\ ~ // no comment",
    "Party 🎉 and family 👩‍👩‍👧",
    "Tŷ Pŵer, Llanfairpwllgwyngyll: ŵŷâêîôû",
    "W" * 300,
    "A bell \x07 and a nought \x00 in the words",
)
LEAD: Sentence = (
    Span("Of 150 rated measures, "),
    Span("96 are on target", True),
    Span(", and of 146 that can be compared, "),
    Span("92", True),
    Span(" improved."),
)
MONEY_LEAD: Sentence = (Span("The council forecasts an underspend of "), Span("£742,000", True), Span("."))
STATUSES = (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED)
SAID = {
    Status.ON_TARGET: "On target",
    Status.NEAR_TARGET: "Near target",
    Status.OFF_TARGET: "Off target",
    Status.NOT_RATED: "Not rated",
}


def series(place: int, quarters: int = 8, *, gap: int = 0) -> charts.Series:
    """A percentage over some quarters from April 2007, with a target; `gap` leaves one quarter out."""
    periods = [parse_period(f"{2007 + at // 4}/{(8 + at // 4):02} Q{at % 4 + 1}") for at in range(quarters)]
    results = [
        Result(period, Decimal(f"{60 + (place * 7 + at * 3) % 30}.{(place + at) % 10}"), State.REPORTED)
        for at, period in enumerate(periods)
        if not gap or at != gap
    ]
    aims = [Aim(periods[-1], Decimal(70 + place % 20), TargetState.SET)] if periods else []
    return charts.Series(f"Measure {place}", "%", results, aims, shape=Shape(MeasureKind.PERCENTAGE, "%"))


def picture(place: int, quarters: int = 8) -> Picture:
    drawn = series(place, quarters, gap=3)
    return Picture(
        f"measure-{place}",
        f"Calls answered by team {place} rose",
        f"Per cent of calls, by quarter. {charts.scale_note(drawn)}",
        f"Line chart of team {place}. {charts.description(drawn)}"
        if drawn.drawn
        else f"No result for {place}.",
        drawn,
    )


def exceptions(rows: int) -> Grid:
    """Measures by name with figures, a status and a direction."""
    columns = (
        Column("Measure", width=30),
        Column("Result", True, width=10),
        Column("Target", True, width=10),
        Column("Status", width=14),
        Column("Direction", width=14),
        Column("What is being done, and by whom", width=26),
    )
    return grid("Measures near or off target", columns, (_measure_row(at) for at in range(rows)))


def _measure_row(at: int) -> list[Cell]:
    code = STATUSES[at % 4]
    ways = ((Direction.IMPROVED, "Improved"), (Direction.SAME, "Same"), (Direction.WORSE, "Worse"))
    way, words = (*ways, (Direction.CANNOT_COMPARE, "Cannot be compared"))[at % 4]
    return [
        text(f"Working-age people on out-of-work benefits, ward {at}", note=f"NI {1000 + at}"),
        number(f"{at * 1.1 + 2:,.1f}%", strong=True),
        number(f"{at * 37 + 1001:,}") if at % 5 else blank("No target"),
        status(code, SAID[code], note=f"misses by {at + 0.5} points" if at % 3 == 0 else ""),
        direction(way, words),
        text(HOSTILE[at % len(HOSTILE)]) if at % 2 else text("Skills centre referrals doubled from February"),
    ]


def money() -> Grid:
    columns = (
        Column("Directorate", width=28),
        Column("Monitor 2, £ thousand", True, width=14),
        Column("Monitor 3, £ thousand", True, width=14),
        Column("Under or over budget", width=18),
        Column("Per cent", True, width=10),
        Column("Of what", width=16),
    )
    rows = (
        _money_row("City Strategy", "+412", "+621", 0.51, "+1.7%"),
        _money_row("Resources", "−285", "−305", -0.25, "−0.5%", is_detail=True),
        _money_row("Treasury management", "", "−1,226", -1.0, ""),
        _money_row("Council", "", "−742", -0.61, "", is_total=True),
    )
    return Grid(
        "Forecast variance from budget", columns, rows, "wide", note="Plus is an overspend of 2008/09."
    )


def _money_row(
    name: str,
    before: str,
    now: str,
    share: float,
    percent: str,
    *,
    is_total: bool = False,
    is_detail: bool = False,
) -> Row:
    side = "over" if share > 0 else "under"
    cells = (
        text(name),
        number(before) if before else blank("Not stated"),
        number(now, strong=True),
        Cell(side, Kind.BAR, bar=(share, 1.0 if is_total else 0.0)),
        number(percent) if percent else blank("No base"),
        text("gross expenditure") if percent else blank("Not stated"),
    )
    return Row(cells, is_total, is_detail)


def sets() -> Grid:
    """Counts by set with strips, states of work and of gaps, and groups of rows."""
    columns = (
        Column("Set"),
        Column("On target", True),
        Column("Measures", width=26),
        Column("Work"),
        Column("Gap"),
    )
    rows: list[Row] = []
    for at, (work, gap) in enumerate(zip(Doing, GapState, strict=False)):
        if at % 2 == 0:
            rows.append(group_row(f"Theme {at + 1}", f"{at + 3} objectives", columns))
        given = [STATUSES[(at + turn) % 4] for turn in range(7 + 9 * at)]
        cells = (
            text(f"Corporate priorities {at}"),
            number(f"{20 + at} of {37 + at}"),
            strip(given),
            doing(work, work.replace("_", " ").capitalize()),
            gap_state(gap),
        )
        rows.append(Row(cells))
    total = (
        text("All"),
        number("96 of 150"),
        text(""),
        on_day(None, "No date"),
        on_day(date(2009, 3, 31), ""),
    )
    return Grid("How sets of measures stand", columns, (*rows, Row(total, is_total=True)))


def outline(rows: int = 120, pictures: int = 8) -> Outline:
    """Every block and every kind of cell."""
    opening: tuple[Block, ...] = (
        Terms((("Wards affected", "All 22"), ("Meeting", "31 March 2009"), ("Report of", ""))),
        Lead((LEAD, MONEY_LEAD)),
        Text("Percentages are of the measures that can be rated.", is_quiet=True),
        Text("The Executive is asked to note that 20 of 25 key projects are on track.", number="1."),
        Text("So that 5 late ones are seen.", bold="Reason.", number="2."),
        Big(
            (
                ("64%", "of rated measures are on target", "96 of 150"),
                ("−£742,000", "forecast against budget", "gross expenditure £117.9 million"),
                ("7", "gaps are open", ""),
                ("11,307", "people answered", "of 41,000 asked"),
            )
        ),
    )
    sections = (
        Section("summary", "Summary", opening),
        Section(
            "performance",
            "1. Performance",
            (
                Heading("Corporate priorities improve more often than they meet their targets"),
                Table(sets(), has_caption=True),
                Heading("Finance", 3),
                Table(money()),
                Words(
                    "summary",
                    "We agreed 3 plans.\nTwo wait for 2010.",
                    is_edited=True,
                    generated="4 plans.",
                    changed=("Result was 78.5%, is now 79.25%.",),
                ),
            ),
            note="Percentages as published in Monitor 3.",
        ),
        Section("exceptions", "2. Exceptions", (Table(exceptions(rows)),), starts_page=True),
        Section("hostile", "3. Words that try to be code", (Bullets(HOSTILE), *map(Text, HOSTILE))),
        Section("charts", "4. Charts", tuple(picture(at) for at in range(pictures)), starts_page=True),
        Section("none", "5. No figures at all", (picture(99, 0), Table(exceptions(0), has_caption=True))),
    )
    return Outline(
        title="Finance and Performance Monitor 3",
        council="City of Testing Council",
        kicker="To the Executive, 31 March 2009",
        sections=sections,
        lead=(LEAD, MONEY_LEAD),
        notices=(
            "Correction on 9 April 2009: 1 figure changed after publication.",
            "Draft, not yet approved.",
        ),
        stamp=STAMP,
        dated="Position at 31 January 2009",
    )


def sheets(rows: int) -> Iterator[Sheet]:
    yield Sheet("Exceptions", "Measures near or off target", exceptions(rows), ("Figures are provisional.",))
    yield Sheet("Money", "Forecast variance from budget", money(), ("£ thousand.", "Plus is an overspend."))
    yield Sheet("Sets", "How sets of measures stand", sets())
    yield Sheet("Calls", "Calls answered", _points(series(3, gap=3)), chart=series(3, gap=3))


def _points(drawn: charts.Series) -> Grid:
    columns = (Column("Quarter"), Column("Result, per cent", True))
    rows = ([text(charts.short(one.period, True)), number(str(one.value))] for one in drawn.drawn)
    return grid("Calls answered by quarter", columns, rows)


def workbook(rows: int = 120) -> Workbook:
    """A workbook with every kind of cell and a chart."""
    return Workbook(
        title="Finance and Performance Monitor 3: the figures",
        council="City of Testing Council",
        about=("Made for the Executive of 31 March 2009.", "Contact: performance team, 01904 551550."),
        sheets=tuple(sheets(rows)),
        notes=(("[x]", "not available"), ("[p]", "provisional until 30 June")),
        notices=("Correction on 9 April 2009: 1 figure changed after publication.",),
        stamp=STAMP,
        dated="Position at 31 January 2009",
    )
