"""A made-up plan to deliver, the same each time: what its actions ask of services, and what they can give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from django.db import transaction

from bench.made_up_council import BATCH, READ_ON
from goldenthread.core.periods import Period, financial_year_of, next_period, quarter_of
from goldenthread.core.workload import Ask, Cell, Estimate, Event, Given, Work, Workload, load
from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models import Edition, Element, Level, Plan
from goldenthread.resources.models import Capacity, Cost, Dependency, Effort, Need, Terms

HALF = Decimal("0.5")
GROUP_SIZE = 30  # actions under one improvement
FIRST_GROUP = 1_000_000  # keys of improvements stand apart from those of actions


def made_up_workload(actions: int = 300, services: int = 40, quarters: int = 8, seed: int = 2026) -> Workload:
    """A plan as the rules see it, without a database: keys of actions from 1, of services from 1.

    Some cells are over full, some have no capacity on record, one in ten actions is fixed, about one in four
    waits for one or two that are due before it starts, and one in twenty for an event outside.
    """
    chance = Random(seed)
    periods = _periods(quarters)
    works: list[Work] = []
    for key in range(1, actions + 1):
        works.append(_work(key, services, periods, works, chance))
    asked = load(Workload(periods, {}, {}, tuple(works)))
    given = {
        cell: Given(_halves(float(days) * chance.uniform(0.75, 1.6)), chance.random() < 0.7)
        for cell in (Cell(one, quarter) for one in range(1, services + 1) for quarter in range(quarters))
        for days in (asked.get(cell, Decimal(10)),)
        if chance.random() < 0.97
    }
    names = {key: f"Service {key:02}" for key in range(1, services + 1)}
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for work in works:
        for year, pounds in work.money.items():
            spent[year] += pounds
    purse = {year: (pounds * Decimal("0.95")).quantize(Decimal("0.01")) for year, pounds in spent.items()}
    return Workload(periods, names, given, tuple(works), purse)


def _periods(count: int) -> tuple[Period, ...]:
    found = [quarter_of(READ_ON)]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return tuple(found)


def _work(key: int, services: int, periods: Sequence[Period], held: Sequence[Work], chance: Random) -> Work:
    last = len(periods) - 1
    starts = chance.randrange(len(periods))
    due = min(last, starts + chance.randrange(4))
    before = [one.key for one in held if one.due < starts]
    waits = tuple(sorted(chance.sample(before, min(len(before), chance.choice((1, 1, 2))))))
    helpers = chance.sample(range(1, services + 1), min(services, chance.choice((1, 1, 2, 3))))
    is_fixed = chance.random() < 0.1
    years = sorted({financial_year_of(periods[n].starts_on).starts_on.year for n in (starts, due)})
    return Work(
        key=key,
        title=f"Action {key}",
        starts=starts,
        due=due,
        asks=tuple(_ask(one, starts, due, chance) for one in sorted(helpers)),
        is_fixed=is_fixed,
        latest=min(last, due + 2) if chance.random() < 0.3 else None,
        may_drop=not is_fixed and chance.random() < 0.8,
        value=chance.randrange(5, 101),
        rank=key if chance.random() < 0.8 else None,
        waits_for=waits if chance.random() < 0.3 else (),
        events=(Event(f"Event {key}", starts, min(last, starts + 1)),) if chance.random() < 0.05 else (),
        groups=(FIRST_GROUP + (key - 1) // GROUP_SIZE,),
        money={year: Decimal(chance.randrange(1, 200)) * 500 for year in years},
    )  # fmt: skip


def _ask(service: int, starts: int, due: int, chance: Random) -> Ask:
    by_quarter = {}
    for quarter in range(starts, due + 1):
        likely = _halves(chance.uniform(2, 40))
        by_quarter[quarter] = Estimate(
            _halves(float(likely) * chance.uniform(0.5, 0.95)),
            likely,
            _halves(float(likely) * chance.uniform(1.1, 2.2)) + HALF,
        )
    return Ask(service, by_quarter, chance.random() < 0.6)


def _halves(days: float) -> Decimal:
    return Decimal(round(days * 2)) / 2


@transaction.atomic
def make_delivery(actions: int = 300, services: int = 40, quarters: int = 8, slug: str = "") -> Edition:
    """Store the same plan as a council's current edition, and answer with that edition."""
    plan = made_up_workload(actions, services, quarters)
    council = Council.objects.create(
        slug=slug or f"to-deliver-{actions}", name="Made-up Council", position_on=READ_ON
    )
    made = Service.objects.bulk_create(
        [Service(council=council, name=name) for name in plan.services.values()], BATCH
    )
    named = dict(zip(plan.services, made, strict=True))
    post = Post.objects.create(council=council, title="Post 1", service=made[0])
    elements = _elements(council, plan, post)
    _needs(council, plan, elements, named)
    _beside(council, plan, elements)
    Capacity.objects.bulk_create(
        (
            Capacity(
                council=council, service=named[cell.service],
                quarter_on=plan.quarters[cell.quarter].starts_on, gross=held.days + 20,
                business_as_usual=Decimal(15), leave=Decimal(5), basis="ILLUSTRATIVE",
                confirmed_on=READ_ON if held.is_confirmed else None,
                confirmed_by="Director" if held.is_confirmed else "",
            )
            for cell, held in plan.given.items()
        ),
        BATCH,
    )  # fmt: skip
    return next(iter(elements.values())).edition


