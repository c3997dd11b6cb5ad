"""Frameworks: the list, a plan set against one of them, and taking one out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.ledger.queries import history_of
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.frameworks import Framework, bring_back, framework_at, frameworks_of, retire_framework
from goldenthread.plans.map_queries import current_edition
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.alignment import alignment
from goldenthread.reports.tables import alignment as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.thread import ReasonForm, RetireForm
from goldenthread.web.pages import needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Plan


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every framework, in use or not, with how far the plans serve it."""
    rows = frameworks_of(council, officer_of(request))
    return page_or_file(
        request, "web/frameworks.html", council, "Plans",
        grid=tables.frameworks(rows), name="frameworks", rows=rows,
        in_use=[row for row in rows if not row.plan.retired_on],
    )  # fmt: skip


@of_council
def align(request: HttpRequest, council: Council) -> HttpResponse:
    """A plan's lines beside a framework's: what serves what, and what is left over on either side."""
    viewer, asked = officer_of(request), request.GET
    frameworks = frameworks_of(council, viewer)
    edition = _edition(council, request)
    chosen = _chosen(frameworks, asked.get("framework", ""))
    if edition is None or chosen is None:
        return page(request, "web/alignment_none.html", council, "Plans", edition=edition)
    found = alignment(edition, chosen, viewer, asked.get("level", ""), asked.get("part", ""))
    held = [row for row in frameworks if row.edition]
    kept = {"plan": asked.get("plan", ""), "framework": chosen.plan.slug,
            "level": found.mine.level.key if found.mine.level else "",
            "part": found.theirs.level.key if found.theirs.level else ""}  # fmt: skip
    return page_or_file(
        request, "web/alignment.html", council, "Plans",
        grid=tables.matrix(found), name=f"alignment-{chosen.plan.slug}", found=found, chosen=chosen,
        frameworks=[(row.plan, _address(kept, framework=row.plan.slug, part="")) for row in held],
        levels=[(level, _address(kept, level=level.key)) for level in found.mine.levels],
        parts=[(level, _address(kept, part=level.key)) for level in found.theirs.levels],
    )  # fmt: skip


def _edition(council: Council, request: HttpRequest) -> Edition | None:
    asked = request.GET.get("plan", "")
    return current_edition(council, asked, officer_of(request)) if asked else main_edition(council)


def _chosen(frameworks: list[Framework], asked: str) -> Edition | None:
    """The framework asked for, or the first in use that holds any line."""
    held = [row for row in frameworks if row.edition]
    named = [row for row in held if row.plan.slug == asked]
    return next((row.edition for row in [*named, *(row for row in held if row.lines), *held]), None)


def _address(kept: dict[str, str], **changed: str) -> str:
    return urlencode({name: value for name, value in {**kept, **changed}.items() if value})


def _framework_or_404(council: Council, slug: str) -> Plan:
    found = framework_at(council, slug)
    if found is None:
        raise Http404("No framework of this council is at this address.")
    return found


@of_council
def framework(request: HttpRequest, council: Council, framework: str) -> HttpResponse:
    """One framework: whether it is in use, and a form to retire it or bring it back."""
    held = _framework_or_404(council, framework)
    return _shown(request, held, _form(held))


@require_POST
@needing("retire_framework")
@of_council
def framework_state(request: HttpRequest, council: Council, framework: str) -> HttpResponse:
    """Retire a framework, or bring it back; or say beside its field why not."""
    held = _framework_or_404(council, framework)
    form = _form(held, request.POST)
    if form.is_valid() and _turn(request, held, form):
        return redirect("framework", council.slug, held.slug)
    return _shown(request, held, form)


def _form(held: Plan, sent: QueryDict | None = None) -> ReasonForm | RetireForm:
    if not held.retired_on:
        return RetireForm(sent)
    form = ReasonForm(sent)
    form.fields["reason"].label = "Why is it in use again?"
    return form


def _shown(request: HttpRequest, held: Plan, form: ReasonForm | RetireForm) -> HttpResponse:
    council, officer = held.council, officer_of(request)
    row = next(one for one in frameworks_of(council, officer) if one.plan.pk == held.pk)
    return page(
        request, "web/framework.html", council, "Plans", code=422 if request.method == "POST" else 200,
        plan=held, row=row, form=form, history=history_of(held, council.slug),
        cannot=reasons_of_duty(council, "retire_framework", officer),
    )  # fmt: skip


def _turn(request: HttpRequest, held: Plan, form: ReasonForm | RetireForm) -> bool:
    """Take it out of use, or bring it back; False where the form says why not."""
    who: dict[str, Any] = {"by": officer_of(request), "at": timezone.now()}
    try:
        if held.retired_on:
            bring_back(plan=held, reason=form.cleaned_data["reason"], **who)
        else:
            retire_framework(plan=held, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], **who)
    except Refused as refusal:
        form.add_error(next(iter(form.fields)), " ".join(refusal.reasons))
        return False
    return True
