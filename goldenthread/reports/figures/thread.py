"""The whole thread of one element: one line up to a vision, across plans, and all that hangs below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.core.doing import Doing, doing_of
from goldenthread.core.sentences import Sentence, Span, counted, spell, start
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans import thread_queries as threads
from goldenthread.plans.gap_queries import NoteRow
from goldenthread.plans.models import Contribution, Plan
from goldenthread.plans.thread_queries import Place, Step, Walks, Workplans
from goldenthread.reports.figures.nearby import by_element, measures_near
from goldenthread.reports.figures.position import MeasureAt

NONE = Workplans()
SHOWN = 150  # lines below; more are counted where they hang


@dataclass(frozen=True, slots=True)
class Knot:
    """One line of the thread as drawn, with what stands beside it and hangs from it."""

    place: Place
    crosses: bool = False
    doing: Doing | None = None
    measures: tuple[MeasureAt, ...] = ()
    also: tuple[Place, ...] = ()
    below: tuple[Knot, ...] = ()
    more: str = ""
    workplans: Workplans = NONE
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the thread breaks: what is missing in words; why, who and by when where that is known."""

    words: str
    note: NoteRow | None = None


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Everything that the page of a thread shows."""

    here: Knot
    above: list[Knot]
    below: tuple[Knot, ...]
    break_above: Break | None
    break_below: Break | None
    beside: list[tuple[str, Place]]
    workplans: Workplans
    lines_below: int
    plans_below: int
    not_shown: int
    sentences: list[Sentence] = field(default_factory=list)


def thread_page(council: Council, element: int, on: date, viewer: Officer) -> ThreadPage:
    """Gather the thread of an element that this person may read, in a fixed number of queries."""
    walks = threads.walks_from(council, element, viewer)
    below_of: dict[int, list[int]] = defaultdict(list)
    for step in walks.down:
        below_of[step.via].append(step.id)
    tree = Tree(below_of, element, SHOWN)
    beside = threads.links_beside([element])
    ends = {one.giver_id for one in beside} | {one.taker_id for one in beside}
    wanted = {element, *(step.id for step in walks.up), *tree.shown, *ends}
    shown = Shown(council, wanted, on, viewer, walks, tree)
    line = main_line(walks, shown.places)
    below = {step.id for step in walks.down}
    page = ThreadPage(
        here=shown.knot_here(line),
        above=[shown.knot_above(step, line) for step in line],
        below=tuple(shown.branch(line, element) for line in tree.below(element)),
        break_above=shown.break_above(line[0].id if line else element, element),
        break_below=None if walks.workplans else shown.break_below(element, below),
        beside=[pair for one in beside for pair in _beside(one, element, shown.places)],
        workplans=walks.workplans_of({element, *below}),
        lines_below=len(below),
        plans_below=len({shown.places[pk].plan_slug for pk in tree.shown if pk in shown.places}),
        not_shown=len(below) - len(tree.shown),
    )
    page.sentences.append(_sentence(page))
    return page


class Tree:
    """What hangs below a line, each line once where it is first met, and no more of it than can be read."""

    def __init__(self, below: Mapping[int, Sequence[int]], root: int, most: int) -> None:
        self._below, self._root = below, root
        self._home: dict[int, int] = {root: root}
        self.shown: set[int] = set()
        self._settle(root, most)

    def _settle(self, root: int, most: int) -> None:
        """Home each line where it is nearest to the root, and show whole layers while there is room."""
        layer, has_room, home, below = [root], True, self._home, self._below
        while layer:
            following = []
            for via in layer:
                for line in below.get(via, ()):
                    if line not in home:
                        home[line] = via
                        following.append(line)
            room = most - len(self.shown)
            if has_room and (len(following) <= room or not self.shown):
                self.shown.update(following[: max(room, 0)])
            has_room = has_room and len(following) <= room
            layer = following

    def below(self, line: int) -> list[int]:
        """The lines below a line that are shown."""
        return [one for one in self._below.get(line, ()) if one in self.shown]

    def is_home(self, line: int, via: int) -> bool:
        """True where a line is drawn with what hangs from it; elsewhere it is only named again."""
        return self._home[line] == via

    def hidden_under(self, line: int) -> list[int]:
        """Everything below a line that isn't shown, each line counted where it hangs."""
        waiting, found = [line], []
        while waiting:
            via = waiting.pop()
            here = [
                one for one in self._below.get(via, ()) if self._home[one] == via and one not in self.shown
            ]
            found += here
            waiting += here
        return found

    @property
    def everything(self) -> set[int]:
        """Every line that hangs below the root, shown or not."""
        return self._home.keys() - {self._root}


