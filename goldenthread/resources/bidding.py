"""Keeping bids and savings, the criteria they are scored by, their scores, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from goldenthread.core.money_scoring import MOST_SCORE
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.days import reasons_of_day
from goldenthread.resources.models import Bid, BidScore, BidYear, BudgetLine, Criterion
from goldenthread.resources.money_permissions import (
    reasons_not_to_keep_bids,
    reasons_not_to_score,
    reasons_of_amounts,
)

MOST_WEIGHT = Decimal(10_000)


class YearOf(NamedTuple):
    """What a bid takes, or a saving releases, in one year: what goes on, and what is for once."""

    year: int
    recurring: Decimal = Decimal(0)
    one_off: Decimal = Decimal(0)


class Asking(NamedTuple):
    """A bid as somebody writes it."""

    kind: str
    code: str
    title: str
    about: str = ""
    service: Service | None = None
    line: BudgetLine | None = None
    years: Sequence[YearOf] = ()
    source: str = ""


@transaction.atomic
def keep_bid(
    *, council: Council, said: Asking, held: Bid | None, version: int, by: Officer, at: datetime
) -> Bid:
    """Record a bid or a saving with its years, or put it right. Raises `Refused` and `Stale`."""
    locked = _locked(held) if held else None
    services = [said.service, *([locked.service] if locked else [])]
    refuse_if(reasons_not_to_keep_bids(council, by, *services) or _reasons_not_so(council, said, locked))
    row = {
        "kind": said.kind, "code": said.code.strip(), "title": said.title.strip(),
        "about": said.about.strip(), "service_id": said.service.pk if said.service else None,
        "line_id": said.line.pk if said.line else None, "source": said.source.strip(),
    }  # fmt: skip
    if locked is None:
        made = make(Bid, {"council_id": council.pk, **row}, council=council, by=by, at=at)
        _keep_years(made, said.years, by, at)
        return made
    refuse_if_stale(version, locked.version, f"“{locked}”")
    is_changed = change(locked, row, council=council, by=by, at=at)
    if _keep_years(locked, said.years, by, at) and not is_changed:
        Bid.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    return locked


def _locked(bid: Bid) -> Bid:
    joined = Bid.objects.select_for_update(of=("self",)).select_related("council", "service__directorate")
    return joined.get(pk=bid.pk)


def _reasons_not_so(council: Council, said: Asking, held: Bid | None) -> list[str]:
    found = []
    if said.kind not in Bid.Kind.values:
        found.append("Choose whether it is a growth bid, a capital bid or a saving.")
    if not said.code.strip() or not said.title.strip():
        found.append("Give it a code and a title.")
    same = Bid.objects.filter(council=council, code=said.code.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append(f"A bid with the code “{said.code.strip()}” is on record already. Give another.")
    for other in (said.service, said.line):
        if other is not None and other.council_id != council.pk:
            found.append(f"“{other}” is not of {council}.")
    years = [one.year for one in said.years]
    if len(set(years)) < len(years):
        found.append("Give each year once.")
    if said.kind == Bid.Kind.SAVING and not any(one.recurring or one.one_off for one in said.years):
        found.append("Say how much the saving releases, in at least one year.")
    amounts = [("Money", amount) for one in said.years for amount in (one.recurring, one.one_off)]
    return found + reasons_of_amounts(amounts, at_least=Decimal(0))


def _keep_years(bid: Bid, years: Sequence[YearOf], by: Officer, at: datetime) -> bool:
    """Make the bid's years those given; a year without money is none. True where anything changed."""
    before = {one.year: (one.recurring, one.one_off) for one in bid.years.all()}
    after = {one.year: (one.recurring, one.one_off) for one in years if one.recurring or one.one_off}
    if before == after:
        return False
    bid.years.all().delete()
    BidYear.objects.bulk_create(
        BidYear(bid=bid, year=year, recurring=recurring, one_off=one_off)
        for year, (recurring, one_off) in sorted(after.items())
    )
    note(
        verb="changed the money of", subject=bid, council=bid.council.slug, by=by, at=at,
        before=_in_words(before), after=_in_words(after),
    )  # fmt: skip
    return True


def _in_words(years: Mapping[int, tuple[Decimal, Decimal]]) -> dict[str, str]:
    return {str(year): f"{goes_on} each year, {once} once" for year, (goes_on, once) in sorted(years.items())}


@transaction.atomic
def remove_bid(*, bid: Bid, version: int, by: Officer, at: datetime) -> None:
    """Remove a bid recorded by mistake; a decided one stays. Raises `Refused` and `Stale`."""
    held = _locked(bid)
    refuse_if(reasons_not_to_keep_bids(held.council, by, held.service))
    refuse_if_stale(version, held.version, f"“{held}”")
    if held.outcome in (Bid.Outcome.APPROVED, Bid.Outcome.REFUSED):
        refuse_if(["It was decided, so it stays on record."])
    remove(held, council=held.council, by=by, at=at)


class Verdict(NamedTuple):
    """What was decided of a bid: by whom and when, why and where it is minuted, and the priority served."""

    outcome: str
    by_whom: str = ""
    on: date | None = None
    why: str = ""
    priority: Element | None = None


@transaction.atomic
def decide_bid(*, bid: Bid, said: Verdict, version: int, by: Officer, at: datetime) -> None:
    """Record what was decided of a bid, and the priority that it served (R053). Raises `Refused`, `Stale`."""
    held = _locked(bid)
    refuse_if(reasons_not_to_keep_bids(held.council, by, held.service))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(
        _reasons_of_verdict(held, said) or reasons_of_day(held.council, said.on, at, "It would be decided")
    )
    row = {
        "outcome": said.outcome, "decided_by": said.by_whom.strip(), "decided_on": said.on,
        "decision": said.why.strip(), "priority_id": said.priority.pk if said.priority else None,
    }  # fmt: skip
    change(held, row, council=held.council, by=by, at=at, verb="decided", reason=said.why.strip())


