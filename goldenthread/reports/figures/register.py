"""The gap register: everything missing from the plans a council works by, found without gathering each plan.

A large council has thousands of lines in a few dozen shapes. The rules of `core.findings` are asked once for
each shape; the words of elements are read only for the page that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from goldenthread.core.findings import (
    NAMES,
    NOTED_ONLY,
    Gap,
    GapState,
    Line,
    Note,
    Verdict,
    gap_of,
    verdict_on_line,
    verdict_on_measure,
)
from goldenthread.core.findings.rules import falls_within_its_year
from goldenthread.core.sentences import Sentence, Span, plain, spell
from goldenthread.measures import queries as measures
from goldenthread.measures.gap_queries import measure_notes
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.gap_queries import (
    LightRow,
    levels_in,
    light_rows,
    notes_in,
    titles_in,
    updated_in,
)
from goldenthread.plans.models import Edition, Level
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.lines import (
    SET_APART,
    Asking,
    Having,
    Placed,
    having,
    line_of,
)
from goldenthread.reports.figures.position import MeasureAt, followed_of, measures_on, notes_of

SORTS = {"": "The plan's own order", "due": "Due soonest", "kind": "What is missing", "owner": "Who fills it"}
LAST = date.max


class Missing(NamedTuple):
    """One gap as the register counts it: its rule, its subject and what the subject belongs to."""

    code: str
    kind: str
    subject: int
    edition: int
    owner: int | None
    service: int | None


class Wanted(NamedTuple):
    """What part of the register is asked for; what is empty asks for all."""

    kind: str = ""
    under: int | None = None
    service: int | None = None
    owner: str = ""
    state: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Register:
    """Every gap of the editions given, and how many subjects each rule asked."""

    council: Council
    on: date
    editions: Sequence[Edition]
    levels: Mapping[int, Level]
    rows: Mapping[int, list[LightRow]]
    held: Mapping[int, MeasureAt]
    notes: Mapping[tuple[str, str, int], Note]
    missing: Sequence[Missing]
    asked: Counter[str]
    posts: Mapping[int, str]

    @cached_property
    def by_kind(self) -> Counter[str]:
        return Counter(one.code for one in self.missing)

    @cached_property
    def by_state(self) -> Counter[GapState]:
        noted = Counter(
            self.gap(one).state(self.on)
            for one in self.missing
            if (one.code, one.kind, one.subject) in self.notes
        )
        noted[GapState.OPEN] += len(self.missing) - noted.total()
        return noted

    def by_kind_in(self, state: GapState) -> Counter[str]:
        """How many gaps of each kind are in a state that only a note can give."""
        noted = (one for one in self.missing if (one.code, one.kind, one.subject) in self.notes)
        return Counter(one.code for one in noted if self.gap(one).state(self.on) is state)

    def note(self, one: Missing) -> Note:
        return self.notes.get((one.code, one.kind, one.subject), Note(""))

    def gap(self, one: Missing, titles: Mapping[int, str] | None = None) -> Gap:
        """A gap with its words; elements' titles are given by whoever read them."""
        title = self.held[one.subject].measure.title if one.kind == "measure" else ""
        return gap_of(
            one.code, one.kind, one.subject, title or (titles or {}).get(one.subject, ""), self.notes
        )

    @cached_property
    def tops(self) -> list[LightRow]:
        """The themes that a part of the register can be asked by: those of every edition in it."""
        return [
            row
            for edition in self.editions
            for row in self.rows[edition.pk]
            if row.kind not in SET_APART and self.levels[row.level_id].position == self.highest[edition.pk]
        ]

    @cached_property
    def highest(self) -> dict[int, int]:
        return {key: highest_of(rows, self.levels) for key, rows in self.rows.items()}

    def part(self, wanted: Wanted) -> list[Missing]:
        """The part asked for, in the order asked for."""
        found: Iterable[Missing] = self.missing
        for keep in self._filters(wanted):
            found = [one for one in found if keep(one)]
        return self._sorted(list(found), wanted.sort)

    def _filters(self, wanted: Wanted) -> list[Callable[[Missing], bool]]:
        filters: list[Callable[[Missing], bool]] = []
        if wanted.kind in NAMES:
            filters.append(lambda one: one.code == wanted.kind)
        if wanted.service is not None:
            filters.append(lambda one: one.service == wanted.service)
        if wanted.state in list(GapState):
            filters.append(lambda one: self.gap(one).state(self.on) == wanted.state)
        if wanted.owner:
            filters.append(lambda one: self.answering(one) == wanted.owner)
        if wanted.under is not None:
            elements, followed = self._under(wanted.under)
            filters.append(lambda one: one.subject in (elements if one.kind == "element" else followed))
        return filters

    def answering(self, one: Missing) -> str:
        """The post that fills a gap or, where nobody is named, the one that answers for its subject."""
        return self.note(one).owner or self.posts.get(one.owner or 0, "")

    def _under(self, top: int) -> tuple[set[int], set[int]]:
        """The elements that hang from one, itself among them, and the measures of all of them."""
        below: dict[int | None, list[int]] = {}
        for rows in self.rows.values():
            for row in rows:
                below.setdefault(row.parent_id, []).append(row.id)
        elements, waiting = {top}, [top]
        while waiting:
            found = [pk for pk in below.get(waiting.pop(), []) if pk not in elements]
            elements.update(found)
            waiting += found
        followed = {key for key, one in self.held.items() if elements.intersection(one.elements)}
        return elements, followed

    def _sorted(self, found: list[Missing], sort: str) -> list[Missing]:
        if sort == "due":
            return sorted(found, key=lambda one: self.note(one).due_on or LAST)
        if sort == "kind":
            codes = {code: place for place, code in enumerate(NAMES)}
            return sorted(found, key=lambda one: codes[one.code])
        if sort == "owner":
            return sorted(found, key=lambda one: self.note(one).owner or "\uffff")
        return found


