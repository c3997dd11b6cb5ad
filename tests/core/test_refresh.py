"""Moving, merging, splitting and retiring as rules over plain values: nothing is left unaccounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.refresh import (
    Branch,
    Origin,
    after_merging,
    after_replacing,
    after_retiring,
    after_splitting,
    nearest_kept,
    reasons_not_to_hang,
    reasons_not_to_merge,
    reasons_not_to_retire,
    reasons_not_to_split,
    unaccounted,
)

VISION, THEME, OTHER = Branch(1, None, 1), Branch(2, 1, 2), Branch(3, 1, 2)
ACTION, RETIRED = Branch(4, 2, 3), Branch(5, None, 2, is_live=False)
PLAN = {one.id: one for one in (VISION, THEME, OTHER, ACTION, RETIRED)}


@pytest.mark.parametrize(
    ("line", "under", "reason"),
    [
        (ACTION, None, None),
        (ACTION, OTHER, None),
        (ACTION, VISION, None),  # a level between may be missing
        (ACTION, ACTION, "can't hang from itself"),
        (THEME, OTHER, "of a higher level"),
        (VISION, ACTION, "of a higher level"),
        (ACTION, RETIRED, "is retired"),
    ],
)
def test_a_line_hangs_from_a_live_line_of_a_higher_level(
    line: Branch, under: Branch | None, reason: str | None
) -> None:
    """R025, R044."""
    found = reasons_not_to_hang(line, under, PLAN)
    assert (found == []) if reason is None else (reason in found[0])


def test_a_line_never_hangs_from_what_hangs_from_it() -> None:
    """R044: even where somebody put the levels in a strange order."""
    strange = {1: Branch(1, None, 5), 2: Branch(2, 1, 3)}
    assert "hangs from this one already" in reasons_not_to_hang(strange[1], strange[2], strange)[0]


@pytest.mark.parametrize(
    ("into", "others", "reason"),
    [
        (THEME, [OTHER], None),
        (THEME, [], "at least one other"),
        (THEME, [THEME], "with itself"),
        (THEME, [OTHER, OTHER], "with itself"),
        (THEME, [RETIRED], "retired already"),
        (THEME, [ACTION], "same level"),
    ],
)
def test_lines_of_one_level_can_be_merged(into: Branch, others: list[Branch], reason: str | None) -> None:
    """R008."""
    found = reasons_not_to_merge(into, others)
    assert (found == []) if reason is None else (reason in found[0])


def test_a_line_is_split_into_at_least_two_parts_with_words_of_their_own() -> None:
    """R008."""
    assert reasons_not_to_split(THEME, ["Clean", "Green"]) == []
    assert "at least two" in reasons_not_to_split(THEME, ["Clean"])[0]
    assert "at least two" in reasons_not_to_split(THEME, ["Clean", "  "])[0]
    assert "same words" in reasons_not_to_split(THEME, ["Clean", "clean "])[0]
    assert "retired already" in reasons_not_to_split(RETIRED, ["Clean", "Green"])[0]
    assert "retired already" in reasons_not_to_retire(RETIRED)[0]
    assert reasons_not_to_retire(THEME) == []


def test_where_a_level_is_left_out_a_line_hangs_from_the_nearest_above() -> None:
    """R031."""
    parent_of = {1: None, 2: 1, 3: 2, 4: 3}
    assert nearest_kept(4, parent_of, {1, 4}) == 1
    assert nearest_kept(4, parent_of, {4}) is None
    assert nearest_kept(4, parent_of, {3, 4}) == 3


def test_one_to_many_many_to_one_and_dropped() -> None:
    """R024."""
    start = [Origin(11, 1, "CARRIED"), Origin(12, 2, "CARRIED"), Origin(13, 3, "CARRIED")]

    merged = after_merging(start, 1, 2)
    split = after_splitting(merged, 1, [4, 5])
    retired = after_retiring(after_retiring(split, 4), 3)

    assert merged == [Origin(13, 3, "CARRIED"), Origin(11, 1, "MERGED"), Origin(12, 1, "MERGED")]
    assert split == [
        Origin(13, 3, "CARRIED"),
        Origin(11, 4, "SPLIT"), Origin(11, 5, "SPLIT"), Origin(12, 4, "SPLIT"), Origin(12, 5, "SPLIT"),
    ]  # fmt: skip
    assert retired == [Origin(11, 5, "SPLIT"), Origin(12, 5, "SPLIT"), Origin(13, None, "DROPPED")]


def test_what_is_new_and_goes_again_had_no_old_line_to_account_for() -> None:
    new = [Origin(None, 1, "ADDED"), Origin(None, 2, "ADDED")]
    assert after_merging(new, 1, 2) == [Origin(None, 1, "ADDED")]
    assert after_splitting(new, 1, [3, 4]) == [
        Origin(None, 2, "ADDED"), Origin(None, 3, "ADDED"), Origin(None, 4, "ADDED"),
    ]  # fmt: skip
    assert after_retiring(new, 1) == [Origin(None, 2, "ADDED")]


def test_what_is_replaced_is_not_dropped_and_what_replaces_it_is_not_new() -> None:
    """R024: ten priorities become eight themes."""
    start = [Origin(11, None, "DROPPED"), Origin(12, 2, "CARRIED"), Origin(None, 1, "ADDED")]
    replaced = after_replacing(start, 1, {11, 12})
    assert replaced == [Origin(12, 2, "CARRIED"), Origin(11, 1, "REPLACED"), Origin(12, 1, "REPLACED")]
    assert after_replacing(replaced, 1, {11}) == replaced
    assert after_replacing(start, 1, set()) == start


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "merge", "split", "retire", "add"]), st.integers(0, 50), st.integers(0, 50)
    ),
    max_size=25,
)


@given(st.integers(1, 8), STEPS)
def test_any_sequence_of_steps_accounts_for_every_old_line(count: int, steps: list[Step]) -> None:
    """R024, R090: whatever is done to the new edition, each old line has its place in the crosswalk."""
    olds = set(range(100, 100 + count))
    live = set(range(count))
    origins = [Origin(100 + one, one, "CARRIED") for one in range(count)]
    fresh = iter(range(1000, 2000))
    for what, first, second in steps:
        if not live and what != "add":
            continue
        line = sorted(live)[first % len(live)] if live else 0
        other = sorted(live)[second % len(live)] if live else 0
        if what == "add":
            made = next(fresh)
            live.add(made)
            origins.append(Origin(None, made, "ADDED"))
        elif what == "merge" and line != other:
            origins = after_merging(origins, line, other)
            live.discard(other)
        elif what == "split":
            parts = [next(fresh), next(fresh)]
            origins = after_splitting(origins, line, parts)
            live = (live - {line}) | set(parts)
        elif what == "retire":
            origins = after_retiring(origins, line)
            live.discard(line)

        assert unaccounted(olds, origins) == set()
        assert {one.new for one in origins if one.new is not None} == live
        assert len(origins) == len(set(origins))
        dropped = {one.old for one in origins if one.new is None}
        assert dropped.isdisjoint(one.old for one in origins if one.new is not None)
