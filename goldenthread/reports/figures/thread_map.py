"""The map of a whole plan: gathered once, then drawn as a picture and written as lists that say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from goldenthread.core.layout import Band, Drawing, Twig, in_order, placed
from goldenthread.core.sentences import Sentence, Span, counted, spell, start
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.map_queries import Skeleton, skeleton
from goldenthread.plans.models import Contribution, Edition, Element, Level, Plan
from goldenthread.plans.thread_queries import APART, Place, places_of
from goldenthread.reports.figures.thread import Tree, listed

BUDGET = 300  # lines drawn; deeper ones are counted where they hang
FEW = 60  # as many as can be read when the map is printed on one page
ROOT = 0
_VERBS = ((Contribution.Kind.ENABLES, "enables"), (Contribution.Kind.RUNS_ACROSS, "runs across"))


@dataclass(frozen=True, slots=True)
class MapPage:
    """A plan's map: the plans from the highest down, and where each thing stands on the picture."""

    edition: Edition
    under: Place | None
    bands: list[Band]
    places: dict[int, Place]
    drawing: Drawing
    drawn: int
    counted: int
    sentences: list[Sentence]
    serves: dict[int, str]
    is_short: bool

    @property
    def is_empty(self) -> bool:
        return not any(band.columns for band in self.bands)


def map_page(
    council: Council, edition: Edition, viewer: Officer, under: int = 0, is_short: bool = False
) -> MapPage:
    """Gather the map of an edition, or of one branch of it, for this person: a fixed number of queries.

    A short one holds few enough lines to be read on one printed page.
    """
    return _Mapping(council, edition, viewer, under, FEW if is_short else BUDGET).page()


