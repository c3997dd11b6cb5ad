"""Word templates made for the tests, with marks where a test wants them, and parts nobody should open."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from docx import Document

MARKED = ("{{title}}", "{{notices}}", "{{lead}}", "{{all}}", "{{stamp}}")


def file_of(document: Any) -> bytes:
    """A document as a file."""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def template(*paragraphs: str, header: str = "", cell: str = "") -> bytes:
    """A template with these paragraphs, a header, and a table with one cell."""
    document: Any = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if cell:
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[1].text = cell
    return file_of(document)


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """The same file with one part added or put in place of another."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as held, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in held.namelist():
            if one != name:
                new.writestr(one, held.read(one))
        new.writestr(name, content)
    return made.getvalue()


def part_of(data: bytes, name: str) -> str:
    """One part of a file as text."""
    with zipfile.ZipFile(BytesIO(data)) as held:
        return held.read(name).decode()
