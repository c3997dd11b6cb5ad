"""Small tables for the tests, and the policy of headings that the product ships with."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from goldenthread.core.plan_table import Known, Line, PlanTable, PlanTree, build_tree, headings_from, propose

ROOT = Path(__file__).resolve().parents[3]
POLICY = headings_from(tomllib.loads((ROOT / "policies" / "plan_columns.toml").read_text(encoding="utf-8")))
KNOWN = Known(
    posts={"head of streets": "Head of Streets", "strategy manager": "Strategy Manager"},
    services={"streets": "Streets", "st": "Streets"},
    measures={"m1": "M1", "missed bins": "M1"},
)


def table(*rows: Sequence[str], heads: int = 0, hidden: Sequence[int] = ()) -> PlanTable:
    """A table of these rows, numbered from 1."""
    lines = (Line(number, tuple(row), number in hidden) for number, row in enumerate(rows, start=1))
    return PlanTable("A table", tuple(lines), heads)


def tree_of(given: PlanTable, known: Known = KNOWN) -> PlanTree:
    """What a table comes out as when it is read as proposed."""
    return build_tree(given, propose(given, POLICY), POLICY, known)


def outline(tree: PlanTree) -> list[str]:
    """The tree as indented text: depth by two spaces, code and title."""
    return [f"{'  ' * (line.depth - 1)}{line.code} {line.title}" for line in tree.lines]


def faults(tree: PlanTree) -> list[tuple[str, int]]:
    """Each fault's kind and row."""
    return [(fault.kind.value, fault.row) for fault in tree.faults]
