"""Effort by quarter of one need, and answers to it: declining, offering other days, taking the offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.effort import said_in
from goldenthread.core.periods import Period, in_words, quarter_of
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.core.sentences import start
from goldenthread.core.workload import Estimate, days_shown
from goldenthread.resources.answering_needs import accept_offer, decline_need, offer_days, withdraw_offer
from goldenthread.resources.efforts import effort_of, say_effort
from goldenthread.resources.needs_permissions import (
    reasons_not_to_answer,
    reasons_not_to_say_need,
)
from goldenthread.resources.policies import limits
from goldenthread.resources.workload_queries import quarters_of_edition, year_start_of
from goldenthread.web.asking import officer_of
from goldenthread.web.boxes import Box, Boxes, Line, shown
from goldenthread.web.forms.needs import DeclineForm, OfferForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.agendas import version_in
from goldenthread.web.views.needs import need_or_404

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from goldenthread.people.models import Council
    from goldenthread.resources.models import Need
    from goldenthread.web.forms.kept import KeptForm

HEADS = ("At the least", "Likely", "At the most")
UNITS = (("DAYS", "Days"), ("FTE", "Full-time equivalents"))


@needing("say_needs")
@of_council
def effort(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Say what a need takes in each quarter: at the least, likely, and at the most."""
    held = need_or_404(request, council, pk, need)
    refuse_if(reasons_not_to_say_need(held.element, officer_of(request)))
    shown_in, unit = _unit(request.POST.get("shown_in"), held), _unit(request.POST.get("unit"), held)
    quarters = _quarters(council, held)
    boxes = _boxes(held, quarters, shown_in)
    version, is_turned = held.version, False
    if request.method == "POST":
        boxes.fill(request.POST.dict())
        version = version_in(request)
        is_turned = unit != shown_in and _is_left(boxes)
    if is_turned:
        boxes = _turned(boxes, _boxes(held, quarters, unit))
    elif request.method == "POST":
        said = _said(boxes, quarters, effort_of(held), unit)
        try:
            if not boxes.problems:
                is_dropped = say_effort(
                    need=held, by_quarter=said, unit=unit, version=version,
                    by=officer_of(request), at=timezone.now(),
                )  # fmt: skip
                back = reverse("needs", args=[council.slug, pk])
                return redirect(f"{back}?confirmation=dropped" if is_dropped else back)
        except Refused as refusal:
            boxes.refuse(refusal.reasons)
            if isinstance(refusal, Stale):
                version = held.version
                _say_held(boxes)
    return page(
        request, "web/effort.html", council, "Plans", need=held, element=held.element, boxes=boxes,
        units=UNITS, unit=unit, version=version, full_time=shown(limits().full_time),
        shown_in=unit if is_turned else shown_in, turned=dict(UNITS)[unit].lower() if is_turned else "",
        code=422 if boxes.problems else 200,
    )  # fmt: skip


def _unit(said: str | None, need: Need) -> str:
    """The unit that was chosen, or what the need was said in."""
    unit = said or need.unit
    return unit if unit in dict(UNITS) else "DAYS"


def _is_left(boxes: Boxes) -> bool:
    """True where some box stands as it was shown: it may have been typed anew in another unit."""
    return any(box.was and not box.is_changed for line in boxes.lines for box in line.boxes)


def _turned(boxes: Boxes, into: Boxes) -> Boxes:
    """The boxes in another unit: what was typed stays, what was left is the same days in that unit."""
    for before, after in zip(boxes.lines, into.lines, strict=True):
        for old, new in zip(before.boxes, after.boxes, strict=True):
            new.value = old.value if old.is_changed else new.value
    return into


def _quarters(council: Council, need: Need) -> list[Period]:
    """The quarters of the edition, and any that effort is on record of."""
    start_of = year_start_of(council)
    found = {one.starts_on: one for one in quarters_of_edition(need.element.edition, day_of(council))}
    found |= {on: quarter_of(on, start_of) for on in effort_of(need) if on not in found}
    return [found[on] for on in sorted(found)]


