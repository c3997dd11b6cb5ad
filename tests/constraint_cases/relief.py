"""Cases of searches for a way out."""

from __future__ import annotations

from goldenthread.resources.models import ReliefRun
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, council, other


def a_search(cast: Cast) -> Row:
    days = {"read_on": DAY, "first_on": DAY, "quarters": 8}
    return {**council(cast), "edition": cast.edition, **days, "asked_by": "A post", "asked_at": AT}


CASES: dict[str, list[Case]] = {
    "done_way_out_has_its_answer": [
        other(ReliefRun, a_search, state="DONE"),
        other(ReliefRun, a_search, state="DONE", result="{}", digest="0" * 64),
    ],
    "cancelled_way_out_says_so": [other(ReliefRun, a_search, cancelled_by="A post")],
    "way_out_is_asked_within_reason": [
        other(ReliefRun, a_search, limit=0),
        other(ReliefRun, a_search, limit=201),
        other(ReliefRun, a_search, furthest=13),
        other(ReliefRun, a_search, sooner=13),
        other(ReliefRun, a_search, share=101),
        other(ReliefRun, a_search, seconds=0),
    ],
    "way_out_looks_at_1_to_12_quarters": [
        other(ReliefRun, a_search, quarters=0),
        other(ReliefRun, a_search, quarters=13),
    ],
}
