"""Words typed into a report's Word file come back: those touched, and only those."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.refused import Refused
from goldenthread.reports.blocks import Section, Words
from goldenthread.reports.rendering.word import to_word
from goldenthread.reports.word_back import returned, words_in
from tests.reports.outlined import outline
from tests.reports.templates_made import file_of, template

DIGEST = "9f" * 32


def controls(document: Any) -> dict[str, Any]:
    return {
        one.find(f".//{qn('w:tag')}").get(qn("w:val")).removeprefix("words:"): one
        for one in document.element.body.iter(qn("w:sdt"))
    }


def typed(data: bytes, place: str, words: str) -> bytes:
    """The file after somebody typed over the first paragraph of a place, as Word does it."""
    document: Any = Document(BytesIO(data))
    control = controls(document)[place]
    hint = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    if hint is not None:
        hint.getparent().remove(hint)
    first = next(control.iter(qn("w:t")))
    first.text = words
    return file_of(document)


def test_words_come_back_as_they_were_printed_and_nobody_touched_them() -> None:
    found = returned(to_word(outline()))
    assert found.words == {"summary": "We are proud.\nStreets are clean.", "director": ""}
    assert found.touched == frozenset()
    assert found.title == "Finance and Performance Monitor: Testbury"


def test_words_typed_over_are_told_from_those_that_stood_there() -> None:
    found = returned(typed(to_word(outline()), "summary", "We are very proud."))
    assert found.words["summary"] == "We are very proud.\nStreets are clean."
    assert found.touched == {"summary"}
    assert returned(typed(to_word(outline()), "director", "Well done.")).touched == {"director"}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_words_come_back_untouched(words: str) -> None:
    made = outline(sections=(Section("s", "S", (Words("s", words),)),))
    found = returned(to_word(made))
    assert found.touched == frozenset()


def test_the_figures_that_a_file_was_made_from_are_named_in_it() -> None:
    assert returned(to_word(outline(stamp=DIGEST))).digest == DIGEST
    assert returned(to_word(outline(stamp=DIGEST), template("{{all}}"))).digest == DIGEST
    assert returned(to_word(outline(stamp=""))).digest == ""


def test_words_come_back_from_the_councils_own_template_too() -> None:
    data = to_word(outline(), template("{{summary}}", "{{all}}"))
    assert words_in(typed(data, "summary", "Ours.")) == {
        "summary": "Ours.\nStreets are clean.",
        "director": "",
    }


def test_what_was_struck_out_while_changes_were_tracked_does_not_come_back() -> None:
    document: Any = Document(BytesIO(to_word(outline())))
    paragraph = next(controls(document)["summary"].iter(qn("w:p")))
    gone = paragraph[-1]
    marked = parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='A'/>")
    gone.addprevious(marked)
    marked.append(gone)
    new = parse_xml(f"<w:ins {nsdecls('w')} w:id='2' w:author='A'><w:r><w:t>New.</w:t></w:r></w:ins>")
    marked.addnext(new)
    assert words_in(file_of(document))["summary"] == "New.\nStreets are clean."


def test_lines_tabs_and_breaks_come_back_as_words_are_written_here() -> None:
    document: Any = Document(BytesIO(to_word(outline())))
    paragraph = next(controls(document)["summary"].iter(qn("w:p")))
    more = "<w:r {ns}><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
    paragraph.append(parse_xml(more.format(ns=nsdecls("w"))))
    assert words_in(file_of(document))["summary"] == "We are proud. a\nb\nStreets are clean."


def test_a_place_that_stands_twice_is_refused() -> None:
    document: Any = Document(BytesIO(to_word(outline())))
    control = controls(document)["summary"]
    control.addnext(parse_xml(control.xml if hasattr(control, "xml") else _xml(control)))
    with pytest.raises(Refused, match="The words of “summary” stand twice in the file"):
        words_in(file_of(document))


def _xml(one: Any) -> str:
    from lxml import etree  # noqa: PLC0415 - for this alone

    return etree.tostring(one, encoding="unicode")


def test_a_file_without_places_for_words_says_which_file_to_bring() -> None:
    with pytest.raises(Refused, match="Bring the Word file that was made from this report"):
        words_in(template("Dear all"))


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(Refused, match="This is not a Word file"):
        words_in(b"x")
