"""A file of figures, read against a council's measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.figures import Shape
from goldenthread.core.periods import parse_period
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.observations import Given, read_figures
from goldenthread.exchange.policies import read_labels
from goldenthread.measures.actions import fields_of
from goldenthread.measures.queries import Measured
from goldenthread.people.models import Council

COUNCIL = Council(slug="testbury", name="Testbury")
MEASURES = {"M1": Measured(1, "M1", Shape()), "M2": Measured(2, "M2", Shape())}
LABELS = read_labels()


def read(
    *rows: str, header: str = "measure,period,value,note,breakdown,published_status,source"
) -> list[Given]:
    data = "\n".join([header, *rows]).encode()
    return list(read_figures(data, COUNCIL, MEASURES, LABELS, "sent.csv").rows())


def good(*rows: str, **more: str) -> list[dict[str, Any]]:
    return [one.row for one in read(*rows, **more) if not one.problems]


def test_a_good_row_is_ready_to_be_stored() -> None:
    """R143, R145."""
    assert good("M1,2014/15 Q1,78.5*,Early figures,women,Amber,Telephone system") == [
        {
            "measure_id": 1, **fields_of(parse_period("2014/15 Q1")), "value": Decimal("78.5"),
            "state": "PROVISIONAL", "is_questioned": False, "note": "Early figures", "breakdown": "women",
            "published_status": "Amber", "source": "Telephone system", "explanation": "",
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
    (row,) = good(f"M1,2014/15 Q1,{cell},,,,")
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
    assert [one["is_questioned"] for one in good(row)] == [is_questioned]


def test_all_that_is_wrong_with_a_row_is_told() -> None:
    """R143: a report of rejected rows."""
    found = read("M1,2014/15 Q1,1,,,,", "M9,soon,lots,a,b,c,d")
    assert [(one.row, one.column) for one in found[1].problems] == [
        (3, "measure"), (3, "period"), (3, "value"),
    ]  # fmt: skip
    assert found[0].problems == []


def test_a_row_without_a_measure_is_told_of_once() -> None:
    found = read(",2014/15 Q1,1,,,,", ",2014/15 Q1,1,,,,")
    assert [(one.row, one.column) for given in found for one in given.problems] == [
        (2, "measure"),
        (3, "measure"),
    ]


def test_a_figure_too_large_to_be_kept_is_refused_in_its_row() -> None:
    found = read(f"M1,2014/15 Q1,{'9' * 14},,,,")
    assert [(one.row, one.column, "is too large" in one.sentence) for one in found[0].problems] == [
        (2, "value", True)
    ]


def test_columns_are_found_whatever_their_order_and_their_capitals() -> None:
    (row,) = good("5,2014/15 Q1,M2", header="Value,PERIOD,Measure")
    assert (row["measure_id"], row["value"]) == (2, Decimal(5))


def test_a_file_that_is_no_table_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableFile, match=r"sent\.pdf: this is a PDF"):
        read_figures(b"%PDF-1.7", COUNCIL, MEASURES, LABELS, "sent.pdf")


@pytest.mark.parametrize(
    ("row", "value", "state"),
    [
        ("M1,2014/15 Q1,,3,4,,", "0.75", "REPORTED"),
        ("M1,2014/15 Q1,0.75,3,4,Yes,", "0.75", "PROVISIONAL"),
        ("M1,2014/15 Q1,0.8,3,4,,", "0.8", "REPORTED"),  # right to as many places as it is written
        ("M1,2014/15 Q1,,0,0,,", None, "NIL_ACTIVITY"),
        ("M1,2014/15 Q1,,,,,suppressed", None, "SUPPRESSED"),
        ("M1,2014/15 Q1,5,,,,provisional", "5", "PROVISIONAL"),
    ],
)
def test_a_figure_may_come_of_its_parts_and_say_its_state(row: str, value: str | None, state: str) -> None:
    header = "measure,period,value,numerator,denominator,provisional,state"
    (found,) = good(row, header=header)
    assert (found["value"], found["state"]) == (None if value is None else Decimal(value), state)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("M1,2014/15 Q1,0.9,3,4,,", "value"),
        ("M1,2014/15 Q1,,3,0,,", "denominator"),
        ("M1,2014/15 Q1,,3,,,", "denominator"),
        ("M1,2014/15 Q1,5,,,perhaps,", "provisional"),
        ("M1,2014/15 Q1,5,,,,suppressed", "state"),
        ("M1,2014/15 Q1,5,,,,restated", "state"),
    ],
)
def test_parts_and_states_that_do_not_go_together_are_told(row: str, column: str) -> None:
    header = "measure,period,value,numerator,denominator,provisional,state"
    (found,) = read(row, header=header)
    assert [one.column for one in found.problems] == [column]
