"""The council's own Word templates: those it has, bringing one, looking at one, and taking it out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.reports.products import Format
from goldenthread.reports.tables.templates import marks, of_templates, templates
from goldenthread.reports.template_actions import (
    bring_template,
    reasons_not_to_keep_templates,
    retire_template,
    take_up_template,
)
from goldenthread.reports.template_queries import (
    DELIVERED,
    delivered_template,
    file_of_template,
    template_at,
    templates_of,
)
from goldenthread.reports.templating import check
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.words import TemplateForm
from goldenthread.web.pages import by_post, needing, of_council, page
from goldenthread.web.views.editing import number
from goldenthread.web.views.reports import file_answer

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import Template


@by_post
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The council's templates, those that come with the product, and the form to bring one."""
    officer = officer_of(request)
    cannot = reasons_not_to_keep_templates(council, officer)
    is_sent = request.method == "POST"
    refuse_if(cannot if is_sent else [])
    form = TemplateForm(request.POST, request.FILES) if is_sent else TemplateForm()
    problems: list[str] = []
    if is_sent and form.is_valid():
        try:
            made = bring_template(
                council=council,
                name=form.cleaned_data["name"],
                data=form.cleaned_data["file"].read(),
                by=officer,
                at=timezone.now(),
            )
            return redirect("template", council.slug, made.pk)
        except Refused as refusal:
            problems = refusal.reasons
    found = templates_of(council)
    return page(
        request,
        "web/templates.html",
        council,
        "Reports",
        code=422 if form.errors or problems else 200,
        form=form,
        problems=problems,
        cannot_keep=cannot,
        sentence=of_templates(found),
        grid=templates(found),
        marks=marks(),
        delivered=DELIVERED,
    )


def _template(council: Council, pk: int) -> Template:
    found = template_at(council, pk)
    if found is None:
        raise Http404("No template of this council is at this address.")
    return found


@by_post
@of_council
def template(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One template: what is marked in it, and what is done that its maker may not expect."""
    held = _template(council, pk)
    found = check(file_of_template(held))
    return page(
        request,
        "web/template.html",
        council,
        "Reports",
        held=held,
        checked=found,
        grid=marks(found.places),
        cannot_keep=reasons_not_to_keep_templates(council, officer_of(request)),
    )


@require_POST
@needing("keep_templates")
@of_council
def use(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a template out of use, or put it in use again."""
    held = _template(council, pk)
    action = take_up_template if held.is_retired else retire_template
    seen = number(request.POST.get("seen")) or 0
    action(template=held, seen=seen, by=officer_of(request), at=timezone.now())
    return redirect("template", council.slug, pk)


@by_post
@of_council
def file(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """A template to take away."""
    held = _template(council, pk)
    return file_answer(file_of_template(held), Format.DOCX, f"{council.slug}-template-{held.pk}")


@by_post
@of_council
def delivered(request: HttpRequest, council: Council, name: str) -> HttpResponse:
    """A template that comes with the product, to take away or to change."""
    content = delivered_template(name)
    if content is None:
        raise Http404("No template of this name comes with the product.")
    return file_answer(content, Format.DOCX, name)
