"""Keeping the register of risks: recording, scoring, controlling, closing.

(York 2008, paragraph 25: a risk with its cause, its effect and what it bears on.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.risk_scale import Pair
from goldenthread.core.risks import CONTROL, review_due
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import (
    reasons_beyond_own,
    reasons_of_duty,
    reasons_of_part,
    subject_of_posts,
)
from goldenthread.plans.models import Element
from goldenthread.resources.days import reasons_of_day
from goldenthread.resources.models import Risk, RiskControl, RiskScore
from goldenthread.resources.rules_adopted import scales_of

POWER = "keep_risks"


class Feared(NamedTuple):
    """A risk as somebody writes it."""

    code: str
    title: str
    cause: str = ""
    effect: str = ""
    owner_post: Post | None = None
    service: Service | None = None
    is_key: bool = False
    next_review_on: date | None = None
    elements: Sequence[Element] = ()
    source: str = ""


class Judged(NamedTuple):
    """A score as somebody gives it: before controls, now or as wanted, and why."""

    kind: str
    likelihood: int
    impact: int
    on: date
    why: str = ""
    next_review_on: date | None = None


class Controlled(NamedTuple):
    """What is done about a risk, as somebody writes it."""

    text: str
    state: str = "PLANNED"
    owner: Post | None = None
    due_on: date | None = None


def reasons_not_to_keep(council: Council, by: Officer, risk: Risk | None = None) -> list[str]:
    """Why this person may not keep a risk, or without one, any at all."""
    if risk is None:
        return reasons_of_duty(council, POWER, by)
    return reasons_of_duty(council, POWER, by, subject_of_posts(risk.service, risk.owner_post))


def reasons_not_to_answer_for(risk: Risk, by: Officer) -> list[str]:
    """Why this person may not score a risk or keep its controls: its owner may, whatever their duty."""
    subject = subject_of_posts(risk.service, risk.owner_post)
    return reasons_beyond_own(risk.council, POWER, by, subject)


def reasons_not_to_tell_control(control: RiskControl, by: Officer) -> list[str]:
    """Why this person may not say how a control stands: whoever answers for the control or the risk may."""
    subject = subject_of_posts(control.risk.service, control.risk.owner_post, control.owner)
    return reasons_beyond_own(control.risk.council, POWER, by, subject)


def _reasons(council: Council, by: Officer, said: Feared) -> list[str]:
    return reasons_of_part(council, POWER, by, subject_of_posts(said.service, said.owner_post))


@transaction.atomic
def record_risk(*, council: Council, said: Feared, by: Officer, at: datetime) -> Risk:
    """Put a risk on the register. Raises `Refused`."""
    refuse_if(_reasons(council, by, said) or reasons_not_so(council, said))
    made = make(Risk, {"council_id": council.pk, **_row(said)}, council=council, by=by, at=at)
    _link(made, said, by, at)
    return made


@transaction.atomic
def change_risk(*, risk: Risk, said: Feared, version: int, by: Officer, at: datetime) -> None:
    """Put right what is written of a risk. Raises `Refused` and `Stale`."""
    held = _held(risk)
    council = held.council
    refuse_if(reasons_not_to_keep(council, by, held) or _reasons(council, by, said))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(reasons_not_so(council, said, held.pk))
    row = _row(said)
    if said.owner_post is not None:
        row["owner"] = ""  # the post answers from now on, not whoever a source named
    is_changed = change(held, row, council=council, by=by, at=at)
    if _link(held, said, by, at) and not is_changed:
        held.version += 1
        held.save(update_fields=["version"])


def reasons_not_so(council: Council, said: Feared, own: int = 0) -> list[str]:
    """Why a risk can't be recorded so."""
    found = [] if said.title.strip() else ["Say what may go wrong."]
    code = " ".join(said.code.split())
    if not code:
        found.append("Give the risk a code of its own, such as CR1.")
    elif Risk.objects.filter(council=council, code=code).exclude(pk=own).exists():
        found.append(f"{code} is another risk’s code. Give this one its own.")
    given = [one for one in (said.owner_post, said.service, *said.elements) if one is not None]
    if any(one.council_id != council.pk for one in given):
        found.append("Choose a post, a service and lines of this council.")
    return found


