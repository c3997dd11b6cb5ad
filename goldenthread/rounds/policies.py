"""The policy that says which steps a round has and how long before the next each is done."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.round_plan import Step, UnreadableRounds, steps_from
from goldenthread.people.policies import policies_folder

FILE = "rounds.toml"


def round_steps() -> tuple[Step, ...]:
    """The steps in force, the meeting last; read again only when the file changes.

    Raises `UnreadableFile`.
    """
    path = policies_folder() / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(FILE, None, None, f"The file can't be read: {said}.")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(FILE, None, None, f"The file is not TOML: {error}.")]) from error
    except UnreadableRounds as error:
        raise UnreadableFile([Problem(FILE, None, None, str(error))]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Step, ...]:
    return steps_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
