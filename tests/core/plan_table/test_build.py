"""From rows to a tree: blanks, merged cells, headings between rows, and everything that can be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.core.plan_table import FaultKind, Known, Reading, Role, Use, build_tree, propose
from goldenthread.core.plan_table.values import PlanTable
from tests.core.plan_table.tables import KNOWN, POLICY, faults, outline, table, tree_of

HEAD = ["Objective", "Action", "Lead officer", "By when"]


def test_a_plain_table_becomes_its_tree():
    """R143: objective over action, each objective once."""
    tree = tree_of(
        table(
            HEAD,
            ["Environment", "Plant trees", "Head of Streets", "31 March 2013"],
            ["Environment", "Cut verges", "Head of Streets", "June 2012"],
            ["Economy", "Open a market", "Strategy Manager", ""],
        )
    )
    assert outline(tree) == [
        "1 Environment", "  1.1 Plant trees", "  1.2 Cut verges", "2 Economy", "  2.1 Open a market",
    ]  # fmt: skip
    assert tree.counts() == [("Objective", 2), ("Action", 3)]
    assert [(line.owner, line.due_on) for line in tree.lines if line.depth == 2] == [
        ("Head of Streets", date(2013, 3, 31)),
        ("Head of Streets", date(2012, 6, 30)),
        ("Strategy Manager", None),
    ]
    assert tree.faults == ()


def test_blanks_below_a_level_mean_as_above():
    tree = tree_of(
        table(
            HEAD,
            ["Environment", "Plant trees", "", ""],
            ["", "Cut verges", "", ""],
            ["Economy", "Open a market", "", ""],
            ["", "Close a market", "", ""],
        )
    )
    assert outline(tree) == [
        "1 Environment", "  1.1 Plant trees", "  1.2 Cut verges",
        "2 Economy", "  2.1 Open a market", "  2.2 Close a market",
    ]  # fmt: skip


def test_a_blank_is_a_gap_where_the_words_are_repeated():
    """Hart repeats its teams and actions in each row, so an action left blank is missing, not “as above”."""
    rows = [["Housing", "Strategy", "Draft it"], ["Housing", "Strategy", "Agree it"],
            ["Housing", "", "Sell land"], ["Leisure", "Pools", "Open"],
            ["Leisure", "Pools", "Close"]]  # fmt: skip
    tree = tree_of(table(["Theme", "Action", "Milestone"], *rows))
    assert outline(tree)[:5] == [
        "1 Housing", "  1.1 Strategy", "    1.1.1 Draft it", "    1.1.2 Agree it", "    1.2 Sell land",
    ]  # fmt: skip
    assert faults(tree) == [("LEVEL_MISSING", 4)]
    assert tree.lines[4].parent == 0


def test_a_row_with_one_text_heads_the_rows_below_it():
    tree = tree_of(
        table(
            ["Action", "Lead officer", "By when"],
            ["Theme 1: Environment"] * 3,
            ["Plant trees", "Head of Streets", "31/03/2013"],
            ["Cut verges", "Head of Streets", "31/03/2013"],
            ["Theme 2: Economy", "", ""],
            ["Open a market", "Head of Streets", "31/03/2013"],
        )
    )
    assert tree.names == ("Theme", "Action")
    assert outline(tree) == [
        "1 Theme 1: Environment", "  1.1 Plant trees", "  1.2 Cut verges",
        "2 Theme 2: Economy", "  2.1 Open a market",
    ]  # fmt: skip


def test_a_row_without_a_title_goes_on_with_the_line_above():
    """As in a Word table where one action has two measures."""
    tree = tree_of(
        table(
            ["Action", "Measure", "Target"],
            ["Plant trees", "Trees planted", "50"],
            ["", "Missed bins", "4"],
            ["Cut verges", "", ""],
        )
    )
    assert outline(tree) == ["1 Plant trees", "2 Cut verges"]
    asked = tree.lines[0].measures
    assert [(one.words, one.code, one.target) for one in asked] == [
        ("Trees planted", "", "50"), ("Missed bins", "M1", "4"),
    ]  # fmt: skip
    assert ("ADDED", 3) in faults(tree)
    assert tree.lines[0].rows == (2, 3)


def test_a_row_without_a_title_or_a_line_above_is_left_out_with_a_remedy():
    tree = tree_of(table(["Action", "Lead officer"], ["", "Head of Streets"], ["Plant trees", "x"]))
    fault = next(one for one in tree.faults if one.kind is FaultKind.NO_TITLE)
    assert (fault.row, fault.kind.is_left_out) == (2, True)
    assert "It is left out." in fault.remedy
    assert tree.left_out == 1


def test_the_same_title_under_the_same_parent_is_one_line():
    tree = tree_of(
        table(HEAD, ["Environment", "Plant trees", "", ""], ["environment.", "Plant  trees", "", ""])
    )
    assert outline(tree) == ["1 Environment", "  1.1 Plant trees"]
    assert faults(tree) == [("REPEATED", 3)]


def test_the_same_title_with_another_date_is_a_line_of_its_own():
    tree = tree_of(
        table(
            HEAD,
            ["Environment", "Review", "", "June 2012"],
            ["Environment", "Review", "", "March 2013"],
            ["Environment", "Review", "", "June 2012"],
        )
    )
    assert [line.due_on for line in tree.lines if line.depth == 2] == [date(2012, 6, 30), date(2013, 3, 31)]
    assert faults(tree) == [("SAME_TITLE", 3), ("REPEATED", 4)]


def test_what_cannot_be_read_is_kept_in_words():
    tree = tree_of(table(HEAD, ["Environment", "Plant trees", "Ann Smith", "Ongoing"]))
    line = tree.lines[1]
    assert (line.owner, line.owner_said, line.due_on) == ("", "Ann Smith", None)
    assert line.detail == "Lead officer: Ann Smith\nBy when: Ongoing"
    assert faults(tree) == [("OWNER", 2), ("DATE", 2)]
    assert [fault.column for fault in tree.faults] == ["Lead officer", "By when"]
    assert tree.unknown_owners == ["Ann Smith"]


def test_one_of_several_owners_who_is_a_post_is_the_owner():
    tree = tree_of(table(HEAD, ["Environment", "Plant trees", "Ann Smith / Head of Streets", ""]))
    assert tree.lines[1].owner == "Head of Streets"
    assert tree.lines[1].detail == "Lead officer: Ann Smith / Head of Streets"


def test_a_level_that_bears_a_services_name_gives_the_service():
    tree = tree_of(table(["Theme", "Action"], ["Streets", "Plant trees"], ["Other", "Cut verges"]))
    assert [line.service for line in tree.lines] == ["Streets", "Streets", "", ""]


def test_codes_are_kept_where_each_is_one_lines_own():
    tree = tree_of(
        table(["Objective", "Ref", "Action"], ["A", "a", "One"], ["A", "b", "Two"], ["B", "b", "Three"])
    )
    assert outline(tree) == ["1 A", "  a One", "  1.2 Two", "2 B", "  2.1 Three"]
    assert faults(tree) == [("CODE", 3), ("CODE", 4)]
    assert tree.lines[2].detail == "Number in the file: b"


def test_a_code_that_looks_like_a_place_is_never_given_twice():
    tree = tree_of(table(["Objective", "Ref", "Action"], ["A", "1", "One"], ["B", "1.1", "Two"]))
    codes = [line.code for line in tree.lines]
    assert len(codes) == len(set(codes))
    assert codes[1::2] == ["1", "1.1"]


def test_a_title_that_is_too_long_is_cut_and_kept_whole_in_the_detail():
    tree = tree_of(table(HEAD, ["Environment", "tree " * 200, "", ""]))
    line = tree.lines[1]
    assert len(line.title) <= 500 and line.title.endswith("…")
    assert line.detail == ("tree " * 200).strip()
    assert faults(tree) == [("LONG", 2)]


def test_levels_turned_round_are_told():
    rows = [[f"Action number {n}", "Environment"] for n in range(8)]
    given = table(["Action", "Theme"], *rows)
    turned = Reading((Use(Role.LEVEL, 1), Use(Role.LEVEL, 2)), ("Action", "Theme"), 1, 1)
    tree = build_tree(given, turned, POLICY, KNOWN)
    assert ("TURNED_ROUND", 0) in faults(tree)
    assert propose(given, POLICY).uses == (Use(Role.LEVEL, 2), Use(Role.LEVEL, 1))


def test_rows_say_which_level_they_are():
    """Hartlepool's plan: a column says outcome, action or indicator, and the number joins them."""
    tree = tree_of(
        table(
            ["Theme", "No", "Kind", "Text", "Date"],
            ["5 Environment", "17", "outcome", "Improved environment", ""],
            ["5 Environment", "18", "outcome", "Clean and green", ""],
            ["5 Environment", "17", "action", "A study", "August 2012"],
            ["5 Environment", "17", "indicator", "Missed bins", ""],
        )
    )
    assert tree.names == ("Theme", "Outcome", "Action")
    assert outline(tree) == [
        "1 5 Environment", "  17 Improved environment", "    1.1.1 A study", "  18 Clean and green",
    ]  # fmt: skip
    assert tree.lines[1].measures[0].code == "M1"


