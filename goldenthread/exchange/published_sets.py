"""What every published set of comparisons is read into, ready to store whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.cells import File
from goldenthread.measures.comparisons import Published

__all__ = ["ReadSet", "file_in", "refuse_all"]

Row = Mapping[str, Any]


@dataclass(slots=True)
class ReadSet:
    """A published set as read from its files, with what is said of the council that it may be loaded for."""

    facts: dict[str, str]
    places: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    values: list[Published] = field(default_factory=list)
    without_figure: int = 0
    scheme: str = "OTHER"
    as_at: date | None = None
    nation: str = "ENGLAND"  # of the councils in it
    grouping: str = ""


def file_in(folder: Path, name: str) -> Path:
    """The one file of a folder whose name ends so; raises `UnreadableFile` where there is none, or more."""
    if not folder.is_dir():
        raise UnreadableFile([Problem(str(folder), None, None, "there is no such folder")])
    found = sorted(folder.glob(f"*{name}"))
    if len(found) == 1:
        return found[0]
    what = "there is none" if not found else f"there are {len(found)}"
    sentence = f"one file whose name ends in {name} is needed, and {what}"
    raise UnreadableFile([Problem(str(folder), None, None, sentence)])


def refuse_all(*files: File, limit: int = 50) -> None:
    """Refuse the whole set when anything in any of its files is wrong."""
    problems = [problem for file in files for problem in file.problems]
    if not problems:
        return
    told = problems[:limit]
    if len(problems) > limit:
        told.append(Problem(told[-1].file, None, None, f"and {len(problems) - limit} more problems"))
    raise UnreadableFile(told)


Reader = Callable[[Path], ReadSet]
