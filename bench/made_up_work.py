"""What stands beside the lines of a made-up council: what was said, what they take, who carries them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bench.made_up_council import BATCH, READ_ON
from goldenthread.people.models import Council, Partner, Post
from goldenthread.plans.models import (
    Element,
    Evidence,
    GapNote,
    Involvement,
    Placement,
    Plan,
    Update,
    WorkplanItem,
)
from goldenthread.resources.models import Need

TWO_UPDATES = (date(2025, 10, 10), date(2026, 1, 10))


def add_work(
    council: Council, elements: Sequence[Element], strategy: Sequence[Element], posts: Sequence[Post]
) -> None:
    """Updates, notes on gaps, needs, evidence, workplan items, partners' parts and lines of a second plan."""
    actions = [one for one in elements if one.level.key == "action"]
    _said(council, actions, posts)
    _needs(council, actions)
    _shown(council, elements)
    _carried(council, actions, strategy, posts)


def _said(council: Council, actions: Sequence[Element], posts: Sequence[Post]) -> None:
    """Two updates of every other action, and why some have no owner; some say who will fill it."""
    Update.objects.bulk_create(
        (
            Update(council=council, element=one, made_on=on, is_done=n % 5 == 0)
            for on in TWO_UPDATES
            for n, one in enumerate(actions)
            if n % 2
        ),
        BATCH,
    )
    vacant = [one for one in actions if one.owner is None]
    GapNote.objects.bulk_create(
        (
            GapNote(
                council=council,
                element=one,
                code="OWN1",
                reason="The post is vacant.",
                owner=posts[n % len(posts)] if n % 3 else None,
                due_on=READ_ON + timedelta(days=n % 60 - 30) if n % 3 else None,
                is_accepted=n % 3 == 0 and n % 2 == 0,
            )
            for n, one in enumerate(vacant)
        ),
        BATCH,
    )


def _needs(council: Council, actions: Sequence[Element]) -> None:
    """What every third action takes of its service; a third without a budget line, half unconfirmed."""
    Need.objects.bulk_create(
        (
            Need(
                council=council,
                element=one,
                service=one.service,
                days=Decimal(n % 40),
                money=Decimal(1_000 + n),
                budget_line="" if n % 9 == 0 else f"Line {n % 200}",
                confirmed_on=READ_ON if n % 2 else None,
                confirmed_by="Head of service" if n % 2 else "",
                answer="CONFIRMED" if n % 2 else "",
            )
            for n, one in enumerate(actions)
            if n % 3 == 0
        ),
        BATCH,
    )


def _shown(council: Council, elements: Sequence[Element]) -> None:
    """Evidence of every other improvement, and a partner's part in every tenth."""
    partners = list(Partner.objects.filter(council=council))
    improvements = [one for one in elements if one.level.key == "improvement"]
    Evidence.objects.bulk_create(
        (
            Evidence(council=council, element=one, title="What residents said")
            for n, one in enumerate(improvements)
            if n % 2
        ),
        BATCH,
    )
    Involvement.objects.bulk_create(
        (
            Involvement(council=council, element=one, role="PROVIDER", partner=partners[n % len(partners)])
            for n, one in enumerate(improvements)
            if n % 10 == 0
        ),
        BATCH,
    )


def _carried(
    council: Council, actions: Sequence[Element], strategy: Sequence[Element], posts: Sequence[Post]
) -> None:
    """Workplan items under every fifth line of the service plans; every 50th counts in the strategy too."""
    own = [one for one in actions if one.edition.plan.kind == Plan.Kind.SERVICE and one.edition.is_current]
    WorkplanItem.objects.bulk_create(
        (
            WorkplanItem(council=council, item=one, post=posts[n % len(posts)], words=f"Task {n}")
            for n, one in enumerate(own)
            if n % 5 == 0
        ),
        BATCH,
    )
    last = strategy[-1]
    Placement.objects.bulk_create(
        (
            Placement(
                council=council, element=one, edition=last.edition, level=last.level, parent=last.parent
            )
            for n, one in enumerate(own)
            if n % 50 == 0
        ),
        BATCH,
    )
