"""The two ways of working out many results at once come to the same counts, and to those of one at a time."""

from __future__ import annotations

from itertools import groupby

from bench.vectorised import RULE, Counts, made_up, worked_by_hand, worked_by_us
from goldenthread.core.many_frames import decimal_of
from goldenthread.core.rating import Figure, Status, status_of
from goldenthread.core.spc import Assurance, Variation, Wanted, chart
from goldenthread.core.travel import Polarity

FRAMES = made_up(30, 40)


def one_at_a_time() -> Counts:
    """Every result by the functions that a page uses."""
    polarity_of = dict(FRAMES.sheets.select("measure", "polarity").iter_rows())
    targets = FRAMES.aims.get_column("value").to_list()
    rows = list(zip(FRAMES.results.select("measure", "value").iter_rows(), targets, strict=True))
    statuses, moved, special, improving, assured = [], [], 0, 0, []
    for measure, held in groupby(rows, key=lambda row: row[0][0]):
        polarity = Polarity(polarity_of[measure])
        figures = [(decimal_of(value), decimal_of(target)) for (_, value), target in held]
        statuses += [status_of(RULE.rule, Figure(actual, target, polarity)) for actual, target in figures]
        results = [actual for actual, _ in figures]
        moved += [RULE.comparison.direction(results[: place + 1], polarity) for place in range(len(results))]
        target = [target for actual, target in figures if actual is not None][-1]
        drawn = chart([one for one in results if one is not None], Wanted(polarity, target))
        special += sum(bool(point.causes) for point in drawn.points)
        improving += drawn.variation is Variation.IMPROVEMENT
        assured.append(drawn.assurance)
    return Counts(
        *(statuses.count(status) for status in (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET)),
        moved.count("IMPROVED"),
        moved.count("WORSE"),
        special,
        improving,
        *(assured.count(one) for one in (Assurance.PASSES, Assurance.FAILS, Assurance.HIT_AND_MISS)),
    )


def test_by_hand_at_once_and_one_at_a_time_agree() -> None:
    assert worked_by_us(FRAMES) == worked_by_hand(FRAMES) == one_at_a_time()


def test_every_verdict_is_among_the_made_up_results() -> None:
    assert all(worked_by_us(FRAMES))
