"""What a reporting round asks for: the latest period of each measure that ends within the round's own."""

from __future__ import annotations

from datetime import date

from goldenthread.core.kinds import Frequency
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    YearStart,
    financial_year_of,
    month,
    previous,
    quarter_of,
    quarters_of,
    span,
)
from goldenthread.core.sentences import counted

MINUTES_PER_FIGURE = 1
MINUTES_PER_ACTION = 2


def period_due(frequency: str, of_round: Period, year_start: YearStart = COUNCIL_YEAR) -> Period | None:
    """The period that a measure is asked for in a round: its latest that ends within the round's own.

    A monthly measure is asked for a quarter's last month; a yearly one only in the round that ends the year.
    None where no period of the measure ends then.
    """
    around = _around(frequency, of_round.ends_on, year_start)
    found = around if around.ends_on <= of_round.ends_on else previous(around)
    return found if found.ends_on >= of_round.starts_on else None


def _around(frequency: str, on: date, year_start: YearStart) -> Period:
    """The period of a measure that a day falls in."""
    if frequency == Frequency.MONTHLY:
        return month(on.year, on.month)
    if frequency == Frequency.QUARTERLY:
        return quarter_of(on, year_start)
    year = financial_year_of(on, year_start)
    if frequency == Frequency.YEARLY:
        return year
    quarters = quarters_of(year)
    halves = [span(quarters[n].starts_on, quarters[n + 1].ends_on) for n in (0, 2)]
    return next(half for half in halves if on <= half.ends_on)


def minutes_for(figures: int, actions: int) -> int:
    """About how long lines take: one minute for each figure, two for each action."""
    return MINUTES_PER_FIGURE * figures + MINUTES_PER_ACTION * actions


def about_minutes(figures: int, actions: int) -> str:
    """“about four minutes”."""
    return f"about {counted(minutes_for(figures, actions), 'minute')}"
