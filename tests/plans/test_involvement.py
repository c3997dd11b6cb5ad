"""The parts that partners and services have in elements."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Partner
from goldenthread.plans.involvement import give_part, part_at, take_part_away
from goldenthread.plans.queries import parts_in
from tests.cast import AT, NEIGHBOUR, STRATEGY
from tests.threads import a_thread


@pytest.fixture
def threads(db):
    return a_thread()


def test_a_partner_and_a_service_are_given_parts_and_lose_them(threads):
    """R006: what each partner delivers is recorded."""
    clean, streets = threads.of["clean"], threads.council.services.get()
    part = give_part(element=clean, role="PROVIDER", partner=threads.partner, by=STRATEGY, at=AT)
    give_part(element=clean, role="COMMISSIONER", service=streets, by=STRATEGY, at=AT)

    assert [(one.who, one.role) for one in parts_in(clean)] == [
        ("Streets", "COMMISSIONER"), ("Tidy Trust", "PROVIDER"),
    ]  # fmt: skip
    take_part_away(part=part_at(threads.council, part.pk), by=STRATEGY, at=AT)
    entry = Entry.objects.first()
    assert (entry.verb, entry.before) == ("took a part away from", {"part": "Tidy Trust provides"})
    assert len(parts_in(clean)) == 1


def test_a_part_is_given_once_by_those_who_may_to_the_councils_own_partners(threads):
    clean = threads.of["clean"]
    part = give_part(element=clean, role="PROVIDER", partner=threads.partner, by=STRATEGY, at=AT)
    stranger = Partner.objects.create(council=a_thread("elsewhere").council, slug="x", name="X")

    with pytest.raises(Refused, match="Tidy Trust provides this already"):
        give_part(element=clean, role="PROVIDER", partner=threads.partner, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="one of this council’s partners"):
        give_part(element=clean, role="PROVIDER", partner=stranger, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="one of this council’s partners"):
        give_part(element=clean, role="PROVIDER", by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="Only the strategy team"):
        take_part_away(part=part, by=NEIGHBOUR, at=AT)
