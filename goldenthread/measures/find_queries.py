"""Reading a council's measures to be searched, and which elements have one."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.measures.models import Measure, MeasureLink
from goldenthread.measures.sheet_queries import codes_by_measure
from goldenthread.people.models import Council

# One measure to be searched: its code, title, other words, owner's key and service's key.
MeasureWords = tuple[str, str, str, int | None, int | None]


def measure_words(council: Council) -> list[MeasureWords]:
    """Each measure with its definition, the question that it answers and what others call it."""
    others = codes_by_measure(council)
    rows = Measure.objects.filter(council=council).order_by()
    return [
        (code, title, f"{definition} {question} {others.get(key, '')}", owner, service)
        for key, code, title, definition, question, owner, service in rows.values_list(
            "pk", "code", "title", "definition", "question", "owner_id", "service_id"
        )
    ]


def measured_in(editions: Iterable[int]) -> set[int]:
    """The elements of these editions that a measure shows the difference of."""
    rows = MeasureLink.objects.filter(element__edition_id__in=list(editions))
    return set(rows.values_list("element_id", flat=True))
