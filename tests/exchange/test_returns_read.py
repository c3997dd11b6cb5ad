"""Workbooks as they come back from everybody's own spreadsheet: bent, cut, sorted, and hostile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.styles import Protection
from openpyxl.workbook import Workbook

from goldenthread.core.refused import UnreadableFile
from goldenthread.core.returned import KEY, LABELS
from goldenthread.exchange.returns_in import read_return
from goldenthread.exchange.returns_preview import Sort
from goldenthread.exchange.returns_seal import SHEET
from goldenthread.rounds.models import Ask, Round
from tests.cast import STRANGER, Cast, a_council
from tests.cast_returns import (
    HEAD,
    column_of,
    downloaded,
    filled,
    further_measures,
    opened,
    previewed,
    row_of,
    saved,
    sent_back,
)
from tests.cast_rounds import an_open_round, ask_of
from tests.exchange.ods_made import as_ods

pytestmark = pytest.mark.django_db
FIGURE = LABELS["figure"]


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def asked(cast: Cast) -> tuple[Round, list[Ask]]:
    """A round with three measures."""
    further_measures(cast, 2)
    round = an_open_round(cast)
    return round, list(round.asks.filter(measure__isnull=False).order_by("pk"))


def bent(data: bytes, bend: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody did something to it."""
    book = opened(data)
    bend(book)
    return saved(book)


def changes_of(cast: Cast, data: bytes, file: str = "lines.xlsx") -> dict[str, dict[str, str]]:
    """What each line changes, by its code."""
    shown = previewed(sent_back(cast, data, file=file))
    return {
        one.code: {change.field: change.becomes for change in one.came.changes}
        for one in shown.lines
        if one.came and one.came.changes
    }


