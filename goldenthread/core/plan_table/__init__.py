"""An action plan kept as a table: what its columns are for, and the tree that comes of its rows."""

from goldenthread.core.plan_table.build import body_of, build_tree
from goldenthread.core.plan_table.headings import Headings, UnreadableHeadings, headings_from, headings_of
from goldenthread.core.plan_table.propose import MOST_LEVELS, named, propose
from goldenthread.core.plan_table.shown import Twig, nested, of_tree, plural
from goldenthread.core.plan_table.values import (
    Asked,
    Fault,
    FaultKind,
    Known,
    Line,
    PlanLine,
    PlanTable,
    PlanTree,
    Reading,
    Role,
    Use,
    same,
)

__all__ = [
    "MOST_LEVELS",
    "Asked",
    "Fault",
    "FaultKind",
    "Headings",
    "Known",
    "Line",
    "PlanLine",
    "PlanTable",
    "PlanTree",
    "Reading",
    "Role",
    "Twig",
    "UnreadableHeadings",
    "Use",
    "body_of",
    "build_tree",
    "headings_from",
    "headings_of",
    "named",
    "nested",
    "of_tree",
    "plural",
    "propose",
    "same",
]
