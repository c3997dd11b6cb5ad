"""Making a comment, recording one for somebody else, and changing the draft's words because of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.dispositions import OPEN
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.answering_comments import NewLine, add_line, change_words
from goldenthread.governance.comment_permissions import reasons_not_to_comment, reasons_not_to_record
from goldenthread.governance.comment_queries import line_of, lines_of, meetings_to_choose
from goldenthread.governance.commenting import (
    Origin,
    Remark,
    correct_comment,
    make_comment,
    record_comment,
)
from goldenthread.governance.queries import route_of
from goldenthread.governance.remit_queries import bodies_of
from goldenthread.plans.permissions import reasons_not_to_change, reasons_not_to_change_element
from goldenthread.plans.queries import element_at, levels_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.comments import LineForm, RecordedForm, RemarkForm, WordsForm, starting
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.comments import acted, comment_or_404, edition_asked_for, start_of, who_acts

if TYPE_CHECKING:
    from goldenthread.governance.models import Comment
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Element

OWN = (
    "Say what it is about and what should be different. It is answered, and what becomes of it is in the "
    "register of comments."
)
ELSEWHERE = "Write down what was said, by which body or organisation, and where. Leave out people’s names."
WRITTEN = ("came_from", "who", "when", "text", "is_gap", "stance", "strength", "source", "version")


def _about(request: HttpRequest, council: Council) -> tuple[Edition, Element | None]:
    """The edition and the line that the address names: `?element=`, `?edition=`, or the main plan."""
    said = request.GET.get("element", "")
    if said.isascii() and said.isdigit() and len(said) < 18:
        element = element_at(council, int(said), officer_of(request))
        if element is not None:
            return element.edition, element
    edition = edition_asked_for(request, council)
    if edition is None:
        raise Http404("This council has no plan yet.")
    return edition, None


@needing("make_comments")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Comment on a draft that is open for comments."""
    (edition, element), officer = _about(request, council), officer_of(request)
    refuse_if(reasons_not_to_comment(edition, officer, day_of(council)))
    lines = lines_of(edition, officer)
    form = RemarkForm(request.POST or None, lines=lines, initial={"element": element.pk if element else None})
    if request.method == "POST" and form.is_valid():
        said = _remark(request, edition, form.cleaned_data)
        try:
            made = make_comment(edition=edition, said=said, on=day_of(council), **who_acts(request))
            return redirect("comment", council.slug, made.pk)
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return _shown(request, council, edition, form, "Comment on the draft")


def _shown(
    request: HttpRequest,
    council: Council,
    edition: Edition,
    form: Any,
    title: str,
    held: Comment | None = None,
) -> HttpResponse:
    sentence = ELSEWHERE if "came_from" in form.fields else OWN
    register = f"{reverse('comments', args=[council.slug])}?edition={edition.plan.slug}/{edition.slug}"
    back = reverse("comment", args=[council.slug, held.pk]) if held else register
    shown = {"form": form, "edition": edition, "title": title, "back": back, "sentence": sentence}
    code = 422 if form.errors else 200
    return page(request, "web/comment_write.html", council, "Meetings", code=code, **shown)


def _remark(request: HttpRequest, edition: Edition, given: dict[str, Any]) -> Remark:
    element = line_of(edition, given["element"], officer_of(request))
    return Remark(given["text"], element, given["is_gap"], given["stance"], given["strength"])


def _recorded(request: HttpRequest, edition: Edition, held: Comment | None, **more: Any) -> RecordedForm:
    council = edition.plan.council
    return RecordedForm(
        request.POST or None,
        lines=lines_of(edition, officer_of(request)),
        bodies=[(one.pk, one.name) for one in bodies_of(council)],
        meetings=[(one.pk, str(one)) for one in meetings_to_choose(council)],
        steps=[(one.pk, str(one)) for one in route_of(edition)],
        **more,
    )


