"""What is missing, by rules with published codes."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.findings import (
    LINE_RULES,
    MEASURE_RULES,
    NAMES,
    NOTED_ONLY,
    Followed,
    Gap,
    Line,
    Note,
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
        ("CHI1", {"needs_child": True, "has_child": False}),
        ("MEA1", {"needs_measure": True, "has_measure": False}),
        ("OWN1", {"needs_owner": True, "owner": ""}),
        ("DUE1", {"needs_owner": True, "due_on": None}),
        ("YEA1", {"year": (date(2014, 4, 1), date(2015, 3, 30))}),
        ("YEA1", {"year": (date(2014, 4, 1), date(2015, 3, 31)), "starts_on": date(2014, 3, 31)}),
    ],
)
def test_each_rule_finds_its_own_gap_and_no_other(code: str, wrong: dict[str, object]) -> None:
    """R009, R026, R044."""
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


def test_levels_over_the_councils_limit_are_told() -> None:
    """R007."""
    counts = {"Themes": 8, "Actions": 40, "Values": 3}
    assert over_the_limit(counts, {"Themes": 8, "Actions": 30}) == [("Actions", 40, 30)]
