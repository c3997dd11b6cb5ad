"""Scales for risks and rules for projects that come as files in policies, for a council to adopt or amend."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from goldenthread.core.project_rules import UnreadableProjectRule, project_rule_from
from goldenthread.core.project_status import ProjectRule
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.risk_scale import Scale, UnreadableScale, scale_from
from goldenthread.people.policies import policies_folder

SCALES, RULES = "risks", "project_status"


def scale_names() -> list[str]:
    """The scales that policies/risks holds, by file name without its ending."""
    return _names(SCALES)


def project_rule_names() -> list[str]:
    """The rules that policies/project_status holds, by file name without its ending."""
    return _names(RULES)


def read_scale(name: str) -> Scale:
    """The scale of that name, read again only when its file changes.

    Raises `UnreadableFile` where there is none or it can't be understood.
    """
    path = _path(SCALES, name, "scale for risks")
    return _scale(path, path.stat().st_mtime_ns)


def read_project_rule(name: str) -> ProjectRule:
    """The rule of that name, read again only when its file changes. Raises `UnreadableFile`."""
    path = _path(RULES, name, "rule for projects")
    return _rule(path, path.stat().st_mtime_ns)


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in (policies_folder() / folder).glob("*.toml"))


def _path(folder: str, name: str, what: str) -> Path:
    if name not in _names(folder):
        allowed = ", ".join(_names(folder)) or "none is there"
        sentence = f"There is no such {what}; write one of: {allowed}."
        raise UnreadableFile([Problem(f"{what} {name}", None, None, sentence)])
    return policies_folder() / folder / f"{name}.toml"


@lru_cache(maxsize=16)
def _scale(path: Path, changed: int) -> Scale:
    try:
        return scale_from(_toml(path), path.stem)
    except (UnreadableScale, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, f"{error}.")]) from error


@lru_cache(maxsize=16)
def _rule(path: Path, changed: int) -> ProjectRule:
    try:
        return project_rule_from(_toml(path), path.stem)
    except (UnreadableProjectRule, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, f"{error}.")]) from error


def _toml(path: Path) -> Mapping[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
