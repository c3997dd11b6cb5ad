"""What services can give, told: how many said it, and how much of it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.core.sentences import Sentence, Span, counted, part_of, plain, spell, start
from goldenthread.people.models import Service
from goldenthread.resources.models import Capacity


def of_council(services: Sequence[Service], held: Mapping[tuple[int, int], Capacity]) -> list[Sentence]:
    """Of how many services the capacity is on record, and how many have it confirmed throughout."""
    if not services:
        return [plain("No service is on record yet.")]
    said = {service for service, _ in held}
    unsure = {service for (service, _), one in held.items() if one.confirmed_on is None}
    whole = counted(len(services), "service")
    if not said:
        return [plain(f"What {whole} can give is not on record yet, so nobody knows what is too much.")]
    first = start(part_of(len(said), len(services), "service"))
    they = "it" if len(said) == 1 else "they"
    found: list[Sentence] = [(Span(first, is_strong=True), Span(f" said what time {they} can give."))]
    if not unsure:
        return [*found, plain("All of it is confirmed.")]
    if len(said) == 1:
        return [*found, plain("Some of its quarters nobody confirmed.")]
    verb = "has" if len(unsure) == 1 else "have"
    return [*found, plain(f"Of them, {spell(len(unsure))} {verb} quarters that nobody confirmed.")]


def of_service(service: Service, held: Sequence[Capacity]) -> str:
    """Whether the capacity of one service is on record, and confirmed."""
    if not held:
        return f"What {service} can give is not on record yet."
    unsure = sum(one.confirmed_on is None for one in held)
    said = f"{service} said what it can give in {counted(len(held), 'quarter')}"
    if not unsure:
        return f"{said}, and all of it is confirmed."
    return (
        f"{said}; {'none of it is' if unsure == len(held) else f'{spell(unsure)} of them not'} confirmed yet."
    )
