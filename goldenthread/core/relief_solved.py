"""The way out found by a solver (HiGHS), with the bound that proves how close to best it is.

One thread and one seed, so that the same problem has the same answer; what the clock cut short says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import highspy
import numpy as np

from goldenthread.core.relief import Choice, Problem, nearness, rank_of
from goldenthread.core.relief_model import Line, Model
from goldenthread.core.relief_narrowed import narrowed
from goldenthread.core.relief_search import quick_way_out

UNTYPED: Any = highspy  # HiGHS has no types: what it gives is anything
SEED = 1
LEAST_SECONDS = 0.05
CLEAR = 1e-4  # how far a bound must pass a whole number to count as past it
MOST_MENDED = 20  # answers that rounding let through


class Progress(NamedTuple):
    """How far a search is: the best loss found, and the loss that no choice can go below.

    `is_found` says that this stands, and others are looked for beside it.
    """

    loss: int | None
    bound: int
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """How long to look, by which clock (seconds), when to give up, and whom to tell how far it is."""

    seconds: float
    clock: Callable[[], float]
    is_over: Callable[[], bool] = lambda: False
    tell: Callable[[Progress], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a choice (None where there is none, or none was found), and what is proved of it.

    No choice loses less than `bound`. `is_best` says that nothing loses less, and `is_settled` that nothing
    ranks before it at all: ties are broken to the end. `is_impossible` says that no choice is good.
    """

    choice: Mapping[int, int] | None
    loss: int | None
    bound: int
    is_best: bool = False
    is_settled: bool = False
    is_impossible: bool = False
    is_out_of_time: bool = False
    is_cancelled: bool = False


def solve(problem: Problem, search: Search, start: Choice | None = None) -> Found:
    """The way out of a problem, part by part; parts that share nothing are solved apart.

    `start` is a choice that is known to be near it.
    """
    small = narrowed(problem)
    ends = search.clock() + search.seconds
    found = Found(dict.fromkeys(small.put, 0), 0, 0, is_best=True, is_settled=True)
    left = sum(_size(part) for part in small.parts)
    for part in small.parts:
        share = (ends - search.clock()) * _size(part) / left
        left -= _size(part)
        before = found

        def tell(now: Progress, before: Found = before) -> None:
            loss = None if now.loss is None or before.loss is None else before.loss + now.loss
            search.tell(Progress(loss, before.bound + now.bound))

        found = _joined(found, _Part(part, replace(search, seconds=share, tell=tell)).solved(start))
        if found.is_impossible or found.is_cancelled:
            return found
    return found


def _size(part: Problem) -> int:
    return sum(len(one.options) for one in part.candidates) ** 2


def _joined(one: Found, other: Found) -> Found:
    has_both = one.choice is not None and other.choice is not None
    return Found(
        {**(one.choice or {}), **(other.choice or {})} if has_both else None,
        (one.loss or 0) + (other.loss or 0) if has_both else None,
        one.bound + other.bound,
        is_best=one.is_best and other.is_best,
        is_settled=one.is_settled and other.is_settled,
        is_impossible=one.is_impossible or other.is_impossible,
        is_out_of_time=one.is_out_of_time or other.is_out_of_time,
        is_cancelled=one.is_cancelled or other.is_cancelled,
    )


@dataclass(slots=True)
class Ran:
    """How one run of the solver ended."""

    choice: dict[int, int] | None
    bound: float
    is_optimal: bool = False
    is_infeasible: bool = False
    is_interrupted: bool = False

    @property
    def whole_bound(self) -> int:
        """The least that any answer can come to, as a whole number; 0 where nothing is known."""
        return max(0, math.ceil(self.bound - CLEAR)) if math.isfinite(self.bound) else 0


@dataclass(slots=True)
class Asked:
    """What one run of the solver is to find: the least of what columns cost, within further rows."""

    costs: Sequence[int]
    lines: Sequence[Line] = ()
    start: Choice | None = None
    upper: Mapping[int, float] = field(default_factory=dict)


def run(model: Model, asked: Asked, search: Search) -> Ran:
    """Run the solver once, and again where rounding let an answer through that isn't good."""
    ends = search.clock() + search.seconds
    lines = list(asked.lines)
    for _ in range(MOST_MENDED):
        seconds = max(ends - search.clock(), LEAST_SECONDS)
        ran = _run_once(model, replace(asked, lines=lines), replace(search, seconds=seconds))
        mended = list(model.passed(ran.choice)) if ran.choice is not None else []
        if not mended:
            return ran
        lines += mended
    return replace(ran, choice=None, is_optimal=False)


def _run_once(model: Model, asked: Asked, search: Search) -> Ran:
    scale = math.gcd(*asked.costs) or 1
    solver = _solver(search.seconds)
    solver.passModel(_program(model, asked, scale))
    if asked.start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = model.values(asked.start)
        solver.setSolution(solution)
    _listen(solver, scale, search)
    _go(solver)
    status, info = solver.getModelStatus(), solver.getInfo()
    has_answer = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = list(solver.getSolution().col_value) if has_answer else []
    return Ran(
        model.choice(values) if has_answer else None,
        info.mip_dual_bound * scale,
        is_optimal=status == highspy.HighsModelStatus.kOptimal,
        is_infeasible=status == highspy.HighsModelStatus.kInfeasible,
        is_interrupted=status == highspy.HighsModelStatus.kInterrupt,
    )


def _solver(seconds: float) -> Any:
    """A solver that says nothing, with one thread: HiGHS refuses to work with another number later."""
    solver = UNTYPED.Highs()
    for name, value in (
        ("output_flag", False), ("threads", 1), ("random_seed", SEED), ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5), ("time_limit", seconds), ("mip_allow_restart", False),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    return solver


