"""Recording many observations at once, from a file: batch by batch, in one transaction, a row at a word."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, transaction

from goldenthread.core.asked import as_kept as questions_kept
from goldenthread.core.door import of_note
from goldenthread.core.observed import State
from goldenthread.core.periods import Period, PeriodKind, label
from goldenthread.core.refused import refuse_if
from goldenthread.core.words import STATE, number
from goldenthread.ledger.bulk import next_ids, write_rows
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded, Row, no_longer, reasons_too_long
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.permissions import reasons_not_to_keep, reasons_not_to_restate
from goldenthread.measures.queries import plain
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

BATCH = 2_000
MOST_NAMED = 1_000  # places asked for in one query: five values each, and SQLite takes 32,766

Place = tuple[int, str, date, date, str]
_KEPT = (
    "id", "council_id", "measure_id", "period_kind", "starts_on", "ends_on", "breakdown", "value",
    "numerator", "denominator", "state", "is_questioned", "queries", "explanation", "is_derived", "note",
    "published_status", "source", "entered_by", "entered_at", "is_current", "supersedes_id", "reason",
)  # fmt: skip
_ENTRY = (
    "council", "at", "by_post", "by_user", "verb", "subject_kind", "subject_id", "subject", "before",
    "after", "reason", "source",
)  # fmt: skip
_DECIMALS = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Held:
    """What is held for a measure and period before a file's row comes."""

    pk: int
    value: Decimal | None
    state: State


@dataclass(slots=True)
class Taken:
    """What a file's rows came to."""

    created: int = 0
    came_in: int = 0
    restated: int = 0
    same: int = 0

    @property
    def new(self) -> int:
        """How many periods have their first figure by this file."""
        return self.created + self.came_in

    @property
    def recorded(self) -> Recorded:
        return Recorded(self.created, self.came_in + self.restated, self.same)


@transaction.atomic
def record_observations(
    *, council: Council, rows: Iterable[Row], by: Officer, at: datetime, reason: str = ""
) -> Recorded:
    """Record many observations at once, from a file that has been read and checked.

    A figure already held is left as it is; one that differs is refused here, unless a `reason` to restate
    them all is given: then the old are kept, with who and why. A result that was awaited may come in by
    file. Raises `Refused`.
    """
    recording = Recording(council, by=by, at=at, reason=reason)
    numbered = enumerate(rows, start=1)
    differing = 0
    while batch := list(islice(numbered, BATCH)):
        refuse_if(reason for _, row in batch for reason in reasons_too_long(Observation, row))
        refuse_if(reason for _, row in batch for reason in reasons_not_to_keep(row["value"]))
        differing += len(recording.take(batch))
    refuse_if(reasons_not_to_restate(differing))
    return recording.taken.recorded


