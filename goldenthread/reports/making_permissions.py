"""Why somebody may not have a document made, and what each person may read of those that were."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.facts import Facts
from goldenthread.reports.models import Snapshot, Template
from goldenthread.reports.products import FORMATS, NAMES, Format, Product, parts_of
from goldenthread.reports.snapshot_queries import facts_in

OF_PARTS = (Product.SCRUTINY, Product.ONE_PAGE)


def reasons_not_to_make(council: Council, by: Officer) -> list[str]:
    """Why this person may not have documents made."""
    return reasons_of_duty(council, "make_documents", by)


def reads_everything(council: Council, by: Officer) -> bool:
    """True for those who read what is not published: the council's own people, and the operator."""
    return by.serves_everyone or by.inside == council.slug


def readable(council: Council, by: Officer) -> Q:
    """Which documents somebody may read: everybody those that are made of published figures."""
    if reads_everything(council, by):
        return Q(council=council)
    return Q(council=council, snapshot__published_at__isnull=False)


def reasons_not_this(snapshot: Snapshot, product: str, part: str, form: str) -> Iterator[str]:
    """Why there is no such document of these figures."""
    found = list(reasons_not_product(product, form))
    yield from found or reasons_not_part(facts_in(snapshot), Product(product), part)


def reasons_not_product(product: str, form: str) -> Iterator[str]:
    """Why there is no such product, or no such file of it."""
    if product not in list(Product):
        yield f"There is no product “{product}”. Choose one of: {', '.join(Product)}."
    elif form not in FORMATS[Product(product)]:
        forms = ", ".join(FORMATS[Product(product)])
        yield f"“{NAMES[Product(product)]}” is not made as “{form}”. Choose one of: {forms}."


def reasons_not_part(facts: Facts, product: Product, part: str) -> Iterator[str]:
    """Why there is no such part of a product of these figures."""
    parts = parts_of(facts, product)
    if part and part not in parts:
        known = f" It has: {'; '.join(parts)}." if parts else " It is made of the whole only."
        yield f"“{NAMES[product]}” of these figures has no part “{part}”.{known}"
    if product in OF_PARTS and not part:
        known = f"Choose one of: {'; '.join(parts)}." if parts else "These figures have none."
        yield f"“{NAMES[product]}” is of one part. {known}"


def reasons_not_template(council: Council, template: Template | None, form: str) -> Iterator[str]:
    """Why this template can't be used."""
    if template is None:
        return
    if template.council_id != council.pk or template.is_retired:
        yield "This template is not one that the council uses. Choose another."
    if form != Format.DOCX:
        yield "Only Word files follow a template. Leave it out, or choose Word."
