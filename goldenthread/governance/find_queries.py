"""Reading a council's papers and bodies to be searched."""

from __future__ import annotations

from datetime import date

from goldenthread.governance.models import Body, Paper
from goldenthread.people.models import Council

# One paper to be searched: its address, title, summary, whose report it is, its body, and when that meets.
PaperWords = tuple[str, str, str, str, str | None, date | None]


def paper_words(council: Council) -> list[PaperWords]:
    rows = Paper.objects.filter(council=council).order_by()
    return list(rows.values_list("slug", "title", "summary", "report_of", "body__name", "meets_on"))


def body_words(council: Council) -> list[tuple[int, str, str, str]]:
    """Each body's key and name, what papers call it, and its kind."""
    kinds = dict(Body.Kind.choices)
    rows = Body.objects.filter(council=council).order_by().values_list("id", "name", "short", "kind")
    return [(pk, name, short, str(kinds.get(kind, ""))) for pk, name, short, kind in rows]
