"""The list of comparisons: what can be asked of it, and its columns; and of what isn't compared, by words."""

from __future__ import annotations

from goldenthread.core.comparing import Among
from goldenthread.core.comparing_words import position_words, quarter_words
from goldenthread.core.figures import shown
from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import start
from goldenthread.core.words import DIRECTION
from goldenthread.reports.figures.comparing import Comparison, Uncompared, period_words
from goldenthread.reports.grids import Cell, Column, Link, direction, number, text
from goldenthread.reports.tables.lists import ListColumn, ListTable

__all__ = ["TABLE", "UNCOMPARED"]


def _among(one: Comparison) -> Among:
    """Where it lies among the others: the list holds only what does."""
    assert one.among is not None
    return one.among


def _where(one: Comparison) -> str:
    among = _among(one)
    return start(quarter_words(among)) if among.quarter else "Not parted in quarters"


def _quarter(one: Comparison) -> Value:
    quarter = _among(one).quarter
    told = "" if _among(one).is_told else "by-size-"
    return Value(f"{told}{quarter.name.lower()}" if quarter else "unparted", _where(one))


def _rank(one: Comparison) -> tuple[bool, int]:
    """Best first; those of which nothing is called better after them, by size."""
    among = _among(one)
    return not among.is_told, among.quarter or 9


def _theme(one: Comparison) -> list[Value]:
    """What it stands under in its set: a domain, or else a category."""
    name = one.compared.domain or one.compared.category
    return [Value(name.casefold(), name)] if name else []


def _moved(one: Comparison) -> Value:
    return Value(one.moved.value.lower().replace("_", "-"), start(DIRECTION[one.moved]))


LISTING: Listing[Comparison] = Listing(
    filters=(
        Filter("theme", "Theme", _theme, "No theme stated", keeps_order=True, groups=True),
        Filter("where", "Where it lies", lambda one: [_quarter(one)], groups=True),
        Filter("moved", "Ours on a year before", lambda one: [_moved(one)], groups=True),
        Filter(
            "set",
            "Published set",
            lambda one: [Value(one.compared.set.slug, str(one.compared.set))],
            groups=True,
        ),
    ),
    orders=(
        Order("title", "Measure", lambda one: one.measure.title, "A to Z", "Z to A"),
        Order(
            "period",
            "Period",
            lambda one: one.period.ends_on if one.period else None,
            "oldest first",
            "newest first",
        ),
        Order("where", "Where it lies", _rank, "best first", "worst first"),
        Order(
            "moved",
            "Ours on a year before",
            lambda one: list(DIRECTION).index(one.moved),
            "best first",
            "worst first",
        ),
    ),
    words=lambda one: " ".join(
        (
            one.measure.code, one.measure.title, one.compared.code, one.compared.title, one.compared.category,
            one.compared.domain,
        )
    ),
    usual_group="theme",
)  # fmt: skip

UNCOMPARED: Listing[Uncompared] = Listing((), (), lambda one: f"{one.measure.code} {one.measure.title}")


def _measure(one: Comparison) -> Cell:
    unit = one.measure.unit
    note = one.measure.code if unit in ("", "%", "£") else f"{one.measure.code}, {unit}"
    return text(one.measure.title, link=Link("compare", one.measure.code), note=note)


def _period(one: Comparison) -> Cell:
    assert one.period is not None
    return text(period_words(one.period))


def _median(one: Comparison) -> Cell:
    assert one.spread is not None
    return number(shown(one.spread.median, one.shape))


COLUMNS: tuple[ListColumn[Comparison], ...] = (
    ListColumn(Column("Measure", width=32), _measure, "title"),
    ListColumn(Column("Period", width=9), _period, "period"),
    ListColumn(Column("Ours", True, width=11), lambda one: number(shown(_among(one).value, one.shape))),
    ListColumn(Column("Median", True, width=11), _median),
    ListColumn(
        Column("Where it lies", width=23),
        lambda one: text(_where(one), note=start(position_words(_among(one)))),
        "where",
    ),
    ListColumn(
        Column("Ours on a year before", width=14),
        lambda one: direction(one.moved, start(DIRECTION[one.moved])),
        "moved",
    ),
)
TABLE: ListTable[Comparison] = ListTable("Comparisons", LISTING, COLUMNS, "measure", "measures", "wide")
