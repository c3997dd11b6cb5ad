"""The words of a section: paragraphs, headings under it, lists, and figures that are put in from a snapshot.

People type plain text. A blank line ends a paragraph; a line that starts with `## ` is a heading; lines
that start with `- ` are a list; `{measures on target}` stands for a figure of the snapshot that the paper is
tied to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

FIGURE = re.compile(r"\{([^{}\n]{1,80})\}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading under the section's own."""

    words: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, one line each."""

    lines: tuple[str, ...]


Piece = Paragraph | Subhead | Listed


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text in order; what is blank is left out."""
    return [piece for block in re.split(r"\n[ \t]*\n", text.strip()) for piece in _pieces(block)]


def _pieces(block: str) -> Iterator[Piece]:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    for kind, found in groupby(lines, _kind):
        if kind is Listed:
            yield Listed(tuple(line[2:].strip() for line in found))
        elif kind is Subhead:
            yield from (Subhead(line[3:].strip()) for line in found)
        else:
            yield Paragraph(" ".join(found))


def _kind(line: str) -> type[Piece]:
    return Listed if line.startswith("- ") else Subhead if line.startswith("## ") else Paragraph


def figures_in(text: str) -> list[str]:
    """The figures that a text names, each once, in order."""
    return list(dict.fromkeys(" ".join(one.split()) for one in FIGURE.findall(text)))


def with_figures(text: str, figures: Mapping[str, str]) -> str:
    """The text with its figures put in; one that isn't known stays as it was typed."""

    def put_in(found: re.Match[str]) -> str:
        return figures.get(" ".join(found[1].split()), found[0])

    return FIGURE.sub(put_in, text)


def unknown_figures(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The figures that texts name and nobody knows."""
    held = set(known)
    return [one for text in texts for one in figures_in(text) if one not in held]
