"""A first reading of a table, from its headings and from the look of what stands under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.core.periods import COUNCIL_YEAR, YearStart
from goldenthread.core.plan_table.build import body_of, is_group
from goldenthread.core.plan_table.days import looks_like_day, looks_like_number
from goldenthread.core.plan_table.headings import Headings, head_of, heading_key, headings_of
from goldenthread.core.plan_table.values import Line, PlanTable, Reading, Role, Use, same

MOST_LEVELS = 6
_MOST_GROUPS = 0.4
_LOOKED_AT = 500
_ONCE = {Role.KIND, Role.OWNER, Role.SERVICE, Role.STARTS, Role.DUE, Role.TARGET, Role.MEASURE_CODE}


@dataclass(frozen=True, slots=True)
class Look:
    """What a column's cells look like, in shares of those that are filled."""

    column: int
    heading: str
    filled: int
    distinct: int
    length: float
    days: float
    numbers: float
    runs: int
    blanks_below: int
    texts: tuple[str, ...]

    @property
    def is_constant(self) -> bool:
        return self.distinct <= 1

    @property
    def is_text(self) -> bool:
        return self.days < 0.6 and self.numbers < 0.6

    @property
    def share(self) -> float:
        """How many of the filled cells say something of their own."""
        return self.distinct / self.filled if self.filled else 0.0


def propose(
    table: PlanTable,
    policy: Headings,
    year_start: YearStart = COUNCIL_YEAR,
    head: tuple[int, int] | None = None,
) -> Reading:
    """How a table seems to be meant; always something, which the person then corrects.

    `head` says in which rows the headings are, where somebody knows better.
    """
    head_from, head_to = head if head is not None else head_of(table, policy)
    bare = Reading((), (), head_from, head_to)
    body = body_of(table, bare)
    width = table.width
    groups = [line for line in body if is_group(line, width)]
    has_groups = _has_groups(body, groups)
    lines = [line for line in body if not (has_groups and line in set(groups))]
    looks = _looks(table, lines, headings_of(table, head_from, head_to), year_start)
    roles = _Proposal(looks, policy)
    uses = roles.uses(lines)
    levels = [look for look in looks if uses[look.column].role is Role.LEVEL]
    levels.sort(key=lambda look: uses[look.column].depth)
    return Reading(
        uses=tuple(uses),
        names=tuple(roles.names(levels)),
        head_from=head_from,
        head_to=head_to,
        is_filled_down=_is_filled_down(levels),
        has_groups=has_groups,
        group_name=_group_name(groups, policy),
    )


def _has_groups(body: Sequence[Line], groups: Sequence[Line]) -> bool:
    """A few rows of one text each, the last of them with something below it."""
    if not groups or len(groups) > _MOST_GROUPS * len(body):
        return False
    return body[0] in groups or any(len([c for c in line.cells if c.strip()]) > 1 for line in groups)


def _group_name(groups: Sequence[Line], policy: Headings) -> str:
    """“Theme 1: Safer city” names its own level."""
    if groups:
        words = heading_key(groups[0].said[0]).split()
        for count in (2, 1):
            name = " ".join(words[:count])
            if policy.rank(name) is not None:
                return name.capitalize()
    return "Theme"


def _is_filled_down(levels: Sequence[Look]) -> bool:
    """Blanks mean “as above” where they are more than the words said again."""
    upper = levels[:-1] or levels
    blanks = sum(look.blanks_below for look in upper)
    again = sum(look.filled - look.runs for look in upper)
    return blanks > 0 and blanks * 4 > again


def _looks(
    table: PlanTable, lines: Sequence[Line], headings: Sequence[str], year_start: YearStart
) -> list[Look]:
    return [
        _look(column, headings[column], [line.cell(column) for line in lines[:_LOOKED_AT]], year_start)
        for column in range(table.width)
    ]


def _look(column: int, heading: str, cells: Sequence[str], year_start: YearStart) -> Look:
    filled = [cell for cell in cells if cell]
    texts = tuple(dict.fromkeys(same(cell) for cell in filled))
    count = max(len(filled), 1)
    runs = sum(not at or same(cell) != same(filled[at - 1]) for at, cell in enumerate(filled))
    first = next((at for at, cell in enumerate(cells) if cell), len(cells))
    return Look(
        column=column,
        heading=heading,
        filled=len(filled),
        distinct=len(texts),
        length=sum(len(cell) for cell in filled) / count,
        days=sum(looks_like_day(cell, year_start) for cell in filled) / count,
        numbers=sum(looks_like_number(cell) for cell in filled) / count,
        runs=runs,
        blanks_below=sum(not cell for cell in cells[first:]),
        texts=texts,
    )


