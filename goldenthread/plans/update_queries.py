"""Reading what owners last said of elements: the latest and the one before, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from goldenthread.plans.models import Edition, Element, Update
from goldenthread.plans.queries import of_edition

_NTH = Window(RowNumber(), partition_by=[F("element_id")], order_by=[F("made_on").desc(), F("id").desc()])
_FIRST = Window(RowNumber(), partition_by=[F("element_id")], order_by=[F("made_on").asc(), F("id").asc()])


def latest_two(edition: Edition, on: date) -> dict[int, list[Update]]:
    """By element of an edition, or placed in it: its latest update by a day and the one before. One query."""
    rows = Update.objects.filter(of_edition(edition), made_on__lte=on).annotate(nth=_NTH)
    found: dict[int, list[Update]] = defaultdict(list)
    for one in rows.filter(nth__lte=2).order_by("element_id", "-made_on"):
        found[one.element_id].append(one)
    return dict(found)


def dates_first_stated(edition: Edition, on: date) -> dict[int, date]:
    """By element: the date it was due by as its first update after adoption stated it. One query.

    A draft's dates change freely, so what was stated of one is no promise.
    """
    if edition.state == Edition.State.DRAFT:
        return {}
    rows = Update.objects.filter(of_edition(edition), due_on__isnull=False, made_on__lte=on)
    if edition.adopted_on is not None:
        rows = rows.filter(made_on__gte=edition.adopted_on)
    first = rows.annotate(nth=_FIRST).filter(nth=1)
    return {element: due_on for element, due_on in first.values_list("element_id", "due_on") if due_on}


def updates_until(element: Element, on: date) -> list[Update]:
    """Every update of an element made by a day, latest first: one query."""
    return list(Update.objects.filter(element=element, made_on__lte=on).order_by("-made_on", "-id"))
