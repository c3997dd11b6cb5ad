"""One gap: its rule, what it is of on its thread, what fills it, and what the ledger holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.findings import NAMES, NOTED_ONLY, TO_FILL, Gap, GapState, sentence
from goldenthread.core.sentences import Sentence, Span, on_day, plain
from goldenthread.core.thread import ancestors
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.measures.gap_permissions import reasons_not_to_name_measure_gap
from goldenthread.measures.gap_queries import measure_note_on
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.gap_permissions import reasons_not_to_name_gap
from goldenthread.plans.gap_queries import note_on
from goldenthread.plans.models import Element
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.measure import measure_page
from goldenthread.reports.figures.position import Position, gather


@dataclass(frozen=True, slots=True)
class GapPage:
    """Everything that a gap's page shows. `gap` is None when it is filled, or was never there."""

    code: str
    gap: Gap | None
    on: date
    note: Any
    cannot_name: list[str]
    history: Sequence[Entry]
    position: Position | None = None
    element: Element | None = None
    measure: Measure | None = None
    above: Sequence[tuple[str, ElementRow]] = ()

    @property
    def name(self) -> str:
        return NAMES[self.code]

    @property
    def rule(self) -> str:
        return sentence(self.code)

    @property
    def what_to_do(self) -> str:
        return TO_FILL[self.code]

    @property
    def title(self) -> str:
        return str(self.element.title if self.element else self.measure.title if self.measure else "")

    @property
    def state(self) -> GapState | None:
        return self.gap.state(self.on) if self.gap else None

    @property
    def is_noted_only(self) -> bool:
        return self.code in NOTED_ONLY

    @property
    def sentences(self) -> list[Sentence]:
        """What matters of the gap now."""
        gap = self.gap
        if gap is None:
            return [plain("Nothing is missing here: this gap is filled, or was never there.")]
        if gap.is_accepted:
            return [plain("It was decided to leave this as it is. It still counts as a gap.")]
        if gap.owner and gap.due_on:
            late = ", which has passed" if gap.is_overdue(self.on) else ""
            return [(Span(gap.owner, True), Span(f" fills this by {on_day(gap.due_on)}{late}."))]
        if gap.owner:
            return [(Span(gap.owner, True), Span(" fills this; no date is given."))]
        late = (
            f" It should have been filled by {on_day(gap.due_on)}."
            if gap.is_overdue(self.on) and gap.due_on
            else ""
        )
        return [(Span("Nobody is named", True), Span(f" to fill this yet.{late}"))]


def gap_of_element(council: Council, element: Element, code: str, on: date, viewer: Officer) -> GapPage:
    """One gap of an element; the rules are asked again, so a filled gap is gone at once."""
    position = gather(council, element.edition, on, viewer=viewer)
    found = next((gap for gap in position.gaps_on("element", element.pk) if gap.code == code), None)
    note = note_on(element, code)
    above = ancestors(element.pk, position.parent_of) if element.pk in position.lines else []
    return GapPage(
        code=code,
        gap=found,
        on=on,
        note=note,
        cannot_name=reasons_not_to_name_gap(element, note, viewer),
        history=history_of(note, council.slug) if note else [],
        position=position,
        element=element,
        above=[
            (position.levels[line.level_id].name, line) for line in map(position.lines.__getitem__, above)
        ],
    )


def gap_of_measure(council: Council, measure: Measure, code: str, on: date, viewer: Officer) -> GapPage:
    """One gap of a measure."""
    found = next((gap for gap in measure_page(council, measure, on).gaps if gap.code == code), None)
    note = measure_note_on(measure, code)
    return GapPage(
        code=code,
        gap=found,
        on=on,
        note=note,
        cannot_name=reasons_not_to_name_measure_gap(measure, note, viewer),
        history=history_of(note, council.slug) if note else [],
        measure=measure,
    )