def _elements(council: Council, plan: Workload, post: Post) -> dict[int, Element]:
    """A theme, improvements under it, and the actions under those."""
    held = Plan.objects.create(
        council=council, slug="council-plan", name="Council plan", kind="CORPORATE", is_main=True
    )
    edition = Edition.objects.create(
        plan=held, slug="2026-28", name="Council plan 2026 to 2028", state="DRAFT", is_current=True,
        starts_on=plan.quarters[0].starts_on, ends_on=plan.quarters[-1].ends_on,
    )  # fmt: skip
    keys = (("theme", "Theme"), ("improvement", "Improvement"), ("action", "Action"))
    theme, improvement, action = Level.objects.bulk_create(
        Level(
            edition=edition, key=key, name=name, plural=f"{name}s", position=place,
            needs_capacity=key == "action",
        )
        for place, (key, name) in enumerate(keys)
    )  # fmt: skip
    whole = {"council": council, "edition": edition}
    top = Element.objects.create(**whole, level=theme, code="theme", title="Theme", position=1)
    groups = sorted({one.groups[0] for one in plan.works})
    above = Element.objects.bulk_create(
        [
            Element(
                **whole, level=improvement, parent=top, code=f"i{key}", title=f"Improvement {n}", position=n
            )
            for n, key in enumerate(groups, start=1)
        ],
        BATCH,
    )
    under = dict(zip(groups, above, strict=True))
    lines = Element.objects.bulk_create(
        [
            Element(
                **whole, level=action, parent=under[one.groups[0]], code=f"a{one.key}", title=one.title,
                position=one.key, rank=one.rank, owner=post, starts_on=plan.quarters[one.starts].starts_on,
                due_on=plan.quarters[one.due].ends_on,
            )
            for one in plan.works
        ],
        BATCH,
    )  # fmt: skip
    return dict(zip((one.key for one in plan.works), lines, strict=True))


def _needs(
    council: Council, plan: Workload, elements: Mapping[int, Element], services: Mapping[int, Service]
) -> None:
    asked = [(work, ask) for work in plan.works for ask in work.asks]
    needs = Need.objects.bulk_create(
        [
            Need(
                council=council, element=elements[work.key], service=services[ask.service], days=ask.days,
                days_low=sum(one.low for one in ask.by_quarter.values()),
                days_high=sum(one.high for one in ask.by_quarter.values()),
                confirmed_on=READ_ON if ask.is_confirmed else None,
                confirmed_by="Head of service" if ask.is_confirmed else "",
                answer="CONFIRMED" if ask.is_confirmed else "",
            )
            for work, ask in asked
        ],
        BATCH,
    )  # fmt: skip
    Effort.objects.bulk_create(
        (
            Effort(need=need, quarter_on=plan.quarters[quarter].starts_on, **days._asdict())
            for need, (_, ask) in zip(needs, asked, strict=True)
            for quarter, days in ask.by_quarter.items()
        ),
        BATCH,
    )


def _beside(council: Council, plan: Workload, elements: Mapping[int, Element]) -> None:
    """Terms, costs, and what each action waits for."""
    Terms.objects.bulk_create(
        (
            Terms(
                council=council, element=elements[one.key], value=one.value, may_drop=one.may_drop,
                is_fixed=one.is_fixed, fixed_because="A statute" if one.is_fixed else "",
                latest_on=plan.quarters[one.latest].ends_on if one.latest is not None else None,
            )
            for one in plan.works
        ),
        BATCH,
    )  # fmt: skip
    Cost.objects.bulk_create(
        (
            Cost(council=council, element=elements[one.key], year=year, what="Running it", amount=pounds)
            for one in plan.works
            for year, pounds in one.money.items()
        ),
        BATCH,
    )
    waits = [
        Dependency(council=council, element=elements[one.key], on=elements[on])
        for one in plan.works
        for on in one.waits_for
    ]
    events = [
        Dependency(
            council=council, element=elements[one.key], event=event.name,
            event_on=plan.quarters[event.likely].starts_on,
            event_latest_on=plan.quarters[event.latest].ends_on,
        )
        for one in plan.works
        for event in one.events
    ]  # fmt: skip
    Dependency.objects.bulk_create([*waits, *events], BATCH)
