"""Tables of a Word document as rows of text: merged cells filled, headings marked, changes accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from goldenthread.core.plan_table import Line, PlanTable, same
from goldenthread.core.refused import Problem, UnreadableFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_NAME = 80
_MOST_SPANNED = 200


def word_tables(data: bytes, file: str) -> list[PlanTable]:
    """Every table of a document; before them those with the same headings as one, each under its own."""
    from lxml import etree  # noqa: PLC0415 - only Word files need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"), parser)
    except Exception as error:  # a crafted or cut archive can raise almost anything
        sentence = "the document is damaged. Open it in a word processor, save it again, and bring in that."
        raise UnreadableFile([Problem(file, None, None, sentence)]) from error
    found = [(place, name, _table(table)) for place, (name, table) in enumerate(_named(root), start=1)]
    tables = [
        PlanTable(f"Table {place}{f', {name}' if name else ''}", lines, heads)
        for place, name, (lines, heads) in found
    ]
    return [*_together([(name, lines, heads) for _, name, (lines, heads) in found]), *tables]


def _named(root: Any) -> Iterator[tuple[str, Any]]:
    """Each table that stands in no other, with the words of the last paragraph before it."""
    said = ""
    for element in root.iter(f"{_W}p", f"{_W}tbl"):
        if any(above.tag == f"{_W}tbl" for above in element.iterancestors()):
            continue
        if element.tag == f"{_W}tbl":
            yield said[:_LONGEST_NAME], element
            said = ""
        elif words := " ".join(_text(element).split()):
            said = words


# One table


def _table(table: Any) -> tuple[tuple[Line, ...], int]:
    """The table's rows, and how many of the first the document marks as headings."""
    lines: list[Line] = []
    above: list[str] = []
    heads = 0
    for number, row in enumerate(_rows(table), start=1):
        cells = _cells(row, above)
        above = cells
        if len(lines) == heads == number - 1 and row.find(f"{_W}trPr/{_W}tblHeader") is not None:
            heads += 1
        lines.append(Line(number, tuple(cells)))
    filled = tuple(line for line in lines if not line.is_blank)
    return filled, sum(line.number <= heads for line in filled)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:  # a row deleted while changes are tracked
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _rows(child)


def _cells(row: Any, above: Sequence[str]) -> list[str]:
    cells: list[str] = [""] * _number(row, f"{_W}trPr/{_W}gridBefore", 0)
    for cell in _cells_of(row):
        span = _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        for _ in range(max(span, 1)):
            at = len(cells)
            cells.append((above[at] if at < len(above) else "") if goes_on else _text(cell))
    return cells


def _cells_of(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells_of(child)


def _number(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    said = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(said), _MOST_SPANNED) if said.isdecimal() else default


def _text(element: Any) -> str:
    """The words of a cell or paragraph, a line for each paragraph; deleted words are left out."""
    parts: list[str] = []
    for one in element.iter(f"{_W}p", f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if one.tag == f"{_W}t":
            parts.append(one.text or "")
        elif one.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif one.tag == f"{_W}tab":
            parts.append(" ")
        else:
            parts.append("\n")
    return "".join(parts).strip()


# Tables that go on


def _together(found: Sequence[tuple[str, tuple[Line, ...], int]]) -> list[PlanTable]:
    """Tables with the same headings as one, the paragraph before each as the heading of its rows."""
    by_head: dict[tuple[str, ...], list[tuple[str, tuple[Line, ...], int]]] = {}
    for one in found:
        if one[1]:
            by_head.setdefault(tuple(same(cell) for cell in one[1][0].cells), []).append(one)
    return [_joined(several) for several in by_head.values() if len(several) > 1]


def _joined(several: Sequence[tuple[str, tuple[Line, ...], int]]) -> PlanTable:
    heads = max([1, *(heads for _, _, heads in several)])
    rows: list[tuple[str, ...]] = [line.cells for line in several[0][1][:heads]]
    for name, lines, _ in several:
        if name:
            rows.append((name,) * max(len(lines[0].cells), 2))
        rows += [line.cells for line in lines[heads:]]
    numbered = tuple(Line(number, cells) for number, cells in enumerate(rows, start=1))
    return PlanTable(f"All {len(several)} tables with these headings", numbered, heads)
