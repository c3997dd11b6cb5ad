"""Reading policies: what a council amends is obeyed, and what can't be read is said plainly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.core.observed import State, TargetState, read_observed, read_target
from goldenthread.core.refused import UnreadableFile
from goldenthread.core.rulebook import data_of, rulebook_from
from goldenthread.exchange.policies import policies_folder, read_labels, read_rulebook, rule_names
from goldenthread.people import policies as people_policies


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


ONE_BAND = '[[band]]\nname = "Green"\nstatus = "on target"\n'


def sentence_for(read: Callable[..., object], *given: object) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(*given)
    (problem,) = refused.value.problems
    return str(problem)


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_in_the_repository_can_be_stored_and_read_back(name: str) -> None:
    """R137"""
    rulebook = read_rulebook(f"{name}.toml")

    assert (rulebook.rule.code, bool(rulebook.rule.note)) == (name, True)
    assert rulebook_from(data_of(rulebook)) == rulebook


def test_a_rule_is_found_by_name_by_file_name_by_path_and_by_short_form(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(ONE_BAND)

    assert read_rulebook("kent") == read_rulebook("kent.toml")
    assert read_rulebook(str(path)).rule.code == read_rulebook(path).rule.code == "ours"
    assert read_rulebook("within:10%").rule.code == "within:10%"
    assert read_rulebook(" Met ").rule.code == "met"


def test_policies_can_be_kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rating").mkdir()
    (tmp_path / "rating" / "ours.toml").write_text(ONE_BAND)
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))

    assert rule_names() == ["ours"]
    assert read_rulebook("ours").rule.bands[0].name == "Green"
    assert "the file can't be read" in sentence_for(read_labels)
    assert "one of: ours" in sentence_for(read_rulebook, "kent")


def test_an_installed_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOLDENTHREAD_POLICIES", raising=False)
    monkeypatch.setattr(people_policies, "_PACKAGE", tmp_path / "goldenthread")

    assert policies_folder() == tmp_path / "goldenthread" / "policies"


def test_numbers_in_a_rule_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "exact.toml"
    path.write_text(ONE_BAND + "misses_by_at_most = 0.1\n")

    assert data_of(read_rulebook(path))["band"] == [
        {"name": "Green", "status": "on target", "misses_by_at_most": "0.1"}
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"\xff\xfe", "the file is not saved as UTF-8 text"),
        (b"x" * (1024 * 1024 + 1), "this is too large to be a policy"),
        (b"a = " + b"[" * 5000, "the file is not TOML"),
        (ONE_BAND.encode() + b'misses = "5"\n', "band 1 (Green): “misses” is not a key of ours"),
    ],
)
def test_a_slip_in_a_rule_file_names_the_file(tmp_path: Path, text: bytes, sentence: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(text)

    said = sentence_for(read_rulebook, path)

    assert said.startswith(f"{path}: ")
    assert sentence in said


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "rating"])
def test_a_name_that_no_file_can_have_is_refused_like_any_other(name: str) -> None:
    assert "there is no such rule" in sentence_for(read_rulebook, name)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file needs [[label]] tables"),
        ("label = [5]\n", "label 1 has no text"),
        ("[[label]]\n", "label 1 has no text"),
        ('[[label]]\ntext = "x"\n', "as_figure: label “x”: write one of: not due, awaited"),
        (
            '[[label]]\ntext = "x"\nas_figure = "reported"\nas_target = "no target"\n',
            "as_figure: label “x”: write one of",
        ),
        (
            '[[label]]\ntext = "x"\nas_figure = "awaited"\nas_target = "set"\n',
            "as_target: label “x”: write one of: no target, to be set, data only",
        ),
    ],
)
def test_a_slip_among_the_labels_says_what_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    (tmp_path / "no_data_labels.toml").write_text(text)
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))

    assert sentence in sentence_for(read_labels)
