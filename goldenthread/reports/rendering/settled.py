"""A file of the zip kind without a clock in it, so that the same figures give the same bytes."""

from __future__ import annotations

import re
from io import BytesIO

from goldenthread.reports.packing import packed_again

_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_LANGUAGE = re.compile(rb"<dc:language>[^<]*</dc:language>")


def settled(written: BytesIO, language: str = "en-GB") -> bytes:
    """An Office file with its language said, no date of making, and every part dated alike."""

    def properties(content: bytes) -> bytes:
        said = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
        return _LANGUAGE.sub(b"", _DATES.sub(b"", content)).replace(b"</cp:coreProperties>", said)

    return packed_again(
        written, lambda name, content: properties(content) if name == "docProps/core.xml" else content
    )
