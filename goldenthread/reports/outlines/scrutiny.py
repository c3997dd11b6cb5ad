"""One scrutiny body's own part: what is in its remit, and nothing that isn't."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.core.sentences import part_of
from goldenthread.reports.blocks import Outline, Section
from goldenthread.reports.facts import Facts
from goldenthread.reports.outlines import paper_parts, parts
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.outlines.slices import of_body
from goldenthread.reports.products import Beside

AUDIENCE = "SCRUTINY"


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """The part of one body, worded for scrutiny where somebody worded it so."""
    own = worded(of_body(facts, part), AUDIENCE)
    what = f"To {part}: what is in its remit, {_held(own, facts)} of the whole report."
    sections = [
        Section("introduction", "What this is", (kept("introduction", what, beside),)),
        parts.performance(own, beside),
        parts.exceptions(own, beside),
        parts.themes(own),
        parts.gaps(own, beside),
        parts.changes(own, beside),
        paper_parts.how_reached(own, beside),
    ]
    return parts.outline(own, f"{facts.head.title}: {part}", facts.head.about, sections, beside)


def _held(own: Facts, facts: Facts) -> str:
    """“two of three measures and none of 12 pieces of work”"""
    measures = part_of(len(own.measures), len(facts.measures), "measure")
    if not facts.work:
        return measures
    return f"{measures} and {part_of(len(own.work), len(facts.work), 'piece of work', 'pieces of work')}"


def worded(facts: Facts, audience: str) -> Facts:
    """The same facts with owners' words as they were edited for an audience; figures stay."""
    measures = tuple(
        replace(one, words=dict(one.wordings).get(audience, one.words)) for one in facts.measures
    )
    work = tuple(replace(one, words=dict(one.wordings).get(audience, one.words)) for one in facts.work)
    return replace(facts, measures=measures, work=work)
