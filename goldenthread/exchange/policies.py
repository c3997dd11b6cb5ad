"""The policies a council may read and amend, from files: rating rules and labels for missing data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from goldenthread.core.observed import Label, State, TargetState, labels_by_text
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.rulebook import Rulebook, UnreadableRule, rulebook_from, short_rule
from goldenthread.core.words import STATE, TARGET_STATE
from goldenthread.people.policies import policies_folder

_LARGEST_POLICY = 1024 * 1024
_SHORT_FORMS = ("met", "floor")
_Code = TypeVar("_Code", State, TargetState)


def rule_names() -> list[str]:
    """The rules that policies/rating holds, by file name without its ending."""
    return sorted(path.stem for path in (policies_folder() / "rating").glob("*.toml"))


def read_rulebook(name: str | Path) -> Rulebook:
    """A rule by its short form (`met`, `within:10%`, …), its file's path, or its name in policies/rating.

    Raises `UnreadableFile` when there is no such rule or it can't be understood.
    """
    text = str(name).strip()
    if text.casefold() in _SHORT_FORMS or "".join(text.casefold().split()).startswith("within:"):
        return _short(text)
    for path in (
        Path(name),
        policies_folder() / "rating" / text,
        policies_folder() / "rating" / f"{text}.toml",
    ):
        if _is_file(path):
            return _rulebook_in(path)
    raise UnreadableFile([Problem(f"rule {text}", None, None, _no_such_rule())])


def read_labels() -> dict[str, Label]:
    """The words that stand for a missing figure or target, keyed for `core.observed`."""
    path = policies_folder() / "no_data_labels.toml"
    found = _toml(path).get("label")
    if not isinstance(found, list):
        raise UnreadableFile([Problem(str(path), None, None, "the file needs [[label]] tables")])
    return labels_by_text(tuple(_label(one, path, place) for place, one in enumerate(found, start=1)))


def read_policy(path: Path) -> Mapping[str, object]:
    """A policy's file as data; raises `UnreadableFile` with what to mend."""
    return _toml(path)


def _short(text: str) -> Rulebook:
    try:
        return short_rule(text)
    except UnreadableRule as error:
        raise UnreadableFile([Problem(f"rule {text}", None, None, str(error))]) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or holding what no file name can
        return False


def _no_such_rule() -> str:
    names = ", ".join(rule_names()) or f"none in {policies_folder() / 'rating'}"
    return f"there is no such rule; use met, within:10%, within:2, floor, a file's path, or one of: {names}"


def _rulebook_in(path: Path) -> Rulebook:
    try:
        return rulebook_from(_toml(path), path.stem)
    except UnreadableRule as error:
        raise UnreadableFile([Problem(str(path), None, None, str(error))]) from error


def _toml(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > _LARGEST_POLICY:
            raise UnreadableFile([Problem(str(path), None, None, "this is too large to be a policy")])
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            [Problem(str(path), None, None, "the file is not saved as UTF-8 text")]
        ) from error
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(str(path), None, None, f"the file can't be read: {said}")]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile([Problem(str(path), None, None, f"the file is not TOML: {error}")]) from error


def _label(data: object, path: Path, place: int) -> Label:
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(text, str) or not text.strip():
        raise UnreadableFile([Problem(str(path), None, "text", f"label {place} has no text")])
    return Label(
        text,
        _state(data, "as_figure", STATE, path, text),
        _state(data, "as_target", TARGET_STATE, path, text),
        data.get("is_start") is True,
    )


def _state(data: Mapping[str, object], key: str, words: Mapping[_Code, str], path: Path, text: str) -> _Code:
    # A label never stands for a figure or a target: that is what it says isn't there.
    allowed = {word: code for code, word in words.items() if not _is_there(code)}
    code = allowed.get(str(data.get(key)))
    if code is None:
        sentence = f"label “{text}”: write one of: {', '.join(allowed)}"
        raise UnreadableFile([Problem(str(path), None, key, sentence)])
    return code


def _is_there(code: State | TargetState) -> bool:
    return code.has_figure if isinstance(code, State) else code is TargetState.SET
