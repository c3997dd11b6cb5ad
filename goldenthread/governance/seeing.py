"""Keeping an edition as a body saw it: its lines, measures and remits as they stand, under their digest."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from goldenthread.core.edition_seen import Seen, SeenLine, SeenMeasure, as_read, canonical, digest_of, read
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import in_words
from goldenthread.core.thread import top_of
from goldenthread.core.words import worked_out
from goldenthread.governance.models import EditionSeen, Remit, Step
from goldenthread.governance.remit_queries import in_force
from goldenthread.measures.queries import measures_of_elements, whole_aims
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element

_OF_LINE = (
    "id", "code", "level__name", "level__position", "parent_id", "title", "detail", "kind", "owner__title",
    "service__name", "starts_on", "due_on", "quantity",
)  # fmt: skip


def as_it_stands(edition: Edition, on: date) -> Seen:
    """An edition as it stands, with the remits of a day: five queries, whatever its size."""
    rows = Element.objects.listed().filter(edition=edition).order_by("level__position", "position", "id")
    held = list(rows.values_list(*_OF_LINE, "is_exempt"))
    remits = _remits(edition, {row[0]: row[4] for row in held}, on)
    measures = _measures(edition.plan.council, [row[0] for row in held])
    lines = (_line(row, remits.get(row[0], ""), tuple(measures.get(row[0], ()))) for row in held)
    return Seen(str(edition.plan), str(edition), edition.state, as_read(lines))


def _line(row: tuple[Any, ...], remit: str, measures: tuple[SeenMeasure, ...]) -> SeenLine:
    *told, is_exempt = row
    names = ("id", "code", "level", "place", "parent", "title", "detail", "kind", "owner", "service",
             "starts_on", "due_on", "quantity")  # fmt: skip
    kept = dict(zip(names, told, strict=True))
    kept |= {name: kept[name] or "" for name in ("owner", "service")}
    return SeenLine(**kept, remit=remit, is_exempt=is_exempt, measures=measures)


def _remits(edition: Edition, parent_of: dict[int, int | None], on: date) -> dict[int, str]:
    """The body whose remit each line is in: its own, or that of the nearest line above."""
    rows = Remit.objects.filter(in_force(on), element__edition=edition)
    given = {pk: name for pk, name in rows.values_list("element_id", "body__name") if pk in parent_of}
    return {pk: given[top] for pk, top in top_of(parent_of, given).items()}


def _measures(council: Council, elements: list[int]) -> dict[int, list[SeenMeasure]]:
    found: dict[int, list[SeenMeasure]] = defaultdict(list)
    held = measures_of_elements(council, elements)
    aims = whole_aims(council, [one.pk for one in held])
    for measure, lines in held.items():
        targets = tuple((in_words(aim.period), _aim(aim.value, aim.state)) for aim in aims[measure.pk])
        seen = SeenMeasure(measure.code, measure.title, measure.unit, targets)
        for line in lines:
            found[line].append(seen)
    return found


def _aim(value: Any, state: TargetState) -> str:
    return worked_out(value) if value is not None else state.value.lower().replace("_", " ")


def keep_seen(edition: Edition, on: date) -> EditionSeen:
    """The edition as it stands, kept; where a body of the council saw the very same, that is the one."""
    text = canonical(as_it_stands(edition, on))
    council = edition.plan.council
    kept, _ = EditionSeen.objects.get_or_create(
        council=council, digest=digest_of(text), defaults={"content": text}
    )
    return kept


def seen_at(step: Step, viewer: Officer) -> Seen | None:
    """The edition as a step's body saw it, as far as this person may read it; None where none is kept."""
    if step.seen is None:
        return None
    return as_far_as(read(step.seen.content), step.council, viewer)


def stands_now(step: Step, on: date, viewer: Officer) -> Seen:
    """The step's edition as it stands now, as far as this person may read it."""
    return as_far_as(as_it_stands(step.edition, on), step.council, viewer)


def as_far_as(seen: Seen, council: Council, viewer: Officer) -> Seen:
    """Without exempt lines, for those who don't work for the council."""
    is_own = viewer.serves_everyone or viewer.inside == council.slug
    return seen if is_own else seen.without_exempt()
