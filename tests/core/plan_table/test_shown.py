"""How a tree is shown before it is stored: nested, cut short and in one sentence."""

from __future__ import annotations

from goldenthread.core.plan_table import nested, of_tree, plural
from goldenthread.core.plan_table.shown import facts_of
from goldenthread.core.sentences import said
from tests.core.plan_table.tables import table, tree_of

HEAD = ["Priority", "Action", "Lead officer", "Start", "By when", "Measure"]
GIVEN = table(
    HEAD,
    ["Safer", "Light the park", "Head of Streets", "1 April 2012", "30 June 2012", "Missed bins"],
    ["Safer", "Walk the beat", "Ann Smith", "", "June 2012", "Crime; Fear"],
    ["Greener", "Plant trees", "", "1 April 2012", "", ""],
)


def test_a_page_opens_with_what_came_of_the_rows():
    assert said(of_tree(tree_of(GIVEN), 3)) == (
        "Three rows make five lines: two priorities and three actions. Three things need a look."
    )


def test_rows_left_out_are_in_the_sentence():
    tree = tree_of(table(["Action", "Lead officer"], ["", "Head of Streets"], ["Plant trees", ""]))
    assert said(of_tree(tree, 2)) == (
        "Two rows make one line: one action. One row would be left out; one thing needs a look."
    )


def test_a_table_of_which_nothing_comes_says_so():
    assert said(of_tree(tree_of(table(["Action", "Lead"], ["", ""])), 0)).startswith(
        "No line comes of this table"
    )


def test_lines_are_nested_and_cut_short():
    top = nested(tree_of(GIVEN), 4)
    assert [(one.line.title, [two.line.title for two in one.below]) for one in top] == [
        ("Safer", ["Light the park", "Walk the beat"]), ("Greener", []),
    ]  # fmt: skip
    assert [top[0].level, top[0].below[0].level] == ["Priority", "Action"]


def test_a_lines_facts_are_one_line_of_words():
    assert [facts_of(line) for line in tree_of(GIVEN).lines if line.depth == 2] == [
        "Head of Streets, 1 April 2012 to 30 June 2012, one measure",
        "Ann Smith (no post is called so), by 30 June 2012, two measures not held here",
        "From 1 April 2012",
    ]


def test_plurals_of_levels():
    assert [plural(name) for name in ("Priority", "Theme", "Activity", "Key", "Actions")] == [
        "Priorities", "Themes", "Activities", "Keys", "Actions",
    ]  # fmt: skip
