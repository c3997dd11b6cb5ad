"""What services can give by quarter, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from goldenthread.core.periods import Period, in_words
from goldenthread.core.sentences import on_day, start
from goldenthread.core.workload import days_shown
from goldenthread.people.models import Service
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.resources.models import Capacity


def by_quarter(
    services: Sequence[Service], quarters: Sequence[Period], held: Mapping[tuple[int, int], Capacity]
) -> Grid:
    """The net days of every service in every quarter, and whether they are confirmed."""
    columns = (Column("Service", width=26), *(Column(start(in_words(one)), width=18) for one in quarters))
    rows = tuple(
        Row((
            text(one.name, link=Link("service-capacity", str(one.pk))),
            *(_cell(held.get((one.pk, place))) for place in range(len(quarters))),
        ))
        for one in services
    )  # fmt: skip
    return Grid(
        "What services can give", columns, rows, note="Days, after business as usual, leave, vacancies"
    )


def _cell(held: Capacity | None) -> Cell:
    if held is None:
        return blank("Not on record")
    return text(f"{days_shown(held.net)} days", note="Confirmed" if held.confirmed_on else "Not confirmed")


def of_service(held: Sequence[tuple[Period, Capacity | None]]) -> Grid:
    """What one service has in each quarter, what is taken, and what is left for plans."""
    heads = ("In all", "Business as usual", "Leave", "Vacancies", "Can give")
    columns = (
        Column("Quarter", width=24),
        *(Column(one, True, width=14) for one in heads),
        Column("Confirmed", width=28),
    )
    rows = tuple(Row((text(start(in_words(quarter))), *_numbers(one))) for quarter, one in held)
    return Grid("What it can give", columns, rows)


def _numbers(held: Capacity | None) -> list[Cell]:
    if held is None:
        return [*[blank("Not on record")] * 5, text("")]
    given: list[Decimal] = [held.gross, held.business_as_usual, held.leave, held.vacancies, held.net]
    sure = (
        text(f"{held.confirmed_by}, {on_day(held.confirmed_on)}", note=held.note)
        if held.confirmed_on
        else text("Not confirmed", note=held.note)
    )
    return [*(number(days_shown(one), value=one) for one in given), sure]
