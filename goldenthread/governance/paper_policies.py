"""The forms of papers that come as files in policies/papers, for a council to choose from or amend."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from goldenthread.core.paper_template import PaperTemplate, UnreadableTemplate, template_from
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.people.policies import policies_folder

FIRST = "york-2008"  # what a paper has where nobody chose
FOLDER = "papers"


def paper_template_codes() -> list[str]:
    """The forms that policies/papers holds, by file name without its ending."""
    return sorted(path.stem for path in (policies_folder() / FOLDER).glob("*.toml"))


def paper_templates() -> list[PaperTemplate]:
    """Every form. Raises `UnreadableFile`."""
    return [paper_template(code) for code in paper_template_codes()]


def paper_template(code: str) -> PaperTemplate:
    """The form of that name, read again only when its file changes.

    Raises `UnreadableFile` where there is none or it can't be understood.
    """
    path = policies_folder() / FOLDER / f"{Path(code).name}.toml"  # a name never leads out of the folder
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        allowed = ", ".join(paper_template_codes()) or "none is there"
        sentence = f"There is no such form of a paper; write one of: {allowed}."
        raise UnreadableFile([Problem(f"form {code}", None, None, sentence)]) from None


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> PaperTemplate:
    try:
        return template_from(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.stem)
    except (UnreadableTemplate, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile([Problem(path.name, None, None, f"{error}.")]) from error
