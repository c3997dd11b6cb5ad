"""The register of comments, one comment, and what is decided of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.dispositions import DISPOSITIONS, MOVES, OPEN
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.answering_comments import (
    Referral,
    answer_comment,
    forward_comment,
    record_reply,
    refer_comment,
    reopen_comment,
)
from goldenthread.governance.comment_permissions import (
    is_waiting,
    reasons_not_to_answer,
    reasons_not_to_comment,
    reasons_not_to_keep_windows,
    reasons_not_to_record,
)
from goldenthread.governance.comment_queries import (
    changes_of,
    comment_at,
    editions_commented,
    register_of,
    themes_of,
)
from goldenthread.governance.comment_windows import windows_of
from goldenthread.governance.public_comments import set_aside_counts, waiting_in
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import partners_of
from goldenthread.planning.consultation_queries import source_of
from goldenthread.plans.queries import edition_at, main_edition
from goldenthread.reports.outlines.comment_register import register_outline
from goldenthread.reports.products import Format, render
from goldenthread.reports.tables import comments as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.comments import AnswerForm, ForwardForm, ReferForm, ReopenForm, ReplyForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file
from goldenthread.web.views.councils import no_plan_yet
from goldenthread.web.views.reports import file_answer

if TYPE_CHECKING:
    from django import forms

    from goldenthread.governance.models import Comment
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.plans.models import Edition

DOCUMENTS = (Format.HTML, Format.DOCX, Format.PDF)
STATES = {"open": "Open or waiting for a reply", "closed": "Closed"}


def edition_asked_for(request: HttpRequest, council: Council) -> Edition | None:
    """The edition named in the address, “plan/edition”, or the main one. Raises `Http404` for another."""
    said = request.GET.get("edition", "")
    if not said:
        return main_edition(council)
    plan, _, slug = said.partition("/")
    if "\0" in said:
        raise Http404("No address holds such a character.")
    held = edition_at(council, plan, slug, officer_of(request))
    if held is None:
        raise Http404("No edition that you may read is at this address.")
    return held


@of_council
def register(request: HttpRequest, council: Council) -> HttpResponse:
    """Every comment on an edition with its answer; narrowed, as a file, or printed as a document."""
    edition, officer = edition_asked_for(request, council), officer_of(request)
    if edition is None:
        return no_plan_yet(request, council, "Meetings", "Comments")
    kind = request.GET.get("as", "")
    if kind in list(DOCUMENTS):
        form = Format(kind)
        return file_answer(
            render(register_outline(edition, officer), form), form, f"{council.slug}-comments-{edition.slug}"
        )
    found, themes = register_of(edition, officer), themes_of(edition, officer)
    shown, filters = _narrowed(request, found, themes)
    return page_or_file(
        request,
        "web/comment_register.html",
        council,
        "Meetings",
        grid=tables.register(shown, themes),
        name=f"comments-{edition.slug}",
        edition=edition,
        opening=tables.of_comments(found),
        filters=filters,
        is_narrowed=len(shown) < len(found),
        shown=len(shown),
        documents=DOCUMENTS,
        editions=editions_commented(council, officer),
        aside=set_aside_counts(edition),
        **_asides(council, edition, officer),
    )


def _asides(council: Council, edition: Edition, officer: Officer) -> dict[str, Any]:
    """What stands beside the register: when the draft is open, and what this person may do."""
    return {
        "windows": windows_of(council, edition),
        "waiting": waiting_in(council, officer),
        "cannot_comment": reasons_not_to_comment(edition, officer, day_of(council)),
        "cannot_record": reasons_not_to_record(edition, None, officer),
        "cannot_open": reasons_not_to_keep_windows(council, officer),
    }


def _narrowed(
    request: HttpRequest, found: list[Comment], themes: dict[int, str]
) -> tuple[list[Comment], list[dict[str, Any]]]:
    """The comments that the address asks for, and the questions of the form with their answers."""
    asked: list[tuple[str, str, dict[str, str], Callable[[Comment], str]]] = [
        ("state", "Open or closed", STATES, _state),
        ("by", "Said by", {one.said_by: one.said_by for one in found}, lambda one: one.said_by),
        ("theme", "Theme", {name: name for name in themes.values() if name}, lambda one: _theme(one, themes)),
        ("decided", "What became of it", dict(DISPOSITIONS), lambda one: one.disposition),
    ]
    filters = []
    for key, label, options, value_of in asked:
        chosen = request.GET.get(key, "")
        if chosen in options:
            found = [one for one in found if value_of(one) == chosen]
        filters.append({"key": key, "label": label, "options": options.items(), "chosen": chosen})
    return found, filters


def _state(one: Comment) -> str:
    return "open" if one.disposition == OPEN or is_waiting(one) else "closed"


def _theme(one: Comment, themes: dict[int, str]) -> str:
    return themes.get(one.element_id or 0, "")


def comment_or_404(request: HttpRequest, council: Council, pk: int) -> Comment:
    found = comment_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No comment of this council that you may read is at this address.")
    return found


@of_council
def comment(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One comment: what it is about, the answer, what changed, and its history."""
    held = comment_or_404(request, council, pk)
    cannot = reasons_not_to_answer(held, officer_of(request))
    can = {code for code, move in MOVES.items() if held.disposition in move.goes}
    return page(
        request,
        "web/comment.html",
        council,
        "Meetings",
        comment=held,
        changes=changes_of(held),
        consultation=source_of(held),
        history=history_of(held, council.slug),
        cannot_answer=cannot,
        can=can,
        is_waiting=is_waiting(held),
        is_draft=held.edition.state == "DRAFT",
    )


