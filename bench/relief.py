"""The way out beside its own linear relaxation: what each takes, and how near to best the way out is proved.

`python -m bench.relief` prints it for three plans, and for plans of 100, 300 and 1,000 actions. How near the
solver comes depends on the clock: it is allowed ten seconds, and a busy machine gives it less. With
`--processor` it is allowed ten seconds of the processor instead, however long those take.
"""

from __future__ import annotations

import argparse
from time import perf_counter, process_time
from typing import NamedTuple

from bench.made_up_relief import made_up_overload
from goldenthread.core.relief import Problem, Rule, is_good, problem_of
from goldenthread.core.relief_model import Model
from goldenthread.core.relief_narrowed import narrowed
from goldenthread.core.relief_search import quick_way_out
from goldenthread.core.relief_solved import Search, relaxed_loss, solve

SERVICES, QUARTERS = 40, 8
SECONDS = 10.0
SEEDS = (1, 2, 3)


class Solved(NamedTuple):
    """One plan: what the solver found and proved, beside its linear relaxation and the quick search."""

    actions: int
    seed: int
    relaxed: float  # the loss that the relaxation comes to, in hundredths of a point
    relaxed_seconds: float
    quick: int | None
    quick_seconds: float
    loss: int | None
    bound: int
    worth: int
    seconds: float
    processor: float
    is_best: bool
    agrees: bool  # the answer keeps every limit, and loses no less than either bound

    @property
    def gap_kept(self) -> float:
        """What more could be kept at most, as a share of that: (loss - bound) / (worth - bound)."""
        return 1.0 if self.loss is None else (self.loss - self.bound) / (self.worth - self.bound)

    @property
    def gap_lost(self) -> float:
        """What less could be lost at most, as a share of what is lost: (loss - bound) / loss."""
        return 1.0 if self.loss is None else (self.loss - self.bound) / max(1, self.loss)


def compare(actions: int, seed: int, seconds: float = SECONDS, *, by_processor: bool = False) -> Solved:
    """Solve one made-up plan whose services are loaded well above what they can give."""
    problem = problem_of(made_up_overload(actions, SERVICES, QUARTERS, seed), Rule())
    started = perf_counter()
    relaxed = sum(relaxed_loss(Model(part)) for part in narrowed(problem).parts)
    relaxed_seconds = perf_counter() - started
    started = perf_counter()
    quick = _quick(problem)
    quick_seconds = perf_counter() - started
    started, worked = perf_counter(), process_time()
    search = Search(seconds, perf_counter)
    if by_processor:
        search = Search(20 * seconds, perf_counter, lambda: process_time() - worked > seconds)
    found = solve(problem, search)
    taken, processor = perf_counter() - started, process_time() - worked
    agrees = found.choice is None or (
        is_good(problem, found.choice) and (found.loss or 0) >= max(found.bound, relaxed - 1)
    )
    return Solved(
        actions, seed, relaxed, relaxed_seconds, quick, quick_seconds, found.loss, found.bound,
        problem.worth, taken, processor, found.is_best, agrees,
    )  # fmt: skip


def _quick(problem: Problem) -> int | None:
    choice = quick_way_out(problem)
    if choice is None:
        return None
    return sum(each.option(choice[each.key]).loss for each in problem.candidates)


def told(solved: list[Solved]) -> str:
    """The results as a table."""
    lines = [
        f"{'actions':>8}{'seed':>5}{'relaxed':>10}{'in':>8}{'quick':>10}{'in':>8}{'lost':>10}{'bound':>10}"
        f"{'in':>8}{'worked':>8}{'ratio':>8}{'gap kept':>10}{'gap lost':>10}  proved"
    ]
    for one in solved:
        lines.append(
            f"{one.actions:8,}{one.seed:5}{one.relaxed / 100:10.1f}{one.relaxed_seconds:7.2f}s"
            f"{_points(one.quick):>10}{one.quick_seconds:7.2f}s{_points(one.loss):>10}{one.bound / 100:10.1f}"
            f"{one.seconds:7.2f}s{one.processor:7.2f}s{one.seconds / max(one.relaxed_seconds, 1e-6):8.0f}"
            f"{one.gap_kept:10.2%}{one.gap_lost:10.2%}  {'best' if one.is_best else 'within the gap'}"
            f"{'' if one.agrees else '  WRONG'}"
        )
    return "\n".join(lines)


def _points(loss: int | None) -> str:
    return "none" if loss is None else f"{loss / 100:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.relief", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=SECONDS, help="what the solver is allowed")
    parser.add_argument("--processor", action="store_true", help="count the processor's time, not the clock")
    given = parser.parse_args()
    of = "of the processor" if given.processor else "by the clock"
    print(
        f"The way out, {SERVICES} services, {QUARTERS} quarters, {given.seconds:g} s {of} allowed, in points"
    )

    def one(actions: int, seed: int) -> Solved:
        return compare(actions, seed, given.seconds, by_processor=given.processor)

    solved = [one(300, seed) for seed in SEEDS]
    print(told(solved))
    print("\nHow it grows")
    grown = [one(actions, 1) for actions in (100, 300, 1_000)]
    print(told(grown))
    print(
        "Worked: what the processor gave. Relaxed: the same plan solved in fractions of actions, the floor.\n"
        "Quick: what the search before the solver finds. Gap kept: what more could be kept at most, of the\n"
        "most that could. Gap lost: what less could be lost at most, of what is lost.\n"
        "Aim: within 1% of the most value that can be kept, in 10 s, at 300 actions; a gap shown at 1,000."
    )
    return 0 if all(one.agrees for one in (*solved, *grown)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