class _Proposal:
    """Roles by heading first, then by the look of the values, then the levels."""

    def __init__(self, looks: Sequence[Look], policy: Headings) -> None:
        self.looks, self.policy = looks, policy
        self.roles: dict[int, Role] = {}
        self.kinds: list[str] = []

    def uses(self, lines: Sequence[Line]) -> list[Use]:
        for look in self.looks:
            self.roles[look.column] = self._role(look)
        self._once_each()
        self._kind()
        depths = self._levels()
        codes = self._codes(depths, lines)
        return [
            Use(self.roles[look.column], depths.get(look.column, codes.get(look.column, 0)))
            for look in self.looks
        ]

    def names(self, levels: Sequence[Look]) -> list[str]:
        named = [_name(look.heading) for look in levels]
        return [*named[:-1], *self.kinds] if self.kinds else named

    def _role(self, look: Look) -> Role:
        if not look.filled:
            return Role.LEAVE_OUT
        role = self.policy.role_of(look.heading)
        if role is Role.LEVEL:
            return self._level_or_not(look)
        if role in (Role.DUE, Role.STARTS) and look.days < 0.1 and look.numbers >= 0.6:
            return Role.NOTE
        if role in (None, Role.TARGET) and look.days >= 0.6:
            return Role.DUE
        return role or Role.NOTE

    def _level_or_not(self, look: Look) -> Role:
        if look.numbers >= 0.6:
            return Role.CODE
        is_plans_name = self.policy.rank(look.heading) == self.policy.rank("plan")
        if look.is_constant and look.filled > 1 and is_plans_name:
            return Role.LEAVE_OUT  # one plan's own name beside each of its lines
        return Role.LEVEL if look.is_text else Role.NOTE

    def _once_each(self) -> None:
        """Some roles belong to one column: the one whose heading says it best, which is the first."""
        for role in _ONCE:
            columns = [look for look in self.looks if self.roles[look.column] is role]
            best = sorted(columns, key=lambda look: self.policy.role_of(look.heading) is not role)
            for look in best[1:]:
                self.roles[look.column] = Role.NOTE

    def _kind(self) -> None:
        """A column that says which level each row is; otherwise it is only words."""
        found = next((look for look in self.looks if self.roles[look.column] is Role.KIND), None)
        if found is None:
            return
        known = [one for one in found.texts if self.policy.rank(one) is not None]
        measures = [one for one in found.texts if self.policy.is_measure(one)]
        if not known or len(known) + len(measures) < len(found.texts):
            self.roles[found.column] = Role.NOTE
            return
        ranked = sorted(known, key=lambda one: self.policy.rank(one) or 0)
        self.kinds = [_name(one) for one in ranked]

    def _levels(self) -> dict[int, int]:
        """Which columns are levels, and how deep each is."""
        found = [look for look in self.looks if self.roles[look.column] is Role.LEVEL]
        found = self._with_longest(found)
        found = self._with_service(found) if not self.kinds else found
        if not found:
            found = self._of_last_resort()
        found.sort(key=lambda look: (look.distinct, look.column))
        if self.kinds:
            found.sort(key=lambda look: look.length)
        for look in self.looks:
            if self.roles[look.column] is Role.LEVEL:
                self.roles[look.column] = Role.NOTE
        chosen = found[-MOST_LEVELS:]
        self.roles |= {look.column: Role.LEVEL for look in chosen}
        return {look.column: depth for depth, look in enumerate(chosen, start=1)}

    def _with_longest(self, found: list[Look]) -> list[Look]:
        """The most distinct long text is the lowest level, where the levels known by name all repeat."""
        has_measure = any(role is Role.MEASURE for role in self.roles.values())
        free = [
            look
            for look in self.looks
            if self.roles[look.column] is Role.NOTE and look.is_text and not look.is_constant
        ]
        longest = max(free, key=lambda look: look.distinct * min(look.length, 200), default=None)
        most = max((look.distinct for look in found), default=0)
        if longest is None or longest.length < 12 or longest.share < 0.7 or (has_measure and not self.kinds):
            return found
        if found and (longest.distinct <= most * 1.2 or any(look.share >= 0.6 for look in found)):
            return found
        if self.policy.role_of(longest.heading) is None:
            return [*found, *self._repeating(found, longest), longest]
        return found

    def _repeating(self, found: list[Look], lowest: Look) -> list[Look]:
        """Where no heading names a level: texts left of the lowest that repeat, or are filled down."""
        if found:
            return []
        return [
            look
            for look in self.looks
            if look.column < lowest.column
            and self.roles[look.column] is Role.NOTE
            and look.is_text
            and look.distinct >= 2
            and (look.share <= 0.6 or look.blanks_below > look.filled)
        ]

    def _with_service(self, found: list[Look]) -> list[Look]:
        """A service's column that stands left of the levels in unbroken runs is the level above them."""
        service = next((look for look in self.looks if self.roles[look.column] is Role.SERVICE), None)
        first = min((look.column for look in found), default=len(self.looks))
        fewest = min((look.distinct for look in found), default=10**6)
        if service is None or service.column > first or not 2 <= service.distinct <= fewest:
            return found
        in_runs = service.runs <= service.distinct * 4 or service.blanks_below > service.filled
        return [service, *found] if in_runs and found else found

    def _of_last_resort(self) -> list[Look]:
        """No level is named: a repeating service above measures, else the longest text that there is."""
        measures = [look for look in self.looks if self.roles[look.column] is Role.MEASURE and look.is_text]
        services = [look for look in self.looks if self.roles[look.column] is Role.SERVICE]
        if measures and services and 2 <= services[0].distinct < measures[0].filled:
            return services[:1]
        if measures:
            return measures[:1]
        texts = [look for look in self.looks if look.filled and look.is_text] or [
            look for look in self.looks if look.filled
        ]
        return [max(texts, key=lambda look: look.distinct * look.length)] if texts else []

    def _codes(self, depths: dict[int, int], lines: Sequence[Line]) -> dict[int, int]:
        """Which level each column of codes belongs to: the one whose titles go with it one to one."""
        measure = next((look for look in self.looks if self.roles[look.column] is Role.MEASURE), None)
        found: dict[int, int] = {}
        for look in self.looks:
            if self.roles[look.column] is not Role.CODE:
                continue
            depth = _depth_of_code(look.column, depths, lines[:_LOOKED_AT])
            is_of_measure = measure is not None and _goes_with(look.column, measure.column, lines)
            if is_of_measure and depth == 0 and Role.MEASURE_CODE not in self.roles.values():
                self.roles[look.column] = Role.MEASURE_CODE
                continue
            depth = depth or max(depths.values(), default=1)
            if depth in found.values():
                self.roles[look.column] = Role.NOTE
            else:
                found[look.column] = depth
        return found


