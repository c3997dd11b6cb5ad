import pickle
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import periods
from goldenthread.core.periods import (
    CALENDAR_YEAR,
    COUNCIL_YEAR,
    Period,
    PeriodKind,
    Unclear,
    UnreadablePeriod,
    YearStart,
    contains,
    day,
    financial_year,
    month,
    next_period,
    parse_period,
    previous,
    quarter,
    quarters_of,
    same_last_year,
    span,
)

TAX_YEAR = YearStart(month=4, day=6)
JUNE_2014 = date(2014, 6, 30)

# Years 1 and 9999 are left out: their neighbours are not in the calendar. They have their own tests.
dates = st.dates(min_value=date(3, 1, 1), max_value=date(9997, 12, 31))
year_starts = st.one_of(
    st.sampled_from([COUNCIL_YEAR, CALENDAR_YEAR, TAX_YEAR]),
    st.builds(YearStart, month=st.integers(1, 12), day=st.integers(1, 28)),
)


@st.composite
def spans(draw):
    starts_on, ends_on = sorted((draw(dates), draw(dates)))
    if draw(st.booleans()):
        return span(
            month(starts_on.year, starts_on.month).starts_on, month(ends_on.year, ends_on.month).ends_on
        )
    return span(starts_on, ends_on)


def periods_of(year_start):
    return st.one_of(
        st.builds(periods.financial_year_of, dates, st.just(year_start)),
        st.builds(periods.quarter_of, dates, st.just(year_start)),
        st.builds(lambda on: month(on.year, on.month), dates),
        st.builds(day, dates),
        spans(),
    )


with_year_start = year_starts.flatmap(lambda start: st.tuples(periods_of(start), st.just(start)))
any_period = with_year_start.map(lambda pair: pair[0])


# Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014/15 Q1", quarter(2014, 1)),
        ("2014-15 Q1", quarter(2014, 1)),
        ("Q1 2014/15", quarter(2014, 1)),
        ("Q1 2014-15", quarter(2014, 1)),
        ("Quarter 1 2014/15", quarter(2014, 1)),
        ("quarter 4 of 2014/2015", quarter(2014, 4)),
        ("2014/2015_Q1", quarter(2014, 1)),
        ("2014/15Q3", quarter(2014, 3)),
        ("Q2, 2014/15", quarter(2014, 2)),
        ("2014/2015_May", month(2014, 5)),
        ("2014/2015_March", month(2015, 3)),
        ("2014/15 April", month(2014, 4)),
        ("Jan 2014/15", month(2015, 1)),
        ("2014-15", financial_year(2014)),
        ("2014/15", financial_year(2014)),
        ("2014/2015", financial_year(2014)),
        ("1999/00", financial_year(1999)),
        ("2099-2100", financial_year(2099)),
        ("April 2014", month(2014, 4)),
        ("Apr 2014", month(2014, 4)),
        ("Sept 2014", month(2014, 9)),
        ("Apr-2014", month(2014, 4)),
        ("Apr-14", month(2014, 4)),
        ("Dec-69", month(2069, 12)),
        ("Jan-70", month(1970, 1)),
        ("2014-04", month(2014, 4)),
        ("2010-12", month(2010, 12)),
        ("2011-12", financial_year(2011)),
        ("2000-01", financial_year(2000)),
        ("2014-06-30", day(JUNE_2014)),
        ("2016-02-29", day(date(2016, 2, 29))),
        ("2011-12-01", day(date(2011, 12, 1))),
        ("30/06/2014", day(JUNE_2014)),
        ("30.6.2014", day(JUNE_2014)),
        ("05/04/2014", day(date(2014, 4, 5))),
        ("30 June 2014", day(JUNE_2014)),
        ("30th Jun 2014", day(JUNE_2014)),
        ("2008-04-01 to 2009-01-31", span(date(2008, 4, 1), date(2009, 1, 31))),
        ("2008-04-01/2009-01-31", span(date(2008, 4, 1), date(2009, 1, 31))),
        ("April 2008 to January 2009", span(date(2008, 4, 1), date(2009, 1, 31))),
        ("3 April 2008 to 9 January 2009", span(date(2008, 4, 3), date(2009, 1, 9))),
        ("2014/15 Q1 to 2014/15 Q3", span(date(2014, 4, 1), date(2014, 12, 31))),
        ("December 9999", month(9999, 12)),
    ],
)
def test_a_period_is_read_however_councils_write_it(text, expected):
    assert parse_period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "  2014/15   q1 ",
        "2014/15\u00a0Q1",
        "2014–15 Q1",
        "2014 — 15 Q1",
        "2014 / 15 Q1",
        "2014‑15\tQ1",
        "２０１４／１５　Ｑ１",
        "QUARTER 1\n2014/15",
    ],
)
def test_spaces_dashes_case_and_wide_letters_do_not_matter(text):
    assert parse_period(text) == quarter(2014, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unclear.NOTHING_WRITTEN),
        (" \u00a0 ", Unclear.NOTHING_WRITTEN),
        ("2014", Unclear.LONE_YEAR),
        ("Q1 2014", Unclear.LONE_YEAR),
        ("2014 to 2015", Unclear.LONE_YEAR),
        ("2014/16", Unclear.NOT_NEIGHBOURS),
        ("2014/2105", Unclear.NOT_NEIGHBOURS),
        ("2014-13", Unclear.NOT_NEIGHBOURS),
        ("2014-00", Unclear.NOT_NEIGHBOURS),
        ("2014/04", Unclear.NOT_NEIGHBOURS),
        ("2014/04 Q1", Unclear.NOT_NEIGHBOURS),
        ("May 2014/16", Unclear.NOT_NEIGHBOURS),
        ("Q5 2014/15", Unclear.NO_SUCH_QUARTER),
        ("2014/15 Q0", Unclear.NO_SUCH_QUARTER),
        ("Q12 2014/15", Unclear.NO_SUCH_QUARTER),
        ("Q1", Unclear.NO_YEAR),
        ("quarter 3", Unclear.NO_YEAR),
        ("April", Unclear.NO_YEAR),
        ("06/30/2014", Unclear.MONTH_FIRST),
        ("31/02/2014", Unclear.NO_SUCH_DATE),
        ("31/13/2014", Unclear.NO_SUCH_DATE),
        ("00/00/2014", Unclear.NO_SUCH_DATE),
        ("29 February 2015", Unclear.NO_SUCH_DATE),
        ("2014-02-30", Unclear.NO_SUCH_DATE),
        ("January 0000", Unclear.NO_SUCH_DATE),
        ("0000/01", Unclear.NO_SUCH_DATE),
        ("9999/00", Unclear.NO_SUCH_DATE),
        ("9999/0000 Q4", Unclear.NO_SUCH_DATE),
        ("2014-06-30 to 2014-04-01", Unclear.ENDS_FIRST),
        ("soon", Unclear.UNKNOWN_FORM),
        ("April 14", Unclear.UNKNOWN_FORM),
        ("30/06/14", Unclear.UNKNOWN_FORM),
        ("2014/15/16", Unclear.UNKNOWN_FORM),
        ("٢٠١٤/١٥", Unclear.UNKNOWN_FORM),
        ("Aprİl 2014", Unclear.UNKNOWN_FORM),
        ("2014/15 to", Unclear.UNKNOWN_FORM),
        ("to", Unclear.UNKNOWN_FORM),
        ("April 2014 to May 2014 to June 2014", Unclear.UNKNOWN_FORM),
        (" to ".join(["2014"] * 5_000), Unclear.LONE_YEAR),
        ("2014/15 Q" + "1" * 10_000, Unclear.UNKNOWN_FORM),
        ("9" * 10_000, Unclear.UNKNOWN_FORM),
    ],
)
def test_what_is_not_a_period_is_refused_with_the_reason(text, why):
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period(text)
    assert refusal.value.why is why


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2014/16",
            "“2014/16” is not a period: a financial year joins two neighbouring years, such as 2014/15.",
        ),
        (
            "2014",
            "“2014” is not a period: it could mean two years; write 2014/15 for the financial year, "
            "or January 2014 for a month.",
        ),
        ("06/30/2014", "“06/30/2014” is not a period: the day comes before the month, such as 30/06/2014."),
        (
            "soon",
            "“soon” is not a period: write it like 2014/15, 2014/15 Q1, April 2014 or 30/06/2014, "
            "or two joined by “to”.",
        ),
    ],
)
def test_a_refusal_says_what_to_write_instead(text, sentence):
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period(text)
    assert str(refusal.value) == sentence


def test_a_refusal_quotes_no_more_than_a_line_of_what_was_written():
    refusal = UnreadablePeriod("x" * 1_000, Unclear.UNKNOWN_FORM)
    assert str(refusal).startswith(f"“{'x' * 59}…” is not")


