"""Consultations are kept with what came of them; written responses are stored once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.core.sentences import said as in_words
from goldenthread.exchange.response_files import read_responses, take_responses
from goldenthread.governance.models import Comment
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.planning.consultation_queries import comments_from, consultations_of
from goldenthread.planning.consulting import (
    Consulted,
    add_consultation,
    change_consultation,
    remove_consultation,
)
from goldenthread.planning.models import Consultation, Response, ResponseFile
from goldenthread.planning.responses import give_up_file, looked_at, store_responses
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.consulted import how_consulted
from goldenthread.reports.tables.consultations import of_consultations, support
from tests.cast import AT, OWNER, STRANGER, STRATEGY, Cast, a_council
from tests.exchange.ods_made import as_ods

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
SURVEY = Consulted(
    "SURVEY", "Survey", "Residents", date(2014, 8, 1), date(2014, 8, 31), shown="The draft",
    asked=100, answered=40, for_it=20, against=5, neither=15, base="those who answered",
)  # fmt: skip
ROWS = [
    ["Respondent", "Text", "About", "Support"],
    ["A business", "More parking", "action", "for"],
    ["A resident", "Fewer cars", "Clean", "Against"],
    ["A resident", "Fewer cars", "Clean", "Against"],
    ["", "Good", "", ""],
]


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def survey(cast: Cast) -> Consultation:
    return add_consultation(edition=cast.edition, said=SURVEY, **WHO)


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def book_of(rows: list[list[str]]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def xlsx_of(rows: list[list[str]]) -> bytes:
    stream = BytesIO()
    book_of(rows).save(stream)
    return stream.getvalue()


def ods_of(rows: list[list[str]]) -> bytes:
    return as_ods(book_of([[cell or None for cell in row] for row in rows]))


def stored(survey: Consultation, data: bytes) -> int:
    file = take_responses(consultation=survey, data=data, file="answers.csv", **WHO)
    return store_responses(file=file, version=1, **WHO)


def test_a_consultation_is_kept_with_support_that_sums_to_its_base(cast: Cast, survey) -> None:
    """R055, R120: audience, date, what was shown, strength of support with its base."""
    assert support(survey) == "20 for, 5 against and 15 neither: 40 in all, those who answered"
    change_consultation(consultation=survey, said=SURVEY._replace(outcome="Kept"), version=1, **WHO)
    (held,) = consultations_of(cast.council, VISITOR)
    assert (held.outcome, held.version) == ("Kept", 2)
    assert in_words(of_consultations([held])) == (
        "One consultation on record, with 40 who answered in it; no comments came of it."
    )
    with pytest.raises(Stale):
        change_consultation(consultation=survey, said=SURVEY, version=1, **WHO)
    assert how_consulted(cast.council, [held]) == [
        (cast.edition, ["1 to 31 August 2014: Survey, Residents. Shown: The draft. 40 of 100 answered. "
                        "20 for, 5 against and 15 neither: 40 in all, those who answered. Kept."]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"neither": None}, "Give all three counts"),
        ({"base": " "}, "Say of whom the counts of support are"),
        ({"asked": 39}, "More answered than were asked"),
        ({"for_it": 30}, "more than answered"),
        ({"until_on": date(2014, 7, 1)}, "ends before it starts"),
        ({"name": ""}, "Name the consultation"),
        ({}, "is on record already"),
    ],
)
def test_a_consultation_that_cannot_be_is_refused(cast: Cast, survey, change: dict, why: str) -> None:
    with pytest.raises(Refused, match=why):
        add_consultation(edition=cast.edition, said=SURVEY._replace(**change), **WHO)


def test_only_those_who_keep_consultations_do(cast: Cast, survey) -> None:
    for by in (OWNER, STRANGER, VISITOR):
        with pytest.raises(Refused):
            remove_consultation(consultation=survey, by=by, at=AT)
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert consultations_of(cast.council, VISITOR) == []
    remove_consultation(consultation=survey, **WHO)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("made", [csv_of, xlsx_of, ods_of])
def test_responses_become_open_comments_once(cast: Cast, survey, made: Any) -> None:
    """Uploading the same file twice stores nothing twice; the same words twice in it are two."""
    data = made(ROWS)
    assert stored(survey, data) == 4
    assert [(one.position, one.who, one.text, one.stance, str(one.element or "")) for one in
            comments_from(survey, STRATEGY)] == [
        (1, "A business", "More parking", "FOR", "Action"),
        (2, "A resident", "Fewer cars", "AGAINST", "Clean"),
        (3, "A resident", "Fewer cars", "AGAINST", "Clean"), (4, "", "Good", "", ""),
    ]  # fmt: skip
    assert {one.disposition for one in Comment.objects.all()} == {"OPEN"}
    assert stored(survey, data) == 0
    assert stored(survey, made([*ROWS, ["A resident", "New", "", ""]])) == 1
    assert Response.objects.count() == Comment.objects.count() == 5
    assert not ResponseFile.objects.exists()
    assert Entry.objects.filter(verb="commented").count() == 5
    with pytest.raises(Refused, match="so it stays"):
        remove_consultation(consultation=survey, **WHO)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (["X", "", "", ""], "Text", "This cell is blank"),
        (["X", "a" * 4001, "", ""], "Text", "4,001 letters long"),
        (["X", "Words", "nothing", ""], "About", "has the code or title “nothing”"),
        (["X", "Words", "", "maybe"], "Support", "none of for, against and neither"),
        (["X" * 201, "Words", "", ""], "Respondent", "at most 200 letters"),
    ],
)
def test_a_file_is_refused_whole_with_the_place_and_what_to_do(survey, row, column, sentence) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        take_responses(consultation=survey, data=csv_of([*ROWS, row]), file="a.csv", **WHO)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.row, problem.column) == ("a.csv", 6, column)
    assert sentence in problem.sentence
    assert not ResponseFile.objects.exists()


@pytest.mark.parametrize("data", [b"", b"Name,Age\nA,3\n", csv_of(ROWS[:1]), b"%PDF-1.4 words"])
def test_what_is_no_table_of_responses_is_refused(survey, data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_responses(data, "a.csv", survey)


def test_a_written_response_may_be_as_short_as_no(survey) -> None:
    taken = read_responses(csv_of([ROWS[0], ["A resident", "No", "", ""]]), "a.csv", survey)
    assert [one.text for one in taken] == ["No"]


def test_a_file_waits_to_be_looked_at_and_can_be_given_up(survey) -> None:
    file = take_responses(consultation=survey, data=csv_of(ROWS), file="a.csv", **WHO)
    assert [one.is_held for one in looked_at(file)] == [False] * 4
    newer = take_responses(consultation=survey, data=csv_of(ROWS[:2]), file="b.csv", **WHO)
    with pytest.raises(Refused, match="stored or given up meanwhile"):
        store_responses(file=file, version=1, **WHO)
    with pytest.raises(Refused):
        give_up_file(file=newer, by=OWNER, at=AT)
    with pytest.raises(Stale):
        store_responses(file=newer, version=2, **WHO)
    give_up_file(file=newer, **WHO)
    assert not ResponseFile.objects.exists() and not Comment.objects.exists()
    with pytest.raises(Refused):
        take_responses(consultation=survey, data=csv_of(ROWS), file="a.csv", by=replace(OWNER), at=AT)
