"""Words that a person wrote in Word: reading them back from a file that was made here.

Every place for words is a content control with the tag `words:<place>`. Its number tells the words that were
printed in it, so that a place which nobody touched is told from one that somebody wrote in, even when the
figures have moved since the file was made.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.reports.word_files import open_word
from goldenthread.reports.word_styles import printable

TAG = "words:"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_GONE = (qn("w:del"), qn("w:moveFrom"))


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: the title it has, the figures it was made from, its words and those touched."""

    title: str
    digest: str
    words: dict[str, str]
    touched: frozenset[str]


def number_of(place: str, text: str) -> int:
    """The number of a place's control: the same for the same words, of the size that Word keeps."""
    plain = " ".join(printable(" ".join(text.split())).split())
    return zlib.crc32(f"{place}\n{plain}".encode("utf-8", "replace")) & 0x7FFFFFFF


def words_in(data: bytes) -> dict[str, str]:
    """The words in each place of a Word file. Raises `Refused` where it isn't one that was made here."""
    return returned(data).words


def returned(data: bytes) -> Returned:
    """A Word file that came back. Raises `Refused` where it has no places for words, or one place twice."""
    document = open_word(data)
    body = document.element.body
    found: dict[str, str] = {}
    touched = set()
    for place, control in _controls(body):
        refuse_if(
            [f"The words of “{place}” stand twice in the file. Remove one of them, and save it again."]
            if place in found
            else []
        )
        found[place] = _text(control)
        if _number(control) != number_of(place, found[place]):
            touched.add(place)
    if not found:
        raise Refused(
            "The file has no places for words. Bring the Word file that was made from this report, "
            "with your words typed where its own words stood."
        )
    return Returned(document.core_properties.title, _digest(document), found, frozenset(touched))


def _controls(body: Any) -> Iterator[tuple[str, Any]]:
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        named = tag.get(qn("w:val"), "") if tag is not None else ""
        if named.startswith(TAG):
            yield named.removeprefix(TAG), control


def _number(control: Any) -> int:
    held = control.find(f"{qn('w:sdtPr')}/{qn('w:id')}")
    said = held.get(qn("w:val"), "") if held is not None else ""
    return int(said) if re.fullmatch(r"-?\d{1,12}", said) else -1


def _text(control: Any) -> str:
    """The words of a control, a line to each paragraph; none where it shows that there are none."""
    if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return ""
    content = control.find(qn("w:sdtContent"))
    if content is None:
        return ""
    paragraphs = list(content.iter(qn("w:p"))) or [content]
    lines = ("".join(_pieces(one)) for one in paragraphs)
    return "\n".join(line.strip() for text in lines for line in text.split("\n") if line.strip())


def _pieces(paragraph: Any) -> Iterator[str]:
    for one in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if any(above.tag in _GONE for above in one.iterancestors()):
            continue
        if one.tag == qn("w:t"):
            yield one.text or ""
        elif one.getparent().tag == qn("w:r"):  # not the tab stops of a paragraph's properties
            yield "\n" if one.tag == qn("w:br") else "-" if one.tag == qn("w:noBreakHyphen") else " "


def _digest(document: Any) -> str:
    """The digest of the figures that is printed in a file; empty where none is."""
    for part in document.part.package.iter_parts():
        if re.fullmatch(r"/word/(document|header|footer)\d*\.xml", str(part.partname)):
            words = "".join(part.element.itertext(qn("w:t")))
            if found := _DIGEST.search(words):
                return found[0]
    return ""
