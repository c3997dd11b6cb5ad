"""Writing a paper part by part: each part has a page and a version of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.paper_template import Part
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance import writing as actions
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.permissions import reasons_not_to_write
from goldenthread.governance.queries import paper_at
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.governance.route_queries import meetings_to_choose
from goldenthread.governance.writing import Front, write_front, write_implications, write_section
from goldenthread.people.queries import post_titles
from goldenthread.plans.queries import editions_to_put, lines_to_choose
from goldenthread.reports.figures.paper_page import section_page, version_of
from goldenthread.reports.live_figures import snapshots_to_name
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.papers import PARTS, FrontForm, ImplicationsForm, RowsForm, SectionForm
from goldenthread.web.pages import by_post, day_of, of_council, page

if TYPE_CHECKING:
    from goldenthread.core.paper_template import PaperTemplate
    from goldenthread.governance.models import Paper
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


def paper_to_write(request: HttpRequest, council: Council, slug: str) -> Paper:
    """The paper, for somebody who may change it; else a sentence that says why not."""
    officer = officer_of(request)
    found = paper_at(council, slug, officer)
    if found is None:
        raise Http404("No paper that you may read is at this address.")
    refuse_if(reasons_not_to_write(found, officer))
    return found


def front_form(
    request: HttpRequest, council: Council, paper: Paper | None, templates: Iterable[PaperTemplate] = ()
) -> FrontForm:
    """The form of a paper's front, with what there is to choose from."""
    officer = officer_of(request)
    return FrontForm(
        request.POST or None,
        bodies=meeting_bodies_of(council),
        meetings=meetings_to_choose(council),
        editions=editions_to_put(council, officer),
        snapshots=snapshots_to_name(council, officer),
        templates=templates,
        paper=paper,
    )


def front_said(council: Council, form: FrontForm, by: Officer) -> Front:
    """What a form says of a paper's front, with the records it names."""
    given = form.said()
    chosen: dict[str, Iterable[Any]] = {
        "body": meeting_bodies_of(council),
        "meeting": meetings_to_choose(council),
        "edition": editions_to_put(council, by),
    }
    for name, among in chosen.items():
        wanted = given.pop(name)
        given[name] = next((one for one in among if one.pk == wanted), None)
    return Front(**{name: given[name] for name in Front._fields if name in given})


@by_post
@of_council
def front(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Write the head of a paper."""
    held = paper_to_write(request, council, paper)
    form = front_form(request, council, held)
    if request.method == "POST" and form.is_valid():
        try:
            said = front_said(council, form, officer_of(request))._replace(source=held.source)
            write_front(
                paper=held,
                front=said,
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Stale as stale:
            now = paper_to_write(request, council, paper)
            show_held(form, now.version, {"title": now.title, "wards": now.wards})
            form.add_error(None, " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/paper_front.html", council, "Meetings", paper=held, form=form, code=code)


@by_post
@of_council
def section(request: HttpRequest, council: Council, paper: str, key: str) -> HttpResponse:
    """Write the words of one section, apart from whoever writes another."""
    held = paper_to_write(request, council, paper)
    officer, on = officer_of(request), day_of(council)
    shown = section_page(held, key, officer, on)
    if shown is None:
        raise Http404("This paper has no such section.")
    begin = {"text": shown.text or shown.suggestion, "version": shown.version}
    form = SectionForm(request.POST or None, label=shown.form.heading, hint=shown.form.hint, initial=begin)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            write_section(
                paper=held,
                key=key,
                text=given["text"],
                version=given["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Stale as stale:
            now = section_page(paper_to_write(request, council, paper), key, officer, on)
            if now is not None:
                show_held(form, now.version, {"text": now.text})
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/paper_section.html", council, "Meetings", paper=held, shown=shown, form=form, code=code
    )


_WRITE = {
    "options": actions.write_options,
    "recommendations": actions.write_recommendations,
    "risks": actions.write_risks,
    "contacts": actions.write_contacts,
    "annexes": actions.write_annexes,
}


@by_post
@of_council
def rows(request: HttpRequest, council: Council, paper: str, part: str) -> HttpResponse:
    """Write the options, recommendations, risks, contacts or annexes."""
    held = paper_to_write(request, council, paper)
    holder = paper_template(held.template).of(Part(part)) if part in PARTS else None
    if holder is None:
        raise Http404("This paper has no such part.")
    form = _rows_form(request, council, held, part, version_of(held, holder.key))
    if request.method == "POST" and form.is_valid():
        try:
            _WRITE[part](
                paper=held,
                rows=form.said(),
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Stale as stale:
            now = paper_to_write(request, council, paper)
            form.data = {**dict(form.data.items()), "version": version_of(now, holder.key)}
            form.add_error(None, " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    shown = {"paper": held, "heading": holder.heading, "form": form, "held": getattr(held, part).all()}
    return page(request, "web/paper_rows.html", council, "Meetings", **shown, code=code)


def _rows_form(request: HttpRequest, council: Council, paper: Paper, part: str, version: int) -> RowsForm:
    lines = lines_to_choose(council, officer_of(request)) if part == "risks" else []
    return RowsForm(
        request.POST or None,
        part=part,
        held=list(getattr(paper, part).all()),
        version=version,
        options=[one.number for one in paper.options.all()],
        elements=lines,
    )


@by_post
@of_council
def implications(request: HttpRequest, council: Council, paper: str) -> HttpResponse:
    """Write what the paper means for money, people, law and so on; “none” is said, not left blank."""
    held = paper_to_write(request, council, paper)
    template = paper_template(held.template)
    holder = template.of(Part.IMPLICATIONS)
    if holder is None:
        raise Http404("This paper's form has no implications.")
    form = ImplicationsForm(
        request.POST or None,
        paper=held,
        version=version_of(held, holder.key),
        signs=template.signs_implications,
        elements=lines_to_choose(council, officer_of(request)),
        posts=post_titles(council).values() if template.signs_implications else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_implications(
                paper=held,
                answers=form.answers(),
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("paper", council.slug, held.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            now = paper_to_write(request, council, paper)
            form.show_held(now, version_of(now, holder.key))
    code = 422 if form.errors else 200
    return page(request, "web/implications.html", council, "Meetings", paper=held, form=form, code=code)
