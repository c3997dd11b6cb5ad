"""Setting a round up: its deadlines worked back from its meeting, moved with it, or set by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.periods import Period, code
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.round_plan import MEETING, Due, Fixed, Move, moved
from goldenthread.core.sentences import on_day
from goldenthread.governance.models import Body
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.rounds.models import Deadline, Round
from goldenthread.rounds.policies import round_steps
from goldenthread.rounds.queries import days_held, dues_worked_out, period_of

MOST_LETTERS = 80  # of a round's address


class SetUp(NamedTuple):
    """A round as somebody writes it: of which period, for which meeting, asking about which edition."""

    name: str
    period: Period
    meets_on: date
    body: Body | None = None
    edition: Edition | None = None


def reasons_not_to_keep_rounds(council: Council, by: Officer) -> list[str]:
    """Why this person may not set rounds up or move their dates."""
    return reasons_of_duty(council, "keep_rounds", by)


def reasons_not_to_change(round: Round, by: Officer) -> list[str]:
    """Why this person may not change this round or its dates."""
    found = reasons_not_to_keep_rounds(round.council, by)
    if not found and round.state == Round.State.PUBLISHED:
        return ["This round is published, so its dates stay as they were."]
    return found


def reasons_not_to_remove(round: Round, by: Officer) -> list[str]:
    """Why this person may not remove this round."""
    found = reasons_not_to_keep_rounds(round.council, by)
    if not found and round.state != Round.State.PLANNED:
        return ["People have been asked for their updates already, so this round is kept. Move its meeting."]
    return found


def reasons_not_this_meeting(period: Period, meets_on: date) -> list[str]:
    """Why a round of this period can't report to a meeting on this day."""
    if meets_on <= period.ends_on:
        return [
            f"The meeting on {on_day(meets_on)} comes before the period is over on {on_day(period.ends_on)}. "
            "Choose a later day."
        ]
    return []


