"""Opening a round: who is asked for what, each thing once; closing it, and opening it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.due import period_due
from goldenthread.core.periods import Period, from_code
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.one import change
from goldenthread.ledger.recording import plain
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import is_followed, measures_of
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition, Element, Involvement
from goldenthread.plans.queries import elements_of, latest_updates, levels_of
from goldenthread.plans.working import dated_level
from goldenthread.rounds.ask_mail import tell_of_asks
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.permissions import (
    reasons_not_to_close,
    reasons_not_to_open,
    reasons_not_to_reopen,
)

State = Round.State


def measures_due(council: Council, period: Period) -> list[Measure]:
    """The measures that a round of a period asks for: followed, typed by somebody, and due with it."""
    return [
        one
        for one in measures_of(council)
        if is_followed(one, period.ends_on)
        and not one.is_worked_out
        and period_due(one.frequency, period, council.year_start)
    ]


def work_due(edition: Edition | None, on: date) -> list[Element]:
    """The work that a round asks about on a day: an edition's dated lines that were not done before."""
    if edition is None:
        return []
    lines = elements_of(edition, OPERATOR)
    level = dated_level(levels_of(edition), {line.level_id for line in lines})
    updates = latest_updates(edition, on)
    done = {key for key, update in updates.items() if update.is_done}
    keys = [line.id for line in lines if level and line.level_id == level.pk and line.id not in done]
    held = Element.objects.filter(pk__in=keys).select_related("owner", "service", "edition__plan__service")
    return sorted(held, key=lambda one: keys.index(one.pk))


def _providers(elements: Collection[Element]) -> dict[int, int]:
    """The partner that provides each element, where just one does."""
    parts = Involvement.objects.filter(
        element__in=elements, role=Involvement.Role.PROVIDER, partner__isnull=False
    )
    found: dict[int, list[int]] = {}
    for element, partner in parts.values_list("element_id", "partner_id"):
        found.setdefault(element, []).append(partner)
    return {element: partners[0] for element, partners in found.items() if len(partners) == 1}


def _lines(round: Round, on: date) -> Iterator[Ask]:
    """What a round asks: each measure and each piece of work, of whom, and who answers for it."""
    whole = {"council": round.council, "round": round}
    for measure in measures_due(round.council, from_code(round.period)):
        updater = measure.updater or measure.owner
        yield Ask(measure=measure, updater=updater, owner=measure.owner or updater, **whole)
    work = work_due(round.edition, on)
    providers = _providers(work)
    for element in work:
        owner, partner = element.owner, providers.get(element.pk)
        yield Ask(element=element, updater=owner, owner=owner, partner_id=partner, **whole)


def to_ask(round: Round, on: date) -> list[Ask]:
    """What opening this round would ask that is not asked yet; nothing is stored."""
    held = set(round.asks.values_list("measure_id", "element_id"))
    return [one for one in _lines(round, on) if (one.measure_id, one.element_id) not in held]


def locked(round: Round) -> Round:
    """The round as it is held now, nobody else's to change until the transaction ends."""
    held = Round.objects.select_for_update(of=("self",)).select_related("council", "edition")
    return held.get(pk=round.pk)


@transaction.atomic
def open_round(*, round: Round, on: date, by: Officer, at: datetime) -> list[Ask]:
    """Open a round and ask for what it reports; opened again, it adds what is new and drops nothing.

    Gives the new asks. What nobody answers for is asked of nobody: its ask has no updater. Raises `Refused`.
    """
    held = locked(round)
    refuse_if(reasons_not_to_open(held, by))
    new = Ask.objects.bulk_create(to_ask(held, on), batch_size=500)
    note_all(
        entry_for(verb="asked", subject=one, council=held.council.slug, by=by, at=at, after=plain(one))
        for one in new
    )
    row = {"state": State.OPEN.value, "opened_at": held.opened_at or at}
    change(held, row, council=held.council, by=by, at=at, verb="opened")
    tell_of_asks(round=held, on=on, by=by, at=at)
    return new


@transaction.atomic
def close_round(*, round: Round, by: Officer, at: datetime) -> None:
    """Close a round to updates: what is there goes on to be checked and signed off. Raises `Refused`."""
    held = locked(round)
    refuse_if(reasons_not_to_close(held, by))
    change(held, {"state": State.CLOSED.value}, council=held.council, by=by, at=at, verb="closed")


@transaction.atomic
def reopen_round(*, round: Round, reason: str, by: Officer, at: datetime) -> None:
    """Open a closed round again, with the reason. Raises `Refused`."""
    held = locked(round)
    refuse_if(
        reasons_not_to_reopen(held, by)
        or ([] if reason.strip() else ["Say why the round is opened again. It is kept in the ledger."])
    )
    row = {"state": State.OPEN.value}
    change(held, row, council=held.council, by=by, at=at, verb="opened again", reason=reason.strip())
