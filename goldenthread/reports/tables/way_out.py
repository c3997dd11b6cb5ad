"""Ways out as tables: the searches, what one moves and why, the strain before and after, the alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.relief_told import Moved, Other, Strained, Told
from goldenthread.core.relief_words import points
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.words import number as figure
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text
from goldenthread.resources.models import ReliefRun

_OPEN = (ReliefRun.State.QUEUED, ReliefRun.State.WORKING)


def runs(found: Sequence[ReliefRun]) -> Grid:
    """Each search: of which plan, what it was asked, where it is and what it loses."""
    columns = (
        Column("Way out", width=34),
        Column("Within", True, width=10),
        Column("Where it is", width=18),
        Column("Value lost", True, width=14),
        Column("Asked for by", width=24),
    )
    return grid("Ways out that were asked for", columns, (_run(one) for one in found), "wide")


def _run(one: ReliefRun) -> list[Cell]:
    state = start(one.get_state_display())
    name = f"{one.edition.plan.name}: {one.edition.name}"
    return [
        text(name, link=Link("way-out", str(one.pk)), note=f"No {one.pk}"),
        number(f"{one.limit}%"),
        text(state) if one.state == ReliefRun.State.DONE else blank(state),
        _best(one),
        text(one.asked_by, note=on_day(one.asked_at.date())),
    ]


def _best(one: ReliefRun) -> Cell:
    """What the way out loses, or that the search found none."""
    if one.best is not None:
        return _points(one.best)
    return blank(
        "No way out" if one.state == ReliefRun.State.DONE else "Not yet" if one.state in _OPEN else "None"
    )


def of_runs(found: Sequence[ReliefRun]) -> str:
    """How many ways out were worked out, and how many are to come."""
    if not found:
        return "No way out has been asked for yet."
    ended = [one for one in found if one.state == ReliefRun.State.DONE]
    done = sum(one.best is not None for one in ended)
    without = len(ended) - done
    none = f"; {counted(without, 'search', 'searches')} found none" if without else ""
    to_come = sum(one.state in _OPEN for one in found)
    more = f"; {counted(to_come, 'search', 'searches')} still to come" if to_come else ""
    return f"{start(counted(done, 'way out', 'ways out'))} worked out{none}{more}."


def of_answer(told: Told) -> dict[str, Grid | None]:
    """The tables of one answer by name."""
    return {
        "moves": moves(told.moves),
        "strain": strain(told.strained, has_way_out=told.loss is not None),
        "others": others(told.others),
    }


def moves(found: Sequence[Moved]) -> Grid:
    """What is done with each action, what that loses, and why."""
    columns = (
        Column("Action", width=34),
        Column("What is done", width=32),
        Column("Value", True, is_minor=True, width=8),
        Column("Lost", True, width=12),
        Column("Why", width=60),
    )
    return grid("What is moved or dropped, and why", columns, (_moved(one) for one in found), "wide")


def _moved(one: Moved) -> list[Cell]:
    return [
        text(one.title, link=Link("element", str(one.key))),
        text(_done(one), note=f"Due {one.due}" if one.due else ""),
        number(str(one.value), value=Decimal(one.value)),
        _points(one.loss),
        text(" ".join(one.reasons)),
    ]


def _done(one: Moved) -> str:
    if one.is_dropped:
        return "Dropped"
    if one.quarters < 0:
        return f"Brought forward by {counted(-one.quarters, 'quarter')}"
    return f"Put off by {counted(one.quarters, 'quarter')}"


def strain(found: Sequence[Strained], *, has_way_out: bool = True) -> Grid:
    """Each place past its limit as planned: what is asked of it before and, by a way out, after."""
    columns = [
        Column("Service", width=30),
        Column("Quarter", width=26),
        Column("Limit", True, width=12),
        Column("As planned", True, width=14),
        Column("With the way out", True, width=16),
    ]
    rows = [_strained(one) for one in found]
    if has_way_out:
        return grid("The strain before and after", columns, rows)
    return grid("The strain as planned", columns[:-1], [row[:-1] for row in rows])


def _strained(one: Strained) -> list[Cell]:
    def amount(hundredths: int) -> Cell:
        exact = Decimal(hundredths) / 100
        words = figure(exact) if one.service else f"£{exact:,.0f}"
        share = f" ({exact * 10000 / one.room:.0f}%)" if one.room else ""
        return number(f"{words}{share}", value=exact)

    exact = Decimal(one.room) / 100
    limit = number(f"{figure(exact)} days" if one.service else f"£{exact:,.0f}", value=exact)
    return [text(one.name), text(one.when), limit, amount(one.before), amount(one.after)]


def others(found: Sequence[Other]) -> Grid:
    """The alternatives: what each leaves as planned, what it loses and the least that it could."""
    columns = (
        Column("Leaves as planned", width=34),
        Column("Changes", True, width=14),
        Column("Lost", True, width=12),
        Column("Nothing loses less than", True, width=18),
        Column("In words", width=50),
    )
    return grid("Other ways out", columns, (_other(one) for one in found), "wide")


def _other(one: Other) -> list[Cell]:
    lost = blank("None found") if one.loss is None else _points(one.loss)
    return [
        text(one.title, link=Link("element", str(one.key))),
        number(str(len(one.changes))) if one.loss is not None else blank("None"),
        lost,
        blank("None fits") if one.is_impossible else _points(one.bound),
        text(one.words),
    ]


def _points(hundredths: int) -> Cell:
    return number(points(hundredths).split()[0], value=Decimal(hundredths) / 100)
