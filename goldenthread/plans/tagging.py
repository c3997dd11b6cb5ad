"""Putting tags on elements: a tag is made when it is first used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.ledger.recording import Recorded, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Tag, Tagging


@transaction.atomic
def tag_elements(
    *, council: Council, given: Iterable[tuple[int, str, str]], by: Officer, at: datetime
) -> Recorded:
    """Tag elements; each of `given` is an element's key, the tag's kind and its name."""
    wanted = list(dict.fromkeys(given))
    rows = [{"kind": kind, "name": name} for kind, name in dict.fromkeys(one[1:] for one in wanted)]
    bring_up_to_date(Tag, rows, key=["kind", "name"], council=council, by=by, at=at)
    tags = {(tag.kind, tag.name): tag.pk for tag in Tag.objects.filter(council=council)}
    return bring_up_to_date(
        Tagging,
        [{"element_id": element, "tag_id": tags[kind, name]} for element, kind, name in wanted],
        key=["element_id", "tag_id"],
        within={"tag__council_id": council.pk},
        council=council,
        by=by,
        at=at,
    )
