"""A council's rule for actions as plain data: read from a policy file or a database, and said in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from goldenthread.core.action_status import ActionRule, LateBand, Lateness, StatedState
from goldenthread.core.rating import Status
from goldenthread.core.words import STATUS

_RULE_KEYS = ("code", "name", "source", "note", "when_done", "band", "state")
_BAND_KEYS = ("code", "name", "counts_as", "done", "late_by_at_most", "late_by_less_than")
_STATE_KEYS = ("code", "name", "counts_as", "done")
_LATE = re.compile(r"(\d{1,4}) (day|month)s?", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}", re.ASCII)
_ALLOWED = {words: code for code, words in STATUS.items()}


class UnreadableActionRule(ValueError):
    """A rule for actions can't be understood; the message names the step and says what is allowed."""


def action_rule_from(data: Mapping[str, object], code: str = "") -> ActionRule:
    """Read a rule as TOML or JSON holds it; `code` is used where the data gives none.

    Raises `UnreadableActionRule`.
    """
    _refuse_other_keys(data, _RULE_KEYS, "the rule")
    bands = tuple(_band(one, place) for place, one in enumerate(_tables(data, "band"), start=1))
    states = tuple(_state(one, place) for place, one in enumerate(_tables(data, "state"), start=1))
    if bool(bands) == bool(states):
        raise UnreadableActionRule("the rule needs either [[band]] tables, by dates, or [[state]] tables")
    _refuse_twice([one.code for one in bands] + [one.code for one in states])
    _refuse_holes(bands)
    code = _text(data, "code") or code
    when_done = _text(data, "when_done")
    _refuse_no_end(states, when_done)
    name = _text(data, "name") or code
    return ActionRule(code, name, bands, states, when_done, _text(data, "source"), _text(data, "note"))


def _band(data: Mapping[str, object], place: int) -> LateBand:
    where = f"band {place}"
    _refuse_other_keys(data, _BAND_KEYS, where)
    code, name, counts_as, is_done = _common(data, where)
    at_most, less_than = (_late(data, key, where) for key in ("late_by_at_most", "late_by_less_than"))
    if sum((is_done, at_most is not None, less_than is not None)) > 1:
        raise UnreadableActionRule(f"{where}: ask one thing only: done, late_by_at_most or late_by_less_than")
    return LateBand(code, name, counts_as, is_done, at_most, less_than)


def _state(data: Mapping[str, object], place: int) -> StatedState:
    where = f"state {place}"
    _refuse_other_keys(data, _STATE_KEYS, where)
    return StatedState(*_common(data, where))


def _common(data: Mapping[str, object], where: str) -> tuple[str, str, Status, bool]:
    name = _text(data, "name")
    if not name:
        raise UnreadableActionRule(f"{where}, name: write the council's own word, such as “On track”")
    code = _text(data, "code") or "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:30]
    if not _CODE.fullmatch(code):
        raise UnreadableActionRule(f"{where}, code: “{code}” is none; write small letters, such as on-track")
    counts_as = _ALLOWED.get(str(data.get("counts_as")))
    if counts_as is None:
        raise UnreadableActionRule(f"{where} ({name}), counts_as: write one of: {', '.join(_ALLOWED)}")
    is_done = data.get("done", False)
    if not isinstance(is_done, bool):
        raise UnreadableActionRule(f"{where} ({name}), done: write true, or leave the line out")
    return code, name, counts_as, is_done


def _late(data: Mapping[str, object], key: str, where: str) -> Lateness | None:
    if key not in data:
        return None
    found = _LATE.fullmatch(str(data[key]))
    if not found:
        raise UnreadableActionRule(f"{where}, {key}: “{data[key]}” is no time; write “14 days” or “3 months”")
    return Lateness(int(found[1]), found[2] == "month")


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise UnreadableActionRule(f"{key} must be text in quotation marks, not {value}")
    return value.strip()


def _tables(data: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise UnreadableActionRule(f"begin each {key} with a line [[{key}]]")
    return found


def _refuse_other_keys(data: Mapping[str, object], allowed: Sequence[str], where: str) -> None:
    unknown = [str(key) for key in data if key not in allowed]
    if unknown:
        raise UnreadableActionRule(
            f"{where}: “{unknown[0]}” is not a key of ours; allowed: {', '.join(allowed)}"
        )


def _refuse_no_end(states: Sequence[StatedState], when_done: str) -> None:
    """What is done stands somewhere: the rule says at which of its states."""
    if states and when_done not in {one.code for one in states}:
        raise UnreadableActionRule(
            f"when_done: “{when_done}” is the code of no state of this rule; say where done work stands"
        )


def _refuse_twice(codes: Sequence[str]) -> None:
    code, times = Counter(codes).most_common(1)[0]
    if times > 1:
        raise UnreadableActionRule(f"{times} steps have the code “{code}”; give each its own")


def _refuse_holes(bands: Sequence[LateBand]) -> None:
    """Every lateness falls in exactly one band: the last takes what is left, and none before it does."""
    if not bands:
        return
    if not any(band.is_done for band in bands):
        raise UnreadableActionRule("one band must take what is done: done = true")
    rest = [band.at_most is None and band.less_than is None for band in bands if not band.is_done]
    if not rest or not rest[-1] or any(rest[:-1]):
        raise UnreadableActionRule("the last band, and only that, takes every lateness that is left")


def data_of_action_rule(rule: ActionRule) -> dict[str, object]:
    """A rule as data for JSON or TOML, such that `action_rule_from` gives it back."""
    texts = {
        "code": rule.code, "name": rule.name, "source": rule.source, "note": rule.note,
        "when_done": rule.when_done,
    }  # fmt: skip
    steps: dict[str, object] = {}
    if rule.bands:
        steps["band"] = [_band_data(band) for band in rule.bands]
    if rule.states:
        steps["state"] = [_step_data(state) for state in rule.states]
    return {**{key: text for key, text in texts.items() if text}, **steps}


def _step_data(step: LateBand | StatedState) -> dict[str, object]:
    done = {"done": True} if step.is_done else {}
    return {"code": step.code, "name": step.name, "counts_as": STATUS[step.counts_as], **done}


def _band_data(band: LateBand) -> dict[str, object]:
    limits = {"late_by_at_most": band.at_most, "late_by_less_than": band.less_than}
    kept = {
        key: f"{late.amount} {'months' if late.is_months else 'days'}"
        for key, late in limits.items()
        if late is not None
    }
    return {**_step_data(band), **kept}


def action_rule_words(rule: ActionRule) -> list[str]:
    """Each step of a rule as a sentence, in the order in which they are tried."""
    if rule.is_stated:
        return [f"{one.name} (counts as {STATUS[one.counts_as]}): {_said(rule, one)}." for one in rule.states]
    return [f"{one.name} (counts as {STATUS[one.counts_as]}): {_when(one)}." for one in rule.bands]


def _said(rule: ActionRule, state: StatedState) -> str:
    also = ", or that it is done" if state.code == rule.when_done and not state.is_done else ""
    return f"where its owner says so{also}"


def _when(band: LateBand) -> str:
    if band.is_done:
        return "where its owner says that it is done"
    if band.at_most is not None and band.at_most.amount == 0:
        return "where it is expected by its original date"
    if band.at_most is not None:
        return f"where it is expected at most {band.at_most} after its original date"
    if band.less_than is not None:
        return f"where it is expected less than {band.less_than} after its original date"
    return "otherwise"