def highest_of(rows: Iterable[LightRow], levels: Mapping[int, Level]) -> int:
    """The position of the highest level that holds a line, but for the vision and the values."""
    held = {row.level_id for row in rows if row.kind not in SET_APART}
    return min((levels[level].position for level in held), default=0)


def register(
    council: Council,
    editions: Sequence[Edition],
    on: date,
    posts: Mapping[int, str],
    viewer: Officer = VISITOR,
    *,
    is_part: bool = False,
) -> Register:
    """Gather the register of editions in a fixed number of queries.

    Of a part of a council's plans only the measures that their lines have are in it; of all, every measure.
    """
    keys = [edition.pk for edition in editions]
    levels = levels_in(keys)
    rows = light_rows(council, keys, viewer)
    _, rulebook = measures.rulebook_of(council)
    followed = measures_on(council, on, rulebook)
    if is_part:
        shown = {row.id for held in rows.values() for row in held}
        followed = {key: one for key, one in followed.items() if shown.intersection(one.elements)}
    notes = {
        (note.code, "element", note.element_id): Note(note.reason, note.owner, note.due_on, note.is_accepted)
        for note in notes_in(keys)
    }
    notes |= notes_of(followed.values(), measure_notes(council))
    finder = _Finder(having(council, levels.values()), followed, notes)
    updates = updated_in(keys, on) if any(one.needs_update for one in levels.values()) else {}
    for edition in editions:
        own = {key: level for key, level in levels.items() if level.edition_id == edition.pk}
        asking = Asking(edition, own, highest_of(rows[edition.pk], levels), on, council.year_start)
        finder.look_at(asking, rows[edition.pk], updates)
    finder.look_at_measures()
    return Register(council, on, editions, levels, rows, followed, notes, finder.missing, finder.asked, posts)


