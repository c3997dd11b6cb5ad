"""The form of a paper as data: its sections, what must be said, and who clears and signs it, in what order.

Councils' templates differ in what they ask (York 2008, Maidstone, Spelthorne and others); what they ask is
read from files in policies/papers, so that a council can amend its own. A file that can't be obeyed is
refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar


class UnreadableTemplate(ValueError):
    """The form of a paper says something that can't be obeyed."""


class Part(StrEnum):
    """What a section holds: words, or records of their own."""

    WORDS = "words"
    OPTIONS = "options"
    ANALYSIS = "analysis"  # the advantages and disadvantages of the options
    IMPLICATIONS = "implications"
    RISKS = "risks"
    RECOMMENDATIONS = "recommendations"
    ROUTE = "route"
    COMMENTS = "comments"
    CONTACTS = "contacts"
    WARDS = "wards"
    BACKGROUND = "background"
    ANNEXES = "annexes"


class Numbering(StrEnum):
    """How paragraphs are numbered: 1, 2, 3 through the paper; 1.1, 1.2 in each section; or not."""

    THROUGH = "through"
    SECTIONS = "sections"
    NONE = "none"


class Asked(StrEnum):
    """What stands before a paper goes out: an opinion that clears it, or a signature that approves it."""

    CLEARANCE = "clearance"
    SIGN_OFF = "sign-off"


WRITTEN = frozenset({Part.WORDS})  # parts whose text is the section's own
SUGGESTIONS = ("consultation", "how_prepared")  # what a section may be offered from the log


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One section: key, heading, part; whether it may stay blank; what it is offered from the log."""

    key: str
    heading: str
    part: Part = Part.WORDS
    is_required: bool = True
    hint: str = ""
    suggest: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One clearance or sign-off; nothing of a later stage is given before the earlier stage is whole."""

    role: str
    stage: int = 1
    asked: Asked = Asked.SIGN_OFF
    working_days: int | None = None  # to answer in; silence after them is still no consent


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """The form of a paper. `least_options` counts the options a decision needs; 0 asks for none."""

    code: str
    name: str
    source: str
    numbering: Numbering
    opening: str  # “Report of the {post}”
    front: tuple[str, ...]
    sections: tuple[SectionForm, ...]
    categories: tuple[str, ...]
    stops: tuple[Stop, ...]
    least_options: int = 0
    needs_do_nothing: bool = False
    signs_implications: bool = False

    def section(self, key: str) -> SectionForm | None:
        """The section of a key."""
        return next((one for one in self.sections if one.key == key), None)

    def of(self, part: Part) -> SectionForm | None:
        """The section that holds this kind of record; the first of words."""
        return next((one for one in self.sections if one.part is part), None)

    def has(self, part: Part) -> bool:
        return self.of(part) is not None


# Lines that may stand at the head of a paper, each a fact of the paper.
FRONT = {
    "to": "To",
    "meeting": "Meeting",
    "report_of": "Report of",
    "portfolio": "Portfolio of",
    "decision_maker": "Final decision-maker",
    "purpose": "Purpose of the report",
    "key_decision": "Key decision",
    "forward_plan": "Forward plan reference",
    "exempt": "Exempt information",
    "wards": "Wards affected",
    "contact": "Lead officer and report author",
}
_LINES = {
    "name", "source", "numbering", "opening", "front", "section", "implications", "options", "stop",
}  # fmt: skip


def template_from(data: Mapping[str, Any], code: str) -> PaperTemplate:
    """A template from its file's data; raises `UnreadableTemplate` with a sentence."""
    for line in sorted(set(data) - _LINES):
        raise UnreadableTemplate(f"There is no line “{line}”. Write {', '.join(sorted(_LINES))}.")
    options, implications = _table(data, "options"), _table(data, "implications")
    found = PaperTemplate(
        code=code,
        name=_words(data, "name"),
        source=_words(data, "source"),
        numbering=_one_of(Numbering, data.get("numbering", "none"), "numbering"),
        opening=_words(data, "opening"),
        front=tuple(_list(data, "front")),
        sections=tuple(_section(one) for one in _tables(data, "section")),
        categories=tuple(_list(implications, "categories")),
        stops=tuple(_stop(one) for one in _tables(data, "stop")),
        least_options=_count(options, "least"),
        needs_do_nothing=bool(options.get("do_nothing", False)),
        signs_implications=bool(implications.get("signed", False)),
    )
    for problem in _faults(found):
        raise UnreadableTemplate(problem)
    return found


