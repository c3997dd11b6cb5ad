"""From a table and a reading of it to a tree: every filled row is in the tree, among the faults, or both."""

from __future__ import annotations

from goldenthread.core.observed import tidy
from goldenthread.core.plan_table.drafts import Draft, differs, merged
from goldenthread.core.plan_table.facts import FactReader, RowFacts
from goldenthread.core.plan_table.finish import finished
from goldenthread.core.plan_table.headings import Headings, headings_of
from goldenthread.core.plan_table.values import (
    Fault,
    FaultKind,
    Known,
    Line,
    PlanTable,
    PlanTree,
    Reading,
    Role,
    same,
)

_COMPARED = 50  # lines of one title that a row is compared with, the latest; more are not one plan's


def build_tree(table: PlanTable, reading: Reading, policy: Headings, known: Known) -> PlanTree:
    """The tree that a table comes out as when it is read so; raises nothing, whatever the table."""
    builder = _Builder(table, reading, policy, known)
    for line in table.lines:
        builder.take(line)
    builder.look_at_the_whole()
    return finished(builder.names, builder.drafts, builder.faults)


def body_of(table: PlanTable, reading: Reading) -> list[Line]:
    """The filled rows that are not headings or above them."""
    last = max(reading.head_from, reading.head_to)
    return [line for line in table.lines if line.number > last and not line.is_blank]


def is_group(line: Line, width: int, first_level: int = 0) -> bool:
    """A row with one text only, in a table of several columns: across the table, or alone at its left."""
    if width < 2 or len(line.said) != 1:
        return False
    filled = [column for column, cell in enumerate(line.cells) if cell.strip()]
    return len(filled) > 1 or filled[0] <= first_level


