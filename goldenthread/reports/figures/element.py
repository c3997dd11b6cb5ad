"""One element: where it stands on the thread, what is under it, what is missing, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core import sentences
from goldenthread.core.doing import Doing, DoingRollUp, roll_up_doing
from goldenthread.core.findings import NAMES, Gap
from goldenthread.core.sentences import Sentence
from goldenthread.core.thread import ancestors, descendants
from goldenthread.governance.models import Comment
from goldenthread.governance.queries import comments_on_element
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.planning.models import Proposal
from goldenthread.planning.workshop_queries import origin_of_element
from goldenthread.plans import queries as plans
from goldenthread.plans.history_queries import Past, history_of_line
from goldenthread.plans.models import Contribution, Element, Involvement, Placement, Tag, Update
from goldenthread.plans.placing_queries import placements_of
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.position import MeasureAt, Position, status_of

SHOWN_BELOW = 60  # more lines than this are counted here and listed on their own pages


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One line of the thread as drawn: an element, where its work stands, and the lines that hang from it."""

    line: ElementRow
    level: str
    doing: Doing | None
    below: tuple[ThreadLine, ...] = ()
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class ElementPage:
    """Everything that an element's page shows."""

    element: Element
    position: Position
    sentences: list[Sentence]
    above: list[ThreadLine]
    below: list[ThreadLine]
    not_shown: int
    measures: list[MeasureAt]
    measures_below: list[MeasureAt]
    gaps: list[Gap]
    links: Sequence[Contribution]
    past: Sequence[Past]
    later: Sequence[Past]
    placements: Sequence[Placement]
    tags: Sequence[Tag]
    parts: Sequence[Involvement]
    updates: Sequence[Update]
    comments: Sequence[Comment]
    history: Sequence[Entry]
    proposal: Proposal | None
    doing: Doing | None
    work: DoingRollUp

    @property
    def no_parent(self) -> Gap | None:
        """The gap above, where the thread doesn't reach the vision."""
        return next((gap for gap in self.gaps if gap.code == "PAR1"), None)

    @property
    def no_child(self) -> Gap | None:
        """The gap below, where nothing carries the element out."""
        return next((gap for gap in self.gaps if gap.code == "CHI1"), None)


def element_page(position: Position, element: Element, viewer: Officer = VISITOR) -> ElementPage:
    """Gather one element's page; `position` is of the element's own edition."""
    under = list(descendants(element.pk, position.below))
    shown = _few_enough(under)
    own = position.measures_of.get(element.pk, [])
    doing = position.doing.get(element.pk)
    past, later = history_of_line(element, viewer)
    page = ElementPage(
        element=element,
        position=position,
        sentences=[],
        above=[_thread_line(position, pk) for pk in _above(position, element)],
        below=[_branch(position, pk, shown) for pk in position.below.get(element.pk, [])],
        not_shown=len(under) - len(shown),
        measures=own,
        measures_below=_measures_below(position, {pk for pk, _ in under}, own),
        gaps=position.gaps_on("element", element.pk),
        links=_beside(element, viewer),
        past=past,
        later=later,
        placements=placements_of(element, viewer),
        tags=plans.tags_on(element),
        parts=plans.parts_in(element),
        updates=plans.updates_of(element),
        comments=comments_on_element(element),
        history=history_of(element, position.council.slug),
        proposal=origin_of_element(element),
        doing=doing,
        work=roll_up_doing(position.doing[pk] for pk, _ in under if pk in position.doing),
    )
    page.sentences.extend(_sentences(page))
    return page


def _above(position: Position, element: Element) -> list[int]:
    """What it hangs from, from the top down; a line that is no longer listed still says what it hung from."""
    parent = element.parent_id
    if element.pk in position.lines:
        return ancestors(element.pk, position.parent_of)
    if parent is None or parent not in position.lines:
        return []
    return [*ancestors(parent, position.parent_of), parent]


def _beside(element: Element, viewer: Officer) -> list[Contribution]:
    """Its links, but for what service plans carry it by: that stands with the offers made of it."""
    found = plans.links_of(element, viewer)
    return [one for one in found if one.giver_id == element.pk or one.giver.edition.plan.kind != "SERVICE"]


def _few_enough(under: list[tuple[int, int]]) -> set[int]:
    """The whole tree below, or only its first level where the whole is too long to read."""
    return {pk for pk, depth in under if depth == 1 or len(under) <= SHOWN_BELOW}


def _thread_line(position: Position, pk: int, below: tuple[ThreadLine, ...] = ()) -> ThreadLine:
    line = position.lines[pk]
    gaps = position.gaps_by_element[pk]
    return ThreadLine(line, position.level_name(pk), position.doing.get(pk), below, gaps)


def _branch(position: Position, pk: int, shown: set[int]) -> ThreadLine:
    under = tuple(_branch(position, child, shown) for child in position.below.get(pk, []) if child in shown)
    return _thread_line(position, pk, under)


def _measures_below(position: Position, under: set[int], own: list[MeasureAt]) -> list[MeasureAt]:
    mine = {one.measure.pk for one in own}
    return [
        one
        for key, one in position.measures.items()
        if key not in mine and any(pk in under for pk in one.elements)
    ]


def _sentences(page: ElementPage) -> list[Sentence]:
    measures = [*page.measures, *page.measures_below]
    level = page.position.dated_level
    found: list[Sentence] = []
    if measures:
        found += sentences.of_status(status_of(measures))
    if page.work.total:
        found += sentences.of_doing(page.work, level.lower_plural if level else "")
    if page.gaps:
        missing = ", ".join(NAMES[gap.code].lower() for gap in page.gaps)
        found.append(
            (sentences.Span("Still missing here: "), sentences.Span(missing, True), sentences.Span("."))
        )
    return found or [sentences.plain("Nothing is missing here.")]
