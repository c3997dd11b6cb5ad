"""List pages run a fixed number of queries, however many rows they show."""

from __future__ import annotations

import pytest
from django.test import Client

FIXED = {
    "home": ("", 0),
    "plans": ("plans/", 0),
    "edition": ("plans/plan-1/first/", 0),
    "measures": ("measures/", 0),
    "measures-csv": ("measures.csv", 0),
    "progress": ("progress/", 0),
    "gaps": ("gaps/", 0),
    "reports": ("reports/", 0),
    "report": ("reports/report-1/", 0),
    "meetings": ("meetings/", 0),
    "rules": ("rules/", 0),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", sorted(FIXED))
def test_a_list_runs_the_same_queries_for_one_row_as_for_three(name, rows, grow, django_assert_num_queries):
    path, count = FIXED[name]
    council = grow(rows)
    client = Client()

    with django_assert_num_queries(count):
        answer = client.get(f"/{council.slug}/{path}")

    assert answer.status_code == 200
