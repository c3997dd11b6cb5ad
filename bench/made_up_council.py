"""A made-up council of any size, the same each time: posts but no people, and gaps as plans have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice, pairwise
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, financial_year, quarters_of
from goldenthread.core.rulebook import data_of, short_rule
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import Measure, MeasureLink, Observation, RatingRule, Target
from goldenthread.people.models import Council, Post, Service, User
from goldenthread.plans.models import Edition, Element, GapNote, Level, Plan, Update

READ_ON = date(2026, 4, 30)
QUARTERS = [quarter for year in (2023, 2024, 2025) for quarter in quarters_of(financial_year(year))]
UPDATES = (date(2025, 7, 10), date(2025, 10, 10), date(2026, 1, 10))
BATCH = 500  # rows an INSERT: few enough for any database's limit on parameters


class Size(NamedTuple):
    """How many elements and measures a council has."""

    elements: int
    measures: int

    def __str__(self) -> str:
        return f"{self.elements:,} elements and {self.measures:,} measures"


@transaction.atomic
def make_council(size: Size, periods: Sequence[Period] = QUARTERS, slug: str = "") -> Council:
    """Store a council of a size: elements on four levels, a result and a target for each period."""
    slug = slug or f"made-up-{size.elements}"
    council = Council.objects.create(slug=slug, name="Made-up Council", position_on=READ_ON)
    rulebook = short_rule("within:10%")
    RatingRule.objects.create(
        council=council, code="within-10", name=rulebook.rule.name, body=data_of(rulebook)
    )
    posts = _posts(council, max(2, size.elements // 50))
    elements = _elements(council, size.elements, posts)
    measures = _measures(council, size.measures, posts)
    _link(measures, [one for one in elements if one.level.key == "improvement"])
    if periods is not QUARTERS:
        Measure.objects.filter(council=council).update(frequency="MONTHLY")
    add_figures(council, measures, periods)
    return council


def performance_officer(council: Council) -> User:
    """Somebody to read the pages as: signed in, holding the council's first post."""
    return User.objects.create(username=council.slug, post=council.posts.order_by("id").first())


