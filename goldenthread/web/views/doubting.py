"""Saying that a draft's line may not be done by its date, and that it may after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.governance.doubting import answer_doubt, doubt_about, doubt_date, reasons_not_to_doubt
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.amending import AnswerDoubtForm, DoubtForm
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.updating import element_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("ask_changes")
@of_council
def doubt(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Flag a draft's line as at risk on timescale, or say why it no longer is."""
    element, officer = element_or_404(request, council, pk), officer_of(request)
    cannot = reasons_not_to_doubt(element, officer)
    held = doubt_about(element)
    data = request.POST if request.method == "POST" else None
    form: AnswerDoubtForm | DoubtForm
    form = AnswerDoubtForm(data, initial={"version": held.version}) if held else DoubtForm(data)
    if request.method == "POST":
        refuse_if(cannot)
        on, at = day_of(council), timezone.now()
        try:
            if form.is_valid():
                said = form.cleaned_data
                if held is not None:
                    answer_doubt(doubt=held, **said, on=on, by=officer, at=at)
                else:
                    doubt_date(element=element, **said, on=on, by=officer, at=at)
                return redirect("element", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request, "web/doubt.html", council, "Strategy", element=element, held=held, form=form, cannot=cannot,
        code=422 if form.errors else 200,
    )  # fmt: skip
