"""When local elections are held, and from when a council holds its publicity back before them.

The ordinary day of election of councillors is the first Thursday in May: Representation of the People Act
1983, section 37 (England and Wales) and section 43 (Scotland). The day can be moved by order, as it was to
22 May 2014; so what is worked out here is a suggestion that a person accepts, changes or leaves. Northern
Ireland's elections are on days that its own orders set: none is suggested.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.working_days import WorkingDays

# Notice of election is published on the 25th working day before the poll at the latest: Local Elections
# (Principal Areas) (England and Wales) Rules 2006, schedule 2, rule 1, as amended from 2014.
NOTICE_WORKING_DAYS = 25
_MAY, _THURSDAY = 5, 3
WITHOUT_ORDINARY_DAY = frozenset({"NORTHERN_IRELAND"})


@dataclass(frozen=True, slots=True)
class Restraint:
    """A time before an election in which publicity is restrained, its last day the day of the election."""

    name: str
    starts_on: date
    ends_on: date

    def holds(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on


def ordinary_day(year: int) -> date:
    """The first Thursday in May."""
    first = date(year, _MAY, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7)


def suggested(year: int, days: WorkingDays, notice: int = NOTICE_WORKING_DAYS) -> Restraint | None:
    """The time before a year's ordinary election, from the last day for its notice; None if none is known."""
    if days.nation in WITHOUT_ORDINARY_DAY:
        return None
    polling = ordinary_day(year)
    return Restraint(f"Local elections {year}", days.back(polling, notice), polling)