def test_a_refusal_survives_the_trip_to_another_process():
    refusal = pickle.loads(pickle.dumps(UnreadablePeriod("2014", Unclear.LONE_YEAR)))
    assert (refusal.text, refusal.why) == ("2014", Unclear.LONE_YEAR)


scraps = ["2014", "15", "0000", "9999", "00", "2014/15", "Q1", "Q9", "April", "31", "02", "٣", "２", "½", "²"]
joints = ["/", "-", "–", "_", " ", " to ", "TO", ".", ",", "of", "th", "\n", "\x00", "\ud800"]
nearly_periods = st.lists(st.sampled_from(scraps + joints), max_size=9).map("".join)


@given(
    st.one_of(st.text(), st.text(alphabet="0123456789/-_ qQto"), nearly_periods),
    year_starts,
)
def test_any_text_is_a_period_or_is_refused_in_a_sentence(text, year_start):
    try:
        assert isinstance(parse_period(text, year_start), Period)
    except UnreadablePeriod as refusal:
        assert str(refusal).endswith(".")


# Years that do not start on 1 April


def test_a_year_that_starts_on_6_april_has_quarters_that_run_day_to_day():
    assert [(q.starts_on, q.ends_on) for q in quarters_of(parse_period("2014/15", TAX_YEAR))] == [
        (date(2014, 4, 6), date(2014, 7, 5)),
        (date(2014, 7, 6), date(2014, 10, 5)),
        (date(2014, 10, 6), date(2015, 1, 5)),
        (date(2015, 1, 6), date(2015, 4, 5)),
    ]


def test_april_of_a_year_that_starts_on_6_april_is_the_april_it_starts_in():
    assert parse_period("2014/15 April", TAX_YEAR) == month(2014, 4)


def test_a_calendar_year_is_written_with_one_number():
    assert parse_period("2014", CALENDAR_YEAR) == financial_year(2014, CALENDAR_YEAR)
    assert parse_period("Q4 9999", CALENDAR_YEAR) == quarter(9999, 4, CALENDAR_YEAR)
    assert parse_period("2014-04", CALENDAR_YEAR) == month(2014, 4)
    assert periods.label(financial_year(2014, CALENDAR_YEAR), CALENDAR_YEAR) == "2014"


@pytest.mark.parametrize("text", ["2014/15", "2011-12", "2014/15 Q1", "2014/2015_May"])
def test_a_calendar_year_is_never_written_with_two_numbers(text):
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period(text, CALENDAR_YEAR)
    assert refusal.value.why is Unclear.CALENDAR_YEAR


@pytest.mark.parametrize(("month_number", "day_number"), [(2, 29), (8, 31), (0, 1), (13, 1), (4, 0)])
def test_a_year_cannot_start_on_a_day_that_some_quarters_lack(month_number, day_number):
    with pytest.raises(ValueError, match="A year cannot start on day"):
        YearStart(month_number, day_number)


# Printing


@pytest.mark.parametrize(
    ("period", "label", "in_words"),
    [
        (financial_year(2014), "2014/15", "April 2014 to March 2015"),
        (financial_year(1999), "1999/00", "April 1999 to March 2000"),
        (financial_year(2014, CALENDAR_YEAR), "January 2014 to December 2014", "January to December 2014"),
        (quarter(2014, 1), "2014/15 Q1", "April to June 2014"),
        (quarter(2014, 4), "2014/15 Q4", "January to March 2015"),
        (quarter(2014, 1, TAX_YEAR), "6 April 2014 to 5 July 2014", "6 April to 5 July 2014"),
        (quarter(2014, 3, YearStart(6)), "December 2014 to February 2015", "December 2014 to February 2015"),
        (month(2014, 4), "April 2014", "April 2014"),
        (day(JUNE_2014), "30 June 2014", "30 June 2014"),
        (
            span(date(2008, 4, 1), date(2009, 1, 31)),
            "April 2008 to January 2009",
            "April 2008 to January 2009",
        ),
        (
            span(date(2008, 4, 3), date(2009, 1, 9)),
            "3 April 2008 to 9 January 2009",
            "3 April 2008 to 9 January 2009",
        ),
        (span(date(2014, 4, 1), date(2014, 4, 30)), "1 April 2014 to 30 April 2014", "April 2014"),
        (span(JUNE_2014, JUNE_2014), "30 June 2014 to 30 June 2014", "30 June 2014"),
    ],
)
def test_a_period_is_printed_short_and_in_words(period, label, in_words):
    assert (periods.label(period), periods.in_words(period)) == (label, in_words)


