"""A council's rating rule as plain data: read from a policy file or a database, and written back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from goldenthread.core.rating import Allowance, Band, Condition, Question, Rule
from goldenthread.core.travel import (
    NO_DEAD_BAND,
    Against,
    DeadBand,
    Direction,
    Polarity,
    movement,
    movement_of_three,
)
from goldenthread.core.words import AGAINST, DIRECTION, STATUS, in_words

__all__ = [
    "Comparison",
    "Rulebook",
    "UnreadableRule",
    "amount_of",
    "data_of",
    "in_words",
    "rulebook_from",
    "short_rule",
]


class UnreadableRule(ValueError):
    """A rule can't be understood; the message names the band and the key, and says what is allowed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How direction of travel is worked out: what the latest result is set against, and the dead band."""

    against: Against = Against.PREVIOUS_PERIOD
    dead_band: DeadBand = NO_DEAD_BAND

    def direction(
        self,
        results: Sequence[Decimal | None],
        polarity: Polarity,
        low: Decimal | None = None,
        high: Decimal | None = None,
    ) -> Direction:
        """The direction of the last of `results`, oldest first; with a gap among them, none can be told."""
        needed = list(results)[-self._how_many :]
        known = [result for result in needed if result is not None]
        if len(known) < self._how_many:
            return Direction.CANNOT_COMPARE
        if self.against is Against.LATEST_THREE:
            return movement_of_three(known, polarity, low, high, self.dead_band)
        return movement(known[1], known[0], polarity, low, high, self.dead_band)

    @property
    def _how_many(self) -> int:
        return 3 if self.against is Against.LATEST_THREE else 2


@dataclass(frozen=True)
class Rulebook:
    """A rating rule together with how direction of travel is compared under it."""

    rule: Rule
    comparison: Comparison = Comparison()


# Reading

_Code = TypeVar("_Code")

_AMOUNT = re.compile(r"(-?\d{1,12}(?:\.\d{1,8})?) ?(%?)", re.ASCII)
_OWN = "own"
_RULE_KEYS = ("code", "name", "source", "note", "compare", "band")
_COMPARE_KEYS = ("against", "dead_band")
_BAND_KEYS = ("name", "status", *Question)


def rulebook_from(data: Mapping[str, object], code: str = "") -> Rulebook:
    """Read a rule as TOML or JSON holds it; `code` is used where the data gives none.

    Raises `UnreadableRule` with a sentence that names the band and the key and says what is allowed.
    """
    _refuse_other_keys(data, _RULE_KEYS, "the rule")
    bands = tuple(_band(one, place) for place, one in enumerate(_tables(data, "band"), start=1))
    _refuse_dead_ends(bands)
    code = _text(data, "code") or code
    rule = Rule(code, _text(data, "name") or code, bands, _text(data, "source"), _text(data, "note"))
    return Rulebook(rule, _comparison(data.get("compare", {})))


