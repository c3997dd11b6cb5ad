"""Reading the outbox, and the links that were sent."""

from __future__ import annotations

from collections import Counter

from goldenthread.people.models import Council
from goldenthread.rounds.models import Invitation, Notice, Round


def notices_of(council: Council) -> list[Notice]:
    """Every message of a council without its text, the newest first: one query."""
    return list(council.notices.select_related("round").defer("text").order_by("-made_at", "-pk"))


def notice_at(council: Council, pk: int) -> Notice | None:
    """One message of this council."""
    return council.notices.select_related("round", "council").filter(pk=pk).first()


def states_of(round: Round) -> Counter[str]:
    """How many messages of a round are in each state."""
    return Counter(round.notices.values_list("state", flat=True))


def invitations_of(round: Round) -> list[Invitation]:
    """The links of a round with their lines, the newest first: two queries."""
    joined = round.invitations.prefetch_related("asks__measure", "asks__element")
    return list(joined.order_by("-made_at", "-pk"))


def invitation_at(council: Council, pk: int) -> Invitation | None:
    """One link of this council."""
    return council.invitations.select_related("council", "round__council").filter(pk=pk).first()
