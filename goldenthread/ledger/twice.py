"""Refusing what one person records twice in a moment: a form that was sent again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import as_text
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

A_MOMENT = timedelta(minutes=1)
# What is worked out for each record and tells two that say the same apart from nothing.
_WORKED_OUT = frozenset({"position", "number", "slug"})


def refuse_if_twice(
    model: type[Model], row: Mapping[str, Any], *, council: Council, by: Officer, at: datetime
) -> None:
    """Refuse a row just like one that the same person recorded within a minute. Raises `Refused`.

    Called where the row is made; what is locked there keeps two at once from both being let through.
    """
    said = {name: as_text(value) for name, value in row.items()
            if name not in _WORKED_OUT and value not in (None, "")}  # fmt: skip
    lately = Entry.objects.filter(
        council=council.slug, subject_kind=model._meta.model_name, by_post=by.post, by_user=by.username,
        at__gt=at - A_MOMENT, at__lte=at, before={},
    )  # fmt: skip
    same = (one for one in lately if said.items() <= one.after.items())
    found = next((one for one in same if model._default_manager.filter(pk=one.subject_id).exists()), None)
    refuse_if(
        [
            f"You recorded this a moment ago: “{found.subject}”. It is on record once, and nothing is lost. "
            "If this is another that says the same, wait a minute or say what tells them apart."
        ]
        if found
        else []
    )
