"""At the door: each figure that comes in is set beside its own history, range, unit and target.

It asks and never blocks: a question has an answer, and both are kept with the figure. The cases are those
that reached councillors unasked: 73,390 against a target of 420 (Oxford, 2017), 0 entered for a figure not
yet confirmed (Hart, 2014), a percentage typed as a fraction. With little history it asks little.

Sizes are told by ratios to the median of the other figures, so that no unit matters and no single wrong
figure decides; every comparison is between products, exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from goldenthread.core.asked import OF_SIZE, Ask, Query, query
from goldenthread.core.figures import Shape, fraction, rounded
from goldenthread.core.history import Beside, History, Past
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import is_nil_scored_full, is_suspicious_zero
from goldenthread.core.periods import COUNCIL_YEAR, Period, YearStart, code, financial_year_of
from goldenthread.core.spc import FULL, LIMIT, Limits, limits_of, middle_of, scale_of, scaled
from goldenthread.core.travel import Polarity

FEW = 3  # fewer figures than these say nothing of what is usual
TIMES_FEW = 20  # but a figure that many times the one or two held, or as small a part of them, is asked about
LARGER = 5  # times the usual size from which a figure is asked about
SMALLER = 8  # and into how many parts the usual size falls below it; small counts are often small by chance
BEYOND = 3  # and that many times beyond the largest or smallest ever
OFF_TARGET = 8  # times the target; a true result seldom misses its target so far
REPEATED = 3  # figures in a row, the new one among them, that are the same to the last digit
REPEATED_SHORT = 4  # and for figures of one or two digits, which agree by chance
RECENT = 24  # figures that limits are worked out from
RANGE_LIMIT = 327  # hundredths of the mean moving range: a larger move is a signal (XmR: D4 for two)
LONG_PAST = 15  # years
HUNDRED = Decimal(100)
ADDED = (
    Kind.NUMBER,
    Kind.MONEY,
    Kind.RATE,
)  # kinds whose figures can only grow when counted from a year's start


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody gives for a period: a figure, or the two numbers it is worked out from, with a note.

    `value` is None where a state stands for it; then little is asked. `typed` is the figure as given beside
    the two numbers, where it was.
    """

    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    typed: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the measure, the period and the day, beside its history.

    `parts` are the figures of breakdowns that make the total, by what they are parted by: None for one that
    has no figure. `answered` are questions that were answered for this measure before. Limits are worked out
    from the figures since `rebased_on`. `last_target` is the one before, for a period that has none itself.
    """

    shape: Shape
    on: date
    polarity: Polarity = Polarity.HIGHER
    target: Decimal | None = None
    last_target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    is_cumulative: bool = False
    parts: Mapping[str, Sequence[Decimal | None]] = field(default_factory=dict)
    answered: Collection[Query] = ()
    rebased_on: date | None = None
    year_start: YearStart = COUNCIL_YEAR


def ask(entry: Entry, history: History, facts: Facts) -> list[Query]:
    """What to ask before this figure is kept; nothing where it is plausible, or where it is no figure.

    `history` are the measure's other figures; the entry's own period is left out of them.
    """
    if entry.value is None:
        return []
    beside = history.beside(entry.period, in_its_months=facts.is_cumulative)
    found = [
        *_of_period(entry, facts),
        *of_note(entry.value, entry.note),
        *_of_parts(entry, beside.before, facts),
        *_of_year(entry, beside.like, facts),
    ]
    if facts.shape.kind is Kind.PLAN_DATE:
        return [*found, *_of_day(entry.value, entry.period)]
    if facts.shape.kind.is_counted:
        found += _of_figure(entry.value, beside, facts, {one.code for one in found})
    return found


def is_percentage(shape: Shape) -> bool:
    """True for a percentage, and for a number that is counted in per cent."""
    return shape.kind is Kind.PERCENTAGE or shape.unit == "%"


def of_note(value: Decimal | None, note: str) -> list[Query]:
    """What to ask of a figure from its note alone: a zero that means missing, full marks for nothing done."""
    if is_suspicious_zero(value, note):
        return [query(Ask.ZERO_UNCONFIRMED)]
    return [query(Ask.NIL_SCORED_FULL)] if is_nil_scored_full(value, note) else []


def _of_figure(value: Decimal, beside: Beside, facts: Facts, asked: Set[Ask]) -> Iterator[Query]:
    """Size first; what is asked of the size is not asked again as a range, a limit or a zero."""
    size = next(_of_size(value, beside.sizes, facts), None)
    if size:
        yield size
    elif not asked & {Ask.OVER_ONE, Ask.ZERO_UNCONFIRMED}:
        yield from _of_range(value, beside.values, facts)
    if size is None or size.code not in OF_SIZE:
        yield from _of_limits(value, beside.before, facts)
    yield from _of_repeats(value, beside.before, facts.shape)


# The size


def _of_size(value: Decimal, sizes: Sequence[Decimal], facts: Facts) -> Iterator[Query]:
    if is_percentage(facts.shape):
        yield from _of_percentage(value, sizes, facts.target)
    usual = middle_of(sizes)
    if value and len(sizes) >= FEW:
        yield from _of_usual(value, usual, sizes)
        yield from _of_target_beside(usual, facts)
    elif value:
        target = facts.target or facts.last_target
        yield from _of_target(value, target) if target else ()
        yield from _of_few(value, usual, sizes)


def _of_percentage(value: Decimal, sizes: Sequence[Decimal], target: Decimal | None) -> Iterator[Query]:
    """0.785 where 60 to 90 is usual, and its reverse 7850."""
    known = sizes or ([abs(target)] if target else [])
    if not known or not value:
        return
    size = abs(value)
    if size <= 1 and size * LARGER <= known[0] and _in_keeping(size * HUNDRED, known):
        yield query(Ask.AS_FRACTION, value=value, times_100=value * HUNDRED)
    elif size > HUNDRED and size >= LARGER * known[-1] and _in_keeping(size / HUNDRED, known):
        yield query(Ask.HUNDREDFOLD, value=value, hundredth=value / HUNDRED)


def _in_keeping(size: Decimal, known: Sequence[Decimal]) -> bool:
    return known[0] <= 2 * size and size <= 2 * known[-1]


def _of_usual(value: Decimal, usual: Decimal, sizes: Sequence[Decimal]) -> Iterator[Query]:
    size = abs(value)
    is_large = size >= LARGER * usual and size >= BEYOND * sizes[-1]
    is_small = size * SMALLER <= usual and size * BEYOND <= sizes[0]
    if is_large or is_small:
        yield query(Ask.TIMES_USUAL, value=value, usual=usual, times=times_in_words(size, usual))


def _of_few(value: Decimal, usual: Decimal, sizes: Sequence[Decimal]) -> Iterator[Query]:
    """One or two figures say little of what is usual; they do say that 73,390 is not of the size of 420."""
    size = abs(value)
    if sizes and (size >= TIMES_FEW * sizes[-1] or size * TIMES_FEW <= sizes[0]):
        yield query(Ask.TIMES_USUAL, value=value, usual=usual, times=times_in_words(size, usual))


def _of_target(value: Decimal, target: Decimal) -> Iterator[Query]:
    """With no history to tell by: many times the target, or the target itself with its point misplaced."""
    size, wanted = abs(value), abs(target)
    slips = (size * shift for shift in (10, 100, 1000))
    if size >= OFF_TARGET * wanted or any(4 * wanted <= 5 * one <= 6 * wanted for one in slips):
        yield query(Ask.TIMES_TARGET, value=value, target=target, times=times_in_words(size, wanted))


def _of_target_beside(usual: Decimal, facts: Facts) -> Iterator[Query]:
    """Where the figure is as usual and the target is not, the target may be the slip; asked once."""
    target = abs(facts.target or Decimal(0))
    if not target or (target < OFF_TARGET * usual and usual < OFF_TARGET * target):
        return
    one = query(Ask.TARGET_UNLIKE, target=facts.target or target, usual=usual)
    told = {old.get("target") for old in facts.answered if old.code is Ask.TARGET_UNLIKE}
    if one.get("target") not in told:
        yield one


def times_in_words(size: Decimal, usual: Decimal) -> str:
    """About how many times, to two digits: “170 times”, “1/100 of”."""
    if size >= usual:
        return f"{_two_digits(size / usual):,f} times"
    return f"1/{_two_digits(usual / size):,f} of"


def _two_digits(ratio: Decimal) -> Decimal:
    places = Decimal(1).scaleb(max(ratio.adjusted() - 1, 0))
    return (ratio / places).quantize(Decimal(1), ROUND_HALF_UP) * places


# What the kind allows, and what never was before


def _of_range(value: Decimal, past: Sequence[Decimal], facts: Facts) -> Iterator[Query]:
    target = facts.target or Decimal(0)
    least, most = (past[0], past[-1]) if past else (target, target)
    if is_percentage(facts.shape) and value > HUNDRED and max(most, target) <= HUNDRED:
        yield query(Ask.OVER_WHOLE, value=value)
    is_money = facts.shape.kind is Kind.MONEY or "£" in facts.shape.unit
    if value < 0 <= min(least, target) and (len(past) >= FEW or not is_money):
        yield query(Ask.BELOW_NOUGHT, value=value)
    if value > 0 > most and len(past) >= FEW:
        yield query(Ask.ABOVE_NOUGHT, value=value)
    if value == 0:
        yield from _of_zero(past)


def _of_zero(past: Sequence[Decimal]) -> Iterator[Query]:
    """A zero that may mean missing: every figure so far was nearer to the usual than to nought."""
    sizes = sorted(abs(one) for one in past)
    if len(sizes) > FEW and sizes[0] * 2 >= middle_of(sizes) > 0:
        yield query(Ask.ZERO_UNLIKE, usual=middle_of(sizes))


def _of_day(value: Decimal, period: Period) -> Iterator[Query]:
    if abs(value - period.ends_on.toordinal()) > 20 * 366:
        yield query(Ask.FAR_DAY, value=value)


# Its two numbers, and its parts


def _of_parts(entry: Entry, before: Sequence[Past], facts: Facts) -> Iterator[Query]:
    above, below = entry.numerator, entry.denominator
    if above is not None and below is not None:
        yield from _of_two(entry, above, below, facts.shape)
        yield from _of_denominator(below, [one.denominator for one in before])
    value = entry.value or Decimal(0)
    for by, parts in facts.parts.items():
        known = [one for one in parts if one is not None]
        total = sum(known, Decimal(0))
        if known and len(known) == len(parts) and _is_off(total, value, len(known)):
            yield query(Ask.NOT_THE_TOTAL, by=by, sum=total, value=value)


def _of_two(entry: Entry, above: Decimal, below: Decimal, shape: Shape) -> Iterator[Query]:
    for part in (above, below):
        if part < 0 and shape.kind is not Kind.MONEY:
            yield query(Ask.PART_BELOW_NOUGHT, part=part)
    if is_percentage(shape) and above > below > 0:
        yield query(Ask.OVER_ONE, numerator=above, denominator=below)
    worked = fraction(above, below, shape)
    if entry.typed is not None and worked is not None and not agrees(entry.typed, worked):
        yield query(Ask.NOT_WORKED_OUT, value=entry.typed, numerator=above, denominator=below, worked=worked)


def agrees(typed: Decimal, worked: Decimal) -> bool:
    """Whether a typed figure is the worked-out one, at the places that it was typed with."""
    return rounded(worked, scale_of([typed])) == typed


def _of_denominator(below: Decimal, earlier: Sequence[Decimal | None]) -> Iterator[Query]:
    sizes = sorted(abs(one) for one in earlier if one)
    if below and len(sizes) >= FEW:
        usual = middle_of(sizes)
        for one in _of_usual(below, usual, sizes):
            yield query(Ask.DENOMINATOR_UNLIKE, denominator=below, count=usual, times=one.get("times"))


def _is_off(total: Decimal, value: Decimal, count: int) -> bool:
    """Whole numbers add up exactly; each rounded part may be off by half of its last place."""
    places = scale_of([total, value])
    slack = Decimal(count).scaleb(-places) if places else Decimal(0)
    return abs(total - value) * 2 > slack


# Its time


def _of_period(entry: Entry, facts: Facts) -> Iterator[Query]:
    ends_on = entry.period.ends_on
    if ends_on - timedelta(days=366) > facts.on:
        yield query(Ask.FAR_AHEAD, period=code(entry.period))
    elif ends_on >= facts.on:
        yield query(Ask.NOT_OVER, period=code(entry.period))
    elif ends_on.year + LONG_PAST < facts.on.year:
        yield query(Ask.LONG_PAST, period=code(entry.period), count=LONG_PAST)


def _of_year(entry: Entry, like: Sequence[Past], facts: Facts) -> Iterator[Query]:
    """A figure that counts from the start of the year can't fall within it."""
    value = entry.value
    if value is None or not facts.is_cumulative or facts.shape.kind not in ADDED or facts.shape.unit == "%":
        return
    year = financial_year_of(entry.period.ends_on, facts.year_start)
    same = [one for one in like if financial_year_of(one.period.ends_on, facts.year_start) == year]
    earlier = [one for one in same if one.period < entry.period]
    later = [one for one in same if one.period > entry.period]
    if earlier and value < earlier[-1].value:
        yield query(Ask.FELL_IN_YEAR, value=value, before=earlier[-1].value, period=code(earlier[-1].period))
    if later and value > later[0].value:
        yield query(Ask.ABOVE_LATER, value=value, before=later[0].value, period=code(later[0].period))


