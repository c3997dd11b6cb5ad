"""Setting targets: one, or a year's, with the answer to what was asked; or left blank with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.core.kinds import Kind
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period, in_words
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.core.targets import Doubt, doubts_about
from goldenthread.ledger.one import change, make
from goldenthread.measures.actions import fields_of
from goldenthread.measures.approval import reasons_to_ask_first
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.permissions import reasons_not_to_keep, reasons_not_to_set_target
from goldenthread.measures.target_queries import past_of
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer

BLANK = {state.value for state in TargetState if state is not TargetState.SET}


class Doubted(Refused):
    """A target isn't kept until what is asked of it is answered; `doubts` are by period."""

    def __init__(self, doubts: Mapping[Period, Sequence[Doubt]]) -> None:
        self.doubts = doubts
        said = [f"{in_words(period)}: {one.words}" for period, found in doubts.items() for one in found]
        super().__init__([*said, "Say why that is right, or change it."])


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target as somebody gives it. `version` is that of the row they saw, 0 where there was none."""

    value: Decimal
    stretch: Decimal | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """Why a period has no target: to be set by a post by a day, none at all, or data only."""

    state: TargetState
    reason: str
    owner: Post | None = None
    due_on: date | None = None
    version: int | None = None


@transaction.atomic
def set_target(
    *,
    measure: Measure,
    period: Period,
    value: Decimal,
    reason: str,
    by: Officer,
    at: datetime,
    stretch: Decimal | None = None,
    version: int | None = None,
    explanation: str = "",
    request: int | None = None,
) -> Target:
    """Set one target. Only the post that owes it, or the strategy team, may; a change must say why.

    `explanation` answers what is asked of a target that looks odd, and is kept in the ledger; without it such
    a one raises `Doubted`. A target that was approved with a plan changes only by `request`, the number of
    the change request by which it was granted: who may grant that is asked there. Raises `Refused`.
    """
    given = {period: Aimed(value, stretch, version)}
    said: dict[str, Any] = {"reason": reason, "explanation": explanation, "request": request}
    return set_year(measure=measure, targets=given, by=by, at=at, **said)[0]


@transaction.atomic
def set_year(
    *,
    measure: Measure,
    targets: Mapping[Period, Aimed],
    blanks: Mapping[Period, Blank] | None = None,
    reason: str,
    by: Officer,
    at: datetime,
    explanation: str = "",
    request: int | None = None,
) -> list[Target]:
    """Set the targets of several periods, and say why others are blank, all or none. See `set_target`."""
    held = _held(measure)
    refuse_if([_NO_FIGURES] if targets and measure.kind == Kind.NARRATIVE.value else [])
    for period, aimed in targets.items():
        before = held.get(period)
        _refuse_if_seen_otherwise(before, aimed.version, period)
        if not _is_same(before, aimed):
            refuse_if(_reasons_not_to_set(measure, before, aimed, reason, by, request))
    new = {period: aimed for period, aimed in targets.items() if not _is_same(held.get(period), aimed)}
    doubts = _doubts(measure, new, targets)
    if doubts and not explanation.strip():
        raise Doubted(doubts)
    made = []
    for period, aimed in targets.items():
        why = _why(reason, doubts.get(period, ()), explanation, request)
        row = {"value": aimed.value, "stretch": aimed.stretch, "state": TargetState.SET.value}
        made.append(_keep(measure, period, held.get(period), row, reason, why, by, at))
    for period, blank in (blanks or {}).items():
        made.append(_leave(measure, period, held.get(period), blank, by, at, request))
    return made


_NO_FIGURES = "This measure is told in words: it can have no target."


@transaction.atomic
def leave_blank(
    *,
    measure: Measure,
    period: Period,
    blank: Blank,
    by: Officer,
    at: datetime,
    request: int | None = None,
) -> Target:
    """Leave a period without a target and say why; one still to be set names who sets it and by when.

    A target that was approved is taken away only by `request`. Raises `Refused`.
    """
    return _leave(measure, period, _held(measure).get(period), blank, by, at, request)


def _leave(
    measure: Measure,
    period: Period,
    held: Target | None,
    blank: Blank,
    by: Officer,
    at: datetime,
    request: int | None,
) -> Target:
    _refuse_if_seen_otherwise(held, blank.version, period)
    if request is None:
        refuse_if(reasons_not_to_set_target(measure, held, blank.reason, by))
        if held is not None and held.value is not None:
            refuse_if(reasons_to_ask_first(measure, "target", request))
    refuse_if(reasons_not_blank(measure, period, blank))
    row = {
        "value": None,
        "stretch": None,
        "state": blank.state.value,
        "owner_id": blank.owner.pk if blank.owner else None,
        "due_on": blank.due_on,
    }
    why = _why(blank.reason, (), "", request)
    return _keep(measure, period, held, row, blank.reason, why, by, at)


def reasons_not_blank(measure: Measure, period: Period, blank: Blank) -> list[str]:
    """Why a period can't be left without a target so."""
    when = in_words(period)
    if blank.state is TargetState.SET:
        return [f"{when}: a target that is set has a figure."]
    found = [] if blank.reason.strip() else [f"{when}: say why there is no target."]
    if blank.owner is not None and blank.owner.council_id != measure.council_id:
        found.append(f"{blank.owner} is a post of another council.")
    if blank.state is TargetState.TO_BE_SET:
        found += [] if blank.owner else [f"{when}: name the post that will set the target."]
        found += [] if blank.due_on else [f"{when}: say by when the target will be set."]
    return found


