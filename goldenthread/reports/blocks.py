"""What a document is made of before anyone decides how it looks: sections of blocks, alike in every format.

An outline is built from frozen facts alone; the HTML, Word, PDF and PowerPoint renderers each draw the same
outline, so they can't disagree. Workbooks are sheets of grids, built from the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from goldenthread.core.sentences import Sentence
from goldenthread.reports.charts import Series
from goldenthread.reports.grids import Grid


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; level 2 stands under the section's own."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `bold` words open it; a quiet one is a note in smaller type; a number comes before it."""

    words: str
    is_quiet: bool = False
    bold: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """The generated sentence that a document or a section opens with, its figures strong."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its caption is said by a heading before it, or shown where `has_caption`."""

    grid: Grid
    has_caption: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Short facts by name, as on the front of a paper: “Wards affected: All”. A blank value is not stated."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A measure's chart: its heading says what, a note where the scale starts, `alt` says it in words."""

    key: str
    heading: str
    note: str
    alt: str
    series: Series


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a person in a place of their own, or what the figures say until somebody writes there.

    `is_edited` marks a person's words. `generated` is what the figures say now; `changed` says what changed
    underneath since the person wrote, one line each, and is empty where nothing did.
    """

    place: str
    text: str
    is_edited: bool = False
    generated: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Big:
    """Figures set large, each with what it is of and a note: the infographic of a page or a slide."""

    figures: tuple[tuple[str, str, str], ...]  # figure, what it counts, note


DEMONSTRATION = "Demonstration: made from published papers, and not a document of the council."
Block = Heading | Text | Lead | Bullets | Table | Terms | Picture | Words | Big


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a document under a heading; `place` is the name that a template marks it by."""

    place: str
    heading: str
    blocks: tuple[Block, ...]
    note: str = ""
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document.

    `notices` are said first, whatever the format: a draft, a correction made since, colours withheld.
    `stamp` names the snapshot: the digest by which two documents prove that they are of the same figures.
    """

    title: str
    council: str
    kicker: str
    sections: tuple[Section, ...]
    lead: tuple[Sentence, ...] = ()
    notices: tuple[str, ...] = ()
    stamp: str = ""
    is_plain: bool = False
    is_demonstration: bool = False
    dated: str = ""
    dated_as: str = "Position at"
    language: str = "en-GB"

    @property
    def said_first(self) -> tuple[str, ...]:
        """The notices, and that it is a demonstration, for files that have no other place to say so."""
        return (*self.notices, DEMONSTRATION) if self.is_demonstration else self.notices

    def section(self, place: str) -> Section | None:
        """The section of a name."""
        return next((one for one in self.sections if one.place == place), None)

    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        for section in self.sections:
            yield from section.blocks


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: one table under a title, with notes above it (Analysis Function's rules)."""

    name: str
    title: str
    grid: Grid
    notes: tuple[str, ...] = ()
    chart: Series | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: a cover sheet with `about`, a contents sheet, notes, then the sheets."""

    title: str
    council: str
    about: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())  # shorthand and what it means
    notices: tuple[str, ...] = ()
    stamp: str = ""
    dated: str = ""
