"""Two people recording at the same moment, where the database lets them: on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period
from goldenthread.measures import actions as measures
from goldenthread.measures.entering import Given, NotStored, record_many
from goldenthread.measures.models import Measure, Observation
from tests.cast import WHO, a_council, measure_row

APRIL = parse_period("April 2014")


def at_once(*doings: Callable[[], object]) -> list[object]:
    """What each comes to, all begun together; a refusal or a failure is what it came to."""
    ready, found = Barrier(len(doings)), []

    def go(doing: Callable[[], object]) -> None:
        ready.wait()
        try:
            found.append(doing())
        except Exception as failed:  # whatever goes wrong in a thread is judged by the test
            found.append(failed)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(doing,)) for doing in doings]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def recording(measure: Measure, value: str) -> Callable[[], object]:
    given = Given(measure, APRIL, State.REPORTED, Decimal(value), seen=0)
    return lambda: record_many(council=measure.council, given=[given], **WHO)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_lose_nothing() -> None:
    """R145: the second of two first results is told of the first; a sum of two parts knows both."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time.")
    cast = a_council()
    rows = [
        measure_row("B", frequency="MONTHLY", unit=""),
        measure_row("C", frequency="MONTHLY", unit=""),
        measure_row("A", frequency="MONTHLY", unit="", formula="[B] + [C]"),
    ]
    measures.define_measures(council=cast.council, rows=rows, **WHO)
    held = {one.code: one for one in Measure.objects.filter(council=cast.council).select_related("council")}
    for month in range(1, 13):
        Observation.objects.all().update(is_current=False)
        found = at_once(recording(held["B"], f"{month}"), recording(held["C"], f"{month * 100}"))
        assert [one for one in found if isinstance(one, Exception)] == []
        whole = Observation.objects.get(measure=held["A"], is_current=True)
        assert whole.value == Decimal(month * 101)
    for month in range(1, 13):
        Observation.objects.all().update(is_current=False)
        found = at_once(recording(held["B"], f"{month}"), recording(held["B"], f"{month + 20}"))
        refused = [one for one in found if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [NotStored]
        assert Observation.objects.filter(measure=held["B"], is_current=True).count() == 1
