"""Budget lines and monitoring from the finance system's files: upload, say what columns are, look, store.

What each column is for is remembered by the headings, so that next month's file is read the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.money_monitoring import Misfit, misfit
from goldenthread.core.money_table import (
    AMOUNTS,
    Fault,
    MoneyReading,
    Role,
    propose,
    read_money,
    same_heading,
)
from goldenthread.core.money_table.becoming import (
    Brought,
    Budgeted,
    Lines,
    Watched,
    Watching,
    budget_lines,
    monitoring_lines,
)
from goldenthread.core.money_table.beside import Beside, beside
from goldenthread.core.money_table.read import step_of
from goldenthread.core.money_told import of_uneven, what_is_told
from goldenthread.core.plan_table import PlanTable
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.exchange.file_kinds import file_name
from goldenthread.exchange.models import RememberedMapping
from goldenthread.exchange.plan_files import read_plan_file
from goldenthread.exchange.plan_records import table_data, table_from
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import BudgetLine, MoneyFile, MonitoringReport
from goldenthread.resources.money import leave_out_lines, record_budget_lines
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.money_queries import lines_on_record
from goldenthread.resources.monitoring import Monitored, Period, record_monitoring
from goldenthread.resources.monitoring_queries import report_named, what_would_change

KEPT_FOR = timedelta(days=30)


def reading_data(reading: MoneyReading) -> dict[str, Any]:
    """A reading as JSON keeps it."""
    return {
        "roles": [role.value for role in reading.roles],
        "head": reading.head,
        "unit": str(reading.unit),
        "lines": list(reading.lines),
        "totals": list(reading.totals),
    }


def reading_from(data: Mapping[str, Any]) -> MoneyReading:
    """A reading from what JSON keeps."""
    roles = tuple(Role(role) for role in data["roles"])
    return MoneyReading(
        roles, data["head"], Decimal(data["unit"]), tuple(data["lines"]), tuple(data["totals"])
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """A file with its table, how that is read, and what comes of it."""

    file: MoneyFile
    table: PlanTable
    reading: MoneyReading
    brought: Brought

    @property
    def headings(self) -> list[str]:
        head = next((one for one in self.table.lines if one.number == self.reading.head), None)
        said = [head.cell(place) if head else "" for place in range(self.table.width)]
        return [words or f"Column {place}" for place, words in enumerate(said, start=1)]

    @property
    def step(self) -> Decimal:
        return step_of(self.reading.unit, self.brought.sheet.rows)


@transaction.atomic
def begin_money_file(
    *, council: Council, kind: str, data: bytes, file: str, by: Officer, at: datetime
) -> MoneyFile:
    """Read a file's table and propose what its columns are for. Raises `UnreadableFile` and `Refused`.

    Of several sheets the one with most columns that are recognised is read.
    """
    refuse_if(reasons_not_to_keep_money(council, by))
    refuse_if([] if kind in MoneyFile.Kind.values else ["Choose what the file holds."])
    MoneyFile.objects.filter(council=council, brought_at__lt=at - KEPT_FOR).delete()
    name = file_name(file)
    tables = read_plan_file(data, name)
    table = max(tables, key=lambda one: _recognised(propose(one, kind)))
    reading, is_remembered = _reading(council, table, kind)
    made = MoneyFile.objects.create(
        council=council, kind=kind, file=name, table=table_data(table), reading=reading_data(reading),
        is_remembered=is_remembered, brought_at=at, by_post=by.post, by_user=by.username,
    )  # fmt: skip
    after = {"what": made.get_kind_display(), "rows": len(table.lines), "sheet": table.name}
    note(
        verb="uploaded", subject=made, council=council.slug, by=by, at=at, source=name, after=after
    )  # fmt: skip
    return made


def _recognised(reading: MoneyReading) -> int:
    return sum(role is not Role.LEAVE_OUT for role in reading.roles)


def _reading(council: Council, table: PlanTable, kind: str) -> tuple[MoneyReading, bool]:
    """As a table with the same headings was read, or as it looks."""
    reading = propose(table, kind)
    signature = _signature(table, reading.head, kind)
    held = RememberedMapping.objects.filter(council=council, signature=signature).first()
    if held is None:
        return reading, False
    remembered = reading_from({**held.reading, "lines": [], "totals": []})
    return MoneyReading(remembered.roles, reading.head, remembered.unit), True


def _signature(table: PlanTable, head: int, kind: str) -> str:
    line = next((one for one in table.lines if one.number == head), None)
    heads = [same_heading(line.cell(place)) if line else "" for place in range(table.width)]
    return sha256("\n".join(["money", kind, *heads]).encode()).hexdigest()


def looked_at(file: MoneyFile) -> Looked:
    """What comes of a file as its columns are read now; nothing is stored."""
    table, reading = table_from(file.table), reading_from(file.reading)
    sheet = read_money(table, reading)
    step = step_of(reading.unit, sheet.rows)
    if file.kind == MoneyFile.Kind.LINES:
        became: Lines | Watching = budget_lines(sheet.rows)
        misfits: list[Misfit | None] = []
    else:
        became = watching = monitoring_lines(sheet.rows, step)
        misfits = [misfit(one.line, one.line.budget, step, one.row) for one in watching.lines]
    problems = (*_wanting(reading, file.kind), *sheet.problems, *became.problems)
    if not sheet.rows and not problems:
        problems = (Fault(0, "", "There are no lines below the headings. Look at what the columns are."),)
    brought = Brought(
        file.file, file.kind, sheet, became.lines, problems,
        (*sheet.doubts, *became.doubts, *_unknown_places(file.council, became)),
        tuple(one for one in misfits if one is not None), isinstance(became, Watching) and became.is_turned,
    )  # fmt: skip
    return Looked(file, table, reading, brought)


def _wanting(reading: MoneyReading, kind: str) -> list[Fault]:
    """What must be said of the columns before anything can be stored."""
    found = []
    if not {Role.NAME, Role.CODE} & set(reading.roles):
        found.append(Fault(0, "", "Say which column holds the lines’ names or codes."))
    if kind == MoneyFile.Kind.LINES and not {Role.NET, Role.GROSS} & set(reading.roles):
        found.append(Fault(0, "", "Say which column holds the net or the gross budget."))
    if kind == MoneyFile.Kind.MONITORING and not set(AMOUNTS) & set(reading.roles):
        found.append(Fault(0, "", "Say which columns hold the budget, the forecast or the variance."))
    return found


def _held(file: MoneyFile, version: int | None, by: Officer) -> MoneyFile:
    joined = MoneyFile.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.filter(pk=file.pk).first()
    if held is None:
        raise Refused(f"{file.file} was stored or given up meanwhile.")
    refuse_if(reasons_not_to_keep_money(held.council, by))
    if version is not None:
        refuse_if_stale(version, held.version, f"how {held.file} is read")
    return held


@transaction.atomic
def correct_money_reading(
    *, file: MoneyFile, reading: MoneyReading, version: int, by: Officer, at: datetime
) -> MoneyFile:
    """Say what each column is for; another row of headings has the columns proposed anew from it."""
    held = _held(file, version, by)
    before = reading_from(held.reading)
    if reading.head != before.head:
        reading = propose(table_from(held.table), held.kind, reading.head)
    twice = [role for role in reading.roles if role is not Role.LEAVE_OUT and reading.roles.count(role) > 1]
    refuse_if(["Two columns are said to hold the same. Leave one of them out."] if twice else [])
    if reading_data(reading) == held.reading:
        return held
    held.reading, held.is_remembered = reading_data(reading), False
    held.version += 1
    held.save()
    return held


class LinesOf(NamedTuple):
    """What a file of budget lines is of: the year, and what lines are that don't say.

    `leaves_out` takes lines on record that the file doesn't hold out of the year's budget.
    """

    year: int
    kind: str = BudgetLine.Kind.REVENUE
    source: str = ""
    leaves_out: bool = False


def beside_record(looked: Looked, year: int, kind: str) -> Beside:
    """The lines of a file beside those on record for a year."""
    became = budget_lines(looked.brought.sheet.rows, kind)
    return beside(became.lines, lines_on_record(looked.file.council, year))


@transaction.atomic
def store_budget_lines(*, file: MoneyFile, of: LinesOf, version: int, by: Officer, at: datetime) -> Recorded:
    """Store the lines of a file; lines on record that it doesn't hold stay, unless it leaves them out.

    Totals are never stored as lines; those that don't add up are told in the ledger. A directorate or
    service that the council has none of is kept in words. Raises `Refused`, `Stale`.
    """
    held = _held(file, version, by)
    looked = looked_at(held)
    became = budget_lines(looked.brought.sheet.rows, of.kind)
    refuse_if(one.sentence for one in (*looked.brought.problems, *became.problems))
    council = held.council
    places = _places(council)
    source = of.source or held.file
    rows = [
        {
            "year": of.year, "kind": one.kind, "code": one.code, "name": one.name, **places.of(one),
            "gross": one.gross, "income": one.income, "net": one.net, "position": place, "source": source,
            "is_out": False, "out_because": "",
        }
        for place, one in enumerate(became.lines, start=1)
    ]  # fmt: skip
    recorded = record_budget_lines(council=council, rows=rows, by=by, at=at)
    if of.leaves_out:
        reason = f"It is not in {source}."
        keep = [(one.kind, one.code) for one in became.lines]
        leave_out_lines(council=council, year=of.year, keep=keep, reason=reason, by=by, at=at)
    _finish(held, looked, "loaded budget lines", by, at)
    return recorded


class Places(NamedTuple):
    """The council's directorates and services by name, in small letters."""

    directorates: Mapping[str, int]
    services: Mapping[str, int]

    def of(self, one: Budgeted) -> dict[str, Any]:
        """Where a line belongs: what is known by its record, the rest in words."""
        directorate = self.directorates.get(one.directorate.casefold())
        service = self.services.get(one.service.casefold())
        return {
            "directorate_id": directorate, "directorate_words": "" if directorate else one.directorate,
            "service_id": service, "service_words": "" if service else one.service,
        }  # fmt: skip


