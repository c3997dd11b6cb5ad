"""Making the change that a request asks for, by the action that everybody uses, with the request's number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from goldenthread.core.measure_sheet import Definition, MeasureSheet
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period
from goldenthread.governance.amending_elements import grant_on_element
from goldenthread.governance.change_values import TO_READ, read
from goldenthread.governance.models import ChangeRequest
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import period_from
from goldenthread.measures.sheet_parts import bring_back, retire_measure
from goldenthread.measures.sheets import change_measure, change_tolerance, redefine_measure, written_of
from goldenthread.measures.targets import Blank, leave_blank, set_target
from goldenthread.people.officers import Officer

Kind = ChangeRequest.Kind
# What an asker of a new definition says besides: from when it holds, and whether figures can be compared.
BESIDE = ("from_on", "is_comparable")


def grant(request: ChangeRequest, *, by: Officer, at: datetime) -> None:
    """Make the change. Who may grant it, and that nothing moved on meanwhile, is asked by the caller."""
    measure, after = request.measure, request.after
    if measure is None:
        grant_on_element(request, by=by, at=at)
        return
    who: dict[str, Any] = {"measure": measure, "by": by, "at": at, "request": request.pk}
    if request.kind == Kind.TARGET.value:
        _grant_target(request, who)
        return
    who["reason"] = request.reason
    if request.kind == Kind.WITHDRAWAL.value:
        _grant_withdrawal(measure, after.get("retired_on"), who)
        return
    sheet = sheet_with(measure, after)
    if request.kind == Kind.TOLERANCE.value:
        change_tolerance(
            tolerance=sheet.tolerance,
            is_percent=sheet.tolerance_is_percent,
            floor=sheet.floor,
            low=sheet.low,
            high=sheet.high,
            **who,
        )
    elif request.kind == Kind.DEFINITION.value:
        redefine_measure(
            new=Definition(*(getattr(sheet, name) for name in Definition._fields)),
            from_on=date.fromisoformat(after["from_on"]),
            is_comparable=bool(after.get("is_comparable", True)),
            version=measure.version,
            **who,
        )
    else:
        change_measure(sheet=sheet, version=measure.version, **who)


def sheet_with(measure: Measure, after: dict[str, Any]) -> MeasureSheet:
    """A measure's sheet as it would be with what a request keeps."""
    asked = {name: read(name, kept) for name, kept in after.items() if name not in (*BESIDE, *TO_READ)}
    return replace(written_of(measure), **asked)


def _grant_withdrawal(measure: Measure, retired_on: str | None, who: dict[str, Any]) -> None:
    if retired_on:
        retire_measure(on=date.fromisoformat(retired_on), version=measure.version, **who)
    else:
        bring_back(version=measure.version, **who)


def _grant_target(request: ChangeRequest, who: dict[str, Any]) -> None:
    period, figures = period_of(request), {name: read(name, kept) for name, kept in request.after.items()}
    value = figures["value"]
    assert period is not None
    if value is None:
        blank = Blank(TargetState.NO_TARGET, request.reason)
        leave_blank(period=period, blank=blank, **who)
        return
    # Whoever decides has seen what is asked of the target; the reason for asking is the answer.
    said: dict[str, Any] = {"reason": request.reason, "explanation": request.reason}
    set_target(period=period, value=value, stretch=figures.get("stretch"), **said, **who)


def period_of(request: ChangeRequest) -> Period | None:
    """The period of a request about a target."""
    if not request.period_kind or request.starts_on is None or request.ends_on is None:
        return None
    return period_from(request.period_kind, request.starts_on, request.ends_on)
