"""How an edition was prepared: what people wrote of it, and what the log of its making says (R093).

`SOURCES` names everything that keeps such a log: each gives plain facts of an edition, and the rules in
core/prepared.py make them into passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.core.prepared import (
    ConsideredFact,
    Fact,
    Passage,
    StageFact,
    TakenInFact,
    how_prepared,
)
from goldenthread.governance.models import PartnershipDecision
from goldenthread.governance.partnership_queries import decisions_of
from goldenthread.governance.queries import route_of
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.stages import planning_of

Source = Callable[[Edition, Officer, date], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`written` is a person's words, which come first; the passages are generated."""

    edition: Edition
    written: str
    passages: list[Passage]


def prepared_of(edition: Edition, viewer: Officer, on: date) -> Prepared:
    """How an edition that this person may read was prepared."""
    facts = [fact for source in SOURCES for fact in source(edition, viewer, on)]
    return Prepared(edition, edition.how_prepared.strip(), how_prepared(facts, on))


def _stages(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    for one in planning_of(edition.plan.council, viewer, on).of_plan(edition):
        yield StageFact(one.planned, one.stage.done_what, one.stage.purpose, one.awaited)


def _route(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """The bodies on its route; steps of no one body are told as stages or workshops."""
    for step in route_of(edition):
        if step.body is not None:
            yield ConsideredFact(step.body.name, step.happened_on, step.when, step.what)


def _decisions(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """What partnerships decided that lines of this edition take in, or take in in part."""
    for one in decisions_of(edition.plan.council, viewer):
        if one.element is not None and one.element.edition_id == edition.pk:
            words = PartnershipDecision.TakenIn(one.taken_in).label
            yield TakenInFact(one.body.name, one.text, one.decided_on, words, one.reason)


SOURCES: list[Source] = [_stages, _route, _decisions]
