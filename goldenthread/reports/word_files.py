"""Word files from outside: whether one may be opened at all, and what is taken out of it first.

A .docx is a zip of XML: it may unpack to gigabytes, declare types, run macros, or fetch from other machines
when it is opened. The first three are refused; links to a template elsewhere, which most councils' files
have, are taken out.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.parsers import expat

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.reports.packing import packed_again

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 5_000_000, 60_000_000, 2_000
TYPES = "[Content_Types].xml"
_MEBI = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_EXTERNAL = "External"
_SAFE_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_FETCHES = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b", re.IGNORECASE)
_TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
SAVE_AS = "Open it in Word and save it as a Word document (.docx)."


def open_word(data: bytes) -> Any:
    """A Word file, opened. Raises `Refused` with the reasons where it can't or mustn't be."""
    refuse_if(reasons_not_to_open(data))
    try:
        return Document(BytesIO(neutralised(data)))
    except Exception as error:  # a crafted or cut document makes python-docx raise almost anything
        raise Refused(f"The file is damaged or incomplete. {SAVE_AS}") from error


def digest_of(data: bytes) -> str:
    """What tells one file from another."""
    return hashlib.sha256(data).hexdigest()


def reasons_not_to_open(data: bytes) -> list[str]:
    """Why a file is not opened as a Word document, in sentences; the first kind of trouble only."""
    if not data:
        return ["The file is empty. Choose another."]
    if len(data) > LARGEST:
        return [
            f"The file is larger than {LARGEST // _MEBI} MB. Make its pictures smaller and save it again."
        ]
    if data.startswith(_OLD):
        return [_of_old(data)]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _of_archive(archive)
    except Exception:  # a crafted or cut archive can raise almost anything
        return [f"This is not a Word file, or it is damaged. {SAVE_AS}"]


def _of_old(data: bytes) -> str:
    if _LOCKED in data:
        return "The file is locked with a password. Take the password off in Word and save it again."
    return f"This is an old Word file (.doc). {SAVE_AS}"


def _of_archive(archive: zipfile.ZipFile) -> list[str]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return [
            f"Unpacked, the file is larger than {LARGEST_UNPACKED // _MEBI} MB. Make its pictures smaller."
        ]
    names = {part.filename for part in parts}
    if TYPES not in names:
        return [f"This is a zip file, and not a Word document. {SAVE_AS}"]
    found = _of_kind(archive.read(TYPES).lower(), names)
    if found:
        return [found]
    if any(_declares_a_type(archive.read(part)) for part in parts if _is_xml(part.filename)):
        return [f"The file holds XML declarations that Word never writes. {SAVE_AS}"]
    return list(dict.fromkeys(_fetching(archive)))


def _of_kind(types: bytes, names: set[str]) -> str:
    if b"macroenabled" in types or any("vbaproject" in name.lower() for name in names):
        return f"The file holds macros, which are never run here. {SAVE_AS}"
    if b"wordprocessingml.template.main+xml" in types:
        return f"This is a Word template file (.dotx). {SAVE_AS}"
    if b"wordprocessingml.document.main+xml" not in types:
        return f"This is not a Word document. {SAVE_AS}"
    if any(name.lower().startswith(("word/embeddings/", "word/activex/")) for name in names):
        return "The file holds another file or a control inside it. Remove that in Word and save it again."
    return ""


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


class _Declared(Exception):
    """A part declares a document type, which Word never does and XML bombs need."""


class _Began(Exception):
    """The first element was reached: nothing can be declared any more."""


def _declares_a_type(part: bytes) -> bool:
    def declared(*_: object) -> None:
        raise _Declared

    def began(*_: object) -> None:
        raise _Began

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = began
    try:
        parser.Parse(part, True)
    except _Declared:
        return True
    except (_Began, expat.ExpatError):
        return False  # what isn't XML at all is left for python-docx to refuse
    return False


def _fetching(archive: zipfile.ZipFile) -> Iterator[str]:
    """What the document would fetch from elsewhere, other than the template it was once made from."""
    for part in archive.infolist():
        if part.filename.endswith(".rels"):
            for one in etree.fromstring(archive.read(part), _PARSER):
                kind = one.get("Type", "").rpartition("/")[2]
                if kind == "aFChunk":
                    yield "The file holds another document inside it. Copy its text in, and save it again."
                elif one.get("TargetMode") == _EXTERNAL and kind not in ("hyperlink", "attachedTemplate"):
                    yield (
                        f"The file fetches something ({kind}) from “{one.get('Target', '')[:60]}”. "
                        "Put it into the document itself, and save it again."
                    )
        elif part.filename.endswith(".xml") and _FETCHES.search(_fields(archive.read(part))):
            yield "The file has a field that fetches from other files. Turn it into text, and save it again."


def _fields(part: bytes) -> str:
    """The instructions of a part's fields as one text: Word joins those that are split over runs."""
    try:
        root = etree.fromstring(part, _PARSER)
    except etree.XMLSyntaxError:
        return ""  # python-docx refuses it
    said = "".join(root.itertext(qn("w:instrText")))
    return " ".join([said, *(one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple")))])


def neutralised(data: bytes) -> bytes:
    """The same file without its link to a template elsewhere; links to anything but a web or e-mail address
    lead nowhere.
    """

    def harmless(name: str, part: bytes) -> bytes:
        if name.endswith(".rels"):
            return _without_links(part)
        return _TEMPLATE.sub(b"", part) if name.endswith("settings.xml") else part

    return packed_again(BytesIO(data), harmless)


def _without_links(part: bytes) -> bytes:
    root = etree.fromstring(part, _PARSER)
    for one in list(root):
        if one.get("TargetMode") != _EXTERNAL:
            continue
        if one.get("Type", "").endswith("/attachedTemplate"):
            root.remove(one)
        elif not _SAFE_LINK.match(one.get("Target", "")):
            one.set("Target", "about:blank")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