def test_headings_repeated_on_each_page_are_left_out():
    tree = tree_of(table(HEAD, ["A", "One", "", ""], HEAD, ["A", "Two", "", ""]))
    assert outline(tree) == ["1 A", "  1.1 One", "  1.2 Two"]
    assert faults(tree) == [("HEADINGS_AGAIN", 3)]


def test_hidden_rows_come_in_unless_they_are_left_out():
    given = table(HEAD, ["A", "One", "", ""], ["A", "Two", "", ""], hidden=[3])
    reading = propose(given, POLICY)
    assert len(build_tree(given, reading, POLICY, KNOWN).lines) == 3
    tree = build_tree(given, replace(reading, skips_hidden=True), POLICY, KNOWN)
    assert len(tree.lines) == 2
    assert faults(tree) == [("HIDDEN", 3)]


def test_a_formula_without_its_result_is_told():
    given = table(HEAD, ["A", "One", "", ""])
    given = PlanTable(given.name, given.lines, 0, ((2, 3),))
    assert faults(tree_of(given)) == [("FORMULA", 2)]


def test_dates_that_cross_are_told_and_the_start_is_kept_in_words():
    tree = tree_of(table(["Action", "Start", "Due date"], ["One", "1/4/2013", "31/3/2013"]))
    line = tree.lines[0]
    assert (line.starts_on, line.due_on) == (None, date(2013, 3, 31))
    assert "2013-04-01" in line.detail
    assert faults(tree) == [("DATES_CROSS", 2)]


