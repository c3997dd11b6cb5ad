"""Recording what a body decided, apart from what was recommended to it.

On 2 December 2008 York's Executive was asked to endorse its paper's option, and endorsed the broad principles
of it with conditions of its own: a decision has its own words, reason and conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.core.working_days import WorkingDays
from goldenthread.governance.conditions import give_conditions
from goldenthread.governance.keeping import change_seen, locked, reasons_across, reasons_of_address, row_of
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.models import Body, Decision, Meeting, Paper, Step, Task
from goldenthread.governance.policies import meeting_rule
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

DIFFERS = ("IN_PART", "NO")


class Decided(NamedTuple):
    """A decision as somebody writes it."""

    body: Body
    about: str
    text: str
    decided_on: date
    agrees: str = "YES"
    reason: str = ""
    conditions: str = ""
    paper: Paper | None = None
    step: Step | None = None
    meeting: Meeting | None = None
    recommended: str = ""
    call_in_until: date | None = None
    address: str = ""
    source: str = ""


def reasons_not_this_decision(council: Council, said: Decided, held: Decision | None = None) -> list[str]:
    """Why a decision can't be so, whoever records it."""
    found = [*reasons_across(council, said), *reasons_of_address(said.address)]
    if not (said.about.strip() and said.text.strip()):
        found.append("Say what the decision is on, and what was decided.")
    if said.agrees in DIFFERS and not said.reason.strip():
        found.append("The decision is not as recommended: write the body’s own reason.")
    if held is None and said.paper is not None and said.paper.state == Paper.State.DRAFT:
        found.append("The paper is not approved for publication yet: it is signed off before it is decided.")
    if said.meeting is not None and said.meeting.body_id != said.body.pk:
        found.append(f"Choose a meeting of {said.body}.")
    if said.step is not None and said.step.body_id not in (None, said.body.pk):
        found.append(f"Choose a step of {said.body}.")
    if said.call_in_until and said.call_in_until < said.decided_on:
        found.append("Call-in can't end before the decision. Write a later day, or leave it empty.")
    same = Decision.objects.filter(body=said.body, decided_on=said.decided_on, about=said.about.strip())
    if same.exclude(pk=held.pk if held else 0).exists():
        found.append("This decision is on record already. Change that one.")
    return found


def with_call_in(council: Council, said: Decided) -> Decided:
    """The same with the end of call-in, where it was left empty: the meeting's, or as the executive's."""
    if said.call_in_until is not None or said.body.kind != Body.Kind.EXECUTIVE:
        return said
    until = said.meeting.call_in_until if said.meeting else None
    worked_out = meeting_rule().call_in_until(said.decided_on, WorkingDays(council.nation))
    return said._replace(call_in_until=until or worked_out)


@transaction.atomic
def record_decision(*, council: Council, said: Decided, by: Officer, at: datetime) -> Decision:
    """Record what a body decided. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_minutes(council, by) or reasons_not_this_decision(council, said))
    row = {"council_id": council.pk, **row_of(Decision, with_call_in(council, said))}
    made = make(Decision, row, council=council, by=by, at=at)
    if said.paper is not None:
        _close_paper(said.paper, made, by, at)
    give_conditions(made, by, at)
    return made


def _close_paper(paper: Paper, decision: Decision, by: Officer, at: datetime) -> None:
    """The paper is decided; what it asks of others than the body becomes a task (York 2008, paragraph 26)."""
    held = locked(Paper, paper.pk, "council")
    who: dict[str, Any] = {"council": decision.council, "by": by, "at": at}
    if held.state == Paper.State.APPROVED:
        row = {
            "state": Paper.State.DECIDED.value,
            "decision": decision.text,
            "decided_on": decision.decided_on,
        }
        change(held, row, verb="decided", **who)
    asked = [] if decision.agrees == "NO" else held.recommendations.exclude(asks="")
    for one in asked:
        task = {"council_id": held.council_id, "text": one.text, "who": one.asks, "decision_id": decision.pk}
        make(Task, task, **who)


@transaction.atomic
def change_decision(*, decision: Decision, said: Decided, version: int, by: Officer, at: datetime) -> None:
    """Put right what is written of a decision. Raises `Refused` and `Stale`."""
    held = locked(Decision, decision.pk, "council", "body")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    reasons = reasons_not_this_decision(held.council, said, held)
    if held.adopts and said.step != held.step:
        reasons.append("By this decision an edition was adopted: its step stays.")
    change_seen(
        held, said, version=version, what="this decision", reasons=reasons, council=held.council, by=by,
        at=at,
    )  # fmt: skip


def reasons_not_to_call_in(decision: Decision, on: date) -> list[str]:
    """Why a decision can't be called in on a day, whoever asks for it."""
    until = decision.call_in_until
    if until is None:
        return ["Only a decision with a time for call-in can be called in. Write its last day first."]
    if on > until:
        return [f"It could be called in until {on_day(until)}."]
    return ["It can't be called in before it was taken."] if on < decision.decided_on else []


@transaction.atomic
def call_in(
    *, decision: Decision, on: date, because: str, outcome: str, version: int, by: Officer, at: datetime
) -> None:
    """Say that a decision was called in, when and why; and, once it is over, what came of that."""
    held = locked(Decision, decision.pk, "council", "body")
    refuse_if(reasons_not_to_keep_minutes(held.council, by))
    refuse_if_stale(version, held.version, "this decision")
    refuse_if(reasons_not_to_call_in(held, on))
    refuse_if([] if because.strip() else ["Say why it was called in."])
    row = {
        "called_in_on": on, "called_in_because": because.strip(), "call_in_outcome": outcome.strip(),
    }  # fmt: skip
    change(held, row, council=held.council, by=by, at=at, verb="called in", reason=because.strip())


def record_decisions(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record decisions as their sources tell them."""
    key = ["body_id", "decided_on", "about"]
    return bring_up_to_date(Decision, rows, key=key, council=council, by=by, at=at)
