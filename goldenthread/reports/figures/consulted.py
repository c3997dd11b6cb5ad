"""Who was consulted on a plan: a plain record, part of how it was prepared (York 2008, 15 to 19)."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.sentences import start
from goldenthread.governance.models import Step
from goldenthread.people.models import Council
from goldenthread.planning.models import Consultation
from goldenthread.plans.models import Edition
from goldenthread.reports.tables.consultations import support, when


def how_consulted(council: Council, found: Sequence[Consultation]) -> list[tuple[Edition, list[str]]]:
    """By edition consulted on: each consultation, and each body on its route that is none. One query."""
    editions = {one.edition_id: one.edition for one in found}
    with_body = Step.objects.filter(council=council, edition__in=editions, body__isnull=False)
    stops = with_body.exclude(body__name__in=[one.name for one in found]).select_related("body", "meeting")
    routes: dict[int, list[str]] = {pk: [] for pk in editions}
    for stop in stops.order_by("edition_id", "position"):
        routes[stop.edition_id].append(_stop(stop))
    return [
        (edition, [told(one) for one in found if one.edition_id == pk] + routes[pk])
        for pk, edition in editions.items()
    ]


def told(one: Consultation) -> str:
    """One consultation in a line: when, what, who, what was shown, who answered, and what came of it."""
    parts = [f"{when(one) or 'Day not stated'}: {one.name}", one.audience]
    head = ", ".join(part for part in parts if part)
    answered = ""
    if one.answered is not None:
        of = f" of {one.asked:,}" if one.asked is not None else ""
        answered = f"{one.answered:,}{of} answered"
    rest = [f"Shown: {one.shown}" if one.shown else "", answered, support(one), one.findings, one.outcome]
    return ". ".join(part.rstrip(".") for part in (head, *rest) if part) + "."


def _stop(stop: Step) -> str:
    day = stop.day
    said = f"{day.day} {day:%B %Y}" if day else start(stop.when)
    return f"{said}: {stop.body}. {stop.what}"
