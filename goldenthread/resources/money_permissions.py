"""Why somebody may not keep budgets, links of money, bids or the criteria, and why what is said can't be."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from goldenthread.core.duties import Subject
from goldenthread.core.money_told import pounds
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.resources.models import Bid, BudgetLine, MoneyLink

MOST = Decimal(10) ** 12
MOST_PARTS = 10**9


def reasons_not_to_keep_money(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep the budget, its monitoring, its reserves and what is linked of it."""
    return reasons_of_duty(council, "keep_money", by)


def reasons_not_to_keep_bids(council: Council, by: Officer, *services: Service | None) -> list[str]:
    """Why this person may not keep the bids of these services; a bid of no service is the council's."""
    for service in services or (None,):
        subject = subject_of(service) if service else Subject()
        found = reasons_of_duty(council, "keep_bids", by, subject)
        if found:
            return found
    return []


def reasons_not_to_score(council: Council, by: Officer) -> list[str]:
    """Why this person may not score bids: nobody scores their own directorate's against the others'."""
    return reasons_not_to_keep_bids(council, by) if reasons_not_to_keep_money(council, by) else []


def reasons_not_to_keep_any_bid(council: Council, by: Officer) -> list[str]:
    """Why this person may keep no bid at all."""
    return reasons_of_duty(council, "keep_bids", by)


def reasons_not_to_link(held: BudgetLine | Bid, by: Officer) -> list[str]:
    """Why this person may not say which elements a line or a bid pays for."""
    if isinstance(held, Bid):
        return reasons_not_to_keep_bids(held.council, by, held.service)
    return reasons_not_to_keep_money(held.council, by)


def reasons_of_amounts(
    amounts: Iterable[tuple[str, Decimal | None]], *, at_least: Decimal | None = None
) -> list[str]:
    """Why amounts can't be kept: too large, or below what they may be."""
    found = []
    for name, amount in amounts:
        if amount is None:
            continue
        if at_least is not None and amount < at_least:
            found.append(f"{name} is not below {pounds(at_least)}.")
        if abs(amount) >= MOST:
            found.append(f"{name} is more than can be kept: up to £999,999,999,999.99.")
    return found


def reasons_of_share(share: Fraction, others: Iterable[MoneyLink]) -> list[str]:
    """Why a share can't be linked beside the others of the same line or bid: more than the whole."""
    if share.denominator > MOST_PARTS:
        return ["Write the share more simply: with at most four places, or as 1/3."]
    left = 1 - sum((one.share for one in others), Fraction(0))
    if share <= left:
        return []
    if left <= 0:
        return ["All of it is linked already. Lessen another link first."]
    percent = Decimal(left.numerator * 100) / Decimal(left.denominator)
    return [f"Only {percent:.2f}% of it is not linked yet ({left}). Write no more, or lessen another link."]
