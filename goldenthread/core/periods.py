"""When: the years, quarters, months, days and spans that figures are for, as people write and read them.

A period is its first day and its last, both included. Arithmetic that would leave the calendar (years 1 to
9999) raises ValueError or OverflowError, as `date` does.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import total_ordering

# Not calendar.month_name, which changes with the server's locale: what we print, we must be able to read.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class PeriodKind(StrEnum):
    """How a period is counted; the codes are stored."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"
    DAY = "DAY"
    SPAN = "SPAN"


_MONTHS_IN = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclass(frozen=True, slots=True)
class YearStart:
    """The day on which each year begins; 1 April unless an organisation says otherwise.

    Source: a council's financial year is the twelve months beginning with 1 April (Local Government Finance
    Act 1992, section 116(1)). Partners may differ: tax years begin on 6 April, some charities' on 1 January.
    Raises ValueError for a day that some quarter's month may not have, such as 29 February or 31 August.
    """

    month: int = 4
    day: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.day <= 28):
            raise ValueError(f"A year cannot start on day {self.day} of month {self.month}: use 1 to 28.")


COUNCIL_YEAR = YearStart()
CALENDAR_YEAR = YearStart(month=1)  # such a year has one number, “2014”; any other straddles two, “2014/15”


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included. Sorts by when it ends, then by when it starts.
    Raises ValueError if it ends before it starts, or is not as long as its kind says.
    """

    kind: PeriodKind
    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on or not _has_the_shape_of_its_kind(self):
            raise ValueError(f"{self.starts_on} to {self.ends_on} is not a {self.kind.lower()}.")

    def __lt__(self, other: Period) -> bool:
        # The kind comes last, only so that periods with the same days always sort the same way.
        mine = (self.ends_on, self.starts_on, self.kind)
        return mine < (other.ends_on, other.starts_on, other.kind)


def financial_year(start_year: int, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """The year that begins in `start_year`: 2014 makes 2014/15."""
    return _months_from(PeriodKind.YEAR, date(start_year, year_start.month, year_start.day), 12)


def quarter(start_year: int, number: int, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """A quarter of the year that begins in `start_year`. Raises ValueError unless `number` is 1 to 4."""
    if not 1 <= number <= 4:
        raise ValueError(f"A year has quarters 1 to 4, not {number}.")
    year_starts_on = date(start_year, year_start.month, year_start.day)
    return _months_from(PeriodKind.QUARTER, months_on(year_starts_on, 3 * (number - 1)), 3)


def month(year: int, number: int) -> Period:
    """A calendar month; `year` is the calendar year. Raises ValueError unless `number` is 1 to 12."""
    return _months_from(PeriodKind.MONTH, date(year, number, 1), 1)


def day(on: date) -> Period:
    """One day, for figures that are a count on the day."""
    return Period(PeriodKind.DAY, on, on)


def span(starts_on: date, ends_on: date) -> Period:
    """Any run of days, first and last included. Raises ValueError if it ends before it starts."""
    return Period(PeriodKind.SPAN, starts_on, ends_on)


def financial_year_of(on: date, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """The year that a day falls in."""
    return financial_year(_start_year(on, year_start), year_start)


def quarter_of(on: date, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """The quarter that a day falls in."""
    return quarter(_start_year(on, year_start), _quarter_number(on, year_start), year_start)


def quarters_of(year: Period) -> tuple[Period, ...]:
    """A year's four quarters in order. Raises ValueError for any period but a year."""
    if year.kind is not PeriodKind.YEAR:
        raise ValueError(f"Only a year has quarters, not a {year.kind.lower()}.")
    return tuple(_months_from(PeriodKind.QUARTER, months_on(year.starts_on, n), 3) for n in (0, 3, 6, 9))


def previous(period: Period) -> Period:
    """The period of the same kind and length that ends the day before this one starts."""
    return _moved(period, -1)


def next_period(period: Period) -> Period:
    """The period of the same kind and length that starts the day after this one ends."""
    return _moved(period, 1)


def same_last_year(period: Period) -> Period:
    """The same period twelve months earlier; 29 February is compared with 28 February."""
    starts_on = months_on(period.starts_on, -12)
    if months := _whole_months(period):
        return _months_from(period.kind, starts_on, months)
    return Period(period.kind, starts_on, months_on(period.ends_on, -12))


