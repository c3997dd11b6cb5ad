"""Pages of money: an opening, then parts that each hold a table, lines of words or ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.core.sentences import Sentence
from goldenthread.reports.grids import Grid
from goldenthread.web.pages import file_asked_for, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council

CURRENT = "Plans"


@dataclass(frozen=True, slots=True)
class Way:
    """A link on: where to, its words, and whether it looks like a button."""

    to: str
    words: str
    is_button: bool = False
    is_last: bool = False  # of several that are one question


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its heading in the margin, its table (taken away by `key`), words, ways on."""

    key: str
    label: str
    note: str = ""
    grid: Grid | None = None
    words: Sequence[str] = ()
    nothing: str = ""
    choose: Sequence[Way] = ()
    ways: Sequence[Way] = field(default=())
    filed: Grid | None = None  # the table as a file holds it, where that has other columns


def parts_page(
    request: HttpRequest,
    council: Council,
    *,
    title: str,
    sentences: Sequence[Sentence],
    parts: Sequence[Part],
    margin: str = "Money",
    note: str = "",
    above: Way | None = None,
    **shown: Any,
) -> HttpResponse:
    """A page of parts, or with `?table=…&as=csv` one of its tables as a file."""
    grids = {one.key: one.filed or one.grid for one in parts}
    asked = request.GET.copy()
    for name in ("as", "table"):
        asked.pop(name, None)
    return file_asked_for(request, council, grids) or page(
        request,
        "web/money_parts.html",
        council,
        CURRENT,
        title=title,
        sentences=sentences,
        parts=parts,
        margin=margin,
        note=note,
        above=above or Way(reverse("money", args=[council.slug]), "Money beside the plan"),
        asked=asked.urlencode(),
        **shown,
    )
