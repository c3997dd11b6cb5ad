"""Money as finance reports it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources.actions import record_variances
from goldenthread.resources.models import Variance
from goldenthread.resources.queries import variances_in
from tests.cast import WHO, a_council

pytestmark = pytest.mark.django_db


def record(council: Council, *lines: tuple[str, str, str]) -> Recorded:
    rows = [
        {"report": report, "line": line, "amount": Decimal(amount), "position": place}
        for place, (report, line, amount) in enumerate(lines)
    ]
    return record_variances(council=council, rows=rows, **WHO)


def test_a_line_is_recorded_once_and_a_later_amount_is_in_the_ledger() -> None:
    """R029, R145."""
    council = a_council().council
    assert record(council, ("Monitor 1", "Streets", "620000")) == Recorded(created=1)
    assert record(council, ("Monitor 1", "Streets", "620000.00")) == Recorded(same=1)
    assert record(council, ("Monitor 1", "Streets", "-1000.5")) == Recorded(changed=1)
    entry = Entry.objects.filter(verb="changed").get()
    assert (entry.before, entry.after) == ({"amount": "620000.00"}, {"amount": "-1000.5"})
    assert str(Variance.objects.get()) == "Monitor 1, Streets: -1000.50"


def test_pounds_are_kept_to_the_penny_and_are_the_same_when_they_come_again() -> None:
    council = a_council().council
    for expected in (Recorded(created=1), Recorded(same=1)):
        assert record(council, ("Monitor 1", "Streets", "1234.565")) == expected
    assert Variance.objects.get().amount == Decimal("1234.57")


def test_a_report_has_its_own_lines_and_those_of_its_parts_and_no_others() -> None:
    council = a_council().council
    record(
        council,
        ("Monitor 1", "Streets", "1"),
        ("Monitor 1 City Strategy", "Planning", "2"),
        ("Monitor 10", "Parks", "3"),
        ("Monitor 2", "Streets", "4"),
    )
    record(a_council("elsewhere").council, ("Monitor 1", "Streets", "5"))
    assert [one.line for one in variances_in(council, "Monitor 1")] == ["Streets", "Planning"]
    assert variances_in(council, "") == []