class _Mapping:
    """The map while it is gathered."""

    def __init__(self, council: Council, edition: Edition, viewer: Officer, under: int, most: int) -> None:
        self.bare: Skeleton = skeleton(council, edition, viewer)
        self.under = under if under in self.bare.bones else 0
        self.tops = self._tops(edition.pk)
        self.tree, self._most = Tree(self._steps(), ROOT, most), most
        self.uppers = [] if self.under else self._uppers()
        shown = {*self.tree.shown, *(top for _, tops in self.uppers for top in tops)}
        drawn = {edition.pk, *(upper.pk for upper, _ in self.uppers)}
        visions = [
            one.id for one in self.bare.bones.values() if one.kind in APART and one.edition_id in drawn
        ]
        self.places = places_of({*shown, *visions, self.under}, viewer)
        self.names = {pk: (level.name, level.plural) for pk, level in self.bare.levels.items()}

    def page(self) -> MapPage:
        joins = [(giver, taker) for giver, takers in self.bare.serves.items() for taker in takers]
        bands = in_order([*(self._upper(*one) for one in self.uppers), self._main()], joins)
        everything, drawn = len(self.tree.everything), len(self.tree.shown)
        return MapPage(
            edition=self.bare.edition,
            under=self.places.get(self.under),
            bands=bands,
            places=self.places,
            drawing=placed(bands, joins),
            drawn=drawn,
            counted=everything - drawn,
            sentences=[self._sentence(bands, everything - drawn)],
            serves={top: words for top in self.tops if (words := self._served(top, named=True))},
            is_short=self._most == FEW,
        )

    def _tops(self, edition: int) -> list[int]:
        """What hangs from the branch asked for, or the edition's highest lines below its vision."""
        bones, levels = self.bare.bones, self.bare.levels
        if self.under:
            below = self.bare.in_order(self.bare.below.get(self.under, []))
            return [*below, *self.bare.in_order(self._carriers(self.under))]
        lines = [one for one in bones.values() if one.edition_id == edition and one.kind not in APART]
        highest = min((levels[one.level_id].position for one in lines), default=0)
        return self.bare.in_order([one.id for one in lines if levels[one.level_id].position == highest])

    def _carriers(self, line: int) -> list[int]:
        """The lines of service plans that carry a line; of a partnership's plan, the council's lines too."""
        bones, able = self.bare.bones, self._carrying
        return [pk for pk in self.bare.carriers.get(line, ()) if bones[pk].edition_id in able]

    @cached_property
    def _carrying(self) -> set[int]:
        """The editions whose lines carry those of this plan."""
        kinds = {Plan.Kind.SERVICE}
        if self.bare.edition.plan.kind in (Plan.Kind.COMMUNITY, Plan.Kind.FRAMEWORK):
            kinds.add(Plan.Kind.CORPORATE)
        return {pk for pk, edition in self.bare.editions.items() if edition.plan.kind in kinds}

    def _edition_of(self, line: int) -> Edition:
        return self.bare.editions[self.bare.bones[line].edition_id]

    def _steps(self) -> Mapping[int, list[int]]:
        """Every step down the plan from its columns, and across to the service plans that carry it."""
        tops = set(self.tops)
        steps: dict[int, list[int]] = {ROOT: self.tops}
        for line, children in self.bare.below.items():
            steps[line] = children if tops.isdisjoint(children) else [pk for pk in children if pk not in tops]
        for line in self.bare.carriers:
            steps[line] = [*steps.get(line, ()), *self._carriers(line)]
        return steps

    def _uppers(self) -> list[tuple[Edition, list[int]]]:
        """The plans that this one contributes to, with their highest lines; the most joined stands lowest."""
        own = self.bare.edition
        takers = {taker for found in self.bare.serves.values() for taker in found}
        taken = {self.bare.bones[pk].edition_id for pk in takers}
        found = [one for one in self.bare.editions.values() if one.pk in taken and one.plan_id != own.plan_id]
        rows = [(edition, self._tops(edition.pk)) for edition in found]
        return sorted(rows, key=lambda row: (self._joined(row[1]), -row[0].plan.position, row[0].pk))

    def _joined(self, uppers: Sequence[int]) -> int:
        """How many joins run from the columns to these lines: the plan with most stands next to them."""
        theirs = set(uppers)
        return sum(taker in theirs for giver in self.tops for taker in self.bare.serves.get(giver, []))

    def _upper(self, edition: Edition, tops: Sequence[int]) -> Band:
        retired = f"{edition.name}, no longer in use" if edition.plan.retired_on else edition.name
        vision = self._vision_of(edition.pk)
        columns = tuple(self._upper_twig(top) for top in tops)
        words = vision.title if vision else retired
        return Band(vision.id if vision else 0, words, columns, f"Vision, {retired}" if vision else "")

    def _upper_twig(self, top: int) -> Twig:
        return Twig(top, self.places[top].title, more=self._more(Tree(self.bare.below, top, 0).everything))

    def _vision_of(self, edition: int) -> Place | None:
        return next(
            (place for place in self.places.values()
             if place.edition_id == edition and place.kind == Element.Kind.VISION), None
        )  # fmt: skip

    def _main(self) -> Band:
        columns = tuple(self._twig(top, ROOT) for top in self.tops if top in self.tree.shown)
        if self.under:
            place = self.places[self.under]
            return Band(place.id, place.title, columns, f"{place.level}, {place.edition}")
        vision = self._vision_of(self.bare.edition.pk)
        name = self.bare.edition.name
        if vision is None:
            return Band(0, f"{name}: no vision is on record", columns, is_broken=True)
        return Band(vision.id, vision.title, columns, f"Vision, {name}")

    def _twig(self, line: int, via: int) -> Twig:
        place = self.places[line]
        home = self.bare.in_order([one for one in self.tree.below(line) if self.tree.is_home(one, line)])
        crosses = (
            place.edition_id != (self.places[via] if via in self.places else self.bare.bones[line]).edition_id
        )
        return Twig(
            key=line,
            words=place.title,
            note=self._note(place, crosses),
            crosses=crosses,
            below=tuple(self._twig(one, line) for one in home),
            more="" if home else self._more(self.tree.hidden_under(line)),
        )

    def _more(self, hidden: Collection[int]) -> str:
        """“+4 milestones”."""
        together = Counter(self.names[self.bare.bones[line].level_id] for line in hidden)
        parts = [f"{held:,} {(one if held == 1 else many).lower()}" for (one, many), held in together.items()]
        return f"+{listed(parts)}" if parts else ""

    def _served(self, line: int, *, named: bool = False) -> str:
        """Where else a line counts: the lines it contributes to by name, or only their plans."""
        takers = self.bare.serves.get(line, [])
        words = [
            f"{self.places[pk].title} ({self._edition_of(pk).name})" if named else self._edition_of(pk).name
            for pk in takers
            if pk in self.places or not named
        ]
        return f"Contributes to {listed(list(dict.fromkeys(words)))}" if words else ""

    def _note(self, place: Place, crosses: bool) -> str:
        """What rings and lines alone don't say: whose plan a line is of, what it enables or runs across."""
        parts = [place.edition] if crosses else []
        parts += [] if place.id in self.tops else [self._served(place.id)]
        for kind, verb in _VERBS:
            count = self.bare.beside[place.id, kind]
            if count:
                parts.append(f"{verb} {spell(count)} of these")
        return start(", ".join(part for part in parts if part))

    def _sentence(self, bands: Sequence[Band], hidden: int) -> Sentence:
        held = Counter(self.bare.bones[line].level_id for line in self.tree.everything)
        together: dict[tuple[bool, int, str, str], int] = defaultdict(int)
        for pk, count in held.items():
            level = self.bare.levels[pk]
            together[self._is_other(level), level.position, *self.names[pk]] += count
        parts = [
            counted(count, one.lower(), many.lower()) for (_, _, one, many), count in sorted(together.items())
        ]
        if not parts:
            return (Span("Nothing of this plan is on record yet."),)
        whole = [Span(start(listed(parts)), True), Span(" on one map")]
        if len(bands) > 1:
            above = listed([f"the {edition.name}" for edition, _ in self.uppers])
            whole.append(Span(f", under {above}"))
        if hidden:
            whole.append(Span(f"; {hidden:,} of them are counted where they hang, and each opens its branch"))
        return (*whole, Span("."))

    def _is_other(self, level: Level) -> bool:
        return level.edition_id != self.bare.edition.pk
