"""A council's own Word template: what is wrong with it is said in sentences, and its places are filled."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.refused import Refused
from goldenthread.people.policies import policies_folder
from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering.word import to_word
from goldenthread.reports.rendering.word_filled import with_marked
from goldenthread.reports.templating import check, name_of
from tests.reports.figures_in import allowed_in, differences, figures_in_docx, figures_of_outline
from tests.reports.outlined import outline
from tests.reports.templates_made import MARKED, file_of, part_of, template, with_part

TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
SETTINGS = "word/_rels/settings.xml.rels"
SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def filled(data: bytes, given: Outline | None = None) -> Any:
    return Document(BytesIO(to_word(given or outline(), data)))


def texts(document: Any) -> list[str]:
    body = document.element.body
    return ["".join(one.text or "" for one in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


# What is wrong with it


def test_a_good_template_has_its_places_and_nothing_to_mend() -> None:
    found = check(template(*MARKED))
    assert found.places == ("title", "notices", "lead", "all", "stamp")
    assert (found.problems, found.remarks) == ((), ())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty. Choose another."),
        (b"Dear all", "This is not a Word file, or it is damaged."),
        (b"PK\3\4 cut", "This is not a Word file, or it is damaged."),
        (b"\xd0\xcf\x11\xe0 an old file", "This is an old Word file (.doc)."),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "The file is locked with a password. Take the password off in Word and save it again.",
        ),
        (b"x" * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_what_is_no_word_file_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    assert check(data).problems[0].startswith(sentence)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("word/vbaProject.bin", b"x", "The file holds macros, which are never run here."),
        ("word/embeddings/a.xlsx", b"x", "The file holds another file or a control inside it."),
        ("word/activeX/a.xml", b"<x/>", "The file holds another file or a control inside it."),
        (TYPES, "<Types/>", "This is not a Word document."),
        (TYPES, "application/vnd.ms-word.document.macroEnabled.main+xml", "The file holds macros"),
        (TYPES, "wordprocessingml.template.main+xml", "This is a Word template file (.dotx)."),
        (
            "word/document.xml",
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
            "The file holds XML declarations that Word never writes.",
        ),
        ("word/document.xml", "<w:document", "The file is damaged or incomplete."),
        ("word/bomb.bin", b"0" * 60_000_001, "Unpacked, the file is larger than 60 MB."),
        (
            "word/header9.xml",
            f"<w:p {nsdecls('w')}><w:instrText> DDE</w:instrText><w:instrText>AUTO x </w:instrText></w:p>",
            "The file has a field that fetches",
        ),
        (
            "word/header9.xml",
            f"<w:p {nsdecls('w')}><w:fldSimple w:instr=' INCLUDEPICTURE \"http://x\" '/></w:p>",
            "The file has a field that fetches",
        ),
        (
            RELATIONS,
            f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' Type='{SCHEMA}/image' "
            "Target='http://tracker.example/a.png' TargetMode='External'/></Relationships>",
            "The file fetches something (image) from “http://tracker.example/a.png”.",
        ),
        (
            RELATIONS,
            f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' Type='{SCHEMA}/aFChunk' "
            "Target='a.html'/></Relationships>",
            "The file holds another document inside it.",
        ),
    ],
)  # fmt: skip
def test_a_dangerous_file_is_refused_with_what_to_do(name: str, content: Any, sentence: str) -> None:
    found = check(with_part(template(*MARKED), name, content))
    assert found.problems[0].startswith(sentence)


def test_a_zip_that_is_no_document_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    assert check(made.getvalue()).problems[0].startswith("This is a zip file, and not a Word document.")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_gets_a_sentence_and_never_a_traceback(at: int, noise: bytes) -> None:
    data = template(*MARKED)
    place = len(data) * at // 400
    found = check(data[:place] + noise + data[place + len(noise) :])
    assert found.problems or found.places


def test_the_template_that_a_file_was_made_from_is_not_fetched_and_strange_links_lead_nowhere() -> None:
    links = (
        f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' Type='{SCHEMA}/attachedTemplate' "
        "Target='http://elsewhere.example/evil.dotm' TargetMode='External'/></Relationships>"
    )
    data = with_part(template(*MARKED), SETTINGS, links)
    assert check(data).problems == ()
    assert "elsewhere.example" not in str(zipped(to_word(outline(), data)))
    held = part_of(template(*MARKED), RELATIONS)
    more = (
        f"<Relationship Id='r99' Type='{SCHEMA}/hyperlink' Target='file://server/x' TargetMode='External'/>"
    )
    data = with_part(
        template(*MARKED), RELATIONS, held.replace("</Relationships>", f"{more}</Relationships>")
    )
    assert check(data).problems == ()
    assert "file://server" not in str(zipped(to_word(outline(), data)))


def zipped(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{{exeptions}}", "No place is called {{exeptions}}. Did you mean {{exceptions}}?"),
        ("{{zzz}}", "No place is called {{zzz}}."),
        ("{{exceptions", "Braces are not closed in “{{exceptions”."),
        ("exceptions}}", "Braces are not closed in “exceptions}}”."),
        ("Here: {{exceptions}}", "{{exceptions}} stands among other words. Give it a paragraph of its own."),
    ],
)
def test_a_mark_that_cannot_be_filled_is_said_with_what_to_do(written: str, sentence: str) -> None:
    problems = check(template(*MARKED, written)).problems
    assert any(one.startswith(sentence) for one in problems), problems


def test_the_known_places_are_listed_beside_an_unknown_one() -> None:
    listed = check(template("{{zzz}}")).problems[-1]
    assert listed.startswith("These can be marked: title, council")
    assert "exceptions" in listed and "notices" in listed


def test_a_place_marked_twice_is_refused_and_a_few_words_may_stand_anywhere_often() -> None:
    assert "{{all}} is marked twice. Leave one of them." in check(template(*MARKED, "{{all}}")).problems
    assert check(template(*MARKED, "{{title}} of {{title}}", header="{{title}}")).problems == ()


def test_what_needs_room_is_not_put_in_a_header() -> None:
    found = check(template("{{all}}", header="{{exceptions}}")).problems
    assert found == (
        "{{exceptions}} stands in a header or footer, where only a few words fit. Move it into the text.",
    )


def test_what_needs_room_is_not_put_in_a_text_box() -> None:
    document: Any = Document(BytesIO(template(*MARKED)))
    box = (
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{{{gaps}}}}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))
    assert check(file_of(document)).problems == (
        "{{gaps}} stands in a text box, where only a few words fit. Move it into the text.",
    )


def test_a_template_without_any_place_is_refused() -> None:
    assert check(template("Dear all", "{{title}}")).problems == (
        "No place for the report is marked. Write {{all}} in a paragraph of its own.",
    )


def test_what_will_be_done_without_being_asked_is_said() -> None:
    assert check(template("{{gaps}}")).remarks == (
        "{{notices}} is not marked, so notices stand at the start: they must be seen.",
        "{{all}} is not marked, so whatever has no place of its own stands at the end.",
        "{{stamp}} is not marked, so the digest of the figures stands at the end.",
        "{{title}} is not marked, so the report’s title is not printed.",
    )


def test_styles_that_a_template_lacks_are_named_and_added() -> None:
    document: Any = Document(BytesIO(template(*MARKED)))
    for name in ("List Bullet", "Heading 2"):
        held = document.styles[name].element
        held.getparent().remove(held)
    data = file_of(document)
    assert check(data).remarks == ("Heading 2 and List Bullet are not among its styles: ours is used.",)
    made = filled(data)
    assert made.styles["Heading 2"].paragraph_format.keep_with_next
    bullets = [one.text for one in made.paragraphs if one.style.name == "List Bullet"]
    assert bullets == ["Note the report.", "Approve the change."]
    assert made.styles["List Bullet"].element.find(f".//{qn('w:numId')}") is not None


@pytest.mark.parametrize("written", ["Report of", " report_of ", "REPORT-OF"])
def test_a_mark_is_known_however_it_is_typed(written: str) -> None:
    assert name_of(written) == "report-of"
    assert check(template(*MARKED, f"{{{{{written}}}}}")).problems == ()


# What is put in its places


def test_words_parted_into_runs_are_one_mark_and_keep_the_manner_of_its_first_letter() -> None:
    document: Any = Document(BytesIO(template(*MARKED)))
    paragraph = document.add_paragraph("To ")
    for part, is_bold in (("{", True), ("{t", False), ("o}", False), ("} and all", False)):
        paragraph.add_run(part).bold = is_bold
    made = filled(file_of(document))
    held = next(one for one in made.paragraphs if one.text == "To Executive and all")
    assert [run.text for run in held.runs if run.bold] == ["Executive"]


def test_a_few_words_are_put_in_text_cells_headers_and_footers() -> None:
    made = filled(template("{{all}}", header="{{council}}: {{notices}}", cell="{{to}}, {{date}}, {{wards}}"))
    assert made.sections[0].header.paragraphs[0].text == "Testbury: Draft: not yet published."
    assert "Executive, 2 September 2014, All" in texts(made)


def test_a_section_is_put_at_its_place_once_and_the_rest_where_all_is_marked() -> None:
    data = template("Ours", "{{exceptions}}", "Between", "{{all}}", "After", "{{notices}}", "{{stamp}}")
    found = texts(filled(data))
    places = [found.index(one) for one in ("Ours", "A note.", "Between", "We are proud.", "After")]
    assert places == sorted(places)
    assert found.count("A note.") == 1
    assert "Exceptions" not in found and "Summary" in found
    assert found[-1] == "These figures: 1a2b3c"


def test_nothing_is_left_out_however_little_is_marked() -> None:
    """Every figure is in the file whatever the template."""
    whole = texts(Document(BytesIO(to_word(outline()))))
    held = texts(filled(template("{{gaps}}")))
    assert held[0] == "Draft: not yet published."
    assert {"We are proud.", "A note.", "Note the report.", "These figures: 1a2b3c"} <= set(held)
    figures = [one for one in whole if one[:1].isdigit() and not one.startswith(("2 September", "32 of"))]
    assert figures and all(one in held for one in figures)


def test_a_place_in_a_cell_is_as_wide_as_the_cell_and_the_cell_ends_as_word_needs() -> None:
    document: Any = Document(BytesIO(template("{{all}}")))
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cell = table.rows[0].cells[1]
    cell.width, cell.text = Cm(6), "{{exceptions}}"
    made = filled(file_of(document))
    held = made.tables[-1].rows[0].cells[1]
    assert held._tc[-1].tag == qn("w:p")
    inner = held.tables[0]._tbl.tblPr.find(qn("w:tblW"))
    assert int(inner.get(qn("w:w"))) <= Cm(6).twips


def test_a_landscape_section_gets_tables_of_its_width() -> None:
    document: Any = Document(BytesIO(template("{{all}}")))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(42), Cm(29.7)
    wide = filled(file_of(document)).tables[0]._tbl.tblPr.find(qn("w:tblW"))
    assert int(wide.get(qn("w:w"))) > Cm(30).twips


def test_paragraphs_take_the_manner_of_their_place() -> None:
    document: Any = Document(BytesIO(template("{{all}}")))
    document.add_paragraph("{{performance}}", style="List Number")
    made = filled(file_of(document))
    assert next(one for one in made.paragraphs if "make up the rated" in one.text).style.name == "List Number"


def test_headings_in_a_place_stand_under_the_templates_own() -> None:
    document: Any = Document(BytesIO(template("{{all}}")))
    document.add_heading("Analysis", 1)
    document.add_heading("Performance", 2)
    document.add_paragraph("{{performance}}")
    made = filled(file_of(document))
    assert next(one for one in made.paragraphs if one.text == "By theme").style.name == "Heading 3"


def test_a_place_that_this_report_lacks_says_so() -> None:
    assert "Nothing is stated here." in texts(filled(template("{{all}}", "{{missed}}")))


def test_a_place_for_a_persons_words_takes_theirs() -> None:
    data = template("{{all}}", "{{consultation}}")
    marked = with_marked(outline(), data, {"consultation": ("Two workshops were held.", "")})
    assert "Two workshops were held." in texts(filled(data, marked))
    empty = with_marked(outline(), data, {})
    assert "No words have been written here yet." in texts(filled(data, empty))
    assert with_marked(outline(), template("{{all}}"), {}) == outline()


def test_the_heading_of_a_section_can_be_put_alone() -> None:
    assert "See Exceptions." in texts(filled(template("{{all}}", "See {{exceptions.heading}}.")))


def test_the_templates_own_words_styles_and_page_stay() -> None:
    document: Any = Document(BytesIO(template("Our own words", *MARKED, header="Ours")))
    document.sections[0].left_margin = Cm(4)
    document.styles["Heading 1"].font.name = "Georgia"
    made = filled(file_of(document))
    assert made.paragraphs[0].text == "Our own words"
    assert made.sections[0].header.paragraphs[0].text == "Ours"
    assert made.sections[0].left_margin.cm == pytest.approx(4, abs=0.01)
    assert made.styles["Heading 1"].font.name == "Georgia"


def test_the_same_template_and_outline_are_the_same_file() -> None:
    data = template(*MARKED)
    assert to_word(outline(), data) == to_word(outline(), data)


def test_no_mark_is_left_in_the_file() -> None:
    data = template(*MARKED, "{{to}} {{period}} {{report of}} {{approved}} {{author}}", header="{{title}}")
    assert not any(b"{{" in part for part in zipped(to_word(outline(), data)))


def test_a_template_that_cannot_be_opened_is_refused() -> None:
    with pytest.raises(Refused, match="not a Word file"):
        to_word(outline(), b"x")


# Those that come with the product


@pytest.mark.parametrize("name", ["york-2008", "modern"])
def test_the_templates_that_come_with_the_product_have_nothing_to_mend(name: str) -> None:
    data = (policies_folder() / "templates" / f"{name}.docx").read_bytes()
    found = check(data)
    assert (found.problems, found.remarks) == ((), ())
    assert not any(b"{{" in part for part in zipped(to_word(outline(), data)))


def test_york_has_the_order_of_its_report_of_2008() -> None:
    """R001, R075, R076: the headings of the paper of 23 December 2008, in its order."""
    data = (policies_folder() / "templates" / "york-2008.docx").read_bytes()
    heads = [one.text for one in filled(data).paragraphs if one.style.name == "Heading 1"]
    assert heads[:11] == [
        "Summary", "Background", "Consultation", "Options", "Analysis", "Corporate Priorities",
        "Implications", "Risk Management", "Recommendations", "Contact Details",
        "Sign-off, background papers and annexes",
    ]  # fmt: skip


def test_york_numbers_its_paragraphs_through_the_report() -> None:
    data = (policies_folder() / "templates" / "york-2008.docx").read_bytes()
    numbered = [one.text for one in filled(data).paragraphs if one.style.name == "Numbered paragraph"]
    assert "On and off target make up the rated." in numbered
    assert "32 of 50 rated measures are on target." in numbered


def test_the_templates_are_those_that_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).resolve().parents[2]
    monkeypatch.syspath_prepend(str(root / "scripts"))
    import word_templates  # type: ignore[import-not-found]  # noqa: PLC0415 - a script, not of the package

    try:
        for name, content in word_templates.templates().items():
            assert (root / "policies" / "templates" / name).read_bytes() == content
    finally:
        sys.modules.pop("word_templates", None)


@pytest.mark.parametrize("name", ["york-2008", "modern"])
def test_every_figure_is_printed_whatever_the_template(name: str) -> None:
    """R141: a template says where, never what."""
    made = outline(is_demonstration=False)
    data = (policies_folder() / "templates" / f"{name}.docx").read_bytes()
    printed = figures_in_docx(to_word(made, data))
    missing, unasked = differences(figures_of_outline(made), allowed_in(made), printed)
    numbered = {"1": 1} if name == "york-2008" else {}  # by the template's own list, and not by its text
    assert (missing, unasked) == (numbered, [])
