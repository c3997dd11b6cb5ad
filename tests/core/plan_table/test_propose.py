"""What a table's columns are taken for before anybody corrects it."""

from __future__ import annotations

from goldenthread.core.plan_table import Reading, Role, Use, named, propose
from tests.core.plan_table.tables import POLICY, table


def said(reading: Reading) -> list[str]:
    return [f"{use.role.value}{use.depth or ''}" for use in reading.uses]


def test_headings_that_are_known_settle_it():
    given = table(
        [
            "Ref",
            "Theme",
            "Action",
            "Lead officer",
            "Start",
            "By when",
            "Measure",
            "Target",
            "RAG",
            "Comments",
        ],
        [
            "1",
            "Safer",
            "Light the park",
            "Head of Streets",
            "April 2012",
            "June 2012",
            "M1",
            "5",
            "green",
            "x",
        ],
        ["2", "Safer", "Walk the beat", "Head of Streets", "April 2012", "July 2012", "M2", "6", "red", ""],
    )
    assert said(propose(given, POLICY)) == [
        "CODE2", "LEVEL1", "LEVEL2", "OWNER", "STARTS", "DUE", "MEASURE", "TARGET", "PROGRESS", "DETAIL",
    ]  # fmt: skip


def test_values_settle_what_headings_do_not():
    """Dates are when; the most distinct long text is the lowest level; one that repeats is above."""
    rows = [
        [
            "Green" if n < 4 else "Safe",
            f"We shall do the thing that is numbered {n}",
            f"{n + 1} June 2012",
            "x",
        ]
        for n in range(8)
    ]
    reading = propose(table(["Was", "Tun", "Wann", "Rest"], *rows), POLICY)
    assert said(reading) == ["LEVEL1", "LEVEL2", "DUE", "NOTE"]
    assert reading.names == ("Was", "Tun")


def test_a_target_that_holds_dates_is_a_due_date():
    given = table(["Action", "Target"], ["One", "31 March 2013"], ["Two", "30 June 2013"])
    assert said(propose(given, POLICY)) == ["LEVEL1", "DUE"]


def test_years_alone_are_not_due_dates():
    """Moray's columns of year labels."""
    given = table(["Action", "y1_label"], ["One", "2016/17"], ["Two", "2016/17"])
    assert said(propose(given, POLICY)) == ["LEVEL1", "NOTE"]


def test_a_service_in_runs_left_of_the_levels_is_the_level_above():
    """Hart's teams stand above their actions."""
    rows = [["Housing", f"Action {n}"] for n in range(4)] + [["Leisure", f"Action {n}"] for n in range(4, 8)]
    assert said(propose(table(["Team", "Action"], *rows), POLICY)) == ["LEVEL1", "LEVEL2"]
    assert said(propose(table(["Action", "Team"], *[row[::-1] for row in rows]), POLICY)) == [
        "LEVEL1",
        "SERVICE",
    ]


def test_each_code_belongs_to_the_level_it_goes_with():
    rows = [[f"T{n // 2}", f"Theme {n // 2}", str(n), f"Action {n}"] for n in range(6)]
    reading = propose(table(["Theme ref", "Theme", "No", "Action"], *rows), POLICY)
    assert said(reading) == ["CODE1", "LEVEL1", "CODE2", "LEVEL2"]


def test_a_plans_own_name_beside_each_line_is_no_level():
    rows = [["Corporate plan", "Safer", f"Action {n}"] for n in range(3)]
    assert said(propose(table(["Plan", "Theme", "Action"], *rows), POLICY)) == [
        "LEAVE_OUT",
        "LEVEL1",
        "LEVEL2",
    ]


def test_an_empty_column_is_left_out_and_a_second_owner_is_kept_in_words():
    given = table(["Action", "Owner", "Lead member", "Target"], ["One", "A", "B", ""], ["Two", "A", "B", ""])
    assert said(propose(given, POLICY)) == ["LEVEL1", "OWNER", "NOTE", "LEAVE_OUT"]


def test_levels_without_a_name_are_called_as_their_columns():
    given = table(["theme_name", "Key action"], ["Safer", "One"], ["Safer", "Two"])
    reading = Reading((Use(Role.LEVEL, 1), Use(Role.LEVEL, 2)), ("", "  Our   action "), 1, 1, group_name=" ")
    found = named(given, reading, POLICY)
    assert (found.names, found.group_name) == (("Theme name", "Our action"), "Theme")


def test_levels_that_rows_name_are_ordered_from_the_top():
    rows = [["Task", "One"], ["Outcome", "Two"], ["Thing", "Three"], ["Action", "Four"], ["KPI", "Five"]]
    reading = Reading((Use(Role.KIND), Use(Role.LEVEL, 1)), (), 1, 1)
    assert named(table(["Kind", "Text"], *rows), reading, POLICY).names == (
        "Outcome",
        "Action",
        "Task",
        "Thing",
    )


def test_an_empty_table_is_proposed_as_nothing():
    assert propose(table(), POLICY) == Reading((), (), group_name="Theme")
