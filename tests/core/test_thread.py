"""The thread, walked up and down, against slow and obvious twins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.thread import BrokenThread, ancestors, children_of, descendants, top_of


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Lines 1 to n, each hanging from an earlier one or from nothing."""
    size = draw(st.integers(1, 25))
    return {
        line: draw(st.one_of(st.none(), st.integers(1, line - 1))) if line > 1 else None
        for line in range(1, size + 1)
    }


def above_slowly(line: int, parent_of: dict[int, int | None]) -> list[int]:
    parent = parent_of[line]
    return [] if parent is None else [*above_slowly(parent, parent_of), parent]


@given(forests())
def test_ancestors_run_from_the_top_down(parent_of: dict[int, int | None]) -> None:
    """R044: from any line one walks up to the vision."""
    for line in parent_of:
        assert ancestors(line, parent_of) == above_slowly(line, parent_of)


@given(forests())
def test_descendants_are_exactly_those_that_have_the_line_above_them(
    parent_of: dict[int, int | None],
) -> None:
    below = children_of(parent_of)
    for line in parent_of:
        found = dict(descendants(line, below))
        expected = {
            other: len(above_slowly(other, parent_of)) - len(above_slowly(line, parent_of))
            for other in parent_of
            if line in above_slowly(other, parent_of)
        }
        assert found == expected


@given(forests())
def test_every_line_hangs_from_the_top_of_its_tree(parent_of: dict[int, int | None]) -> None:
    tops = [line for line, parent in parent_of.items() if parent is None]
    expected = {line: [*above_slowly(line, parent_of), line][0] for line in parent_of}
    assert top_of(parent_of, tops) == expected


def test_lines_under_none_of_the_tops_are_left_out() -> None:
    assert top_of({1: None, 2: 1, 3: None}, [1]) == {1: 1, 2: 1}


def test_a_parent_that_is_not_held_makes_a_top() -> None:
    assert children_of({2: 1, 3: 2}) == {None: [2], 2: [3]}
    assert ancestors(2, {2: 1}) == []


def test_a_ring_is_refused_and_does_not_run_for_ever() -> None:
    ring = {1: 2, 2: 3, 3: 1}
    with pytest.raises(BrokenThread):
        ancestors(1, ring)
    with pytest.raises(BrokenThread):
        top_of(ring, [9])


@pytest.mark.parametrize(
    ("parent_of", "line"), [({1: 1}, 1), ({1: 2, 2: 1}, 1), ({1: 2, 2: 3, 3: 1, 4: 1}, 3)]
)
def test_a_ring_is_refused_on_the_way_down_too(parent_of: dict[int, int | None], line: int) -> None:
    with pytest.raises(BrokenThread, match=f"line {line} hangs from itself"):
        list(descendants(line, children_of(parent_of)))


@given(forests())
def test_children_stand_once_each_under_their_own_parent_in_the_order_given(
    parent_of: dict[int, int | None],
) -> None:
    slowly = {
        parent: [line for line, above in parent_of.items() if above == parent]
        for parent in parent_of.values()
    }
    assert dict(children_of(parent_of)) == slowly


@given(forests(), st.data())
def test_a_line_hangs_from_the_nearest_top_above_it(
    parent_of: dict[int, int | None], data: st.DataObject
) -> None:
    """Tops may stand under one another; each line belongs to one of them at most."""
    tops = data.draw(st.sets(st.sampled_from(sorted(parent_of))))
    expected = {}
    for line in parent_of:
        nearest = [one for one in [*above_slowly(line, parent_of), line] if one in tops]
        expected |= {line: nearest[-1]} if nearest else {}
    assert top_of(parent_of, tops) == expected