def _of_repeats(value: Decimal, before: Sequence[Past], shape: Shape) -> Iterator[Query]:
    """The same to the last digit again and again, where the figures before that nearly always moved."""
    if any(one.value != value for one in before[1 - REPEATED :]):
        return
    past = [one.value for one in before]
    digits = len(str(int(scaled(abs(value), scale_of([value])))).rstrip("0"))
    least = REPEATED if digits > 2 else REPEATED_SHORT
    same = next((place for place, one in enumerate(reversed(past)) if one != value), len(past))
    earlier = past[: len(past) - same]
    moves = [first != second for first, second in pairwise(earlier)]
    is_full = value == 0 or (is_percentage(shape) and value == HUNDRED)
    if same + 1 >= least and len(earlier) > FEW and 4 * sum(moves) >= 3 * len(moves) and not is_full:
        yield query(Ask.STALE, value=value, count=same)


def _of_limits(value: Decimal, before: Sequence[Past], facts: Facts) -> Iterator[Query]:
    """Half as far again outside as its limits lie, and a move larger than it makes by itself.

    Both, so that a measure long on its way is not asked about at every step. A figure between others that it
    had lately is no news, however they lie.
    """
    since = facts.rebased_on
    recent = before if since is None else [one for one in before if one.period.starts_on >= since]
    past = [one.value for one in recent[-RECENT:]]
    if past and min(past) <= value <= max(past):
        return
    limits = limits_of(past) if len(past) >= FULL and not facts.is_cumulative else None
    if limits and limits.range_total and _is_far(value, past[-1], limits):
        yield query(Ask.OUTSIDE_LIMITS, value=value, lower=limits.lower, upper=limits.upper)


def _is_far(value: Decimal, last: Decimal, limits: Limits) -> bool:
    scale = max(scale_of([value]), limits.scale)
    more = 10 ** (scale - limits.scale)
    fine = Limits(limits.count, limits.total * more, limits.range_count, limits.range_total * more, scale)
    whole, before = scaled(value, scale), scaled(last, scale)
    is_jump = abs(whole - before) * 100 * fine.range_count > RANGE_LIMIT * fine.range_total
    return is_jump and fine.is_beyond(whole, 3 * LIMIT, 200)
