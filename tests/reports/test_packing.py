"""Packing again takes the clock out of a file of the zip kind."""

from __future__ import annotations

import zipfile
from io import BytesIO

from goldenthread.reports.packing import START, packed, packed_again

PARTS = (("word/document.xml", b"<w/>"), ("docProps/core.xml", b"<c/>"))


def packed_at(year: int) -> BytesIO:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in PARTS:
            made.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), content)
    return written


def test_the_same_parts_give_the_same_bytes_whenever_they_were_packed() -> None:
    assert packed_again(packed_at(2012)) == packed_again(packed_at(2024)) == packed(PARTS)


def test_each_part_is_changed_by_its_name_and_dated_alike() -> None:
    made = packed_again(packed_at(2012), lambda name, part: b"new" if name.startswith("word/") else part)
    with zipfile.ZipFile(BytesIO(made)) as held:
        assert {one.filename: held.read(one) for one in held.infolist()} == {
            **dict(PARTS),
            PARTS[0][0]: b"new",
        }
        assert {one.date_time for one in held.infolist()} == {START}
