"""Bringing in measures of another system: look at an export, then store the same file."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.exchange.measure_files import MeasureFile, look_at, store_measures
from goldenthread.reports.tables.measure_moves import coming, kept_facts, to_look_at
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.moving_measures import MeasuresFileForm, StoreMeasuresForm
from goldenthread.web.pages import needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council

MOST_SHOWN = 200
TEMPLATE = "web/measures_bring.html"


@needing("import_plan")
@of_council
def bring_measures(request: HttpRequest, council: Council) -> HttpResponse:
    """Look at an export; sent again with the mark of what was seen, it is stored."""
    if request.method != "POST":
        return page(request, TEMPLATE, council, "Measures", form=MeasuresFileForm())
    form = StoreMeasuresForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, TEMPLATE, council, "Measures", form=form, code=422)
    given = form.cleaned_data["file"]
    data = given.read()
    mark = sha256(data).hexdigest()
    try:
        looked = look_at(council=council, source=data, name=given.name)
        if form.cleaned_data["seen"] != mark:
            return _preview(request, council, looked, mark, is_other=bool(form.cleaned_data["seen"]))
        stored = store_measures(
            looked=looked,
            makes_posts=form.cleaned_data["makes_posts"],
            by=officer_of(request),
            at=timezone.now(),
        )
    except UnreadableFile as refusal:
        shown = {"form": MeasuresFileForm(), "problems": refusal.problems}
        return page(request, TEMPLATE, council, "Measures", **shown, code=422)
    except Refused as refusal:
        shown = {"form": MeasuresFileForm(), "problems": refusal.reasons}
        return page(request, TEMPLATE, council, "Measures", **shown, code=422)
    return page(request, TEMPLATE, council, "Measures", form=MeasuresFileForm(), stored=stored)


def _preview(
    request: HttpRequest, council: Council, looked: MeasureFile, mark: str, *, is_other: bool
) -> HttpResponse:
    form = StoreMeasuresForm(initial={"seen": mark})
    if not looked.unknown_posts:
        del form.fields["makes_posts"]
    return page(
        request,
        TEMPLATE,
        council,
        "Measures",
        form=form,
        looked=looked,
        is_other=is_other,
        coming=coming(looked.becoming()).first(MOST_SHOWN),
        kept=kept_facts(looked.moved.measures).first(MOST_SHOWN),
        wrong=to_look_at(looked.problems).first(MOST_SHOWN) if looked.problems else None,
        doubts=to_look_at(looked.doubts).first(MOST_SHOWN) if looked.doubts else None,
        code=422 if looked.problems else 200,
    )
