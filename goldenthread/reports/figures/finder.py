"""Finding gaps in many lines at once: the rules are asked once for each shape of line that is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, overload

from goldenthread.core.findings import (
    NOTED_ONLY,
    Followed,
    Note,
    Verdict,
    verdict_on_line,
    verdict_on_measure,
)
from goldenthread.core.observed import TargetState
from goldenthread.measures.gap_queries import LightMeasure
from goldenthread.plans.gap_queries import LightRow, Spoken
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.lines import SET_APART, Asking, Having, Placed, line_of


class Missing(NamedTuple):
    """One gap as the register counts it: its rule, its subject and what the subject belongs to."""

    code: str
    kind: str
    subject: int
    edition: int
    owner: int | None
    service: int | None


class Lacking(NamedTuple):
    """One line or measure with the rules that it breaks: as many gaps as there are codes."""

    codes: tuple[str, ...]
    kind: str
    subject: int
    edition: int
    owner: int | None
    service: int | None

    def gaps(self) -> Iterator[Missing]:
        return (Missing(code, *self[1:]) for code in self.codes)


class AllMissing(Sequence[Missing]):
    """Every gap in order, made one by one as it is looked at: a large council has tens of thousands."""

    def __init__(self, lacking: Sequence[Lacking]) -> None:
        self.lacking = lacking
        self.whole = sum(len(one.codes) for one in lacking)

    def __len__(self) -> int:
        return self.whole

    def __iter__(self) -> Iterator[Missing]:
        return (gap for one in self.lacking for gap in one.gaps())

    @overload
    def __getitem__(self, place: int) -> Missing: ...

    @overload
    def __getitem__(self, place: slice) -> list[Missing]: ...

    def __getitem__(self, place: int | slice) -> Missing | list[Missing]:
        if isinstance(place, slice):
            return list(islice(self, *place.indices(self.whole)))
        return next(islice(self, range(self.whole)[place], None))


class _Dates:
    """What the rules see of a line's days, which come as texts: is one missing, and do they fit its year?"""

    def __init__(self, asking: Asking) -> None:
        self.one_year = {key for key, level in asking.levels.items() if level.years == 1}
        self.begun_by = asking.fresh_from.isoformat()
        begun = asking.edition.starts_on
        self.edition_begun = begun is not None and begun <= asking.fresh_from
        own = asking.own_year
        self.own_year = (own[0].isoformat(), own[1].isoformat()) if own else None
        self.year_start = f"-{asking.year_start.month:02}-{asking.year_start.day:02}"

    def seen(
        self, level: int, begun: str | None, due_on: str | None, continuing_since: str | None
    ) -> tuple[bool, bool, bool, bool]:
        """Whether there is a due day, whether the year is asked about, is kept, and is well begun."""
        starts_on = begun if continuing_since is None else None
        is_begun = self.edition_begun if begun is None else begun <= self.begun_by
        day = due_on or starts_on
        if day is None or level not in self.one_year:
            return due_on is None, False, True, is_begun
        return due_on is None, True, self._fits(day, starts_on or day, due_on or day), is_begun

    def _fits(self, day: str, starts_on: str, due_on: str) -> bool:
        if self.own_year is not None:
            first, last = self.own_year
            return first <= starts_on <= last and first <= due_on <= last
        return self._year(starts_on) == self._year(day) == self._year(due_on)

    def _year(self, day: str) -> int:
        """The year that the council's year around a day begins in."""
        return int(day[:4]) - (day[4:] < self.year_start)


class _Met:
    """The verdict on one shape of line or measure, and how many of it were met since they were counted."""

    __slots__ = ("count", "verdict")

    def __init__(self, verdict: Verdict) -> None:
        self.verdict, self.count = verdict, 0


