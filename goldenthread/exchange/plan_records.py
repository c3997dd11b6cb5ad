"""Tables and readings as they are kept while a plan is on its way in."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from goldenthread.core.plan_table import (
    MOST_LEVELS,
    Line,
    PlanTable,
    Reading,
    Role,
    Use,
    headings_of,
    same,
)


def table_data(table: PlanTable) -> dict[str, Any]:
    """A table as JSON keeps it."""
    return {
        "name": table.name,
        "heads": table.heads,
        "uncalculated": [list(one) for one in table.uncalculated],
        "lines": [[line.number, int(line.is_hidden), list(line.cells)] for line in table.lines],
    }


def table_from(data: Mapping[str, Any]) -> PlanTable:
    return PlanTable(
        data["name"],
        tuple(Line(number, tuple(cells), bool(hidden)) for number, hidden, cells in data["lines"]),
        data["heads"],
        tuple((row, column) for row, column in data["uncalculated"]),
    )


def reading_data(reading: Reading) -> dict[str, Any]:
    """A reading as JSON keeps it."""
    return {
        "uses": [[use.role.value, use.depth] for use in reading.uses],
        "names": list(reading.names),
        "head_from": reading.head_from,
        "head_to": reading.head_to,
        "is_filled_down": reading.is_filled_down,
        "has_groups": reading.has_groups,
        "group_name": reading.group_name,
        "skips_hidden": reading.skips_hidden,
    }


def reading_from(data: Mapping[str, Any]) -> Reading:
    return Reading(
        uses=tuple(Use(Role(role), min(int(depth), MOST_LEVELS)) for role, depth in data["uses"]),
        names=tuple(data["names"]),
        head_from=data["head_from"],
        head_to=data["head_to"],
        is_filled_down=data["is_filled_down"],
        has_groups=data["has_groups"],
        group_name=data["group_name"],
        skips_hidden=data["skips_hidden"],
    )


def signature_of(table: PlanTable, reading: Reading) -> str:
    """The same for two tables with the same headings in the same order, wherever those stand."""
    headings = headings_of(table, reading.head_from, reading.head_to)
    return sha256("\n".join(same(heading) for heading in headings).encode()).hexdigest()
