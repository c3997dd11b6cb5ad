"""Reading policies: what a council amends is obeyed, and what can't be read is said plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.core.observed import State, TargetState, read_observed, read_target
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.policies import read_labels, read_rulebook


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("N/A", State.NOT_APPLICABLE),
        ("n/a", State.NOT_APPLICABLE),
        ("TBC", State.AWAITED),
        ("Annual Indicator", State.NOT_DUE),
        ("Measured annually", State.NOT_DUE),
        ("Data not available until 2024", State.NOT_DUE),
        ("N/A (no consultations during this period)", State.NIL_ACTIVITY),
        ("Overdue", State.OVERDUE),
        ("", State.AWAITED),
    ],
)
def test_a_label_for_missing_data_is_a_named_state_and_never_a_figure(cell: str, state: State) -> None:
    """R138. demo/rules/no_data_labels.csv."""
    observed = read_observed(cell, read_labels())
    assert (observed.value, observed.state) == (None, state)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("To be set", TargetState.TO_BE_SET),
        ("Data only", TargetState.DATA_ONLY),
        ("No target to measure performance against", TargetState.NO_TARGET),
        ("Will be set as part of the budget process each year", TargetState.TO_BE_SET),
        ("", TargetState.NO_TARGET),
    ],
)
def test_a_label_in_place_of_a_target_is_a_named_state(cell: str, state: TargetState) -> None:
    """R127: a blank target is a valid state; it is not zero and not failed."""
    target = read_target(cell, read_labels())
    assert (target.value, target.state) == (None, state)


def test_every_label_of_the_councils_list_is_known() -> None:
    """R138: the labels that councils print, but for those the list describes rather than quotes."""
    import csv  # noqa: PLC0415 - only here

    described = ("figure", "entered", "blank", "five other", "/ #N/A")
    path = Path(__file__).resolve().parents[2] / "demo" / "rules" / "no_data_labels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        labels = [row["label_as_published"] for row in csv.DictReader(file)]
    known = read_labels()
    unread = []
    for label in labels:
        if any(word in label for word in described):
            continue
        try:
            read_observed(label, known)
        except ValueError:
            unread.append(label)
    assert not unread


def test_an_amended_rule_is_obeyed(tmp_path: Path) -> None:
    """R137: a rule is data that a council can read and amend."""
    path = tmp_path / "ours.toml"
    path.write_text(
        'name = "Ours"\nsource = "Cabinet"\n[[band]]\nname = "Good"\nstatus = "on target"\n'
        'misses_by_at_most = "3"\n[[band]]\nname = "Bad"\nstatus = "off target"\n',
        encoding="utf-8",
    )
    assert [band.name for band in read_rulebook(path).rule.bands] == ["Good", "Bad"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "TOML"),
        ('name = "Ours"\n[[band]]\nname = "Good"\nstatus = "splendid"\n', "splendid"),
        ('name = "Ours"\n[[band]]\nname = "Good"\nstatus = "on target"\nmisses = "3"\n', "misses"),
        (
            'name = "Ours"\n[[band]]\nname = "Good"\nstatus = "on target"\nmisses_by_at_most = "lots"\n',
            "lots",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_the_word_at_fault(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=said):
        read_rulebook(path)


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UnreadableFile, match="kent"):
        read_rulebook("no-such-rule")
