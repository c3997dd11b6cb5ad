"""The policies that say when work delivers and measures improve, and when figures can be trusted."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from goldenthread.core.data_quality import Limits, UnreadableLimits, limits_from
from goldenthread.core.difference import Thresholds, UnreadableThresholds, thresholds_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder


def thresholds() -> Thresholds:
    """The limits of the four boxes in force. Raises `UnreadableFile`."""
    try:
        return thresholds_from(_data("difference.toml"))
    except UnreadableThresholds as error:
        raise UnreadableFile([Problem("difference.toml", None, None, str(error))]) from error


def limits() -> Limits:
    """The limits of data quality in force. Raises `UnreadableFile`."""
    try:
        return limits_from(_data("data_quality.toml"))
    except UnreadableLimits as error:
        raise UnreadableFile([Problem("data_quality.toml", None, None, str(error))]) from error


def _data(name: str) -> Mapping[str, Any]:
    """What a policy file says; read again only when it changes."""
    path = policies_folder() / name
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(name, None, None, f"The file can't be read: {said}.")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(name, None, None, f"The file is not TOML: {error}.")]) from error


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