def contains(period: Period, on: date) -> bool:
    """True from the period's first day to its last."""
    return period.starts_on <= on <= period.ends_on


def is_within(inner: Period, outer: Period) -> bool:
    """True if every day of `inner` is in `outer`; a period is within itself."""
    return outer.starts_on <= inner.starts_on and inner.ends_on <= outer.ends_on


def label(period: Period, year_start: YearStart = COUNCIL_YEAR) -> str:
    """The short print, which `parse_period` reads back: “2014/15 Q1”, “April 2014”, “30 June 2014”.
    A year or quarter that `year_start` does not make is printed by its dates: true, if longer.
    """
    if period.kind is PeriodKind.DAY or period.kind is PeriodKind.MONTH:
        return in_words(period)
    if period.kind is PeriodKind.SPAN or not _fits(period, year_start):
        return _from_to(period)
    start_year = _start_year(period.starts_on, year_start)
    year = f"{start_year:04}" + ("" if year_start == CALENDAR_YEAR else f"/{(start_year + 1) % 100:02}")
    if period.kind is PeriodKind.YEAR:
        return year
    return f"{year} Q{_quarter_number(period.starts_on, year_start)}"


def in_words(period: Period) -> str:
    """The months or days it covers, for a reader who does not count in quarters: “April to June 2014”."""
    if period.starts_on.year != period.ends_on.year:
        return _from_to(period)
    by_month = _is_calendar_months(period)
    first, last = _said(period.starts_on, by_month), _said(period.ends_on, by_month)
    return f"{last if first == last else f'{first} to {last}'} {period.ends_on.year:04}"


def code(period: Period) -> str:
    """The text to store, which sorts by kind and then by date: “Q:2014-04-01:2014-06-30”."""
    return f"{period.kind[0]}:{period.starts_on.isoformat()}:{period.ends_on.isoformat()}"


def from_code(text: str) -> Period:
    """The period that `code` stored. Raises ValueError for text that `code` cannot have written."""
    found = re.fullmatch(r"([YQMDS]):([0-9-]{10}):([0-9-]{10})", text)
    if found is None:
        raise ValueError(f"{text!r} is not a stored period.")
    kind = next(kind for kind in PeriodKind if kind[0] == found[1])
    return Period(kind, date.fromisoformat(found[2]), date.fromisoformat(found[3]))


class Unclear(Enum):
    """Why a text is not a period: the name is the code that travels, the value what to say in English."""

    NOTHING_WRITTEN = "nothing is written; write a period, such as 2014/15 Q1 or April 2014."
    NO_YEAR = "it does not say which year; write 2014/15 Q1, or April 2014."
    LONE_YEAR = "it could mean two years; write 2014/15 for the financial year, or January 2014 for a month."
    NOT_NEIGHBOURS = "a financial year joins two neighbouring years, such as 2014/15."
    CALENDAR_YEAR = "here a year starts on 1 January; write 2014 for the year, or December 2014 for a month."
    NO_SUCH_QUARTER = "a year has four quarters; write Q1, Q2, Q3 or Q4, such as 2014/15 Q1."
    MONTH_FIRST = "the day comes before the month, such as 30/06/2014."
    NO_SUCH_DATE = "the calendar has no such date; write one that it has, such as 30/06/2014."
    ENDS_FIRST = "it ends before it starts; write the earlier date first."
    UNKNOWN_FORM = "write it like 2014/15, 2014/15 Q1, April 2014 or 30/06/2014, or two joined by “to”."


class UnreadablePeriod(ValueError):
    """A text that is not a period. `text` and `why` travel; str() is the English sentence."""

    def __init__(self, text: str, why: Unclear) -> None:
        super().__init__(text, why)
        self.text, self.why = text, why

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
        return f"“{shown}” is not a period: {self.why.value}"


def parse_period(text: str, year_start: YearStart = COUNCIL_YEAR) -> Period:
    """The period that a person wrote, in a form or a spreadsheet; `_FORMS` lists the ways of writing one.

    “2011-12” is the financial year, never December 2011; “2014-04”, which cannot be one, is April 2014.
    Where the year starts on 1 January, “2014” is a year and “2014/15” is refused, as is “2011-12”.
    Raises UnreadablePeriod, and nothing else, whatever the text.
    """
    # One kind of dash and of space, and plain digits, however a spreadsheet or a phone typed them.
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    tidy = re.sub(r" ?([-/_]) ?", r"\1", plain)
    first, *rest = (_read(part, year_start) for part in _BETWEEN_HALVES.split(tidy, maxsplit=1))
    if not rest:
        return first
    if rest[0].ends_on < first.starts_on:
        raise UnreadablePeriod(tidy, Unclear.ENDS_FIRST)
    return span(first.starts_on, rest[0].ends_on)


