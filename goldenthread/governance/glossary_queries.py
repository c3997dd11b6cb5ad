"""Reading the words that a council uses: its own terms, bodies' short names, levels, and tags."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.governance.models import Body
from goldenthread.people.models import Council, Term
from goldenthread.people.officers import Officer
from goldenthread.people.queries import terms_of
from goldenthread.plans.models import Edition, Level, Tag


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every word of a council's with what it means."""

    terms: list[Term]
    bodies: list[Body]
    levels: list[Level]
    tags: list[Tag]


def glossary_of(council: Council, viewer: Officer) -> Glossary:
    """The council's words: four queries, whatever their number."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council, is_current=True)
    levels = Level.objects.filter(edition__in=editions).select_related("edition__plan")
    return Glossary(
        terms=terms_of(council),
        bodies=list(Body.objects.filter(council=council).exclude(short="").order_by("short")),
        levels=list(levels.order_by("edition__plan__position", "edition_id", "position")),
        tags=list(Tag.objects.filter(council=council)),
    )


def term_at(council: Council, pk: int) -> Term | None:
    """One word of this council's."""
    return council.terms.select_related("council").filter(pk=pk).first()
