"""What a reporting round asks for: the period of each measure that ends with the round's own."""

from __future__ import annotations

from goldenthread.core.kinds import Frequency
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    YearStart,
    financial_year_of,
    month,
    quarter_of,
    quarters_of,
    span,
)
from goldenthread.core.sentences import counted

MINUTES_PER_FIGURE = 1
MINUTES_PER_ACTION = 2


def period_due(frequency: str, of_round: Period, year_start: YearStart = COUNCIL_YEAR) -> Period | None:
    """The period that a measure is asked for in a round: the one that ends on the round's last day.

    A monthly measure is asked for a quarter's last month; a yearly one only in the round that ends the year.
    None where no period of the measure ends then.
    """
    ends_on = of_round.ends_on
    if frequency == Frequency.MONTHLY:
        found = month(ends_on.year, ends_on.month)
    elif frequency == Frequency.QUARTERLY:
        found = quarter_of(ends_on, year_start)
    elif frequency == Frequency.YEARLY:
        found = financial_year_of(ends_on, year_start)
    else:
        quarters = quarters_of(financial_year_of(ends_on, year_start))
        halves = [span(quarters[n].starts_on, quarters[n + 1].ends_on) for n in (0, 2)]
        found = next(half for half in halves if ends_on <= half.ends_on)
    return found if found.ends_on == ends_on else None


def minutes_for(figures: int, actions: int) -> int:
    """About how long lines take: one minute for each figure, two for each action."""
    return MINUTES_PER_FIGURE * figures + MINUTES_PER_ACTION * actions


def about_minutes(figures: int, actions: int) -> str:
    """“about four minutes”."""
    return f"about {counted(minutes_for(figures, actions), 'minute')}"