def _read(text: str, year_start: YearStart) -> Period:
    forms = ((re.fullmatch(pattern, text, _FLAGS), reader) for pattern, reader in _FORMS)
    found, reader = next((found, reader) for found, reader in forms if found)
    if isinstance(reader, Unclear):
        raise UnreadablePeriod(text, reader)
    try:
        return reader(found, year_start)
    except UnreadablePeriod:
        raise
    except (ValueError, OverflowError):  # 31 February, the year 0, a year that ends in 10000
        raise UnreadablePeriod(text, Unclear.NO_SUCH_DATE) from None


def _read_year(found: re.Match[str], year_start: YearStart) -> Period:
    # “2011-12” joins neighbours, so it is a year; “2014-04” does not, so it can only be a month.
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", found.string) and not _are_neighbours(found):
        return month(int(found["year"]), int(found["then"]))
    return financial_year(_first_year(found, year_start), year_start)


def _read_quarter(found: re.Match[str], year_start: YearStart) -> Period:
    number = int(found["quarter"])
    if not 1 <= number <= 4:
        raise UnreadablePeriod(found.string, Unclear.NO_SUCH_QUARTER)
    return quarter(_first_year(found, year_start), number, year_start)


def _read_month(found: re.Match[str], year_start: YearStart) -> Period:
    number, year = _month_number(found), int(found["year"])
    if len(found["year"]) == 2:  # “Apr-14”, from Excel; 70 to 99 are the 1900s, as in POSIX
        return month(year + (2000 if year < 70 else 1900), number)
    if found["then"] is None:
        return month(year, number)
    # January to March of 2014/15 are in 2015; where years start on 6 April, April of 2014/15 is April 2014.
    return month(_first_year(found, year_start) + (number < year_start.month), number)


def _read_day(found: re.Match[str], year_start: YearStart) -> Period:
    number, day_number = _month_number(found), int(found["day"])
    if day_number <= 12 < number:
        raise UnreadablePeriod(found.string, Unclear.MONTH_FIRST)
    return day(date(int(found["year"]), number, day_number))


def _month_number(found: re.Match[str]) -> int:
    return _MONTH_NUMBERS.get(found["month"].lower()) or int(found["month"])


def _first_year(found: re.Match[str], year_start: YearStart) -> int:
    if year_start == CALENDAR_YEAR and found["then"]:
        raise UnreadablePeriod(found.string, Unclear.CALENDAR_YEAR)
    if year_start != CALENDAR_YEAR and not found["then"]:
        raise UnreadablePeriod(found.string, Unclear.LONE_YEAR)
    if found["then"] and not _are_neighbours(found):
        raise UnreadablePeriod(found.string, Unclear.NOT_NEIGHBOURS)
    return int(found["year"])


def _are_neighbours(found: re.Match[str]) -> bool:
    return f"{int(found['year']) + 1:04}".endswith(found["then"])


Reader = Callable[[re.Match[str], YearStart], Period]
_FLAGS = re.IGNORECASE | re.ASCII | re.DOTALL
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_BETWEEN_HALVES = re.compile(r" to |(?<=-[0-9]{2})/(?=[0-9]{4}-)", _FLAGS)

# [0-9], not \d, which would let in the digits of every script.
_YEAR = r"(?P<year>[0-9]{4})(?:[-/](?P<then>[0-9]{4}|[0-9]{2}))?"
_ONE_YEAR = r"(?P<year>[0-9]{4})"
_QUARTER = r"q(?:uarter)? ?(?P<quarter>[0-9]{1,2})"
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NUMBERS)})"
_DAY = r"(?P<day>[0-9]{1,2})"
_GAP = r"(?:[ _-]|, ?| of )"