class Shown:
    """The lines of a page with all that is shown of each, gathered once."""

    def __init__(
        self, council: Council, wanted: Collection[int], on: date, viewer: Officer, walks: Walks, tree: Tree
    ) -> None:
        self.places = threads.places_of(wanted, viewer)
        self._on = on
        self._done = threads.done_by(self.places, on)
        self._measures = by_element(measures_near(council, self.places, on))
        self._notes = threads.reasons_on(self.places)
        self._level_of = {step.id: step.level_id for step in walks.down if step.id not in tree.shown}
        self._levels = threads.level_names(set(self._level_of.values()))
        self._crossings = {(step.via, step.id) for step in walks.down if step.crosses}
        self._walks, self._tree = walks, tree
        self._up: dict[int, list[Step]] = defaultdict(list)
        for step in walks.up:
            self._up[step.via].append(step)

    def knot(self, line: int, **more: Any) -> Knot:
        place = self.places[line]
        doing = doing_at(place, self._done.get(line), self._on)
        return Knot(place, doing=doing, measures=tuple(self._measures.get(line, [])), **more)

    def knot_here(self, line: list[Step]) -> Knot:
        """The element itself, with the lines of other plans that it serves beside the main line."""
        here = self._walks.start
        return self.knot(here, also=self._also(here, line), workplans=self._walks.workplans_of([here]))

    def knot_above(self, step: Step, line: list[Step]) -> Knot:
        """A line above, with the lines of other plans that it serves too."""
        return self.knot(step.id, crosses=step.crosses, also=self._also(step.id, line))

    def _also(self, here: int, line: list[Step]) -> tuple[Place, ...]:
        drawn = {one.id for one in line}
        found = [step.id for step in self._up[here] if step.id not in drawn]
        return tuple(self.places[pk] for pk in dict.fromkeys(found) if pk in self.places)

    def branch(self, line: int, via: int) -> Knot:
        """A line below with its own branches; one that is drawn elsewhere is only named."""
        crosses = (via, line) in self._crossings
        if not self._tree.is_home(line, via):
            return Knot(self.places[line], crosses=crosses, is_again=True)
        return self.knot(
            line,
            crosses=crosses,
            below=tuple(self.branch(one, line) for one in self._tree.below(line)),
            more=self._more(line),
            workplans=self._walks.workplans_of([line]),
        )

    def _more(self, line: int) -> str:
        """What hangs below and isn't shown: “23 more: 20 actions and 3 milestones”."""
        lines = [] if self._tree.below(line) else self._tree.hidden_under(line)
        hidden = Counter(self._level_of[one] for one in lines)
        return counted_levels(hidden, self._levels)

    def break_above(self, top: int, here: int) -> Break | None:
        """What is missing above the highest line reached, unless that is a vision."""
        place, note = self.places[top], self._notes.get(("PAR1", top))
        highest = threads.highest_position(place.edition_id)
        if place.is_apart or place.plan_kind == Plan.Kind.FRAMEWORK:
            return None
        words = "No vision is on record above" if place.level_position <= highest else "Nothing is above"
        return Break(f"{words} {'this' if top == here else f'“{place.title}”'}", note)

    def break_below(self, here: int, below: set[int]) -> Break:
        """What is missing below: lines, a service plan that carries them, or workplan items."""
        place = self.places[here]
        kinds = {place.plan_kind, *(self.places[pk].plan_kind for pk in below if pk in self.places)}
        if Plan.Kind.SERVICE in kinds:
            return Break("No workplan item carries this yet")
        if below or place.needs_carrier:
            return Break("No service plan carries this yet", self._notes.get(("CAR1", here)))
        if place.plan_kind in (Plan.Kind.COMMUNITY, Plan.Kind.FRAMEWORK):
            return Break("No line of the council’s plans contributes to this")
        return Break("Nothing is below this", self._notes.get(("CHI1", here)))


