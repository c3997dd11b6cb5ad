"""Tables of data quality: the checks, the posts, and each measure with what to do about it."""

from __future__ import annotations

from goldenthread.core.data_quality import CHECKS
from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import start
from goldenthread.reports.figures.data_quality import DataQuality, PostRow, Trusted
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, on_day, text
from goldenthread.reports.tables.lists import ListColumn, ListTable
from goldenthread.reports.tables.mending import May, where_mended


def checks(found: DataQuality) -> Grid:
    """Every check: how many measures it finds something of, and what to do."""
    columns = (
        Column("Check", width=24),
        Column("Measures", True, width=14),
        Column("What it finds", width=28),
        Column("What to do", width=34),
    )
    whole = len(found.rows)
    rows = [
        [
            text(words.name, link=Link("data-quality-check", check.value.lower())),
            number(f"{found.found[check]} of {whole}"),
            text(start(words.finds)),
            text(words.remedy),
        ]
        for check, words in CHECKS.items()
    ]
    return grid("Checks of the records", columns, rows)


def posts(found: DataQuality) -> Grid:
    """R059: how the results of the last year came in, by post; each due result once."""
    columns = (
        Column("Post", width=26),
        Column("Measures", True, width=9),
        Column("Due", True, width=7),
        Column("In time", True, width=8),
        Column("Late", True, width=7),
        Column("Not known", True, width=9),
        Column("Missing", True, width=8),
        Column("Provisional", True, width=10),
        Column("Last recorded", width=16),
    )
    lines = [Row(tuple(_post_cells(row))) for row in found.posts]
    timing = found.timing
    counts = (timing.due, timing.in_time, timing.late, timing.unknown, timing.missing)
    whole = [text("All"), number(f"{len(found.rows):,}"), *(number(f"{count:,}") for count in counts)]
    provisional = sum(row.record.provisional for row in found.rows)
    lines.append(Row((*whole, number(f"{provisional:,}"), text("")), is_total=True))
    return Grid("Updates by post", columns, tuple(lines), "wide")


def _post_cells(row: PostRow) -> list[Cell]:
    timing = row.timing
    counts = (timing.due, timing.in_time, timing.late, timing.unknown, timing.missing, row.provisional)
    name = text(row.post) if row.post else blank("Nobody named")
    last = on_day(row.last_on, "Never")
    return [name, number(f"{row.measures:,}"), *(number(f"{count:,}") for count in counts), last]


def _measure(row: Trusted) -> Cell:
    return text(row.measure.title, link=Link("measure", row.measure.code), note=row.measure.code)


def _complete(row: Trusted) -> Cell:
    record = row.record
    if record.due is not None:
        return number(f"{record.held} of {record.due}")
    return blank("Periods of another length" if record.any_held else "Nothing held")


def _restated(row: Trusted) -> Cell:
    record = row.record
    return number(f"{record.restated} of {record.entered}") if record.entered else blank("None entered")


def _found(row: Trusted) -> Cell:
    if not row.faults:
        return blank("Nothing")
    return text("; ".join(CHECKS[check].name for check in row.faults))


def _remedy(row: Trusted, may: May) -> Cell:
    if not row.faults:
        return blank("Nothing")
    first = row.faults[0]
    return text(CHECKS[first].remedy, link=where_mended(first, row, may))


def _values(row: Trusted) -> list[Value]:
    return [Value(check.value.lower(), CHECKS[check].name) for check in row.faults]


LISTING: Listing[Trusted] = Listing(
    filters=(
        Filter("check", "Check", _values, "Nothing found", groups=True),
        Filter(
            "post",
            "Post that types it in",
            lambda row: [Value(row.record.post, row.record.post)] if row.record.post else [],
            groups=True,
        ),
    ),
    orders=(
        Order("title", "Measure", lambda row: row.measure.title, "A to Z", "Z to A"),
        Order(
            "missing",
            "Results missing",
            lambda row: None if row.record.due is None else row.record.due - row.record.held,
            "fewest first",
            "most first",
        ),
        Order("restated", "Restated", lambda row: row.record.restated, "fewest first", "most first"),
        Order("found", "Things found", lambda row: len(row.faults), "fewest first", "most first"),
        Order(
            "defined", "Definition since", lambda row: row.record.defined_from, "oldest first", "newest first"
        ),
    ),
    words=lambda row: f"{row.measure.code} {row.measure.title} {row.record.owner} {row.record.post}",
)

_BEFORE: tuple[ListColumn[Trusted], ...] = (
    ListColumn(Column("Measure", width=26), _measure, "title"),
    ListColumn(Column("Held of due", True, width=10), _complete, "missing"),
    ListColumn(Column("Restated", True, width=10), _restated, "restated"),
    ListColumn(
        Column("Definition since", width=13),
        lambda row: on_day(row.record.defined_from, "Not known"),
        "defined",
    ),
    ListColumn(Column("Found", width=19), _found, "found"),
)
_AFTER: tuple[ListColumn[Trusted], ...] = (
    ListColumn(
        Column("Owner", width=20), lambda row: text(row.record.owner or "None named"), is_for_files=True
    ),
    ListColumn(
        Column("Typed in by", width=20), lambda row: text(row.record.post or "Nobody"), is_for_files=True
    ),
)


def measures_table(may: May) -> ListTable[Trusted]:
    """Every measure with what was found of it; `may` says which forms who looks may be led to."""
    what_to_do: ListColumn[Trusted] = ListColumn(
        Column("What to do first", width=24), lambda row: _remedy(row, may)
    )
    columns = (*_BEFORE, what_to_do, *_AFTER)
    return ListTable("Every measure's records", LISTING, columns, "measure", "measures", "wide")
