"""The policy that says who may approve which change of what was approved."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.approving import Approving, UnreadableChanges, approving_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import duties, policies_folder

FILE = "changes.toml"


def approving() -> tuple[Approving, ...]:
    """The rules in force; read again only when the file changes.

    Raises `UnreadableFile` when it can't be understood: nobody approves anything by an unreadable policy.
    """
    path = policies_folder() / FILE
    try:
        return _read(path, path.stat().st_mtime_ns, tuple(duties().duties))
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(FILE, None, None, f"The file can't be read: {said}.")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(FILE, None, None, f"The file is not TOML: {error}.")]) from error
    except UnreadableChanges as error:
        raise UnreadableFile([Problem(FILE, None, None, str(error))]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, known: tuple[str, ...]) -> tuple[Approving, ...]:
    return approving_from(tomllib.loads(path.read_text(encoding="utf-8-sig")), known)


def duty_names() -> dict[str, str]:
    """Each duty's name by its code."""
    return {code: duty.name for code, duty in duties().duties.items()}
