"""The policy of meetings: how long before them papers are published, how long after them call-in lasts."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.meeting_days import MeetingRule, UnreadableMeetings, meeting_rule_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder

FILE = "meetings.toml"


def meeting_rule() -> MeetingRule:
    """The rule in force; read again only when the file changes. Raises `UnreadableFile`."""
    path = policies_folder() / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        said = error.strerror or "no reason given"
        raise UnreadableFile([Problem(FILE, None, None, f"The file can't be read: {said}.")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(FILE, None, None, f"The file is not TOML: {error}.")]) from error
    except UnreadableMeetings as error:
        raise UnreadableFile([Problem(FILE, None, None, str(error))]) from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> MeetingRule:
    return meeting_rule_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
