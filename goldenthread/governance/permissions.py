"""Why a paper may not be written to or approved, in sentences."""

from __future__ import annotations

from goldenthread.governance.models import Paper
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_place


def reasons_not_to_write(paper: Paper, version: int, by: Officer) -> list[str]:
    """Why this person may not change the paper, which they saw at `version`."""
    found = reasons_of_place(paper.council, by)
    if found:
        return found
    if paper.state != Paper.State.DRAFT:
        return ["The paper is approved; it is no longer changed."]
    owners = {paper.report_of, *(contact.post for contact in paper.contacts.all())}
    if not has_power("write_papers", by) and by.post not in owners:
        return [f"Only {paper.report_of}, its authors or the strategy team can change this paper."]
    if version != paper.version:
        return ["Somebody else changed this paper while you were writing. Look at theirs and save again."]
    return []


def reasons_not_to_approve(paper: Paper, by: Officer) -> list[str]:
    """Why this person may not sign the paper off now."""
    found = reasons_of_place(paper.council, by)
    if found:
        return found
    blanks = [one.category for one in paper.implications.all() if one.is_blank]
    if blanks:
        listed = ", ".join(blanks)
        return [f"Not all implications are written: {listed}. Write each, or say that there are none."]
    if not paper.implications.exists():
        return ["No implications are written. Write each category, or say that there are none."]
    waiting = [one for one in paper.approvals.all() if one.approved_on is None]
    if not waiting:
        return ["Every sign-off is given."]
    if not by.serves_everyone and by.post != waiting[0].post:
        return [f"The next sign-off is for {waiting[0].post}."]
    return []
