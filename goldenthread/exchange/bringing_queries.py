"""Reading what is on its way in: the list of uploads, and one upload with its table and its tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from goldenthread.core.plan_table import PlanTable, PlanTree, Reading, body_of, headings_of
from goldenthread.exchange.models import Bringing
from goldenthread.exchange.plan_records import reading_from, table_from
from goldenthread.exchange.storing import tree_of
from goldenthread.people.models import Council
from goldenthread.plans.models import Plan

SAMPLES = 3


class UploadRow(NamedTuple):
    """One upload in the list."""

    id: int
    file: str
    brought_at: datetime
    by_post: str
    is_chosen: bool


class Sample(NamedTuple):
    """One column as the person sees it: its heading and the first things that stand under it."""

    place: int
    heading: str
    values: Sequence[str]
    filled: int
    blank: int


class TableChoice(NamedTuple):
    """One table of a file, as it is offered."""

    place: int
    name: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload with its table read: what the pages of bringing in show."""

    bringing: Bringing
    table: PlanTable
    reading: Reading

    @property
    def headings(self) -> Sequence[str]:
        return headings_of(self.table, self.reading.head_from, self.reading.head_to)

    def samples(self) -> list[Sample]:
        """Each column with its first different values."""
        body = body_of(self.table, self.reading)
        found = []
        for place, heading in enumerate(self.headings):
            cells = [cell for cell in (line.cell(place) for line in body) if cell]
            values = list(dict.fromkeys(cell[:80] for cell in cells))[:SAMPLES]
            found.append(Sample(place, heading, values, len(cells), len(body) - len(cells)))
        return found

    def tree(self) -> PlanTree:
        return tree_of(self.bringing)


def uploads_of(council: Council) -> list[UploadRow]:
    """Every upload of the council that is neither stored nor given up, the latest first."""
    rows = Bringing.objects.filter(council=council).values_list(
        "id", "file", "brought_at", "by_post", "table"
    )
    return [UploadRow(*row[:4], row[4] is not None) for row in rows]


def bringing_at(council: Council, pk: int) -> Bringing | None:
    """One upload of this council."""
    return Bringing.objects.select_related("council").filter(council=council, pk=pk).first()


def upload_of(bringing: Bringing) -> Upload | None:
    """The upload with the table that was chosen, or None where it is still to be chosen."""
    if bringing.table is None:
        return None
    return Upload(bringing, table_from(bringing.tables[bringing.table]), reading_from(bringing.reading))


def plans_to_add_to(council: Council) -> list[Plan]:
    """The plans that a brought-in edition may belong to."""
    return list(council.plans.filter(retired_on__isnull=True))


def tables_of(bringing: Bringing) -> list[TableChoice]:
    """The tables of the file."""
    tables = [table_from(data) for data in bringing.tables]
    return [
        TableChoice(place, table.name or bringing.file, len(table.lines), table.width)
        for place, table in enumerate(tables)
    ]
