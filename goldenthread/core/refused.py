"""Saying no: what a person is told when something can't be done or can't be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Reason(str):
    """A sentence that says why not, with the page on which something can be done about it.

    `kind` and `key` name that page as the links in tables do; `words` are those of the link.
    """

    __slots__ = ("key", "kind", "words")

    def __new__(cls, sentence: str, *, words: str, kind: str, key: str) -> Reason:
        made = super().__new__(cls, sentence)
        made.words, made.kind, made.key = words, kind, key
        return made

    words: str
    kind: str
    key: str

    @property
    def way(self) -> Reason:
        """The way on alone, where the sentence is said elsewhere on the page."""
        return Reason("", words=self.words, kind=self.kind, key=self.key)


def in_one(reasons: Sequence[str]) -> list[str]:
    """Several sentences of one thing as one reason, with the way on that any of them gives; none of none."""
    said = " ".join(reasons)
    way = next((one for one in reasons if isinstance(one, Reason)), None)
    if way is not None:
        return [Reason(said, words=way.words, kind=way.kind, key=way.key)]
    return [said] if said else []


class Refused(Exception):
    """An action was not carried out; `reasons` are sentences a person can act on."""

    def __init__(self, reasons: str | Sequence[str]) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where it is and what to do about it.

    `row` counts from 1 as a spreadsheet shows it (the header is a row too); `column` is the header's text.
    """

    file: str
    row: int | None
    column: str | None
    sentence: str

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.sentence}"


class UnreadableFile(Refused):
    """A file was refused whole; `problems` says where and why, in the file's own order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__([str(problem) for problem in problems])


def refuse_if(reasons: Iterable[str]) -> None:
    """Raise `Refused` with every reason given; do nothing when there is none."""
    found = list(reasons)
    if found:
        raise Refused(found)


class Stale(Refused):
    """What was seen is no longer what is held: somebody else changed it in between."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Somebody else changed {what} while you were writing. "
            "Look at it as it is now, and save what should stay."
        )


def refuse_if_stale(seen: int, held: int, what: str) -> None:
    """Raise `Stale` unless the version that the person saw is the one held."""
    if seen != held:
        raise Stale(what)