@dataclass(slots=True)
class Recording:
    """One file's observations on their way in. To be used inside one transaction."""

    council: Council
    by: Officer
    at: datetime
    reason: str = ""
    taken: Taken = field(default_factory=Taken)
    codes: dict[int, str] = field(default_factory=dict)
    _first: int = 0
    _numbers: array[int] = field(default_factory=lambda: array("L"))

    def __post_init__(self) -> None:
        self.codes = dict(Measure.objects.filter(council=self.council).values_list("id", "code"))

    def take(self, batch: Sequence[tuple[int, Row]]) -> dict[int, str]:
        """Store these numbered rows; by number, why one of them is not stored.

        What is told is a row that the file gave before, and a figure that differs from the one held. Memory
        grows by one number for each row stored.
        """
        held = _held_at([place_of(row) for _, row in batch])
        wrong: dict[int, str] = {}
        new: list[tuple[int, Row, Held | None]] = []
        here: dict[Place, int] = {}
        for row_number, row in batch:
            place = place_of(row)
            before = held.get(place)
            sentence = self._why_not(place, before, row, here)
            if sentence:
                wrong[row_number] = sentence
            elif self._is_same(before, row):
                self.taken.same += 1
            else:
                here[place] = row_number
                new.append((row_number, row, before))
        self._store(new)
        return wrong

    def _why_not(self, place: Place, before: Held | None, row: Row, here: Mapping[Place, int]) -> str:
        earlier = here.get(place) or (self._number_of(before.pk) if before else None)
        if earlier:
            return f"Row {earlier} already gives this measure's figure for this period."
        if before is None or self.reason or not _differs(before, row):
            return ""
        held = STATE[before.state] if before.value is None else number(before.value)
        return (
            f"{held} is held for this measure and period. "
            "Restate it on its measure's page, with the reason, or leave this row out."
        )

    def _number_of(self, pk: int) -> int | None:
        """The number of the row that this file stored as this record, if it did."""
        index = pk - self._first
        return self._numbers[index] or None if self._first and 0 <= index < len(self._numbers) else None

    def _is_same(self, before: Held | None, row: Row) -> bool:
        if before is None:
            return False
        if before.state.is_waiting:
            return State(row["state"]).is_waiting
        return not _differs(before, row)

    def _store(self, new: Sequence[tuple[int, Row, Held | None]]) -> None:
        if not new:
            return
        replaced = [before.pk for _, _, before in new if before]
        Observation.objects.filter(pk__in=replaced).update(is_current=False)
        pks = next_ids(Observation, len(new))
        self._remember(pks, new)
        write_rows(Observation, _KEPT, (self._record(pk, *one[1:]) for pk, one in zip(pks, new, strict=True)))
        write_rows(Entry, _ENTRY, (self._entry(pk, *one[1:]) for pk, one in zip(pks, new, strict=True)))
        restated = sum(before is not None and not before.state.is_waiting for _, _, before in new)
        self.taken.restated += restated
        self.taken.came_in += len(replaced) - restated
        self.taken.created += len(new) - len(replaced)

    def _remember(self, pks: Sequence[int], new: Sequence[tuple[int, Row, Held | None]]) -> None:
        self._first = self._first or pks[0]
        for pk, (row_number, _, _) in zip(pks, new, strict=True):
            gap = pk - self._first - len(self._numbers)  # others may take numbers in between
            self._numbers.extend([0] * gap)
            self._numbers.append(row_number)

    def _record(self, pk: int, row: Row, before: Held | None) -> list[Any]:
        value, numerator, denominator = (_kept(row.get(name)) for name in _DECIMALS)
        return [
            pk, self.council.pk, row["measure_id"], row["period_kind"], row["starts_on"], row["ends_on"],
            row.get("breakdown", ""), value, numerator, denominator, self._state(row, before),
            row.get("is_questioned", False), _asked_of(row), row.get("explanation", ""), False,
            row.get("note", ""), row.get("published_status", ""), row.get("source", ""), self.by.post,
            self.at, True, before.pk if before else None, self._why(before),
        ]  # fmt: skip

    def _state(self, row: Row, before: Held | None) -> str:
        given = State(row["state"])
        return State.RESTATED.value if self._why(before) and given.has_figure else given.value

    def _why(self, before: Held | None) -> str:
        return self.reason if before and not before.state.is_waiting else ""

    def _entry(self, pk: int, row: Row, before: Held | None) -> list[Any]:
        why = self._why(before)
        subject = f"{self.codes[row['measure_id']]}, {_said(*place_of(row)[1:4])}"
        return [
            self.council.slug, self.at, self.by.post, self.by.username, "restated" if why else "recorded",
            "observation", str(pk), subject[:500],
            {"value": str(before.value), "state": before.state.value} if before else {},
            {"value": str(_kept(row["value"])), "state": self._state(row, before)}, why,
            row.get("source", ""),
        ]  # fmt: skip


def place_of(row: Row) -> Place:
    """What an observation is of: a measure, a period, and whom it counts."""
    return (
        row["measure_id"], row["period_kind"], row["starts_on"], row["ends_on"], row.get("breakdown", ""),
    )  # fmt: skip


def _held_at(places: Sequence[Place]) -> dict[Place, Held]:
    """What is held at these places, and nowhere else: a council may hold a million."""
    found: dict[Place, Held] = {}
    for start in range(0, len(places), MOST_NAMED):
        pks = list(_keys_at(places[start : start + MOST_NAMED]))
        for one in Observation.objects.filter(pk__in=pks) if pks else ():
            place = (one.measure_id, one.period_kind, one.starts_on, one.ends_on, one.breakdown)
            found[place] = Held(one.pk, plain(one.value), State(one.state))
    return found


def _keys_at(places: Sequence[Place]) -> Iterator[int]:
    """The keys of what is current at these places.

    A query within the query has SQLite look each place up by the index that keeps them apart. Joined, or
    asked for as one of a list, it walks the whole table once it has counted how much that holds.
    """
    table = connection.ops.quote_name(Observation._meta.db_table)
    named = ", ".join(["(%s, %s, %s, %s, %s)"] * len(places))
    statement = (
        f"WITH place (measure_id, period_kind, starts_on, ends_on, breakdown) AS (VALUES {named}) "
        f"SELECT (SELECT held.id FROM {table} AS held WHERE held.is_current"
        " AND held.measure_id = place.measure_id AND held.period_kind = place.period_kind"
        " AND held.starts_on = place.starts_on AND held.ends_on = place.ends_on"
        " AND held.breakdown = place.breakdown) FROM place"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for place in places for value in place])
        yield from (pk for (pk,) in cursor.fetchall() if pk is not None)


def _asked_of(row: Row) -> list[dict[str, Any]]:
    """What is asked of a figure; of one in question that says nothing itself, what its note makes of it."""
    if row.get("queries") or not row.get("is_questioned"):
        return list(row.get("queries") or [])
    return questions_kept(of_note(row["value"], row.get("note", "")))


def _differs(before: Held, row: Row) -> bool:
    return not before.state.is_waiting and before.value != _kept(row["value"])


def _kept(value: Decimal | None) -> Decimal | None:
    """A figure as its column keeps it, so that a second load finds what the first stored."""
    return None if value is None else no_longer(value, 6)


@lru_cache(maxsize=4096)
def _said(kind: str, starts_on: date, ends_on: date) -> str:
    return label(Period(PeriodKind(kind), starts_on, ends_on))
