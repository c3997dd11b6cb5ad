"""What elements need of services, brought in many at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.resources.actions import record_needs
from goldenthread.resources.models import Need
from tests.cast import WHO, a_council


@pytest.mark.django_db
def test_needs_are_recorded_once_for_each_service_and_once_for_none() -> None:
    """R104, R106: days and pounds by service, and who confirmed them."""
    cast = a_council()
    element, streets = cast.elements["action"].pk, cast.council.services.get().pk
    rows = [
        {"element_id": element, "service_id": streets, "days": Decimal("2.5"), "confirmed_by": ""},
        {"element_id": element, "service_id": None, "money": Decimal(100)},
    ]
    assert record_needs(council=cast.council, rows=rows, **WHO) == Recorded(created=2)
    rows[0] |= {"confirmed_on": date(2014, 4, 1), "confirmed_by": "Head of Streets"}
    assert record_needs(council=cast.council, rows=rows, **WHO) == Recorded(changed=1, same=1)
    assert set(Need.objects.values_list("service__name", "days", "money")) == {
        ("Streets", Decimal("2.5"), None), (None, None, Decimal(100)),
    }  # fmt: skip
    entry = Entry.objects.get(subject_kind="need", verb="changed")
    told = {"confirmed_on": "2014-04-01", "confirmed_by": "Head of Streets"}
    assert entry.after == {**told, "answer": "CONFIRMED"}
