"""Recording the rounds that a file holds, each with its deadlines worked back from its meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import Recorded, Row, as_kept, as_text, plain
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.rounds.models import Round
from goldenthread.rounds.setting_up import work_out_again


@transaction.atomic
def record_rounds(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record rounds by their slug; a row's `source` goes into the ledger. Raises `Refused`."""
    held = {one.slug: one for one in Round.objects.filter(council=council)}
    done = Recorded()
    for row in rows:
        facts = as_kept(Round, {name: value for name, value in row.items() if name != "source"})
        done += _recorded(council, facts, held.get(facts["slug"]), str(row.get("source", "")), by, at)
    return done


def _recorded(
    council: Council, facts: Row, held: Round | None, source: str, by: Officer, at: datetime
) -> Recorded:
    if held is None:
        made = Round.objects.create(council=council, **facts)
        note(
            verb="set up", subject=made, council=council.slug, by=by, at=at, after=plain(made), source=source
        )
        work_out_again(round=made, by=by, at=at)
        return Recorded(created=1)
    before = {name: getattr(held, name) for name, value in facts.items() if getattr(held, name) != value}
    if not before:
        return Recorded(same=1)
    Round.objects.filter(pk=held.pk).update(
        **{name: facts[name] for name in before}, version=held.version + 1
    )
    note(
        verb="changed",
        subject=held,
        council=council.slug,
        by=by,
        at=at,
        before={name: as_text(value) for name, value in before.items()},
        after={name: as_text(facts[name]) for name in before},
        source=source,
    )
    work_out_again(round=held, by=by, at=at)
    return Recorded(changed=1)
