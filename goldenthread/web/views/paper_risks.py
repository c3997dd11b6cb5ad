"""Taking risks of the council's register into a paper, and taking one again where the register moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.paper_template import Part
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.risks_taken import risks_taken, risks_to_take, take_risk_again, take_risks
from goldenthread.reports.figures.paper_page import version_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.papers import RisksTakenForm
from goldenthread.web.pages import by_post, day_of, of_council, page
from goldenthread.web.views.agendas import version_in
from goldenthread.web.views.writing import paper_to_write

if TYPE_CHECKING:
    from goldenthread.governance.models import Paper
    from goldenthread.people.models import Council


def _version(paper: Paper) -> int:
    holder = paper_template(paper.template).of(Part.RISKS)
    if holder is None:
        raise Http404("This paper's form has no risks.")
    return version_of(paper, holder.key)


@by_post
@of_council
def take(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Choose risks of the register to take in."""
    held, officer = paper_to_write(request, council, paper), officer_of(request)
    found, bare = risks_to_take(held, officer)
    form = RisksTakenForm(
        request.POST or None,
        risks=[(one.pk, f"{one.code}: {one.title}") for one in found],
        version=_version(held),
    )
    if request.method == "POST" and form.is_valid():
        picked = set(form.cleaned_data["risks"])
        try:
            take_risks(
                paper=held, risks=[one for one in found if one.pk in picked],
                version=form.cleaned_data["version"], on=day_of(council), by=officer, at=timezone.now(),
            )  # fmt: skip
            return redirect("paper", council.slug, held.slug)
        except Stale as stale:
            now = paper_to_write(request, council, paper)
            written = request.POST.copy()
            written["version"] = str(_version(now))
            form.data = written
            form.add_error(None, " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("risks", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    shown = {"paper": held, "form": form, "found": found, "bare": bare}
    return page(request, "web/paper_risks.html", council, "Meetings", **shown, code=code)


@require_POST
@by_post
@of_council
def again(request: HttpRequest, council: Council, paper: str, pk: int) -> HttpResponse:
    """Take a risk again, as the register says it now."""
    held, officer = paper_to_write(request, council, paper), officer_of(request)
    taken = [one for one in risks_taken(held, officer) if one.risk.pk == pk]
    refuse_if([] if taken else ["This risk isn’t taken from the register in this paper."])
    take_risk_again(
        paper=held, risk=taken[0].risk, version=version_in(request), on=day_of(council), by=officer,
        at=timezone.now(),
    )  # fmt: skip
    return redirect("paper", council.slug, held.slug)
