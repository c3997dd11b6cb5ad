"""What is missing, by rules with published codes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.findings import (
    LINE_RULES,
    MEASURE_RULES,
    NAMES,
    NOTED_ONLY,
    TO_FILL,
    Followed,
    Gap,
    GapState,
    Line,
    Note,
    check,
    gaps_in,
    over_the_limit,
    sentence,
)

WHOLE = Line(1, "Line", "Action", owner="Director", due_on=date(2015, 3, 31))
FOLLOWED = Followed(1, "Measure", owner="Director")


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("PAR1", {"needs_parent": True, "has_parent": False}),
        ("PAR2", {"needs_improvement": True, "is_under_improvement": False}),
        ("CHI1", {"needs_child": True, "has_child": False}),
        ("MEA1", {"needs_measure": True, "has_measure": False}),
        ("OWN1", {"needs_owner": True, "owner": ""}),
        ("DUE1", {"needs_owner": True, "due_on": None}),
        ("BUD1", {"needs_budget": True, "has_budget": False}),
        ("CAP1", {"needs_capacity": True, "has_capacity": False}),
        ("CAR1", {"needs_carrier": True, "has_carrier": False}),
        ("EVI1", {"needs_evidence": True, "has_evidence": False}),
        ("UPD1", {"needs_update": True, "has_update": False}),
        ("YEA1", {"year": (date(2014, 4, 1), date(2015, 3, 30))}),
        ("YEA1", {"year": (date(2014, 4, 1), date(2015, 3, 31)), "starts_on": date(2014, 3, 31)}),
    ],
)
def test_each_rule_finds_its_own_gap_and_no_other(code: str, wrong: dict[str, object]) -> None:
    """R009, R026, R041, R044, R104."""
    assert [gap.code for gap in gaps_in([WHOLE._replace(**wrong)], [], {})] == [code]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("TAR1", {"has_target": False}),
        ("BAS1", {"has_baseline": False}),
        ("OWN2", {"owner": ""}),
        ("DAT1", {"has_figure": False}),
        ("LAT1", {"is_overdue": True}),
        ("LNK1", {"has_element": False}),
    ],
)
def test_each_rule_of_measures_finds_its_own_gap(code: str, wrong: dict[str, object]) -> None:
    """R125, R127: a missing baseline or target is a named gap."""
    assert [gap.code for gap in gaps_in([], [FOLLOWED._replace(**wrong)], {})] == [code]


def test_what_is_whole_has_no_gaps_and_what_a_level_does_not_need_is_not_missed() -> None:
    bare = Line(1, "Vision", "Vision", has_parent=False, has_child=False, has_measure=False)
    assert gaps_in([WHOLE, bare], [FOLLOWED], {}) == []


def test_a_measure_for_information_only_needs_no_target() -> None:
    assert gaps_in([], [FOLLOWED._replace(has_target=False, is_data_only=True)], {}) == []


def test_a_note_gives_a_gap_its_reason_owner_and_date() -> None:
    """R126, R127."""
    note = Note("Not held", "Director", date(2014, 6, 30))
    broken = WHOLE._replace(needs_child=True, has_child=False)
    assert gaps_in([broken], [], {("CHI1", "element", 1): note}) == [
        Gap("CHI1", "element", 1, "Line", "Not held", "Director", date(2014, 6, 30))
    ]


def test_missing_words_are_a_gap_only_where_somebody_said_so() -> None:
    assert gaps_in([WHOLE], [], {("WRD1", "element", 1): Note("Cut off")})[0].reason == "Cut off"


def test_a_gap_is_overdue_from_the_day_after_its_date() -> None:
    gap = Gap("OWN1", "element", 1, "Line", due_on=date(2014, 6, 30))
    assert [gap.is_overdue(date(2014, month, 30)) for month in (6, 7)] == [False, True]
    assert not Gap("OWN1", "element", 1, "Line").is_overdue(date(2099, 1, 1))


def test_every_code_has_a_name_and_a_sentence() -> None:
    assert set(NAMES) == {*LINE_RULES, *MEASURE_RULES, *NOTED_ONLY}
    assert all(sentence(code).endswith(".") or sentence(code).endswith(")") for code in NAMES)


def test_every_code_says_what_fills_its_gap() -> None:
    assert set(TO_FILL) == set(NAMES)


def test_without_a_parent_nothing_is_said_of_which_parent_it_should_be() -> None:
    """R041: one thing missing is one gap, not two."""
    loose = WHOLE._replace(
        needs_parent=True, has_parent=False, needs_improvement=True, is_under_improvement=False
    )
    assert [gap.code for gap in gaps_in([loose], [], {})] == ["PAR1"]


def test_each_gap_stands_beside_the_number_that_its_rule_asked() -> None:
    asked = WHOLE._replace(needs_measure=True)
    lines = [asked, asked._replace(id=2, has_measure=False)]
    found = check(lines, [FOLLOWED, FOLLOWED._replace(id=2, is_data_only=True)], {})
    assert (found.asked["MEA1"], found.asked["TAR1"], found.asked["OWN2"], found.asked["CAR1"]) == (
        2,
        1,
        2,
        0,
    )
    assert [(gap.code, gap.subject) for gap in found.gaps] == [("MEA1", 2)]


@pytest.mark.parametrize(
    ("owner", "due_on", "is_accepted", "state"),
    [
        ("", None, False, GapState.OPEN),
        ("", date(2014, 7, 1), False, GapState.OPEN),
        ("Director", None, False, GapState.NAMED),
        ("Director", date(2014, 7, 1), False, GapState.NAMED),
        ("Director", date(2014, 6, 30), False, GapState.OVERDUE),
        ("", date(2014, 6, 30), False, GapState.OVERDUE),
        ("Director", date(2014, 6, 30), True, GapState.ACCEPTED),
    ],
)
def test_the_state_of_a_gap(owner: str, due_on: date | None, is_accepted: bool, state: GapState) -> None:
    """A decision to leave it comes first, then its day, then its name."""
    gap = Gap("OWN1", "element", 1, "Line", "", owner, due_on, is_accepted)
    assert gap.state(date(2014, 7, 1)) is state
    assert gap.is_overdue(date(2014, 7, 1)) is (state is GapState.OVERDUE)


FLAGS = st.fixed_dictionaries(
    {
        **{name: st.booleans() for name in Line._fields if name.startswith(("needs_", "has_", "is_"))},
        "owner": st.sampled_from(["", "Director"]),
        "starts_on": st.none() | st.dates(date(2013, 1, 1), date(2016, 1, 1)),
        "due_on": st.none() | st.dates(date(2013, 1, 1), date(2016, 1, 1)),
        "year": st.none() | st.just((date(2014, 4, 1), date(2015, 3, 31))),
    }
)


@given(st.lists(FLAGS, max_size=8))
def test_lines_of_one_shape_are_judged_alike(flags: list[dict[str, object]]) -> None:
    """Judging each shape once comes to what judging each line does: the slow, obvious way."""
    lines = [Line(place, "Line", "Action")._replace(**given) for place, given in enumerate(flags)]
    slow = [
        (code, line.id)
        for line in lines
        for code, rule in LINE_RULES.items()
        if rule.asks(line) and not rule.is_kept_by(line)
    ]
    assert [(gap.code, gap.subject) for gap in check(lines, [], {}).gaps] == slow


def test_levels_over_the_councils_limit_are_told() -> None:
    """R007."""
    counts = {"Themes": 8, "Actions": 40, "Values": 3}
    assert over_the_limit(counts, {"Themes": 8, "Actions": 30}) == [("Actions", 40, 30)]
