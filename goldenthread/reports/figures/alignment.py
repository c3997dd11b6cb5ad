"""A plan set against a framework: what serves what, what serves nothing, and what nothing serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.aligning import Matrix, aligned
from goldenthread.core.sentences import Sentence, Span, part_of, spell, start
from goldenthread.people.officers import Officer
from goldenthread.plans import queries as plans
from goldenthread.plans.frameworks import links_to
from goldenthread.plans.models import Edition, Level
from goldenthread.plans.queries import ElementRow
from goldenthread.plans.thread_queries import APART


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the matrix: an edition, its levels that hold something, the one chosen, and its lines."""

    edition: Edition
    levels: list[Level]
    level: Level | None
    lines: list[ElementRow]
    parent_of: dict[int, int | None]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The lines of a plan beside those of a framework."""

    mine: Side
    theirs: Side
    matrix: Matrix
    sentences: list[Sentence]

    @property
    def unlinked(self) -> list[ElementRow]:
        """The plan's lines that serve nothing there, neither by themselves nor by what hangs below them."""
        served = {row for (row, _), how in self.matrix.items() if how.is_own}
        return [line for line in self.mine.lines if line.id not in served]

    @property
    def uncovered(self) -> list[ElementRow]:
        """The framework's lines that nothing of the plan serves."""
        covered = {column for (_, column), how in self.matrix.items() if how.is_own}
        return [line for line in self.theirs.lines if line.id not in covered]


def alignment(
    edition: Edition, framework: Edition, viewer: Officer, level: str = "", part: str = ""
) -> Alignment:
    """Set an edition against a framework at the levels asked for: its highest, and the framework's lowest."""
    mine, theirs = _side(edition, viewer, level, first=True), _side(framework, viewer, part, first=False)
    matrix = aligned(
        links_to(framework, edition),
        mine.parent_of,
        theirs.parent_of,
        [line.id for line in mine.lines],
        [line.id for line in theirs.lines],
    )
    found = Alignment(mine, theirs, matrix, [])
    found.sentences.append(_sentence(found))
    return found


def _side(edition: Edition, viewer: Officer, asked: str, *, first: bool) -> Side:
    every = plans.elements_of(edition, viewer)
    lines = [line for line in every if line.kind not in APART]
    held = {line.level_id for line in lines}
    levels = [level for level in plans.levels_of(edition) if level.pk in held]
    chosen = next((level for level in levels if level.key == asked), None)
    level = chosen or (levels[0 if first else -1] if levels else None)
    shown = [line for line in lines if level is not None and line.level_id == level.pk]
    return Side(edition, levels, level, shown, {line.id: line.parent_id for line in every})


def _sentence(found: Alignment) -> Sentence:
    mine, theirs, name = found.mine, found.theirs, found.theirs.edition.name
    if not mine.lines or not theirs.lines:
        empty = mine if not mine.lines else theirs
        return (Span(f"No line of the {empty.edition.name} is on record to set beside the other."),)
    linked = len(mine.lines) - len(found.unlinked)
    covered = len(theirs.lines) - len(found.uncovered)
    is_linked = "serves" if linked == 1 else "serve"
    is_covered = "is covered" if covered == 1 else "are covered"
    return (
        Span(_share(linked, mine.lines, mine.level), True),
        Span(f" {is_linked} the {name}; "),
        Span(_share(covered, theirs.lines, theirs.level).lower(), True),
        Span(f" of it {is_covered}{_rest(len(found.uncovered))}."),
    )


def _share(count: int, lines: Sequence[ElementRow], level: Level | None) -> str:
    assert level is not None
    return start(part_of(count, len(lines), level.name.lower(), level.lower_plural.lower()))


def _rest(count: int) -> str:
    return f" and {spell(count)} {'is' if count == 1 else 'are'} not" if count else ""
