"""List pages run a fixed number of queries, however many rows they show."""

from __future__ import annotations

import pytest
from django.test import Client

FIXED = {
    "home": ("", 20),
    "plans": ("plans/", 3),
    "edition": ("plans/plan-1/first/", 20),
    "data-quality": ("data-quality/", 5),
    "difference": ("difference/", 16),
    "measures": ("measures/", 8),
    "elements": ("elements/", 7),
    "elements, of all plans": ("elements/?edition=current&group=tag", 7),
    "search": ("search/?q=clean", 12),
    "queries": ("queries/", 2),
    "measures-csv": ("measures.csv", 8),
    "progress": ("progress/", 19),
    "gaps": ("gaps/", 16),
    "health": ("plans/plan-1/first/health/", 14),
    "reports": ("reports/", 3),
    "report": ("reports/report-1/", 59),
    "rounds": ("rounds/", 3),
    "calendar": ("calendar/", 8),
    "planning": ("planning/", 14),
    "communication": ("plans/plan-1/first/communication/", 7),
    "map": ("map/", 10),
    "across": ("across/", 14),
    "meetings": ("meetings/", 16),
    "papers": ("papers/", 2),
    "rules": ("rules/", 3),
    "targets": ("targets/", 6),
    "work": ("doing/", 19),
    "help": ("help/", 2),
    "projects": ("projects/", 12),
    "risks": ("risks/", 7),
    "partner-resources": ("partner-resources/", 7),
    "change-requests": ("change-requests/", 2),
}


@pytest.mark.parametrize("name", sorted(FIXED))
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_runs_the_same_queries_for_one_row_as_for_three(name, rows, grow, django_assert_num_queries):
    path, count = FIXED[name]
    council = grow(rows)
    client = Client()

    with django_assert_num_queries(count):
        answer = client.get(f"/{council.slug}/{path}")

    assert answer.status_code == 200
