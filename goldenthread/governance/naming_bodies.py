"""Adding a body and renaming one: committees change from year to year (Cheltenham 2012, paragraph 4).

A body that is renamed stays the same body, with what it was sent; one that is another takes the old one's
place (`remits.replace_body`).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.governance.keeping import locked
from goldenthread.governance.models import Body
from goldenthread.governance.work_programmes import reasons_not_to_keep_route
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


class Named(NamedTuple):
    """A body as somebody writes it: its name, its kind, and what papers call it."""

    name: str
    kind: str
    short: str = ""


def reasons_not_so_named(council: Council, said: Named, held: Body | None = None) -> list[str]:
    """Why a body can't be called so, whoever names it."""
    if not said.name.strip():
        return ["Write the name of the body."]
    if said.kind not in Body.Kind.values:
        return ["Say what kind of body it is."]
    same = Body.objects.filter(council=council, name__iexact=" ".join(said.name.split()))
    if same.exclude(pk=held.pk if held else 0).exists():
        return [f"A body is called {said.name.strip()} already. Choose a name that tells the two apart."]
    return []


@transaction.atomic
def add_body(*, council: Council, said: Named, by: Officer, at: datetime) -> Body:
    """Enter a committee, board, partnership or management team. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_route(council, by) or reasons_not_so_named(council, said))
    return make(Body, {"council_id": council.pk, **_row(said)}, council=council, by=by, at=at)


@transaction.atomic
def rename_body(*, body: Body, said: Named, seen: str, by: Officer, at: datetime) -> None:
    """Put right what a body is called; `seen` is the name that was read. Raises `Refused`."""
    held = locked(Body, body.pk, "council")
    refuse_if(reasons_not_to_keep_route(held.council, by))
    refuse_if(
        []
        if seen == held.name
        else [f"Somebody else renamed it meanwhile: it is called {held.name} now. Look again, and save."]
    )
    refuse_if(reasons_not_so_named(held.council, said, held))
    change(held, _row(said), council=held.council, by=by, at=at, verb="renamed")


def _row(said: Named) -> dict[str, str]:
    return {"name": " ".join(said.name.split()), "kind": said.kind, "short": said.short.strip()}
