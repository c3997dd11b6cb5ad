"""What a file is called, and what it is by its first bytes: a workbook, something else, or perhaps text."""

from __future__ import annotations

import io
import re
import zipfile

_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (.xls, .doc) or one locked with a password"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
)
_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """“xlsx”, what else the file is, or nothing where it may be text."""
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    if _PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:1000]):
        return "a web page or an XML file"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


_PARTS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file (.ods, .odt)"),
    ("Index/Document.iwa", "an Apple Numbers or Pages file"),
)


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # a crafted or cut archive can raise almost anything
        return "a damaged workbook or zip file" if data.startswith((b"PK\3\4", b"PK\5\6")) else ""
    if "[Content_Types].xml" in names and not any(part in names for part, _ in _PARTS[1:]):
        return "xlsx"
    return next((kind for part, kind in _PARTS if part in names), "a zip file")


def file_name(given: str) -> str:
    """A file's name without folders and what no record can hold."""
    plain = "".join(letter for letter in given if letter.isprintable())
    name = plain.replace("\\", "/").rpartition("/")[2].strip()
    return name[-200:] or "A file without a name"
