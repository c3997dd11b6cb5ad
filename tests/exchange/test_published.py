"""Checking a published table: every cell read, every verdict worked out, every problem told (R011, R143)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.rating import Status
from goldenthread.core.refused import UnreadableFile
from goldenthread.core.travel import Direction, Polarity
from goldenthread.core.words import SUSPICION
from goldenthread.exchange import published, published_rollups
from goldenthread.exchange.policies import read_labels, read_rulebook
from goldenthread.exchange.published import ALSO, NEEDS, Goodness, Unreadable, as_json, check, read_polarity
from goldenthread.exchange.tables import read_table

DEMO = Path(__file__).resolve().parents[2] / "demo"
HEADER = (*NEEDS, *ALSO)
ON, NEAR, OFF, NOT = Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED


def table_of(*rows, header=HEADER):
    lines = [header, *([row.get(column, "") for column in header] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    return read_table(text.encode(), NEEDS, ALSO, name="kpis.csv")


def checked(*rows, rule="within:10%"):
    return check(table_of(*({"measure": "Bins", **row} for row in rows)), read_rulebook(rule), read_labels())


def row_of(rule="within:10%", **cells):
    (row,) = checked({"polarity": "higher", **cells}, rule=rule).rows
    return row


def problems_with(**cells):
    with pytest.raises(UnreadableFile) as refused:
        row_of(**cells)
    return [(one.row, one.column, one.sentence) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("higher", Goodness(Polarity.HIGHER)),
        ("Higher is better", Goodness(Polarity.HIGHER)),
        ("LOWER", Goodness(Polarity.LOWER)),
        ("plan date", Goodness(Polarity.HIGHER)),
        ("plan-date (0 = on time, negative = days behind)", Goodness(Polarity.HIGHER)),
        ("range 10..20", Goodness(Polarity.RANGE, Decimal(10), Decimal(20))),
        ("Range 10 .. 20", Goodness(Polarity.RANGE, Decimal(10), Decimal(20))),
        ("range -5..5", Goodness(Polarity.RANGE, Decimal(-5), Decimal(5))),
        ("range −5…−1.5", Goodness(Polarity.RANGE, Decimal(-5), Decimal("-1.5"))),
        ("range 0.5..1.5", Goodness(Polarity.RANGE, Decimal("0.5"), Decimal("1.5"))),
        ("range 10% to 20%", Goodness(Polarity.RANGE, Decimal(10), Decimal(20))),
        ("range £1,000..£2,000", Goodness(Polarity.RANGE, Decimal(1000), Decimal(2000))),
        ("range 5..5", Goodness(Polarity.RANGE, Decimal(5), Decimal(5))),
    ],
)
def test_a_polarity_is_read(text, expected):
    """R136"""
    assert read_polarity(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "“” is not a polarity: write higher, lower or range LOW..HIGH"),
        ("up", "“up” is not a polarity"),
        ("range", "“range” is not a polarity"),
        ("range 5", "“range 5” is not a polarity"),
        ("range 1..2..3", "is not a polarity"),
        ("range 20..10", "the range 20..10 ends before it begins: swap them"),
        ("range ..10", "A range is written with two numbers, as in range 10..20."),
        ("range low..high", "A range is written with two numbers, as in range 10..20."),
    ],
)
def test_a_polarity_that_is_not_one_is_refused(text, sentence):
    with pytest.raises(Unreadable, match=sentence.replace("(", r"\(")):
        read_polarity(text)


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"target": "90%", "actual": "95.9%"}, ON),
        ({"target": "£1,000", "actual": "£900"}, NEAR),
        ({"target": "£1,000", "actual": "£899.99"}, OFF),
        ({"target": "80", "actual": "78.5*"}, NEAR),
        ({"target": "80", "actual": "0"}, OFF),
        ({"target": "80", "actual": ""}, NOT),
        ({"target": "80", "actual": "TBC"}, NOT),
        ({"target": "80", "actual": "–"}, NOT),
        ({"target": "", "actual": "80"}, NOT),
        ({"target": "To be set", "actual": "0"}, NOT),
        ({"target": "Data only", "actual": "5", "polarity": "range 1..2"}, NOT),
        ({"target": "", "actual": "1.5", "polarity": "range 1..2"}, ON),
        ({"target": "", "actual": "2.2", "polarity": "range 1..2"}, NEAR),
        ({"target": "1.5", "actual": "2.3", "polarity": "range 1..2"}, OFF),
        ({"target": "0", "actual": "-28", "polarity": "plan-date (0 = on time)"}, OFF),
    ],
)
def test_each_status_is_worked_out_by_the_rule(cells, status):
    """R011, R127, R138"""
    assert row_of(**cells).rating.status is status


@pytest.mark.parametrize(
    ("rule", "cells", "status"),
    [
        ("floor", {"target": "50", "actual": "47", "floor": "45"}, NEAR),
        ("floor", {"target": "50", "actual": "47", "floor": ""}, OFF),
        ("floor", {"target": "50", "actual": "47", "floor": "n/a"}, OFF),
        ("within:2", {"target": "50", "actual": "48"}, NEAR),
        ("met", {"target": "50", "actual": "49", "tolerance": "5%"}, OFF),
        ("within:1%", {"target": "50", "actual": "49", "tolerance": "50%"}, OFF),
        ("reigate-and-banstead", {"target": "50", "actual": "47.5", "tolerance": "5%"}, NEAR),
        ("reigate-and-banstead", {"target": "50", "actual": "45", "tolerance": "5"}, NEAR),
        ("reigate-and-banstead", {"target": "50", "actual": "49", "tolerance": ""}, OFF),
        ("havering-2013-14", {"target": "100", "actual": "80", "previous": "79"}, NEAR),
        ("havering-2013-14", {"target": "100", "actual": "80", "previous": "81"}, OFF),
        ("havering-2013-14", {"target": "100", "actual": "80"}, NOT),
        ("highland", {"target": "", "actual": "106", "previous": "100"}, ON),
        ("toowoomba", {"target": "", "actual": "50%"}, NEAR),
    ],
)
def test_a_council_rule_uses_the_rows_own_floor_tolerance_and_earlier_result(rule, cells, status):
    """R137: a rule for each council, with an override for one measure."""
    assert row_of(rule, **cells).rating.status is status


@pytest.mark.parametrize(
    ("rule", "cells", "direction"),
    [
        ("met", {"actual": "4.5", "previous": "4", "polarity": "lower"}, Direction.WORSE),
        ("met", {"actual": "4", "previous": "4.0"}, Direction.SAME),
        ("met", {"actual": "5*", "previous": "4*"}, Direction.IMPROVED),
        ("met", {"actual": "5", "previous": "Previous data not captured"}, Direction.CANNOT_COMPARE),
        ("met", {"actual": "5", "previous": ""}, Direction.CANNOT_COMPARE),
        ("met", {"actual": "", "previous": "4"}, Direction.CANNOT_COMPARE),
        ("met", {"actual": "9", "previous": "5", "polarity": "range 10..20"}, Direction.IMPROVED),
        ("county-2013-14", {"actual": "102", "previous": "100"}, Direction.SAME),
        ("york-2021-22", {"actual": "3", "previous": "2", "earlier": "1"}, Direction.IMPROVED),
        ("york-2021-22", {"actual": "3", "previous": "2"}, Direction.CANNOT_COMPARE),
    ],
)
def test_each_direction_is_worked_out_by_the_rule(rule, cells, direction):
    assert row_of(rule, **cells).direction is direction


@pytest.mark.parametrize(
    ("published_words", "agrees"),
    [
        ({}, None),
        ({"published_status": "Amber"}, True),
        ({"published_status": "green (above target)"}, False),
        ({"published_direction": "improving"}, True),
        ({"published_direction": "worse"}, False),
        ({"published_status": "Amber", "published_direction": "worse"}, False),
        ({"published_status": "Amber", "published_direction": "better"}, True),
    ],
)
def test_what_was_published_agrees_or_does_not(published_words, agrees):
    assert row_of(target="80", actual="78", previous="77", **published_words).agrees is agrees


def test_a_measure_published_as_data_only_has_no_target_whatever_its_column_says():
    row = row_of(target="0", actual="376", published_status="data only (class not in on-page key)")

    assert (row.rating.status, row.reason, row.agrees) == (NOT, "no target: data only", True)


@pytest.mark.parametrize("mark", ["yes", "Y", "TRUE", "1", "provisional", "p"])
def test_a_provisional_figure_is_rated_and_marked(mark):
    row = row_of(target="80", actual="81", provisional=mark)

    assert (row.rating.status, row.is_provisional) == (ON, True)
    assert row.reason == "81 against a target of 80: met (provisional)"


def test_a_provisional_blank_is_still_a_blank():
    row = row_of(target="80", actual="", provisional="yes")

    assert (row.rating.status, row.is_provisional, row.reason) == (NOT, False, "no figure: awaited")


@pytest.mark.parametrize(
    ("cells", "suspicion", "said"),
    [
        (
            {"actual": "0", "note": "figure not yet confirmed"},
            "unconfirmed_zero",
            "leave the cell blank until it is",
        ),
        ({"actual": "100", "note": "nil activity"}, "nil_scored_full", "write “nil activity”"),
    ],
)
def test_a_figure_that_its_own_note_denies_is_not_rated(cells, suspicion, said):
    """Hart ETS01; 100 entered for nil activity."""
    row = row_of(target="40", previous="1", **cells)

    assert (row.rating.status, row.direction, row.suspicion) == (NOT, Direction.CANNOT_COMPARE, suspicion)
    assert said in row.reason


def test_a_verdict_is_never_decided_by_rounding():
    """Thirty digits: one unit in the last place over the tolerance is over it."""
    target = "100000000000000000000000000000"

    assert row_of(target=target, actual="90000000000000000000000000000").rating.status is NEAR
    assert row_of(target=target, actual="89999999999999999999999999999").rating.status is OFF


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"measure": ""}, "measure", "the row has no measure"),
        ({"polarity": "up"}, "polarity", "“up” is not a polarity"),
        ({"actual": "about 5"}, "actual", "neither a number nor a known label"),
        ({"target": "9 per day"}, "target", "neither a number nor a known label"),
        ({"actual": "1,5"}, "actual", "a comma must part thousands"),
        ({"previous": "x"}, "previous", "neither a number"),
        ({"earlier": "x"}, "earlier", "neither a number"),
        ({"floor": "x"}, "floor", "neither a number"),
        ({"tolerance": "-5%"}, "tolerance", "the tolerance -5% is below 0"),
        ({"tolerance": "ten"}, "tolerance", "neither a number"),
        ({"provisional": "perhaps"}, "provisional", "“perhaps” is neither yes nor no"),
        ({"published_status": "purple"}, "published_status", "“purple” is not a status we know"),
        ({"published_direction": "up"}, "published_direction", "doesn't say whether that is better or worse"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_row_and_column(cells, column, said):
    """R143"""
    ((row, named, sentence),) = problems_with(**{"target": "5", "actual": "5", **cells})

    assert (row, named) == (2, column)
    assert said in sentence


def test_every_problem_is_told_not_only_the_first():
    """R143"""
    with pytest.raises(UnreadableFile) as refused:
        checked(
            {"polarity": "up", "target": "x", "actual": "5"},
            {"polarity": "higher", "target": "5", "actual": "5"},
            {"polarity": "lower", "target": "5", "actual": "1.2.3"},
        )

    assert [(one.row, one.column) for one in refused.value.problems] == [
        (2, "polarity"),
        (2, "target"),
        (4, "actual"),
    ]


def test_a_table_without_rows_is_refused():
    with pytest.raises(UnreadableFile, match=r"kpis.csv, row 1: there are no rows under the header"):
        check(table_of(), read_rulebook("met"), read_labels())


def test_the_json_says_what_the_issue_promises():
    data = json.loads(
        json.dumps(
            as_json(
                checked(
                    {"polarity": "higher", "target": "80", "actual": "78.5", "published_status": " Green "},
                    {"polarity": "lower", "target": "5", "actual": "4*", "previous": "4.5"},
                    {"polarity": "higher", "target": "", "actual": "3"},
                )
            )
        )
    )

    assert data["rows"][0] == {
        "row": 2,
        "measure": "Bins",
        "status": "near target",
        "direction": "cannot be compared",
        "published_status": "Green",
        "published_direction": None,
        "agrees": False,
        "reason": "78.5 against a target of 80: missed by 1.5, within the 8 allowed (10% of the target)",
        "band": "Near target",
        "provisional": False,
        "suspicious": None,
    }
    assert [(row["status"], row["direction"], row["agrees"]) for row in data["rows"][1:]] == [
        ("on target", "improved", None),
        ("not rated", "cannot be compared", None),
    ]
    counts = {"on target": 1, "near target": 1, "off target": 0, "not rated": 1}
    assert data["rollup"] == {
        **counts,
        "counts": counts,
        "rated": 2,
        "total": 3,
        "on_target_of_rated_pct": 50.0,
        "on_target_of_all_pct": 33.3,
        "directions": {"improved": 1, "same": 0, "worse": 0, "cannot be compared": 2},
    }


def test_text_is_given_back_as_it_was_written():
    row = row_of(measure="Café – £\nspend", target="5", actual="5", published_status="Red – below")

    assert (row.measure, row.published_status) == ("Café – £ spend", "Red – below")


def test_percentages_are_null_where_nothing_is_rated():
    data = as_json(checked({"polarity": "higher", "target": "80", "actual": ""}))

    assert data["rollup"]["on_target_of_rated_pct"] is None
    assert data["rollup"]["on_target_of_all_pct"] == 0.0


cells = st.sampled_from(
    ["", "5", "0", "-3.5", "£1,000", "12*", "95%", "N/A", "TBC", "x", "1e5", "–", "\u00b2"]
)


@given(
    st.lists(
        st.fixed_dictionaries({name: cells for name in ("target", "actual", "previous", "floor")}), min_size=1
    )
)
def test_any_cells_are_rated_or_refused_and_the_parts_sum(rows):
    """R141"""
    try:
        found = checked(*({"polarity": "lower", **row} for row in rows), rule="floor")
    except UnreadableFile as refused:
        assert all(one.row and one.column for one in refused.problems if "more problems" not in one.sentence)
        return
    assert found.rollup.total == found.travel.total == len(rows)
    assert sum(found.how_many(answer) for answer in (True, False, None)) == len(rows)


# What is found in real tables, as docs/how-to/check-a-published-table.md tells it

HART = {
    "measure": "ref",
    "target": "q1_target",
    "actual": "q1_2014_15",
    "previous": "q4_2013_14",
    "published_status": "q1_status",
    "note": "q1_note",
}


def hart(rule):
    table = read_table(DEMO / "hart" / "hart_kpis_2014_15_q1.csv", NEEDS, ALSO, renamed=HART)
    return check(table, read_rulebook(rule), read_labels())


@pytest.mark.parametrize("rule", ["within:10%", "hart"])
def test_hart_agrees_with_ten_per_cent_but_for_three(rule):
    found = hart(rule)

    assert {row.measure: row.reason for row in found.rows if row.agrees is False} == {
        "ETS01": SUSPICION["unconfirmed_zero"],
        "IT01": "42.5 against a target of 60: missed by 17.5, more than the 6 allowed (10% of the target)",
        "IT03": "80.6 against a target of 90: missed by 9.4, more than the 9 allowed (10% of the target)",
    }
    assert [found.how_many(answer) for answer in (True, False, None)] == [42, 3, 0]
    rollup = found.rollup
    assert (rollup.on_target, rollup.near_target, rollup.off_target, rollup.not_rated) == (26, 5, 10, 4)
    assert [row.measure for row in found.rows if row.rating.status is NOT] == [
        "ETS01",
        "SNH03",
        "SNH04",
        "SNH06",
    ]
    assert [row.measure for row in found.rows if row.rating.status is NEAR] == [
        "CS02a",
        "CS02b",
        "IT07",
        "PS01",
        "RS20",
    ]


def test_hart_differs_from_met_or_not_met_by_its_ambers_too():
    found = hart("met")

    differing = [row.measure for row in found.rows if row.agrees is False]
    assert differing == ["CS02a", "CS02b", "ETS01", "IT01", "IT03", "IT07", "PS01", "RS20"]


def test_four_published_roll_ups_do_not_add_up_and_one_is_rounding():
    """R141: demo/rules/published_rollups.csv"""
    path = DEMO / "rules" / "published_rollups.csv"
    rows = published_rollups.check_rollups(read_table(path, published_rollups.NEEDS, published_rollups.ALSO))

    found = {
        verdict: [(row.council, row.period) for row in rows if row.verdict == verdict]
        for verdict in published_rollups.VERDICTS[1:]
    }
    assert found == {
        "rounding": [("Cheltenham", "Year end 2013/14")],
        "does not add up": [
            ("Kent", "Q1 2024/25"),
            ("Allerdale", "Q3 2022/23"),
            ("North Norfolk", "Q3 2014/15"),
            ("Cheltenham", "Year end 2014/15"),
        ],
        "cannot be tested": [
            ("Middlesbrough", "Year end 2021/22"),
            ("Cheltenham", "Year end 2014/15"),
            ("Stockton", "Year end 2012/13"),
        ],
    }
    data = published_rollups.as_json(rows)
    assert data["counts"] == {
        "adds up": 19,
        "rounding": 1,
        "does not add up": 4,
        "cannot be tested": 3,
        "total": 27,
    }
    assert data["rows"][2] == {
        "row": 4,
        "council": "Kent",
        "period": "Q1 2024/25",
        "set": "KPIs",
        "sum_of_parts": 39,
        "stated_total": 40,
        "adds_up": False,
        "rounding": False,
        "verdict": "does not add up",
        "reason": "17 + 14 + 8 = 39, but the stated total is 40: 1 missing",
    }


def test_a_number_in_json_is_whole_where_it_was_written_whole():
    assert [published.plain_number(one) for one in (Decimal(3), Decimal("3.0"), Decimal("2.5"), None)] == [
        3,
        3.0,
        2.5,
        None,
    ]
