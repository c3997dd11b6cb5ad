"""A plan's health: the score with its sentence, its recipe, what to fill first, and the edition before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from goldenthread.core.health import Fix, Health, health_of, printed
from goldenthread.core.sentences import Sentence, Span, counted, plain
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures.position import Position, gather
from goldenthread.reports.weights import weights

MOST = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """One edition's health as it stands on a day."""

    edition: Edition
    health: Health
    on: date

    @property
    def lost(self) -> Decimal:
        return printed(self.health.lost)

    @property
    def score(self) -> Decimal | None:
        """The score as printed: what the printed points lost leave of 100."""
        return None if self.health.score is None else Decimal(100) - self.lost

    @property
    def gaps(self) -> int:
        return sum(part.missing for part in self.health.parts)


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything that the page of a plan's health shows."""

    position: Position
    now: Scored
    before: Scored | None

    @property
    def fixes(self) -> list[Fix]:
        return self.now.health.fixes(MOST)

    @property
    def sentences(self) -> list[Sentence]:
        """The score and what it would take to raise it."""
        now = self.now
        if now.score is None:
            return [plain("No rule asks anything of this edition, so there is no score.")]
        if not now.gaps:
            return [(Span("100 of 100", True), Span(": nothing that the rules ask for is missing."))]
        won = printed(sum((fix.points for fix in self.fixes), Fraction(0)))
        most = f"filling what {counted(len(self.fixes), 'element or measure', 'elements and measures')} lack"
        lose = "loses" if now.gaps == 1 else "lose"
        rest = f": {counted(now.gaps, 'gap')} {lose} {now.lost} points; {most} wins {won} of them back."
        return [(Span(f"{now.score} of 100", True), Span(rest))]

    @property
    def compared(self) -> list[Sentence]:
        """How the score stands to that of the edition before, where there is one."""
        before, now = self.before, self.now
        if before is None or now.score is None:
            return []
        name = before.edition.name
        if before.score is None:
            return [plain(f"No rule asked anything of {name}, the edition before, so it has no score.")]
        moved = now.score - before.score
        more = "more" if moved > 0 else "less"
        how = f"{abs(moved)} points {more} than" if moved else "the same as"
        rest = f" of {name}, the edition before."
        return [(Span(f"That is {how} the "), Span(str(before.score), True), Span(rest))]


def health_page(council: Council, edition: Edition, on: date, viewer: Officer = VISITOR) -> HealthPage:
    """Gather the health of an edition and of the one it replaces, each asked by the same rules.

    The edition before is read at its own last day: nothing was due from it afterwards.
    """
    position = gather(council, edition, on, viewer=viewer)
    return HealthPage(position, _scored(position), _before(council, edition, on, viewer))


def _scored(position: Position) -> Scored:
    return Scored(position.edition, health_of(position.findings, weights()), position.on)


def _before(council: Council, edition: Edition, on: date, viewer: Officer) -> Scored | None:
    if edition.replaces is None:
        return None
    old = edition_at(council, edition.plan.slug, edition.replaces.slug, viewer)
    if old is None:
        return None
    last = min(on, old.ends_on) if old.ends_on else on
    return _scored(gather(council, old, last, viewer=viewer))
