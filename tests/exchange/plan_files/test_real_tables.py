"""Real councils' tables, read as proposed with nothing corrected: their levels, lines and faults."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.core.plan_table import (
    Known,
    PlanTable,
    PlanTree,
    Reading,
    Role,
    body_of,
    build_tree,
    headings_of,
    propose,
)
from goldenthread.exchange.plan_files import plan_headings, read_plan_file
from tests.exchange.plan_files.books import DATA, a_real_workbook, cheltenham_word


def read(name: str) -> tuple[PlanTable, Reading]:
    (table,) = read_plan_file((DATA / name).read_bytes(), name)
    return table, propose(table, plan_headings())


def tree_of(table: PlanTable, reading: Reading, known: Known | None = None) -> PlanTree:
    return build_tree(table, reading, plan_headings(), known or Known())


# name: levels with their lines, faults, and what the columns that matter are taken for
REAL = {
    "hart_milestones_2014_09_02.csv": (
        [("Team", 10), ("Action", 175), ("Milestone", 313)],
        {"SAME_TITLE": 3},
        {"team_code": "CODE1", "team": "LEVEL1", "action": "LEVEL2", "milestone": "LEVEL3", "row_id": "CODE3",
         "due_date": "DUE", "rag": "PROGRESS", "action_percent_complete": "PROGRESS"},
    ),
    "epping_forest_actions.csv": (
        [("Plan", 3), ("Objective", 3), ("Action", 8)],
        {"OWNER": 12, "CODE": 4, "REPEATED": 3},
        {"plan": "LEVEL1", "objective": "LEVEL2", "action_no": "CODE3", "action": "LEVEL3", "lead": "OWNER",
         "target_date": "DUE", "status": "PROGRESS", "note": "DETAIL"},
    ),
    "hartlepool_plan_2012_13.csv": (
        [("Theme", 1), ("Outcome", 4), ("Action", 3)],
        {"OWNER": 3, "MEASURE": 1},
        {"theme": "LEVEL1", "outcome_no": "CODE2", "kind": "KIND", "text_short": "LEVEL2", "date": "DUE",
         "officer": "OWNER"},
    ),
    "trafford_corporate_plan_indicators.csv": (
        [("Priority", 3)],
        {"MEASURE": 32},
        {"priority": "LEVEL1", "indicator": "MEASURE", "notes": "DETAIL", "source": "LEAVE_OUT"},
    ),
    "moray_pis.csv": (
        [("Category", 2)],
        {"MEASURE": 9, "TARGET": 2},
        {"category": "LEVEL1", "code": "MEASURE_CODE", "indicator": "MEASURE", "target": "TARGET"},
    ),
    "spelthorne_kpis_2023_24.csv": (
        [("Service", 3)],
        {"MEASURE": 10},
        {"pi_no": "MEASURE_CODE", "service": "LEVEL1", "indicator": "MEASURE", "target": "TARGET"},
    ),
    "boston_cityscore_metrics.csv": (
        [("Metric", 23)],
        {"OWNER": 23, "MEASURE": 23, "MEASURES_ONLY": 1},
        {"metric": "LEVEL1", "owner": "OWNER", "measure": "MEASURE", "target": "TARGET"},
    ),
    "oxfordshire_asc_dashboard_q2.csv": (
        [("Measure", 10)],
        {"MEASURES_ONLY": 1},
        {"no": "CODE1", "measure": "LEVEL1", "target": "TARGET", "rag": "PROGRESS"},
    ),
    "winchester_pis.csv": (
        [("Indicator", 11)],
        {"CODE": 2, "MEASURES_ONLY": 1},
        {"ref": "CODE1", "indicator": "LEVEL1", "a2009_10": "NOTE"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_real_table_comes_out_as_its_plan(name):
    """R143: councils start with spreadsheets; nothing of these was corrected by hand."""
    levels, kinds, columns = REAL[name]
    table, reading = read(name)
    tree = tree_of(table, reading)
    assert tree.counts() == levels
    assert Counter(fault.kind.value for fault in tree.faults) == kinds
    headings = headings_of(table, reading.head_from, reading.head_to)
    said = {
        heading: f"{use.role.value}{use.depth or ''}"
        for heading, use in zip(headings, reading.uses, strict=True)
    }
    assert {heading: said[heading] for heading in columns} == columns


@pytest.mark.parametrize("name", sorted(REAL))
def test_no_row_of_a_real_table_is_lost(name):
    table, reading = read(name)
    tree = tree_of(table, reading)
    assert tree.left_out == 0
    assert {row for line in tree.lines for row in line.rows} == {
        line.number for line in body_of(table, reading)
    }


def test_harts_milestones_keep_their_codes_dates_and_progress():
    table, reading = read("hart_milestones_2014_09_02.csv")
    tree = tree_of(table, reading, Known(services={"housing services": "Housing Services"}))
    assert all(line.due_on for line in tree.lines if line.depth == 3)
    housing = next(line for line in tree.lines if line.title == "Housing Services")
    assert (housing.code, housing.service) == ("HS", "Housing Services")
    assert {line.service for line in tree.lines} == {"", "Housing Services"}
    first = next(line for line in tree.lines if line.depth == 3)
    assert first.detail == "Done: FALSE\nRag: green\nAction percent complete: 50"


def test_eppings_two_quarters_of_one_action_are_one_line():
    table, reading = read("epping_forest_actions.csv")
    line = next(one for one in tree_of(table, reading).lines if one.title == "Develop business cases")
    assert line.rows == (6, 10)
    assert line.due_on.isoformat() == "2015-09-30"


def test_hartlepools_actions_hang_from_the_outcome_of_their_number():
    table, reading = read("hartlepool_plan_2012_13.csv")
    tree = tree_of(table, reading)
    above = {line.title: tree.lines[line.parent].title for line in tree.lines if line.depth == 3}
    assert above == {
        "Managed workspace feasibility study, former Crown House": "Improved natural and built environment",
        "Deliver year 2 Local Transport Plan schemes": "Sustainable, safe, efficient transport",
        "Changes to waste management service (kerbside, 4 day week)": "Prepared for climate change",
    }


def test_cheltenhams_word_table_comes_out_as_objectives_and_outcomes():
    (table,) = read_plan_file(cheltenham_word(), "plan.docx")
    known = Known(posts={"director of built environment": "Director of Built Environment"})
    tree = tree_of(table, propose(table, plan_headings()), known)
    assert tree.counts() == [("Objective", 4), ("Outcome", 10)]
    assert tree.faults == ()
    assert {(line.owner, line.due_on.isoformat()) for line in tree.lines if line.depth == 2} == {
        ("Director of Built Environment", "2015-03-31")
    }
    counts = Counter(tree.lines[line.parent].title for line in tree.lines if line.parent is not None)
    assert counts == {
        "Enhancing and protecting our environment": 3,
        "Strengthening our economy": 1,
        "Strengthening our communities": 4,
        "Value for money services that meet customer needs": 2,
    }


def test_a_workbook_with_everything_in_it_comes_out_right():
    (table,) = read_plan_file(a_real_workbook(), "plan.xlsx")
    reading = propose(table, plan_headings())
    tree = tree_of(table, reading)
    assert tree.counts() == [("Objective", 2), ("Action", 3)]
    kinds = Counter(fault.kind.value for fault in tree.faults)
    assert kinds == {"OWNER": 3, "MEASURE": 2, "DATE": 1, "FORMULA": 1}
    assert [use.role for use in reading.uses][-2:] == [Role.MEASURE, Role.TARGET]
    assert [one.target for line in tree.lines for one in line.measures] == ["95%", ""]
