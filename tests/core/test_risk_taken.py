"""Whether the register has moved on since a risk was taken into a paper."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.risk_taken import Said, closed, moved_on

TAKEN = Said("R1", "Rain", "Less swept")
SINCE = "The register says otherwise since:"


@pytest.mark.parametrize(
    ("now", "line", "lines", "closed_on", "said"),
    [
        (TAKEN, 1, {1, 2}, None, ""),
        (TAKEN, None, set(), None, ""),
        (TAKEN._replace(effect="None swept"), 1, {1}, None, f"{SINCE} its effect."),
        (
            Said("R2", "Snow", "None"),
            1,
            {2},
            None,
            f"{SINCE} its number, its cause, its effect and the lines that it bears on.",
        ),
        (TAKEN, None, {1}, None, f"{SINCE} the lines that it bears on."),
        (TAKEN, 1, {1}, date(2014, 9, 3), "It was closed on the register on 3 September 2014."),
    ],
)
def test_what_the_register_says_otherwise_is_named(now, line, lines, closed_on, said):
    assert moved_on(TAKEN, now, line=line, lines=lines, closed_on=closed_on) == said


def test_cause_and_effect_read_one_after_the_other():
    assert [closed(one) for one in ("Rain", "Rain. ", "Why?", "")] == ["Rain.", "Rain.", "Why?", ""]
