"""Reading the council's Word templates, and those that come with the product."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.people.models import Council
from goldenthread.people.policies import policies_folder
from goldenthread.reports.models import Template

# Those that come with the product: the names of their files, and what councils call them.
DELIVERED: Mapping[str, str] = {
    "modern": "A report in the house look",
    "york-2008": "A report as in York, 2008: numbered paragraphs, implications by category, contacts",
}


def templates_of(council: Council) -> list[Template]:
    """A council's templates without their files, those in use first."""
    return list(Template.objects.filter(council=council).defer("file").order_by("is_retired", "name"))


def template_at(council: Council, pk: int) -> Template | None:
    """One template of a council."""
    return Template.objects.filter(council=council, pk=pk).select_related("council").first()


def templates_in_use(council: Council) -> list[Template]:
    """Those that a document can be made with, without their files."""
    return [one for one in templates_of(council) if not one.is_retired]


def template_in_use(council: Council, pk: int) -> Template | None:
    """One template that a document can be made with; None where it is retired too."""
    held = Template.objects.filter(council=council, is_retired=False, pk=pk)
    return held.select_related("council").defer("file").first()


def file_of_template(template: Template) -> bytes:
    """The template as it was brought, without its links elsewhere."""
    return bytes(template.file)


def delivered_template(name: str) -> bytes | None:
    """A template that comes with the product; None where none is called so."""
    path = policies_folder() / "templates" / f"{name}.docx"
    return path.read_bytes() if name in DELIVERED and path.is_file() else None


def places_marked(council: Council) -> set[str]:
    """Every place that the council's templates in use mark."""
    lists = Template.objects.filter(council=council, is_retired=False).values_list("places", flat=True)
    return {place for places in lists for place in places}
