"""The map of a whole plan: gathered once, then drawn as a picture and written as lists that say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.core.layout import Band, Drawing, Twig, in_order, placed
from goldenthread.core.sentences import Sentence, Span, counted, spell, start
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.map_queries import Bone, Skeleton, skeleton
from goldenthread.plans.models import Contribution, Edition, Element, Plan
from goldenthread.plans.thread_queries import APART, Place, Step, places_of
from goldenthread.reports.figures.thread import Tree, listed

BUDGET = 300  # lines drawn; deeper ones are counted where they hang
FEW = 60  # as many as can be read when the map is printed on one page
ROOT = 0


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
    apart: list[Place]
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
        self._carriers: dict[int, list[int]] = defaultdict(list)
        self._serves: dict[int, list[int]] = defaultdict(list)
        for join in self.bare.joins:
            if join.kind == Contribution.Kind.CONTRIBUTES and join.giver_edition != join.taker_edition:
                self._carriers[join.taker_id].append(join.giver_id)
                self._serves[join.giver_id].append(join.taker_id)
        self.tops = self._tops(edition.pk)
        self.tree, self._most = Tree(self._steps(), ROOT, most), most
        self.uppers = [] if self.under else self._uppers()
        shown = {*self.tree.shown, *(top.id for _, tops in self.uppers for top in tops)}
        visions = [bone.id for bone in self.bare.bones.values() if bone.kind in APART]
        self.places = places_of({*shown, *visions, self.under}, viewer)
        self.names = {pk: (level.name, level.plural) for pk, level in self.bare.levels.items()}

    def page(self) -> MapPage:
        joins = [(join.giver_id, join.taker_id) for join in self.bare.joins
                 if join.kind == Contribution.Kind.CONTRIBUTES]  # fmt: skip
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
            apart=self._apart(),
            sentences=[self._sentence(bands, everything - drawn)],
            serves={top.id: words for top in self.tops if (words := self._served(top.id, named=True))},
            is_short=self._most == FEW,
        )

    def _tops(self, edition: int) -> list[Bone]:
        """What hangs from the branch asked for, or the edition's highest lines below its vision."""
        if self.under:
            return [*self.bare.below[self.under], *self._carrier_bones(self.under)]
        lines = [
            bone for bone in self.bare.bones.values() if bone.edition_id == edition and bone.kind not in APART
        ]
        highest = min((self.bare.levels[bone.level_id].position for bone in lines), default=0)
        return [bone for bone in lines if self.bare.levels[bone.level_id].position == highest]

    def _carrier_bones(self, line: int) -> list[Bone]:
        """The lines of service plans that carry a line."""
        found = [self.bare.bones[pk] for pk in self._carriers[line]]
        return [bone for bone in found if self._plan_kind(bone) == Plan.Kind.SERVICE]

    def _plan_kind(self, bone: Bone) -> str:
        return self.bare.editions[bone.edition_id].plan.kind

    def _steps(self) -> Iterable[Step]:
        """Every step down the plan from its columns, and across to the service plans that carry it."""
        for top in self.tops:
            yield Step(top.id, ROOT, False, top.level_id)
        tops = {top.id for top in self.tops}
        for bone in self.bare.bones.values():
            for child in self.bare.below.get(bone.id, []):
                if child.id not in tops:
                    yield Step(child.id, bone.id, False, child.level_id)
            for carrier in self._carrier_bones(bone.id):
                yield Step(carrier.id, bone.id, True, carrier.level_id)

    def _uppers(self) -> list[tuple[Edition, list[Bone]]]:
        """The plans that this one contributes to, with their highest lines; the most joined stands lowest."""
        own = self.bare.edition
        mine = {bone.id for bone in self.bare.bones.values() if bone.edition_id == own.pk}
        taken = {self.bare.bones[pk].edition_id for giver, takers in self._serves.items() if giver in mine
                 for pk in takers}  # fmt: skip
        found = [one for one in self.bare.editions.values() if one.pk in taken and one.plan_id != own.plan_id]
        rows = [(edition, self._tops(edition.pk)) for edition in found]
        return sorted(rows, key=lambda row: (self._joined(row[1]), -row[0].plan.position, row[0].pk))

    def _joined(self, uppers: Sequence[Bone]) -> int:
        """How many joins run from the columns to these lines: the plan with most stands next to them."""
        mine, theirs = {top.id for top in self.tops}, {top.id for top in uppers}
        return sum(taker in theirs for giver in mine for taker in self._serves[giver])

    def _upper(self, edition: Edition, tops: Sequence[Bone]) -> Band:
        retired = f"{edition.name}, no longer in use" if edition.plan.retired_on else edition.name
        vision = self._vision_of(edition.pk)
        columns = tuple(self._upper_twig(top) for top in tops)
        words = vision.title if vision else retired
        return Band(vision.id if vision else 0, words, columns, f"Vision, {retired}" if vision else "")

    def _upper_twig(self, top: Bone) -> Twig:
        hidden = Counter(bone.level_id for bone in self._all_below(top.id))
        return Twig(top.id, self.places[top.id].title, more=self._more(hidden))

    def _all_below(self, line: int) -> list[Bone]:
        found, waiting = [], [line]
        while waiting:
            for bone in self.bare.below.get(waiting.pop(), []):
                found.append(bone)
                waiting.append(bone.id)
        return found

    def _vision_of(self, edition: int) -> Place | None:
        return next(
            (place for place in self.places.values()
             if place.edition_id == edition and place.kind == Element.Kind.VISION), None
        )  # fmt: skip

    def _main(self) -> Band:
        columns = tuple(self._twig(Step(top.id, ROOT, top.edition_id != self.bare.edition.pk, top.level_id))
                        for top in self.tops if top.id in self.tree.shown)  # fmt: skip
        if self.under:
            place = self.places[self.under]
            return Band(place.id, place.title, columns, f"{place.level}, {place.edition}")
        vision = self._vision_of(self.bare.edition.pk)
        name = self.bare.edition.name
        if vision is None:
            return Band(0, f"{name}: no vision is on record", columns, is_broken=True)
        return Band(vision.id, vision.title, columns, f"Vision, {name}")

    def _twig(self, step: Step) -> Twig:
        place = self.places[step.id]
        home = [one for one in self.tree.below(step.id) if self.tree.is_home(one)]
        hidden = Counter[int]() if home else Counter(self.tree.hidden_under(step.id))
        return Twig(
            key=step.id,
            words=place.title,
            note=self._note(place, step.crosses),
            crosses=step.crosses,
            below=tuple(self._twig(one) for one in home),
            more=self._more(hidden),
        )

    def _more(self, hidden: Counter[int]) -> str:
        """“+4 milestones”."""
        together = Counter[tuple[str, str]]()
        for level, count in hidden.items():
            together[self.names[level]] += count
        parts = [
            f"{count:,} {(one if count == 1 else many).lower()}" for (one, many), count in together.items()
        ]
        return f"+{listed(parts)}" if parts else ""

    def _served(self, line: int, *, named: bool = False) -> str:
        """Where else a line counts: the lines it contributes to by name, or only their plans."""
        takers = [self.bare.bones[pk] for pk in self._serves[line]]
        above = [bone for bone in takers if bone.edition_id != self.bare.edition.pk]
        if named:
            words = [f"{self.places[bone.id].title} ({self.bare.editions[bone.edition_id].name})"
                     for bone in above if bone.id in self.places]  # fmt: skip
        else:
            words = [self.bare.editions[pk].name for pk in dict.fromkeys(bone.edition_id for bone in above)]
        return f"Contributes to {listed(words)}" if words else ""

    def _note(self, place: Place, crosses: bool) -> str:
        """What rings and lines alone don't say: whose plan a line is of, what it enables or runs across."""
        is_top = any(top.id == place.id for top in self.tops)
        parts = [place.edition] if crosses else []
        parts += [] if is_top else [self._served(place.id)]
        for kind, verb in (
            (Contribution.Kind.ENABLES, "enables"),
            (Contribution.Kind.RUNS_ACROSS, "runs across"),
        ):
            count = sum(1 for join in self.bare.joins if join.giver_id == place.id and join.kind == kind)
            if count:
                parts.append(f"{verb} {spell(count)} of these")
        return start(", ".join(part for part in parts if part))

    def _apart(self) -> list[Place]:
        """The visions and values that are no part of the line: a plan's values."""
        own = self.bare.edition.pk
        return [p for p in self.places.values() if p.kind == Element.Kind.VALUE and p.edition_id == own]

    def _sentence(self, bands: Sequence[Band], hidden: int) -> Sentence:
        held = Counter(self.bare.bones[pk].level_id for pk in self.tree.everything)
        levels = sorted(held, key=lambda pk: (self._is_other(pk), self.bare.levels[pk].position))
        parts = [counted(held[pk], self.names[pk][0].lower(), self.names[pk][1].lower()) for pk in levels]
        if not parts:
            return (Span("Nothing of this plan is on record yet."),)
        whole = [Span(start(listed(parts)), True), Span(" on one map")]
        if len(bands) > 1:
            above = listed([f"the {edition.name}" for edition, _ in self.uppers])
            whole.append(Span(f", under {above}"))
        if hidden:
            whole.append(Span(f"; {hidden:,} of them are counted where they hang, and each opens its branch"))
        return (*whole, Span("."))

    def _is_other(self, level: int) -> bool:
        return self.bare.levels[level].edition_id != self.bare.edition.pk
