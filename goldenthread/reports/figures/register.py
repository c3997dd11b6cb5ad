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
from typing import NamedTuple

from goldenthread.core.findings import (
    NAMES,
    Gap,
    GapState,
    Note,
    gap_of,
)
from goldenthread.core.sentences import Sentence, Span, plain, spell
from goldenthread.measures.gap_queries import LightMeasure, light_measures, measure_notes
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.gap_queries import (
    LightRow,
    Spoken,
    levels_in,
    light_rows,
    notes_in,
    spoken_of,
    titles_in,
)
from goldenthread.plans.models import Edition, Level
from goldenthread.reports.figures.finder import AllMissing, Finder, Missing
from goldenthread.reports.figures.gap_reasons import measure_gap_notes
from goldenthread.reports.figures.lines import (
    SET_APART,
    Asking,
    fresh_from,
    having,
)

SORTS = {"": "The plan's own order", "due": "Due soonest", "kind": "What is missing", "owner": "Who fills it"}
LAST = date.max


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
    held: Mapping[int, LightMeasure]
    notes: Mapping[tuple[str, str, int], Note]
    missing: AllMissing
    asked: Counter[str]
    by_kind: Counter[str]
    posts: Mapping[int, str]

    @cached_property
    def noted(self) -> dict[Missing, GapState]:
        """The state of each gap that somebody has spoken for; of all others nobody is named."""
        subjects: dict[str, set[int]] = {"element": set(), "measure": set()}
        for _, kind, subject in self.notes:
            subjects[kind].add(subject)
        lines = (line for line in self.missing.lacking if line.subject in subjects[line.kind])
        spoken = (one for line in lines for one in line.gaps())
        return {
            one: self.gap(one).state(self.on)
            for one in spoken
            if (one.code, one.kind, one.subject) in self.notes
        }

    def state(self, one: Missing) -> GapState:
        return self.noted.get(one, GapState.OPEN)

    def states(self, part: Sequence[Missing]) -> Counter[GapState]:
        """How many of a part of the gaps are in each state."""
        spoken = self.noted.values() if part is self.missing else filter(None, map(self.noted.get, part))
        found = Counter(spoken)
        found[GapState.OPEN] += len(part) - found.total()
        return found

    def by_kind_in(self, state: GapState) -> Counter[str]:
        """How many gaps of each kind are in a state that only a note can give."""
        return Counter(one.code for one, found in self.noted.items() if found is state)

    def note(self, one: Missing) -> Note:
        return self.notes.get((one.code, one.kind, one.subject), Note(""))

    def gap(self, one: Missing, titles: Mapping[int, str] | None = None) -> Gap:
        """A gap with its words; elements' titles are given by whoever read them."""
        title = self.held[one.subject].title if one.kind == "measure" else ""
        return gap_of(
            one.code, one.kind, one.subject, title or (titles or {}).get(one.subject, ""), self.notes
        )

    @cached_property
    def tops(self) -> list[LightRow]:
        """The themes that a part of the register can be asked by: those of every edition in it."""
        top_levels = {
            key for key, level in self.levels.items() if level.position == self.highest[level.edition_id]
        }
        return [
            row
            for edition in self.editions
            for row in self.rows[edition.pk]
            if row.level_id in top_levels and row.kind not in SET_APART
        ]

    @cached_property
    def highest(self) -> dict[int, int]:
        return {key: highest_of(rows, self.levels) for key, rows in self.rows.items()}

    def part(self, wanted: Wanted) -> Sequence[Missing]:
        """The part asked for, in the order asked for."""
        found: Sequence[Missing] = self.missing
        for keep in self._filters(wanted):
            found = [one for one in found if keep(one)]
        return self._sorted(found, wanted.sort)

    def _filters(self, wanted: Wanted) -> list[Callable[[Missing], bool]]:
        filters: list[Callable[[Missing], bool]] = []
        if wanted.kind in NAMES:
            filters.append(lambda one: one.code == wanted.kind)
        if wanted.service is not None:
            filters.append(lambda one: one.service == wanted.service)
        if wanted.state in list(GapState):
            filters.append(lambda one: self.state(one) == wanted.state)
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

    def _sorted(self, found: Sequence[Missing], sort: str) -> Sequence[Missing]:
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
    rows = light_rows(council, levels, viewer)
    followed = light_measures(council, on)
    if is_part:
        shown = {row.id for held in rows.values() for row in held}
        followed = {key: one for key, one in followed.items() if shown.intersection(one.elements)}
    notes = {
        (note.code, "element", note.element_id): Note(note.reason, note.owner, note.due_on, note.is_accepted)
        for note in notes_in(keys)
    }
    notes |= measure_gap_notes(
        ((one.id, one.aim, one.baseline_note) for one in followed.values()), measure_notes(council)
    )
    spoken = Spoken(set(), set())
    if any(one.needs_update for one in levels.values()):
        spoken = spoken_of(council, fresh_from(on, council.year_start), on)
    finder = Finder(having(council, levels.values()), followed, notes, spoken)
    for edition in editions:
        own = {key: level for key, level in levels.items() if level.edition_id == edition.pk}
        asking = Asking(edition, own, highest_of(rows[edition.pk], levels), on, council.year_start)
        finder.look_at(asking, rows[edition.pk])
    finder.look_at_measures()
    return Register(
        council,
        on,
        editions,
        levels,
        rows,
        followed,
        notes,
        AllMissing(finder.lacking),
        finder.asked,
        finder.by_kind,
        posts,
    )


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
        else f"Measure {register.held[one.subject].code}"
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
    states = register.states(part)
    parts = [
        f"nobody is named for {spell(states[GapState.OPEN])}" if states[GapState.OPEN] else "",
        f"{spell(states[GapState.OVERDUE])} overdue" if states[GapState.OVERDUE] else "",
        f"{spell(states[GapState.ACCEPTED])} accepted" if states[GapState.ACCEPTED] else "",
    ]
    shown = [one for one in parts if one]
    said.append(Span(f": {', '.join(shown)}." if shown else ", and somebody is named for each."))
    return [tuple(said)]