def _places(council: Council) -> Places:
    return Places(
        {name.casefold(): pk for name, pk in council.directorates.values_list("name", "id")},
        {name.casefold(): pk for name, pk in council.services.values_list("name", "id")},
    )


def _unknown_places(council: Council, became: Lines | Watching) -> list[Fault]:
    """The directorates and services of a file that the council has none of, each told once."""
    places, found = _places(council), []
    kept = "It is kept in words; add it to the council, or correct the file, to have it counted there."
    for what, known in (("directorate", places.directorates), ("service", places.services)):
        said: dict[str, int] = {}
        for one in became.lines:
            words = getattr(one, what, "")
            if isinstance(one, Budgeted) and words and words.casefold() not in known:
                said.setdefault(words, one.row)
        found += [
            Fault(row, "", f"“{words}” is no {what} of this council. {kept}") for words, row in said.items()
        ]
    return found


@transaction.atomic
def store_monitoring(
    *, file: MoneyFile, period: Period, version: int, by: Officer, at: datetime, replaces: bool = False
) -> MonitoringReport:
    """Store a period's monitoring from a file, with the totals it printed and what didn't fit in them.

    One of the same name is replaced only where `replaces` says so. Raises `Refused`, `Stale`.
    """
    held = _held(file, version, by)
    looked = looked_at(held)
    refuse_if(one.sentence for one in looked.brought.problems)
    report = record_monitoring(
        council=held.council, period=_full(period, looked), lines=_monitored(looked), by=by, at=at,
        replaces=replaces,
    )  # fmt: skip
    _finish(held, looked, "loaded monitoring", by, at)
    return report


