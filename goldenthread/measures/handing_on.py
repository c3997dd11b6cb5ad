"""What happens to a measure's links when the lines it stands by are copied, merged or split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.measures.models import MeasureLink
from goldenthread.plans.models import Element


def link_copies(copies: Mapping[int, int]) -> int:
    """Measures of old lines show the difference of their copies too; gives how many links were made."""
    rows = MeasureLink.objects.filter(element__in=list(copies)).values_list(
        "measure_id", "element_id", "basis", "source"
    )
    made = MeasureLink.objects.bulk_create(
        [MeasureLink(measure_id=m, element_id=copies[e], basis=b, source=s) for m, e, b, s in rows],
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(made)


def move_links(old: Iterable[Element], new: Element) -> None:
    """Measures of lines that are no more show the difference of the line that took them up."""
    held = set(MeasureLink.objects.filter(element=new).values_list("measure_id", flat=True))
    for link in MeasureLink.objects.filter(element__in=list(old)).order_by("id"):
        if link.measure_id in held:
            link.delete()
        else:
            held.add(link.measure_id)
            MeasureLink.objects.filter(pk=link.pk).update(element=new)
