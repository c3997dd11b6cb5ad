"""Why somebody may not run workshops, or write in them."""

from __future__ import annotations

from goldenthread.core.workshops import PROPOSAL, reasons_not_to_propose, reasons_not_to_step
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.planning.models import Proposal, WorkshopSession
from goldenthread.plans.permissions import reasons_not_to_change


def reasons_not_to_run(council: Council, by: Officer) -> list[str]:
    """Why this person may not hold workshops and invite people to them."""
    return reasons_of_duty(council, "run_workshops", by)


def reasons_not_to_write(session: WorkshopSession, by: Officer) -> list[str]:
    """Why this person may not write down, change or vote on a proposal in this session now."""
    found = reasons_of_duty(session.council, "write_proposals", by)
    return found or reasons_not_to_propose(session.round.state, session.state)


def reasons_not_to_edit(proposal: Proposal, by: Officer) -> list[str]:
    """Why this person may not change or group a proposal: what is settled stays as it was."""
    found = reasons_not_to_write(proposal.session, by)
    if not found and proposal.state != Proposal.State.OPEN:
        found = [f"This proposal is {proposal.get_state_display()}, so it stays as it is."]
    return found


def reasons_not_to_promote(proposal: Proposal, by: Officer) -> list[str]:
    """Why this person may not take a proposal into the draft: of the plan, or because it is settled."""
    edition = proposal.session.round.edition
    found = reasons_not_to_run(proposal.council, by) or reasons_not_to_change(edition, by)
    return found or reasons_not_to_step(PROPOSAL, "promote", proposal.state)


def reasons_not_to_set_aside(proposal: Proposal, by: Officer) -> list[str]:
    """Why this person may not set a proposal aside, whatever they say of why."""
    found = reasons_not_to_run(proposal.council, by)
    return found or reasons_not_to_step(PROPOSAL, "set_aside", proposal.state, reason="given later")
