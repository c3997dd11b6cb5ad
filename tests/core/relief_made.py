"""Small plans for the way out, and a slow, obvious twin of the solver: everything is tried."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations, product

from hypothesis import strategies as st

from goldenthread.core.periods import next_period, quarter_of
from goldenthread.core.relief import DROPPED, Candidate, Option, Problem, Rank, is_good, rank_of
from goldenthread.core.workload import Ask, Cell, Estimate, Given, Work, Workload


def quarters(count: int):
    found = [quarter_of(date(2012, 4, 1))]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return tuple(found)


def days(number: int | str) -> Estimate:
    return Estimate(Decimal(number), Decimal(number), Decimal(number))


def work(key: int, by_quarter: dict[int, int], *, service: int = 1, **more) -> Work:
    """An action that asks one service for days, dated as its effort lies."""
    dates = {"starts": min(by_quarter, default=0), "due": max(by_quarter, default=0)}
    asks = (Ask(service, {quarter: days(number) for quarter, number in by_quarter.items()}),)
    return Work(key=key, asks=asks, **{**dates, "title": f"Action {key}", "value": 50, **more})


def plan(*works: Work, given: dict[tuple[int, int], int], count: int = 4, purse=None) -> Workload:
    cells = {Cell(*cell): Given(Decimal(number), True) for cell, number in given.items()}
    names = {1: "Built Environment", 2: "Commissioning", 3: "Human Resources"}
    money = {year: Decimal(pounds) for year, pounds in (purse or {}).items()}
    return Workload(quarters(count), names, cells, works, money)


def every_good_choice(problem: Problem):
    """Every good choice there is, with how it ranks."""
    keys = [one.key for one in problem.candidates]
    for delays in product(*([option.delay for option in one.options] for one in problem.candidates)):
        choice = dict(zip(keys, delays, strict=True))
        if is_good(problem, choice):
            yield rank_of(problem, choice), choice


def best_by_trying(problem: Problem) -> tuple[Rank, dict[int, int]] | None:
    return min(every_good_choice(problem), default=None)


def smallest_conflict_by_trying(problem: Problem) -> int | None:
    """How many commitments the smallest set has that can't all be kept, whatever else is dropped."""
    commitments = [one.key for one in problem.candidates if not one.may_drop]
    for size in range(len(commitments) + 1):
        for kept in combinations(commitments, size):
            if conflicts(problem, kept):
                return size
    return None


def conflicts(problem: Problem, kept) -> bool:
    """True where these commitments can't all be kept even with everything else dropped."""
    drop = Option(DROPPED, 0, {})
    freed = tuple(
        one if one.may_drop or one.key in kept else Candidate(one.key, (*one.options, drop))
        for one in problem.candidates
    )
    return next(every_good_choice(Problem(freed, problem.limits, problem.waits)), None) is None


@st.composite
def small_plans(draw, *, droppable: float | None = None):
    """Up to six actions, three services and four quarters, with orders, money, fixed and latest dates."""
    count = draw(st.integers(1, 4))
    keys = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
    works = [draw(_works(key, keys[:place], count, droppable)) for place, key in enumerate(keys)]
    cells = [(service, quarter) for service in (1, 2, 3) for quarter in range(count)]
    given = {cell: draw(st.integers(0, 12)) for cell in cells if draw(st.integers(0, 4))}
    purse = draw(st.one_of(st.none(), st.dictionaries(st.sampled_from((2012, 2013)), st.integers(0, 30))))
    return plan(*works, given=given, count=count, purse=purse)


@st.composite
def _works(draw, key, earlier, count, droppable):
    starts = draw(st.integers(-1, count - 1))
    due = draw(st.integers(max(starts, 0), count - 1))
    asks = tuple(
        Ask(service, {quarter: days(draw(st.integers(0, 6))) for quarter in range(max(starts, 0), due + 1)})
        for service in draw(st.sets(st.sampled_from((1, 2, 3)), max_size=2))
    )
    return Work(
        key=key, title=f"Action {key}", starts=starts, due=due, asks=asks,
        is_fixed=draw(st.booleans()) and draw(st.booleans()),
        latest=draw(st.one_of(st.none(), st.integers(due, due + 2))),
        may_drop=draw(st.booleans()) if droppable is None else False,
        value=draw(st.integers(0, 4)) * 25,
        waits_for=tuple(draw(st.sets(st.sampled_from(earlier), max_size=2))) if earlier else (),
        money={2012: Decimal(draw(st.integers(0, 12)))},
        is_done=draw(st.integers(0, 9)) == 0,
    )  # fmt: skip