# The first form that fits the whole text reads it, or says why it cannot be read.
_FORMS: tuple[tuple[str, Reader | Unclear], ...] = (
    ("", Unclear.NOTHING_WRITTEN),
    (rf"{_ONE_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-9]{{2}})", _read_day),  # 2014-06-30
    (rf"{_DAY}[/.-](?P<month>[0-9]{{1,2}})[/.-]{_ONE_YEAR}", _read_day),  # 30/06/2014
    (rf"{_DAY}(?:st|nd|rd|th)? {_MONTH},? {_ONE_YEAR}", _read_day),  # 30 June 2014
    (_YEAR, _read_year),  # 2014/15, 2014-15, 2014/2015; 2014-04
    (rf"{_YEAR}{_GAP}?{_QUARTER}", _read_quarter),  # 2014/15 Q1, 2014/2015_Q1
    (rf"{_QUARTER}{_GAP}{_YEAR}", _read_quarter),  # Q1 2014/15, Quarter 1 2014-15
    (rf"{_YEAR}{_GAP}{_MONTH}", _read_month),  # 2014/2015_May
    (rf"{_MONTH}{_GAP}{_YEAR}", _read_month),  # April 2014, May 2014/15
    (rf"{_MONTH}-(?P<year>[0-9]{{2}})", _read_month),  # Apr-14
    (rf"{_QUARTER}|{_MONTH}", Unclear.NO_YEAR),
    (".+", Unclear.UNKNOWN_FORM),
)


def months_on(on: date, months: int) -> date:
    """The same day of the month some months later (or earlier), or that month's last day if it is shorter."""
    year, month_index = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month_index + 1, min(on.day, monthrange(year, month_index + 1)[1]))


def _months_from(kind: PeriodKind, starts_on: date, months: int) -> Period:
    return Period(kind, starts_on, _last_day(starts_on, months))


def _last_day(starts_on: date, months: int) -> date:
    # Not always “the next start less a day”: the month after December 9999 has no start.
    if starts_on.day == 1:
        last_month = months_on(starts_on, months - 1)
        return last_month.replace(day=monthrange(last_month.year, last_month.month)[1])
    return months_on(starts_on, months) - timedelta(days=1)


def _has_the_shape_of_its_kind(period: Period) -> bool:
    months = _MONTHS_IN.get(period.kind)
    if months is None:
        return period.kind is PeriodKind.SPAN or period.starts_on == period.ends_on
    if period.starts_on.day > (1 if period.kind is PeriodKind.MONTH else 28):
        return False
    return period.ends_on == _last_day(period.starts_on, months)


def _is_calendar_months(period: Period) -> bool:
    return period.starts_on.day == 1 and period.ends_on == _last_day(period.ends_on.replace(day=1), 1)


def _whole_months(period: Period) -> int:
    """How many months long the period is; 0 if it is better counted in days."""
    if period.kind is PeriodKind.SPAN and _is_calendar_months(period):
        years = period.ends_on.year - period.starts_on.year
        return 12 * years + period.ends_on.month - period.starts_on.month + 1
    return _MONTHS_IN.get(period.kind, 0)


def _moved(period: Period, count: int) -> Period:
    """The period moved by `count` times its own length."""
    if months := _whole_months(period):
        return _months_from(period.kind, months_on(period.starts_on, months * count), months)
    length = (period.ends_on - period.starts_on + timedelta(days=1)) * count
    return Period(period.kind, period.starts_on + length, period.ends_on + length)


def _start_year(on: date, year_start: YearStart) -> int:
    """The calendar year in which the day's financial year begins."""
    return on.year - ((on.month, on.day) < (year_start.month, year_start.day))


def _quarter_number(on: date, year_start: YearStart) -> int:
    return (on.month - year_start.month - (on.day < year_start.day)) % 12 // 3 + 1


def _fits(period: Period, year_start: YearStart) -> bool:
    """True if `year_start` makes a year, or a quarter, that starts when this one does."""
    months_after = period.starts_on.month - year_start.month
    return period.starts_on.day == year_start.day and months_after % _MONTHS_IN[period.kind] == 0


def _from_to(period: Period) -> str:
    # One whole month is printed by its days, or it would be read back as a month and not a span.
    by_month = _is_calendar_months(period) and _whole_months(period) > 1
    first, last = period.starts_on, period.ends_on
    return f"{_said(first, by_month)} {first.year:04} to {_said(last, by_month)} {last.year:04}"


def _said(on: date, by_month: bool) -> str:
    return MONTH_NAMES[on.month - 1] if by_month else f"{on.day} {MONTH_NAMES[on.month - 1]}"
