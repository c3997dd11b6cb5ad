"""Gathering a period's facts: what the council's records say of a report's period, as plain records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from importlib.metadata import version

from goldenthread.core import sentences
from goldenthread.core.action_rules import action_rule_words
from goldenthread.core.action_status import ActionRule
from goldenthread.core.difference import Thresholds
from goldenthread.core.difference import verdict as verdict_of
from goldenthread.core.doing import DoingRollUp
from goldenthread.core.periods import from_code, in_words
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import start
from goldenthread.core.words import in_words as rule_in_words
from goldenthread.governance.queries import paper_at, route_of
from goldenthread.governance.remit_queries import scrutinised_by
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import OPERATOR, VISITOR
from goldenthread.people.queries import services_of
from goldenthread.plans.models import Edition
from goldenthread.reports.facts import (
    DifferenceFact,
    Facts,
    GapFact,
    Head,
    MeasureFact,
    MeasureWords,
    PaperFact,
    PostFact,
    PublishedFact,
    RoundFact,
    SignalFact,
    StepFact,
    TopFact,
    WorkFact,
)
from goldenthread.reports.figures.frozen_money import money_facts, need_facts, paid_facts, risks_of
from goldenthread.reports.figures.frozen_requests import change_facts
from goldenthread.reports.figures.overview import gap_rows
from goldenthread.reports.figures.position import MeasureAt, Position, gather, status_of, travel_of
from goldenthread.reports.figures.signals_listed import signal_rows
from goldenthread.reports.figures.work_status import Held, held_of, work_facts
from goldenthread.reports.models import PublishedFigure, ReportSetting
from goldenthread.reports.queries import published_of
from goldenthread.reports.thresholds import thresholds
from goldenthread.rounds.models import Round
from goldenthread.rounds.told_queries import Told, counts_of, told_in


def code_version() -> str:
    """The version of the product that works figures out, as a snapshot keeps it."""
    return version("goldenthread")


def facts_of(council: Council, edition: Edition, setting: ReportSetting, on: date) -> Facts:
    """Everything that a report of a setting's period is made of, as the plan stood on a day.

    A fixed number of queries, however large the plan. What is exempt, or a draft that isn't open, is left
    out: a report is for everybody.
    """
    period, by = from_code(setting.period), thresholds()
    position = gather(council, edition, on, period)
    told = told_in(setting.round) if setting.round else {}
    place, held = _Places(position), held_of(position)
    carry, virements, money = money_facts(council, setting.report)
    paid, paid_year = paid_facts(position)
    return Facts(
        head=_head(position, setting, by, held.rule),
        tops=tuple(TopFact(top.id, top.title, top.kind) for top in position.tops),
        measures=_measures(position, told, place),
        work=_work(position, told, place, held),
        difference=_differences(position, by),
        money=money,
        carry_forwards=carry,
        virements=virements,
        risks=risks_of(council, on),
        changes=change_facts(position, period),
        gaps=_gaps(position, place),
        needs=need_facts(position),
        paid=paid,
        paid_year=paid_year,
        route=tuple(StepFact(str(one.body or ""), one.when, one.what) for one in route_of(edition)),
        published=published_facts(published_of(council, setting.report)) if setting.report else (),
        paper=_paper(council, setting),
        round=_round(setting.round),
    )


class _Places:
    """Which directorate and which scrutinising body each line belongs to: two queries."""

    def __init__(self, position: Position) -> None:
        self._position = position
        self.directorates = {
            one.name: one.directorate.name for one in services_of(position.council) if one.directorate
        }
        self.bodies = scrutinised_by(position.council, position.on, VISITOR)

    def directorate_of(self, service: str) -> str:
        return self.directorates.get(service, "")

    def body_of(self, *elements: int) -> str:
        """The body whose remit the first of these elements that is in one belongs to."""
        return next((self.bodies[one] for one in elements if one in self.bodies), "")

    def tops_of(self, elements: Iterable[int]) -> tuple[int, ...]:
        found = (self._position.top_of.get(one) for one in elements)
        return tuple(dict.fromkeys(top for top in found if top is not None))


def _head(position: Position, setting: ReportSetting, by: Thresholds, actions: ActionRule) -> Head:
    council, rule, level = position.council, position.rulebook.rule, position.dated_level
    return Head(
        council=council.name,
        slug=council.slug,
        is_demonstration=council.is_demonstration,
        year_start=council.year_start,
        title=setting.title,
        plan=position.edition.plan.name,
        edition=position.edition.name,
        period=from_code(setting.period),
        on=position.on,
        top_name=position.top_name,
        top_plural=position.top_plural,
        work_name=level.plural if level else "Work",
        report=setting.report,
        code_version=code_version(),
        rule_name=rule.name,
        rule_note=rule.note,
        rule_words=tuple(rule_in_words(rule)),
        by=by,
        action_rule=actions.name,
        action_rule_words=tuple(action_rule_words(actions)),
        policies=(
            ("rating", _short(repr(rule))),
            ("difference", _short(repr(by))),
            ("actions", _short(repr(actions))),
        ),
        about=in_words(from_code(setting.period)),
    )


def _short(text: str) -> str:
    """A policy's digest, short enough to read out."""
    return hashlib.sha256(json.dumps(text).encode()).hexdigest()[:12]


