"""The few words that a template’s marks stand for: the title, the body it goes to, who signs it off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.core.sentences import said
from goldenthread.reports.blocks import Block, Outline, Table, Terms
from goldenthread.reports.grids import Kind
from goldenthread.reports.templating import HEADING, name_of
from goldenthread.reports.word_styles import printable

NOT_STATED = "Not stated"
# The facts on the front of a paper that a mark prints, by the names they have there.
FACTS: Mapping[str, tuple[str, ...]] = {
    "to": ("to", "body"),
    "period": ("period",),
    "date": ("meeting", "date"),
    "report-of": ("report-of",),
    "wards": ("wards-affected",),
    "author": ("author",),
    "chief-officer": ("chief-officer-responsible", "chief-officer"),
}
_FRONT = {"to", "report-of"}


def notices_of(outline: Outline) -> tuple[str, ...]:
    """What must be said first."""
    return outline.said_first


def stamp_of(outline: Outline) -> str:
    """The figures' digest with what it is; empty for what isn't frozen."""
    return f"These figures: {outline.stamp}" if outline.stamp else ""


def values_of(outline: Outline) -> dict[str, str]:
    """What each mark of a few words stands for."""
    facts = {name_of(name): value for name, value in _facts(outline) if value}
    otherwise = {"period": outline.kicker, "date": outline.dated}
    found = {
        mark: next((facts[name] for name in names if name in facts), otherwise.get(mark) or NOT_STATED)
        for mark, names in FACTS.items()
    }
    found |= {
        "title": outline.title,
        "council": outline.council,
        "stamp": stamp_of(outline),
        "lead": said(outline.lead),
        "notices": "  ·  ".join(notices_of(outline)),
        "approved": _approved(outline),
    }
    found |= {f"{one.place}{HEADING}": one.heading for one in outline.sections}
    return {name: printable(" ".join(words.split())) for name, words in found.items()}


def is_front(block: Block) -> bool:
    """True for the facts on the front of a paper, which a template tells by its marks."""
    return isinstance(block, Terms) and bool(_FRONT & {name_of(name) for name, _ in block.rows})


def _facts(outline: Outline) -> Iterator[tuple[str, str]]:
    """Facts by name: those stated, and each contact by the role."""
    for block in outline.blocks():
        if isinstance(block, Terms):
            yield from block.rows
        elif isinstance(block, Table) and block.grid.caption == "Contacts":
            for row in block.grid.rows:
                told = (cell.text for cell in row.cells[1:] if cell.kind is not Kind.BLANK)
                yield row.cells[0].text, ", ".join(filter(None, told))


def _approved(outline: Outline) -> str:
    """“☑ 18 November 2008” where every sign-off is given, else that it is not yet."""
    for block in outline.blocks():
        if isinstance(block, Table) and block.grid.caption.startswith("Sign-off"):
            days = [row.cells[-1] for row in block.grid.rows]
            if days and all(day.kind is not Kind.BLANK for day in days):
                return f"☑ {days[-1].text}"
    return "☐ Not yet approved"
