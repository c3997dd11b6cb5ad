"""The map of sign-off in force, as policies/sign_off.toml says it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.workflow import SignOff, UnreadableMap, sign_off_from
from goldenthread.people.policies import policies_folder

NAME = "sign_off.toml"


def sign_off() -> SignOff:
    """The map in force; read again only when its file changes. Raises `UnreadableFile`."""
    path = policies_folder() / NAME
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(NAME, None, None, f"The file can't be read: {said}.")]) from error
    except UnreadableMap as error:
        raise UnreadableFile([Problem(NAME, None, None, str(error))]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(NAME, None, None, f"The file is not TOML: {error}.")]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> SignOff:
    return sign_off_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
