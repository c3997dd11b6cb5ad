"""The cascade as pages and prints show it: what is carried, a service and its plan, and a workplan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from goldenthread.core.cascade import (
    Answer,
    Carrying,
    CarryingRollUp,
    Holds,
    PlanCounts,
    PlanLine,
    carrying_of,
    count_items,
    items_among,
    of_carrying,
    of_plan,
    of_waiting,
    roll_up_carrying,
)
from goldenthread.core.sentences import Sentence, plain
from goldenthread.core.thread import top_of
from goldenthread.measures.queries import rulebook_of
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans import cascade_queries as cascade
from goldenthread.plans.cascade_permissions import is_ours
from goldenthread.plans.cascade_queries import Carrier, Coverage, OfferRow, PostRow, ServiceRow
from goldenthread.plans.climbing import Climb, climbs
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.plans.queries import ElementRow, elements_of
from goldenthread.plans.working import working_levels
from goldenthread.reports.figures.lines import SET_APART
from goldenthread.reports.figures.position import MeasureAt, measures_on

FILTERS = {
    "all": "All",
    "not-carried": "In nobody's service plan",
    "waiting": "With an answer to come",
    "declined": "With an answer that declined",
}
NO_TOP = "Under none"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action: who was asked, what they said, which lines carry it, and how far workplans do."""

    line: ElementRow
    theme: str
    carrying: Carrying
    offers: Sequence[OfferRow]
    carriers: Sequence[Carrier]
    coverage: Coverage

    def is_in(self, wanted: str) -> bool:
        """True when the row belongs to one of `FILTERS`."""
        answers = {offer.answer for offer in self.offers}
        return {
            "not-carried": self.carrying is not Carrying.CARRIED,
            "waiting": Answer.OFFERED in answers,
            "declined": Answer.DECLINED in answers,
        }.get(wanted, True)


@dataclass(frozen=True, slots=True)
class CascadePage:
    """Every action of an edition and whether a service plan carries it."""

    edition: Edition
    levels: Sequence[Level]
    rows: Sequence[ActionRow]
    counts: CarryingRollUp
    by_theme: Sequence[tuple[str, CarryingRollUp]]
    top_name: str
    sentences: list[Sentence] = field(default_factory=list)

    def filtered(self, wanted: str) -> list[ActionRow]:
        return [row for row in self.rows if row.is_in(wanted)]

    @property
    def many(self) -> str:
        """What the council calls the actions, inside a sentence."""
        return " and ".join(level.lower_plural for level in self.levels) or "actions"


def cascade_page(edition: Edition, viewer: Officer = VISITOR) -> CascadePage:
    """Gather the cascade of an edition as this person may read it, in a fixed number of queries."""
    lines = {line.id: line for line in elements_of(edition, viewer)}
    levels = working_levels(edition)
    tops, top_name = _tops(lines, list(edition.levels.all()))
    under = top_of({line.id: line.parent_id for line in lines.values()}, tops)
    working = {level.pk for level in levels}
    carried, carriers = cascade.carried_elements(edition), cascade.carriers_of(edition, viewer)
    offers = cascade.offers_of(edition, viewer)
    covered = cascade.workplans_by_action(edition)
    rows = [
        ActionRow(
            line,
            lines[under[line.id]].title if line.id in under else "",
            carrying_of(
                is_carried=line.id in carried, answers=[one.answer for one in offers.get(line.id, ())]
            ),
            offers.get(line.id, ()),
            carriers.get(line.id, ()),
            covered.get(line.id, Coverage()),
        )
        for line in lines.values()
        if line.level_id in working
    ]
    page = CascadePage(
        edition,
        levels,
        rows,
        roll_up_carrying(row.carrying for row in rows),
        _by_theme(rows, [lines[top].title for top in tops]),
        top_name,
    )
    page.sentences.extend(_opening(page))
    return page


def _tops(lines: Mapping[int, ElementRow], levels: Sequence[Level]) -> tuple[list[int], str]:
    """The themes or objectives that the plan is read by, and what one is called."""
    place = {level.pk: level.position for level in levels}
    under = [line for line in lines.values() if line.kind not in SET_APART]
    highest = min((place[line.level_id] for line in under), default=0)
    name = next((level.name for level in levels if level.position == highest), "Theme")
    return [line.id for line in under if place[line.level_id] == highest], name


def _by_theme(rows: Sequence[ActionRow], themes: Sequence[str]) -> list[tuple[str, CarryingRollUp]]:
    """Counts by theme in the plan's order; the parts sum to the whole."""
    held: dict[str, list[Carrying]] = defaultdict(list)
    for row in rows:
        held[row.theme].append(row.carrying)
    named = [theme for theme in dict.fromkeys(themes) if theme in held]
    found = [(theme, roll_up_carrying(held[theme])) for theme in named]
    return [*found, *([("", roll_up_carrying(held[""]))] if "" in held else [])]


