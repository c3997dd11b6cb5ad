"""A file of the zip kind without a clock in it, so that the same figures give the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

_START = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_LANGUAGE = re.compile(rb"<dc:language>[^<]*</dc:language>")


def settled(written: BytesIO, language: str = "en-GB") -> bytes:
    """An Office file with its language said, no date of making, and every part dated alike."""

    def properties(content: bytes) -> bytes:
        said = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
        return _LANGUAGE.sub(b"", _DATES.sub(b"", content)).replace(b"</cp:coreProperties>", said)

    return _again(written, {"docProps/core.xml": properties})


def _again(written: BytesIO, changed: dict[str, Callable[[bytes], bytes]]) -> bytes:
    made_again = BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(made_again, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            content = changed[name](content) if name in changed else content
            made.writestr(zipfile.ZipInfo(name, _START), content, zipfile.ZIP_DEFLATED)
    return made_again.getvalue()
