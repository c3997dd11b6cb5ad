"""Reading a council's papers and bodies to be searched."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from goldenthread.governance.models import Body, Paper, PaperSection
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

# One paper to be searched: its address, title, summary, whose report it is, its body, and when that meets.
PaperWords = tuple[str, str, str, str, str | None, date | None]


def paper_words(council: Council, viewer: Officer) -> list[PaperWords]:
    """The papers that this person may read."""
    rows = Paper.objects.seen_by(viewer).filter(council=council).order_by()
    summary = PaperSection.objects.filter(paper=OuterRef("pk"), key="summary").values("text")[:1]
    found = rows.annotate(summary=Coalesce(Subquery(summary), Value(""), output_field=TextField()))
    return list(found.values_list("slug", "title", "summary", "report_of", "body__name", "meets_on"))


def body_words(council: Council) -> list[tuple[int, str, str, str]]:
    """Each body's key and name, what papers call it, and its kind."""
    kinds = dict(Body.Kind.choices)
    rows = Body.objects.filter(council=council).order_by().values_list("id", "name", "short", "kind")
    return [(pk, name, short, str(kinds.get(kind, ""))) for pk, name, short, kind in rows]