@transaction.atomic
def score_risk(*, risk: Risk, said: Judged, version: int, by: Officer, at: datetime) -> RiskScore:
    """Score a risk by the council's scale, and say when it is looked at again.

    A second score of one kind on one day puts the first right; the ledger keeps both. Without a day to look
    again, the latest score of how it stands now sets the day that its band asks for; an earlier one doesn't.
    Raises `Refused` and `Stale`.
    """
    held = _held(risk)
    refuse_if(reasons_not_to_answer_for(held, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    scale = scales_of(held.council).now
    pair = Pair(said.likelihood, said.impact)
    refuse_if(_reasons_not_to_score(held, said) or scale.reasons_not(pair))
    refuse_if(reasons_of_day(held.council, said.on, at, "It would be scored"))
    row = {
        "likelihood": said.likelihood, "impact": said.impact, "scale": scale.code, "by": by.post,
        "why": said.why.strip(),
    }  # fmt: skip
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    score = RiskScore.objects.filter(risk=held, kind=said.kind, scored_on=said.on).first()
    if score is None:
        score = make(
            RiskScore, {"risk_id": held.pk, "kind": said.kind, "scored_on": said.on, **row},
            verb="scored", **who,
        )  # fmt: skip
    else:
        change(score, row, **who)
    again = said.next_review_on
    is_latest = not RiskScore.objects.filter(risk=held, kind=said.kind, scored_on__gt=said.on).exists()
    if again is None and said.kind == RiskScore.Kind.CURRENT and is_latest:
        again = review_due(said.on, scale.band(pair).review_months)
    _count_on(held, {"next_review_on": again} if again else {}, **who)
    return score


def _reasons_not_to_score(risk: Risk, said: Judged) -> list[str]:
    if risk.closed_on:
        return ["This risk is closed. Open it again to score it."]
    if said.kind not in RiskScore.Kind.values:
        return ["Say whether it is scored before controls, now or as wanted."]
    if said.next_review_on and said.next_review_on <= said.on:
        return ["The day to look at it again comes after the day of the score."]
    return []


def _count_on(held: Risk, row: dict[str, Any], **who: Any) -> None:
    """Change a risk, and count its version on even where its own row stays as it is."""
    if not change(held, row, **who):
        held.version += 1
        held.save(update_fields=["version"])


@transaction.atomic
def close_risk(*, risk: Risk, on: date, because: str, version: int, by: Officer, at: datetime) -> None:
    """Close a risk, saying why. Raises `Refused` and `Stale`."""
    held = _held(risk)
    refuse_if(reasons_not_to_keep(held.council, by, held))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if([f"“{held}” is closed already."] if held.closed_on else [])
    refuse_if(reasons_of_day(held.council, on, at, "It would be closed"))
    refuse_if([] if because.strip() else ["Say why it is closed: whoever reads the register will ask."])
    row = {"closed_on": on, "closed_because": because.strip()}
    change(held, row, council=held.council, by=by, at=at, verb="closed", reason=because.strip())


@transaction.atomic
def open_risk_again(*, risk: Risk, because: str, version: int, by: Officer, at: datetime) -> None:
    """Open a closed risk again, saying why. Raises `Refused` and `Stale`."""
    held = _held(risk)
    refuse_if(reasons_not_to_keep(held.council, by, held))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if([] if held.closed_on else [f"“{held}” is open."])
    refuse_if([] if because.strip() else ["Say why it is opened again."])
    row = {"closed_on": None, "closed_because": ""}
    change(held, row, council=held.council, by=by, at=at, verb="opened again", reason=because.strip())


# Controls


@transaction.atomic
def add_control(*, risk: Risk, said: Controlled, by: Officer, at: datetime) -> RiskControl:
    """Say what is done about a risk. Raises `Refused`."""
    held = _held(risk)
    refuse_if(reasons_not_to_answer_for(held, by) or _reasons_not_a_control(held, said))
    made = make(RiskControl, {"risk_id": held.pk, **_control(said)}, council=held.council, by=by, at=at)
    return made


@transaction.atomic
def change_control(
    *, control: RiskControl, said: Controlled, version: int, by: Officer, at: datetime
) -> None:
    """Put a control right, or move it along its way. Raises `Refused` and `Stale`."""
    held = _held_control(control)
    council = held.risk.council
    refuse_if(reasons_not_to_answer_for(held.risk, by))
    refuse_if_stale(version, held.version, "this control")
    refuse_if(CONTROL.reasons_not_to_become(held.state, said.state, "This control"))
    refuse_if(_reasons_not_a_control(held.risk, said))
    change(held, _control(said), council=council, by=by, at=at)


@transaction.atomic
def tell_control(*, control: RiskControl, state: str, version: int, by: Officer, at: datetime) -> None:
    """Say how a control stands, as whoever answers for it. Raises `Refused` and `Stale`."""
    held = _held_control(control)
    refuse_if(reasons_not_to_tell_control(held, by))
    refuse_if_stale(version, held.version, "this control")
    refuse_if(CONTROL.reasons_not_to_become(held.state, state, "This control"))
    change(held, {"state": state}, council=held.risk.council, by=by, at=at)


@transaction.atomic
def remove_control(*, control: RiskControl, version: int, by: Officer, at: datetime) -> None:
    """Remove a control recorded by mistake; the ledger keeps it. Raises `Refused` and `Stale`."""
    held = _held_control(control)
    refuse_if(reasons_not_to_answer_for(held.risk, by))
    refuse_if_stale(version, held.version, "this control")
    remove(held, council=held.risk.council, by=by, at=at)


def _reasons_not_a_control(risk: Risk, said: Controlled) -> list[str]:
    found = [] if said.text.strip() else ["Say what is done about the risk."]
    if said.owner is not None and said.owner.council_id != risk.council_id:
        found.append("Choose a post of this council.")
    return found


def _control(said: Controlled) -> dict[str, Any]:
    return {
        "text": said.text.strip(),
        "state": said.state,
        "owner_id": said.owner.pk if said.owner else None,
        "due_on": said.due_on,
    }


def _row(said: Feared) -> dict[str, Any]:
    return {
        "code": " ".join(said.code.split()),
        "title": " ".join(said.title.split()),
        "cause": said.cause.strip(),
        "effect": said.effect.strip(),
        "owner_post_id": said.owner_post.pk if said.owner_post else None,
        "service_id": said.service.pk if said.service else None,
        "is_key": said.is_key,
        "next_review_on": said.next_review_on,
        "source": said.source.strip(),
    }


def _link(risk: Risk, said: Feared, by: Officer, at: datetime) -> bool:
    """Bring the lines that a risk bears on up to date; False where none differs."""
    before, after = list(risk.elements.all()), list({one.pk: one for one in said.elements}.values())
    if {one.pk for one in before} == {one.pk for one in after}:
        return False
    risk.elements.set(after)
    note(
        verb="linked", subject=risk, council=risk.council.slug, by=by, at=at,
        before={"bears on": titles(before)}, after={"bears on": titles(after)},
    )  # fmt: skip
    return True


def titles(found: Iterable[Model]) -> str:
    """Records by their names, as the ledger keeps them for people to read."""
    return "; ".join(map(str, found)) or "none"


def _held(risk: Risk) -> Risk:
    joined = (
        "council",
        "service__directorate",
        "owner_post__service__directorate",
        "owner_post__directorate",
    )
    return Risk.objects.select_for_update(of=("self",)).select_related(*joined).get(pk=risk.pk)


def _held_control(control: RiskControl) -> RiskControl:
    joined = (
        "risk__council", "risk__service__directorate", "owner",
        "risk__owner_post__service__directorate", "risk__owner_post__directorate",
    )  # fmt: skip
    return RiskControl.objects.select_for_update(of=("self",)).select_related(*joined).get(pk=control.pk)
