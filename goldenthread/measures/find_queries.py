"""Reading a council's measures to be searched, and which elements have one."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.measures.models import Measure, MeasureLink
from goldenthread.people.models import Council

# One measure to be searched: its code, title, definition, owner's key and service's key.
MeasureWords = tuple[str, str, str, int | None, int | None]


def measure_words(council: Council) -> list[MeasureWords]:
    rows = Measure.objects.filter(council=council).order_by()
    return list(rows.values_list("code", "title", "definition", "owner_id", "service_id"))


def measured_in(editions: Iterable[int]) -> set[int]:
    """The elements of these editions that a measure shows the difference of."""
    rows = MeasureLink.objects.filter(element__edition_id__in=list(editions))
    return set(rows.values_list("element_id", flat=True))
