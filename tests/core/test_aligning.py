"""How the lines of one plan serve those of another."""

from __future__ import annotations

from goldenthread.core.aligning import aligned

# A vision (1) over a theme (2) over an improvement (3) with two actions (4, 5); a theme (6) with nothing.
MINE = {1: None, 2: 1, 3: 2, 4: 3, 5: 3, 6: 1}
# A vision (10) over an outcome (11) with two targets (12, 13).
THEIRS = {10: None, 11: 10, 12: 11, 13: 11}


def test_what_hangs_below_serves_for_its_theme_and_a_target_for_its_outcome():
    found = aligned(
        [(4, 12, "CONTRIBUTES"), (5, 12, "CONTRIBUTES"), (2, 11, "ENABLES")], MINE, THEIRS, [2, 6], [11]
    )

    assert set(found) == {(2, 11)}
    assert (found[2, 11].kinds, found[2, 11].below, found[2, 11].is_own) == (["ENABLES"], {4, 5}, True)


def test_what_a_line_hangs_from_is_told_apart_from_what_it_does_itself():
    found = aligned([(2, 11, "CONTRIBUTES")], MINE, THEIRS, [4, 5], [11, 12])

    assert {key: (how.above, how.is_own) for key, how in found.items()} == {
        (4, 11): ({2}, False), (5, 11): ({2}, False),
    }  # fmt: skip


def test_links_of_lines_that_are_not_shown_are_passed_over():
    assert aligned([(99, 11, "CONTRIBUTES"), (4, 98, "CONTRIBUTES")], MINE, THEIRS, [2, 4], [11]) == {}