def refusal(cast: Cast, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        sent_back(cast, data)
    return str(refused.value)


# What is only to be read is locked; what may be filled in is open


def test_only_what_may_be_filled_in_is_open(cast: Cast, asked) -> None:
    sheet = opened(downloaded(asked[0]))["Measures"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for column in range(1, sheet.max_column + 1):
        is_open = sheet.cell(HEAD, column).value in set(LABELS.values())
        assert sheet.cell(HEAD + 1, column).protection == Protection(locked=not is_open), column
        assert sheet.cell(HEAD, column).protection.locked
    assert opened(downloaded(asked[0]))[SHEET].sheet_state == "hidden"


def test_there_are_drop_downs_and_notes(cast: Cast, asked) -> None:
    book = opened(downloaded(asked[0]))
    kinds = {
        one.type for name in ("Measures", "Actions") for one in book[name].data_validations.dataValidation
    }
    assert kinds == {"list", "whole", "date"}
    assert book["Measures"].cell(HEAD, column_of(book["Measures"], FIGURE)).comment is not None
    assert book["Measures"].freeze_panes == "D4"


# Bent, and understood


def test_rows_may_be_sorted_and_deleted_and_sheets_renamed(cast: Cast, asked) -> None:
    round, asks = asked
    data = filled(downloaded(round), {ask: {"figure": 50 + place} for place, ask in enumerate(asks)})

    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        first = [sheet.cell(HEAD + 1, place).value for place in range(1, sheet.max_column + 1)]
        sheet.delete_rows(HEAD + 1)
        for place, value in enumerate(first, start=1):
            sheet.cell(HEAD + 9, place).value = value
        sheet.delete_rows(row_of(sheet, asks[1]))
        sheet.title = "My own name"
        book.move_sheet("My own name", offset=5)

    held = sent_back(cast, bent(data, bend))
    assert {one.code for one in previewed(held).of(Sort.CHANGE)} == {"M1", "N2"}
    assert previewed(held).kept.notes == ["One line that went out is not in the file: it stays as it is."]


def test_columns_may_be_added_and_taken_out(cast: Cast, asked) -> None:
    round, asks = asked
    data = filled(downloaded(round), {asks[0]: {"figure": 50}})

    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        sheet.delete_cols(column_of(sheet, LABELS["doing_about"]))
        sheet.insert_cols(2)
        sheet.cell(HEAD, 2).value = "My note"
        sheet.cell(HEAD + 1, 2).value = "ask Ann"

    held = sent_back(cast, bent(data, bend))
    [line] = previewed(held).of(Sort.CHANGE)
    assert line.changes == [("Your figure", "", "50")]
    assert previewed(held).kept.notes == [
        "The column “What is being done about it” is not in the sheet “Measures”: what it held is left as "
        "it is."
    ]


def test_cells_are_read_as_people_type_them(cast: Cast, asked) -> None:
    round, asks = asked
    cells = {asks[0]: {"figure": "84.13 %"}, asks[1]: {"figure": "N/A"}, asks[2]: {"figure": " 57 "}}
    assert changes_of(cast, filled(downloaded(round), cells)) == {
        "M1": {"figure": "84.13"}, "N1": {"figure": "Not applicable"}, "N2": {"figure": "57"},
    }  # fmt: skip


def test_a_percentage_typed_as_one_is_read_as_it_is_shown(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        cell = sheet.cell(HEAD + 1, column_of(sheet, FIGURE))
        cell.value, cell.number_format = 0.8413, "0.00%"

    assert changes_of(cast, bent(downloaded(asked[0]), bend)) == {"M1": {"figure": "84.13"}}


def test_merged_cells_hold_for_each_row(cast: Cast, asked) -> None:
    round, _ = asked

    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        place = column_of(sheet, LABELS["words"])
        sheet.cell(HEAD + 1, place).value = "The same"
        sheet.merge_cells(start_row=HEAD + 1, end_row=HEAD + 2, start_column=place, end_column=place)

    found = changes_of(cast, bent(downloaded(round), bend))
    assert found == {"M1": {"words": "The same"}, "N1": {"words": "The same"}}


def test_an_opendocument_spreadsheet_is_read_the_same(cast: Cast, asked) -> None:
    round, asks = asked
    cells = {ask: {"figure": 50 + place, "words": "A dry\nsummer"} for place, ask in enumerate(asks)}
    action = ask_of(round, cast, "action")
    data = filled(downloaded(round), {**cells, action: {"percent": 50, "text": "Half."}})
    found = changes_of(cast, as_ods(opened(data)), "lines.ods")
    assert found == changes_of(cast, data)
    assert len(found) == 4


# Wrong in one cell: told at its line


def test_a_formula_without_its_result_is_told_at_its_line(cast: Cast, asked) -> None:
    round, asks = asked
    data = filled(downloaded(round), {asks[0]: {"figure": "=1+1"}, asks[1]: {"figure": "#DIV/0!"}})
    wrong = [one.wrong for one in previewed(sent_back(cast, data)).of(Sort.PROBLEM)]
    assert wrong == [
        {"figure": "The formula was saved without its result. Write what it should say."},
        {"figure": "The formula in this cell came to #DIV/0!. Write what it should say."},
    ]


def test_a_line_that_stands_twice_is_told(cast: Cast, asked) -> None:
    round, _ = asked

    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        sheet.cell(HEAD + 2, 1).value = sheet.cell(HEAD + 1, 1).value

    [line] = previewed(sent_back(cast, bent(downloaded(round), bend))).of(Sort.PROBLEM)
    assert line.problems[0].startswith("This line stands in row 4 of the sheet “Measures” and in row 5 of")


def test_rows_of_no_line_are_passed_over_and_told(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        sheet = book["Measures"]
        sheet.cell(20, 1).value = "L999999"
        sheet.cell(21, column_of(sheet, FIGURE)).value = 7
        sheet.cell(22, 2).value = "a remark"

    assert previewed(sent_back(cast, bent(downloaded(asked[0]), bend))).kept.notes == [
        "Row 20 of the sheet “Measures” is of a line that is none of ours, “L999999”: it is left out.",
        "Row 21 of the sheet “Measures” has no line in the column “Line”: it is left out.",
    ]


# Refused whole


def test_another_councils_workbook_is_refused(cast: Cast, asked) -> None:
    other = a_council("elsewhere")
    with pytest.raises(UnreadableFile, match="this workbook is of another council than Elsewhere"):
        sent_back(other, downloaded(asked[0]), by=STRANGER)


def test_a_workbook_of_a_round_that_is_gone_is_refused(cast: Cast, asked) -> None:
    data = downloaded(asked[0])
    asked[0].slug = "renamed"
    asked[0].save()
    assert "the round that this workbook is of is not held any more" in refusal(cast, data)


def test_a_closed_round_takes_nothing(cast: Cast, asked) -> None:
    round, asks = asked
    data = filled(downloaded(round), {asks[0]: {"figure": 50}})
    round.state = Round.State.CLOSED
    round.save()
    assert previewed(sent_back(cast, data)).reasons_not_to_store() == [
        "This round is closed to updates. Ask the strategy team to open it again."
    ]


def test_a_workbook_without_its_hidden_sheet_is_refused(cast: Cast, asked) -> None:
    data = bent(downloaded(asked[0]), lambda book: book.remove(book[SHEET]))
    assert "its hidden sheet is missing. Download your lines" in refusal(cast, data)


def test_a_hidden_sheet_that_was_changed_is_refused(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        book[SHEET].cell(2, 2).value = "7"

    assert "its hidden sheet was changed" in refusal(cast, bent(downloaded(asked[0]), bend))


def test_a_workbook_of_another_version_is_refused(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        book[SHEET].cell(1, 2).value = "0"

    assert "it was made by another version of Golden Thread" in refusal(
        cast, bent(downloaded(asked[0]), bend)
    )


def test_headings_that_stand_twice_are_refused_with_their_place(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        book["Measures"].cell(HEAD, 30).value = FIGURE

    assert refusal(cast, bent(downloaded(asked[0]), bend)) == (
        "lines.xlsx (sheet Measures), row 3, column Your figure: more than one column has this heading; "
        "rename the others"
    )


def test_a_workbook_without_the_column_of_lines_is_refused(cast: Cast, asked) -> None:
    def bend(book: Workbook) -> None:
        for name in ("Measures", "Actions"):
            book[name].cell(HEAD, 1).value = "Mine"

    assert f"no sheet has a column headed “{KEY}”" in refusal(cast, bent(downloaded(asked[0]), bend))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Line,Your figure\nL1,50\n", "this is text, such as CSV, which does not hold what you downloaded"),
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0 locked", "an old Excel or Word file (.xls, .doc) or one locked with a password"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\3\4 cut", "a damaged workbook or zip file"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_return(data, "x")
    assert said in str(refused.value)
