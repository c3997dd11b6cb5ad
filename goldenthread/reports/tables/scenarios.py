"""Scenarios as tables: the list, what each tries, the difference by service and quarter, the requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.core.periods import Period, financial_year, in_words, quarter_of
from goldenthread.core.periods import label as named
from goldenthread.core.scenario import WAY
from goldenthread.core.scenario_effect import Effect, Side
from goldenthread.core.sentences import counted, start
from goldenthread.core.strain import Limits, Load
from goldenthread.core.workload import NOUGHT, days_shown
from goldenthread.governance.models import ChangeRequest
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.resources.models import Scenario, ScenarioChange


def scenarios(found: Sequence[Scenario]) -> Grid:
    """Every scenario of an edition."""
    columns = (
        Column("Scenario", width=40),
        Column("Stands", width=18),
        Column("Changes", True),
        Column("Begun by", is_minor=True),
    )
    rows = tuple(
        Row((
            text(str(one), link=Link("scenario", str(one.pk)), note=one.why),
            text(start(WAY.states[one.state])),
            number(str(getattr(one, "count", 0))),
            text(one.made_by),
        ))
        for one in found
    )  # fmt: skip
    return Grid("Scenarios", columns, rows, "keep")


def changes(found: Sequence[ScenarioChange], cannot: Mapping[int, str]) -> Grid:
    """What a scenario tries, in order, and what can't be made of it any more."""
    columns = (Column("What", width=44), Column("How", width=30), Column("Why", width=26))
    rows = tuple(Row((_what(one), _how(one, cannot.get(one.pk, "")), _why(one))) for one in found)
    return Grid("What is tried", columns, rows)


def _what(one: ScenarioChange) -> Cell:
    if one.element is not None:
        return text(one.element.title, link=Link("element", str(one.element_id)))
    if one.service is not None:
        return text(str(one.service))
    return text("Money")


def how(one: ScenarioChange) -> str:
    """What a change does, in words."""
    if one.kind == ScenarioChange.Kind.STAFF and one.quarter_on:
        sign = "more" if one.days > 0 else "fewer"
        return f"{days_shown(abs(one.days))} days {sign} in {in_words(quarter_of(one.quarter_on))}"
    if one.kind == ScenarioChange.Kind.MONEY and one.year:
        sign = "more" if one.amount > 0 else "less"
        return f"£{days_shown(abs(one.amount))} {sign} in {named(financial_year(one.year))}"
    if one.kind == ScenarioChange.Kind.DROP:
        return "Drop it"
    by = counted(abs(one.quarters), "quarter")
    if one.kind == ScenarioChange.Kind.DEFER and one.quarters < 0:
        return f"Bring it forward by {by}"
    when = f"{by} {'later' if one.quarters > 0 else 'earlier'}"
    said = {"MOVE": "Move its effort", "DEFER": "Defer it", "SPLIT": f"Take {one.percent}% of its effort"}
    return f"{said[one.kind]} {when}" + (", and leave its date" if one.kind == "MOVE" else "")


def _how(one: ScenarioChange, cannot: str) -> Cell:
    return text(how(one), note=cannot)


def _why(one: ScenarioChange) -> Cell:
    return text(one.because) if one.because else blank("Not said")


def differences(
    effect: Effect, services: Mapping[int, str], quarters: Sequence[Period], limits: Limits
) -> Grid:
    """Each service and quarter that a scenario changes: days asked of days there are, before and after."""
    columns = (
        Column("Service", width=30),
        Column("Quarter", width=22),
        Column("In the plan", width=24),
        Column("In the scenario", width=24),
    )
    rows = tuple(
        Row((
            text(services[one.cell.service]),
            text(start(in_words(quarters[one.cell.quarter]))),
            _side(one.before, limits),
            _side(one.after, limits),
        ))
        for one in effect.differences
    )  # fmt: skip
    return Grid("The difference", columns, rows)


def _side(side: Side, limits: Limits) -> Cell:
    """The same words as on the page of the strain, by the same policy."""
    load = Load(side.asked, NOUGHT, side.given)
    band, percent = limits.band(load), limits.percent_words(load)
    if side.given is None or band is None:
        return text(f"{days_shown(side.asked)} days", note="Capacity not on record")
    asked = f"{days_shown(side.asked)} of {days_shown(side.given.days)} days"
    said = f"{asked}, {percent}" if percent else asked
    return text(band.words, note=said, strong=load.is_beyond(limits.limit))


def requests(found: Sequence[ChangeRequest]) -> Grid:
    """The requests that came of a scenario, and how each was decided."""
    columns = (Column("Request", width=20), Column("For", width=50), Column("Stands", width=30))
    rows = tuple(
        Row((
            text(f"Request {one.pk}: {one.get_kind_display()}", link=Link("change-request", str(one.pk))),
            text(str(one.element)),
            text(start(one.get_state_display())),
        ))
        for one in found
    )  # fmt: skip
    return Grid("What was asked for", columns, rows, "keep")
