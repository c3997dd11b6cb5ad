"""Why somebody may not, for reasons of who they are: sentences that every other room begins with."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


def reasons_of_place(council: Council, by: Officer) -> list[str]:
    """Why this person may change nothing of this council; the operator serves every council."""
    if by.duty == "OPERATOR":
        return []
    if not by.is_signed_in:
        return ["Sign in first."]
    if by.council != council.slug:
        return [f"You work for another council than {council}."]
    return []
