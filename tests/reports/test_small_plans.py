"""Counts that add up, whatever the plan: rows and totals of plans made at random in memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.doing import DoingRollUp, roll_up_doing
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.rating import Status
from goldenthread.core.rulebook import short_rule
from goldenthread.core.standing import Aim, Result, Sheet, stand
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.action_policies import read_action_rule
from goldenthread.plans.models import Edition, Level
from goldenthread.plans.queries import ElementRow, UpdateRow
from goldenthread.reports.facts import Facts, Head, MeasureFact, MeasureWords, TopFact
from goldenthread.reports.figures.overview import overview, progress
from goldenthread.reports.figures.position import MeasureAt, Position
from goldenthread.reports.figures.work_status import Held, work_facts
from goldenthread.reports.grids import Grid
from goldenthread.reports.tables.of_facts import headline_counts, needs_attention, work_counts

ON = date(2014, 9, 2)
Q1 = parse_period("2014/15 Q1")
RULES = short_rule("within:10%")
LEVELS = {
    1: Level(id=1, key="vision", name="Vision", plural="Visions", position=1, is_monitored=False),
    2: Level(id=2, key="theme", name="Theme", plural="Themes", position=2),
    3: Level(id=3, key="action", name="Action", plural="Actions", position=3, needs_owner=True, years=1),
}
DATES = [None, date(2014, 8, 1), ON, date(2015, 3, 31)]


def line(key: int, level: int, parent: int | None, due_on: date | None, service: str) -> ElementRow:
    kind = "VISION" if level == 1 else "ORDINARY"
    return ElementRow(
        key, parent, level, kind, "LIVE", "", f"Line {key}", "", service, None, due_on, "STATED"
    )


@st.composite
def lines(draw: st.DrawFn) -> dict[int, ElementRow]:
    """A vision, some themes under it, and actions that hang from a theme, from each other, or loose."""
    themes = range(2, draw(st.integers(2, 5)) + 1)
    found = {1: line(1, 1, None, None, "")}
    found |= {theme: line(theme, 2, 1, None, "") for theme in themes}
    for key in range(10, 10 + draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([None, 1, *themes, *(held for held in found if held >= 10)]))
        service = draw(st.sampled_from(["", "Parks", "Streets"]))
        found[key] = line(key, 3, parent, draw(st.sampled_from(DATES)), service)
    return found


@st.composite
def measures(draw: st.DrawFn, elements: list[int]) -> dict[int, MeasureAt]:
    """Up to six measures of some elements of this edition, of another edition, or of nothing."""
    found = {}
    for key in range(1, draw(st.integers(0, 6)) + 1):
        value, target = draw(st.sampled_from([None, 70, 75, 80])), draw(st.sampled_from([None, 80]))
        results = [Result(Q1, Decimal(value), State.REPORTED)] if value else []
        results += [Result(parse_period("2013/14 Q4"), Decimal(74), State.REPORTED)] if results else []
        aims = [Aim(Q1, Decimal(target), TargetState.SET)] if target else []
        measure = Measure(
            id=key,
            code=f"M{key}",
            title=f"Measure {key}",
            control=draw(st.sampled_from(["COUNCIL", "SHARED", "COMMUNITY"])),
            service=draw(st.sampled_from([None, Service(id=1, name="Parks"), Service(id=2, name="Streets")])),
            owner=draw(st.sampled_from([None, Post(id=1, title="Head of Streets")])),
        )
        linked = draw(st.sets(st.sampled_from([*elements, 999]), max_size=4))
        standing = stand(Sheet(), results, aims, rule=RULES.rule, comparison=RULES.comparison, on=ON)
        found[key] = MeasureAt(measure, Sheet(), standing, tuple(sorted(linked)), tuple(results), tuple(aims))
    return found


@st.composite
def positions(draw: st.DrawFn) -> Position:
    held = draw(lines())
    done = draw(st.sets(st.sampled_from(sorted(held))))
    return Position(
        council=Council(name="Testbury", slug="testbury"),
        edition=Edition(name="Strategy"),
        on=ON,
        rulebook=RULES,
        levels=LEVELS,
        lines=held,
        updates={key: UpdateRow(ON, True, "", None) for key in done},
        measures=draw(measures(sorted(held))),
        notes={},
    )


def column(table: Grid, head: str) -> tuple[int, int]:
    """The sum of a column's rows, and the total below them."""
    place = [one.head for one in table.columns].index(head)
    rows = [int(row.cells[place].text) for row in table.rows if not row.is_total]
    (total,) = [int(row.cells[place].text) for row in table.rows if row.is_total]
    return sum(rows), total


def tops_of(position: Position, key: int) -> set[int]:
    """The themes above an element, walked slowly."""
    current: int | None = key
    while current is not None and current in position.lines:
        if position.lines[current].level_id == 2:
            return {current}
        current = position.lines[current].parent_id
    return set()


@given(positions())
def test_each_measure_of_the_plan_is_counted_once_in_the_total(position: Position) -> None:
    """R027, R141: a measure under two themes is counted under each, and once in all."""
    in_plan = {key for key, one in position.measures.items() if set(one.elements) & set(position.lines)}
    under = {
        key: set().union(*(tops_of(position, element) for element in position.measures[key].elements))
        for key in in_plan
    }
    shown = overview(position)
    assert shown.total is not None
    assert [row.status.total for row in shown.rows] == [
        sum(row.line.id in tops for tops in under.values()) for row in shown.rows
    ]
    assert shown.total.status.total == len(shown.total.strip) == len(in_plan)
    assert {one.measure.pk for one in position.loose} == {key for key, tops in under.items() if not tops}
    assert shown.shared == sum(len(tops) - 1 for tops in under.values() if tops)