def doing_at(place: Place, is_done: bool | None, on: date) -> Doing | None:
    """Where dated work stands; nothing is said of lines that are neither dated nor done."""
    if not (place.is_monitored and place.needs_owner) or (place.due_on is None and is_done is None):
        return None
    return doing_of(is_done=is_done, due_on=place.due_on, on=on)


def counted_levels(held: Mapping[int, int], names: Mapping[int, tuple[str, str]]) -> str:
    """“20 actions and three milestones”; levels of one name count together; empty where there are none."""
    together = Counter[tuple[str, str]]()
    for level, count in held.items():
        together[names[level]] += count
    return listed([counted(count, one.lower(), many.lower()) for (one, many), count in together.items()])


def listed(parts: list[str]) -> str:
    """“a, b and c”."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def main_line(walks: Walks, places: Mapping[int, Place]) -> list[Step]:
    """The one line drawn in gold: from the top down to just above the element.

    A service plan's line goes by the corporate line that it carries; any other by its parents, and from the
    top of its plan to the plan that this contributes to, one still in use first.
    """
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in walks.up:
        if step.id in places:
            steps[step.via].append(step)
    line: list[Step] = []
    seen, current = {walks.start}, walks.start
    while current in places:
        onward = [step for step in steps[current] if step.id not in seen]
        if not onward:
            break
        here = min(onward, key=lambda step: _prefer(places[current], places[step.id], step))
        line.append(here)
        seen.add(here.id)
        current = here.id
    return line[::-1]


def _prefer(here: Place, there: Place, step: Step) -> tuple[int, bool, int, int]:
    carries = here.plan_kind == Plan.Kind.SERVICE and there.plan_kind == Plan.Kind.CORPORATE
    rank = 0 if carries else 1 if not step.crosses else 2
    order = [Plan.Kind.CORPORATE, Plan.Kind.COMMUNITY, Plan.Kind.SERVICE, Plan.Kind.FRAMEWORK]
    return rank, there.retired_on is not None, order.index(Plan.Kind(there.plan_kind)), there.id


_BESIDE = {
    Contribution.Kind.CONTRIBUTES: ("Contributes to", "Contributed to by"),
    Contribution.Kind.ENABLES: ("Enables", "Enabled by"),
    Contribution.Kind.RUNS_ACROSS: ("Runs across", "Run across by"),
}


def _beside(one: threads.Beside, here: int, places: Mapping[int, Place]) -> list[tuple[str, Place]]:
    is_giver = one.giver_id == here
    other = one.taker_id if is_giver else one.giver_id
    words = _BESIDE[Contribution.Kind(one.kind)][0 if is_giver else 1]
    return [(words, places[other])] if other in places else []


def _sentence(page: ThreadPage) -> Sentence:
    """How far the thread reaches up, and what carries it below."""
    spans = [*_upwards(page), Span("; ")]
    if page.lines_below:
        many = counted(page.lines_below, "line hangs", "lines hang")
        plans = f" in {counted(page.plans_below, 'plan')}" if page.plans_below > 1 else ""
        spans += [Span(many, True), Span(f" below it{plans}")]
    else:
        spans.append(Span("nothing hangs below it"))
    items, posts = page.workplans
    if items:
        carry = counted(items, "workplan item", "workplan items")
        verb = "carries" if items == 1 else "carry"
        spans += [Span(", and "), Span(f"{carry} of {counted(posts, 'post')}", True), Span(f" {verb} it")]
    return (*spans, Span("."))


def _upwards(page: ThreadPage) -> list[Span]:
    if not page.above and page.break_above is None:
        return [Span("This is the top of its thread")]
    if page.break_above is None:
        top = page.above[0].place
        words = f"{start(spell(len(page.above)))} {'step' if len(page.above) == 1 else 'steps'}"
        return [Span(words, True), Span(f" up it reaches {_top_words(top)}")]
    return [Span("The thread does not reach a vision", True)]


def _top_words(top: Place) -> str:
    what = "the vision" if top.is_apart else f"“{top.title}”"
    return f"{what} of the {top.edition}"
