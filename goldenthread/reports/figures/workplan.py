"""A workplan as the two who may read it see it: each line on its thread, and how the work stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.doing import Doing, DoingRollUp, doing_of, roll_up_doing
from goldenthread.core.sentences import (
    Sentence,
    Span,
    as_one,
    of_doing,
    part_of,
    plain,
    start,
)
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.plans.climbing import Climb, climbs
from goldenthread.plans.models import Element, WorkplanItem


@dataclass(frozen=True, slots=True)
class WorkplanLine:
    """One line: what it says, where it stands, and the way up from it to the vision."""

    line: WorkplanItem
    doing: Doing
    climb: Climb

    @property
    def is_loose(self) -> bool:
        """True when the item it hangs under was taken out of the service plan."""
        return self.line.item.state != Element.State.LIVE

    @property
    def hangs_from_nothing(self) -> bool:
        return not self.is_loose and not self.climb.steps


@dataclass(frozen=True, slots=True)
class WorkplanPage:
    """Somebody's workplan."""

    post: Post
    lines: Sequence[WorkplanLine]
    work: DoingRollUp
    sentences: list[Sentence]


def workplan_page(post: Post, held: Sequence[WorkplanItem], on: date, viewer: Officer) -> WorkplanPage:
    """Gather a workplan from its lines, which `workplan_of` gives only to those who may read them."""
    ways = climbs({line.item_id for line in held}, viewer)
    lines = [
        WorkplanLine(
            line,
            doing_of(is_done=line.is_done, due_on=line.due_on, on=on),
            ways.get(line.item_id, Climb()),
        )
        for line in held
    ]
    work = roll_up_doing(one.doing for one in lines)
    return WorkplanPage(post, lines, work, _opening(work))


def _opening(work: DoingRollUp) -> list[Sentence]:
    if not work.total:
        return [plain("Nothing is in this workplan yet.")]
    if work.total == 1:
        opening = (Span("The one item", True), Span(f" is {'done' if work.done else 'still to do'}."))
    else:
        are = "is" if work.done == 1 else "are"
        opening = (Span(start(part_of(work.done, work.total, "item")), True), Span(f" {are} done."))
    return as_one([opening, *of_doing(work, "items")]) if work.overdue else [opening]
