"""Cases of requests for change, doubts about dates, commissioning reviews and opportunities."""

from __future__ import annotations

from datetime import date

from goldenthread.governance.models import (
    ChangeRequest,
    CommissioningReview,
    DateDoubt,
    Meeting,
    Opportunity,
    Outcome,
)
from goldenthread.people.models import Partner
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, a_body, council, on_action, other, same


def a_wish(cast: Cast) -> Row:
    return {**on_action(cast), "kind": "DATE", "before": {}, "after": {}, "reason": "Late", "asked_by": "A",
            "asked_at": AT}  # fmt: skip


def a_wish_put(cast: Cast) -> Row:
    meeting = Meeting.objects.get_or_create(council=cast.council, body=a_body(cast), meets_on=DAY)[0]
    return {**a_wish(cast), "state": "PUT", "meeting": meeting}


def a_redirection(cast: Cast) -> Row:
    return {**a_wish(cast), "ground": "REDIRECTED", "redirected_body": a_body(cast), "redirected_on": DAY}


def a_doubt(cast: Cast) -> Row:
    return {**on_action(cast), "why": "Too soon", "raised_by": "A", "raised_on": DAY}


def a_review(cast: Cast) -> Row:
    return {**council(cast), "name": "Leisure", "starts_on": DAY, "ends_on": DAY}


def an_outcome(cast: Cast) -> Row:
    review = CommissioningReview.objects.get_or_create(council=cast.council, name="Parks")[0]
    return {"review": review, "element": cast.elements["place"]}


def a_chance(cast: Cast) -> Row:
    partner = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")[0]
    return {**council(cast), "partner": partner, "text": "Together"}


ANSWERED = {"answer": "Moved", "answered_by": "A", "answered_on": DAY}
CASES: dict[str, list[Case]] = {
    "change_request_put_names_its_meeting": [other(ChangeRequest, a_wish_put, meeting=None)],
    "redirection_names_its_decision": [
        other(ChangeRequest, a_redirection, redirected_on=None),
        other(ChangeRequest, a_redirection, redirected_body=None),
    ],
    "doubt_says_why": [other(DateDoubt, a_doubt, why="")],
    "one_open_doubt_per_element": [same(DateDoubt, a_doubt)],
    "answered_doubt_says_who_and_why": [
        other(DateDoubt, a_doubt, **{**ANSWERED, "answer": ""}),
        other(DateDoubt, a_doubt, **{**ANSWERED, "answered_by": ""}),
        other(DateDoubt, a_doubt, **{**ANSWERED, "answered_on": None}),
    ],
    "one_commissioning_review_per_name": [same(CommissioningReview, a_review)],
    "commissioning_review_ends_after_it_starts": [
        other(CommissioningReview, a_review, ends_on=date(2014, 9, 1))
    ],
    "commissioning_review_over_says_what_it_found": [
        other(CommissioningReview, a_review, state=state) for state in ("REPORTED", "ACTED_UPON", "STOPPED")
    ],
    "defined_once_by_a_review": [same(Outcome, an_outcome)],
    "opportunity_says_what_it_is": [other(Opportunity, a_chance, text="")],
    "opportunity_let_go_says_why": [other(Opportunity, a_chance, state="LET_GO")],
}