def _reasons_not_these(council: Council, said: SetUp, held: Round | None) -> list[str]:
    found = reasons_not_this_meeting(said.period, said.meets_on)
    if not said.name.strip():
        found.append("Give the round a name.")
    same = Round.objects.filter(council=council, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("A round of this name is there already. Choose another name.")
    if said.body is not None and said.body.council_id != council.pk:
        found.append("The body belongs to another council. Choose one of yours.")
    if said.edition is not None and said.edition.plan.council_id != council.pk:
        found.append("The edition belongs to another council. Choose one of yours.")
    return found


@transaction.atomic
def set_up_round(*, council: Council, said: SetUp, by: Officer, at: datetime) -> Round:
    """Set a round up with every deadline worked back from its meeting. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_rounds(council, by) or _reasons_not_these(council, said, None))
    row = {**_row(said), "council_id": council.pk, "slug": _free_slug(council, said.name)}
    made = make(Round, row, council=council, by=by, at=at, verb="set up")
    _bring_days_up_to_date(made, dues_worked_out(made), by, at)
    return made


def _row(said: SetUp) -> dict[str, Any]:
    return {
        "name": said.name.strip(),
        "period": code(said.period),
        "meets_on": said.meets_on,
        "body_id": said.body.pk if said.body else None,
        "edition_id": said.edition.pk if said.edition else None,
    }


def _free_slug(council: Council, name: str) -> str:
    """A round's place in its address: its name, with a number where another round has it."""
    stem = slugify(name)[: MOST_LETTERS - 4].strip("-") or "round"
    if stem in ADDRESSES:
        stem = f"round-{stem}"
    taken = set(Round.objects.filter(council=council).values_list("slug", flat=True))
    return next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


ADDRESSES = frozenset({"set-up"})  # what stands where a round's slug stands in an address


@transaction.atomic
def change_round(*, round: Round, said: SetUp, version: int, by: Officer, at: datetime) -> None:
    """Name a round otherwise, or give it another body; before it opens, another period or edition too.

    Its meeting is moved by `move_meeting`. Raises `Refused`.
    """
    held = _locked(round)
    refuse_if(reasons_not_to_change(held, by))
    refuse_if_stale(version, held.version, "this round")
    said = said._replace(meets_on=held.meets_on)
    refuse_if(_reasons_not_these(held.council, said, held))
    row = _row(said)
    if held.state != Round.State.PLANNED and (row["period"], row["edition_id"]) != (
        held.period,
        held.edition_id,
    ):
        refuse_if(["People have been asked already, so the period and the edition stay as they are."])
    change(held, row, council=held.council, by=by, at=at)


def moves_for(round: Round, meets_on: date) -> list[Move]:
    """What would move if the meeting were on this day: nothing is changed."""
    return _moves(round, dues_worked_out(round, meets_on))


def _moves(round: Round, dues: Sequence[Due]) -> list[Move]:
    return moved(round_steps(), days_held(round), {due.step.key: due.on for due in dues})


@transaction.atomic
def move_meeting(
    *, round: Round, meets_on: date, version: int, by: Officer, at: datetime, reason: str = ""
) -> list[Move]:
    """Move a round's meeting, and with it every deadline that isn't set by hand; says what moved.

    Raises `Refused`.
    """
    held = _locked(round)
    refuse_if(reasons_not_to_change(held, by))
    refuse_if_stale(version, held.version, "this round")
    refuse_if(reasons_not_this_meeting(period_of(held), meets_on))
    dues = dues_worked_out(held, meets_on)
    found = _moves(held, dues)
    change(held, {"meets_on": meets_on}, council=held.council, by=by, at=at, verb="moved", reason=reason)
    _bring_days_up_to_date(held, dues, by, at, reason)
    return found


@transaction.atomic
def work_out_again(*, round: Round, by: Officer, at: datetime) -> list[Move]:
    """Work the deadlines out by the policy and the bank holidays of today. Raises `Refused`."""
    held = _locked(round)
    refuse_if(reasons_not_to_change(held, by))
    dues = dues_worked_out(held)
    found = _moves(held, dues)
    _bring_days_up_to_date(held, dues, by, at)
    return found


@transaction.atomic
def set_deadline(
    *, round: Round, step: str, fixed: Fixed | None, version: int, by: Officer, at: datetime
) -> list[Move]:
    """Set a step's day by hand, with the reason; None lets it be worked out again. Those before it follow.

    A day that doesn't fit is kept and said on the round's page; one after the meeting is refused.
    Raises `Refused`.
    """
    held = _locked(round)
    refuse_if(reasons_not_to_change(held, by))
    deadline = held.deadlines.filter(step=step).first()
    refuse_if([] if deadline else ["This round has no such step. Choose one of its steps."])
    assert deadline is not None
    refuse_if_stale(version, deadline.version, "this deadline")
    refuse_if(_reasons_not_fixed(held, fixed))
    row: dict[str, Any] = {"is_by_hand": fixed is not None, "reason": fixed.reason.strip() if fixed else ""}
    if fixed:
        row["due_on"] = fixed.on
    before = days_held(held)
    change(
        deadline, row, council=held.council, by=by, at=at, verb=_VERB[fixed is not None], reason=row["reason"]
    )
    held = _locked(round)  # with its deadlines as they are now
    dues = dues_worked_out(held)
    _bring_days_up_to_date(held, dues, by, at)
    return moved(round_steps(), before, {due.step.key: due.on for due in dues})


_VERB = {True: "set by hand", False: "no longer set by hand"}


def _reasons_not_fixed(round: Round, fixed: Fixed | None) -> list[str]:
    if fixed is None:
        return []
    found = [] if fixed.reason.strip() else ["Say why it is set by hand."]
    if fixed.on > round.meets_on:
        found.append(f"That is after the meeting on {on_day(round.meets_on)}. Choose an earlier day.")
    return found


@transaction.atomic
def remove_round(*, round: Round, by: Officer, at: datetime) -> None:
    """Remove a round that hasn't opened; the ledger keeps what it held. Raises `Refused`.

    No report may be set to come in by it any more: see `reports.round_reports`.
    """
    held = _locked(round)
    refuse_if(reasons_not_to_remove(held, by))
    for deadline in held.deadlines.all():
        remove(deadline, council=held.council, by=by, at=at)
    remove(held, council=held.council, by=by, at=at)


def _locked(round: Round) -> Round:
    """The round as it is now, held until the transaction ends."""
    joined = Round.objects.select_for_update(of=("self",)).select_related("council")
    return joined.get(pk=round.pk)


def _bring_days_up_to_date(
    round: Round, dues: Iterable[Due], by: Officer, at: datetime, reason: str = ""
) -> None:
    """Give every step its day; a step that the policy no longer has goes."""
    held = {one.step: one for one in round.deadlines.all()}
    for due in (due for due in dues if due.step.key != MEETING):
        deadline = held.pop(due.step.key, None)
        row: dict[str, Any] = {"due_on": due.on}
        if deadline is None:
            row = {**row, "round_id": round.pk, "step": due.step.key}
            make(Deadline, row, council=round.council, by=by, at=at)
        else:
            change(deadline, row, council=round.council, by=by, at=at, verb="moved", reason=reason)
    for gone in held.values():
        remove(gone, council=round.council, by=by, at=at)
