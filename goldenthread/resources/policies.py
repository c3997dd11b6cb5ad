"""The policy of capacity: what is called full, and the limit above which a plan is not put forward."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.strain import Limits, UnreadableCapacity, limits_from
from goldenthread.people.policies import policies_folder

FILE = "capacity.toml"


def limits() -> Limits:
    """The policy in force; read again only when the file changes. Raises `UnreadableFile`."""
    path = policies_folder() / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(FILE, None, None, f"The file can't be read: {said}.")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(FILE, None, None, f"The file is not TOML: {error}.")]) from error
    except UnreadableCapacity as error:
        raise UnreadableFile([Problem(FILE, None, None, str(error))]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Limits:
    return limits_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
