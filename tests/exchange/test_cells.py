"""Reading the cells of a row: each reader gives a value, and gathers what is wrong instead of stopping."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.periods import CALENDAR_YEAR, COUNCIL_YEAR, parse_period
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.tables import Row

BLANK = "This cell is blank and must not be. Fill it in."


def cells(said: str) -> Cells:
    return Cells("file.csv", Row(7, {"a": said}), [])


def wrong(one: Cells) -> list[str]:
    """What is wrong; all of it in the cell that was read."""
    assert {(problem.file, problem.row, problem.column) for problem in one.problems} <= {("file.csv", 7, "a")}
    return [problem.sentence for problem in one.problems]


@pytest.mark.parametrize(
    ("said", "words"),
    [("  two\n words ", "two words"), ("a – b", "a – b"), ("m²", "m²"), ("\u00a0x\u2003y", "x y"), ("", "")],
)
def test_words_are_kept_as_written_on_one_line(said: str, words: str) -> None:
    assert cells(said).text("a") == words
    assert cells("x").text("not there") == ""


@pytest.mark.parametrize("said", ["", "  ", "\n"])
def test_a_blank_that_must_not_be_is_told(said: str) -> None:
    one = cells(said)
    assert (one.needed("a"), wrong(one)) == ("", [BLANK])


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2014-06-30", date(2014, 6, 30)),
        ("30/06/2014", date(2014, 6, 30)),
        ("30 June 2014", date(2014, 6, 30)),
        ("", None),
    ],
)
def test_a_day_is_read_as_councils_write_it(said: str, day: date | None) -> None:
    one = cells(said)
    assert (one.day("a"), wrong(one)) == (day, [])


@pytest.mark.parametrize("said", ["June 2014", "2014/15", "31/02/2014", "soon", "06/30/2014", "41820"])
def test_what_is_no_day_is_told_with_how_to_write_one(said: str) -> None:
    one = cells(said)
    assert (one.day("a"), wrong(one)) == (
        None, [f"“{said}” is not a date. Write it as 2014-06-30 or 30/06/2014."],
    )  # fmt: skip


def test_a_period_is_read_in_the_councils_own_year() -> None:
    assert cells("2014/15 Q1").period("a", COUNCIL_YEAR) == parse_period("2014/15 Q1")
    one = cells("2014/15")
    assert one.period("a", CALENDAR_YEAR) is None
    assert wrong(one) == [
        "“2014/15” is not a period: here a year starts on 1 January; write 2014 for the year, or "
        "December 2014 for a month."
    ]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1,234.5", "1234.5"),
        ("(56)", "-56"),
        ("−3", "-3"),
        ("84.13 %", "84.13"),
        ("9" * 13, "9" * 13),
        ("", None),
    ],
)
def test_a_number_is_read_as_councils_write_it(said: str, number: str | None) -> None:
    one = cells(said)
    assert (one.number("a"), wrong(one)) == (None if number is None else Decimal(number), [])


@pytest.mark.parametrize(
    ("said", "digits", "sentence"),
    [
        ("1" + "0" * 13, 13, f"“1{'0' * 13}” is too large: up to 13 digits can be kept."),
        ("-100", 2, "“-100” is too large: up to 2 digits can be kept."),
        ("1,5", 13, "a comma must part thousands"),
        ("85²", 13, "small raised figure"),
        ("lots", 13, "neither a number"),
    ],
)
def test_a_number_that_cannot_be_read_or_kept_is_told(said: str, digits: int, sentence: str) -> None:
    one = cells(said)
    assert one.number("a", digits) is None
    assert sentence in wrong(one)[0]
    assert len(wrong(one)) == 1


@pytest.mark.parametrize(("said", "whole"), [("0", 0), ("100", 100), ("7.0", 7), ("", None)])
def test_a_whole_number_is_read(said: str, whole: int | None) -> None:
    one = cells(said)
    assert (one.whole("a", 100), wrong(one)) == (whole, [])


@pytest.mark.parametrize("said", ["-1", "101", "1.5"])
def test_what_is_no_whole_number_within_bounds_is_told(said: str) -> None:
    one = cells(said)
    assert (one.whole("a", 100), wrong(one)) == (None, [f"“{said}” is not a whole number from 0 to 100."])


def test_a_place_in_an_order_must_be_there() -> None:
    one, far = cells(""), cells("32768")
    assert (one.place("a"), wrong(one)) == (None, [BLANK])
    assert (far.place("a"), wrong(far)) == (None, ["“32768” is not a whole number from 0 to 32,767."])
    assert cells("32767").place("a") == 32767


@pytest.mark.parametrize(
    ("said", "answer"),
    [("TRUE", True), ("Yes", True), ("y", True), ("1", True), ("FALSE", False), ("no", False), ("", False)],
)
def test_yes_and_no_are_read_in_their_common_forms(said: str, answer: bool) -> None:
    one = cells(said)
    assert (one.yes("a"), wrong(one)) == (answer, [])


def test_what_is_neither_yes_nor_no_is_told_and_taken_for_no() -> None:
    one = cells("Perhaps")
    assert (one.yes("a"), wrong(one)) == (False, ["“perhaps” is neither TRUE nor FALSE."])


def test_a_choice_is_one_of_the_codes_whatever_its_capitals() -> None:
    assert [cells(said).choice("a", ["ON", "OFF"], "ON") for said in ("off", "OFF", "")] == [
        "OFF",
        "OFF",
        "ON",
    ]
    one = cells("red")
    assert (one.choice("a", ["ON", "OFF"], "ON"), wrong(one)) == ("ON", ["“RED” is not one of ON, OFF."])


def test_what_is_on_record_is_found_by_its_name() -> None:
    held = {"Head of Streets": 4}
    assert [cells(said).known("a", held, "post") for said in ("Head of Streets", "")] == [4, None]
    assert cells(" Head  of Streets").named("a", held, "post") == 4
    one, blank = cells("Nobody"), cells("")
    assert (one.named("a", held, "post"), wrong(one)) == (
        None, ["No post is called “Nobody”. Check the spelling, or add it first."],
    )  # fmt: skip
    assert (blank.named("a", held, "post"), wrong(blank)) == (None, [BLANK])


def test_a_long_cell_is_shown_short() -> None:
    for read in (lambda one: one.day("a"), lambda one: one.yes("a"), lambda one: one.choice("a", ["A"], "A")):
        one = cells("x" * 5000)
        read(one)
        assert len(wrong(one)[0]) < 200


@given(st.text(max_size=40))
def test_any_cell_is_read_or_told_of_once_by_every_reader(said: str) -> None:
    """R143: whatever a cell holds, nothing breaks."""
    readers: list[Any] = [
        lambda one: one.needed("a"), lambda one: one.day("a"), lambda one: one.period("a", COUNCIL_YEAR),
        lambda one: one.number("a"), lambda one: one.whole("a"), lambda one: one.yes("a"),
        lambda one: one.choice("a", ["ON"], "ON"), lambda one: one.named("a", {"x": 1}, "post"),
    ]  # fmt: skip
    for read in readers:
        one = cells(said)
        read(one)
        assert len(wrong(one)) <= 1


def file(tmp_path: Path, text: str) -> File:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return File(path, ("a", "b"))


def test_a_key_may_stand_in_one_row_only_and_half_a_key_is_no_key(tmp_path: Path) -> None:
    given = file(tmp_path, "a,b\nx,1\nx,2\nx,1\n,1\n,1\n")
    for one in given.rows():
        one.once("b", one.text("a"), one.whole("b"))
        one.once("a", None, "same for all")
    assert given.problems == [Problem("file.csv", 4, "b", "Row 2 gives the same already. Keep one of them.")]


def test_a_file_with_nothing_wrong_is_done_and_one_with_anything_wrong_is_refused_whole(
    tmp_path: Path,
) -> None:
    given = file(tmp_path, "a,b\nx,1\ny,2\n")
    given.done()
    for one in given.rows():
        one.wrong("a", "Not so.")
    with pytest.raises(UnreadableFile) as refusal:
        given.done()
    assert [str(one) for one in refusal.value.problems] == [
        "file.csv, row 2, column a: Not so.", "file.csv, row 3, column a: Not so.",
    ]  # fmt: skip
    assert str(refusal.value) == "file.csv, row 2, column a: Not so. file.csv, row 3, column a: Not so."


def test_a_file_that_came_as_bytes_goes_by_the_name_it_was_given() -> None:
    assert File(b"a,b\n1,2\n", ("a", "b"), name="sent.csv").name == "sent.csv"
    assert File(b"a,b\n1,2\n", ("a", "b")).name == "the file"


def test_a_problem_without_a_place_names_its_file() -> None:
    assert str(Problem("file.csv", None, None, "It is empty.")) == "file.csv: It is empty."
