"""Frameworks: what is linked to each, and taking one out of use without losing a link."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.plans.frameworks import bring_back, framework_at, frameworks_of, retire_framework
from goldenthread.plans.models import Contribution, Element, Plan
from tests.cast import AT, OWNER, STRATEGY
from tests.threads import a_framework, a_thread, some_evidence

ON = date(2010, 6, 25)


@pytest.fixture
def threads(db):
    return a_thread()


def test_each_framework_is_counted_with_its_denominator(threads, django_assert_num_queries):
    a_framework(threads.council)
    some_evidence(threads.council).answers.add(threads.of["cleaner"])

    with django_assert_num_queries(3):
        found = frameworks_of(threads.council, VISITOR)

    counts = {row.plan.slug: (row.lines, row.links, row.covered, row.evidenced) for row in found}
    assert counts == {"community-strategy": (2, 1, 1, 1), "assessment": (1, 0, 0, 0)}


def test_a_framework_is_retired_and_brought_back_and_no_link_is_lost(threads):
    """R074: frameworks can be retired without losing links."""
    plan, links = threads.community.plan, Contribution.objects.count()
    retire_framework(plan=plan, on=ON, reason="Abolished.", by=STRATEGY, at=AT)

    held = framework_at(threads.council, plan.slug)
    assert (held.retired_on, held.retired_because, Contribution.objects.count()) == (ON, "Abolished.", links)
    with pytest.raises(Refused, match="out of use since 25 June 2010 already"):
        retire_framework(plan=plan, on=ON, reason="Again.", by=STRATEGY, at=AT)
    bring_back(plan=plan, reason="The next government wants it.", by=STRATEGY, at=AT)
    held.refresh_from_db()
    assert (held.retired_on, held.retired_because) == (None, "")
    first, second = Entry.objects.filter(subject_kind="plan").order_by("-id")[:2]
    assert (first.verb, first.before["retired_because"], second.verb) == (
        "brought back",
        "Abolished.",
        "retired",
    )
    with pytest.raises(Refused, match="is in use already"):
        bring_back(plan=plan, reason="Once more.", by=STRATEGY, at=AT)


def test_retiring_needs_the_power_a_reason_and_a_day_that_can_be(threads):
    plan = threads.community.plan
    Plan.objects.filter(pk=plan.pk).update(starts_on=date(2011, 1, 1))

    with pytest.raises(Refused, match="Only the strategy team"):
        retire_framework(plan=plan, on=ON, reason="No.", by=OWNER, at=AT)
    with pytest.raises(Refused, match="starts on 1 January 2011"):
        retire_framework(plan=plan, on=ON, reason="No.", by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="Say why"):
        retire_framework(plan=plan, on=date(2012, 1, 1), reason=" ", by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="is no framework"):
        retire_framework(plan=threads.streets.plan, on=ON, reason="No.", by=STRATEGY, at=AT)
    assert framework_at(threads.council, "streets-plan") is None


def test_links_from_what_a_person_may_not_read_are_not_counted(threads):
    Element.objects.filter(code="place").update(is_exempt=True)

    assert frameworks_of(threads.council, VISITOR)[0].links == 0
    assert frameworks_of(threads.council, STRATEGY)[0].links == 1