def _origin(edition: Edition, given: dict[str, Any]) -> Origin:
    council = edition.plan.council
    return Origin(
        given["came_from"],
        given["who"],
        next((one for one in bodies_of(council) if one.pk == given["body"]), None),
        next((one for one in route_of(edition) if one.pk == given["step"]), None),
        next((one for one in meetings_to_choose(council) if one.pk == given["meeting"]), None),
        given["when"],
        given["source"],
    )


@needing("answer_comments")
@of_council
def record(request: HttpRequest, council: Council) -> HttpResponse:
    """Write down a comment that somebody made elsewhere."""
    edition, element = _about(request, council)
    refuse_if(reasons_not_to_record(edition, element, officer_of(request)))
    initial = {"version": 0, "element": element.pk if element else None, "came_from": "BODY"}
    form = _recorded(request, edition, None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = record_comment(
                edition=edition,
                said=_remark(request, edition, given),
                origin=_origin(edition, given),
                **who_acts(request),
            )
            return redirect("comment", council.slug, made.pk)
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return _shown(request, council, edition, form, "Record a comment")


@needing("answer_comments")
@of_council
def correct(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put right what was written down of a comment."""
    held = comment_or_404(request, council, pk)
    edition = held.edition
    refuse_if(reasons_not_to_record(edition, held.element, officer_of(request)))
    initial = {**starting(held, WRITTEN), "element": held.element_id, "body": held.body_id,
               "meeting": held.meeting_id, "step": held.step_id}  # fmt: skip
    form = _recorded(request, edition, held, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            correct_comment(
                comment=held,
                said=_remark(request, edition, given),
                origin=_origin(edition, given),
                version=given["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("comment", council.slug, pk)
        except Stale as stale:
            now = comment_or_404(request, council, pk)
            show_held(form, now.version, {"text": now.text})
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return _shown(request, council, edition, form, "Correct a comment", held)


@needing("answer_comments")
@of_council
def words(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change what a line of the draft says because of a comment: one step, both texts kept."""
    held = comment_or_404(request, council, pk)
    said = request.GET.get("element", "")
    chosen = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else held.element_id
    element = line_of(held.edition, chosen, officer_of(request))
    if element is None:
        lines = lines_of(held.edition, officer_of(request))
        return page(request, "web/comment_line.html", council, "Meetings", comment=held, lines=lines)
    refuse_if(reasons_not_to_change_element(element, officer_of(request)))
    start = starting(element, ("title", "detail", "need", "quantity", "due_on"))
    form = WordsForm(
        request.POST or None,
        needs_answer=held.disposition == OPEN,
        initial=start_of(held, element_version=element.version, **start),
    )

    def act(given: dict[str, Any]) -> None:
        change_words(
            comment=held,
            element=element,
            element_version=given["element_version"],
            changes=form.changes(),
            response=given.get("response", ""),
            version=given["version"],
            **who_acts(request),
        )

    return acted(request, held, form, f"Change “{element.title}”", act, "title")


@needing("answer_comments")
@of_council
def new_line(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Add the line that a comment found missing to the draft."""
    held = comment_or_404(request, council, pk)
    refuse_if(reasons_not_to_change(held.edition, officer_of(request)))
    levels = {one.pk: one for one in levels_of(held.edition)}
    form = LineForm(
        request.POST or None,
        levels=[(pk, one.name) for pk, one in levels.items()],
        parents=lines_of(held.edition, officer_of(request)),
        needs_answer=held.disposition == OPEN,
        initial=start_of(held),
    )

    def act(given: dict[str, Any]) -> None:
        parent = line_of(held.edition, given["parent"], officer_of(request))
        add_line(
            comment=held,
            line=NewLine(levels[given["level"]], parent, given["title"], given["detail"]),
            response=given.get("response", ""),
            version=given["version"],
            **who_acts(request),
        )

    return acted(request, held, form, "Add what is missing", act, "title")