@given(with_year_start)
def test_every_label_is_read_back_as_the_same_period(pair):
    period, year_start = pair
    assert parse_period(periods.label(period, year_start), year_start) == period


@given(with_year_start, year_starts)
def test_a_label_for_another_year_start_still_covers_the_same_days(pair, other):
    period, _ = pair
    read = parse_period(periods.label(period, other), other)
    assert (read.starts_on, read.ends_on) == (period.starts_on, period.ends_on)


# Storing


def test_a_code_names_the_kind_and_both_days():
    assert periods.code(quarter(2014, 1)) == "Q:2014-04-01:2014-06-30"


@given(any_period)
def test_every_code_is_read_back_as_the_same_period(period):
    assert periods.from_code(periods.code(period)) == period


@given(st.sampled_from(list(PeriodKind)), st.lists(any_period))
def test_codes_of_one_kind_sort_by_when_they_start(kind, found):
    alike = [period for period in found if period.kind is kind]
    by_code = sorted(alike, key=periods.code)
    assert by_code == sorted(alike, key=lambda period: (period.starts_on, period.ends_on))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014/15",
        "Q:2014-04-01",
        "X:2014-04-01:2014-06-30",
        "Q:2014-04-01:2014-06-30\n",
        "Q:2014-04-01:2014-07-30",
        "Q:2014-02-30:2014-06-30",
        "Q:----------:2014-06-30",
        "S:2014-06-30:2014-04-01",
        "Q:٢٠١٤-04-01:2014-06-30",
    ],
)
def test_a_code_that_was_never_written_is_refused(text):
    with pytest.raises(ValueError, match=r"is not|[Ii]nvalid|day"):
        periods.from_code(text)


# What a period is


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on"),
    [
        (PeriodKind.SPAN, date(2014, 6, 30), date(2014, 4, 1)),
        (PeriodKind.DAY, date(2014, 4, 1), date(2014, 4, 2)),
        (PeriodKind.MONTH, date(2014, 4, 1), date(2014, 4, 29)),
        (PeriodKind.MONTH, date(2014, 4, 6), date(2014, 5, 5)),
        (PeriodKind.QUARTER, date(2014, 4, 1), date(2014, 7, 31)),
        (PeriodKind.QUARTER, date(2014, 1, 31), date(2014, 4, 29)),
        (PeriodKind.YEAR, date(2014, 4, 1), date(2015, 4, 1)),
    ],
)
def test_a_period_must_have_the_shape_of_its_kind(kind, starts_on, ends_on):
    with pytest.raises(ValueError, match=f"is not a {kind.lower()}"):
        Period(kind, starts_on, ends_on)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_year_has_no_other_quarters_than_four(number):
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        quarter(2014, number)


def test_only_a_year_has_quarters():
    with pytest.raises(ValueError, match="Only a year has quarters, not a month"):
        quarters_of(month(2014, 4))


def test_periods_sort_by_when_they_end_then_by_when_they_start():
    in_order = [day(date(2014, 4, 1)), month(2014, 4), quarter(2014, 1), month(2014, 6), financial_year(2014)]
    assert sorted(reversed(in_order)) == in_order
    assert month(2014, 4) < span(date(2014, 4, 1), date(2014, 4, 30))
    assert quarter(2014, 2) >= quarter(2014, 1)


# Finding periods


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2014, 3, 31), quarter(2013, 4)),
        (date(2014, 4, 1), quarter(2014, 1)),
        (date(2014, 12, 31), quarter(2014, 3)),
        (date(2016, 2, 29), quarter(2015, 4)),
    ],
)
def test_a_day_falls_in_its_quarter_and_its_year(on, expected):
    assert periods.quarter_of(on) == expected
    assert periods.is_within(expected, periods.financial_year_of(on))


def year_of_by_looking(on, year_start):
    """The slow, obvious twin: look through the years nearby for the one that contains the day."""
    nearby = [financial_year(year, year_start) for year in range(on.year - 2, on.year + 2)]
    [found] = [year for year in nearby if contains(year, on)]
    return found


