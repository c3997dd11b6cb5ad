"""Cases of the register of risks."""

from __future__ import annotations

from goldenthread.resources.models import Risk, RiskControl, RiskScale, RiskScore
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, other, same


def a_risk(cast: Cast) -> Row:
    return {**council(cast), "code": "R1", "title": "The money runs out"}


def _risk(cast: Cast) -> Risk:
    return Risk.objects.get_or_create(**{**a_risk(cast), "code": "R2"})[0]


def a_score(cast: Cast) -> Row:
    return {"risk": _risk(cast), "scored_on": DAY, "likelihood": 3, "impact": 4, "scale": "five-by-five"}


def a_control(cast: Cast) -> Row:
    return {"risk": _risk(cast), "text": "Ask for more"}


def a_scale(cast: Cast) -> Row:
    return {**council(cast), "code": "ours", "name": "Ours", "body": {}}


CASES: dict[str, list[Case]] = {
    "one_risk_per_code": [same(Risk, a_risk)],
    "closed_risk_says_when_and_why": [
        other(Risk, a_risk, closed_on=DAY),
        other(Risk, a_risk, closed_because="It was dry"),
    ],
    "one_score_a_day_and_kind": [same(RiskScore, a_score, likelihood=4)],
    "score_counts_steps_from_one": [
        other(RiskScore, a_score, likelihood=0),
        other(RiskScore, a_score, impact=0),
    ],
    "control_says_what_is_done": [other(RiskControl, a_control, text="")],
    "one_risk_scale_per_code": [same(RiskScale, a_scale)],
}