class _Dates(dict[tuple[Any, ...], tuple[bool, ...]]):
    """What the rules see of a line's dates and of its last update, kept for each set of them that is met."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.asking = asking

    def __missing__(self, dates: tuple[Any, ...]) -> tuple[bool, ...]:
        level, starts_on, due_on, is_new, updated = dates
        updated_on, is_done = updated or (None, None)
        asking = self.asking
        line = Line(0, "", "", starts_on=starts_on if is_new else None, due_on=due_on)
        year = asking.year_of(asking.levels[level], line.starts_on, due_on)
        seen = (
            due_on is None,
            year is None,
            falls_within_its_year(line._replace(year=year)),
            asking.is_under_way(starts_on, is_done),
            updated_on is not None and updated_on >= asking.fresh_from,
        )
        self[dates] = seen
        return seen


class _Finder:
    """Goes through editions line by line, keeping a verdict for each shape of line it has met."""

    def __init__(
        self,
        held: Having,
        followed: Mapping[int, MeasureAt],
        notes: Mapping[tuple[str, str, int], Note],
    ) -> None:
        self.held, self.followed, self.notes = held, followed, notes
        self.measured = {pk for one in followed.values() for pk in one.elements}
        self.noted = {pk for code, kind, pk in notes if kind == "element" and code in NOTED_ONLY}
        self.missing: list[Missing] = []
        self.asked: Counter[str] = Counter()
        self.seen: set[int | None] = set()

    def look_at(
        self, asking: Asking, rows: Sequence[LightRow], updates: Mapping[int, tuple[date, bool | None]]
    ) -> None:
        """Hold the rules to the lines of one edition; a line met in an earlier one is not counted twice."""
        verdicts: dict[tuple[object, ...], Verdict] = {}
        tally: Counter[Verdict] = Counter()
        parents = {row.parent_id for row in rows}
        level_of: dict[int | None, int] = {row.id: row.level_id for row in rows}
        dates_of = _Dates(asking)
        held, measured, edition = self.held, self.measured, asking.edition.pk
        for row in rows:
            pk, parent, starts_on, due_on = row.id, row.parent_id, row.starts_on, row.due_on
            if pk in self.seen:
                continue
            key = (
                row.level_id, row.kind, parent is None, level_of.get(parent), row.owner_id is None,
                dates_of[row.level_id, starts_on, due_on, row.continuing_since is None, updates.get(pk)],
                pk in parents, pk in measured, pk in held.carrier, pk in held.evidence, pk in held.budget,
                pk in held.capacity,
            )  # fmt: skip
            verdict = verdicts.get(key)
            if verdict is None:
                verdict = verdicts[key] = self._judge(row, asking, level_of, pk in parents, updates)
            tally[verdict] += 1
            broken = verdict.broken
            if pk in self.noted:
                broken = (*broken, *(code for code in NOTED_ONLY if (code, "element", pk) in self.notes))
            for code in broken:
                self.missing.append(Missing(code, "element", pk, edition, row.owner_id, row.service_id))
        self.seen.update(level_of)
        self._count(tally, NOTED_ONLY)

    def _judge(
        self,
        row: LightRow,
        asking: Asking,
        level_of: Mapping[int | None, int],
        has_child: bool,
        updates: Mapping[int, tuple[date, bool | None]],
    ) -> Verdict:
        updated_on, is_done = updates.get(row.id, (None, None))
        placed = Placed(has_child, row.id in self.measured, level_of.get(row.parent_id), updated_on, is_done)
        full = ElementRow(
            row.id, row.parent_id, row.level_id, row.kind, "", "", "", "named" if row.owner_id else "", "",
            row.starts_on, row.due_on, "", row.continuing_since,
        )  # fmt: skip
        return verdict_on_line(line_of(full, asking, placed, self.held))

    def look_at_measures(self) -> None:
        """Hold the rules to the measures."""
        tally: Counter[Verdict] = Counter()
        for key, one in self.followed.items():
            verdict = verdict_on_measure(followed_of(one))
            tally[verdict] += 1
            owner, service = one.measure.owner_id, one.measure.service_id
            self.missing += [Missing(code, "measure", key, 0, owner, service) for code in verdict.broken]
        self._count(tally)

    def _count(self, tally: Counter[Verdict], also: Iterable[str] = ()) -> None:
        for verdict, count in tally.items():
            for code in (*verdict.asked, *also):
                self.asked[code] += count


def with_titles(found: Sequence[Missing], register: Register) -> list[Gap]:
    """Gaps with the titles of what they are of, read in one query."""
    titles = titles_in({one.subject for one in found if one.kind == "element"})
    return [register.gap(one, titles) for one in found]


def about(found: Sequence[Missing], gaps: Sequence[Gap], register: Register) -> dict[Gap, str]:
    """Of what level and plan the subject of each gap is; measures say that they are measures."""
    names = {edition.pk: edition.name for edition in register.editions}
    wanted = {one.edition for one in found if one.kind == "element"}
    levels = {row.id: row.level_id for key in wanted for row in register.rows[key]}
    return {
        gap: f"{register.levels[levels[one.subject]].name}, {names[one.edition]}"
        if one.kind == "element"
        else f"Measure {register.held[one.subject].measure.code}"
        for one, gap in zip(found, gaps, strict=True)
    }


def opening(register: Register, part: Sequence[Missing]) -> list[Sentence]:
    """How much is missing, for how much of it nobody is named, and how much is late or left."""
    whole = len(register.missing)
    if not part:
        return [plain("Nothing is missing here.")]
    are = "is" if len(part) == 1 else "are"
    many = "gap" if whole == 1 else "gaps"
    if len(part) == whole:
        said = [Span(f"{whole:,} {many}", True), Span(f" {are} open")]
    else:
        said = [Span(f"{len(part):,} of {whole:,} {many}", True), Span(f" {are} listed here")]
    states = Counter(register.gap(one).state(register.on) for one in part)
    parts = [
        f"nobody is named for {spell(states[GapState.OPEN])}" if states[GapState.OPEN] else "",
        f"{spell(states[GapState.OVERDUE])} overdue" if states[GapState.OVERDUE] else "",
        f"{spell(states[GapState.ACCEPTED])} accepted" if states[GapState.ACCEPTED] else "",
    ]
    shown = [one for one in parts if one]
    said.append(Span(f": {', '.join(shown)}." if shown else ", and somebody is named for each."))
    return [tuple(said)]
