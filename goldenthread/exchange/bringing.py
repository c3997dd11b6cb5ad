"""Bringing in a plan from a file: upload, choose a table, correct the columns, store it or give it up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.core.plan_table import PlanTable, Reading, named, propose
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.exchange.file_kinds import file_name
from goldenthread.exchange.models import Bringing, RememberedMapping
from goldenthread.exchange.permissions import reasons_not_to_bring, reasons_not_to_store
from goldenthread.exchange.plan_files import plan_headings, read_plan_file
from goldenthread.exchange.plan_records import (
    reading_data,
    reading_from,
    signature_of,
    table_data,
    table_from,
)
from goldenthread.exchange.storing import Goal, store_tree, tree_of
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def begin_bringing(*, council: Council, data: bytes, file: str, by: Officer, at: datetime) -> Bringing:
    """Read a file's tables and propose what the columns of the only one are for; with several, one is chosen.

    Raises `UnreadableFile` for a file that is refused whole. What others left lying is forgotten first.
    """
    refuse_if(reasons_not_to_bring(council, by))
    _forget_old(council, by, at)
    file = file_name(file)
    tables = read_plan_file(data, file)
    bringing = Bringing.objects.create(
        council=council,
        file=file,
        brought_at=at,
        by_post=by.post,
        by_user=by.username,
        tables=[table_data(table) for table in tables],
    )
    rows = sum(len(table.lines) for table in tables)
    note(
        verb="uploaded a plan", subject=bringing, council=council.slug, by=by, at=at, source=file,
        after={"tables": len(tables), "rows": rows},
    )  # fmt: skip
    if len(tables) == 1:
        _read(bringing, 0, tables[0])
    return bringing


def _forget_old(council: Council, by: Officer, at: datetime) -> None:
    for old in Bringing.objects.filter(council=council, brought_at__lt=at - KEPT_FOR):
        _forget(old, "forgot an upload", by, at, f"Nobody stored it in {KEPT_FOR.days} days.")


def _forget(bringing: Bringing, verb: str, by: Officer, at: datetime, reason: str = "") -> None:
    slug = bringing.council.slug
    note(
        verb=verb, subject=bringing, council=slug, by=by, at=at, reason=reason, source=bringing.file
    )  # fmt: skip
    bringing.delete()


def held_bringing(bringing: Bringing, version: int | None, by: Officer) -> Bringing:
    """The upload as it is now, locked, if this person may go on with it and saw it as it is."""
    found = Bringing.objects.select_for_update(of=("self",)).select_related("council")
    held = found.filter(pk=bringing.pk).first()
    if held is None:
        raise Refused(f"{bringing.file} was stored or given up meanwhile. Look among the plans.")
    refuse_if(reasons_not_to_bring(held.council, by))
    if version is not None:
        refuse_if_stale(version, held.version, f"how {held.file} is read")
    return held


@transaction.atomic
def choose_table(*, bringing: Bringing, table: int, version: int, by: Officer, at: datetime) -> Bringing:
    """Choose which of a file's tables is the plan; its columns are proposed anew."""
    held = held_bringing(bringing, version, by)
    if not 0 <= table < len(held.tables):
        raise Refused("The file has no such table. Choose one of those listed.")
    held.version += 1
    _read(held, table, table_from(held.tables[table]))
    note(
        verb="chose a table", subject=held, council=held.council.slug, by=by, at=at, source=held.file,
        after={"table": held.tables[table]["name"]},
    )  # fmt: skip
    return held


def _read(bringing: Bringing, place: int, table: PlanTable) -> None:
    """Read a table as one with the same headings was read, or as it looks."""
    reading = propose(table, plan_headings(), bringing.council.year_start)
    remembered = RememberedMapping.objects.filter(
        council=bringing.council, signature=signature_of(table, reading)
    ).first()
    bringing.is_remembered = remembered is not None
    if remembered is not None:
        head = {"head_from": reading.head_from, "head_to": reading.head_to}
        reading = reading_from({**remembered.reading, **head})
    bringing.table, bringing.reading = place, reading_data(reading)
    bringing.save()


@transaction.atomic
def correct_reading(
    *, bringing: Bringing, reading: Reading, version: int, by: Officer, at: datetime
) -> Bringing:
    """Say what each column is for; a level left without a name is called as its column."""
    held = held_bringing(bringing, version, by)
    if held.table is None:
        raise Refused("Choose a table first.")
    reading = named(table_from(held.tables[held.table]), reading, plan_headings())
    before = held.reading
    if reading_data(reading) == before:
        return held
    held.reading, held.is_remembered = reading_data(reading), False
    held.version += 1
    held.save()
    note(
        verb="corrected columns", subject=held, council=held.council.slug, by=by, at=at, source=held.file,
        before=before, after=held.reading,
    )  # fmt: skip
    return held


@transaction.atomic
def move_headings(
    *, bringing: Bringing, head_from: int, head_to: int, version: int, by: Officer, at: datetime
) -> Bringing:
    """Say in which rows the headings are, and have the columns proposed from those."""
    held = held_bringing(bringing, version, by)
    if held.table is None:
        raise Refused("Choose a table first.")
    table = table_from(held.tables[held.table])
    reading = propose(table, plan_headings(), held.council.year_start, head=(head_from, head_to))
    return correct_reading(bringing=held, reading=reading, version=held.version, by=by, at=at)


@transaction.atomic
def store_plan(*, bringing: Bringing, goal: Goal, version: int, by: Officer, at: datetime) -> Edition:
    """Store the tree as a new draft edition, all or nothing; the reading is remembered, the file goes."""
    held = held_bringing(bringing, version, by)
    tree = tree_of(held)
    refuse_if(reasons_not_to_store(held.council, tree, goal))
    edition = store_tree(held, tree, goal, by=by, at=at)
    _remember(held, by, at)
    note(
        verb="brought in from a file", subject=edition, council=held.council.slug, by=by, at=at,
        after={"file": held.file, "lines": len(tree.lines), "rows left out": tree.left_out}, source=held.file,
    )  # fmt: skip
    held.delete()
    return edition


def _remember(bringing: Bringing, by: Officer, at: datetime) -> None:
    assert bringing.table is not None
    table, reading = table_from(bringing.tables[bringing.table]), reading_from(bringing.reading)
    RememberedMapping.objects.update_or_create(
        council=bringing.council,
        signature=signature_of(table, reading),
        defaults={"reading": bringing.reading, "used_at": at, "by_post": by.post},
    )


@transaction.atomic
def give_up(*, bringing: Bringing, by: Officer, at: datetime) -> None:
    """Forget a file that was uploaded; nothing of it is kept but that it was."""
    _forget(held_bringing(bringing, None, by), "gave up an upload", by, at)
