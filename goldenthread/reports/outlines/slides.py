"""The period on slides: what matters, in the order it is spoken of."""

from __future__ import annotations

from goldenthread.core.rating import Status
from goldenthread.core.sentences import said
from goldenthread.reports.blocks import Big, Block, Bullets, Outline, Section, Table
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import ChangeFact, Facts
from goldenthread.reports.grids import Grid
from goldenthread.reports.outlines import parts
from goldenthread.reports.outlines.one_page import figures
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import of_facts
from goldenthread.reports.tables.changing import printed
from goldenthread.reports.tables.money import money

MOST = 7  # rows of a table that is spoken to
PICTURES = 6


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """The slides of the whole report."""
    short = parts.short_of_target(facts)
    late = of_facts.needs_attention(facts.work)
    what = facts.head.work_name
    sections = [
        Section(
            "figures", "Where we stand", (Big(tuple(figures(facts))), Paragraph(said(parts.headline(facts))))
        ),
        Section("performance", "Headline counts", (Table(of_facts.headline_counts(facts)),)),
        _table(
            "exceptions",
            "Measures that miss their target",
            of_facts.exceptions(short, "Exceptions"),
            len(short),
        ),
        _table("late", f"{what} that need attention", of_facts.work_in_short(late, "Late", what), len(late)),
    ]
    if facts.difference:
        sections.append(
            Section("difference", "Doing against difference", (Table(of_facts.difference(facts)),))
        )
    off = [one for one in short if one.standing.status is Status.OFF_TARGET][:PICTURES]
    for one in off:
        drawn = parts.picture(facts, one)
        if drawn:
            sections.append(Section(drawn.key, one.measure.title, (drawn,)))
    if facts.money:
        sections.append(Section("finance", "Finance", (Table(money(facts.money)),)))
    waiting = [one for one in facts.changes if one.when == "waiting"]
    sections.append(Section("decisions", "What we ask you to decide", tuple(_decide(facts, waiting))))
    return parts.outline(facts, facts.head.title, facts.head.about, sections, beside)


def _table(place: str, heading: str, table: Grid, count: int) -> Section:
    if not table:
        return Section(place, heading, (Paragraph("There are none."),))
    shown = min(count, MOST)
    note = f"The first {shown} of {count}" if count > MOST else ""
    return Section(place, heading, (Table(table.first(MOST)),), note)


def _decide(facts: Facts, waiting: list[ChangeFact]) -> list[Block]:
    asked = facts.paper.recommendation if facts.paper else ""
    found: list[Block] = (
        [Bullets(tuple(asked.splitlines()))] if asked else [Paragraph("Nothing but to note it.")]
    )
    changes = [one for one in facts.changes if one in waiting]
    if changes:
        found.append(Table(printed(changes, "Amendments for approval", is_decided=False).first(MOST)))
    return found
