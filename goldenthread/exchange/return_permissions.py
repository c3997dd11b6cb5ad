"""Why somebody may not send a workbook of answers back, or see one, in sentences."""

from __future__ import annotations

from goldenthread.exchange.models import Return
from goldenthread.exchange.returns_preview import Asker
from goldenthread.people.models import Council
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.models import Round


def reasons_not_to_return(council: Council, asker: Asker) -> list[str]:
    """Why this person may not send a workbook of answers back; a link is for its own council's lines."""
    if asker.invitation is not None:
        return [] if asker.invitation.council_id == council.pk else ["This link is of another council."]
    return reasons_of_duty(council, "answer_asks", asker.by)


def reasons_not_to_see(held: Return, asker: Asker) -> list[str]:
    """Why this person may not go on with a workbook: it is for whoever uploaded it."""
    found = reasons_not_to_return(held.council, asker)
    if found or asker.by.serves_everyone:
        return found
    if asker.invitation is not None:
        is_own = held.invitation_id == asker.invitation.pk
    else:
        is_own = held.invitation_id is None and held.by_user == asker.by.username
    return [] if is_own else ["Somebody else uploaded this workbook. Upload your own."]


def reasons_not_to_take_all(round: Round, asker: Asker) -> list[str]:
    """Why this person may not take away everybody's lines of a round in one workbook."""
    return reasons_of_duty(round.council, "keep_rounds", asker.by)
