"""Facts of a part of the council: what one body scrutinises, or what one directorate answers for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from goldenthread.reports.facts import ChangeFact, Facts, GapFact, MeasureFact, WorkFact


def of_body(facts: Facts, body: str) -> Facts:
    """What is in a body's remit."""
    return _part(
        facts,
        lambda one: one.body == body,
        lambda one: one.body == body,
        lambda one: one.body == body,
    )


def of_directorate(facts: Facts, name: str) -> Facts:
    """What a directorate's services, or one service without a directorate, answer for, and its money."""
    found = _part(
        facts,
        lambda one: name in (one.measure.directorate, one.measure.service),
        lambda one: name in (one.directorate, one.service),
        lambda one: one.directorate == name,
    )
    money = tuple(one for one in facts.money if name in (one.directorate, one.name))
    carried = tuple(one for one in facts.carry_forwards if one.directorate == name)
    return replace(found, money=money, carry_forwards=carried)


def _part(
    facts: Facts,
    has_measure: Callable[[MeasureFact], bool],
    has_work: Callable[[WorkFact], bool],
    has_gap: Callable[[GapFact], bool],
) -> Facts:
    measures = tuple(filter(has_measure, facts.measures))
    titles = {one.measure.title for one in measures}
    work = tuple(filter(has_work, facts.work))
    titles |= {one.title for one in work}

    def is_of_these(one: ChangeFact) -> bool:
        return one.of in titles

    return replace(
        facts,
        measures=measures,
        work=work,
        gaps=tuple(filter(has_gap, facts.gaps)),
        changes=tuple(filter(is_of_these, facts.changes)),
        difference=(),
        money=(),
        carry_forwards=(),
        virements=(),
        risks=(),
        needs=tuple(one for one in facts.needs if one.element in titles),
        paid=tuple(one for one in facts.paid if one.element in titles),
        published=(),
    )