class Finder:
    """Goes through editions line by line, keeping a verdict for each shape of line it has met."""

    def __init__(
        self,
        held: Having,
        followed: Mapping[int, LightMeasure],
        notes: Mapping[tuple[str, str, int], Note],
        spoken: Spoken,
    ) -> None:
        self.held, self.followed, self.notes, self.spoken = held, followed, notes, spoken
        self.measured = {pk for one in followed.values() for pk in one.elements}
        self.noted = {pk for code, kind, pk in notes if kind == "element" and code in NOTED_ONLY}
        self.levels: dict[tuple[object, ...], int] = {}
        self.met: dict[tuple[object, ...], _Met] = {}
        self.lacking: list[Lacking] = []
        self.asked: Counter[str] = Counter()
        self.by_kind: Counter[str] = Counter()
        self.seen: set[int | None] = set()

    def look_at(self, asking: Asking, rows: Sequence[LightRow]) -> None:
        """Hold the rules to the lines of one edition; a line met in an earlier one is not counted twice."""
        levels = {key: self._shape_of(asking.shape_of(level)) for key, level in asking.levels.items()}
        wanted = {key: asking.wanted_above(level) for key, level in asking.levels.items()}
        parents = {row.parent_id for row in rows}
        level_of: dict[int | None, int] = {row.id: row.level_id for row in rows}
        days, edition, add = _Dates(asking).seen, asking.edition.pk, self.lacking.append
        measured, carrier, evidence = self.measured, self.held.carrier, self.held.evidence
        budget, capacity, since, done = self.held.budget, self.held.capacity, *self.spoken
        for row in self._not_yet_seen(rows):
            pk, level, parent, kind, owner, service, starts_on, due_on, since_when = row
            shape = (
                levels[level], parent is None, level_of.get(parent) == wanted[level], kind in SET_APART,
                owner is None, pk in parents, days(level, starts_on, due_on, since_when), pk in measured,
                pk in carrier, pk in evidence, pk in budget, pk in capacity, pk in since, pk in done,
            )  # fmt: skip
            met = self.met.get(shape)
            if met is None:
                met = self.met[shape] = _Met(self._judge(row, asking, level_of, pk in parents))
            met.count += 1
            broken = met.verdict.broken + self._noted(pk) if pk in self.noted else met.verdict.broken
            if broken:
                add(Lacking(broken, "element", pk, edition, owner, service))
        self.seen.update(level_of)
        self._count(self.met, NOTED_ONLY)

    def _not_yet_seen(self, rows: Sequence[LightRow]) -> Sequence[LightRow]:
        return [row for row in rows if row.id not in self.seen] if self.seen else rows

    def _shape_of(self, level: tuple[object, ...]) -> int:
        """A number for what a level asks: levels that ask alike, of whatever edition, share one."""
        return self.levels.setdefault(level, len(self.levels))

    def _noted(self, pk: int) -> tuple[str, ...]:
        """The gaps of a line that only a note can open."""
        found = tuple(code for code in NOTED_ONLY if (code, "element", pk) in self.notes)
        self.by_kind.update(found)
        return found

    def _judge(
        self, row: LightRow, asking: Asking, level_of: Mapping[int | None, int], has_child: bool
    ) -> Verdict:
        placed = Placed(
            has_child,
            row.id in self.measured,
            level_of.get(row.parent_id),
            row.id in self.spoken.since,
            row.id in self.spoken.done,
        )
        full = ElementRow(
            id=row.id,
            parent_id=row.parent_id,
            level_id=row.level_id,
            kind=row.kind,
            state="LIVE",
            code="",
            title="",
            owner="named" if row.owner_id else "",
            service="",
            starts_on=_day(row.starts_on),
            due_on=_day(row.due_on),
            basis="",
            continuing_since=_day(row.continuing_since),
        )
        return verdict_on_line(line_of(full, asking, placed, self.held))

    def look_at_measures(self) -> None:
        """Hold the rules to the measures."""
        shapes: dict[tuple[object, ...], _Met] = {}
        for key, one in self.followed.items():
            followed = followed_as_read(one)
            shape = followed[2:]  # all but which measure it is
            met = shapes.get(shape)
            if met is None:
                met = shapes[shape] = _Met(verdict_on_measure(followed))
            met.count += 1
            if met.verdict.broken:
                self.lacking.append(
                    Lacking(met.verdict.broken, "measure", key, 0, one.owner_id, one.service_id)
                )
        self._count(shapes)

    def _count(self, met: Mapping[tuple[object, ...], _Met], also: Iterable[str] = ()) -> None:
        """Add what has been met since it was last counted."""
        for one in met.values():
            if one.count:
                self.asked.update(dict.fromkeys((*one.verdict.asked, *also), one.count))
                self.by_kind.update(dict.fromkeys(one.verdict.broken, one.count))
                one.count = 0


def followed_as_read(one: LightMeasure) -> Followed:
    """A measure as the rules of gaps see it."""
    is_set = one.aim is not None and one.aim.state is TargetState.SET
    return Followed(
        id=one.id,
        title=one.title,
        owner="named" if one.owner_id else "",
        has_target=is_set or one.polarity == "RANGE",
        has_baseline=one.has_baseline,
        has_figure=one.has_data,
        has_element=bool(one.elements),
        is_overdue=one.is_overdue,
        is_data_only=one.is_data_only,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
