"""The policy of nudges in force: `policies/nudging.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.nudging import Nudge, UnreadableNudging, policy_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder

NAME = "nudging.toml"


def nudges() -> tuple[Nudge, ...]:
    """The rules in force, read again only when their file changes. Raises `UnreadableFile`."""
    path = policies_folder() / NAME
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = f"The file can't be read: {error.strerror or 'no reason given'}."
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = f"The file is not TOML: {error}."
    except UnreadableNudging as error:
        said = str(error)
    raise UnreadableFile([Problem(NAME, None, None, said)])


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Nudge, ...]:
    return policy_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
