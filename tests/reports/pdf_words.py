"""Reads a tagged PDF as a screen reader does: element by element along its structure, never from the ink.

What is marked as an artifact (running heads, footers, repeated header rows, rules) is no part of the
structure, so it is not read; a picture is read by its alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

SKIPPED = {"/TOC"}  # page numbers of the contents belong to no figure
RUNS = {"/Span", "/Strong", "/Em"}


def pieces(content: bytes) -> list[tuple[str, str]]:
    """Each element of a tagged PDF that holds words, with its kind (“/TD”), in reading order."""
    reader = PdfReader(BytesIO(content))
    words = {}
    for page in reader.pages:
        key = page.indirect_reference.idnum if page.indirect_reference else 0
        for mark, said in _marked(page, reader).items():
            words[key, mark] = said
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return [(kind, " ".join(said.split())) for kind, said in _walk(root, 0, words, "") if said.strip()]


def _walk(given: Any, page: int, words: dict[tuple[int, int], str], kind: str) -> Iterator[tuple[str, str]]:
    """The words of an element and those under it; runs inside a paragraph are joined as they are read."""
    element = given.get_object()
    kind = str(element.get("/S", kind))
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    if kind in SKIPPED:
        return
    if "/Alt" in element:
        yield "/Figure", str(element["/Alt"])
        return
    gathered: list[str] = []
    for kid in _kids(element):
        held = kid if isinstance(kid, int) else kid.get_object()
        if isinstance(held, int) or "/MCID" in held:
            gathered.append(_leaf(held, page, words))
            continue
        inside = list(_walk(held, page, words, kind))
        if held.get("/S") in RUNS:
            gathered += [said for _, said in inside]
            continue
        yield kind, "".join(gathered)
        gathered = []
        yield from inside
    yield kind, "".join(gathered)


def _leaf(held: Any, page: int, words: dict[tuple[int, int], str]) -> str:
    if isinstance(held, int):
        return words.get((page, int(held)), "")
    at = held.raw_get("/Pg").idnum if "/Pg" in held else page
    return words.get((at, int(held["/MCID"])), "")


def _kids(element: Any) -> list[Any]:
    if "/K" not in element:
        return []
    held = element["/K"]
    return list(held) if isinstance(held, list) else [held]


def _marked(page: Any, reader: PdfReader) -> dict[int, str]:
    """The words of each marked part of a page."""
    fonts = {name: _letters(font.get_object()) for name, font in _resources(page, "/Font").items()}
    stack: list[int | None] = []
    font: dict[bytes, str] = {}
    size, last, found, height = 1, {}, {}, 0.0  # type: ignore[var-annotated]
    for given, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = given[1] if len(given) > 1 and isinstance(given[1], dict) else {}
            inside = stack[-1] if stack else None
            stack.append(int(properties["/MCID"]) if "/MCID" in properties else inside)
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"cm":
            height = float(given[5])
        elif operator == b"Tf":
            size, font = fonts[given[0]]
        elif operator in (b"Tj", b"TJ") and stack and stack[-1] is not None:
            mark = stack[-1]
            before = found.get(mark, "")
            gap = " " if before and last.get(mark) != height else ""
            found[mark] = before + gap + "".join(_said(part, size, font) for part in _strings(given[0]))
            last[mark] = height
    return found


def _resources(page: Any, name: str) -> dict[str, Any]:
    held = page["/Resources"].get_object().get(name, {})
    return dict(held.get_object()) if held else {}


def _strings(given: Any) -> Iterator[bytes]:
    for part in given if isinstance(given, list) else [given]:
        if isinstance(part, bytes):
            yield part
        elif hasattr(part, "original_bytes"):
            yield part.original_bytes


def _said(coded: bytes, size: int, font: dict[bytes, str]) -> str:
    return "".join(font.get(coded[at : at + size], "") for at in range(0, len(coded), size))


_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>(?!\s*<)")
_SPAN = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def _letters(font: Any) -> tuple[int, dict[bytes, str]]:
    """How many bytes a letter of a font takes, and what each says, from its ToUnicode map."""
    told = font["/ToUnicode"].get_object().get_data()
    found: dict[bytes, str] = {}
    size = 2
    for body in re.findall(rb"begincodespacerange(.*?)endcodespacerange", told, re.DOTALL):
        size = len(_PAIR.findall(body)[0][0]) // 2
    for body in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for line in body.strip().splitlines():
            code, said = re.findall(rb"<([0-9a-fA-F]*)>", line)
            found[bytes.fromhex(code.decode())] = bytes.fromhex(said.decode()).decode("utf-16-be")
    for body in re.findall(rb"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for first, last, said in _SPAN.findall(body):
            start = int.from_bytes(bytes.fromhex(said.decode()), "big")
            for at in range(int(first, 16), int(last, 16) + 1):
                found[at.to_bytes(size, "big")] = chr(start + at - int(first, 16))
    return size, found
