"""A council with a whole thread across plans: a partnership's strategy, a corporate one, and a service plan.

Community strategy   shared vision → cleaner place
Strategy 2014        vision → place → clean → action      (vision and place contribute upwards)
Streets plan         sweep (carries action) → round
workplans            two items of one post, one of another, under round
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.people.models import Council, Partner
from goldenthread.plans import actions as plans
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Evidence,
    Involvement,
    Plan,
    WorkplanItem,
)
from tests.cast import WHO, Cast, a_council, element

COMMUNITY_LEVELS = [
    {"key": "vision", "name": "Vision", "plural": "Visions", "is_monitored": False},
    {"key": "outcome", "name": "Outcome", "plural": "Outcomes"},
]
SERVICE_LEVELS = [
    {"key": "task", "name": "Service task", "plural": "Service tasks", "needs_owner": True},
    {"key": "step", "name": "Step", "plural": "Steps", "needs_owner": True},
]


@dataclass(frozen=True)
class Threads:
    """The cast, the two other plans' editions, every element by its code, and a partner."""

    cast: Cast
    community: Edition
    streets: Edition
    of: dict[str, Element]
    partner: Partner

    @property
    def council(self) -> Council:
        return self.cast.council


def an_edition(council: Council, slug: str, kind: str, levels: list[dict[str, Any]], rows: Any) -> Edition:
    """A plan with one current edition and its elements."""
    plan = plans.set_up_plan(
        council=council, slug=slug, name=slug.replace("-", " ").title(), kind=kind, **WHO
    )
    edition = plans.set_up_edition(
        plan=plan, slug="now", name=f"{plan.name} now", is_current=True, state="ADOPTED", levels=levels, **WHO
    )
    plans.place_elements(council=council, edition=edition, rows=rows, **WHO)
    return edition


def join(giver: Element, taker: Element, kind: str = "CONTRIBUTES") -> Contribution:
    """A link made without asking anybody."""
    return Contribution.objects.create(council=giver.council, giver=giver, taker=taker, kind=kind)


def a_part(council: Council) -> Involvement:
    """A partner's part in the council's first element."""
    partner, _ = Partner.objects.get_or_create(council=council, slug="a-partner", name="A Partner")
    first = council.elements.first()
    return Involvement.objects.get_or_create(
        council=council, element=first, role="PROVIDER", partner=partner
    )[0]


def some_evidence(council: Council) -> Evidence:
    """A piece of evidence of the council's first element."""
    first = council.elements.first()
    return Evidence.objects.get_or_create(council=council, element=first, title="An inspection letter")[0]


def a_framework(council: Council) -> Plan:
    """An assessment framework of one outcome."""
    held = Plan.objects.filter(council=council, kind="FRAMEWORK").first()
    if held is None:
        rows = [element("outcome", "outcome", title="An outcome")]
        held = an_edition(council, "assessment", "FRAMEWORK", COMMUNITY_LEVELS, rows).plan
    return held


def a_thread(slug: str = "testbury") -> Threads:
    """Make the council with its three plans and three workplan items."""
    cast = a_council(slug)
    council = cast.council
    rows = [
        element("shared-vision", "vision", kind="VISION", title="A shared vision"),
        element("cleaner", "outcome", "shared-vision", title="A cleaner place"),
        element("safer", "outcome", "shared-vision", title="A safer place"),
    ]
    community = an_edition(council, "community-strategy", "COMMUNITY", COMMUNITY_LEVELS, rows)
    streets = council.services.get(name="Streets")
    rows = [
        element("sweep", "task", title="Sweep at dawn", service_id=streets.pk, due_on=date(2014, 8, 1)),
        element("round", "step", "sweep", title="Plan the rounds", service_id=streets.pk),
        element("usual", "task", title="Empty the bins", kind="AS_USUAL", service_id=streets.pk),
    ]
    service = an_edition(council, "streets-plan", "SERVICE", SERVICE_LEVELS, rows)
    of = {one.code: one for one in Element.objects.filter(council=council).select_related("edition__plan")}
    join(of["vision"], of["shared-vision"])
    join(of["place"], of["cleaner"])
    join(of["sweep"], of["action"])
    for title, words in (("Head of Streets", "secret one"), ("Head of Streets", "secret two"),
                         ("Strategy Manager", "secret three")):  # fmt: skip
        post = council.posts.get(title=title)
        WorkplanItem.objects.create(council=council, item=of["round"], post=post, words=words, note=words)
    partner = Partner.objects.create(council=council, slug="tidy-trust", name="Tidy Trust")
    return Threads(cast, community, service, of, partner)
