"""What becomes of a proposal: one line of the draft, with its origin kept, or set aside with the reason.

York 2008, paragraph 11: what comes of the workshops is first proposed, and confirmed later.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.core.workshops import PROPOSAL, reasons_not_to_step
from goldenthread.ledger.one import change
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Proposal
from goldenthread.planning.proposing import held_proposal
from goldenthread.planning.workshop_permissions import reasons_not_to_promote, reasons_not_to_run
from goldenthread.plans.editing import add_element, held_edition
from goldenthread.plans.models import Element, Level
from goldenthread.plans.origins import Why


def origin_of(proposal: Proposal) -> str:
    """“Proposed in the workshop “The Safer City” of “First round” on 3 November 2008”, without its stop."""
    session = proposal.session
    when = f" on {on_day(session.held_on)}" if session.held_on else f", {_when(session.round.when)}"
    return f"Proposed in the workshop “{session}” of “{session.round}”{when}"


def _when(words: str) -> str:
    return words or "on a day not on record"


@transaction.atomic
def promote(
    *, proposal: Proposal, level: Level, parent: Element | None, version: int, by: Officer, at: datetime
) -> Element:
    """Make a line of the draft from a proposal: proposed, owned as the proposal says, its origin kept.

    Never two lines of one proposal: a second call is refused. Raises `Refused`.
    """
    held_edition(proposal.session.round.edition)  # before the round, as every change to a draft begins so
    held = held_proposal(proposal)
    edition = held.session.round.edition
    refuse_if(reasons_not_to_promote(held, by))
    refuse_if_stale(version, held.version, "this proposal")
    strange = level.edition_id != edition.pk or (parent is not None and parent.edition_id != edition.pk)
    refuse_if([f"Choose a level and a place in {edition}."] if strange else [])
    origin = origin_of(held)
    facts = {
        "title": held.text,
        "detail": _detail(held),
        "owner_id": held.owner_id,
        "agreement": Element.Agreement.PROPOSED,
        "source": origin,
    }
    made = add_element(
        edition=edition, level=level, parent=parent, facts=facts, why=Why(origin), by=by, at=at
    )
    step = PROPOSAL.step("promote")
    row = {"state": step.to, "became_id": made.pk}
    change(held, row, council=held.council, by=by, at=at, verb=step.verb, reason=origin)
    return made


def _detail(proposal: Proposal) -> str:
    parts = [("Delivery: ", proposal.delivery), ("Measured by: ", proposal.measure)]
    return "\n".join(f"{head}{said}" for head, said in parts if said)


@transaction.atomic
def set_aside(*, proposal: Proposal, reason: str, version: int, by: Officer, at: datetime) -> None:
    """Set a proposal aside, saying why. Raises `Refused`."""
    held = held_proposal(proposal)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this proposal")
    refuse_if(reasons_not_to_step(PROPOSAL, "set_aside", held.state, reason))
    step = PROPOSAL.step("set_aside")
    row = {"state": step.to, "reason": reason.strip()}
    change(held, row, council=held.council, by=by, at=at, verb=step.verb, reason=reason.strip())


@transaction.atomic
def take_up(*, proposal: Proposal, version: int, by: Officer, at: datetime) -> None:
    """Take up again what was set aside; the ledger keeps why it was. Raises `Refused`."""
    held = held_proposal(proposal)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this proposal")
    refuse_if(reasons_not_to_step(PROPOSAL, "take_up", held.state))
    step = PROPOSAL.step("take_up")
    change(held, {"state": step.to, "reason": ""}, council=held.council, by=by, at=at, verb=step.verb)
