"""Commissioning in sentences: how reviews stand, which outcomes have none, and who stands on which side."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.governance.commissioning_queries import Sided
from goldenthread.governance.models import CommissioningReview, Opportunity
from goldenthread.plans.models import Element


def of_commissioning_reviews(
    found: Sequence[CommissioningReview], without: Sequence[Element], is_planned: bool
) -> list[Sentence]:
    """How many reviews there are, how they stand, and how many outcomes no review defines."""
    if found:
        counts = {state: sum(one.state == state for one in found) for state in REVIEW.states}
        parts = [f"{spell(count)} {REVIEW.states[state]}" for state, count in counts.items() if count]
        first = start(counted(len(found), "commissioning review"))
        said: list[Sentence] = [(Span(first, True), Span(f" on record: {', '.join(parts)}."))]
    else:
        said = [plain("No commissioning review is on record yet.")]
    if not is_planned:
        return said
    if not without:
        return [*said, plain("Every outcome of the plan is defined by a review.")]
    has = "has" if len(without) == 1 else "have"
    return [
        *said,
        (Span(start(counted(len(without), "outcome")), True), Span(f" of the plan {has} no review.")),
    ]


def of_opportunities(found: Sequence[Opportunity]) -> list[Sentence]:
    """How many opportunities there are, and what became of them."""
    if not found:
        return [plain("No opportunity with a partner is on record yet.")]
    counts = {state: sum(one.state == state for one in found) for state in OPPORTUNITY.states}
    parts = [f"{spell(count)} {OPPORTUNITY.states[state]}" for state, count in counts.items() if count]
    first = start(counted(len(found), "opportunity", "opportunities"))
    return [(Span(first, True), Span(f" with partners on record: {', '.join(parts)}."))]


def came_from(one: Opportunity) -> str:
    """Where an opportunity came from: a comment by its number and edition, or elsewhere in words."""
    if one.comment is not None:
        return f"Comment {one.comment.position} on {one.comment.edition}"
    return one.came_from or ""


def of_sides(found: Sequence[Sided], *, is_commissioner: bool) -> list[Sentence]:
    """How many commission or provide how many lines, and how many name only one side."""
    is_first = is_commissioner
    named = [one for side in found for one in (side.commissioners if is_first else side.providers)]
    if not found:
        return [plain("Nobody is named yet as commissioning or providing a line of this edition.")]
    who = len({one.who for one in named})
    lines = len({one.element_id for one in named})
    noun, verb = ("commissioner", "commission") if is_first else ("provider", "provide")
    verb = f"{verb}s" if who == 1 else verb
    single = sum(not side.is_split for side in found)
    said: list[Sentence] = []
    if who:
        said.append((Span(start(counted(who, noun)), True), Span(f" {verb} {counted(lines, 'line')}.")))
    else:
        said.append(plain(f"No {noun} is named yet."))
    if single:
        names = "names" if single == 1 else "name"
        end = f" {names} only one of the two sides."
        return [*said, (Span(start(counted(single, "line")), True), Span(end))]
    return [*said, plain("Every such line names both sides.")]
