"""The Finance and Performance Monitor as a Word file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import resvg_py

from goldenthread.core.charted import Redefined
from goldenthread.core.periods import YearStart
from goldenthread.core.sentences import counted, of_status, on_day, said, spell, start
from goldenthread.governance.models import Approval, Contact, Implication
from goldenthread.measures.queries import shape_of
from goldenthread.reports import charts
from goldenthread.reports.documents import monitor_tables
from goldenthread.reports.figures.monitor import Monitor, ThemePart
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, text
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.word_parts import Paper

FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.ttf"))
ENOUGH = 3  # fewer points than this make no line worth a picture
__all__ = ["monitor_document"]


def monitor_document(monitor: Monitor) -> bytes:
    """The report as a Word file: real headings, header rows, alternative text; the same bytes each time."""
    paper = Paper(f"{monitor.title}: {monitor.council.name}", f"{monitor.council.name}  ·  {monitor.title}")
    tables = monitor_tables(monitor)
    _opening(paper, monitor)
    _performance(paper, monitor, tables)
    _exceptions(paper, monitor, tables)
    _themes(paper, monitor, tables["themes"])
    _finance(paper, monitor, tables["money"])
    _gaps(paper, tables)
    _changes(paper, monitor, tables)
    _implications(paper, monitor)
    _recommendation(paper, monitor)
    _sign_off(paper, monitor)
    paper.heading("How statuses are reached")
    paper.bullets(monitor.rule_words)
    rule = monitor.position.rulebook.rule
    paper.text(f"{rule.name}. {rule.note}", quiet=True)
    if monitor.council.is_plain(monitor.position.on):
        paper.take_colour_away()
    return paper.bytes(monitor.period.ends_on)


def _opening(paper: Paper, monitor: Monitor) -> None:
    held = monitor.paper
    paper.text(monitor.council.name, quiet=True)
    paper.title(monitor.title)
    if held:
        body = f"To the {held.body}" if held.body else "To a body not yet named"
        meets = on_day(held.meets_on) if held.meets_on else "meeting date not set"
        paper.text(f"Report of the {held.report_of}. {body}, {meets}. {start(held.get_state_display())}.")
        paper.text(f"Wards affected: {held.wards or 'not stated'}.", quiet=True)
    paper.text(f"{monitor.period_words}. Position at {on_day(monitor.position.on)}.", quiet=True)
    if monitor.council.is_demonstration:
        source = held.source if held else ""
        paper.text(source or "Made from published papers.", quiet=True, bold="Demonstration.")
    elif held and held.source:
        paper.text(held.source, quiet=True)
    paper.heading("Summary")
    paper.sentences(monitor.sentences)
    if held and held.summary:
        paper.text(held.summary)


def _shown(paper: Paper, found: object, otherwise: str) -> None:
    if isinstance(found, Grid) and found:
        paper.table(found)
    else:
        paper.text(otherwise)


def _performance(paper: Paper, monitor: Monitor, tables: Mapping[str, object]) -> None:
    paper.heading("1. Performance")
    paper.text(
        "On, near and off target make up the rated. Improved is counted of those that can be compared, "
        "whatever their status.",
        leads=True,
    )
    _shown(paper, tables["sets"], "No measure belongs to this plan yet.")
    if monitor.published:
        paper.heading(f"As published in {monitor.setting.report}", 2)
        _shown(paper, tables["published"], "")
        unknown = any(one.whole is None for one in monitor.published)
        more = " Where no counts stand beside a percentage, what it is a share of is not known."
        paper.text(f"Kept as the council printed them.{more if unknown else ''}", quiet=True)
    if monitor.doing.total:
        paper.heading(monitor.doing_level, 2)
        _shown(paper, tables["work"], "")


def _exceptions(paper: Paper, monitor: Monitor, tables: Mapping[str, object]) -> None:
    paper.heading("2. Exceptions")
    _shown(paper, tables["exceptions"], "No rated measure is near or off target.")
    paper.heading("Three signals", 2)
    paper.text(monitor.signals.words)
    for name, words in (("signals", ""), ("disagreements", "Where signals disagree")):
        if tables[name]:
            if words:
                paper.heading(words, 2)
            _shown(paper, tables[name], "")
    if monitor.not_rated:
        paper.heading("Not rated", 2)
        _shown(paper, tables["not_rated"], "")


def _chart(paper: Paper, one: MeasureAt, year_start: YearStart) -> None:
    """The measure's line, where there are enough results to see a line in."""
    series = charts.Series(
        title=one.measure.title,
        unit=shape_of(one.measure).sign,
        shape=shape_of(one.measure),
        results=one.results,
        aims=one.aims,
        is_cumulative=one.measure.is_cumulative,
        year_start=year_start,
        changes=[Redefined(day, is_comparable=False) for day in one.sheet.breaks],
    )
    if len(series.points) < ENOUGH:
        return
    svg = charts.line_chart(series, charts.PRINTED, f"chart-{one.measure.pk}")
    png = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=2, background="#ffffff", skip_system_fonts=True, font_files=FONTS
    )
    unit = f", {one.measure.unit}" if one.measure.unit else ""
    paper.caption(f"{one.measure.title}{unit}. {charts.scale_note(series)}")
    paper.picture(bytes(png), f"{one.measure.title}. {charts.description(series)}")


