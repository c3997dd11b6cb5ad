"""Doubting that a draft's line can be done by its date, before the draft is approved; and the dates it had.

(Cheltenham, minute on the action plan 2012-13: a contract in place by 2012 could be overly ambitious, and the
timescale could change before the draft was approved.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.models import DateDoubt
from goldenthread.ledger.models import Entry
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.redating import DATES


class DatesMoved(NamedTuple):
    """One change of a draft line's dates, as the ledger keeps it: old and new, by whom, when and why."""

    before: Mapping[str, date | None]
    after: Mapping[str, date | None]
    by: str
    on: date
    reason: str


def reasons_not_to_doubt(element: Element, by: Officer) -> list[str]:
    """Why this person may not say that a line is at risk on timescale, or that it no longer is."""
    return reasons_not_to_ask_of_element(element, by) or reasons_not_in_doubt(element)


def reasons_not_in_doubt(element: Element) -> list[str]:
    """Why a line's date is not one to doubt, whoever asks: only a draft's is."""
    if element.edition.state != Edition.State.DRAFT:
        return [f"{element.edition} is no draft: say how the line goes, or ask for another date."]
    if element.state != Element.State.LIVE:
        return ["This line is no longer in the draft."]
    return []


@transaction.atomic
def doubt_date(*, element: Element, why: str, on: date, by: Officer, at: datetime) -> DateDoubt:
    """Say that a draft's line may not be done by its date; `on` is the council's day. Raises `Refused`."""
    held = Element.objects.select_for_update(of=("self",)).select_related(
        "council", "edition__plan__service__directorate", "service__directorate", "owner"
    )
    line = held.get(pk=element.pk)
    refuse_if(reasons_not_to_doubt(line, by))
    refuse_if([] if why.strip() else ["Say why it may not be done by its date."])
    refuse_if(["Its date is in doubt already. Answer that first."] if doubt_about(line) else [])
    row = {
        "council_id": line.council_id,
        "element_id": line.pk,
        "due_on": line.due_on,
        "why": why.strip(),
        "raised_by": by.post,
        "raised_on": on,
    }
    return make(DateDoubt, row, council=line.council, by=by, at=at, verb="doubted", reason=why.strip())


@transaction.atomic
def answer_doubt(*, doubt: DateDoubt, answer: str, version: int, on: date, by: Officer, at: datetime) -> None:
    """Say why a date is no longer in doubt: it moved, or it can be kept after all. Raises `Refused`."""
    held = DateDoubt.objects.select_for_update(of=("self",)).select_related(
        "council", "element__council", "element__edition__plan__service__directorate",
        "element__service__directorate", "element__owner",
    ).get(pk=doubt.pk)  # fmt: skip
    refuse_if(reasons_not_to_ask_of_element(held.element, by))
    refuse_if_stale(version, held.version, "this doubt")
    refuse_if([] if held.is_open else ["This doubt is answered already."])
    refuse_if([] if answer.strip() else ["Say why it is no longer in doubt."])
    row = {"answer": answer.strip(), "answered_by": by.post, "answered_on": on}
    change(held, row, council=held.council, by=by, at=at, verb="answered", reason=answer.strip())


def doubt_about(element: Element) -> DateDoubt | None:
    """The doubt about a line's date that is not answered, if there is one."""
    return DateDoubt.objects.filter(element=element, answered_on=None).first()


def doubts_about(element: Element) -> list[DateDoubt]:
    """Every doubt about a line's date, latest first: one query."""
    return list(DateDoubt.objects.filter(element=element))


def open_doubts(edition: Edition) -> list[DateDoubt]:
    """The doubts about an edition's lines that are not answered: one query."""
    held = DateDoubt.objects.filter(element__edition=edition, element__state="LIVE", answered_on=None)
    return list(held.select_related("element").order_by("element__position", "id"))


def dates_moved(council: Council, elements: Collection[int]) -> dict[int, list[DatesMoved]]:
    """By element: how its dates changed while it was in draft, oldest first, from the ledger: one query."""
    moved = Q(before__has_key="due_on") | Q(before__has_key="starts_on")
    held = Entry.objects.filter(
        moved, council=council.slug, subject_kind="element", subject_id__in=[str(pk) for pk in elements]
    ).exclude(verb="moved the date of")
    found: dict[int, list[DatesMoved]] = defaultdict(list)
    for one in held.order_by("at", "id"):
        before, after = (
            {name: _day(own[name]) for name in DATES if name in own} for own in (one.before, one.after)
        )
        found[int(one.subject_id)].append(DatesMoved(before, after, one.by_post, one.at.date(), one.reason))
    return found


def _day(held: str | None) -> date | None:
    return date.fromisoformat(held) if held and held != "None" else None
