"""The rules for actions that come as files in policies/action_status, for a council to adopt or amend."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.action_rules import UnreadableActionRule, action_rule_from
from goldenthread.core.action_status import ActionRule
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder


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
