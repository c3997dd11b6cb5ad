"""Recording a file of results: what the door would have asked about is put in question, and shown unrated.

Nobody stands at the door when a file comes in, so its figures are kept as those whose answer has to wait
(decision 0024), until somebody says why they are right or changes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.core.asked import Ask, Query, as_kept
from goldenthread.core.door import Entry
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.recording import BATCH
from goldenthread.measures.deriving import work_out
from goldenthread.measures.door_queries import known_of, questions_of
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import period_from, plain
from goldenthread.people.days import day_at
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

AT_ONCE = 50  # measures
NOT_ASKED = (Ask.LONG_PAST,)  # a file may well bring the years before


@transaction.atomic
def question_recorded(*, council: Council, by: Officer, at: datetime) -> int:
    """Ask about the totals that this person recorded at this moment; gives how many are in question.

    To be called in the transaction that recorded them. Each is set beside all others that are held.
    """
    fresh = _fresh(council, by, at)
    measures = list(fresh.order_by("measure_id").values_list("measure_id", flat=True).distinct())
    count = sum(
        _question_some(council, measures[start : start + AT_ONCE], by, at)
        for start in range(0, len(measures), AT_ONCE)
    )
    work_out(council=council, measures=measures, by=by, at=at)
    return count


@transaction.atomic
def work_out_recorded(*, council: Council, by: Officer, at: datetime) -> int:
    """Work out what comes of the totals that this person recorded at this moment, asking nothing of them."""
    measures = _fresh(council, by, at).order_by().values_list("measure_id", flat=True).distinct()
    return work_out(council=council, measures=list(measures), by=by, at=at)


def _fresh(council: Council, by: Officer, at: datetime) -> QuerySet[Observation]:
    """The totals that this person recorded at this moment."""
    return Observation.objects.filter(
        council=council,
        is_current=True,
        breakdown="",
        is_derived=False,
        entered_at=at,
        entered_by=by.post,
    )


def _question_some(council: Council, measures: Sequence[int], by: Officer, at: datetime) -> int:
    """Ask about what is fresh of some measures: a file may hold more than should be in memory at once."""
    found = dict(_asked_of(council, measures, by, at))
    held = Observation.objects.select_related("measure").in_bulk(list(found))
    doubted = [held[pk] for pk in sorted(held)]
    for one in doubted:
        one.is_questioned, one.queries = True, as_kept(found[one.pk])
    Observation.objects.bulk_update(doubted, ["is_questioned", "queries"], batch_size=BATCH)
    note_all(
        entry_for(
            verb="put in question",
            subject=one,
            council=council.slug,
            by=by,
            at=at,
            before={},
            after={"asked": ", ".join(query["code"] for query in one.queries)},
            source=one.source,
        )
        for one in doubted
    )
    return len(doubted)


def _asked_of(
    council: Council, measures: Sequence[int], by: Officer, at: datetime
) -> Iterator[tuple[int, list[Query]]]:
    """The keys of the fresh figures that there is something to ask of, each with what is asked."""
    held = Measure.objects.select_related("council").in_bulk(measures)
    known, on = known_of(set(measures)), day_at(council, at)
    fresh = _fresh(council, by, at).filter(measure__in=measures, explanation="").order_by()
    columns = (
        "pk", "measure_id", "period_kind", "starts_on", "ends_on", "value", "numerator", "denominator",
        "note",
    )  # fmt: skip
    for pk, measure, kind, starts_on, ends_on, *figures, note in fresh.values_list(*columns):
        value, above, below = map(plain, figures)
        entry = Entry(period_from(kind, starts_on, ends_on), value, above, below, value, note)
        asked = questions_of(known, held[measure], entry, on)
        if found := [query for query in asked if query.code not in NOT_ASKED]:
            yield pk, found
