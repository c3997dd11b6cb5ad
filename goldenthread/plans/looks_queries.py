"""Reading what was seen of an edition's lines, day by day, for a back-test of odds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from goldenthread.core.back_test import Look, Seen
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Update

LEAST = 10  # lines told on a day, for that day to be a look at the plan
MOST = 12  # looks


def looks_of(edition: Edition, viewer: Officer, until: date) -> list[Look]:
    """The days until one on which many lines were told, the latest few: two queries.

    Counted are lines of which somebody once said that they were done or not. How far on one is, where only
    the line above says that, is taken from there.
    """
    lines = Element.objects.seen_by(viewer).filter(edition=edition)
    parent_of: dict[int, int | None] = dict(lines.values_list("pk", "parent_id"))
    rows = Update.objects.filter(element__in=lines, made_on__lte=until)
    told: dict[date, dict[int, Seen]] = defaultdict(dict)
    names = ("element_id", "made_on", "is_done", "due_on", "stated", "percent_complete")
    for pk, on, *rest in rows.order_by("made_on", "id").values_list(*names):
        told[on][pk] = Seen(*rest)
    counted = {pk for seen in told.values() for pk, one in seen.items() if one.is_done is not None}
    looks = [Look(on, _lines(seen, counted, parent_of)) for on, seen in sorted(told.items())]
    return [one for one in looks if len(one.lines) >= LEAST][-MOST:]


def _lines(seen: dict[int, Seen], counted: set[int], parent_of: dict[int, int | None]) -> dict[str, Seen]:
    found = {}
    for pk in seen.keys() & counted:
        above = seen.get(parent_of.get(pk) or 0)
        one = seen[pk]
        if one.percent is None and above is not None:
            one = one._replace(percent=above.percent)
        found[str(pk)] = one
    return found
