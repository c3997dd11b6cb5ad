"""A finance system's table: what its columns are for, its lines, and printed totals that don't add up."""

from goldenthread.core.money_table.propose import propose, same_heading
from goldenthread.core.money_table.read import read_money
from goldenthread.core.money_table.values import (
    AMOUNTS,
    LABELS,
    LINES,
    MONITORING,
    ROLE_WORDS,
    UNITS,
    Fault,
    LeftOut,
    MoneyReading,
    MoneyRow,
    MoneySheet,
    Role,
    Total,
)

__all__ = [
    "AMOUNTS",
    "LABELS",
    "LINES",
    "MONITORING",
    "ROLE_WORDS",
    "UNITS",
    "Fault",
    "LeftOut",
    "MoneyReading",
    "MoneyRow",
    "MoneySheet",
    "Role",
    "Total",
    "propose",
    "read_money",
    "same_heading",
]
