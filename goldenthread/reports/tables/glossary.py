"""The glossary as one table to take away: every word, what it means, and whose word it is."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.core.glossary import WORDS
from goldenthread.core.sentences import counted, start
from goldenthread.governance.glossary_queries import Glossary
from goldenthread.plans.models import Level
from goldenthread.reports.grids import Cell, Column, Grid, grid, text


def glossary(found: Glossary) -> Grid:
    """Every word in one table."""
    columns = (Column("Word", width=30), Column("What it means", width=70), Column("Whose word", width=24))
    return grid("Glossary", columns, _rows(found))


def _rows(found: Glossary) -> Iterator[list[Cell]]:
    for term in found.terms:
        yield _row(term.word, term.meaning, "The council’s")
    for body in found.bodies:
        yield _row(body.short, body.name, "A body’s short name")
    for level in found.levels:
        yield _row(level.name, level_words(level), "A level’s name")
    for tag in found.tags:
        yield _row(tag.name, tag.about or "Not stated", f"A tag: {tag.get_kind_display()}")
    for word, means in product_words():
        yield _row(word, means, "Of this software")


def _row(word: str, means: str, whose: str) -> list[Cell]:
    return [text(word), text(means), text(whose)]


def level_words(level: Level) -> str:
    """What the council says of a level: where it stands and how long one of its elements lasts."""
    years = f" One lasts {counted(level.years, 'year')}." if level.years else ""
    return f"Level {level.position} of {level.edition.name}.{years}"


def product_words() -> list[tuple[str, str]]:
    """The software's own words, each with a capital, and without the marks of Markdown."""
    return [(start(word), start(means.replace("*", "")) + ".") for word, means in WORDS]


def of_glossary(found: Glossary) -> str:
    """How many words of the council's are explained."""
    held = len(found.terms) + len(found.bodies)
    if not held:
        return "No word or abbreviation of the council’s papers is explained yet."
    return (
        f"{start(counted(held, 'word'))} and short {'name is' if held == 1 else 'names are'} explained here, "
        "beside the names of the plan’s levels and tags."
    )