def _faults(found: PaperTemplate) -> Iterator[str]:
    keys = [one.key for one in found.sections]
    if not keys:
        yield "A paper has at least one [[section]]."
    yield from (f"Section {key} stands twice." for key in sorted({k for k in keys if keys.count(k) > 1}))
    for one in found.front:
        if one not in FRONT:
            yield f"front: there is no “{one}”. Write {', '.join(FRONT)}."
    parts = [one.part for one in found.sections if one.part is not Part.WORDS]
    yield from (
        f"Only one section holds the {one.value}." for one in sorted({p for p in parts if parts.count(p) > 1})
    )
    if found.has(Part.IMPLICATIONS) and not found.categories:
        yield "A section holds the implications, and [implications] names no categories."
    if (found.least_options or found.needs_do_nothing) and not found.has(Part.OPTIONS):
        yield "[options] asks for options, and no section holds them."
    if found.has(Part.ANALYSIS) and not found.has(Part.OPTIONS):
        yield "A section holds the analysis of options, and none the options."
    stages = sorted({one.stage for one in found.stops})
    if stages != list(range(1, len(stages) + 1)):
        yield "Stages of sign-off are counted from 1 without a gap."


_SECTION = {"key", "heading", "part", "required", "hint", "suggest"}


def _section(given: Mapping[str, Any]) -> SectionForm:
    for line in sorted(set(given) - _SECTION):
        raise UnreadableTemplate(f"section: there is no line “{line}”. Write {', '.join(sorted(_SECTION))}.")
    suggest = str(given.get("suggest", ""))
    if suggest and suggest not in SUGGESTIONS:
        raise UnreadableTemplate(f"suggest: there is no “{suggest}”. Write {' or '.join(SUGGESTIONS)}.")
    return SectionForm(
        key=_words(given, "key"),
        heading=_words(given, "heading"),
        part=_one_of(Part, given.get("part", "words"), "part"),
        is_required=bool(given.get("required", True)),
        hint=str(given.get("hint", "")),
        suggest=suggest,
    )


_STOP = {"role", "stage", "asked", "working_days"}


def _stop(given: Mapping[str, Any]) -> Stop:
    for line in sorted(set(given) - _STOP):
        raise UnreadableTemplate(f"stop: there is no line “{line}”. Write {', '.join(sorted(_STOP))}.")
    days = given.get("working_days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 1):
        raise UnreadableTemplate("stop, working_days: write a whole number from 1, or leave it out.")
    return Stop(
        role=_words(given, "role"),
        stage=_count(given, "stage", 1),
        asked=_one_of(Asked, given.get("asked", "sign-off"), "asked"),
        working_days=days,
    )


def _words(given: Mapping[str, Any], line: str) -> str:
    said = given.get(line)
    if not isinstance(said, str) or not said.strip():
        raise UnreadableTemplate(f"Line “{line}” is missing or blank.")
    return said.strip()


def _list(given: Mapping[str, Any], line: str) -> list[str]:
    held = given.get(line, [])
    if not isinstance(held, list) or not all(isinstance(one, str) and one.strip() for one in held):
        raise UnreadableTemplate(f"{line} is a list of words.")
    if len(set(held)) < len(held):
        raise UnreadableTemplate(f"{line} names something twice.")
    return held


def _table(given: Mapping[str, Any], line: str) -> Mapping[str, Any]:
    held = given.get(line, {})
    if not isinstance(held, dict):
        raise UnreadableTemplate(f"[{line}] is a table.")
    return held


def _tables(given: Mapping[str, Any], line: str) -> list[Mapping[str, Any]]:
    held = given.get(line, [])
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise UnreadableTemplate(f"[[{line}]] is a list of tables.")
    return held


def _count(given: Mapping[str, Any], line: str, otherwise: int = 0) -> int:
    held = given.get(line, otherwise)
    if not isinstance(held, int) or isinstance(held, bool) or held < 0:
        raise UnreadableTemplate(f"{line} is a whole number from 0.")
    return held


E = TypeVar("E", bound=StrEnum)


def _one_of(kind: type[E], said: Any, line: str) -> E:
    try:
        return kind(said)
    except ValueError:
        allowed = ", ".join(one.value for one in kind)
        raise UnreadableTemplate(f"{line}: “{said}” is not one of {allowed}.") from None
