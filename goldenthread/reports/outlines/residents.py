"""The residents' version: is it getting better where I live, in plain words, with what is not known."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, Span, counted, spell, start
from goldenthread.core.travel import Direction
from goldenthread.core.words import STATUS
from goldenthread.reports.blocks import Block, Heading, Outline, Section, Table
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import Facts, MeasureFact
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, text
from goldenthread.reports.outlines import parts
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.outlines.scrutiny import worded
from goldenthread.reports.products import Beside
from goldenthread.reports.tables.measures import direction_cell, period_words, result_cell, status_cell

AUDIENCE = "RESIDENTS"
_MOVED = {
    Direction.IMPROVED: "Better than before",
    Direction.SAME: "About the same",
    Direction.WORSE: "Worse than before",
    Direction.CANNOT_COMPARE: "Nothing to compare with yet",
}


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """The residents' version of the whole: themes in plain words, no codes, no percentages without a base."""
    own = worded(facts, AUDIENCE)
    sections = [
        Section("introduction", "How the council is doing", tuple(_opening(own, beside))),
        *(_theme(own, top.pk, top.title) for top in own.tops if own.under(top.pk)),
        Section("missing", "What we cannot tell you yet", tuple(_missing(own))),
    ]
    made = parts.outline(own, f"How {own.head.council} is doing", own.head.about, sections, beside)
    plain = tuple(replace(one, heading=one.heading.split(". ", 1)[-1]) for one in made.sections)
    return replace(made, sections=plain, lead=tuple(_lead(own)))


def _lead(facts: Facts) -> list[Sentence]:
    travel, status = facts.travel(), facts.status()
    if not travel.compared and not status.rated:
        return [(Span("We cannot say yet whether things are getting better."),)]
    found = []
    if travel.compared:
        of = f"Of {counted(travel.compared, 'thing')} we measure and can compare, "
        worse = f", and {spell(travel.worse)} got worse." if travel.worse else "."
        found += [Span(of), Span(f"{spell(travel.improved)} got better", True), Span(worse)]
    if status.rated:
        lead = " " if found else ""
        found += [Span(f"{lead}Of {status.rated} with a target, "), Span(f"{status.on_target} meet it", True)]
        found.append(Span("."))
    return [tuple(found)]


def _opening(facts: Facts, beside: Beside) -> list[Block]:
    what = (
        f"This page tells residents how {facts.head.plan} is going: what is getting better, what is not, and "
        "what the council does not know yet."
    )
    return [kept("introduction", what, beside)]


def _theme(facts: Facts, top: int, title: str) -> Section:
    held = facts.under(top)
    blocks: list[Block] = [Table(_plainly(facts, held, title))]
    for one in held:
        if one.words:
            blocks += [Heading(one.measure.question or one.measure.title, 3), Paragraph(one.words)]
        drawn = parts.picture(facts, one)
        if drawn:
            blocks.append(drawn)
    return Section(f"theme-{top}", title, tuple(blocks))


def _plainly(facts: Facts, held: list[MeasureFact], title: str) -> Grid:
    columns = (
        Column("What we measure", width=40),
        Column("Latest", True, width=14),
        Column("When", width=16),
        Column("Is it getting better?", width=18),
        Column("Does it meet its target?", width=18),
    )
    return grid(title, columns, (_row(facts, one) for one in held), "wide")


def _row(facts: Facts, one: MeasureFact) -> list[Cell]:
    result, moved = one.standing.result, one.standing.direction
    shown = direction_cell(moved)
    unit = one.measure.unit if one.measure.unit not in ("%", "£", "number") else ""
    return [
        text(one.measure.question or one.measure.title, note=unit),
        result_cell(one),
        text(period_words(result.period, facts.head.year_start)) if result else blank("Not known yet"),
        Cell(_MOVED[moved], shown.kind, shown.code),
        status_cell(one.standing.status, "" if one.standing.status is not Status.NOT_RATED else one.why),
    ]


def _missing(facts: Facts) -> list[Block]:
    unrated = [one for one in facts.measures if one.standing.status is Status.NOT_RATED]
    words = STATUS[Status.NOT_RATED]
    said = (
        f"{start(counted(len(unrated), 'measure is', 'measures are'))} {words}, and "
        f"{counted(len(facts.gaps), 'gap is', 'gaps are')} open in the plan. "
        "Each has a name and most have a day by which somebody is to fill it: ask the council."
    )
    return [Paragraph(said)]
