"""Tables of what changed: the crosswalk from old to new, and two editions' figures side by side."""

from __future__ import annotations

from goldenthread.core.changes import Became, Change, Written
from goldenthread.core.sentences import on_day
from goldenthread.reports.figures.changes import Changes, Share, Tally
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text

BECAME = {
    Became.ADDED: "New",
    Became.MERGED: "Merged",
    Became.SPLIT: "Split",
    Became.REPLACED: "Replaced",
    Became.AMENDED: "Amended",
    Became.DROPPED: "Dropped",
    Became.CARRIED: "Unchanged",
    Became.NOT_SAID: "Not recorded",
}


def crosswalk(changes: Changes) -> Grid:
    """Every old line and what became of it, and every new line and where it came from."""
    columns = (
        Column(changes.before.name, width=28),
        Column("What happened", width=12),
        Column(changes.edition.name, width=28),
        Column("Why", width=22),
        Column("Decided by", width=10),
    )
    rows = [row for change in changes.every for row in _rows(change)]
    return grid("Crosswalk", columns, rows)


def _rows(change: Change) -> list[list[Cell]]:
    """One row for each pair that the crosswalk joins, with the reason given for it."""
    olds, news = {one.id: one for one in change.olds}, {one.id: one for one in change.news}
    if not change.links:
        ends = [(one, None) for one in change.olds] + [(None, one) for one in change.news]
        return [_row(change, old, new, "", "") for old, new in ends]
    return [
        _row(
            change, olds.get(link.old or 0), news.get(link.new or 0), link.reason,
            link.decided_by + (f", {on_day(link.decided_on)}" if link.decided_on else ""),
        )
        for link in change.links
    ]  # fmt: skip


def _row(change: Change, old: Written | None, new: Written | None, why: str, decided: str) -> list[Cell]:
    return [
        _line(old, "Not in it"),
        text(BECAME[change.became]),
        _line(new, "No longer in it" if change.became is Became.DROPPED else "Not said"),
        text(why) if why else blank("Not stated"),
        text(decided) if decided else blank("Not stated"),
    ]


def _line(line: Written | None, none: str) -> Cell:
    if line is None:
        return blank(none)
    return text(line.title, link=Link("element", str(line.id)), note=line.level)


def before_and_after(changes: Changes) -> Grid:
    """The two editions counted: lines by level, and how many have a measure, an owner, and keep to limits."""
    columns = (
        Column("What is counted", width=40),
        Column(changes.before.name, True, width=30),
        Column(changes.edition.name, True, width=30),
    )
    old, new = changes.old, changes.new
    names = list(dict.fromkeys([*old.levels, *new.levels]))
    rows = [[text(name), _count(old, name), _count(new, name)] for name in names]
    rows.append([text("Lines in all", strong=True), number(f"{old.lines:,}"), number(f"{new.lines:,}")])
    for words, name in (
        ("With a measure of their own", "with_measure"),
        ("With an owner", "with_owner"),
        ("Levels within the council’s limit", "within_limit"),
    ):
        rows.append([text(words), *(_share(getattr(tally, name), name) for tally in (old, new))])
    return grid("Before and after", columns, rows, "keepall")


def _count(tally: Tally, name: str) -> Cell:
    if name not in tally.levels:
        return blank("Not a level")
    return number(f"{tally.levels[name]:,}")


def _share(share: Share, name: str) -> Cell:
    if not share.whole:
        return blank("No limit is set" if name == "within_limit" else "No lines")
    return number(f"{share.count:,} of {share.whole:,}")