def facts_from(position: Position) -> Facts:
    """The facts of a plan in memory, as far as its counts rest on them."""
    head = Head(
        "Testbury", "testbury", False, position.council.year_start, "Monitor", "Plan", "2014", Q1, ON,
        "Theme", "Themes", "Actions", "", "0", "", "", (),
    )  # fmt: skip
    measures = tuple(
        MeasureFact(
            MeasureWords(one.measure.pk, one.measure.code, one.measure.title, "", "HIGHER", False, False),
            one.shape,
            one.sheet,
            one.standing,
            "",
            tuple(dict.fromkeys(position.top_of[pk] for pk in one.elements if pk in position.top_of)),
        )
        for one in position.in_plan
    )
    work = work_facts(position, Held(read_action_rule("york")))
    return Facts(head, tuple(TopFact(top.id, top.title) for top in position.tops), measures, work)


@given(positions())
def test_parts_sum_to_their_whole_in_every_row(position: Position) -> None:
    """R141."""
    shown = progress(position)
    rows = [*shown.overview.rows, *([shown.overview.total] if shown.overview.total else []), *shown.services]
    for row in rows:
        assert sum(row.status.count(code) for code in Status) == row.status.total == len(row.strip)
        assert row.travel.total == row.status.total
        assert row.doing.total == row.doing.dated + row.doing.no_date
    assert sum((counts.total for _, counts in shown.by_control)) == position.status.total
    assert [row.name for row in shown.services] == sorted(row.name for row in shown.services)


@given(positions())
def test_the_rows_of_the_work_table_sum_to_its_total_loose_work_and_all(position: Position) -> None:
    """R044, R141: an action that hangs from nothing has a row of its own."""
    table = work_counts(facts_from(position))
    for head in ("Done", "Due later", "Overdue", "No date", "All"):
        rows, total = column(table, head)
        assert rows == total
    actions = [key for key, one in position.lines.items() if one.level_id == 3]
    loose = [key for key in actions if not tops_of(position, key)]
    assert total == len(actions)
    assert ("Under no theme" in [row.cells[0].text for row in table.rows]) is bool(loose)


@given(positions())
def test_every_overdue_action_is_under_one_theme_or_loose(position: Position) -> None:
    overdue = {line.id for line in progress(position).overdue}
    placed = [one.pk for one in needs_attention(facts_from(position).work) if one.top is not None]
    assert sorted(placed) == sorted(key for key in overdue if tops_of(position, key))
    assert overdue == {
        key
        for key, one in position.lines.items()
        if one.level_id == 3 and one.due_on == date(2014, 8, 1) and key not in position.updates
    }


@given(positions())
def test_the_reports_sets_hold_every_measure(position: Position) -> None:
    """R141: those under no theme stand in a set of their own."""
    table = headline_counts(facts_from(position))
    status = position.status
    assert [cell.text for cell in table.rows[-1].cells[1:5]] == [
        str(count) for count in (status.on_target, status.near_target, status.off_target, status.rated)
    ]
    has_loose = bool(position.loose)
    assert ("Under no theme" in [row.cells[0].text for row in table.rows]) is has_loose
    held = sum(int(row.cells[4].text) + int(row.cells[6].text) for row in table.rows[:-1])
    assert held - overview(position).shared == position.status.total


@given(positions())
def test_gaps_are_counted_by_kind_under_their_theme_and_in_all(position: Position) -> None:
    """R058: counted, and none twice."""
    shown = overview(position)
    assert sum(len(row.gaps) for row in shown.gaps) == len(position.gaps)
    assert len({(gap.code, gap.kind, gap.subject) for gap in position.gaps}) == len(position.gaps)
    for row in shown.rows:
        assert row.gaps == len(position.gaps_under(row.line.id))
    assert [len(row.gaps) for row in shown.gaps] == sorted(
        (len(row.gaps) for row in shown.gaps), reverse=True
    )


@given(positions())
def test_gathering_never_rates_a_blank(position: Position) -> None:
    """R127, R138: what has no result or no target is neither red nor green, and is listed as missing."""
    for key, one in position.measures.items():
        if not one.results or not one.aims:
            assert one.standing.status is Status.NOT_RATED
            if set(one.elements) & set(position.lines):
                codes = {gap.code for gap in position.gaps_on("measure", key)}
                assert codes & {"TAR1", "DAT1"}


def test_an_empty_plan_has_counts_of_nothing() -> None:
    empty = Position(Council(name="Testbury"), Edition(), ON, RULES, LEVELS, {}, {}, {}, {})
    shown = overview(empty)
    assert (shown.total, shown.rows, shown.shared, shown.gaps, empty.vision, empty.dated_level) == (
        None, [], 0, [], None, None,
    )  # fmt: skip
    assert (empty.top_name, empty.top_name_lower, empty.top_plural) == ("Theme", "theme", "Themes")
    assert (empty.doing_in_all, empty.by_level) == (DoingRollUp(), [])
    assert progress(empty).services == []


@given(positions())
def test_elements_are_listed_by_level_and_none_is_lost(position: Position) -> None:
    """R007: a count of elements by level."""
    by_level, held = position.by_level, {line.level_id for line in position.lines.values()}
    assert [level.key for level, _ in by_level] == [
        level.key for level in LEVELS.values() if level.pk in held
    ]
    assert {line.id for _, lines in by_level for line in lines} == set(position.lines)
    for row in overview(position).rows:
        under = [
            key for key in position.lines if key != row.line.id and row.line.id in tops_of(position, key)
        ]
        assert sum(position.counts_under(row.line.id).values()) == len(under)
        assert row.doing == roll_up_doing(position.doing[key] for key in under if key in position.doing)
