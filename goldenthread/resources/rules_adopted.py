"""The scale for risks and the rule for projects in force: as a council adopted, or else as delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.project_rules import data_of_project_rule, project_rule_from
from goldenthread.core.project_status import ProjectRule as Rule
from goldenthread.core.refused import UnreadableFile
from goldenthread.core.risk_scale import Scale, data_of_scale, scale_from
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import ProjectRule, RiskScale
from goldenthread.resources.rule_policies import read_project_rule, read_scale, scale_names

PLAIN_SCALE, PLAIN_RULE = "five-by-five", "plain"  # in force where a council has adopted no other


class Scales(NamedTuple):
    """The scale in force, and every scale that scores may have been made by, by its code."""

    now: Scale
    by_code: Mapping[str, Scale]


def scales_of(council: Council) -> Scales:
    """The scales of a council: one query."""
    adopted = [scale_from(one.body) for one in RiskScale.objects.filter(council=council)]
    delivered = {name: scale for name in scale_names() if (scale := _delivered(name))}
    now = adopted[0] if adopted else read_scale(PLAIN_SCALE)
    return Scales(now, {**delivered, **{one.code: one for one in reversed(adopted)}, now.code: now})


def _delivered(name: str) -> Scale | None:
    try:
        return read_scale(name)
    except UnreadableFile:  # a file that is broken is none that a score was made by
        return None


def project_rule_of(council: Council) -> Rule:
    """The rule in force for a council's projects: one query."""
    adopted = ProjectRule.objects.filter(council=council).first()
    return project_rule_from(adopted.body) if adopted else read_project_rule(PLAIN_RULE)


@transaction.atomic
def adopt_scale(
    *, council: Council, scale: Scale, by: Officer, at: datetime, in_force_from: date | None = None
) -> None:
    """Adopt a scale for a council's risks, kept whole so that old scores can be read again."""
    row = {
        "code": scale.code, "name": scale.name, "body": data_of_scale(scale), "source": scale.source,
        "in_force_from": in_force_from,
    }  # fmt: skip
    bring_up_to_date(RiskScale, [row], key=["code"], council=council, by=by, at=at)


@transaction.atomic
def adopt_project_rule(
    *, council: Council, rule: Rule, by: Officer, at: datetime, in_force_from: date | None = None
) -> None:
    """Adopt a rule for how a council's projects stand, kept whole."""
    row = {
        "code": rule.code, "name": rule.name, "body": data_of_project_rule(rule), "source": rule.source,
        "in_force_from": in_force_from,
    }  # fmt: skip
    bring_up_to_date(ProjectRule, [row], key=["code"], council=council, by=by, at=at)
