"""A made-up council of 20 editions whose lines contribute to each other across plans, the same each time."""

from __future__ import annotations

from itertools import cycle, islice
from typing import NamedTuple

from goldenthread.people.models import Council
from goldenthread.plans.models import Contribution, Edition, Element, Level, Plan, WorkplanItem

BATCH = 500
EDITIONS = 20
KINDS = {0: "CORPORATE", 1: "COMMUNITY", 2: "FRAMEWORK"}  # the rest are service plans
LEVELS = ("vision", "theme", "improvement", "action")


class Threads(NamedTuple):
    """The council, one action in the middle of its thread, and how much there is."""

    council: Council
    action: int
    elements: int
    contributions: int


def make_threads(elements: int, contributions: int) -> Threads:
    """Make a council with a strategy, two frameworks and service plans, linked at every level."""
    council = Council.objects.create(slug=f"threads-{elements}", name=f"Threads of {elements}", is_open=True)
    post = council.posts.create(title="An officer")
    held = [_edition(council, place, elements // EDITIONS) for place in range(EDITIONS)]
    links = list(_links(council, held, contributions))
    Contribution.objects.bulk_create(links, BATCH, ignore_conflicts=True)
    carriers = [tiers[3] for tiers in held[3:]]
    items = (one for tier in carriers for one in tier[:10])
    WorkplanItem.objects.bulk_create(
        (WorkplanItem(council=council, item=one, post=post, words=f"Task {one.pk}") for one in items), BATCH
    )
    count = Contribution.objects.filter(council=council).count()
    return Threads(council, held[0][3][0].pk, Element.objects.filter(council=council).count(), count)


def _edition(council: Council, place: int, count: int) -> list[list[Element]]:
    """One plan's edition: a vision, some themes, more improvements, and the rest actions."""
    kind = KINDS.get(place, "SERVICE")
    plan = Plan.objects.create(
        council=council, slug=f"plan-{place}", name=f"Plan {place}", kind=kind, is_main=place == 0
    )
    edition = Edition.objects.create(plan=plan, slug="now", name=f"Plan {place} now", is_current=True)
    levels = Level.objects.bulk_create(
        Level(edition=edition, key=key, name=key.title(), plural=f"{key.title()}s", position=at)
        for at, key in enumerate(LEVELS, start=1)
    )
    sizes = [1, 8, max(1, count // 12)]
    sizes.append(max(1, count - sum(sizes)))
    tiers: list[list[Element]] = []
    for level, size in zip(levels, sizes, strict=True):
        above = tiers[-1] if tiers else [None]
        tier = [
            Element(
                council=council, edition=edition, level=level, position=at, parent=parent,
                title=f"{level.name} {at} of plan {place}, in about as many words as titles have",
                kind="VISION" if level.key == "vision" else "ORDINARY",
            )
            for at, parent in enumerate(islice(cycle(above), size))
        ]  # fmt: skip
        tiers.append(Element.objects.bulk_create(tier, BATCH))
    return tiers


def _links(council: Council, held: list[list[list[Element]]], count: int):  # type: ignore[no-untyped-def]
    """Themes to frameworks and service plans' lines to the strategy's, until there are enough."""
    strategy, frameworks, services = held[0], held[1:3], held[3:]
    for framework in frameworks:
        for tier in range(4):
            for at, one in enumerate(strategy[tier]):
                yield Contribution(
                    council=council, giver=one, taker=framework[tier][at % len(framework[tier])]
                )
    made = 2 * sum(len(tier) for tier in strategy)
    for turn in range(count):
        for service in services:
            for at, one in enumerate(service[3]):
                if made >= count:
                    return
                made += 1
                targets = strategy[3] if turn % 2 == 0 else frameworks[turn % 3 % 2][3]
                yield Contribution(
                    council=council, giver=one, taker=targets[(at * 7 + turn * 131) % len(targets)]
                )
