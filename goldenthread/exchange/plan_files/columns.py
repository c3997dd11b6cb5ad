"""The council's policy on headings, `policies/plan_columns.toml`, read again only when it changes."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.plan_table import Headings, UnreadableHeadings, headings_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder


def plan_headings() -> Headings:
    """The headings in force; raises `UnreadableFile` when their policy can't be understood."""
    path = policies_folder() / "plan_columns.toml"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(str(path), None, None, f"the file can't be read: {said}")]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Headings:
    try:
        return headings_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (UnreadableHeadings, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(str(path), None, None, str(error))]) from error