def _posts(council: Council, count: int) -> list[Post]:
    services = [Service(council=council, name=f"Service {number}") for number in range(1, 1 + count // 4 + 1)]
    Service.objects.bulk_create(services, BATCH)
    posts = [
        Post(council=council, title=f"Post {number}", service=service)
        for number, service in zip(range(1, count + 1), cycle(services), strict=False)
    ]
    return Post.objects.bulk_create(posts, BATCH)


def _elements(council: Council, count: int, posts: list[Post]) -> list[Element]:
    """One vision, a theme for every 500 or so, an improvement for every ten, and the rest actions."""
    plan = Plan.objects.create(
        council=council, slug="council-plan", name="Council plan", kind="CORPORATE", is_main=True
    )
    edition = Edition.objects.create(
        plan=plan, slug="2025-26", name="Council plan 2025/26", state="ADOPTED", is_current=True
    )
    vision, theme, improvement, action = _levels(edition)
    themes, improvements = 2 + count // 500, 1 + count // 10
    actions = count - 1 - themes - improvements
    tiers = [
        [Element(level=vision, kind=Element.Kind.VISION, title="A council that doesn't exist")],
        [Element(level=theme, title=f"Theme {number}") for number in range(1, 1 + themes)],
        [Element(level=improvement, title=f"Improvement {number}") for number in range(1, 1 + improvements)],
        [_action(action, number, post) for number, post in _numbered(actions, posts)],
    ]
    for above, tier in pairwise([[], *tiers]):
        _store(council, edition, above, tier)
    _follow(council, tiers[-1], posts)
    return [one for tier in tiers for one in tier]


def _levels(edition: Edition) -> list[Level]:
    levels = [
        Level(edition=edition, key="vision", name="Vision", plural="Visions", is_monitored=False),
        Level(edition=edition, key="theme", name="Theme", plural="Themes"),
        Level(
            edition=edition, key="improvement", name="Improvement", plural="Improvements", needs_measure=True
        ),
        Level(edition=edition, key="action", name="Action", plural="Actions", years=1, needs_owner=True),
    ]
    for position, level in enumerate(levels):
        level.position = position
    return Level.objects.bulk_create(levels)


def _numbered(count: int, posts: list[Post]) -> Iterator[tuple[int, Post]]:
    return enumerate(islice(cycle(posts), count), start=1)


def _action(level: Level, number: int, post: Post) -> Element:
    """An action; every twelfth has no owner and every seventeenth no date."""
    starts_on = date(2025, 4, 1) + timedelta(days=number % 90)
    return Element(
        level=level,
        title=f"Action {number} of the made-up council's plan, as long as titles are",
        owner=None if number % 12 == 0 else post,
        service=post.service,
        starts_on=starts_on,
        due_on=None if number % 17 == 0 else starts_on + timedelta(days=number % 270),
    )


def _store(council: Council, edition: Edition, above: list[Element], tier: list[Element]) -> None:
    """Store one tier hung from the tier above; every 29th element hangs from nothing."""
    for position, one in enumerate(tier):
        one.council, one.edition, one.position = council, edition, position
        one.parent = above[position % len(above)] if above and position % 29 < 28 else None
    Element.objects.bulk_create(tier, BATCH)


def _follow(council: Council, actions: list[Element], posts: list[Post]) -> None:
    """What owners said of the actions in three quarters, and why some have no owner."""
    Update.objects.bulk_create(
        (
            Update(council=council, element=one, made_on=on, is_done=number % 10 > 2 - quarter)
            for quarter, on in enumerate(UPDATES)
            for number, one in enumerate(actions)
        ),
        BATCH,
    )
    GapNote.objects.bulk_create(
        (
            GapNote(council=council, element=one, code="OWN1", reason="The post is vacant.", owner=posts[0],
                    due_on=READ_ON + timedelta(days=number % 60 - 30))
            for number, one in enumerate(one for one in actions if one.owner is None)
        ),
        BATCH,
    )  # fmt: skip


def _measures(council: Council, count: int, posts: list[Post]) -> list[Measure]:
    polarities = cycle([Polarity.HIGHER, Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE])
    return Measure.objects.bulk_create(
        (
            Measure(
                council=council,
                code=f"M{number:04}",
                title=f"Measure {number} of what the made-up council does",
                unit="%",
                polarity=polarity,
                low=Decimal(80) if polarity is Polarity.RANGE else None,
                high=Decimal(90) if polarity is Polarity.RANGE else None,
                owner=None if number % 25 == 0 else post,
                service=post.service,
                position=number,
            )
            for (number, post), polarity in zip(_numbered(count, posts), polarities, strict=False)
        ),
        BATCH,
    )


def _link(measures: list[Measure], improvements: list[Element]) -> None:
    """Each measure shows the difference of one improvement; every fifth improvement is left without."""
    measured = cycle(one for number, one in enumerate(improvements) if number % 5 < 4)
    MeasureLink.objects.bulk_create(
        (MeasureLink(measure=one, element=element) for one, element in zip(measures, measured, strict=False)),
        BATCH,
    )


def add_figures(council: Council, measures: list[Measure], periods: Sequence[Period] = QUARTERS) -> None:
    """A target and a result for each period; some are still awaited, and some measures have no target."""
    numbered = list(enumerate(measures))
    for held in (numbered[start : start + 100] for start in range(0, len(numbered), 100)):
        pairs = [(n, one, q, period) for n, one in held for q, period in enumerate(periods)]
        Target.objects.bulk_create((_target(council, n, one, period) for n, one, _, period in pairs), BATCH)
        Observation.objects.bulk_create((_result(council, n + q, one, p) for n, one, q, p in pairs), BATCH)


def _target(council: Council, number: int, measure: Measure, period: Period) -> Target:
    blank = number % 10 == 9
    return Target(
        council=council,
        measure=measure,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=None if blank else Decimal(85),
        state=TargetState.TO_BE_SET if blank else TargetState.SET,
    )


def _result(council: Council, number: int, measure: Measure, period: Period) -> Observation:
    awaited = number % 23 == 22
    return Observation(
        council=council,
        measure=measure,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=None if awaited else Decimal(6500 + number * 137 % 3500) / 100,
        state=State.AWAITED if awaited else State.REPORTED,
        entered_by="Post 1",
        entered_at=timezone.now(),
    )