@transaction.atomic
def hand_target_to(*, target: Target, owner: Post, due_on: date | None, by: Officer, at: datetime) -> None:
    """Say who owes a blank target and by when. Raises `Refused`."""
    held = Target.objects.select_for_update(of=("self",)).select_related("measure").get(pk=target.pk)
    refuse_if(reasons_not_to_set_target(held.measure, held, "handed on", by))
    refuse_if(["This target is set already: nobody owes it."] if held.value is not None else [])
    change(held, {"owner_id": owner.pk, "due_on": due_on}, council=held.council, by=by, at=at)


def _held(measure: Measure) -> dict[Period, Target]:
    """A measure's targets as they are now, kept from others until this is done."""
    Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    rows = Target.objects.select_for_update(of=("self",)).select_related("owner", "council")
    return {one.period: one for one in rows.filter(measure=measure)}


def _refuse_if_seen_otherwise(held: Target | None, version: int | None, period: Period) -> None:
    if version is not None:
        refuse_if_stale(version, held.version if held else 0, f"the target for {in_words(period)}")


def _is_same(held: Target | None, aimed: Aimed) -> bool:
    return held is not None and (held.value, held.stretch) == (aimed.value, aimed.stretch)


def _reasons_not_to_set(
    measure: Measure, held: Target | None, aimed: Aimed, reason: str, by: Officer, request: int | None
) -> list[str]:
    found = [] if request is not None else reasons_not_to_set_target(measure, held, reason, by)
    if not found and held is not None and held.value is not None:
        found = reasons_to_ask_first(measure, "target", request)
    return found or reasons_not_to_keep(aimed.value) or reasons_not_to_keep(aimed.stretch)


def _doubts(
    measure: Measure, new: Mapping[Period, Aimed], every: Mapping[Period, Aimed]
) -> dict[Period, list[Doubt]]:
    """What to ask of the targets that are new or changed; those set with them are no past of theirs."""
    if not new:
        return {}
    past = past_of(measure)
    own = [one for one in past.aims if one.period not in every]
    past = type(past)(past.sheet, past.shape, past.how, past.results, own, past.changed_on)
    asked = {period: doubts_about(period, one.value, one.stretch, past) for period, one in new.items()}
    return {period: found for period, found in asked.items() if found}


def _why(reason: str, doubts: Iterable[Doubt], explanation: str, request: int | None) -> str:
    """The reason as the ledger keeps it: with what was asked, what was answered, and by which request."""
    asked = " ".join(one.words for one in doubts)
    parts = [
        reason.strip(),
        f"Asked: {asked} Answered: {explanation.strip()}" if asked else "",
        f"By change request {request}." if request is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _keep(
    measure: Measure,
    period: Period,
    held: Target | None,
    row: Mapping[str, Any],
    reason: str,
    why: str,
    by: Officer,
    at: datetime,
) -> Target:
    """One row with its entry in the ledger; one that says the same already is left alone."""
    who: dict[str, Any] = {"council": measure.council, "by": by, "at": at, "reason": why}
    if held is None:
        key = {"council_id": measure.council_id, "measure_id": measure.pk, **fields_of(period)}
        return make(Target, {**key, **row, "reason": reason.strip()}, **who)
    if any(getattr(held, name) != value for name, value in row.items()) or (
        held.value is None and held.reason != reason.strip()
    ):
        change(held, {**row, "reason": reason.strip()}, **who)
    return held