def _measures(
    position: Position, told: Mapping[tuple[str, int], Told], place: _Places
) -> tuple[MeasureFact, ...]:
    held = position.in_plan
    signals = {
        row.at.measure.pk: SignalFact(
            row.forecast_words, row.variation_words, row.read.signals.forecast is not None, tuple(row.told)
        )
        for row in signal_rows(position.council, held, min(position.on, _until(position)))
    }
    return tuple(_measure(one, signals.get(one.measure.pk), told, place) for one in held)


def _until(position: Position) -> date:
    return position.period.ends_on if position.period else position.on


def _measure(
    one: MeasureAt, signals: SignalFact | None, told: Mapping[tuple[str, int], Told], place: _Places
) -> MeasureFact:
    said = told.get(("measure", one.measure.pk), Told())
    return MeasureFact(
        measure=_words_of(one, place),
        shape=one.shape,
        sheet=one.sheet,
        standing=one.standing,
        why=start(sentences.why_rated(one.sheet, one.standing)),
        tops=place.tops_of(one.elements),
        elements=one.elements,
        results=one.results,
        aims=one.aims,
        signals=signals,
        words=said.words,
        doing_about=said.doing_about,
        wordings=said.wordings,
        sign_off=said.state,
        body=place.body_of(*one.elements),
    )


def _words_of(one: MeasureAt, place: _Places) -> MeasureWords:
    measure = one.measure
    service = measure.service.name if measure.service else ""
    return MeasureWords(
        pk=measure.pk,
        code=measure.code,
        title=measure.title,
        unit=measure.unit,
        polarity=measure.polarity,
        is_data_only=measure.is_data_only,
        is_cumulative=measure.is_cumulative,
        owner=_post(measure.owner),
        service=service,
        directorate=place.directorate_of(service),
        question=measure.question,
        quality=measure.quality,
    )


def _post(post: Post | None) -> PostFact | None:
    return PostFact(post.title) if post else None


def _work(
    position: Position, told: Mapping[tuple[str, int], Told], place: _Places, held: Held
) -> tuple[WorkFact, ...]:
    """The pieces of work, with what was said of each in the round in place of what was said before it."""
    found = work_facts(position, held, place.directorates, place.bodies)
    return tuple(_told(one, told.get(("element", one.pk))) for one in found)


def _told(one: WorkFact, said: Told | None) -> WorkFact:
    if said is None:
        return one
    return replace(one, words=said.words or one.words, wordings=said.wordings, sign_off=said.state)


def _differences(position: Position, by: Thresholds) -> tuple[DifferenceFact, ...]:
    """The box of each theme, and of the whole plan, in which each measure and piece of work counts once."""
    box = partial(_difference, by)
    rows = [
        box(
            top.id,
            position.doing_by_top.get(top.id, DoingRollUp()),
            *_rolled(position.measures_by_top.get(top.id, [])),
        )
        for top in position.tops
    ]
    return (*rows, box(None, position.doing_in_all, position.status, position.travel))


def _rolled(held: list[MeasureAt]) -> tuple[RollUp, TravelRollUp]:
    return status_of(held), travel_of(held)


def _difference(
    by: Thresholds, top: int | None, doing: DoingRollUp, status: RollUp, travel: TravelRollUp
) -> DifferenceFact:
    found = verdict_of(doing, travel, by)
    return DifferenceFact(top, doing, status, travel, found.box, found.lacking)


def _gaps(position: Position, place: _Places) -> tuple[GapFact, ...]:
    elements_of = {one.measure.pk: one.elements for one in position.in_plan}
    found = []
    for row in gap_rows(position):
        for gap in row.gaps:
            of = (gap.subject,) if gap.kind == "element" else elements_of.get(gap.subject, ())
            line = position.lines.get(gap.subject) if gap.kind == "element" else None
            directorate = place.directorate_of(line.service) if line else ""
            asked = row.asked
            found.append(
                GapFact(
                    gap, row.name, row.sentence, asked, place.tops_of(of), directorate, place.body_of(*of)
                )
            )
    return tuple(found)


def published_facts(found: Iterable[PublishedFigure]) -> tuple[PublishedFact, ...]:
    """Headlines as an earlier report printed them."""
    return tuple(
        PublishedFact(one.subject, one.value, one.part, one.whole, one.note, one.source) for one in found
    )


def _paper(council: Council, setting: ReportSetting) -> PaperFact | None:
    paper = paper_at(council, setting.paper.slug, OPERATOR) if setting.paper else None
    if paper is None:
        return None
    asked = list(paper.recommendations.all())
    return PaperFact(
        title=paper.title,
        report_of=paper.report_of,
        kind=str(paper.get_kind_display()),
        state=str(paper.get_state_display()),
        body=str(paper.body or ""),
        meets_on=paper.meets_on,
        summary=next((one.text for one in paper.sections.all() if one.key == "summary"), ""),
        recommendation="\n".join(one.text for one in asked),
        reason="\n".join(one.reason for one in asked if one.reason),
        wards=paper.wards,
        background=_lines(paper.background),
        annexes=tuple(one.title for one in paper.annexes.all()),
        source=paper.source,
        contacts=tuple((one.role, one.name, one.post, one.team, one.phone) for one in paper.contacts.all()),
        approvals=tuple((one.position, one.post, one.name, one.approved_on) for one in paper.approvals.all()),
        implications=tuple((one.category, one.text, one.is_none) for one in paper.implications.all()),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _round(held: Round | None) -> RoundFact | None:
    if held is None:
        return None
    found = counts_of(held)
    return RoundFact(held.name, *found) if sum(found[:4]) else None
