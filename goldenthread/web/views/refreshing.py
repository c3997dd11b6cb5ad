"""Plans and their editions: begin one, start the next, name its levels, adopt it, say what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.changes import rewording
from goldenthread.core.changes_told import AUDIENCES, in_words
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.people.queries import services_of
from goldenthread.planning.copying import NewEdition
from goldenthread.planning.off_route import open_comments, reasons_off_route
from goldenthread.planning.refresh import (
    adopt_edition,
    edition_in_steps,
    open_edition,
    reasons_not_to_start_from,
)
from goldenthread.plans.beginning import begin_plan, describe_edition
from goldenthread.plans.levels import name_levels
from goldenthread.plans.permissions import reasons_not_to_adopt, reasons_not_to_start
from goldenthread.plans.queries import edition_at, levels_of
from goldenthread.reports.changes_word import changes_document
from goldenthread.reports.figures.changes import Changes, changes_to
from goldenthread.reports.figures.picture import picture_of
from goldenthread.reports.tables.changes import before_and_after, crosswalk
from goldenthread.reports.word_parts import WORD
from goldenthread.resources.overload import reasons_of_overload
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.refreshing import (
    NEEDS,
    AdoptForm,
    EditionForm,
    LevelForm,
    NewPlanForm,
    StartForm,
)
from goldenthread.web.pages import day_of, edition_or_404, needing, of_council, page, page_or_file
from goldenthread.web.views.editing import edition_to_change, number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


def _edition(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    return edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))


@needing("start_edition")
@of_council
def new_plan(request: HttpRequest, council: Council) -> HttpResponse:
    """Begin a plan with its first edition, a draft."""
    services = [(one.pk, one.name) for one in services_of(council)]
    form = NewPlanForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_plan(council=council, by=officer_of(request), at=timezone.now(), **form.cleaned_data)
            return redirect("edit-plan", council.slug, made.plan.slug, made.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(request, "web/new_plan.html", council, "Plans", form=form, code=422 if form.errors else 200)


@needing("start_edition")
@of_council
def start(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponseBase:
    """Start a new edition from this one; the page tells how far it has come while it is made."""
    held = _edition(request, council, plan, edition)
    officer = officer_of(request)
    refuse_if(reasons_not_to_start(council, held, officer))
    form = StartForm(request.POST or None, old=held, levels=levels_of(held))
    if request.method == "POST" and form.is_valid():
        new = form.new_edition()
        reasons = reasons_not_to_start_from(held, new, officer)
        if not reasons:
            return StreamingHttpResponse(_made_in_sight(request, council, held, new))
        form.add_error(None, " ".join(reasons))
    shown: dict[str, Any] = {"edition": held, "form": form}
    return page(
        request, "web/start_edition.html", council, "Plans", **shown, code=422 if form.errors else 200
    )


def _made_in_sight(request: HttpRequest, council: Council, old: Edition, new: NewEdition) -> Iterator[str]:
    """The page in pieces: its head, a line for each step as it is done, and at last where to go on."""
    shown = {"council": council, "current": "Plans", "old": old, "new": new}
    head, tail = render_to_string("web/making_edition.html", shown, request).split("<!-- steps -->")
    yield head
    done = "web/made_edition.html"
    try:
        steps = edition_in_steps(old=old, new=new, by=officer_of(request), at=timezone.now())
        for step in steps:
            yield render_to_string("web/making_step.html", {"step": step}, request)
        yield render_to_string(done, shown, request)
    except Refused as refusal:
        yield render_to_string(done, {**shown, "reasons": refusal.reasons}, request)
    yield tail


@needing("change_plan")
@of_council
def levels(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """What the levels of a draft are called, their spans and limits, and what their lines need."""
    held = edition_to_change(request, council, plan, edition)
    kept = levels_of(held)
    data = request.POST or None
    forms = [LevelForm(data, prefix=f"level-{level.pk}", initial=_level(level)) for level in kept]
    is_new = bool(data and data.get("new-name", "").strip())
    fresh = LevelForm(
        data if is_new else None, prefix="new", initial={"place": len(kept) + 1, "is_monitored": True}
    )
    used = [*forms, fresh] if is_new else forms
    problems: list[str] = []
    if data is not None and all(form.is_valid() for form in used):
        ids = [*(level.pk for level in kept), None]
        try:
            name_levels(
                edition=held,
                version=number(str(data.get("version"))) or 0,
                levels=[{"id": pk, **form.facts()} for pk, form in zip(ids, used, strict=False)],
                removed=[
                    pk for pk, form in zip(ids, forms, strict=False) if pk and form.cleaned_data["is_gone"]
                ],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("edit-plan", council.slug, plan, edition)
        except Refused as refusal:
            problems = refusal.reasons
    wrong = bool(problems) or any(form.errors for form in used)
    shown: dict[str, Any] = {"edition": held, "forms": forms, "fresh": fresh, "problems": problems}
    return page(request, "web/levels.html", council, "Plans", **shown, code=422 if wrong else 200)


def _level(level: Any) -> dict[str, Any]:
    names = ("name", "plural", "years", "limit", "is_monitored")
    kept = {name: getattr(level, name) for name in names}
    return {**kept, "place": level.position, "needs": [name for name, _ in NEEDS if getattr(level, name)]}


@needing("change_plan")
@of_council
def facts(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """What a draft is called, its days, which update it is, and how it was prepared."""
    held = edition_to_change(request, council, plan, edition)
    now = {name: getattr(held, name) for name in (*EditionForm.FACTS, "version")}
    form = EditionForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            describe_edition(
                edition=held, version=seen, facts=form.facts(), by=officer_of(request), at=timezone.now()
            )
            return redirect("edition", council.slug, plan, edition)
        except Stale as stale:
            words = {name: form.fields[name].prepare_value(now[name]) for name in EditionForm.FACTS}
            show_held(form, held.version, {name: str(one or "") for name, one in words.items()})
            form.add_error(None, str(stale))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    shown: dict[str, Any] = {"edition": held, "form": form}
    return page(
        request, "web/edition_facts.html", council, "Plans", **shown, code=422 if form.errors else 200
    )


@needing("start_edition")
@of_council
def adopt(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Adopt a draft: from then on its lines stay as they are."""
    held = _edition(request, council, plan, edition)
    refuse_if(reasons_not_to_adopt(held, officer_of(request)) or reasons_off_route(held))
    form = AdoptForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            adopt_edition(edition=held, by=officer_of(request), at=timezone.now(), **form.cleaned_data)
            return redirect("edition", council.slug, plan, edition)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    cannot = reasons_of_overload(held, day_of(council))
    shown: dict[str, Any] = {
        "edition": held, "form": form, "comments": open_comments(held), "cannot": cannot,
    }  # fmt: skip
    return page(
        request, "web/adopt_edition.html", council, "Plans", **shown, code=422 if form.errors else 200
    )


