"""Other councils' planning cycles, which come as files in policies/cycles, for a council to take or amend."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.cycles import Cycle, UnreadableCycle, cycle_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder


def cycle_names() -> list[str]:
    """The cycles that policies/cycles holds, by file name without its ending."""
    return sorted(path.stem for path in (policies_folder() / "cycles").glob("*.toml"))


def read_cycle(name: str) -> Cycle:
    """The cycle of that name, read again only when its file changes.

    Raises `UnreadableFile` where there is none or it can't be understood.
    """
    if name not in cycle_names():
        allowed = ", ".join(cycle_names()) or "none is there"
        raise UnreadableFile(
            [Problem(f"cycle {name}", None, None, f"There is no such cycle; there are: {allowed}.")]
        )
    path = policies_folder() / "cycles" / f"{name}.toml"
    return _read(path, path.stat().st_mtime_ns)


def cycles() -> tuple[list[Cycle], list[str]]:
    """Every cycle that can be read, the richest first, and why each of the others can't."""
    found: list[Cycle] = []
    wrong: list[str] = []
    for name in cycle_names():
        try:
            found.append(read_cycle(name))
        except UnreadableFile as broken:
            wrong += broken.reasons
    return sorted(found, key=lambda one: (-len(one.steps), one.council)), wrong


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> Cycle:
    try:
        return cycle_from(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.stem)
    except (UnreadableCycle, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, f"{error}.")]) from error
