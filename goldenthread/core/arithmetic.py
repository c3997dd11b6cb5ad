"""A status worked out on paper: the lines that lead from a result to its verdict."""

from __future__ import annotations

from typing import NamedTuple

from goldenthread.core.figures import Shape, bare, shape_for
from goldenthread.core.kinds import Kind
from goldenthread.core.rating import base_of
from goldenthread.core.standing import Sheet, Standing, figure_of
from goldenthread.core.travel import Polarity
from goldenthread.core.words import number, worked_out


class Step(NamedTuple):
    """One line of the working; a ruled line comes after a line drawn across."""

    name: str
    value: str
    unit: str
    is_ruled: bool = False


_MISSED = {
    Polarity.HIGHER: "Short of target by",
    Polarity.LOWER: "Over target by",
    Polarity.RANGE: "Outside the range by",
}

_APART_IN = {Kind.PLAN_DATE: "days", Kind.LEVEL: "levels", Kind.YES_NO: ""}


def working(sheet: Sheet, standing: Standing, how: Shape | str) -> list[Step]:
    """The lines of the working; none where nothing was rated."""
    missed, value = standing.rating.missed_by, standing.value
    if missed is None or value is None:
        return []
    shape = shape_for(how)
    unit = shape.sign if shape.kind.is_counted else ""
    points = _APART_IN.get(shape.kind, "points" if unit == "%" else unit)
    steps = [Step("Result", bare(value, shape), unit)]
    if standing.aim is not None and standing.aim.value is not None:
        steps.append(Step("Target", bare(standing.aim.value, shape), unit))
    if missed <= 0:
        return [*steps, Step("Better than target by", worked_out(-missed), points, True)]
    steps.append(Step(_MISSED[sheet.polarity], worked_out(missed), points, True))
    allowance, allowed = standing.rating.allowance, standing.rating.allowed
    if allowance is not None and allowed is not None and allowed > 0:
        figure = figure_of(sheet, standing.result, standing.aim, standing.compared_with, standing.direction)
        share = f"{worked_out(allowance.amount)}% of {number(base_of(figure))}"
        name = f"Allowed: {share}" if allowance.is_percent else "Allowed"
        steps.append(Step(name, worked_out(allowed), points))
    return steps


def verdict(standing: Standing) -> str:
    """How the working ends, in words: “1.5 is within 8”."""
    missed, allowed = standing.rating.missed_by, standing.rating.allowed
    if missed is None:
        return ""
    if missed <= 0:
        return "The target is met"
    if not allowed:
        return "The target is missed"
    how = "is within" if missed <= allowed else "is more than"
    return f"{worked_out(missed)} {how} {worked_out(allowed)}"
