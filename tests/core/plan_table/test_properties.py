"""Whatever the table and however it is read: nothing is lost, nothing is raised, and the tree is a forest."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.plan_table import (
    Known,
    Line,
    PlanTable,
    PlanTree,
    Reading,
    Role,
    Use,
    body_of,
    build_tree,
    named,
    nested,
    of_tree,
    propose,
)
from tests.core.plan_table.tables import KNOWN, POLICY

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "Theme 1", "Theme 2", "Plant trees", "Cut verges", "action", "outcome", "indicator", "1",
         "1.1", "31 March 2013", "31/02/2013", "Head of Streets", "Streets", "n/a", "50%", "Lead",
         "Missed bins", "Missed bins; Trees\nGrass", "x" * 600, "９９", "=1+1"]
    ),
    st.text(max_size=12),
)  # fmt: skip
USES = st.builds(Use, st.sampled_from(list(Role)), st.integers(0, 7))


@st.composite
def tables(draw) -> PlanTable:
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=0, max_size=width), max_size=14))
    numbers = draw(st.lists(st.integers(1, 40), min_size=len(rows), max_size=len(rows), unique=True))
    lines = tuple(
        Line(number, tuple(row), draw(st.booleans()))
        for number, row in zip(sorted(numbers), rows, strict=True)
    )
    heads = draw(st.integers(0, len(rows)))
    return PlanTable("T", lines, heads, ((draw(st.integers(0, 40)), draw(st.integers(0, 8))),))


@st.composite
def readings(draw) -> Reading:
    head_from = draw(st.integers(0, 8))
    return Reading(
        uses=tuple(draw(st.lists(USES, max_size=8))),
        names=tuple(draw(st.lists(st.sampled_from(["Theme", "action", "outcome", ""]), max_size=8))),
        head_from=head_from,
        head_to=head_from + draw(st.integers(0, 2)),
        is_filled_down=draw(st.booleans()),
        has_groups=draw(st.booleans()),
        skips_hidden=draw(st.booleans()),
    )


def _is_sound(table: PlanTable, reading: Reading, tree: PlanTree) -> None:
    rows = {line.number for line in body_of(table, reading)}
    told = {fault.row for fault in tree.faults}
    kept = {row for line in tree.lines for row in line.rows}
    assert kept <= rows <= kept | told, "a row is neither in the tree nor among the faults"
    left_out = {fault.row for fault in tree.faults if fault.kind.is_left_out}
    assert not left_out & kept, "a row is said to be left out and is in the tree"
    for at, line in enumerate(tree.lines):
        assert line.parent is None or 0 <= line.parent < at, "a parent comes after its child"
        assert line.parent is None or tree.lines[line.parent].depth < line.depth
        assert 1 <= line.depth <= len(tree.names)
        assert line.title and len(line.title) <= 500
        assert 0 < len(line.code) <= 60
        assert len(line.words()[0]) <= 200
    codes = [line.code for line in tree.lines]
    assert len(codes) == len(set(codes))
    assert sum(count for _, count in tree.counts()) == len(tree.lines)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), readings())
def test_any_table_read_in_any_way_makes_a_forest_and_loses_no_row(table, reading):
    """R143: rejected rows are reported, never dropped in silence."""
    for known in (Known(), KNOWN):
        _is_sound(table, reading, build_tree(table, reading, POLICY, known))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_any_table_read_as_proposed_makes_a_forest_and_loses_no_row(table):
    reading = propose(table, POLICY)
    assert len(reading.uses) == table.width
    _is_sound(table, reading, build_tree(table, reading, POLICY, KNOWN))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), readings(), st.integers(0, 5))
def test_any_reading_can_be_named_and_shown(table, reading, most):
    reading = named(table, reading, POLICY)
    tree = build_tree(table, reading, POLICY, KNOWN)
    _is_sound(table, reading, tree)
    assert len(nested(tree, most)) <= most
    assert of_tree(tree, len(body_of(table, reading)))
