"""A council's own Word template: the places marked in it, what is wrong with them, and what each is for.

A place is marked by its name in double braces. One that takes whole paragraphs and tables, such as
{{exceptions}}, stands in a paragraph of its own; a few words, such as {{title}}, may stand anywhere.
See docs/decisions/0031-marks-in-a-template.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from rapidfuzz import fuzz, process

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import counted, start
from goldenthread.reports.word_files import open_word
from goldenthread.reports.word_styles import missing_styles

# A few words, anywhere: also in headers and footers.
INLINE: Mapping[str, str] = {
    "title": "the report’s title",
    "council": "the council’s name",
    "period": "the period it is of",
    "to": "the body it goes to",
    "date": "the day that it is of",
    "report-of": "whose report it is",
    "wards": "the wards affected",
    "author": "who wrote it: name, post, team and phone",
    "chief-officer": "the chief officer responsible: name, post, team and phone",
    "approved": "whether it is signed off, and the day",
    "stamp": "the digest of its figures",
}
# Either: in a paragraph of its own it is set in its own style.
EITHER: Mapping[str, str] = {
    "lead": "the sentence that says what matters",
    "notices": "what must be said first: a draft, a correction made since",
}
# Whole paragraphs and tables, in a paragraph of its own.
PLACES: Mapping[str, str] = {
    "all": "everything that has no place of its own",
    "introduction": "the introduction",
    "background": "the background",
    "consultation": "who was consulted",
    "options": "the options",
    "analysis": "the analysis",
    "priorities": "how it serves the council’s priorities",
    "figures": "the figures set large",
    "performance": "the headline counts",
    "exceptions": "what misses its target or needs attention",
    "done": "what was done",
    "missed": "what was not done in time",
    "themes": "each theme with its measures, work and charts",
    "finance": "the money",
    "risks": "the risks",
    "gaps": "what is missing",
    "changes": "amendments to what was approved",
    "carried": "what goes on into the next year",
    "implications": "the implications by category",
    "recommendation": "what is asked of the body, and why",
    "contacts": "contacts, sign-off, background papers and annexes",
    "good": "what is good",
    "red": "what is not, in the director’s words",
    "next": "what next",
    "missing": "what residents can’t be told yet",
    "rules": "how statuses are reached",
}
# Places that no figures fill: a person writes there, on the page of a report's words or in Word.
NAMED: Mapping[str, str] = {
    "background": "Background",
    "consultation": "Consultation",
    "options": "Options",
    "analysis": "Analysis",
    "priorities": "Corporate priorities",
}
WRITTEN = tuple(NAMED)
_WHERE = {"box": "a text box", "header": "a header or footer"}
HEADING = ".heading"  # {{exceptions.heading}}: the heading alone
_MARK = re.compile(r"\{\{(.*?)\}\}")
_NEAR = 70  # of 100: as alike as a typing error
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A place marked in a template: its name, its paragraph, whether it is alone there, and where that is."""

    name: str
    paragraph: Any
    is_alone: bool
    where: str  # “text”, “header” (or footer) or “box”

    @property
    def is_block(self) -> bool:
        """True where paragraphs and tables are put in its place."""
        either = self.name in EITHER and self.is_alone and self.where == "text"
        return either or (self.name not in INLINE and self.name not in EITHER and not self.is_heading)

    @property
    def is_heading(self) -> bool:
        return self.name.endswith(HEADING)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is in a template: its places, problems that stop it, and remarks on what will be done."""

    places: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def check(data: bytes) -> Checked:
    """Read a template and say what is wrong with it, and what will happen that its maker may not expect."""
    try:
        document = open_word(data)
    except Refused as refusal:
        return Checked(problems=tuple(refusal.reasons))
    marks = marks_in(document)
    names = tuple(dict.fromkeys(mark.name for mark in marks))
    problems = [*_unclosed(document), *_notes(document), *_unknown(names), *_misplaced(marks), *_twice(marks)]
    if not problems and not any(mark.is_block for mark in marks):
        problems = ["No place for the report is marked. Write {{all}} in a paragraph of its own."]
    return Checked(names, tuple(dict.fromkeys(problems)), tuple(_remarks(names, document)))


# Reading


def name_of(written: str) -> str:
    """A mark's name as it is kept, however it was typed: “Report of” is `report-of`."""
    return re.sub(r"[\s_]+", "-", written.strip().casefold())


def stories_of(document: Any) -> Iterator[tuple[str, Any]]:
    """The text, the headers and the footers of a document, each as its root element."""
    yield "text", document.element.body
    for part in document.part.package.iter_parts():
        if re.fullmatch(r"/word/(header|footer)\d*\.xml", str(part.partname)):
            yield "header", part.element


def paragraphs_of(root: Any) -> Iterator[Any]:
    yield from root.iter(qn("w:p"))


