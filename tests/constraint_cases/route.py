"""Cases of the route, decisions, tasks, minutes and endorsements."""

from __future__ import annotations

from datetime import UTC, date, datetime

from goldenthread.governance.models import (
    Decision,
    EditionSeen,
    Endorsement,
    Minute,
    Recommendation,
    Step,
    Task,
)
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, a_body, council, other, same

BEFORE = date(2014, 9, 1)
AT = datetime(2014, 9, 2, tzinfo=UTC)


def a_step(cast: Cast) -> Row:
    return {**council(cast), "edition": cast.edition, "position": 7, "when": "Then", "what": "Looks"}


def kept_step(cast: Cast) -> Step:
    return Step.objects.get_or_create(**{**a_step(cast), "position": 8})[0]


def a_seen(cast: Cast) -> Row:
    return {**council(cast), "digest": "0" * 64, "content": "{}"}


def a_recommendation(cast: Cast) -> Row:
    return {"step": kept_step(cast), "number": 1, "text": "More"}


def a_decision(cast: Cast) -> Row:
    body = a_body(cast)
    return {**council(cast), "body": body, "about": "It", "text": "Agreed", "decided_on": DAY}


def a_task(cast: Cast) -> Row:
    decision, _ = Decision.objects.get_or_create(**{**a_decision(cast), "about": "Another"})
    return {**council(cast), "text": "Do it", "decision": decision, "who": "Us"}


def a_minute(cast: Cast) -> Row:
    return {**council(cast), "step": kept_step(cast), "position": 1, "kind": "PROMISE", "text": "Soon"}


def a_view(cast: Cast) -> Row:
    return {**a_minute(cast), "kind": "VIEW"}


def an_endorsement(cast: Cast) -> Row:
    return {**council(cast), "body": a_body(cast), "plan": cast.edition.plan, "endorsed_on": DAY}


CASES: dict[str, list[Case]] = {
    "one_text_per_digest": [same(EditionSeen, a_seen)],
    "edition_seen_holds_something": [other(EditionSeen, a_seen, content="")],
    "step_passed_over_says_why": [other(Step, a_step, state="PASSED_OVER")],
    "what_was_sent_has_its_day": [
        other(Step, a_step, seen_on=DAY),
        other(Step, a_step, sent_at=AT),
        Case(Step, a_step, lambda cast: {"seen": EditionSeen.objects.create(**a_seen(cast))}),
    ],
    "one_recommendation_per_number": [same(Recommendation, a_recommendation)],
    "reply_has_words_and_says_whose_it_is": [
        other(Recommendation, a_recommendation, reply="NOTED", replied_by="Cabinet"),
        other(Recommendation, a_recommendation, reply="NOTED", reply_words="Noted"),
    ],
    "one_decision_on_a_thing_a_day": [same(Decision, a_decision)],
    "decision_that_differs_has_its_own_reason": [
        other(Decision, a_decision, agrees="NO"),
        other(Decision, a_decision, agrees="IN_PART"),
    ],
    "decision_is_called_in_after_it_is_taken": [other(Decision, a_decision, call_in_until=BEFORE)],
    "call_in_has_its_day_and_reason": [
        other(Decision, a_decision, called_in_on=DAY),
        other(Decision, a_decision, called_in_on=BEFORE, called_in_because="Too dear"),
        other(Decision, a_decision, called_in_because="Too dear"),
        other(Decision, a_decision, call_in_outcome="Upheld"),
    ],
    "task_has_somebody_who_does_it": [other(Task, a_task, who="")],
    "task_done_says_what_came_of_it": [other(Task, a_task, done_on=DAY)],
    "task_comes_of_something": [
        other(Task, a_task, decision=None),
        other(Task, a_task, origin="PROMISE"),
        other(Task, a_task, origin="RECOMMENDATION"),
    ],
    "minute_is_of_a_meeting": [other(Minute, a_minute, step=None)],
    "only_a_promise_is_followed_up": [
        other(Minute, a_view, due_on=DAY),
        other(Minute, a_view, came_of_it="Done"),
    ],
    "promise_followed_up_says_what_came_of_it": [other(Minute, a_minute, followed_on=DAY)],
    "what_answers_is_an_answer": [
        Case(Minute, a_view, lambda cast: {"answers": Minute.objects.create(**a_minute(cast))}),
    ],
    "one_endorsement_of_a_plan_a_day": [same(Endorsement, an_endorsement)],
}
