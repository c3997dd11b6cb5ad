"""The Finance and Performance Monitor for the Executive: performance beside money, with parts and bases."""

from __future__ import annotations

from goldenthread.reports.blocks import Block, Outline, Section
from goldenthread.reports.facts import Facts
from goldenthread.reports.outlines import paper_parts, parts
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.products import Beside


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """The whole report."""
    return parts.outline(facts, facts.head.title, facts.head.about, sections(facts, beside), beside)


def sections(facts: Facts, beside: Beside) -> list[Section]:
    """Its sections in order."""
    opening: list[Block] = [*paper_parts.opening(facts), kept("introduction", _introduced(facts), beside)]
    return [
        Section("introduction", "Introduction", tuple(opening)),
        parts.performance(facts, beside),
        parts.exceptions(facts, beside),
        parts.themes(facts),
        parts.finance(facts, beside),
        parts.risks(facts),
        parts.gaps(facts, beside),
        parts.changes(facts, beside),
        paper_parts.consultation(facts),
        paper_parts.implications(facts),
        paper_parts.recommendation(facts, beside),
        paper_parts.sign_off(facts),
        paper_parts.how_reached(facts, beside),
    ]


def _introduced(facts: Facts) -> str:
    head = facts.head
    return (
        f"This report says how {head.plan} ({head.edition}) stands for {head.about}: what was done, what "
        "difference it made, what it cost against the budget, and what is missing."
    )
