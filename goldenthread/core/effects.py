"""What a change of what was approved would do, in sentences worked out from the records alone.

They are shown before it is asked and decided, and kept with the decision as they stood then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.figures import Shape
from goldenthread.core.periods import in_words
from goldenthread.core.projection import NoProjection, Projection
from goldenthread.core.rating import Rule, Status, rate
from goldenthread.core.sentences import counted, on_day, spell, start, told, why_rated
from goldenthread.core.standing import Aim, Sheet, Standing, figure_of
from goldenthread.core.travel import Direction
from goldenthread.core.words import DIRECTION, STATUS

MOST_NAMED = 5


class Effect(NamedTuple):
    """One thing that a change would do: what it is about, and a sentence."""

    about: str
    text: str


def of_status(
    before: Standing, after: Standing, sheets: tuple[Sheet, Sheet], rule: str, shape: Shape
) -> Effect:
    """The status of the latest result before and after, each with its reason, by the council's rule."""
    result = before.result
    if result is None or result.value is None:
        return Effect("Status", f"No result is held yet, so no status changes. It is judged by “{rule}”.")
    opening = f"The latest result, {told(result.value, shape)} for {in_words(result.period)},"
    was, would = STATUS[before.status], STATUS[after.status]
    reasons = [why_rated(sheet, one) for sheet, one in zip(sheets, (before, after), strict=True)]
    if was == would and reasons[0] == reasons[1]:
        return Effect("Status", f"{opening} stays {was} ({reasons[0]}). By the rule “{rule}”.")
    change = f"is {was} ({reasons[0]}) and would {'stay' if was == would else 'be'} {would} ({reasons[1]})"
    return Effect("Status", f"{opening} {change}. By the rule “{rule}”.")


def of_direction(before: Standing, after: Standing) -> Effect:
    """Which way it is going, before and after."""
    was, would = DIRECTION[before.direction], DIRECTION[after.direction]
    if before.direction is after.direction:
        because = " a target plays no part in it" if before.direction is not Direction.CANNOT_COMPARE else ""
        return Effect("Direction of travel", f"Stays the same: {was}{';' if because else ''}{because}.")
    return Effect("Direction of travel", f"It is said to be: {was}. It would be: {would}.")


def of_year_end(
    forecast: Decimal | None, by: str, aims: tuple[Aim | None, Aim | None], sheets: tuple[Sheet, Sheet],
    rule: Rule, shape: Shape,
) -> Effect:  # fmt: skip
    """Whether the year's end that is expected would meet the year's target, before and after."""
    if forecast is None:
        return Effect("Year’s end", "Nobody has said what the year is expected to end at.")
    was, would = (_expected(forecast, aim, sheet, rule) for aim, sheet in zip(aims, sheets, strict=True))
    expected = f"{by} expects the year to end at {told(forecast, shape)}"
    if was is would:
        return Effect("Year’s end", f"{expected}: {STATUS[was]}, as before.")
    return Effect("Year’s end", f"{expected}: {STATUS[was]} now, and it would be {STATUS[would]}.")


def of_projection(
    found: Projection | NoProjection, aims: tuple[Aim | None, Aim | None], sheets: tuple[Sheet, Sheet],
    rule: Rule, shape: Shape,
) -> list[Effect]:  # fmt: skip
    """The same of the year's end that the results so far make likely; nothing where none can be told."""
    if not isinstance(found, Projection):
        return []
    low, value, high = (told(one, shape) for one in found.interval)
    was, would = (
        _expected(found.interval.value, aim, sheet, rule) for aim, sheet in zip(aims, sheets, strict=True)
    )
    ends = f"If it goes on as it has, the year ends at about {value}, between {low} and {high}"
    change = ", as before" if was is would else f" now, and it would be {STATUS[would]}"
    return [Effect("Projected year’s end", f"{ends}: {STATUS[was]}{change}.")]


def _expected(forecast: Decimal, aim: Aim | None, sheet: Sheet, rule: Rule) -> Status:
    figure = figure_of(sheet, None, aim, None, Direction.CANNOT_COMPARE)
    return rate(rule, figure._replace(actual=forecast)).status


def of_dates(before: date | None, after: date | None, year_ends: date | None, on: date) -> list[Effect]:
    """How far a due date moves, whether it passed, and whether it leaves the edition's year."""
    found = []
    if before is not None and after is not None and before != after:
        days = abs((after - before).days)
        way = "later" if after > before else "earlier"
        found.append(Effect("Date", f"It would be due {counted(days, 'day')} {way}, on {on_day(after)}."))
    if before is not None and before < on:
        found.append(
            Effect("Date", f"Its date passed on {on_day(before)}, {counted((on - before).days, 'day')} ago.")
        )
    if after is not None and year_ends is not None and after > year_ends:
        found.append(Effect("Date", f"It would end after its edition does, on {on_day(year_ends)}."))
    return found


def of_lines(about: str, opening: str, names: Sequence[str], end: str = "") -> list[Effect]:
    """“Three lines hang from it: “A”, “B” and “C”.”; nothing where there is none."""
    if not names:
        return []
    named = [f"“{one}”" for one in names[:MOST_NAMED]]
    more = len(names) - len(named)
    last = f"{spell(more)} more" if more else ""
    listed = _listed([*named, *([last] if last else [])])
    return [Effect(about, f"{start(opening)}: {listed}.{end}")]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def of_owner(before: str, after: str, holds: int) -> list[Effect]:
    """Who answers now, who would, and how much that post answers for already."""
    now = f"{before} answers for it now" if before else "Nobody answers for it now"
    much = counted(holds, "other line or measure", "other lines and measures") if holds else "nothing else"
    return [Effect("Who answers", f"{now}; {after} would, who answers for {much} in force already.")]


def kept(found: Iterable[Effect]) -> list[list[str]]:
    """Effects as a record keeps them."""
    return [[one.about, one.text] for one in found]


def read(held: Iterable[Sequence[str]]) -> list[Effect]:
    """Effects as a record keeps them, to be shown."""
    return [Effect(about, text) for about, text in held]
