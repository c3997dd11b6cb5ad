"""Keeping the council's own Word templates: bringing one, retiring it, and taking it up again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.models import Template
from goldenthread.reports.templating import check
from goldenthread.reports.word_files import digest_of, neutralised


def reasons_not_to_keep_templates(council: Council, by: Officer) -> list[str]:
    """Why this person may not bring, retire or take up a template."""
    return reasons_of_duty(council, "keep_templates", by)


@transaction.atomic
def bring_template(*, council: Council, name: str, data: bytes, by: Officer, at: datetime) -> Template:
    """Keep a template under its name; one that has the name is replaced, and is in use again.

    Documents made with the one before stay as they are. Raises `Refused` with what is wrong with the file.
    """
    refuse_if(reasons_not_to_keep_templates(council, by))
    plain = " ".join(name.split())
    refuse_if([] if plain else ["Name the template, such as “Executive report”."])
    found = check(data)
    refuse_if(found.problems)
    content = neutralised(data)
    row = {
        "digest": digest_of(content),
        "places": list(found.places),
        "brought_at": at,
        "brought_by": by.post,
        "is_retired": False,
    }
    held = Template.objects.select_for_update(of=("self",)).filter(council=council, name=plain).first()
    if held is None:
        new = {**row, "council_id": council.pk, "name": plain, "file": content}
        return make(Template, new, council=council, by=by, at=at, verb="brought")
    if held.digest == row["digest"] and not held.is_retired:
        return held
    change(held, row, council=council, by=by, at=at, verb="brought again")
    held.file = content  # kept out of the ledger's entry, which holds its digest
    held.save(update_fields=["file"])
    return held


@transaction.atomic
def retire_template(*, template: Template, seen: int, by: Officer, at: datetime) -> None:
    """Take a template out of use; documents made with it stay. Raises `Refused`."""
    _use(template, seen, is_retired=True, verb="retired", by=by, at=at)


@transaction.atomic
def take_up_template(*, template: Template, seen: int, by: Officer, at: datetime) -> None:
    """Put a retired template in use again. Raises `Refused`."""
    _use(template, seen, is_retired=False, verb="taken up", by=by, at=at)


def _use(template: Template, seen: int, *, is_retired: bool, verb: str, by: Officer, at: datetime) -> None:
    refuse_if(reasons_not_to_keep_templates(template.council, by))
    held = Template.objects.select_for_update(of=("self",)).get(pk=template.pk)
    refuse_if_stale(seen, held.version, "this template")
    change(held, {"is_retired": is_retired}, council=template.council, by=by, at=at, verb=verb)
