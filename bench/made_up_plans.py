"""A made-up council with many plans and years, the same each time: what the thread and search go through.

Fourteen plans: a partnership's strategy, the corporate strategy that serves it, service plans below, and a
framework that the corporate strategy is held against. Each has an edition a year; the last is current.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice, pairwise
from random import Random
from typing import NamedTuple

from django.db import transaction

from bench.made_up_council import BATCH, READ_ON, add_figures
from bench.made_up_work import add_work
from goldenthread.governance.models import Body, Paper
from goldenthread.measures.models import Measure, MeasureLink
from goldenthread.people.models import Council, Partner, Post, Service, Term
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Level,
    Plan,
    Succession,
    Tag,
    Tagging,
)

KINDS = ("COMMUNITY", "CORPORATE", *("SERVICE" for _ in range(11)), "FRAMEWORK")
FRAMEWORK = len(KINDS) - 1
TIERS = (("vision", "Vision"), ("theme", "Theme"), ("improvement", "Improvement"), ("action", "Action"))
NEEDED_OF_ACTIONS = ("needs_owner", "needs_budget", "needs_capacity", "needs_carrier", "needs_update")
VERBS = (
    "Build", "Reduce", "Support", "Improve", "Review", "Publish", "Protect",
    "Renew", "Open", "Extend", "Prepare", "Deliver", "Train", "Halve",
)  # fmt: skip
THINGS = (
    "affordable homes", "carbon emissions", "library opening hours", "street cleaning", "foster placements",
    "cycle routes", "flood defences", "school meals", "council tax support", "youth clubs", "recycling rates",
    "empty properties", "adult learning", "dementia-friendly cafés", "parks & open spaces",
    "waste collection", "business rates relief", "children’s centres", "safeguarding training",
    "bus punctuality", "customer enquiries", "planning decisions", "apprenticeships", "air quality",
)  # fmt: skip
PLACES = (
    "in the city centre", "for older people", "across every ward", "with our partners",
    "for looked after children", "on the western estates", "in primary schools", "by the end of the year",
    "for residents in fuel poverty", "through the community safety partnership", "in rural parishes",
    "for small businesses",
)  # fmt: skip


class Sizes(NamedTuple):
    """How much a council holds; editions are shared out among its plans."""

    elements: int
    editions: int = 20
    contributions: int = 0
    measures: int = 0
    posts: int = 10
    papers: int = 10


class Made(NamedTuple):
    """A council and its elements by plan and year, as they were stored."""

    council: Council
    lines: list[list[list[Element]]]

    @property
    def elements(self) -> list[Element]:
        return [one for years in self.lines for year in years for one in year]

    @property
    def strategy(self) -> list[Element]:
        """The corporate strategy's current lines, from the vision down."""
        return self.lines[1][-1]

    def first(self, level: str) -> int:
        """The strategy's first line of a level, by its key in the database."""
        return next(one.pk for one in self.strategy if one.level.key == level)


