"""Reading the register: each risk with where it stands now, how it moved, and what is done about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.risk_scale import Band, Movement, Pair, Scale, Scored, movement
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Risk, RiskControl, RiskScore
from goldenthread.resources.rules_adopted import Scales, scales_of

Kind = RiskScore.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """One risk with its scores by kind up to a day, oldest first, and its controls."""

    risk: Risk
    scales: Scales
    scores: dict[str, Sequence[RiskScore]]
    controls: Sequence[RiskControl] = ()

    def latest(self, kind: str = Kind.CURRENT) -> RiskScore | None:
        """The last score of a kind."""
        found = self.scores.get(kind, ())
        return found[-1] if found else None

    def scale(self, score: RiskScore) -> Scale | None:
        """The scale that a score was made by; None where it is held no more, or doesn't hold the pair."""
        found = self.scales.by_code.get(score.scale)
        return found if found and found.holds(pair_of(score)) else None

    def words(self, kind: str = Kind.CURRENT) -> str:
        """“Likely, Major: 16 of 25, High”; as a source stated it where there is no score; else empty."""
        score = self.latest(kind)
        if score is None:
            stated = (self.risk.likelihood, self.risk.impact) if kind == Kind.CURRENT else ()
            return ", ".join(part for part in stated if part)
        scale = self.scale(score)
        return scale.words(pair_of(score)) if scale else f"{score.likelihood} × {score.impact}"

    @property
    def band(self) -> Band | None:
        """The band that it stands in now; None without a score."""
        score = self.latest()
        scale = self.scale(score) if score else None
        return scale.band(pair_of(score)) if scale and score else None

    @property
    def pair(self) -> Pair | None:
        """Where it stands in the matrix in force; None without a score by that scale."""
        score = self.latest()
        is_now = score is not None and score.scale == self.scales.now.code
        return pair_of(score) if score is not None and is_now else None

    @property
    def movement(self) -> Movement:
        """How it moved since last time: from its history, or as a source stated where there is none."""
        return movement([_scored(one) for one in self.scores.get(Kind.CURRENT, ())], self.risk.movement)

    @property
    def gravity(self) -> tuple[int, int]:
        """Its place among others, the gravest first: its band, then its score; without one it comes last."""
        score, band = self.latest(), self.band
        if score is None or band is None:
            return (1, 0)
        place = [one.code for one in (self.scale(score) or self.scales.now).bands].index(band.code)
        return (-place, -pair_of(score).score)


def pair_of(score: RiskScore) -> Pair:
    return Pair(score.likelihood, score.impact)


def _scored(score: RiskScore) -> Scored:
    return Scored(score.scored_on, pair_of(score), score.scale)


def register_of(council: Council, viewer: Officer, on: date) -> list[Standing]:
    """Every risk that this person may read, open or closed, the gravest first: four queries."""
    held = Risk.objects.seen_by(viewer).filter(council=council)
    joined = held.select_related("owner_post__service__directorate", "service__directorate")
    return sorted(_standings(council, list(joined), on), key=lambda one: (one.gravity, one.risk.code))


def key_risks_on(council: Council, on: date) -> list[Standing]:
    """The key corporate risks that are open on a day, by code, as the Monitor prints them: four queries."""
    held = Risk.objects.filter(council=council, is_key=True).select_related("owner_post")
    is_open = [one for one in held if one.closed_on is None or one.closed_on > on]
    return _standings(council, is_open, on)


def _standings(council: Council, risks: Sequence[Risk], on: date | None) -> list[Standing]:
    pks = [one.pk for one in risks]
    scores: dict[int, dict[str, list[RiskScore]]] = defaultdict(lambda: defaultdict(list))
    found = RiskScore.objects.filter(risk__in=pks)
    for score in found.filter(scored_on__lte=on) if on else found:
        scores[score.risk_id][score.kind].append(score)
    controls: dict[int, list[RiskControl]] = defaultdict(list)
    by_pk = {one.pk: one for one in risks}
    for control in RiskControl.objects.filter(risk__in=pks).select_related("owner__service__directorate"):
        control.risk = by_pk[control.risk_id]
        controls[control.risk_id].append(control)
    scales = scales_of(council)
    return [Standing(one, scales, dict(scores[one.pk]), controls[one.pk]) for one in risks]


def risk_at(council: Council, pk: int, viewer: Officer) -> Risk | None:
    """One risk of this council that this person may read."""
    joined = (
        "council",
        "owner_post__service__directorate",
        "owner_post__directorate",
        "service__directorate",
    )
    return Risk.objects.seen_by(viewer).select_related(*joined).filter(council=council, pk=pk).first()


def standing_of(risk: Risk, on: date | None = None) -> Standing:
    """One risk with its scores up to a day, or all of them, and its controls: three queries."""
    return _standings(risk.council, [risk], on)[0]


def lines_of(risk: Risk, viewer: Officer) -> list[Element]:
    """The lines that a risk bears on and that this person may read: one query."""
    seen = Element.objects.seen_by(viewer).filter(risks=risk).select_related("edition", "level")
    return list(seen.order_by("level__position", "position", "id"))


def control_at(risk: Risk, pk: int) -> RiskControl | None:
    joined = ("risk__service__directorate", "risk__owner_post__service__directorate",
              "risk__owner_post__directorate", "risk__council", "owner__service__directorate")  # fmt: skip
    return RiskControl.objects.filter(risk=risk, pk=pk).select_related(*joined).first()


def risks_on(element: Element, viewer: Officer, on: date) -> list[Standing]:
    """The open risks that bear on a line, the gravest first: up to four queries."""
    held = Risk.objects.seen_by(viewer).open().filter(elements=element).select_related("owner_post")
    return _gravest(element.council, held, on)


def _gravest(council: Council, held: Iterable[Risk], on: date) -> list[Standing]:
    found = list(held)
    return sorted(_standings(council, found, on), key=lambda one: one.gravity) if found else []


def risks_of_project(council: Council, held: Iterable[Risk], on: date) -> list[Standing]:
    """These risks of a project, the gravest first."""
    return _gravest(council, held, on)


def risks_to_choose(council: Council, viewer: Officer) -> list[Risk]:
    """The open risks that this person may read, to choose from: one query."""
    return list(Risk.objects.seen_by(viewer).open().filter(council=council))
