"""The policy on how much each kind of gap weighs in a plan's health."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.health import UnreadableWeights, Weight, weights_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder


def weights() -> list[Weight]:
    """The weights in force; read again only when their file changes. Raises `UnreadableFile`."""
    path = policies_folder() / "plan_health.toml"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(str(path), None, None, f"the file can't be read: {said}")]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> list[Weight]:
    try:
        return weights_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (UnreadableWeights, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(str(path), None, None, str(error))]) from error