@transaction.atomic
def make_plans(sizes: Sizes, slug: str = "many-plans") -> Made:
    """Store a council of these sizes in a few seconds; every row stands in the same place each time."""
    dice = Random(sizes.elements)
    council = Council.objects.create(slug=slug, name="Many Plans Council", position_on=READ_ON, is_open=True)
    posts = _people(council, sizes.posts)
    plans = _plans(council, sizes, posts)
    share = -(-sizes.elements // sizes.editions)
    left = sizes.elements
    lines: list[list[list[Element]]] = []
    for editions in plans:
        lines.append([])
        for year, edition in enumerate(editions):
            lines[-1].append(_elements(council, edition, year, min(share, left), posts, dice))
            left -= len(lines[-1][-1])
    made = Made(council, lines)
    _contributions(made, sizes.contributions, dice)
    _history(made)
    _measures(made, sizes.measures, posts, dice)
    _around(made, sizes, dice)
    add_work(council, made.elements, made.strategy, posts)
    return made


def _people(council: Council, count: int) -> list[Post]:
    services = Service.objects.bulk_create(
        [Service(council=council, name=f"{thing.capitalize()} service") for thing in THINGS], BATCH
    )
    posts = [
        Post(council=council, title=f"{_rank(number)} of {service.name.lower()}, {number}", service=service)
        for number, service in zip(range(1, count + 1), cycle(services), strict=False)
    ]
    return Post.objects.bulk_create(posts, BATCH)


def _rank(number: int) -> str:
    return ("Head", "Manager", "Officer", "Director")[number % 4]


def _plans(council: Council, sizes: Sizes, posts: Sequence[Post]) -> list[list[Edition]]:
    """Ten plans, each with its editions, oldest first."""
    each, over = divmod(sizes.editions, len(KINDS))
    made = []
    for number, kind in enumerate(KINDS):
        service = posts[number % len(posts)].service if kind == "SERVICE" else None
        plan = Plan.objects.create(
            council=council,
            slug=f"plan-{number}",
            name=f"{service} plan" if service else f"{kind.capitalize()} plan",
            kind=kind,
            is_main=kind == "CORPORATE",
            service=service if len({post.service_id for post in posts}) > len(KINDS) else None,
            position=number,
        )
        made.append(_editions(plan, each + (number < over)))
    return made


def _editions(plan: Plan, count: int) -> list[Edition]:
    made = []
    for year in range(2026 - count, 2026):
        is_last = year == 2025
        made.append(
            Edition.objects.create(
                plan=plan,
                slug=f"{year}",
                name=f"{plan.name} {year}/{(year + 1) % 100:02}",
                state="ADOPTED" if is_last else "REPLACED",
                is_current=is_last,
                starts_on=date(year, 4, 1),
                ends_on=date(year + 1, 3, 31),
                replaces=made[-1] if made else None,
            )
        )
    return made


def _elements(
    council: Council, edition: Edition, year: int, count: int, posts: Sequence[Post], dice: Random
) -> list[Element]:
    """One vision, a theme for every 60, an improvement for every six, and the rest actions."""
    levels = [
        Level(
            edition=edition,
            key=key,
            name=name,
            plural=f"{name}s",
            position=place,
            is_monitored=place > 0,
            years=1 if place == 3 else None,
            needs_measure=place == 2,
            needs_evidence=place == 2,
            **{name: place == 3 for name in NEEDED_OF_ACTIONS},
        )
        for place, (key, name) in enumerate(TIERS)
    ]
    Level.objects.bulk_create(levels)
    themes = max(1, count // 60)
    tiers = [1, themes, max(1, count // 6)]
    tiers = [*tiers, max(0, count - sum(tiers))]
    above: list[Element] = []
    made: list[Element] = []
    for level, size in zip(levels, tiers, strict=True):
        tier = [_element(level, place, above, dice, posts) for place in range(size)]
        for one in tier:
            one.council, one.edition = council, edition
        above = Element.objects.bulk_create(tier[: count - len(made)], BATCH)
        made += above
    return made


def _element(
    level: Level, place: int, above: Sequence[Element], dice: Random, posts: Sequence[Post]
) -> Element:
    """An element titled as people write; every 29th hangs from nothing, every 12th action has no owner."""
    post = posts[dice.randrange(len(posts))]
    starts_on = date(2025, 4, 1) + timedelta(days=place % 90)
    is_action = level.position == 3
    return Element(
        level=level,
        position=place,
        parent=above[place % len(above)] if above and place % 29 < 28 else None,
        code=f"{level.key[0].upper()}{place + 1}",
        kind=Element.Kind.VISION if level.position == 0 else Element.Kind.ORDINARY,
        title=f"{dice.choice(VERBS)} {dice.choice(THINGS)} {dice.choice(PLACES)}",
        detail=f"We will {dice.choice(VERBS).lower()} {dice.choice(THINGS)}." if place % 4 == 0 else "",
        owner=post if is_action and place % 12 else None,
        service=post.service if is_action else None,
        starts_on=starts_on if is_action else None,
        due_on=starts_on + timedelta(days=place % 270) if is_action and place % 17 else None,
    )


def _contributions(made: Made, count: int, dice: Random) -> None:
    """Links upwards: service plans serve the strategy, and it serves the partnership's and the framework."""
    pairs = islice(_upwards(made.lines, dice), count)
    Contribution.objects.bulk_create(
        (Contribution(council=made.council, giver=giver, taker=taker) for giver, taker in pairs), BATCH
    )


def _upwards(lines: list[list[list[Element]]], dice: Random) -> Iterator[tuple[Element, Element]]:
    seen: set[tuple[int, int]] = set()
    for _ in range(40):  # rounds: each element links once more in each, until enough are made
        for plan, years in enumerate(lines):
            for year, givers in enumerate(years):
                for giver in givers if 0 < plan < FRAMEWORK else ():
                    takers = _takers(lines, plan, len(years) - year, dice)
                    if not takers:
                        continue
                    taker = takers[dice.randrange(len(takers))]
                    if (giver.pk, taker.pk) not in seen:
                        seen.add((giver.pk, taker.pk))
                        yield giver, taker


def _takers(lines: list[list[list[Element]]], plan: int, back: int, dice: Random) -> list[Element]:
    """The lines of the plan above, of its edition as many back from the last."""
    years = lines[1 if plan > 1 else dice.choice((0, FRAMEWORK))]
    return years[max(0, len(years) - back)] if years else []


def _history(made: Made) -> None:
    """Each element of an edition goes on from the one in its place the year before."""
    Succession.objects.bulk_create(
        (
            Succession(council=made.council, old=old, new=new, kind="CARRIED" if place % 5 else "AMENDED")
            for years in made.lines
            for before, after in pairwise(years)
            for place, (old, new) in enumerate(zip(before, after, strict=False))
        ),
        BATCH,
    )


def _measures(made: Made, count: int, posts: Sequence[Post], dice: Random) -> None:
    """Measures of the strategy's current improvements, with twelve quarters of targets and results."""
    measures = Measure.objects.bulk_create(
        (
            Measure(
                council=made.council,
                code=f"NI {number}",
                title=f"{dice.choice(THINGS).capitalize()} {dice.choice(PLACES)}",
                unit="%",
                owner=posts[number % len(posts)],
                service=posts[number % len(posts)].service,
                position=number,
                baseline=Decimal(number % 100),
            )
            for number in range(1, count + 1)
        ),
        BATCH,
    )
    shown = cycle([one for one in made.strategy if one.level.key == "improvement"])
    MeasureLink.objects.bulk_create(
        (MeasureLink(measure=one, element=element) for one, element in zip(measures, shown, strict=False)),
        BATCH,
    )
    add_figures(made.council, measures)


def _around(made: Made, sizes: Sizes, dice: Random) -> None:
    """What else there is: bodies, papers, partners, terms and tags."""
    council = made.council
    bodies = Body.objects.bulk_create(
        [Body(council=council, name=f"{thing.capitalize()} committee", kind="SCRUTINY") for thing in THINGS]
    )
    Paper.objects.bulk_create(
        (
            Paper(
                council=council,
                slug=f"paper-{number}",
                title=f"{dice.choice(THINGS).capitalize()} {dice.choice(PLACES)}",
                report_of="Director",
                body=bodies[number % len(bodies)],
                meets_on=READ_ON - timedelta(days=number),
                state=Paper.State.APPROVED,
            )
            for number in range(sizes.papers)
        ),
        BATCH,
    )
    Partner.objects.bulk_create(
        Partner(council=council, slug=f"partner-{n}", name=f"{thing.capitalize()} trust")
        for n, thing in enumerate(THINGS)
    )
    Term.objects.bulk_create(
        Term(council=council, word=f"{thing[:2].upper()}{n}", meaning=f"A word for {thing}")
        for n, thing in enumerate(THINGS)
    )
    tags = Tag.objects.bulk_create(
        Tag(council=council, kind="WARD", name=f"{thing.capitalize()} ward") for thing in THINGS
    )
    actions = [one for one in made.elements if one.level.key == "action"]
    Tagging.objects.bulk_create(
        (Tagging(tag=tags[n % len(tags)], element=one) for n, one in enumerate(actions) if n % 3 == 0), BATCH
    )
