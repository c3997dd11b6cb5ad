"""Tables of who answered a reporting round: by part, beside earlier rounds, and line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.core.compliance import WORDS, Outcome, Tally
from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import on_day
from goldenthread.reports.figures.compliance import AskRow, Compliance, title_of
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.reports.tables.lists import ListColumn, ListTable

PARTS = {"directorate": "Directorate", "service": "Service", "post": "Post"}
_BLANKS = {"directorate": "No directorate named", "service": "No service named", "post": "Asked of nobody"}


def by_part(found: Compliance, part: str) -> Grid:
    """The tally of each directorate, service or post, and of the whole."""
    rows = [Row(_counted(_name(name, part), one)) for name, one in found.by(part).items()]
    total = Row(_counted(text("All lines", strong=True), found.whole), is_total=True)
    return Grid(f"By {part}", _columns(PARTS[part]), (*rows, total), "wide")


def _name(name: str, part: str) -> Cell:
    return text(name) if name else blank(_BLANKS[part])


def earlier(found: Compliance) -> Grid:
    """This round and those before it."""
    rounds = [(found.round, found.whole), *found.earlier]
    rows = (
        Row(_counted(text(str(one), link=Link("compliance", one.slug)), counts, _share(counts)))
        for one, counts in rounds
    )
    return Grid("This round and earlier ones", _columns("Round", "On time"), tuple(rows), "wide")


def _columns(head: str, share: str = "") -> tuple[Column, ...]:
    """A name, how many lines, and how many have each outcome: the outcomes add up to the lines."""
    return (
        Column(head, width=30),
        Column("Lines", True, width=10),
        *(Column(WORDS[one], True, width=10) for one in Outcome),
        *([Column(share, True, width=14)] if share else []),
    )


def _counted(name: Cell, counts: Tally, *more: Cell) -> tuple[Cell, ...]:
    strong = name.is_strong
    figures = (counts.total, *(counts[one] for one in Outcome))
    return (name, *(number(f"{one:,}", strong=strong) for one in figures), *more)


def _share(counts: Tally) -> Cell:
    """“9 of 12 asked”."""
    return text(f"{counts[Outcome.ON_TIME]} of {counts.asked} asked") if counts.asked else blank("None asked")


def _named(label: str, part: str) -> Filter[AskRow]:
    def values(row: AskRow) -> Iterable[Value]:
        name = str(getattr(row, part))
        return [Value(name, name)] if name else []

    return Filter(part, label, values, blank=_BLANKS[part], groups=True)


LISTING: Listing[AskRow] = Listing(
    filters=(
        Filter(
            "outcome",
            "What became of it",
            lambda row: [Value(row.outcome.value, WORDS[row.outcome])],
            groups=True,
        ),
        *(_named(label, part) for part, label in PARTS.items()),
    ),
    orders=(Order("sent", "Sent on", lambda row: row.ask.sent_on, "first to last", "last to first"),),
    words=lambda row: f"{title_of(row.ask)} {row.post} {row.service}",
)


def line_table() -> ListTable[AskRow]:
    """Every line of a round with what became of it."""
    columns: tuple[ListColumn[AskRow], ...] = (
        ListColumn(Column("Line", width=40), _line),
        ListColumn(
            Column("Asked of", width=26), lambda row: text(row.post) if row.post else blank(_BLANKS["post"])
        ),
        ListColumn(
            Column("Service", width=24),
            lambda row: text(row.service, note=row.directorate) if row.service else blank("None named"),
        ),
        ListColumn(Column("What became", width=18), _outcome),
        ListColumn(
            Column("Sent", width=16),
            lambda row: (
                text(on_day(row.ask.sent_on), note=_sender(row)) if row.ask.sent_on else blank("Not sent")
            ),
            "sent",
        ),
    )
    return ListTable("Lines of the round", LISTING, columns, "line", "lines", "wide")


def _line(row: AskRow) -> Cell:
    ask = row.ask
    link = Link("measure", ask.measure.code) if ask.measure else Link("element", str(ask.element_id))
    return text(title_of(ask), link=link)


def _sender(row: AskRow) -> str:
    """Who sent it, where that is not whoever was asked."""
    return "" if row.ask.sent_by in ("", row.post) else f"by {row.ask.sent_by}"


def _outcome(row: AskRow) -> Cell:
    words = WORDS[row.outcome]
    return blank(words) if row.outcome in (Outcome.NOT_DUE, Outcome.NOBODY) else text(words)


GRIDS: Mapping[str, str] = {"directorates": "directorate", "services": "service", "posts": "post"}
