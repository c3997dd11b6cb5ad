"""Consultations as a table, and the sentence above them."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.planning.models import Consultation
from goldenthread.planning.responses import Looked
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text
from goldenthread.reports.tables.calendar import days

STANCES = {"FOR": "For", "AGAINST": "Against", "NEITHER": "Neither"}


def of_consultations(found: Sequence[Consultation]) -> list[Sentence]:
    """How many there were, how many people answered, and what is still to come of them."""
    if not found:
        return [plain("No consultation is on record yet.")]
    answered = [one.answered for one in found if one.answered is not None]
    brought = sum(getattr(one, "brought", 0) for one in found)
    said = [Span(start(counted(len(found), "consultation")), True), Span(" on record")]
    if answered:
        said.append(Span(f", with {sum(answered):,} who answered in {_of_all(len(answered), len(found))}"))
    comments = counted(brought, "comment") if brought else "no comments"
    said.append(Span(f"; {comments} came of {'it' if len(found) == 1 else 'them'}."))
    sentences: list[Sentence] = [tuple(said)]
    unsaid = sum(not one.outcome for one in found)
    if unsaid:
        is_said = "is" if unsaid == 1 else "are"
        sentences.append(plain(f"What came of {spell(unsaid)} of them {is_said} not written yet."))
    return sentences


def _of_all(part: int, whole: int) -> str:
    if part == whole:
        return "it" if whole == 1 else f"all {spell(whole)}"
    return f"{spell(part)} of them that {'says' if part == 1 else 'say'} so"


def consultations(found: Sequence[Consultation]) -> Grid:
    """Who was asked when and shown what, who answered, what they support, and what came of it."""
    columns = (
        Column("Consultation", width=20),
        Column("When", width=14),
        Column("Audience", width=14),
        Column("What was shown", width=20),
        Column("Asked", is_number=True, width=7),
        Column("Answered", is_number=True, width=8),
        Column("Support", width=15),
        Column("What came of it", width=20),
        Column("Comments", is_number=True, width=8),
    )
    return grid("Consultations", columns, (_row(one) for one in found), "wide")


def _row(one: Consultation) -> list[Cell]:
    group = "reference group" if one.is_reference_group else one.get_kind_display()
    return [
        text(one.name, link=Link("consultation", str(one.pk)), note=start(group)),
        text(when(one)) if when(one) else blank("Not stated"),
        text(one.audience) if one.audience else blank("Not stated"),
        text(one.shown) if one.shown else blank("Not stated"),
        _count(one.asked),
        _count(one.answered),
        text(support(one)) if one.is_counted else blank("Not counted"),
        text(one.outcome) if one.outcome else blank("Not written yet"),
        number(str(getattr(one, "brought", 0))),
    ]


def _count(held: int | None) -> Cell:
    return blank("Not held") if held is None else number(f"{held:,}")


def when(one: Consultation) -> str:
    """Its days, or how its source says them."""
    if one.from_on is None:
        return one.when
    return days(one.from_on, one.until_on or one.from_on)


def support(one: Consultation) -> str:
    """“12 for, 3 against and 5 neither, of 20 who answered”: counts that sum to their base."""
    if not one.is_counted:
        return ""
    parts = f"{one.for_it:,} for, {one.against:,} against and {one.neither:,} neither"
    return f"{parts}: {one.said:,} in all, {one.base}"


def responses(found: Sequence[Looked], most: int) -> Grid:
    """The responses of a file as they would be stored."""
    columns = (
        Column("Row", is_number=True, width=6),
        Column("Respondent", width=18),
        Column("Text", width=40),
        Column("About", width=20),
        Column("Support", width=10),
        Column("", width=12),
    )
    rows = (
        [
            number(str(one.said.row)),
            text(one.said.respondent) if one.said.respondent else blank("Not stated"),
            text(one.said.text),
            text(one.said.about) if one.said.about else blank("The plan as a whole"),
            text(STANCES[one.said.stance]) if one.said.stance else blank("Not said"),
            text("Held already") if one.is_held else text("New"),
        ]
        for one in found[:most]
    )
    return grid("Responses in the file", columns, rows, "wide")


def of_responses(found: Sequence[Looked]) -> str:
    """How many of a file's responses are new."""
    new = sum(not one.is_held for one in found)
    held = len(found) - new
    if not new:
        return f"All {counted(len(found), 'response')} of the file are held already: nothing would be stored."
    rest = f"; {spell(held)} {'is' if held == 1 else 'are'} held already and stay as they are" if held else ""
    return f"{start(counted(new, 'response'))} would be stored as open comments{rest}."