def _opening(page: CascadePage) -> list[Sentence]:
    missing = [row.line.title for row in page.rows if row.carrying is not Carrying.CARRIED]
    one = page.levels[0].name.lower() if len(page.levels) == 1 else "action"
    many = page.levels[0].plural.lower() if len(page.levels) == 1 else "actions"
    return of_carrying(page.counts, missing, one, many)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a service plan: what it is there for, its way up, and how far workplans carry it."""

    element: Element
    holds: Holds
    climb: Climb
    coverage: Coverage
    measures: Sequence[MeasureAt] = ()

    @property
    def theme(self) -> str:
        """The theme of the first action it carries."""
        steps = self.climb.carried[0] if self.climb.carried else ()
        return next((step.title for step in steps if step.kind not in SET_APART), "")


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A service: what it was offered, what its plan holds, its measures and its posts."""

    service: Service
    edition: Edition | None
    editions: Sequence[Edition]
    offers: Sequence[OfferRow]
    items: Sequence[ItemRow]
    counts: PlanCounts
    measures: Sequence[MeasureAt]
    posts: Sequence[PostRow]
    workplans: Coverage
    is_ours: bool
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def waiting(self) -> list[OfferRow]:
        return [offer for offer in self.offers if offer.answer is Answer.OFFERED]

    @property
    def answered(self) -> list[OfferRow]:
        return [offer for offer in self.offers if offer.answer is not Answer.OFFERED]

    def held(self, *kinds: Holds) -> list[ItemRow]:
        return [item for item in self.items if item.holds in kinds]

    @property
    def carrying(self) -> list[ItemRow]:
        return self.held(Holds.CARRIES)

    @property
    def own(self) -> list[ItemRow]:
        return self.held(Holds.OWN)

    @property
    def usual(self) -> list[ItemRow]:
        return self.held(Holds.USUAL)

    @property
    def by_theme(self) -> list[tuple[str, list[ItemRow]]]:
        """What it carries for the council, by the theme it serves."""
        found: dict[str, list[ItemRow]] = defaultdict(list)
        for item in self.carrying:
            found[item.theme].append(item)
        return list(found.items())

    @property
    def is_draft(self) -> bool:
        return self.edition is not None and self.edition.state == Edition.State.DRAFT


def service_page(service: Service, on: date, viewer: Officer = VISITOR, wanted: str = "") -> ServicePage:
    """Gather a service's page, with the edition of its plan called `wanted` or the one to work on first."""
    editions = cascade.service_editions(service, viewer)
    named = [edition for edition in editions if edition.slug == wanted]
    edition = next(iter([*named, *editions]), None)
    measured = _measures(service.council, on)
    items = items_of([edition] if edition else [], viewer, measured)
    key = edition.pk if edition else 0
    page = ServicePage(
        service=service,
        edition=edition,
        editions=editions,
        offers=cascade.offers_to(service, viewer),
        items=items,
        counts=count_items(item.holds for item in items),
        measures=[one for one in measured if one.measure.service_id == service.pk],
        posts=cascade.posts_with_counts(service, edition, viewer),
        workplans=cascade.coverage_by_edition([key]).get(key, Coverage()),
        is_ours=is_ours(service.council, viewer),
    )
    page.sentences.extend(_of_service(page))
    return page


def _measures(council: Council, on: date) -> list[MeasureAt]:
    _, rulebook = rulebook_of(council)
    return list(measures_on(council, on, rulebook).values())


def _of_service(page: ServicePage) -> list[Sentence]:
    said = of_waiting(len(page.waiting), len(page.offers))
    if page.edition is None:
        none = "It has no service plan here yet." if page.is_ours else "No service plan of it is open yet."
        return [*said, plain(none)]
    return [*said, *of_plan(page.counts)]


def items_of(
    editions: Collection[Edition], viewer: Officer = VISITOR, measured: Sequence[MeasureAt] = ()
) -> list[ItemRow]:
    """The items of service plans, with their ways up, what shows them, and how far workplans carry them."""
    lines = cascade.lines_of(editions, viewer)
    ways = climbs([line.pk for line in lines], viewer)
    holds = items_among(
        PlanLine(
            line.pk,
            line.parent_id,
            line.kind == Element.Kind.AS_USUAL,
            line.kind in SET_APART,
            bool(ways[line.pk].carried),
        )
        for line in lines
    )
    covered, shown_by = cascade.coverage_of(list(holds)), _by_element(measured)
    return [
        ItemRow(
            line,
            holds[line.pk],
            ways[line.pk],
            covered.get(line.pk, Coverage()),
            _nearest(line.pk, ways[line.pk], shown_by),
        )
        for line in lines
        if line.pk in holds
    ]


def _by_element(measured: Sequence[MeasureAt]) -> dict[int, list[MeasureAt]]:
    found: dict[int, list[MeasureAt]] = defaultdict(list)
    for one in measured:
        for element in one.elements:
            found[element].append(one)
    return found


def _nearest(item: int, climb: Climb, shown_by: Mapping[int, list[MeasureAt]]) -> Sequence[MeasureAt]:
    """The measures that show the difference an item makes: its own, or the nearest above it on its way."""
    ways = climb.carried or ((),)
    up = [item, *(step.id for step in reversed(climb.above))]
    up += [step.id for way in ways for step in reversed(way)]
    return next((shown_by[pk] for pk in up if pk in shown_by), ())


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """One service in the list of all."""

    row: ServiceRow
    counts: PlanCounts
    workplans: Coverage


def services_page(council: Council, viewer: Officer = VISITOR) -> list[ServiceCounts]:
    """Every service with what waits for its answer and what its plan holds: a fixed number of queries."""
    rows = cascade.services_with_offers(council, viewer)
    held: dict[int, list[ItemRow]] = defaultdict(list)
    for item in items_of([row.edition for row in rows if row.edition], viewer):
        held[item.element.edition_id].append(item)
    covered = cascade.coverage_by_edition(list(held))
    return [
        ServiceCounts(
            row,
            count_items(item.holds for item in held[row.edition.pk if row.edition else 0]),
            covered.get(row.edition.pk if row.edition else 0, Coverage()),
        )
        for row in rows
    ]
