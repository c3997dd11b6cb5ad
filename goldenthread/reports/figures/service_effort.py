"""What is asked of one service, told: by how many actions, and in which quarters it is too much."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.core.periods import in_words
from goldenthread.core.sentences import counted, start
from goldenthread.resources.models import Capacity
from goldenthread.resources.service_effort_queries import ServiceEffort


def asked_in(effort: ServiceEffort) -> list[Decimal]:
    """The likely days asked of the service in each quarter."""
    starts = [one.starts_on for one in effort.quarters]
    held = [one.by_quarter for one in effort.asked]
    return [sum((row[on].likely for row in held if on in row), Decimal(0)) for on in starts]


def told(effort: ServiceEffort, given: Mapping[tuple[int, int], Capacity]) -> str:
    """By how many actions the service is asked, and when that is more than it can give."""
    if not effort.asked:
        return f"No action of this plan asks anything of {effort.service} yet."
    count = len(effort.asked)
    said = f"{start(counted(count, 'action'))} {'asks' if count == 1 else 'ask'} something"
    full = []
    for place, (quarter, days) in enumerate(zip(effort.quarters, asked_in(effort), strict=True)):
        held = given.get((effort.service.pk, place))
        if held is not None and days > held.net:
            full.append(in_words(quarter))
    if not any((effort.service.pk, place) in given for place in range(len(effort.quarters))):
        return f"{said} of {effort.service}. What it can give is not on record."
    if not full:
        return f"{said} of {effort.service}, and never more than it can give."
    return f"{said} of {effort.service}: more than it can give in {_listed(full)}."


def _listed(names: list[str]) -> str:
    return " and in ".join(filter(None, (", in ".join(names[:-1]), names[-1])))