def _boxes(need: Need, quarters: list[Period], unit: str) -> Boxes:
    held, full_time = effort_of(need), limits().full_time

    def line(quarter: Period) -> Line:
        heading, one = start(in_words(quarter)), held.get(quarter.starts_on)
        values = [shown(said_in(part, unit, full_time)) for part in one] if one else [""] * 3
        return Line(heading, [
            Box(f"{name}_{quarter.starts_on}", head, f"{heading}, {head}", value, value)
            for name, head, value in zip(("low", "likely", "high"), HEADS, values, strict=True)
        ])  # fmt: skip

    return Boxes("Effort by quarter", "Quarter", [line(one) for one in quarters])


def _said(
    boxes: Boxes, quarters: list[Period], held: Mapping[date, Estimate], unit: str
) -> dict[date, Estimate]:
    """What was written, in its unit; where only what is likely was, it is the least and the most too.

    A box that was left as it is holds the days it held, whatever the unit is now.
    """
    found, full_time = {}, limits().full_time
    for line, quarter in zip(boxes.lines, quarters, strict=True):
        before = held.get(quarter.starts_on, (None, None, None))
        low, likely, high = (
            box.amount() if box.is_changed or days is None else said_in(days, unit, full_time)
            for box, days in zip(line.boxes, before, strict=True)
        )
        if likely is None and (low is not None or high is not None) and not line.problems:
            line.boxes[1].error = "Say what is likely too."
        if likely is not None:
            least, most = (likely if one is None else one for one in (low, high))
            found[quarter.starts_on] = Estimate(least, likely, most)
    return found


def _say_held(boxes: Boxes) -> None:
    for line in boxes.lines:
        for box in line.boxes:
            box.note = f"Held now: {box.was or 'nothing'}" if box.is_changed else ""


@needing("confirm_capacity")
@of_council
def decline(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Decline what is asked of a service, with the reason."""
    held = need_or_404(request, council, pk, need)
    refuse_if(reasons_not_to_answer(held, "decline", officer_of(request)))
    form = DeclineForm(request.POST or None, held=held)

    def store() -> str:
        decline_need(
            need=held, because=form.said()["answer_words"], on=day_of(council),
            version=form.cleaned_data["version"], by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return reverse("needs", args=[council.slug, pk])

    return _answer(request, council, held, form, "Decline", store)


@needing("confirm_capacity")
@of_council
def offer(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Offer other days than a service is asked for."""
    held = need_or_404(request, council, pk, need)
    refuse_if(reasons_not_to_answer(held, "offer", officer_of(request)))
    form = OfferForm(request.POST or None, held=held)

    def store() -> str:
        said = form.said()
        offer_days(
            need=held, days=said["offered_days"], words=said["answer_words"], on=day_of(council),
            version=form.cleaned_data["version"], by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return reverse("needs", args=[council.slug, pk])

    return _answer(request, council, held, form, "Offer other days", store)


def _answer(
    request: HttpRequest,
    council: Council,
    held: Need,
    form: KeptForm,
    title: str,
    store: Callable[[], str],
) -> HttpResponse:
    asked = "how many days is not said" if held.days is None else f"{days_shown(held.days)} days"
    sentence = f"{held.element} asks this of {held.service}: {asked}."
    back = reverse("need", args=[council.slug, held.element_id, held.pk])
    words = Words("Help asked", title, sentence, back, title, "The answer", current="Plans")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: need_or_404(request, council, held.element_id, held.pk),
    )  # fmt: skip


@require_POST
@needing("confirm_capacity")
@of_council
def withdraw(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Take back the days that the service offered."""
    held = need_or_404(request, council, pk, need)
    withdraw_offer(need=held, version=version_in(request), by=officer_of(request), at=timezone.now())
    return redirect("need", council.slug, pk, need)


@require_POST
@needing("say_needs")
@of_council
def accept(request: HttpRequest, council: Council, pk: int, need: int) -> HttpResponse:
    """Take the days that the service offered."""
    held = need_or_404(request, council, pk, need)
    accept_offer(need=held, version=version_in(request), by=officer_of(request), at=timezone.now())
    return redirect("needs", council.slug, pk)
