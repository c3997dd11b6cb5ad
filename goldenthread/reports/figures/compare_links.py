"""What a measure may be set beside: published measures by its codes, then by the likeness of titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process, utils

from goldenthread.measures import comparison_queries as queries
from goldenthread.measures.models import ComparedMeasure, Measure

__all__ = ["Suggested", "suggestions"]

MOST = 6
LIKE = 60  # of 100; below it two titles have little but small words in common


@dataclass(frozen=True, slots=True)
class Suggested:
    """One published measure that may be the same, and why it is suggested."""

    compared: ComparedMeasure
    why: str


def suggestions(measure: Measure, among: list[ComparedMeasure]) -> list[Suggested]:
    """The published measures that may be this one, the surest first. One query."""
    codes = {code.casefold() for code in queries.alias_codes(measure)} | {measure.code.casefold()}
    by_code = [one for one in among if one.code.casefold() in codes]
    titles = {one.pk: one.title for one in among if one not in by_code}
    found: list[Any] = process.extract(
        measure.title,
        titles,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=LIKE,
        limit=MOST,
    )
    held = {one.pk: one for one in among}
    return [
        *(Suggested(one, "the same code") for one in by_code),
        *(Suggested(held[pk], f"its title is {score:.0f}% alike") for _, score, pk in found),
    ][:MOST]