def _go(solver: Any) -> None:
    """Run a solver. Raises RuntimeError where it can't."""
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("The solver (HiGHS) could not be run.")


def relaxed_loss(model: Model) -> float:
    """The loss where fractions of actions may be moved: a floor under every choice, and under the solver."""
    solver = _solver(math.inf)
    program = _program(model, Asked(model.losses()), 1)
    program.integrality_ = []
    solver.passModel(program)
    _go(solver)
    return float(solver.getInfo().objective_function_value)


def _listen(solver: Any, scale: int, search: Search) -> None:
    """Let the solver be stopped, and have it say how far it is."""

    def look(event: Any) -> None:
        if search.is_over():
            event.interrupt()

    def tell(event: Any) -> None:
        best, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        loss = round(best * scale) if abs(best) < 1e15 else None
        search.tell(Progress(loss, math.ceil(bound * scale - CLEAR) if abs(bound) < 1e15 else 0))

    solver.cbMipInterrupt.subscribe(look)
    solver.cbMipLogging.subscribe(tell)


def _program(model: Model, asked: Asked, scale: int) -> Any:
    lines = [*model.lines, *asked.lines]
    count = len(model.columns)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(lines)
    program.col_cost_ = np.array(asked.costs, dtype=float) / scale
    program.col_lower_ = np.zeros(count)
    program.col_upper_ = np.array([asked.upper.get(place, 1.0) for place in range(count)])
    program.integrality_ = [highspy.HighsVarType.kInteger] * count
    program.row_lower_ = np.array([line.least for line in lines], dtype=float)
    program.row_upper_ = np.array([line.most for line in lines], dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(len(line.columns) for line in lines)])
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = np.array([one for line in lines for one in line.columns], dtype=np.int32)
    program.a_matrix_.value_ = np.array([one for line in lines for one in line.amounts], dtype=float)
    return program


class _Part:
    """One part of a problem on its way to its answer: the loss first, then what breaks ties."""

    def __init__(self, problem: Problem, search: Search) -> None:
        self.problem, self.search = problem, search
        self.ends = search.clock() + search.seconds
        self.model = Model(problem)

    def left(self, share: float = 1.0) -> Search:
        return replace(self.search, seconds=(self.ends - self.search.clock()) * share, tell=lambda _: None)

    def solved(self, near: Choice | None = None) -> Found:
        start = self._better(quick_way_out(self.problem), quick_way_out(self.problem, near) if near else None)
        ran = run(
            self.model,
            Asked(self.model.losses(), start=start),
            replace(self.left(), tell=self.search.tell),
        )
        choice = self._better(start, ran.choice)
        if choice is None:
            return self._without(ran)
        loss = rank_of(self.problem, choice).loss
        bound = loss if ran.is_optimal else ran.whole_bound
        step = math.gcd(*self.model.losses()) or 1
        bound = min(loss, -(-bound // step) * step)
        found = Found(choice, loss, bound, is_cancelled=ran.is_interrupted)
        if bound < loss:
            return replace(found, is_out_of_time=not ran.is_interrupted)
        return self._settled(replace(found, is_best=True))

    def _better(self, one: Choice | None, other: Choice | None) -> Choice | None:
        held = [choice for choice in (other, one) if choice is not None]
        return min(held, key=lambda choice: rank_of(self.problem, choice).loss, default=None)

    def _without(self, ran: Ran) -> Found:
        if ran.is_infeasible:
            return Found(None, None, 0, is_impossible=True)
        return Found(
            None,
            None,
            ran.whole_bound,
            is_cancelled=ran.is_interrupted,
            is_out_of_time=not ran.is_interrupted,
        )

    def _settled(self, found: Found) -> Found:
        """Of the choices that lose as little, the one that ranks first."""
        assert found.choice is not None and found.loss is not None
        losses, ranks = self.model.losses(), self.model.ranks()
        lines = [self._no_more_than(losses, found.loss)]
        ran = run(self.model, Asked(ranks, lines, found.choice), self.left())
        choice = ran.choice or found.choice
        if not ran.is_optimal:
            return self._unsettled(found, choice, ran)
        most = sum(ranks[self.model.at[key, delay]] for key, delay in choice.items())
        lines.append(self._no_more_than(ranks, most))
        return self._by_key(found, choice, lines)

    def _by_key(self, found: Found, choice: Choice, lines: list[Line]) -> Found:
        """Bring each action as near to its plan as those with a lower key allow, one after another."""
        upper: dict[int, float] = {}
        for each in sorted(self.problem.candidates, key=lambda one: one.key):
            columns = [(self.model.at[each.key, one.delay], one.delay) for one in each.options]
            if choice[each.key]:
                costs = [0] * len(self.model.columns)
                for place, delay in columns:
                    costs[place] = nearness(delay)
                ran = run(self.model, Asked(costs, lines, choice, upper), self.left())
                choice = ran.choice or choice
                if not ran.is_optimal:
                    return self._unsettled(found, choice, ran)
            upper |= {place: 0.0 for place, delay in columns if delay != choice[each.key]}
        return replace(found, choice=choice, is_settled=True)

    @staticmethod
    def _unsettled(found: Found, choice: Choice, ran: Ran) -> Found:
        return replace(
            found, choice=choice, is_cancelled=ran.is_interrupted, is_out_of_time=not ran.is_interrupted
        )

    @staticmethod
    def _no_more_than(costs: Sequence[int], most: int) -> Line:
        scale = math.gcd(*costs) or 1
        places = [place for place, cost in enumerate(costs) if cost]
        return Line(places, [costs[place] // scale for place in places], most // scale)
