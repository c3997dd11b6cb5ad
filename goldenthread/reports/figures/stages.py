"""How the plan is made: its stages, where each stands, what waits for what, and how much room is between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.slack import Span, slack_words, slacks
from goldenthread.core.stages import (
    Awaited,
    Planned,
    Stand,
    Waits,
    awaited_by,
    of_stages,
    room,
    stand,
    waiting_words,
)
from goldenthread.core.working_days import WorkingDays
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Stage, Wait
from goldenthread.planning.stage_queries import as_waits, planned, stages_of, waits_of
from goldenthread.plans.models import Edition
from goldenthread.rounds.queries import working_days_of


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stage as the pages show it; its edition only to those who may read that."""

    stage: Stage
    planned: Planned
    stand: Stand
    awaited: tuple[Awaited, ...]
    held_up: tuple[Awaited, ...]
    slack: tuple[str, ...]
    edition: Edition | None = None

    @property
    def waiting(self) -> str:
        """“Waits for …, because …”; empty once all that it waits for is done, or it is done itself."""
        return "" if self.stand is Stand.DONE else waiting_words(self.awaited)


@dataclass(frozen=True, slots=True)
class Planning:
    """Every stage of the plan and of the budget, and the sentence that says how far the making is."""

    stages: tuple[StageShown, ...]
    sentence: str

    def of_plan(self, edition: Edition | None = None) -> list[StageShown]:
        """The plan's own stages; with an edition, only those that prepare it."""
        return [
            one for one in self.stages
            if one.stage.cycle == Stage.Cycle.PLAN and (edition is None or one.edition == edition)
        ]  # fmt: skip

    def standing(self, *stands: Stand) -> list[StageShown]:
        """The plan's own stages that stand so."""
        return [one for one in self.of_plan() if one.stand in stands]


def planning_of(council: Council, viewer: Officer, on: date) -> Planning:
    """All stages with their waits and slack: four queries, whatever their number."""
    stages, waits = stages_of(council), waits_of(council)
    seen = _seen(council, viewer, stages)
    shown = tuple(_shown_all(stages, waits, seen, working_days_of(council), on))
    return Planning(
        shown, of_stages([one.planned for one in shown if one.stage.cycle == Stage.Cycle.PLAN], on)
    )


def _seen(council: Council, viewer: Officer, stages: Sequence[Stage]) -> set[int]:
    """The editions among those prepared that this person may read."""
    wanted = {one.edition_id for one in stages if one.edition_id}
    held = Edition.objects.seen_by(viewer).filter(plan__council=council, pk__in=wanted)
    return set(held.values_list("pk", flat=True))


def _shown_all(
    stages: Sequence[Stage], waits: Sequence[Wait], seen: set[int], days: WorkingDays, on: date
) -> list[StageShown]:
    known = {one.pk: planned(one) for one in stages}
    held = as_waits(list(waits))
    spans = [Span(str(one.pk), one.cycle, one.name, one.starts_on, one.ends_on) for one in stages]
    beside = {int(key): slack_words(found) for key, found in slacks(spans, days).items()}
    return [
        StageShown(
            stage=one,
            planned=known[one.pk],
            stand=stand(known[one.pk], on),
            awaited=awaited_by(one.pk, known, held, on),
            held_up=_held_up(one.pk, known, held, on),
            slack=_slack(one.pk, known, held, beside, days),
            edition=one.edition if one.edition_id in seen else None,
        )
        for one in stages
    ]


def _held_up(key: int, known: Mapping[int, Planned], waits: Sequence[Waits], on: date) -> tuple[Awaited, ...]:
    """What waits for a stage."""
    turned = [Waits(one.on, one.stage, one.reason) for one in waits]
    return awaited_by(key, known, turned, on)


def _slack(
    key: int,
    known: Mapping[int, Planned],
    waits: Sequence[Waits],
    beside: Mapping[int, str],
    days: WorkingDays,
) -> tuple[str, ...]:
    """The room before each stage that waits for this one, then before the other cycle."""
    after = [known[one.stage] for one in waits if one.on == key]
    found = [room(known[key], one, days) for one in after]
    is_said = any(beside[key].endswith(f"before “{one.name}”.") for one in after)
    return tuple(found if is_said or not beside[key] else [*found, beside[key]])
