"""The rule by which a council's actions stand: the one it adopted, or else the plain one that we deliver."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from goldenthread.core.action_rules import UnreadableActionRule, action_rule_from, data_of_action_rule
from goldenthread.core.action_status import ActionRule
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.policies import policies_folder
from goldenthread.plans.models import ActionStatusRule

PLAIN = "york"  # in force where a council has adopted no other: it asks the least


def action_rule_of(council: Council) -> ActionRule:
    """The rule in force for a council's actions."""
    adopted = ActionStatusRule.objects.filter(council=council).first()
    return action_rule_from(adopted.body) if adopted else read_action_rule(PLAIN)


def action_rule_names() -> list[str]:
    """The rules that policies/action_status holds, by file name without its ending."""
    return sorted(path.stem for path in (policies_folder() / "action_status").glob("*.toml"))


def read_action_rule(name: str) -> ActionRule:
    """The rule in policies/action_status of that name, read again only when its file changes.

    Raises `UnreadableFile` where there is none or it can't be understood.
    """
    if name not in action_rule_names():
        allowed = ", ".join(action_rule_names()) or "none is there"
        sentence = f"There is no such rule for actions; write one of: {allowed}."
        raise UnreadableFile([Problem(f"rule {name}", None, None, sentence)])
    path = policies_folder() / "action_status" / f"{name}.toml"
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> ActionRule:
    try:
        return action_rule_from(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.stem)
    except (UnreadableActionRule, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, f"{error}.")]) from error


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
