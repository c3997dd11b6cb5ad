"""Working days: Monday to Friday without the bank holidays of one nation of the United Kingdom.

Which days are bank holidays is the `holidays` library's knowledge: the Banking and Financial Dealings Act
1971, section 1 and schedule 1, and each proclamation since. The library knows the years 1872 to 2100; in
others only weekends are left out. Arithmetic that would leave the calendar (years 1 to 9999) raises
OverflowError, as `date` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

ENGLAND = "ENGLAND"
SUBDIVISIONS: Mapping[str, str] = {
    ENGLAND: "ENG",
    "WALES": "WLS",
    "SCOTLAND": "SCT",
    "NORTHERN_IRELAND": "NIR",
}
_WEEKEND = ("Saturday", "Sunday")
_FRIDAY = 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a nation: a code of `SUBDIVISIONS`. Raises ValueError for any other."""

    nation: str = ENGLAND

    def __post_init__(self) -> None:
        if self.nation not in SUBDIVISIONS:
            raise ValueError(f"No nation of the United Kingdom has the code {self.nation!r}.")

    def holiday(self, on: date) -> str:
        """What bank holiday a day is, weekday or not; empty where it is none."""
        return _holidays(self.nation, on.year).get(on, "")

    def named(self, on: date) -> str:
        """Why a day is no working day: “Good Friday”, “Saturday”; empty where it is one."""
        return self.holiday(on) or (_WEEKEND[on.weekday() - _FRIDAY - 1] if on.weekday() > _FRIDAY else "")

    def is_working(self, on: date) -> bool:
        return on.weekday() <= _FRIDAY and not self.holiday(on)

    def back(self, on: date, count: int) -> date:
        """The working day so many before a day, which isn't counted; for 0 the day or the last before.

        Raises ValueError for a count below 0.
        """
        return self._walk(on, count, -_DAY)

    def forward(self, on: date, count: int) -> date:
        """The working day so many after a day, which isn't counted; for 0 the day or the next after.

        Raises ValueError for a count below 0.
        """
        return self._walk(on, count, _DAY)

    def between(self, first: date, last: date) -> int:
        """How many working days pass from one day to another: the later is counted, the earlier is not.

        Below 0 where `last` comes first.
        """
        low, high = min(first, last), max(first, last)
        passed = sum(self.is_working(one) for one in _days(low + _DAY, high)) if low < high else 0
        return passed if first <= last else -passed

    def clear(self, first: date, last: date) -> int:
        """How many working days lie wholly between two days, of which neither is counted."""
        return sum(self.is_working(one) for one in _days(first + _DAY, last - _DAY)) if first < last else 0

    def skipped(self, first: date, last: date) -> list[tuple[date, str]]:
        """The bank holidays on weekdays from one day to another, both included, with their names."""
        found = ((one, self.holiday(one)) for one in _days(first, last) if one.weekday() <= _FRIDAY)
        return [(one, name) for one, name in found if name]

    def _walk(self, on: date, count: int, step: timedelta) -> date:
        if count < 0:
            raise ValueError(f"Working days are counted from 0 up, not {count}.")
        here, left = on, count
        while left or not self.is_working(here):
            here += step
            left -= left > 0 and self.is_working(here)
        return here


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@lru_cache(maxsize=256)
def _holidays(nation: str, year: int) -> Mapping[date, str]:
    """A nation's bank holidays in a year, by day, with the names that people know them by."""
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, language="en_GB")
    return {on: name.replace("(observed)", "(substitute day)") for on, name in found.items()}