def amount_of(text: str) -> Allowance:
    """Read “10%” or “2”; raises `UnreadableRule`."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise UnreadableRule(f"“{text}” is not an amount: write 10% or 2")
    return Allowance(Decimal(found[1]), bool(found[2]))


def _comparison(data: object) -> Comparison:
    if not isinstance(data, Mapping):
        raise UnreadableRule("compare must be a table: [compare], then against = “previous period”")
    _refuse_other_keys(data, _COMPARE_KEYS, "compare")
    against = _coded(data.get("against", AGAINST[Against.PREVIOUS_PERIOD]), AGAINST, "compare, against")
    dead_band = _amount(data.get("dead_band", "0"), "compare, dead_band")
    return Comparison(against, DeadBand(dead_band.amount, dead_band.is_percent))


def _band(data: Mapping[str, object], place: int) -> Band:
    name = _text(data, "name")
    where = f"band {place} ({name})" if name else f"band {place}"
    _refuse_other_keys(data, _BAND_KEYS, where)
    if not name:
        raise UnreadableRule(f"{where}, name: every band needs the council's name for it, such as “Green”")
    status = _coded(data.get("status"), STATUS, f"{where}, status")
    asked = [question for question in Question if question in data]
    return Band(name, status, tuple(_condition(question, data[question], where) for question in asked))


def _condition(question: Question, value: object, where: str) -> Condition:
    return _READERS.get(question, _limit)(question, value, f"{where}, {question}")


def _limit(question: Question, value: object, where: str) -> Condition:
    if value == _OWN:
        return Condition(question)
    return Condition(question, _amount(value, where, "own (the measure's own tolerance)"))


def _level(question: Question, value: object, where: str) -> Condition:
    amount = _amount(value, where, is_signed=True)
    if amount.is_percent:
        raise UnreadableRule(f"{where}: write a number in the measure's own units, without a per cent sign")
    return Condition(question, amount)


def _floor(question: Question, value: object, where: str) -> Condition:
    if value is not True:
        raise UnreadableRule(f"{where}: only “true” is allowed; leave the line out to ask for no floor")
    return Condition(question)


def _directions(question: Question, value: object, where: str) -> Condition:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words:
        raise UnreadableRule(f"{where}: write a list such as [“improved”, “same”]")
    allowed = {code: word for code, word in DIRECTION.items() if code is not Direction.CANNOT_COMPARE}
    return Condition(question, directions=frozenset(_coded(word, allowed, where) for word in words))


_READERS: Mapping[Question, Callable[[Question, object, str], Condition]] = {
    Question.AT_LEAST: _level,
    Question.BELOW: _level,
    Question.MEETS_FLOOR: _floor,
    Question.DIRECTION: _directions,
}


def _amount(value: object, where: str, also: str = "", *, is_signed: bool = False) -> Allowance:
    text = str(value) if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else ""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or (Decimal(found[1]) < 0 and not is_signed):
        allowed = ["10% (a percentage)", "2 (in the measure's own units)", *([also] if also else [])]
        raise UnreadableRule(f"{where}: “{value}” is not allowed; write {' or '.join(allowed)}")
    return Allowance(Decimal(found[1]), bool(found[2]))


def _coded(value: object, words: Mapping[_Code, str], where: str) -> _Code:
    for code, word in words.items():
        if isinstance(value, str) and value.strip().casefold() == word:
            return code
    said = "is missing" if value is None else f"“{value}” is not allowed"
    raise UnreadableRule(f"{where}: {said}; write one of: {', '.join(words.values())}")


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise UnreadableRule(f"{key} must be text in quotation marks, not {value}")
    return value.strip()


def _tables(data: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = data.get(key, [])
    if not isinstance(found, list) or not found or not all(isinstance(one, Mapping) for one in found):
        raise UnreadableRule(f"the rule needs bands: at least one [[{key}]] with a name and a status")
    return found


def _refuse_other_keys(data: Mapping[str, object], allowed: Sequence[str], where: str) -> None:
    unknown = [str(key) for key in data if key not in allowed]
    if unknown:
        raise UnreadableRule(f"{where}: “{unknown[0]}” is not a key of ours; allowed: {', '.join(allowed)}")


def _refuse_dead_ends(bands: Sequence[Band]) -> None:
    """Two bands of one name, or bands after one that takes everything, are slips of the pen."""
    for place, band in enumerate(bands[:-1], start=1):
        if not band.conditions:
            raise UnreadableRule(
                f"band {place} ({band.name}) asks nothing, so the bands after it are never reached"
            )
    name, times = Counter(band.name.casefold() for band in bands).most_common(1)[0]
    if times > 1:
        raise UnreadableRule(f"{times} bands are named “{name}”; give each its own name")


# The short forms

_SHORT = "write met, within:10%, within:2 or floor"


def short_rule(text: str) -> Rulebook:
    """The rule behind `met`, `within:10%`, `within:2` or `floor`; raises `UnreadableRule` otherwise."""
    code = "".join(text.split()).casefold()
    kind, colon, amount = code.partition(":")
    if code in ("met", "floor"):
        near: dict[str, object] = {"meets_floor": True} if code == "floor" else {}
    elif kind == "within" and colon:
        near = {"misses_by_at_most": _short_amount(amount, text)}
    else:
        raise UnreadableRule(f"“{text}” is not a short rule: {_SHORT}")
    return rulebook_from(
        {"code": code, "name": _SHORT_NAMES[kind].format(amount), "band": _short_bands(near)}
    )


_SHORT_NAMES = {
    "met": "Met or not met",
    "within": "Near target within {}",
    "floor": "Near target while the measure's own floor is met",
}


def _short_amount(amount: str, text: str) -> str:
    found = _AMOUNT.fullmatch(amount)
    if not found or Decimal(found[1]) < 0:
        raise UnreadableRule(f"“{text}” is not a short rule: {_SHORT}")
    return amount


def _short_bands(near: dict[str, object]) -> list[dict[str, object]]:
    on: dict[str, object] = {"name": "On target", "status": "on target", "misses_by_at_most": "0"}
    off: dict[str, object] = {"name": "Off target", "status": "off target"}
    return [on, *([{"name": "Near target", "status": "near target", **near}] if near else []), off]


# Writing


def data_of(rulebook: Rulebook) -> dict[str, object]:
    """A rulebook as data for JSON or TOML, such that `rulebook_from` gives it back."""
    rule, comparison = rulebook.rule, rulebook.comparison
    texts = {"code": rule.code, "name": rule.name, "source": rule.source, "note": rule.note}
    dead_band = Allowance(comparison.dead_band.amount, comparison.dead_band.is_percent)
    return {
        **{key: text for key, text in texts.items() if text},
        "compare": {"against": AGAINST[comparison.against], "dead_band": _amount_data(dead_band)},
        "band": [_band_data(band) for band in rule.bands],
    }


def _band_data(band: Band) -> dict[str, object]:
    asked = {condition.question.value: _condition_data(condition) for condition in band.conditions}
    return {"name": band.name, "status": STATUS[band.status], **asked}


def _condition_data(condition: Condition) -> object:
    if condition.question is Question.MEETS_FLOOR:
        return True
    if condition.question is Question.DIRECTION:
        return [word for code, word in DIRECTION.items() if code in condition.directions]
    return _amount_data(condition.allowance) if condition.allowance else _OWN


def _amount_data(allowance: Allowance) -> str:
    return f"{allowance.amount:f}{'%' if allowance.is_percent else ''}"
