"""Cases of stages that wait, and of how people are told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.planning.models import Audience, BookedTime, CommunicationTask, Message, Stage, Wait
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, edition_of, other, same


def a_stage(cast: Cast) -> Row:
    return {**council(cast), "cycle": "PLAN", "name": "Launch", "starts_on": DAY, "ends_on": DAY}


def _made(cast: Cast, name: str) -> Stage:
    return Stage.objects.get_or_create(**{**a_stage(cast), "name": name})[0]


def a_wait(cast: Cast) -> Row:
    first, second = _made(cast, "Workshops"), _made(cast, "Partners plan")
    return {**council(cast), "stage": first, "awaited": second, "reason": "they decide first"}


def an_audience(cast: Cast) -> Row:
    return {**edition_of(cast), "name": "Staff", "side": "INTERNAL"}


def a_message(cast: Cast) -> Row:
    audience = Audience.objects.get_or_create(**an_audience(cast))[0]
    return {**council(cast), "audience": audience, "channel": "Meetings", "text": "Words"}


def a_task(cast: Cast) -> Row:
    return {**edition_of(cast), "what": "Print it", "due_on": DAY}


def booked(cast: Cast) -> Row:
    return {**edition_of(cast), "team": "Press", "from_on": DAY, "until_on": DAY, "why": "Launch"}


def waits_for_itself(cast: Cast) -> Row:
    return {"awaited": _made(cast, "Workshops")}


CASES: dict[str, list[Case]] = {
    "what_a_stage_did_has_its_day": [other(Stage, a_stage, done_what="Held")],
    "one_wait_of_a_stage_for_another": [same(Wait, a_wait)],
    "stage_does_not_wait_for_itself": [Case(Wait, a_wait, waits_for_itself)],
    "wait_says_why": [other(Wait, a_wait, reason="")],
    "one_audience_of_a_name": [same(Audience, an_audience)],
    "message_says_something": [other(Message, a_message, text="")],
    "communication_task_starts_before_it_is_due": [
        other(CommunicationTask, a_task, starts_on=date(2014, 9, 3))
    ],
    "booked_time_ends_after_it_starts": [other(BookedTime, booked, until_on=date(2014, 9, 1))],
    "booked_time_is_somebodys": [other(BookedTime, booked, team="")],
    "booked_days_are_some": [other(BookedTime, booked, days=Decimal(0))],
}
