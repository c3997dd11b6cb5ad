"""Cases of meetings and work programmes."""

from __future__ import annotations

from datetime import date

from goldenthread.governance.models import Meeting, WorkItem
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, a_body, council, other, same


def a_meeting(cast: Cast) -> Row:
    return {**council(cast), "body": a_body(cast), "meets_on": DAY}


def a_work_item(cast: Cast) -> Row:
    return {**council(cast), "body": a_body(cast), "topic": "Housing"}


CASES: dict[str, list[Case]] = {
    "one_meeting_of_a_body_on_a_day": [same(Meeting, a_meeting)],
    "papers_are_published_before_the_meeting": [
        other(Meeting, a_meeting, publication_on=date(2014, 9, 3)),
    ],
    "call_in_ends_after_the_meeting": [other(Meeting, a_meeting, call_in_until=date(2014, 9, 1))],
    "finished_work_item_says_what_came_of_it": [
        other(WorkItem, a_work_item, state="DONE"),
        other(WorkItem, a_work_item, state="DROPPED"),
    ],
}
