"""Control charts beside figures that the NHS-R Community has published.

Source: nhs-r-community/NHSRplotthedots, the recorded results of its own tests (`_snaps/ptd_spc_standard.md`
at 3aefce7, `_snaps/ptd_spc.md` at 174380d, `test-ptd_spc_standard.R` at 2ec4e36): figures to three digits,
with screening of outliers as there. Only the figures are taken.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.spc import Variation, Wanted, chart, limits_of, said_by
from goldenthread.core.travel import Polarity

PUBLISHED = """
-0.560 -0.230 1.56 0.0705 0.129 1.72 0.461 -1.27 -0.687 -0.446
1.22 0.360 0.401 0.111 -0.556 1.79 0.498 -1.97 0.701 -0.473
"""
TWENTY = [Decimal(one) for one in PUBLISHED.split()]
# The figures we start from are rounded to a hundredth at worst, so each moving range may be out by as much,
# and a limit by 2.66 times that; together they come to far less.
NEAR = Decimal("0.02")


@pytest.mark.parametrize(
    ("values", "lower", "mean", "upper"),
    [
        (TWENTY, "-3.01", "0.142", "3.29"),
        (TWENTY[:10], "-2.60", "0.0746", "2.75"),
        (TWENTY[10:], "-3.28", "0.209", "3.70"),
    ],
)
def test_limits_are_those_published(values, lower, mean, upper) -> None:
    limits = limits_of(values, is_screened=True)
    assert limits is not None
    ours = (limits.lower, limits.mean, limits.upper)
    for one, published in zip(ours, (lower, mean, upper), strict=True):
        assert abs(one - Decimal(published)) <= NEAR


def test_all_twenty_are_common_cause_as_published() -> None:
    found = chart(TWENTY, Wanted(Polarity.HIGHER), is_screened=True)
    assert [said_by(one, Polarity.HIGHER) for one in found.points] == [Variation.COMMON_CAUSE] * 20


def test_two_close_to_limits_on_either_side_are_common_cause_as_published() -> None:
    values = [Decimal(1), Decimal(-1)] * 7 + [Decimal("5.5"), Decimal("-5.5")]
    found = chart(values, Wanted(Polarity.HIGHER), is_screened=True)
    assert [one.causes for one in found.points[-2:]] == [frozenset(), frozenset()]