def _themes(paper: Paper, monitor: Monitor, parts: object) -> None:
    paper.heading(f"3. {monitor.position.top_plural}")
    found: Sequence[tuple[ThemePart, Grid, Grid]] = parts if isinstance(parts, list) else []
    for part, measures, overdue in found:
        paper.heading(part.row.line.title, 2)
        paper.text(_of_theme(part, monitor), leads=True)
        if measures:
            paper.table(measures)
        if overdue:
            paper.table(overdue)
        for one in part.measures:
            _chart(paper, one, monitor.council.year_start)
    if not found:
        paper.text("None has a measure or overdue work on record.")


def _of_theme(part: ThemePart, monitor: Monitor) -> str:
    """How a theme stands in a sentence or two."""
    words = said(of_status(part.row.status)) if part.measures else "It has no measure."
    late = part.row.doing.overdue
    if not late:
        return words
    level = monitor.doing_level[:1].lower() + monitor.doing_level[1:]
    are = "is" if late == 1 else "are"
    return f"{words} {start(spell(late))} of its {part.row.doing.total} {level} {are} overdue."


def _finance(paper: Paper, monitor: Monitor, found: object) -> None:
    paper.heading("4. Finance")
    _shown(paper, found, "No finance figures are held for this period.")
    if monitor.money:
        paper.text(
            "Variance is forecast less budget, so plus is an overspend. A percentage is given only with the "
            "name of its base. Indented lines are inside the lines above and are not added again.",
            quiet=True,
        )


def _gaps(paper: Paper, tables: Mapping[str, object]) -> None:
    paper.heading("5. Gaps")
    _shown(paper, tables["gaps"], "Nothing is missing.")
    if tables["named_gaps"]:
        paper.heading("Of which somebody has said why", 2)
        _shown(paper, tables["named_gaps"], "")


def _changes(paper: Paper, monitor: Monitor, tables: Mapping[str, object]) -> None:
    paper.heading("6. Changes to what was approved")
    paper.text(monitor.changes.words, leads=True)
    for words, name in (
        ("Decided in this period", "decided"),
        ("Decided since", "decided_since"),
        ("Not yet decided", "waiting"),
    ):
        if tables[name]:
            paper.heading(words, 2)
            _shown(paper, tables[name], "")


def _implications(paper: Paper, monitor: Monitor) -> None:
    paper.heading("7. Implications")
    if not monitor.implications:
        paper.text("No categories are set.")
        return
    missing = len(monitor.missing_implications)
    if missing:
        more = counted(missing, "more category is", "more categories are")
        paper.text(f"This report cannot be signed off until {more} written, or said to be none.", leads=True)
    columns = (Column("Category", width=28), Column("What this report means for it", width=72))
    rows = ([text(one.category, strong=True), _implied(one)] for one in monitor.implications)
    paper.table(grid("Implications by category", columns, rows))


def _implied(one: Implication) -> Cell:
    if one.is_none:
        return text("There are none.")
    return blank("Not yet written") if one.is_blank else text(one.text)


def _recommendation(paper: Paper, monitor: Monitor) -> None:
    paper.heading("8. Recommendation and reason")
    held = monitor.paper
    if held is None or not held.recommendation:
        paper.text("None written yet.")
        return
    paper.text(held.recommendation, leads=True)
    paper.text(held.reason, bold="Reason.")


def _sign_off(paper: Paper, monitor: Monitor) -> None:
    paper.heading("9. Contacts and sign-off")
    _shown(paper, _contacts(monitor.contacts), "No contacts are named.")
    paper.heading("Sign-off, in order", 2)
    _shown(paper, _approvals(monitor.approvals), "No sign-off is set up.")
    for words, lines in (("Background papers", monitor.background), ("Annexes", monitor.annexes)):
        paper.heading(words, 2)
        paper.bullets(lines)
        if not lines:
            paper.text("None listed.")


def _contacts(found: Sequence[Contact]) -> Grid:
    columns = (
        Column("Role", width=22),
        Column("Name", width=16),
        Column("Post", width=28),
        Column("Team", width=20),
        Column("Phone", width=14),
    )
    rows = (
        [text(one.role, strong=True), *(_given(part) for part in (one.name, one.post, one.team, one.phone))]
        for one in found
    )
    return grid("Contacts", columns, rows)


def _approvals(found: Sequence[Approval]) -> Grid:
    columns = (
        Column("Sign-off", width=12),
        Column("Post", width=44),
        Column("Name", width=20),
        Column("Approved on", width=24),
    )
    rows = (
        [
            text(f"Sign-off {one.position}", strong=True),
            text(one.post),
            _given(one.name),
            day_cell(one.approved_on, "Not yet approved"),
        ]
        for one in found
    )
    return grid("Sign-off, in order", columns, rows)


def _given(words: str) -> Cell:
    return text(words) if words else blank("Not given")
