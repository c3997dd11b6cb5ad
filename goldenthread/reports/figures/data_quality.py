"""Data quality: every measure's records asked by the policy's checks, and how each post's updates come in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from goldenthread.core.data_quality import Check, Limits, Record, Timing, due_by, faults
from goldenthread.core.kinds import Frequency
from goldenthread.core.polarity_check import Objection, check_polarity
from goldenthread.core.sentences import Sentence, Span, as_one, counted, plain, spell
from goldenthread.core.standing import KIND_OF
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import Measure
from goldenthread.measures.trust_queries import (
    YEAR,
    Entry,
    Totals,
    first_entries,
    followed_measures,
    lags_of,
    last_entries,
    totals_of,
)
from goldenthread.people.models import Council


@dataclass(frozen=True, slots=True)
class Trusted:
    """One measure with what its records say and what was found of it."""

    measure: Measure
    record: Record
    faults: tuple[Check, ...]
    questioned: int | None = None  # the key of its first result in question, where one is


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post that types measures in: how its results of the last year came, and when it last did."""

    post: str
    measures: int
    timing: Timing
    provisional: int
    last_on: date | None
    silent: int


@dataclass(frozen=True)
class DataQuality:
    """What the records of a council's measures say of themselves on a day."""

    council: Council
    on: date
    limits: Limits
    rows: Sequence[Trusted]

    @cached_property
    def found(self) -> Counter[Check]:
        """How many measures each check finds something of."""
        return Counter(check for row in self.rows for check in row.faults)

    @cached_property
    def held_of_due(self) -> tuple[int, int]:
        """The results held, of those due since each measure's first; for measures that can be counted."""
        counted_rows = [row.record for row in self.rows if row.record.due is not None]
        return sum(one.held for one in counted_rows), sum(one.due or 0 for one in counted_rows)

    @cached_property
    def timing(self) -> Timing:
        return _sum(row.record.timing for row in self.rows)

    @property
    def sound(self) -> int:
        """The measures of which no check finds anything."""
        return sum(not row.faults for row in self.rows)

    def having(self, check: Check) -> list[Trusted]:
        return [row for row in self.rows if check in row.faults]

    @cached_property
    def posts(self) -> list[PostRow]:
        """The posts that type results in, the most missing first."""
        held: dict[str, list[Trusted]] = defaultdict(list)
        for row in self.rows:
            if not row.record.is_worked_out:
                held[row.record.post].append(row)
        rows = [
            PostRow(
                post=post,
                measures=len(mine),
                timing=_sum(row.record.timing for row in mine),
                provisional=sum(row.record.provisional for row in mine),
                last_on=mine[0].record.post_last_on,
                silent=sum(Check.SILENT in row.faults for row in mine),
            )
            for post, mine in held.items()
        ]
        return sorted(rows, key=lambda row: (-row.timing.missing, -row.timing.late, row.post))

    @property
    def sentences(self) -> list[Sentence]:
        """How complete the records are, how many measures pass every check, and what is found most."""
        if not self.rows:
            return [plain("No measure is followed yet.")]
        held, due = self.held_of_due
        said: list[Sentence] = []
        if due:
            said.append((Span(f"{held:,} of {due:,}", True), Span(" results that are due are held.")))
        none = f"{self.sound:,} of {len(self.rows):,}"
        said.append((Span(none, True), Span(" measures pass every check.")))
        empty, unowned = self.found[Check.NEVER], self.found[Check.UNOWNED]
        never = f"{counted(empty, 'measure')} never had data" if empty else "every measure has had data"
        owners = (
            f"{spell(unowned)} {'has' if unowned == 1 else 'have'} no owner"
            if unowned
            else "none lacks an owner"
        )
        said.append(plain(f"{never} and {owners}."))
        return as_one(said)


def _sum(timings: Iterable[Timing]) -> Timing:
    whole = Timing()
    for one in timings:
        whole = whole.plus(one)
    return whole


def data_quality(council: Council, on: date, limits: Limits) -> DataQuality:
    """Gather a council's data quality in four queries, whatever the number of measures and results."""
    measures = followed_measures(council, on)
    ends = {lag: on - timedelta(days=limits.grace_days if lag is None else lag) for lag in lags_of(measures)}
    totals = totals_of(council, on, ends, on - timedelta(days=limits.provisional_days))
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in first_entries(council, on):
        entries[entry.measure_id].append(entry)
    last = {post: timezone.localtime(at).date() for post, at in last_entries(council).items()}
    rows = []
    for one in measures:
        counts = totals.get(one.pk, [])
        record = _record(one, counts, entries[one.pk], ends[one.lag_days], last, on)
        questioned = min((row.questioned for row in counts if row.questioned is not None), default=None)
        rows.append(Trusted(one, record, faults(record, limits, on), questioned))
    return DataQuality(council, on, limits, rows)


def _record(
    one: Measure,
    totals: Sequence[Totals],
    entries: Sequence[Entry],
    end: date,
    last: Mapping[str, date],
    on: date,
) -> Record:
    frequency = Frequency(one.frequency)
    kind = KIND_OF[one.frequency].value
    own = next((row for row in totals if row.period_kind == kind), None)
    due = due_by(own.first_end, frequency, end) if own else None
    post = one.updater or one.owner
    title = post.title if post else ""
    return Record(
        held=min(own.due_held, due or 0) if own else 0,
        due=due,
        any_held=bool(totals),
        timing=_timing(own, [row for row in entries if row.period_kind == kind], frequency, end, on),
        provisional=sum(row.provisional for row in totals),
        long_provisional=sum(row.long_provisional for row in totals),
        queried=sum(row.queried for row in totals),
        entered=sum(row.entered for row in totals),
        restated=sum(row.restated for row in totals),
        owner=one.owner.title if one.owner else "",
        post=title,
        post_last_on=last.get(title),
        is_worked_out=one.is_worked_out,
        frequency=frequency,
        defined_from=one.defined_from,
        quality=one.quality,
        is_against_title=_is_against_title(one),
    )


def _is_against_title(one: Measure) -> bool:
    """A title that can be read either way isn't held against its polarity."""
    objection = check_polarity(one.title, Polarity(one.polarity))
    return objection is not None and objection.objection is Objection.CONTRADICTS


def _timing(
    own: Totals | None, entries: Sequence[Entry], frequency: Frequency, end: date, on: date
) -> Timing:
    """How the results that fell due in the last year came in; `end` is the last period's end that is due."""
    if own is None:
        return Timing()
    begin = on - YEAR
    due = due_by(own.first_end, frequency, end) - due_by(own.first_end, frequency, begin)
    wait = on - end
    counts = Counter(_came(entry, wait, on) for entry in entries if entry.ends_on <= end)
    known = sum(counts.values())
    return Timing(counts["in_time"], counts["late"], counts["unknown"], max(0, due - known))


def _came(entry: Entry, wait: timedelta, on: date) -> str:
    came_on = timezone.localtime(entry.first_at).date()
    if came_on > on:
        return "unknown"
    return "late" if came_on > entry.ends_on + wait else "in_time"
