"""Packing files of the zip kind without a clock in them: the same parts give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO

START = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A file of parts, each by its name and content, every one dated alike."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name, START), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def packed_again(
    written: BytesIO, changed: Callable[[str, bytes], bytes] = lambda _name, part: part
) -> bytes:
    """The same file with every part dated alike and once, as `changed` gives it by its name and content."""
    with zipfile.ZipFile(written) as given:
        names = dict.fromkeys(given.namelist())
        return packed((name, changed(name, given.read(name))) for name in names)