def texts_in(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph's own: Word parts a word into runs as it likes."""
    return [
        one
        for one in paragraph.iter(qn("w:t"))
        if next(one.iterancestors(qn("w:p"))) is paragraph and not _is_gone(one)
    ]


def _is_gone(text: Any) -> bool:
    """Deleted, or moved away, while changes are tracked."""
    return any(above.tag in (qn("w:del"), qn("w:moveFrom")) for above in text.iterancestors())


# The copy of a text box that old versions of Word read.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def words_in(paragraph: Any) -> str:
    return "".join(one.text or "" for one in texts_in(paragraph))


def marks_in(document: Any) -> list[Mark]:
    """Every mark in order of the text, then of headers and footers."""
    found = []
    for where, root in stories_of(document):
        for paragraph in paragraphs_of(root):
            if next(paragraph.iterancestors(_FALLBACK), None) is not None:
                continue
            words = words_in(paragraph)
            for written in _MARK.findall(words):
                is_alone = words.strip() == f"{{{{{written}}}}}"
                boxed = next(paragraph.iterancestors(qn("w:txbxContent")), None) is not None
                found.append(Mark(name_of(written), paragraph, is_alone, "box" if boxed else where))
    return found


# Judging


def _unclosed(document: Any) -> Iterator[str]:
    for _, root in stories_of(document):
        for paragraph in paragraphs_of(root):
            words = words_in(paragraph)
            rest = _MARK.sub("", words)
            if "{{" in rest or "}}" in rest:
                yield (
                    f"Braces are not closed in “{words.strip()[:_SHOWN]}”. A mark is written {{{{title}}}}, "
                    "all of it in one paragraph."
                )


def _notes(document: Any) -> Iterator[str]:
    for part in document.part.package.iter_parts():
        if re.fullmatch(r"/word/(foot|end)notes\.xml", str(part.partname)) and b"{{" in part.blob:
            yield "A mark stands in a footnote, which can't be filled. Move it into the text."


def is_known(name: str) -> bool:
    """True for the name of a place, or of a place's heading."""
    return name.removesuffix(HEADING) in {*INLINE, *EITHER, *PLACES}


def _unknown(names: Sequence[str]) -> Iterator[str]:
    known = [*INLINE, *EITHER, *PLACES]
    found = [name for name in names if not is_known(name)]
    for name in found:
        near = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        meant = f" Did you mean {{{{{near[0]}}}}}?" if near else ""
        yield f"No place is called {{{{{name[:_SHOWN]}}}}}.{meant}"
    if found:
        yield f"These can be marked: {', '.join(known)}."


def _misplaced(marks: Sequence[Mark]) -> Iterator[str]:
    for mark in marks:
        if not mark.is_block or not is_known(mark.name):
            continue
        written = f"{{{{{mark.name}}}}}"
        if mark.where != "text":
            where = _WHERE[mark.where]
            yield f"{written} stands in {where}, where only a few words fit. Move it into the text."
        elif not mark.is_alone:
            yield f"{written} stands among other words. Give it a paragraph of its own."


def _twice(marks: Sequence[Mark]) -> Iterator[str]:
    blocks = [mark.name for mark in marks if mark.is_block]
    for name in dict.fromkeys(blocks):
        if blocks.count(name) > 1:
            yield f"{{{{{name}}}}} is marked {_times(blocks.count(name))}. Leave one of them."


def _times(count: int) -> str:
    return "twice" if count == 2 else counted(count, "time")


def _remarks(names: Sequence[str], document: Any) -> Iterator[str]:
    if "notices" not in names:
        yield "{{notices}} is not marked, so notices stand at the start: they must be seen."
    if "all" not in names:
        yield "{{all}} is not marked, so whatever has no place of its own stands at the end."
    if "stamp" not in names:
        yield "{{stamp}} is not marked, so the digest of the figures stands at the end."
    if "title" not in names:
        yield "{{title}} is not marked, so the report’s title is not printed."
    lacking = missing_styles(document)
    if lacking:
        yield start(
            f"{_listed(lacking)} {'is' if len(lacking) == 1 else 'are'} not among its styles: ours is used."
        )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def replace_in(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put words in place of the marks of a paragraph, each in the manner of its first letter."""
    texts = texts_in(paragraph)
    while found := _MARK.search(words_in(paragraph)):
        _replace(texts, found.start(), found.end(), values.get(name_of(found[1]), ""))


def _replace(texts: Sequence[Any], begin: int, end: int, words: str) -> None:
    at = 0
    is_put = False
    for one in texts:
        held = one.text or ""
        first, last = max(begin - at, 0), min(end - at, len(held))
        if first < last:
            one.text = held[:first] + ("" if is_put else words) + held[last:]
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            is_put = True
        at += len(held)