def test_measures_of_several_rows_keep_their_own_notes():
    """Trafford's indicators: each row is a measure of its priority, and its notes are the measure's."""
    tree = tree_of(
        table(
            ["Priority", "Indicator", "Notes"],
            ["Health", "Obesity at 4", "From NHS Digital"],
            ["Health", "Obesity at 10", "Also from there"],
            ["Climate", "Vehicles", ""],
        )
    )
    health = tree.lines[0]
    assert health.detail == ""
    assert [one.note for one in health.measures] == ["From NHS Digital", "Also from there"]
    assert health.words() == ("Obesity at 4; Obesity at 10", "")
    assert health.words(are_made=True) == ("", "")


def test_words_too_long_for_a_quantity_go_to_the_detail():
    tree = tree_of(
        table(["Action", "Measure"], ["One", "\n".join(f"Measure {n} of many" for n in range(30))])
    )
    quantity, detail = tree.lines[0].words()
    assert len(quantity) == 200 and quantity.endswith("…")
    assert detail.endswith("Measure 29 of many")


def test_a_list_of_measures_is_told_to_be_one():
    tree = tree_of(table(["Ref", "Indicator", "Target"], ["1", "Trees planted in the year", "5"]))
    assert ("MEASURES_ONLY", 0) in faults(tree)


def test_the_same_fault_in_many_rows_is_told_once():
    rows = [["A", f"Action {n}", "Ann Smith", ""] for n in range(4)]
    tree = tree_of(table(HEAD, *rows))
    assert [(one.kind, one.rows) for one in tree.troubles()] == [(FaultKind.OWNER, (2, 3, 4, 5))]


def test_tags_and_wards_are_parted():
    tree = tree_of(table(["Action", "Tags", "Ward"], ["One", "young people; access", "Oakley, St Paul’s"]))
    assert (tree.lines[0].tags, tree.lines[0].wards) == (("young people", "access"), ("Oakley", "St Paul’s"))


def test_an_empty_table_makes_no_line():
    tree = build_tree(PlanTable("", ()), Reading((), ()), POLICY, Known())
    assert (tree.lines, tree.faults) == ((), ())


def test_a_row_whose_kind_is_a_level_above_is_that_line_and_not_one_below_it():
    """A theme's own row may name the theme in its column and as the row's title."""
    given = table(
        ["Theme", "Kind", "Title"],
        ["A cleaner city", "theme", "A cleaner city"],
        ["A cleaner city", "action", "Plant trees"],
        heads=1,
    )
    uses = (Use(Role.LEVEL, 1), Use(Role.KIND), Use(Role.LEVEL, 2))
    tree = build_tree(given, Reading(uses, ("Theme", "Action"), 1, 1), POLICY, KNOWN)
    assert outline(tree) == ["1 A cleaner city", "  1.1 Plant trees"]
    assert [line.rows for line in tree.lines] == [(2,), (3,)]
