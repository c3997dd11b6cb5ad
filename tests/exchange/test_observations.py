"""A file of figures, read against a council's measures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.periods import parse_period
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.observations import ReadFigures, read_upload, rejected_file
from goldenthread.exchange.policies import read_labels
from goldenthread.measures.actions import fields_of
from goldenthread.people.models import Council

COUNCIL = Council(slug="testbury", name="Testbury")
MEASURES = {"M1": 1, "M2": 2}
LABELS = read_labels()


def read(
    *rows: str, header: str = "measure,period,value,note,breakdown,published_status,source"
) -> ReadFigures:
    return read_upload("\n".join([header, *rows]).encode(), "sent.csv", COUNCIL, MEASURES, LABELS)


def test_a_good_row_is_ready_to_be_stored() -> None:
    """R143, R145."""
    found = read("M1,2014/15 Q1,78.5*,Early figures,women,Amber,Telephone system")
    assert (found.problems, found.bad) == ([], [])
    assert found.or_refused() == [
        {
            "measure_id": 1, **fields_of(parse_period("2014/15 Q1")), "value": Decimal("78.5"),
            "state": "PROVISIONAL", "is_questioned": False, "note": "Early figures", "breakdown": "women",
            "published_status": "Amber", "source": "Telephone system",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "state"),
    [
        ("78.5%", "78.5", "REPORTED"),
        ("0", "0", "REPORTED"),
        ("", None, "AWAITED"),
        ("TBC", None, "AWAITED"),
        ("N/A", None, "NOT_APPLICABLE"),
    ],
)
def test_a_blank_or_a_label_is_a_state_and_never_a_nought(cell: str, value: str | None, state: str) -> None:
    """R138."""
    (row,) = read(f"M1,2014/15 Q1,{cell},,,,").good
    assert (row["value"], row["state"]) == (None if value is None else Decimal(value), state)


@pytest.mark.parametrize(
    ("row", "is_questioned"),
    [
        ("M1,2014/15 Q1,0,Not yet confirmed,,,", True),
        ("M1,2014/15 Q1,100,Nil activity,,,", True),
        ("M1,2014/15 Q1,0,None were late,,,", False),
        ("M1,2014/15 Q1,,Not yet confirmed,,,", False),
    ],
)
def test_a_nought_beside_a_note_that_it_is_not_confirmed_is_in_question(
    row: str, is_questioned: bool
) -> None:
    """R138."""
    assert [one["is_questioned"] for one in read(row).good] == [is_questioned]


def test_the_good_rows_are_kept_and_the_bad_come_back_as_given_with_all_that_is_wrong() -> None:
    """R143: a report of rejected rows."""
    found = read(
        "M1,2014/15 Q1,1,,,,",
        "M9,soon,lots,a,b,c,d",
        "M1,2014/15 Q1,2,,,,",
        "M1,2014/15 Q1,3,,women,,",
        header="measure,period,value,note,breakdown,published_status,source",
    )
    assert [row["value"] for row in found.good] == [Decimal(1), Decimal(3)]
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (3, "measure"), (3, "period"), (3, "value"), (4, "period"),
    ]  # fmt: skip
    assert [row for row, _ in found.bad] == [
        ["M9", "soon", "lots", "a", "b", "c", "d"],
        ["M1", "2014/15 Q1", "2", "", "", "", ""],
    ]
    assert found.bad[1][1] == "Row 2 already gives this measure's figure for this period."
    with pytest.raises(UnreadableFile) as refusal:
        found.or_refused()
    assert refusal.value.problems == found.problems


def test_the_file_of_rejected_rows_opens_in_a_spreadsheet_with_the_columns_that_were_sent() -> None:
    found = read('M1,soon,"1,234"', header="measure,period,value")
    assert rejected_file(found).decode("utf-8").splitlines() == [
        "\ufeffmeasure,period,value,what is wrong",
        'M1,soon,"1,234","“soon” is not a period: write it like 2014/15, 2014/15 Q1, April 2014 or '
        '30/06/2014, or two joined by “to”."',
    ]


def test_a_row_without_a_measure_is_told_of_once() -> None:
    found = read(",2014/15 Q1,1,,,,", ",2014/15 Q1,1,,,,")
    assert [(one.row, one.column) for one in found.problems] == [(2, "measure"), (3, "measure")]


def test_a_figure_too_large_to_be_kept_is_refused_in_its_row() -> None:
    found = read(f"M1,2014/15 Q1,{'9' * 14},,,,")
    assert [(one.row, one.column, "is too large" in one.sentence) for one in found.problems] == [
        (2, "value", True)
    ]


def test_columns_are_found_whatever_their_order_and_their_capitals() -> None:
    (row,) = read("5,2014/15 Q1,M2", header="Value,PERIOD,Measure").good
    assert (row["measure_id"], row["value"]) == (2, Decimal(5))


def test_a_file_that_is_no_table_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableFile, match=r"sent\.pdf: this is a PDF"):
        read_upload(b"%PDF-1.7", "sent.pdf", COUNCIL, MEASURES, LABELS)
