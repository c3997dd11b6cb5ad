"""Reading the stamp of a document back: the digest of the figures that it was made from.

Every format prints all 64 digits. A file is read as data and nothing in it is run; what is too large to be a
document of ours is left unread.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MOST_BYTES = 60_000_000  # of one file, or of all that is packed in it
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_TAGS = re.compile(r"<[^>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def stamps_in(data: bytes) -> set[str]:
    """Every digest that a document prints, whatever its format; none where it has none."""
    if len(data) > MOST_BYTES:
        return set()
    if data[:2] == b"PK":
        return _found(_packed(data))
    if data[:5] == b"%PDF-":
        return _found(_of_pdf(data))
    return _found([data.decode("utf-8", "replace")])


def _found(texts: Iterator[str] | list[str]) -> set[str]:
    return {one for text in texts for one in _DIGEST.findall(_TAGS.sub("", text)) + _DIGEST.findall(text)}


def _packed(data: bytes) -> Iterator[str]:
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                if one.filename.endswith((".xml", ".rels")) and one.file_size <= left:
                    left -= one.file_size
                    yield packed.read(one).decode("utf-8", "replace")
    except Exception:  # a crafted or cut archive can raise almost anything: what was read of it is kept
        return


def _of_pdf(data: bytes) -> Iterator[str]:
    """What a PDF says of itself: its text is drawn by glyph, its keywords are not."""
    yield data.decode("latin-1")
    left = MOST_BYTES
    for found in _STREAM.finditer(data):
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(found[1], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text.decode("latin-1")
        if left <= 0:
            return