class _Builder:
    """Takes rows one after another and knows where in the tree the last one stood."""

    def __init__(self, table: PlanTable, reading: Reading, policy: Headings, known: Known) -> None:
        self.table, self.reading, self.policy, self.known = table, reading, policy, known
        self.headings = headings_of(table, reading.head_from, reading.head_to)
        self.faults: list[Fault] = []
        self.reader = FactReader(reading, self.headings, policy, known, self.faults)
        self.drafts: list[Draft] = []
        self.roots: dict[tuple[int, str], list[Draft]] = {}
        self.numbered: dict[str, list[Draft]] = {}
        self.path: dict[int, Draft] = {}
        self.width = table.width
        self.head_texts = {
            tuple(line.said)
            for line in table.lines
            if reading.head_from and reading.head_from <= line.number <= reading.head_to
        }
        self.uncalculated: dict[int, list[int]] = {}
        for row, column in table.uncalculated:
            self.uncalculated.setdefault(row, []).append(column)
        self.first_depth = 2 if reading.has_groups else 1
        self.levels = _columns(reading, Role.LEVEL)
        self.codes = _columns(reading, Role.CODE)
        self.kind = next((at for at, use in enumerate(reading.uses) if use.role is Role.KIND), None)
        own = list(reading.names)[: max(len(self.levels), 1)] if self.kind is None else list(reading.names)
        own += [f"Level {place + 1}" for place in range(len(own), len(self.levels))]
        self.names = [*([reading.group_name] if reading.has_groups else []), *own]

    # One row

    def take(self, line: Line) -> None:
        last = max(self.reading.head_from, self.reading.head_to)
        if line.number <= last or line.is_blank:
            return
        if self._is_left_out(line):
            return
        for column in self.uncalculated.get(line.number, ()):
            self._fault(
                FaultKind.FORMULA,
                line.number,
                "The formula was saved without its result, so the cell is read as blank.",
                "Open the file in a spreadsheet, save it and bring it in again.",
                self._heading(column),
            )
        if self.reading.has_groups and is_group(line, self.width, min(self.levels.values(), default=0)):
            self._start_group(line)
        elif self.kind is not None:
            self._take_by_kind(line)
        else:
            self._take_by_columns(line)

    def _is_left_out(self, line: Line) -> bool:
        if tuple(line.said) in self.head_texts:
            self._fault(
                FaultKind.HEADINGS_AGAIN, line.number, "The row repeats the headings.", "It is left out."
            )
            return True
        if line.is_hidden and self.reading.skips_hidden:
            self._fault(FaultKind.HIDDEN, line.number, "The row is hidden in the file.", "It is left out.")
            return True
        return False

    def _start_group(self, line: Line) -> None:
        self.path = {}
        group = self._child(None, 1, line.said[0], line.number)
        group.rows.append(line.number)
        self.path = {1: group}

    def look_at_the_whole(self) -> None:
        """What only shows when every row has been taken."""
        for draft in self.drafts:  # parents come before their children
            above = draft.parent.facts.service if draft.parent else ""
            own = self.known.services.get(same(draft.title), "")
            draft.facts.service = draft.facts.service or own or above
        self._tell_measures()

    def _tell_measures(self) -> None:
        """Tell of a table whose lines are measures: it is more likely a list of measures than a plan."""
        lowest = self.levels.get(max(self.levels, default=0), -1)
        if lowest >= 0 and self.policy.role_of(self._heading(lowest)) is Role.MEASURE:
            self._fault(
                FaultKind.MEASURES_ONLY,
                0,
                f"“{self._heading(lowest)}” is taken for the lines of the plan, though it names measures.",
                "If it is a list of measures with no actions, bring it in with the council's measures.",
                self._heading(lowest),
            )

    # Levels in columns

    def _take_by_columns(self, line: Line) -> None:
        texts = {depth + self.first_depth - 1: line.cell(column) for depth, column in self.levels.items()}
        facts = self.reader.read(line)
        given = [depth for depth, said in texts.items() if said]
        if not given:
            self._add_to_last(line, facts)
            return
        before = dict(self.path)
        node = self.path.get(1) if self.reading.has_groups else None
        for depth in sorted(texts):
            if depth <= given[-1]:
                node = self._step(node, depth, texts[depth], line, facts if depth == given[-1] else None)
        self._prune(given[-1])
        self._code(line, texts)
        if node is not None:
            self._say(self._lowest_meant(node, before, facts, line), line, facts)

    def _step(
        self, parent: Draft | None, depth: int, said: str, line: Line, facts: RowFacts | None
    ) -> Draft | None:
        """From a parent down to the line that a cell names; a blank goes on with the line above, or skips."""
        if said:
            node = self._child(parent, depth, said, line.number, facts)
        else:
            above = self.path.get(depth)
            if self.reading.is_filled_down and above is not None and above.parent is parent:
                node = above
            else:
                self._no_level(depth, line.number, parent)
                return parent
        if self.path.get(depth) is not node:
            self._prune(depth)
        self.path[depth] = node
        return node

    def _prune(self, depth: int) -> None:
        """What stood below the old line at this depth is no longer where we are."""
        self.path = {one: node for one, node in self.path.items() if one <= depth}

    def _lowest_meant(self, node: Draft, before: dict[int, Draft], facts: RowFacts, line: Line) -> Draft:
        """Where only upper levels are repeated, as merged cells do, the row goes on with the line above."""
        deepest = max(before, default=0)
        if not (self.reading.is_filled_down and facts and node.depth < deepest):
            return node
        if any(before.get(depth) is not held for depth, held in self.path.items()):
            return node
        self.path = before
        self._tell_added(before[deepest], line)
        return before[deepest]

    def _add_to_last(self, line: Line, facts: RowFacts) -> None:
        last = self.path[max(self.path)] if self.path else None
        if last is None or not facts:
            self._fault(
                FaultKind.NO_TITLE,
                line.number,
                "The row has no title" + ("." if facts else " and nothing in the columns that are used."),
                "It is left out. Write in it what is to be done, or choose another column as lowest level.",
            )
            return
        self._tell_added(last, line)
        self._say(last, line, facts)

    def _tell_added(self, last: Draft, line: Line) -> None:
        self._fault(
            FaultKind.ADDED,
            line.number,
            f"The row has no title of its own: what it says is added to “{last.title[:60]}”.",
            "Give it a title if it is a line of its own.",
        )

    # Levels named in each row

    def _take_by_kind(self, line: Line) -> None:
        assert self.kind is not None
        kind = line.cell(self.kind)
        upper, title = self._upper_and_title(line)
        facts = self.reader.read(line)
        if not title:
            self._add_to_last(line, facts)
            return
        code = next((line.cell(column) for column in self.codes.values() if line.cell(column)), "")
        self._upper(upper, line)
        if self.policy.is_measure(kind) and self.rank_of(kind) is None:
            self._measure_row(line, title, code, facts)
            return
        depth = self._kind_depth(kind)
        node = self._child(self._above(depth, code), depth, title, line.number, facts)
        if code and not node.code:
            node.code = "" if code in self.numbered else code  # it tells then which line this one hangs from
            self.numbered.setdefault(code, []).append(node)
        self.path = {one: held for one, held in self.path.items() if one < depth}
        self.path[depth] = node
        self._say(node, line, facts)

    def rank_of(self, kind: str) -> int | None:
        """The depth that a row's kind stands for, where the reading names it."""
        names = [same(name) for name in self.names]
        return names.index(same(kind)) + 1 if same(kind) in names else None

    def _kind_depth(self, kind: str) -> int:
        return self.rank_of(kind) or len(self.names)

    def _upper_and_title(self, line: Line) -> tuple[list[tuple[int, str]], str]:
        columns = sorted(self.levels.items())
        if not columns:
            return [], ""
        first = self.first_depth - 1
        upper = [(depth + first, line.cell(column)) for depth, column in columns[:-1]]
        return upper, line.cell(columns[-1][1])

    def _upper(self, upper: list[tuple[int, str]], line: Line) -> None:
        node = self.path.get(1) if self.reading.has_groups else None
        for depth, said in upper:
            node = self._step(node, depth, said, line, None)
        if node is not None and line.number not in node.rows and not node.rows:
            node.rows.append(line.number)

    def _above(self, depth: int, code: str) -> Draft | None:
        """The line that a row hangs from: the latest higher one with its number, else the latest of all."""
        numbered = [one for one in self.numbered.get(code, ()) if one.depth < depth]
        inside = [one for one in self.path.values() if one.depth < depth]
        return numbered[-1] if numbered else max(inside, key=lambda one: one.depth, default=None)

    def _measure_row(self, line: Line, title: str, code: str, facts: RowFacts) -> None:
        numbered = self.numbered.get(code, [])
        owner = numbered[0] if numbered else self._above(len(self.names) + 1, code)
        if owner is None:
            self._fault(
                FaultKind.NO_TITLE,
                line.number,
                "The row names a measure before any line that it could be of.",
                "It is left out. Move it below its line, or give both the same number.",
            )
            return
        facts = self.reader.with_measure(facts, title, line)
        self._say(owner, line, facts)

    # Lines

    def _child(
        self, parent: Draft | None, depth: int, said: str, row: int, facts: RowFacts | None = None
    ) -> Draft:
        """The line of this title under a parent: one already there, or a new one."""
        held = parent.children if parent else self.roots
        found = held.setdefault((depth, same(said) or said), [])
        near = found[-_COMPARED:]
        agreeing = next((one for one in near if facts is None or not differs(one.facts, facts)), None)
        if agreeing is not None:
            return agreeing
        if found:
            self._fault(
                FaultKind.SAME_TITLE,
                row,
                f"“{found[0].title[:60]}” is in row {found[0].row} too, with another date, owner or service.",
                "Both are kept, as lines of their own. Check whether they are one.",
            )
        made = Draft(depth, " ".join(said.split()), parent, row)
        self.drafts.append(made)
        found.append(made)
        return made

    def _say(self, node: Draft, line: Line, facts: RowFacts) -> None:
        is_new = not node.said
        added = merged(node.facts, facts)
        if not is_new and not added:
            self._fault(
                FaultKind.REPEATED,
                line.number,
                f"The row says the same as row {node.said[0][0]}.",
                "It is kept once.",
            )
        node.said.append((line.number, facts))
        node.rows.append(line.number)
        parent = node.parent
        while parent is not None and not parent.rows:
            parent.rows.append(line.number)
            parent = parent.parent

    def _code(self, line: Line, texts: dict[int, str]) -> None:
        for depth, column in self.codes.items():
            place = min(depth, len(self.levels)) + self.first_depth - 1
            node, said = self.path.get(place), line.cell(column)
            if node is not None and said and texts.get(place) and not node.code:
                node.code = tidy(said)

    def _no_level(self, depth: int, row: int, parent: Draft | None) -> None:
        name = self.names[depth - 1] if depth <= len(self.names) else "level"
        where = "straight from the level above" if parent else "from nothing"
        self._fault(
            FaultKind.LEVEL_MISSING,
            row,
            f"No {name[:1].lower() + name[1:]} is named, so the line hangs {where}.",
            "Name it in the file, or move the line in the plan afterwards.",
        )

    def _heading(self, column: int) -> str:
        return self.headings[column] if column < len(self.headings) else f"Column {column + 1}"

    def _fault(self, kind: FaultKind, row: int, sentence: str, remedy: str, column: str = "") -> None:
        self.faults.append(Fault(kind, row, column, sentence, remedy))


def _columns(reading: Reading, role: Role) -> dict[int, int]:
    """Each depth's column, depths closed up to 1, 2, 3…; the first column of a depth is taken."""
    found: dict[int, int] = {}
    for column, use in enumerate(reading.uses):
        if use.role is role:
            found.setdefault(use.depth, column)
    if role is Role.CODE:
        return _closed_up(found, reading)
    return {place: found[depth] for place, depth in enumerate(sorted(found), start=1)}


def _closed_up(codes: dict[int, int], reading: Reading) -> dict[int, int]:
    """Codes by the place of their level; 0, or a level that no column is, means the lowest."""
    depths = sorted({use.depth for use in reading.uses if use.role is Role.LEVEL})
    return {
        (depths.index(depth) + 1 if depth in depths else max(len(depths), 1)): column
        for depth, column in codes.items()
    }