def named(table: PlanTable, reading: Reading, policy: Headings) -> Reading:
    """The reading with each level named: as it was typed, else as its column's heading says.

    Where a column says which level each row is, its own words name the lowest levels, from the top.
    """
    headings = headings_of(table, reading.head_from, reading.head_to)
    columns: dict[int, int] = {}
    for column, use in enumerate(reading.uses):
        if use.role is Role.LEVEL:
            columns.setdefault(use.depth, column)
    found = [_name(headings[columns[depth]]) for depth in sorted(columns) if columns[depth] < len(headings)]
    kind = next((at for at, use in enumerate(reading.uses) if use.role is Role.KIND), None)
    kinds = _kinds_in(table, reading, policy, kind) if kind is not None else []
    if kinds:
        found = found[:-1]
    typed = reading.names[: len(found)]
    own = [" ".join(name.split())[:100] or found[at] for at, name in enumerate(typed)] + found[len(typed) :]
    group = " ".join(reading.group_name.split())[:100] or "Theme"
    return replace(reading, names=(*own, *kinds), group_name=group)


def _kinds_in(table: PlanTable, reading: Reading, policy: Headings, column: int) -> list[str]:
    """The levels that a column names, those known first in their order, the others as they come."""
    said = dict.fromkeys(same(line.cell(column)) for line in body_of(table, reading) if line.cell(column))
    kinds = [one for one in said if not (policy.is_measure(one) and policy.rank(one) is None)]
    last = len(policy.levels)
    ranked = sorted(kinds, key=lambda one: last if policy.rank(one) is None else policy.rank(one) or 0)
    return [_name(one) for one in ranked[:MOST_LEVELS]]


def _depth_of_code(column: int, depths: dict[int, int], lines: Sequence[Line]) -> int:
    """The level whose titles go one to one with the codes, next to them if several do; 0 where none does."""
    levels = sorted(depths, key=lambda level: (level < column, abs(level - column)))
    return next((depths[level] for level in levels if _goes_with(column, level, lines)), 0)


def _goes_with(code: int, title: int, lines: Sequence[Line]) -> bool:
    pairs = {(same(line.cell(code)), same(line.cell(title))) for line in lines if line.cell(code)}
    codes, titles = {code for code, _ in pairs}, {title for _, title in pairs}
    return bool(pairs) and len(codes) == len(pairs) and len(titles) >= 0.9 * len(pairs)


def _name(heading: str) -> str:
    """A level's name from a heading: “text_short” is “Text short”."""
    plain = " ".join(heading.replace("_", " ").split()).rstrip(":.")[:60]
    return plain[:1].upper() + plain[1:]
