"""Where the installation's policies are, and the one on duties that this room obeys."""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.duties import Policy, UnreadableDuties, policy_from
from goldenthread.core.refused import Problem, UnreadableFile

_PACKAGE = Path(__file__).resolve().parent.parent


def policies_folder() -> Path:
    """Where policies are: $GOLDENTHREAD_POLICIES, else beside the code, else inside the installed package."""
    chosen = os.environ.get("GOLDENTHREAD_POLICIES")
    return Path(chosen) if chosen else _delivered()


def _delivered() -> Path:
    beside = _PACKAGE.parent / "policies"
    return beside if beside.is_dir() else _PACKAGE / "policies"


def duties() -> Policy:
    """The policy of duties in force; read again only when its file changes.

    Raises `UnreadableFile` when it can't be understood: nobody may do anything by an unreadable policy.
    """
    return _read_if_changed(policies_folder() / "duties.toml")


def delivered_duties() -> Policy:
    """The policy of duties that comes with the product, whatever the council has made of it."""
    return _read_if_changed(_delivered() / "duties.toml")


def _read_if_changed(path: Path) -> Policy:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(path.name, None, None, f"The file can't be read: {said}.")]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Policy:
    try:
        return policy_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (UnreadableDuties, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, _said(error))]) from error


def _said(error: Exception) -> str:
    if isinstance(error, UnreadableDuties):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return "The file is not in UTF-8. Save it again as UTF-8."
    return f"The file is not TOML: {error}."
