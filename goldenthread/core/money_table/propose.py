"""What the columns of a finance table look to be for: proposed from its headings, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.money_cells import MILLIONS, POUNDS, THOUSANDS
from goldenthread.core.money_table.values import AMOUNTS, LINES, MoneyReading, Role
from goldenthread.core.observed import tidy
from goldenthread.core.plan_table import Line, PlanTable

HEADINGS_WITHIN = 30  # rows: above the headings stand a title and notes, not a page of them

_BEFORE = r"\b(previous|last (month|period|quarter|report|monitor)|prior|earlier|before)\b"
_OVER = r"\b(variances?|variation|over ?spend|under ?spend|over under|difference)\b"
# In order: the first that is found in a heading decides. `None` leaves a column out.
_NAMED = r"\b(cost cent(re|er)|code|account|line|budget|head|item) (name|description|title)\b"
_LINES: tuple[tuple[str, Role | None], ...] = (
    (_NAMED, Role.NAME),
    (r"\b(source|note|notes|comment|comments|year)\b", None),
    (r"\b(cost cent(re|er)|code|account|ledger|ref|reference)\b", Role.CODE),
    (r"\bdirectorate|\bdepartment|\bdept\b|\bdivision", Role.DIRECTORATE),
    (r"\b(type|kind|capital or revenue|revenue or capital|fund)\b", Role.KIND),
    (r"\b(gross|expenditure)\b", Role.GROSS),
    (r"\bincome\b", Role.INCOME),
    (r"\b(net|budget|estimate|amount)\b(?!.*\b(line|name|head|heading|holder)\b)", Role.NET),
    (r"\b(line|name|description|head|heading|item|title)\b", Role.NAME),
    (r"\bservice", Role.SERVICE),
)
_MONITORING: tuple[tuple[str, Role | None], ...] = (
    (_NAMED, Role.NAME),
    (r"\b(source|year)\b(?!.*\b(budget|forecast|end)\b)", None),
    (r"%|\b(pct|per ?cent|percentage)\b", Role.PERCENT),
    (rf"(?=.*{_BEFORE})(?=.*{_OVER})", Role.PREVIOUS_VARIANCE),
    (_BEFORE, Role.PREVIOUS_FORECAST),
    (_OVER, Role.VARIANCE),
    (r"\b(reasons?|explanation|comments?|commentary|narrative|notes?)\b", Role.REASON),
    (r"\b(forecast|outturn|projected|projection)\b", Role.FORECAST),
    (r"\b(actuals?|to date|spend|spent)\b", Role.ACTUAL),
    (r"\b(budget|estimate)\b(?!.*\b(line|name|head|heading|holder)\b)", Role.BUDGET),
    (r"\b(cost cent(re|er)|code|account)\b", Role.CODE),
    (r"\b(line|name|description|head|heading|item|service|services|area)\b", Role.NAME),
    (r"\bdirectorate|\bdepartment|\bdept\b|\bportfolio", Role.DIRECTORATE),
)
_THOUSANDS = re.compile(r"£?[ '’]?0{3}s?\b|£k\b|\bk\b|\bthousands?\b", re.IGNORECASE)
_MILLIONS = re.compile(r"£m\b|\bmillions?\b|£ ?mn\b", re.IGNORECASE)


def same_heading(text: str) -> str:
    """A heading for comparing: small letters, with single spaces for signs that part words."""
    return " ".join(re.sub(r"[_\-/\\.,:;()\[\]]+", " ", tidy(text).casefold()).split())


def propose(table: PlanTable, kind: str, head: int | None = None) -> MoneyReading:
    """How a table looks to be read; `kind` is LINES or MONITORING, `head` the row its headings stand in."""
    rules = _LINES if kind == "LINES" else _MONITORING
    row = (
        _head_row(table, rules) if head is None else next((o for o in table.lines if o.number == head), None)
    )
    if row is None:
        return MoneyReading((Role.LEAVE_OUT,) * table.width, 0)
    roles = _roles(row, table.width, rules)
    return MoneyReading(_named(roles, kind), row.number, _unit(row, roles))


def _head_row(table: PlanTable, rules: Sequence[tuple[str, Role | None]]) -> Line | None:
    """The first of the rows in which most columns are recognised; two at least, one of them money.

    Where none is, the first row of words only, for somebody to say what its columns are.
    """
    best, most = None, 1
    for line in table.lines[:HEADINGS_WITHIN]:
        roles = [role for role in _roles(line, table.width, rules) if role is not Role.LEAVE_OUT]
        if len(roles) > most and any(role in AMOUNTS for role in roles):
            best, most = line, len(roles)
    return best or next((one for one in table.lines[:HEADINGS_WITHIN] if _is_of_words(one)), None)


def _is_of_words(line: Line) -> bool:
    return len(line.said) > 1 and not any(re.search(r"\d", cell) for cell in line.said)


def _roles(line: Line, width: int, rules: Sequence[tuple[str, Role | None]]) -> list[Role]:
    """What each column is for; a role goes to the first column that looks so.

    What says that it is a name (“Cost Centre Name”) goes before what may be one (“Service”).
    """
    said = [_role(line.cell(place), rules) for place in range(width)]
    named = next(
        (at for at, role in enumerate(said) if role is Role.NAME and _says_name(line.cell(at))), None
    )
    found: list[Role] = []
    for place, role in enumerate(said):
        gives_way = role is Role.NAME and named is not None and place != named
        found.append(Role.LEAVE_OUT if role is None or role in found or gives_way else role)
    return found


def _says_name(heading: str) -> bool:
    return bool(re.search(r"\b(name|description|title)\b", same_heading(heading)))


def _role(heading: str, rules: Sequence[tuple[str, Role | None]]) -> Role | None:
    words = same_heading(heading)
    if not words or len(words) > 120:
        return None
    return next((role for pattern, role in rules if re.search(pattern, words)), None)


def _named(roles: list[Role], kind: str) -> tuple[Role, ...]:
    """Without a column for names, the lowest unit named is what a line is called."""
    if Role.NAME in roles:
        return tuple(roles)
    order = (Role.SERVICE, Role.DIRECTORATE) if kind == "LINES" else (Role.DIRECTORATE,)
    instead = next((role for role in order if role in roles), None)
    if instead is None or (kind == "LINES" and Role.CODE in roles and instead is Role.DIRECTORATE):
        return tuple(roles)
    return tuple(Role.NAME if role is instead else role for role in roles)


def _unit(line: Line, roles: Sequence[Role]) -> Decimal:
    """What one stands for, by the headings of money: £000, £'000, £k and £m are known."""
    heads = [line.cell(place) for place, role in enumerate(roles) if role in AMOUNTS]
    words = [same_heading(head) for head in heads] + heads
    if any(_THOUSANDS.search(one) for one in words):
        return THOUSANDS
    return MILLIONS if any(_MILLIONS.search(one) for one in words) else POUNDS


assert set(LINES) <= set(Role)
