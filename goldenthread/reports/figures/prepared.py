"""How an edition was prepared: what people wrote of it, and what the log of its making says (R093).

`SOURCES` names everything that keeps such a log: each gives plain facts of an edition, and the rules in
core/prepared.py make them into passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.core.dispositions import OPEN
from goldenthread.core.prepared import (
    CommentsFact,
    ConsideredFact,
    ConsultedFact,
    Fact,
    Passage,
    StageFact,
    TakenInFact,
    WorkshopFact,
    how_prepared,
)
from goldenthread.core.workshops import HELD
from goldenthread.governance.comment_queries import register_of
from goldenthread.governance.models import PartnershipDecision
from goldenthread.governance.partnership_queries import decisions_of
from goldenthread.governance.queries import route_of
from goldenthread.people.officers import Officer
from goldenthread.planning.consultation_queries import consultations_of
from goldenthread.planning.workshop_queries import parts_by_session, rounds_of, sessions_in
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.stages import planning_of
from goldenthread.reports.figures.workshops import NAMES, when_of

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
        if step.body is not None and step.state != step.State.PASSED_OVER:
            is_to_come = step.state == step.State.TO_COME and step.happened_on is None
            yield ConsideredFact(step.body.name, step.day, step.when, step.what, is_to_come)


def _comments(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """What was said of it, as far as this person may read it."""
    found = register_of(edition, viewer)
    left = sum(one.disposition == OPEN for one in found)
    yield CommentsFact(len(found), left, sum(len(one.changes.all()) for one in found))


def _decisions(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """What partnerships decided that lines of this edition take in, or take in in part."""
    for one in decisions_of(edition.plan.council, viewer):
        if one.element is not None and one.element.edition_id == edition.pk:
            words = PartnershipDecision.TakenIn(one.taken_in).label
            yield TakenInFact(one.body.name, one.text, one.decided_on, words, one.reason)


def _workshops(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """The workshops that were held, with who came as far as somebody counted."""
    rounds = [one for one in rounds_of(edition.plan.council, viewer) if one.edition_id == edition.pk]
    sessions = sessions_in(rounds)
    parts = parts_by_session(one for held in sessions.values() for one in held)
    for round in rounds:
        for one in sessions.get(round.pk, []):
            if one.state == HELD:
                came = {_KINDS[kind]: part.came for kind, part in parts.get(one.pk, {}).items() if part.came}
                words = "" if came else round.took_part
                yield WorkshopFact(f"{round}: {one}", one.held_on, came, when_of(round), words)


_KINDS = {kind: many for kind, (_, many) in NAMES.items()}


def _consultations(edition: Edition, viewer: Officer, on: date) -> Iterable[Fact]:
    """Events and surveys; a group that is still to consider the plan is on the route, not here."""
    for one in consultations_of(edition.plan.council, viewer, edition):
        if not one.is_reference_group:
            yield ConsultedFact(one.name, one.audience, one.from_on, one.until_on, one.answered, one.when)


SOURCES: list[Source] = [_stages, _workshops, _consultations, _route, _comments, _decisions]