def _reasons_of_verdict(bid: Bid, said: Verdict) -> list[str]:
    if said.outcome not in Bid.Outcome.values:
        return ["Choose what was decided."]
    if said.priority is not None and said.priority.council_id != bid.council_id:
        return [f"“{said.priority}” is no element of {bid.council}."]
    if said.outcome not in (Bid.Outcome.APPROVED, Bid.Outcome.REFUSED):
        return []
    found = []
    if not said.by_whom.strip():
        found.append("Say which body or post decided it.")
    if said.on is None:
        found.append("Say on which day it was decided.")
    if not said.why.strip():
        found.append("Say why, and where it is minuted.")
    if said.outcome == Bid.Outcome.APPROVED and not bid.is_saving and said.priority is None:
        found.append("Say which priority it serves: money follows the priorities.")
    return found


# Criteria and scores


class Measured(NamedTuple):
    """A criterion as somebody writes it."""

    name: str
    weight: Decimal
    about: str = ""
    position: int | None = None  # none: it stands last
    source: str = ""


@transaction.atomic
def keep_criterion(
    *, council: Council, said: Measured, held: Criterion | None, version: int, by: Officer, at: datetime
) -> Criterion:
    """Set a criterion that bids are scored by, or change its weight. Raises `Refused` and `Stale`."""
    refuse_if(reasons_not_to_keep_bids(council, by) or _reasons_of_criterion(council, said, held))
    last = Criterion.objects.filter(council=council).count() + (held is None)
    position = last if said.position is None else said.position
    row = {**said._asdict(), "position": position, "name": said.name.strip(), "about": said.about.strip()}
    if held is None:
        return make(Criterion, {"council_id": council.pk, **row}, council=council, by=by, at=at)
    locked = Criterion.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refuse_if_stale(version, locked.version, f"“{locked}”")
    change(locked, row, council=council, by=by, at=at)
    return locked


def _reasons_of_criterion(council: Council, said: Measured, held: Criterion | None) -> list[str]:
    found = [] if said.name.strip() else ["Name the criterion."]
    if not 0 < said.weight < MOST_WEIGHT:
        found.append(f"Write a weight above 0 and below {MOST_WEIGHT:,.0f}.")
    same = Criterion.objects.filter(council=council, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("There is a criterion of this name already. Change that one.")
    return found


@transaction.atomic
def remove_criterion(*, held: Criterion, version: int, by: Officer, at: datetime) -> None:
    """Take a criterion away; one that bids were scored on stays. Raises `Refused` and `Stale`."""
    locked = Criterion.objects.select_for_update(of=("self",)).select_related("council").get(pk=held.pk)
    refuse_if(reasons_not_to_keep_bids(locked.council, by))
    refuse_if_stale(version, locked.version, f"“{locked}”")
    if locked.scores.exists():
        refuse_if(["Bids were scored on it, so it stays. Take their scores on it away first."])
    remove(locked, council=locked.council, by=by, at=at)


class Score(NamedTuple):
    """A bid's score on one criterion, and why; no score is not scored yet."""

    criterion: Criterion
    score: int | None
    reason: str = ""


@transaction.atomic
def score_bid(*, bid: Bid, scores: Sequence[Score], version: int, by: Officer, at: datetime) -> None:
    """Score a bid on the council's criteria, each with its reason. Raises `Refused` and `Stale`."""
    held = _locked(bid)
    refuse_if(reasons_not_to_score(held.council, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(reason for one in scores for reason in _reasons_of_score(held, one))
    before = {one.criterion_id: one for one in held.scores.select_related("criterion")}
    said = {one.criterion.name: _said(one.score, one.reason) for one in scores if one.score is not None}
    was = {one.criterion.name: _said(one.score, one.reason) for one in before.values()}
    if said == was:
        return
    held.scores.all().delete()
    BidScore.objects.bulk_create(
        BidScore(bid=held, criterion=one.criterion, score=one.score, reason=one.reason.strip())
        for one in scores
        if one.score is not None
    )
    Bid.objects.filter(pk=held.pk).update(version=F("version") + 1)
    note(verb="scored", subject=held, council=held.council.slug, by=by, at=at, before=was, after=said)


def _reasons_of_score(bid: Bid, one: Score) -> list[str]:
    if one.criterion.council_id != bid.council_id:
        return [f"“{one.criterion}” is no criterion of {bid.council}."]
    if one.score is None:
        return ["Score it before you say why."] if one.reason.strip() else []
    if not 0 <= one.score <= MOST_SCORE:
        return [f"Score “{one.criterion}” from 0 to {MOST_SCORE}."]
    return [] if one.reason.strip() else [f"Say why it scores {one.score} on “{one.criterion}”."]


def _said(score: int, reason: str) -> str:
    return f"{score}: {reason.strip()}"


# As a council's folder holds them


def record_bids(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record bids and savings, or bring them up to date by code."""
    return bring_up_to_date(Bid, rows, key=["code"], council=council, by=by, at=at)


def record_bid_years(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what bids take by year."""
    within = {"bid__council_id": council.pk}
    return bring_up_to_date(
        BidYear, rows, key=["bid_id", "year"], council=council, by=by, at=at, within=within
    )


def record_criteria(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what bids are scored on."""
    return bring_up_to_date(Criterion, rows, key=["name"], council=council, by=by, at=at)


def record_bid_scores(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record how bids do on the criteria."""
    within, key = {"bid__council_id": council.pk}, ["bid_id", "criterion_id"]
    return bring_up_to_date(BidScore, rows, key=key, council=council, by=by, at=at, within=within)