def acted(
    request: HttpRequest,
    held: Comment,
    form: forms.Form,
    title: str,
    act: Callable[[dict[str, Any]], object],
    at_fault: str,
) -> HttpResponse:
    """Do something with a comment by a form, or show the form again with what is wrong, at a field."""
    council = held.council
    refuse_if(reasons_not_to_answer(held, officer_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
            return redirect("comment", council.slug, held.pk)
        except Stale as stale:
            now = comment_or_404(request, council, held.pk)
            show_held(form, now.version, {"response": now.response} if "response" in form.fields else {})
            form.add_error(at_fault, " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(at_fault, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    shown: dict[str, Any] = {"comment": held, "form": form, "title": title, "code": code}
    return page(request, "web/comment_act.html", council, "Meetings", **shown)


def start_of(held: Comment, **more: Any) -> dict[str, Any]:
    return {"version": held.version, **more}


@needing("answer_comments")
@of_council
def answer(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what is decided of a comment, with an answer."""
    held, who = comment_or_404(request, council, pk), who_acts(request)
    form = AnswerForm(request.POST or None, initial=start_of(held))

    def act(given: dict[str, Any]) -> None:
        answer_comment(comment=held, **given, **who)

    return acted(request, held, form, "Answer a comment", act, "response")


def who_acts(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer_of(request), "at": timezone.now()}


@needing("answer_comments")
@of_council
def refer(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Refer a comment to a body's work programme."""
    held, who = comment_or_404(request, council, pk), who_acts(request)
    bodies = {one.pk: one for one in meeting_bodies_of(council)}
    form = ReferForm(
        request.POST or None,
        bodies=[(pk, one.name) for pk, one in bodies.items()],
        needs_answer=held.disposition == OPEN,
        initial=start_of(held),
    )

    def act(given: dict[str, Any]) -> None:
        to = Referral(bodies[given["body"]], given["topic"], when=given["when"])
        refer_comment(
            comment=held, to=to, response=given.get("response", ""), version=given["version"], **who
        )

    return acted(request, held, form, "Refer a comment to a body", act, "topic")


@needing("answer_comments")
@of_council
def forward(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Forward a comment to a partner, and wait for the reply."""
    held, who = comment_or_404(request, council, pk), who_acts(request)
    partners = {one.pk: one for one in partners_of(council)}
    form = ForwardForm(
        request.POST or None,
        partners=[(pk, one.name) for pk, one in partners.items()],
        needs_answer=held.disposition == OPEN,
        initial=start_of(held, on=day_of(council)),
    )

    def act(given: dict[str, Any]) -> None:
        response, version = given.get("response", ""), given["version"]
        to = partners[given["partner"]]
        forward_comment(comment=held, to=to, on=given["on"], response=response, version=version, **who)

    return acted(request, held, form, "Forward a comment to a partner", act, "partner")


@needing("answer_comments")
@of_council
def reply(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Record what the partner answered."""
    held, who = comment_or_404(request, council, pk), who_acts(request)
    form = ReplyForm(request.POST or None, initial=start_of(held, on=day_of(council)))

    def act(given: dict[str, Any]) -> None:
        record_reply(comment=held, **given, **who)

    return acted(request, held, form, "Record a partner’s reply", act, "reply")


@needing("answer_comments")
@of_council
def reopen(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Open a comment again, with a reason."""
    held, who = comment_or_404(request, council, pk), who_acts(request)
    form = ReopenForm(request.POST or None, initial=start_of(held))

    def act(given: dict[str, Any]) -> None:
        reopen_comment(comment=held, **given, **who)

    return acted(request, held, form, "Open a comment again", act, "reason")
