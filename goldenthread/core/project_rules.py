"""A council's rule for how projects stand as plain data: read from a policy file, and said in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from goldenthread.core.project_status import ProjectRule
from goldenthread.core.rating import Status
from goldenthread.core.words import STATUS

_KEYS = ("code", "name", "source", "note", "words", "time", "money", "benefit")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "words": ("on", "near", "off"),
    "time": ("near_after_days", "off_after_days"),
    "money": ("near_above", "off_above", "unfunded_counts_as"),
    "benefit": ("on_from", "near_from"),
}
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}", re.ASCII)
_PERCENT = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)%", re.ASCII)
_ALLOWED = {words: code for code, words in STATUS.items() if code is not Status.NOT_RATED}


class UnreadableProjectRule(ValueError):
    """A rule for projects can't be understood; the message names the line and says what is allowed."""


def project_rule_from(data: Mapping[str, object], code: str = "") -> ProjectRule:
    """Read a rule as TOML or JSON holds it. Raises `UnreadableProjectRule`."""
    _refuse_other_keys(data, _KEYS, "the rule")
    parts = {name: _part(data, name, keys) for name, keys in _PARTS.items()}
    time, money, benefit, words = (parts[name] for name in ("time", "money", "benefit", "words"))
    named = _text(data, "code") or code
    if not _CODE.fullmatch(named):
        raise UnreadableProjectRule("code: write small letters, digits and hyphens, up to 30")
    rule = ProjectRule(
        code=named,
        name=_text(data, "name") or named,
        near_after_days=_days(time, "near_after_days"),
        off_after_days=_days(time, "off_after_days"),
        near_above_percent=_percent(money, "money", "near_above"),
        off_above_percent=_percent(money, "money", "off_above"),
        unfunded=_status(money),
        benefit_on_percent=_percent(benefit, "benefit", "on_from"),
        benefit_near_percent=_percent(benefit, "benefit", "near_from"),
        words=(_word(words, "on"), _word(words, "near"), _word(words, "off")),
        source=_text(data, "source"),
        note=_text(data, "note"),
    )
    _refuse_disorder(rule)
    return rule


def _part(data: Mapping[str, object], name: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    found = data.get(name)
    if not isinstance(found, dict):
        raise UnreadableProjectRule(f"write a [{name}] table with {', '.join(keys)}")
    _refuse_other_keys(found, keys, f"[{name}]")
    return found


def _refuse_other_keys(data: Mapping[str, object], allowed: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in allowed:
            raise UnreadableProjectRule(f"{where}: there is no line “{key}”; write {', '.join(allowed)}")


def _text(data: Mapping[str, object], key: str) -> str:
    found = data.get(key, "")
    if not isinstance(found, str):
        raise UnreadableProjectRule(f"{key}: write a text in quotation marks")
    return found.strip()


def _word(data: Mapping[str, object], key: str) -> str:
    found = _text(data, key)
    if not found:
        raise UnreadableProjectRule(f"[words] {key}: write the council’s own word, such as “On track”")
    return found


def _days(data: Mapping[str, object], key: str) -> int:
    found = data.get(key)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= 3650:
        raise UnreadableProjectRule(f"[time] {key}: write a whole number of days from 0 to 3650")
    return found


def _percent(data: Mapping[str, object], part: str, key: str) -> Decimal:
    found = _PERCENT.fullmatch(_text(data, key))
    if found is None:
        raise UnreadableProjectRule(f"[{part}] {key}: write a percentage such as “5%”")
    return Decimal(found[1])


def _status(data: Mapping[str, object]) -> Status:
    found = _ALLOWED.get(_text(data, "unfunded_counts_as"))
    if found is None:
        raise UnreadableProjectRule(f"[money] unfunded_counts_as: write one of {', '.join(_ALLOWED)}")
    return found


def _refuse_disorder(rule: ProjectRule) -> None:
    if rule.near_after_days > rule.off_after_days:
        raise UnreadableProjectRule("[time]: off_after_days comes after near_after_days")
    if rule.near_above_percent > rule.off_above_percent:
        raise UnreadableProjectRule("[money]: off_above is not below near_above")
    if rule.benefit_near_percent > rule.benefit_on_percent:
        raise UnreadableProjectRule("[benefit]: on_from is not below near_from")


def data_of_project_rule(rule: ProjectRule) -> dict[str, object]:
    """A rule as data for JSON or TOML, such that `project_rule_from` gives it back."""
    on, near, off = rule.words
    return {
        "code": rule.code, "name": rule.name, "source": rule.source, "note": rule.note,
        "words": {"on": on, "near": near, "off": off},
        "time": {"near_after_days": rule.near_after_days, "off_after_days": rule.off_after_days},
        "money": {
            "near_above": f"{rule.near_above_percent}%",
            "off_above": f"{rule.off_above_percent}%",
            "unfunded_counts_as": STATUS[rule.unfunded],
        },
        "benefit": {
            "on_from": f"{rule.benefit_on_percent}%", "near_from": f"{rule.benefit_near_percent}%",
        },
    }  # fmt: skip


def project_rule_words(rule: ProjectRule) -> list[str]:
    """Each part of a rule as a sentence."""
    on, near, off = rule.words
    return [
        f"Time: {off} where something still to be done is more than {rule.off_after_days} days later than "
        f"planned, {near} where more than {rule.near_after_days}, otherwise {on}. What is done is left out.",
        f"Money: {off} where the forecast is more than {rule.off_above_percent}% above what was agreed, "
        f"{near} where more than {rule.near_above_percent}%, otherwise {on}. Where nobody pays yet for a "
        f"part, it is at best {rule.said(rule.unfunded)}.",
        f"Benefits: each that is due by now is {on} from {rule.benefit_on_percent}% of the way from its "
        f"baseline to what is expected, {near} from {rule.benefit_near_percent}%, otherwise {off}.",
        "The project stands as the worst of the three that can be rated. Where none can, it is not rated.",
    ]
