"""The rule by which a council's actions stand: the one it adopted, or else the plain one that we deliver."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.action_rules import action_rule_from, data_of_action_rule
from goldenthread.core.action_status import ActionRule
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.action_policies import read_action_rule
from goldenthread.plans.models import ActionStatusRule

PLAIN = "york"  # in force where a council has adopted no other: it asks the least


def action_rule_of(council: Council) -> ActionRule:
    """The rule in force for a council's actions."""
    adopted = ActionStatusRule.objects.filter(council=council).first()
    return action_rule_from(adopted.body) if adopted else read_action_rule(PLAIN)


@transaction.atomic
def adopt_action_rule(
    *, council: Council, rule: ActionRule, by: Officer, at: datetime, in_force_from: date | None = None
) -> ActionStatusRule:
    """Adopt a rule for a council's actions, kept whole so that old statuses can be worked again."""
    row = {
        "code": rule.code,
        "name": rule.name,
        "body": data_of_action_rule(rule),
        "source": rule.source,
        "in_force_from": in_force_from,
    }
    bring_up_to_date(ActionStatusRule, [row], key=["code"], council=council, by=by, at=at)
    return ActionStatusRule.objects.get(council=council, code=rule.code)