@require_POST
@needing("start_edition")
@of_council
def open_up(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Let everybody read a draft, or close it again."""
    held = _edition(request, council, plan, edition)
    open_edition(
        edition=held,
        is_open=request.POST.get("open") == "yes",
        version=number(request.POST.get("version")) or 0,
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("edition", council.slug, plan, edition)


def _changes(request: HttpRequest, council: Council, plan: str, edition: str) -> Changes:
    held = _edition(request, council, plan, edition)
    viewer = officer_of(request)
    found = changes_to(held, request.GET.get("for", ""), viewer)
    before = held.replaces
    if found is None or before is None or edition_at(council, plan, before.slug, viewer) is None:
        raise Http404("This edition replaces none that is on record.")
    return found


@of_council
def changes(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """What changed from the edition before, in plain words for one audience, with the figures of both."""
    found = _changes(request, council, plan, edition)
    return page_or_file(
        request,
        "web/changes.html",
        council,
        "Plans",
        grid=crosswalk(found),
        name=f"{plan}-{edition}-crosswalk",
        changes=found,
        told=[(in_words(one, found.audience), rewording(one)) for one in found.told],
        figures=before_and_after(found),
        audiences=AUDIENCES.values(),
    )


@of_council
def changes_word(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The same as a Word file."""
    found = _changes(request, council, plan, edition)
    answer = HttpResponse(changes_document(found, council.name, day_of(council)), content_type=WORD)
    name = f"{council.slug}-{edition}-changes-for-{found.audience.code}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@of_council
def picture(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The edition on one page to print; with `?example=yes` lines to show the format before there are any."""
    held = _edition(request, council, plan, edition)
    shown = picture_of(held, officer_of(request), is_example=request.GET.get("example") == "yes")
    return page(request, "web/picture.html", council, "Plans", edition=held, picture=shown)