@given(dates, year_starts)
def test_the_year_and_quarter_of_a_day_are_those_found_by_looking(on, year_start):
    year = year_of_by_looking(on, year_start)
    [found] = [each for each in quarters_of(year) if contains(each, on)]
    assert periods.financial_year_of(on, year_start) == year
    assert periods.quarter_of(on, year_start) == found


@given(st.integers(2, 9997), year_starts)
def test_quarters_fill_their_year_without_gap_or_overlap(start_year, year_start):
    year = financial_year(start_year, year_start)
    first, *_, last = quarters = quarters_of(year)
    assert quarters == tuple(quarter(start_year, number, year_start) for number in (1, 2, 3, 4))
    assert (first.starts_on, last.ends_on) == (year.starts_on, year.ends_on)
    assert all(next_period(one) == other for one, other in pairwise(quarters))


@pytest.mark.parametrize(
    ("period", "before", "a_year_before"),
    [
        (financial_year(2014), financial_year(2013), financial_year(2013)),
        (quarter(2014, 1), quarter(2013, 4), quarter(2013, 1)),
        (quarter(2014, 2, TAX_YEAR), quarter(2014, 1, TAX_YEAR), quarter(2013, 2, TAX_YEAR)),
        (month(2016, 3), month(2016, 2), month(2015, 3)),
        (month(2016, 2), month(2016, 1), month(2015, 2)),
        (day(date(2016, 3, 1)), day(date(2016, 2, 29)), day(date(2015, 3, 1))),
        (day(date(2016, 2, 29)), day(date(2016, 2, 28)), day(date(2015, 2, 28))),
        (
            span(date(2008, 4, 1), date(2009, 1, 31)),
            span(date(2007, 6, 1), date(2008, 3, 31)),
            span(date(2007, 4, 1), date(2008, 1, 31)),
        ),
        (
            span(date(2015, 1, 1), date(2015, 2, 28)),
            span(date(2014, 11, 1), date(2014, 12, 31)),
            span(date(2014, 1, 1), date(2014, 2, 28)),
        ),
        (
            span(date(2017, 2, 1), date(2017, 2, 28)),
            span(date(2017, 1, 1), date(2017, 1, 31)),
            span(date(2016, 2, 1), date(2016, 2, 29)),
        ),
        (
            span(date(2014, 4, 3), date(2014, 4, 9)),
            span(date(2014, 3, 27), date(2014, 4, 2)),
            span(date(2013, 4, 3), date(2013, 4, 9)),
        ),
    ],
)
def test_the_period_before_and_the_same_period_last_year(period, before, a_year_before):
    assert (previous(period), same_last_year(period)) == (before, a_year_before)
    assert next_period(before) == period


@given(periods_of(COUNCIL_YEAR).filter(lambda period: period.kind is not PeriodKind.SPAN))
def test_periods_of_a_kind_follow_one_another_without_a_gap(period):
    assert previous(period).ends_on + timedelta(days=1) == period.starts_on
    assert next_period(period).starts_on == period.ends_on + timedelta(days=1)
    assert next_period(previous(period)) == previous(next_period(period)) == period


@given(with_year_start)
def test_the_same_quarter_last_year_has_the_same_number(pair):
    period, year_start = pair
    if period.kind is PeriodKind.QUARTER:
        four_before = previous(previous(previous(previous(period))))
        assert same_last_year(period) == four_before
        assert (
            periods.label(same_last_year(period), year_start)[-3:] == periods.label(period, year_start)[-3:]
        )


@pytest.mark.parametrize("step", [previous, same_last_year])
def test_nothing_comes_before_the_calendar(step):
    with pytest.raises((ValueError, OverflowError)):
        step(day(date.min))


@pytest.mark.parametrize("last", [day(date.max), month(9999, 12), quarter(9999, 3)])
def test_nothing_comes_after_the_calendar(last):
    with pytest.raises((ValueError, OverflowError)):
        next_period(last)


@given(any_period, dates)
def test_a_period_contains_a_day_exactly_when_that_day_is_within_it(period, on):
    assert contains(period, on) == periods.is_within(day(on), period)


def test_a_period_contains_its_first_and_last_days_and_no_others():
    june = month(2014, 6)
    around = [date(2014, 5, 31), date(2014, 6, 1), date(2014, 6, 30), date(2014, 7, 1)]
    assert [contains(june, on) for on in around] == [False, True, True, False]
    assert periods.is_within(june, quarter(2014, 1)) and not periods.is_within(quarter(2014, 1), june)
