"""Finding what is on record by the names that tables use."""

from __future__ import annotations

from goldenthread.exchange.cells import Cells
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element

BASES = ["STATED", "INFERRED", "ILLUSTRATIVE"]


def editions_by_path(council: Council) -> dict[str, Edition]:
    """Editions by “plan/edition”."""
    found = Edition.objects.filter(plan__council=council).select_related("plan")
    return {f"{edition.plan.slug}/{edition.slug}": edition for edition in found}


def elements_by_path(council: Council) -> dict[str, int]:
    """Elements by “plan/edition/code”."""
    rows = Element.objects.filter(council=council).values_list(
        "edition__plan__slug", "edition__slug", "code", "id"
    )
    return {f"{plan}/{edition}/{code}": pk for plan, edition, code, pk in rows}


def posts_by_name(council: Council) -> dict[str, int]:
    return dict(council.posts.values_list("title", "id"))


def services_by_name(council: Council) -> dict[str, int]:
    return dict(council.services.values_list("name", "id"))


def paths_in(cells: Cells, column: str, elements: dict[str, int]) -> list[int]:
    """The elements that a cell names by their paths, joined by semicolons; each once, in order."""
    found = []
    for path in (part.strip() for part in cells.text(column).split(";")):
        if path and path not in elements:
            cells.wrong(column, f"No element is at “{path}”. Write plan/edition/code.")
        elif path:
            found.append(elements[path])
    return list(dict.fromkeys(found))
