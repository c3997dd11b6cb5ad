"""Chances counted in runs, in words and with how sure they are.

The words are those of the UK Government's probability yardstick (Professional Head of Intelligence
Assessment, 2018), whose bands leave gaps; each gap is parted in its middle here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

NORMAL_95 = 1.959963984540054  # 95 in 100 of a normal distribution lie within so many standard deviations
YARDSTICK = (
    (7.5, "a remote chance"),
    (22.5, "highly unlikely"),
    (37.5, "unlikely"),
    (52.5, "a realistic possibility"),
    (77.5, "likely"),
    (92.5, "highly likely"),
)
SUREST = "almost certain"


class Interval(NamedTuple):
    """Between which shares a chance lies, as far as so many runs can tell."""

    low: float
    high: float


def wilson(times: int, runs: int) -> Interval:
    """Wilson's interval, 95 in 100 sure (Wilson, 1927): sound near nought and one, where others aren't."""
    z2 = NORMAL_95**2
    share = times / runs
    middle = (share + z2 / (2 * runs)) / (1 + z2 / runs)
    half = NORMAL_95 * sqrt(share * (1 - share) / runs + z2 / (4 * runs**2)) / (1 + z2 / runs)
    return Interval(middle - half if times else 0.0, middle + half if times < runs else 1.0)


def standard_error(times: int, runs: int) -> float:
    """The standard error of a share that was counted in independent runs."""
    share = times / runs
    return sqrt(share * (1 - share) / runs)


def error_of_difference(one: int, other: int, runs: int) -> float:
    """The standard error of a difference between two shares, each counted in so many runs.

    Each share is taken with one more that came and one that didn't (Agresti and Caffo, 2000), so that counts
    of none and of all have an error too. Draws that both share can only make it smaller.
    """
    shares = ((times + 1) / (runs + 2) for times in (one, other))
    return sqrt(sum(share * (1 - share) for share in shares) / (runs + 2))


def error_of_mean(total: int, squares: int, runs: int) -> float:
    """The standard error of a mean of whole numbers, from their sum and the sum of their squares."""
    if runs < 2:
        return 0.0
    return sqrt(max(0, squares * runs - total * total) / (runs * runs * (runs - 1)))


def in_words(times: int, runs: int) -> str:
    """“likely”, “a remote chance”: a chance by the yardstick."""
    percent = 100 * times / runs
    return next((words for below, words in YARDSTICK if percent < below), SUREST)


def in_hundred(times: int, runs: int) -> str:
    """“63 in 100”; never rounded to nought or to certain: “less than 1 in 100”, “in no run”."""
    if times in (0, runs):
        return "in every run" if times else "in no run"
    if times * 200 < runs:
        return "less than 1 in 100"
    if (runs - times) * 200 < runs:
        return "more than 99 in 100"
    return f"{min(max(round(100 * times / runs), 1), 99)} in 100"


def percentile(counts: Sequence[int], percent: int) -> int:
    """The least place by which so many percent of what is counted lies; `counts` is how many lie at each."""
    wanted, so_far = sum(counts) * percent, 0
    for place, count in enumerate(counts):
        so_far += count
        if so_far * 100 >= wanted and so_far:
            return place
    return len(counts) - 1
