"""The year-end report: what the year came to for each priority, what was done, missed and carried on."""

from __future__ import annotations

from goldenthread.core.doing import Doing
from goldenthread.core.periods import PeriodKind
from goldenthread.core.sentences import counted, said, start
from goldenthread.reports.blocks import Block, Outline, Section
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import Facts, WorkFact
from goldenthread.reports.outlines import paper_parts, parts
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import of_facts


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """The year's report: the frozen result beside the money, and what goes into the next year."""
    opening: list[Block] = [*paper_parts.opening(facts), kept("introduction", _year(facts), beside)]
    sections = [
        Section("introduction", "The year in a few words", tuple(opening)),
        parts.performance(facts, beside),
        _work("done", "What was done", facts, Doing.DONE, "No work is recorded as done."),
        _work("missed", "What was not done in time", facts, Doing.OVERDUE, "Nothing is overdue."),
        parts.exceptions(facts, beside),
        parts.themes(facts),
        parts.finance(facts, beside),
        _carried(facts, beside),
        parts.gaps(facts, beside),
        parts.changes(facts, beside),
        paper_parts.recommendation(facts, beside),
        paper_parts.how_reached(facts, beside),
    ]
    is_whole = facts.head.period.kind is PeriodKind.YEAR
    title = f"{'Year-end report' if is_whole else 'The year so far'}: {facts.head.title}"
    return parts.outline(facts, title, facts.head.about, sections, beside)


def _year(facts: Facts) -> str:
    head = facts.head
    is_whole = head.period.kind is PeriodKind.YEAR
    what = "the whole year" if is_whole else f"{head.about}, a part of the year"
    return f"What {head.plan} ({head.edition}) came to in {what}. {said(parts.headline(facts))}"


def _work(place: str, heading: str, facts: Facts, doing: Doing, none: str) -> Section:
    found: list[WorkFact] = [one for one in facts.work if one.doing is doing]
    what = facts.head.work_name
    count = f"{start(counted(len(found), 'of them', 'of them'))}: {len(found)} of {len(facts.work)}."
    blocks: list[Block] = [Paragraph(count)] if found else [Paragraph(none)]
    blocks += parts.shown(of_facts.work_table(found, heading, what)) if found else []
    return Section(place, heading, tuple(blocks))


def _carried(facts: Facts, beside: Beside) -> Section:
    left = [one for one in facts.work if one.doing in (Doing.DUE_LATER, Doing.NO_DATE)]
    what = facts.head.work_name[:1].lower() + facts.head.work_name[1:]
    generated = f"{len(left)} of {len(facts.work)} {what} go on into the next year."
    blocks = [kept("carried", generated, beside), *parts.shown(of_facts.due_next(left))]
    return Section("carried", "What goes on", tuple(blocks))
