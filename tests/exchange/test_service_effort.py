"""What is asked of a service: stored whole from the grid, and from a spreadsheet that comes back (R104)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from goldenthread.core.effort import Percents
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.core.workload import Estimate
from goldenthread.exchange.service_effort import read_sheet, sheet_of
from goldenthread.people.officers import OPERATOR
from goldenthread.resources.efforts import effort_of
from goldenthread.resources.models import Effort, Need
from goldenthread.resources.service_effort import Written, changes_in, say_service_effort
from goldenthread.resources.service_effort_queries import ServiceEffort, service_effort_of
from tests.cast import AT, NEIGHBOUR, ON, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2014, 4, 1), date(2014, 7, 1)
D = Decimal


@pytest.fixture
def cast() -> Cast:
    made = a_council()
    made.edition.ends_on = date(2015, 3, 31)
    made.edition.save()
    made.edition.levels.filter(key="improvement").update(needs_capacity=True)
    service = made.council.services.get(name="Streets")
    need = Need.objects.create(
        council=made.council,
        element=made.elements["action"],
        service=service,
        days=10,
        days_low=5,
        days_high=20,
    )
    Effort.objects.create(need=need, quarter_on=SPRING, low=5, likely=10, high=20)
    return made


def effort(cast: Cast) -> ServiceEffort:
    service = cast.council.services.select_related("council").get(name="Streets")
    return service_effort_of(cast.edition, service, ON, OPERATOR)


def need(cast: Cast) -> Need:
    return Need.objects.get(element=cast.elements["action"])


def store(cast: Cast, *rows: Written, by: Any = STRATEGY) -> int:
    service = cast.council.services.get(name="Streets")
    return say_service_effort(service=service, rows=rows, by=by, at=AT)


def filled(cast: Cast, change: Any) -> bytes:
    """The sheet as it was taken away, with cells written anew: by row and column, counted from 1."""
    book = openpyxl.load_workbook(BytesIO(sheet_of(effort(cast))))
    change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(cast: Cast, change: Any) -> list[Written]:
    return read_sheet(filled(cast, change), "effort.xlsx", effort(cast))


def put(cells: dict[str, Any]) -> Any:
    def change(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def test_the_grid_holds_what_asks_and_what_might(cast: Cast) -> None:
    found = effort(cast)
    assert [one.element.code for one in found.asked] == ["action"]
    assert [one.code for one in found.others] == ["clean"]
    assert (len(found.quarters), found.asked[0].percents) == (4, ("50", "200"))


def test_what_changed_is_stored_and_what_did_not_is_left(cast: Cast) -> None:
    """R104."""
    (row,) = effort(cast).asked
    assert store(cast, Written(row, {SPRING: D(10)}, None, 1)) == 0
    assert store(cast, Written(row, {SPRING: D(10), SUMMER: D(4)}, None, 1)) == 1
    assert effort_of(need(cast)) == {
        SPRING: Estimate(D(5), D(10), D(20)),
        SUMMER: Estimate(D(2), D(4), D(8)),
    }
    assert need(cast).days == 14


def test_an_action_may_be_added(cast: Cast) -> None:
    added = effort(cast).row(f"E{cast.elements['clean'].pk}")
    assert added is not None
    assert store(cast, Written(added, {SPRING: D(3)}, Percents(D(100), D(100)), 0)) == 1
    assert Need.objects.get(element=cast.elements["clean"]).days == 3


def test_one_row_that_cannot_be_stored_refuses_all(cast: Cast) -> None:
    found = effort(cast)
    added = found.row(f"E{cast.elements['clean'].pk}")
    assert added is not None
    wrong = Written(added, {date(2014, 5, 1): D(3)}, None, 0)
    with pytest.raises(Refused, match="Clean: No quarter of Testbury begins"):
        store(cast, Written(found.asked[0], {SPRING: D(1)}, None, 1), wrong)
    with pytest.raises(Refused):
        store(cast, Written(found.asked[0], {SPRING: D(1)}, None, 1), by=NEIGHBOUR)
    with pytest.raises(Stale, match="what “Action” asks"):
        store(cast, Written(found.asked[0], {SPRING: D(1)}, None, 7))
    assert need(cast).days == 10
    assert Need.objects.count() == 1


def test_a_sheet_that_comes_back_as_it_was_changes_nothing(cast: Cast) -> None:
    assert changes_in(read(cast, put({}))) == []


def test_a_sheet_that_was_filled_in_says_what_changes_before_it_is_stored(cast: Cast) -> None:
    """R104: “D4” is the second quarter of the first action, “C5” the first of the second."""
    rows = read(cast, put({"D4": 6, "C5": 2.5, "H4": 300}))
    changed = changes_in(rows)
    assert [change.asked.element.code for _, change in changed] == ["action", "clean"]
    assert changed[0][1].after[SUMMER] == Estimate(D(3), D(6), D(18))
    assert need(cast).days == 10
    assert store(cast, *rows) == 2
    assert need(cast).days == 16


@pytest.mark.parametrize(
    ("cells", "row", "column", "sentence"),
    [
        ({"C4": "many"}, 4, "2014/15 Q1", "is no number that can be read"),
        ({"C4": -1}, 4, "2014/15 Q1", "is below 0"),
        ({"C4": "84.13 %"}, 4, "2014/15 Q1", "is a percentage. Write how many days"),
        ({"C4": 1_000_000}, 4, "2014/15 Q1", "below 1,000,000"),
        ({"A4": "N999-1"}, 4, "Line", "No action of this plan goes by"),
        ({"A4": ""}, 4, "Line", "is blank"),
        ({"G4": 120}, 4, "Least %", "from 0 to 100 percent"),
        ({"H4": 90}, 4, "Most %", "at least 100 percent"),
    ],
)
def test_a_sheet_is_refused_whole_with_row_and_column(
    cells: dict[str, Any], row: int, column: str, sentence: str, cast: Cast
) -> None:
    """R104."""
    with pytest.raises(UnreadableFile) as refusal:
        read(cast, put({"C5": 4, **cells}))
    (problem,) = refusal.value.problems
    assert (problem.file, problem.row, problem.column) == ("effort.xlsx", row, column)
    assert sentence in problem.sentence


def test_a_sheet_older_than_what_is_held_is_refused(cast: Cast) -> None:
    data = filled(cast, put({"C4": 4}))
    Need.objects.update(version=2)
    with pytest.raises(UnreadableFile, match="row 4, column Line: Somebody else changed what “Action” asks"):
        read_sheet(data, "effort.xlsx", effort(cast))
    service = cast.council.services.get(name="Streets")
    Need.objects.create(council=cast.council, element=cast.elements["clean"], service=service, version=1)
    Need.objects.update(version=1)
    with pytest.raises(UnreadableFile, match="Somebody said meanwhile what “Clean” asks"):
        read_sheet(data, "effort.xlsx", effort(cast))
