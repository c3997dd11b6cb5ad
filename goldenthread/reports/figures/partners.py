"""What each partner delivers, how that stands, and which of the partnership's targets it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.core.doing import Doing, DoingRollUp, roll_up_doing
from goldenthread.core.rollup import RollUp
from goldenthread.core.sentences import Sentence, Span, counted, part_of, start
from goldenthread.people.models import Council, Partner
from goldenthread.people.officers import Officer
from goldenthread.people.queries import partners_of
from goldenthread.plans import partner_queries as parts
from goldenthread.plans.models import Involvement
from goldenthread.plans.thread_queries import Place, done_by, places_of
from goldenthread.reports.figures.nearby import by_element, measures_near
from goldenthread.reports.figures.position import MeasureAt, status_of
from goldenthread.reports.figures.thread import doing_at

ROLES = {Involvement.Role(code): words for code, words in Involvement.Role.choices}


@dataclass(frozen=True, slots=True)
class Delivered:
    """One line that a partner has a part in."""

    place: Place
    roles: tuple[str, ...]
    measures: tuple[MeasureAt, ...]
    doing: Doing | None
    targets: tuple[Place, ...]

    @property
    def role_words(self) -> str:
        return start(", ".join(ROLES[Involvement.Role(role)] for role in self.roles))


@dataclass(frozen=True, slots=True)
class Touched:
    """One line of the partnership's plans, the partner's lines that reach it, and what was said of how."""

    place: Place
    through: tuple[Place, ...]
    how: tuple[str, ...]
    measures: tuple[MeasureAt, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner with all that it delivers and touches."""

    partner: Partner
    delivers: tuple[Delivered, ...]
    touches: tuple[Touched, ...]

    @property
    def measures(self) -> list[MeasureAt]:
        """Each measure once: of its lines, then of the targets."""
        held = [line.measures for line in self.delivers] + [line.measures for line in self.touches]
        return list({one.measure.pk: one for measures in held for one in measures}.values())

    @property
    def status(self) -> RollUp:
        """The measures of what it delivers; the targets' own are told apart."""
        return status_of({one.measure.pk: one for line in self.delivers for one in line.measures}.values())

    @property
    def doing(self) -> DoingRollUp:
        return roll_up_doing(line.doing for line in self.delivers if line.doing is not None)

    def with_role(self, role: str) -> int:
        return sum(role in line.roles for line in self.delivers)


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """Every partner of a council, the reader's own first."""

    rows: list[PartnerRow]
    partnership_lines: int
    sentences: list[Sentence]


def partners_page(council: Council, on: date, viewer: Officer) -> PartnersPage:
    """Gather what partners deliver in a fixed number of queries."""
    rows = _gather(council, on, viewer)
    rows.sort(key=lambda row: row.partner.slug != viewer.partner)
    whole = parts.partnership_lines(council, viewer)
    return PartnersPage(rows, whole, [_sentence(rows, whole)])


def _gather(council: Council, on: date, viewer: Officer) -> list[PartnerRow]:
    held = parts.parts_of_partners(council, viewer)
    reached = parts.targets_reached(council, viewer)
    targets = {line for lines in reached.values() for line in lines}
    places = places_of({*targets, *(part.element_id for part in held)}, viewer)
    targets = {line for line in targets if line in places and not places[line].is_apart}
    known = _Known(
        places=places,
        measures=by_element(measures_near(council, places, on)),
        done=done_by(places, on),
        reached={origin: [pk for pk in lines if pk in targets] for origin, lines in reached.items()},
        how=_how(parts.stated_contributions(council, sorted(targets))),
        on=on,
    )
    roles: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for part in held:
        roles[part.partner_id][part.element_id].append(part.role)
    return [known.row(partner, roles[partner.pk]) for partner in partners_of(council)]


def _how(stated: Iterable[parts.Stated]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for one in stated:
        if one.how:
            found[one.taker_id][one.giver_id] = one.how
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is read about the lines of every partner."""

    places: Mapping[int, Place]
    measures: Mapping[int, list[MeasureAt]]
    done: Mapping[int, bool | None]
    reached: Mapping[int, list[int]]
    how: Mapping[int, Mapping[int, str]]
    on: date

    def row(self, partner: Partner, roles: Mapping[int, list[str]]) -> PartnerRow:
        lines = [pk for pk in self.places if pk in roles]
        through: dict[int, list[int]] = defaultdict(list)
        for pk in lines:
            for target in self.reached.get(pk, []):
                through[target].append(pk)
        return PartnerRow(
            partner,
            tuple(self._delivered(pk, tuple(roles[pk])) for pk in lines),
            tuple(self._touched(target, through[target]) for target in self.places if target in through),
        )

    def _delivered(self, pk: int, roles: tuple[str, ...]) -> Delivered:
        place = self.places[pk]
        return Delivered(
            place, roles, tuple(self.measures.get(pk, [])), doing_at(place, self.done.get(pk), self.on),
            tuple(self.places[target] for target in self.reached.get(pk, [])),
        )  # fmt: skip

    def _touched(self, target: int, through: list[int]) -> Touched:
        return Touched(
            self.places[target], tuple(self.places[pk] for pk in through),
            tuple(self.how.get(target, {}).values()), tuple(self.measures.get(target, [])),
        )  # fmt: skip


def _sentence(rows: list[PartnerRow], whole: int) -> Sentence:
    able = [row for row in rows if row.delivers]
    lines = {line.place.id for row in able for line in row.delivers}
    touched = {one.place.id for row in able for one in row.touches}
    if not able:
        return (Span("No partner has a part in any line of the plans in force yet."),)
    have = "has" if len(able) == 1 else "have"
    spans = [
        Span(start(part_of(len(able), len(rows), "partner")), True),
        Span(f" {have} a part in "),
        Span(counted(len(lines), "line"), True),
        Span(" of the plans in force"),
    ]
    if whole:
        spans += [Span("; these touch "), Span(part_of(len(touched), whole, "line"), True),
                  Span(" of the partnership’s plans")]  # fmt: skip
    return (*spans, Span("."))
