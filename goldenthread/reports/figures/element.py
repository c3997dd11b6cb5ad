"""One element: where it stands on the thread, what is under it, what is missing, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core import sentences
from goldenthread.core.doing import Doing, DoingRollUp, roll_up_doing
from goldenthread.core.findings import NAMES, Gap
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence
from goldenthread.core.thread import ancestors, descendants
from goldenthread.governance.models import Comment
from goldenthread.governance.queries import comments_on_element
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.plans import queries as plans
from goldenthread.plans.models import Contribution, Element, Succession, Update
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.position import MeasureAt, Position, status_of

SHOWN_BELOW = 60  # more lines than this are counted here and listed on their own pages


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One line of the thread as drawn: an element at a depth, with where its work stands."""

    line: ElementRow
    level: str
    depth: int
    doing: Doing | None
    is_last: bool = False


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
    successions: Sequence[Succession]
    updates: Sequence[Update]
    comments: Sequence[Comment]
    history: Sequence[Entry]
    doing: Doing | None
    work: DoingRollUp

    @property
    def broken(self) -> list[Gap]:
        """Gaps at which the thread itself stops: nothing above, or nothing below."""
        return [gap for gap in self.gaps if gap.code in ("PAR1", "CHI1")]

    @property
    def status_counts(self) -> list[Status]:
        return [one.standing.status for one in self.measures]


def element_page(position: Position, element: Element) -> ElementPage:
    """Gather one element's page; `position` is of the element's own edition."""
    under = list(descendants(element.pk, position.below))
    shown = _few_enough(under)
    own = position.measures_of.get(element.pk, [])
    doing = position.doing.get(element.pk)
    page = ElementPage(
        element=element,
        position=position,
        sentences=[],
        above=[_thread_line(position, pk, 0) for pk in ancestors(element.pk, position.parent_of)],
        below=_marked([_thread_line(position, pk, depth) for pk, depth in shown]),
        not_shown=len(under) - len(shown),
        measures=own,
        measures_below=_measures_below(position, {pk for pk, _ in under}, own),
        gaps=position.gaps_on("element", element.pk),
        links=plans.links_of(element),
        successions=plans.successions_of(element),
        updates=plans.updates_of(element),
        comments=comments_on_element(element),
        history=history_of(element, position.council.slug),
        doing=doing,
        work=roll_up_doing(position.doing[pk] for pk, _ in under if pk in position.doing),
    )
    page.sentences.extend(_sentences(page))
    return page


def _few_enough(under: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The whole tree below, or only its first level where the whole is too long to read."""
    return under if len(under) <= SHOWN_BELOW else [(pk, depth) for pk, depth in under if depth == 1]


def _thread_line(position: Position, pk: int, depth: int) -> ThreadLine:
    line = position.lines[pk]
    return ThreadLine(line, position.levels[line.level_id].name, depth, position.doing.get(pk))


def _marked(lines: list[ThreadLine]) -> list[ThreadLine]:
    """The same lines, the last of each run of descendants marked so that its line can end there."""
    following: list[ThreadLine | None] = [*lines[1:], None] if lines else []
    return [
        ThreadLine(one.line, one.level, one.depth, one.doing, after is None or after.depth < one.depth)
        for one, after in zip(lines, following, strict=True)
    ]


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
        found += sentences.of_doing(page.work, level.plural.lower() if level else "")
    if page.gaps:
        missing = ", ".join(NAMES[gap.code].lower() for gap in page.gaps)
        found.append(
            (sentences.Span("Still missing here: "), sentences.Span(missing, True), sentences.Span("."))
        )
    return found or [sentences.plain("Nothing is missing here.")]