def _full(period: Period, looked: Looked) -> Period:
    """The period with what its file printed, what didn't fit in it, and where it is from."""
    return period._replace(
        name=period.name.strip(), printed=printed_by(looked), rounded_to=looked.step,
        source=period.source or looked.file.file, told=what_is_told(looked.brought),
    )  # fmt: skip


def _monitored(looked: Looked) -> list[Monitored]:
    council = looked.file.council
    parts = {name.casefold(): pk for name, pk in council.directorates.values_list("name", "id")}
    watched = [one for one in looked.brought.lines if isinstance(one, Watched)]
    return [Monitored(one.line, one.code, parts.get(one.directorate.casefold())) for one in watched]


def what_is_replaced(looked: Looked, name: str) -> list[str]:
    """What storing a file under a name takes the place of, in sentences; none where nothing is there."""
    held = report_named(looked.file.council, name.strip())
    return [] if held is None else what_would_change(held, [one.line for one in _monitored(looked)])


def printed_by(looked: Looked) -> dict[str, str]:
    """The printed total of all lines, by column; turned round where its lines were."""
    whole = looked.brought.sheet.whole
    if whole is None:
        return {}
    turned = {Role.VARIANCE, Role.PREVIOUS_VARIANCE} if looked.brought.is_turned else set()
    amounts = whole.row.amounts.items()
    return {role.value: str(-one + 0 if role in turned else one) for role, one in amounts if one is not None}


def _finish(held: MoneyFile, looked: Looked, verb: str, by: Officer, at: datetime) -> None:
    """Remember how the columns were read, note what was found, and let the file go."""
    RememberedMapping.objects.update_or_create(
        council=held.council,
        signature=_signature(looked.table, looked.reading.head, held.kind),
        defaults={"reading": held.reading, "used_at": at, "by_post": by.post},
    )
    uneven = [of_uneven(one) for one in looked.brought.sheet.uneven]
    note(
        verb=verb, subject=held, council=held.council.slug, by=by, at=at, source=held.file,
        after={"lines": len(looked.brought.lines), "totals that do not add up": uneven},
    )  # fmt: skip
    held.delete()


@transaction.atomic
def give_up_money_file(*, file: MoneyFile, by: Officer, at: datetime) -> None:
    """Forget a file that was uploaded; nothing of it is kept but that it was."""
    held = _held(file, None, by)
    note(verb="gave up", subject=held, council=held.council.slug, by=by, at=at, source=held.file)
    held.delete()


def money_files_of(council: Council) -> list[MoneyFile]:
    """The files that were uploaded and neither stored nor given up, the latest first."""
    return list(MoneyFile.objects.filter(council=council).defer("table"))


def money_file_at(council: Council, pk: int) -> MoneyFile | None:
    """One such file."""
    return MoneyFile.objects.select_related("council").filter(council=council, pk=pk).first()
