"""What an element needs of each service, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.core.need_answers import next_step
from goldenthread.core.periods import in_words, quarter_of
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import number as figure
from goldenthread.core.workload import days_shown
from goldenthread.measures.queries import plain
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.resources.models import Need
from goldenthread.resources.workload_queries import year_start_of


def needs(found: Sequence[Need]) -> Grid:
    """Each need with its days, money, budget line and confirmation; and the sums of what is said."""
    columns = (
        Column("Of which service", width=26),
        Column("Staff days", True, width=12),
        Column("Money", True, width=14),
        Column("Budget line", width=22),
        Column("Its answer", width=30),
        Column("What to do next", width=34),
    )
    rows = [Row(tuple(_cells(need))) for need in found]
    if len(found) > 1:
        said, money = ([getattr(one, name) for one in found] for name in ("days", "money"))
        total = (_sum(said), _sum(money, "£"), text(""), text(""), text(""))
        rows.append(Row((text("In all, of what is said"), *total), is_total=True))
    return Grid("What it needs", columns, tuple(rows))


def _cells(need: Need) -> list[Cell]:
    name = str(need.service) if need.service else "No service named yet"
    link = Link("need", f"{need.element_id}/{need.pk}")
    return [
        text(name, link=link, note=need.note),
        _days(need),
        _amount(need.money, "£"),
        text(need.budget_line) if need.budget_line else blank("None named"),
        _answer(need),
        text(next_step(need.answer, str(need.service or ""), need.offered_days)),
    ]


def _days(need: Need) -> Cell:
    """The likely days, and the range around them where it is said."""
    found = _amount(need.days)
    if need.days_low is None or need.days_high is None or need.days_low == need.days_high:
        return found
    return replace(found, note=f"{days_shown(need.days_low)} to {days_shown(need.days_high)}")


def _answer(need: Need) -> Cell:
    """What the service answered, and when."""
    if need.confirmed_on:
        return text(f"{need.confirmed_by} confirmed it on {on_day(need.confirmed_on)}")
    if not need.answer:
        return blank("Not confirmed")
    said = "Declined"
    if need.offered_days is not None:
        said = f"{days_shown(need.offered_days)} days offered instead"
    by = f"{need.answered_by}, {on_day(need.answered_on)}: " if need.answered_on else ""
    return text(said, note=f"{by}{need.answer_words}")


def effort(need: Need) -> Grid | None:
    """What a need takes by quarter; None where that is not said."""
    rows = list(need.efforts.all())
    if not rows:
        return None
    start_of = year_start_of(need.council)
    columns = (
        Column("Quarter", width=28),
        *(Column(one, True, width=14) for one in ("At the least", "Likely", "At the most")),
    )
    lines = [
        Row((
            text(start(in_words(quarter_of(one.quarter_on, start_of)))),
            *(number(days_shown(part), value=part) for part in (one.low, one.likely, one.high)),
        ))
        for one in rows
    ]  # fmt: skip
    if len(rows) > 1:
        sums = (sum((getattr(one, name) for one in rows), Decimal(0)) for name in ("low", "likely", "high"))
        lines.append(
            Row((text("In all"), *(number(days_shown(one), value=one) for one in sums)), is_total=True)
        )
    return Grid("Effort by quarter", columns, tuple(lines), "keep", "In days")


def skills(need: Need) -> Grid | None:
    """The scarce skills that some of a need's days take; None where none is said."""
    rows = need.skills.select_related("skill")
    lines = tuple(
        Row((
            text(one.skill.name, link=Link("skill-need", f"{need.element_id}/{need.pk}/{one.pk}")),
            number(days_shown(one.days), value=one.days),
        ))
        for one in rows
    )  # fmt: skip
    return Grid("Scarce skills", (Column("Skill"), Column("Days", True)), lines, "keep") if lines else None


def _amount(value: Decimal | None, sign: str = "") -> Cell:
    bare = plain(value)
    return blank("Not said") if bare is None else number(f"{sign}{figure(bare)}")


def _sum(values: Sequence[Decimal | None], sign: str = "") -> Cell:
    said = [value for value in values if value is not None]
    return _amount(sum(said, Decimal(0)) if said else None, sign)
