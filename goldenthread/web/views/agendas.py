"""Meetings with their days and agendas, and the work programmes of bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.governance import route_queries as queries
from goldenthread.governance.changing import subject_words
from goldenthread.governance.comment_queries import comments_referred
from goldenthread.governance.meetings import Held, add_meeting, cancel_meeting, change_meeting
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.governance.work_programmes import (
    Planned,
    add_work_item,
    change_work_item,
    reasons_not_to_keep_route,
)
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import route as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.route import MeetingForm, WorkItemForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import Meeting
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every meeting with its days and the size of its agenda."""
    officer, on = officer_of(request), day_of(council)
    rows = queries.meetings_of(council, officer)
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.meetings(rows, on),
        name="meetings",
        shown=Words("Meetings", "Every meeting", told.of_meetings(rows, on), "meetings", label="Meetings"),
        add="meeting-add",
        add_words="Add a meeting",
        cannot=reasons_not_to_keep_route(council, officer),
    )


def _meeting(council: Council, pk: int) -> Meeting:
    found = queries.meeting_at(council, pk)
    if found is None:
        raise Http404("No meeting of this council is at this address.")
    return found


@of_council
def meeting(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One meeting: its days, and what is on its agenda."""
    held, officer, on = _meeting(council, pk), officer_of(request), day_of(council)
    agenda = queries.agenda_of(held, officer)
    return page(
        request,
        "web/meeting.html",
        council,
        "Meetings",
        meeting=held,
        sentence=told.of_meeting(held, on),
        diary={"meeting": f"meeting-{pk}", "papers": f"publication-{pk}"},
        agenda=agenda,
        requests=[(one, subject_words(one)) for one in agenda.requests],
        no_call_in=tables.no_call_in(held),
        stands=tables.how_meeting_stands(held, on),
        cannot=reasons_not_to_keep_route(council, officer),
    )


@needing("keep_route")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a meeting on record."""
    form = MeetingForm(request.POST or None, records={"body": meeting_bodies_of(council)})

    def store() -> str:
        said = Held(**form.said())
        made = add_meeting(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("meeting", args=[council.slug, made.pk])

    back = reverse("meetings-all", args=[council.slug])
    sentence = "The days that you leave empty are worked out in working days."
    words = Words("Meetings", "Add a meeting", sentence, back, label="The meeting")
    return written(request, council, form=form, words=words, store=store)


@needing("keep_route")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Move a meeting, or put it right."""
    held = _meeting(council, pk)
    bodies = list(dict.fromkeys([held.body, *meeting_bodies_of(council)]))
    form = MeetingForm(request.POST or None, records={"body": bodies}, held=held)
    here = reverse("meeting", args=[council.slug, pk])

    def store() -> str:
        change_meeting(
            meeting=held,
            said=Held(**form.said()),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = "Empty a day to have it worked out again from the day of the meeting."
    words = Words(str(held), "Change a meeting", sentence, here, label="The meeting")
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _meeting(council, pk)
    )


@require_POST
@needing("keep_route")
@of_council
def cancel(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Cancel a meeting, or say that it takes place after all."""
    cancel_meeting(
        meeting=_meeting(council, pk),
        is_cancelled=request.POST.get("is_cancelled") == "yes",
        version=version_in(request),
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("meeting", council.slug, pk)


def version_in(request: HttpRequest) -> int:
    """The version that somebody saw, as a button sends it; 0 where it sends none."""
    given = str(request.POST.get("version", ""))
    return int(given) if given.isdecimal() and len(given) < 10 else 0


@of_council
def work(request: HttpRequest, council: Council) -> HttpResponse:
    """What bodies mean to look into, and what came of it; `?body=` keeps to one."""
    officer = officer_of(request)
    found, asked = queries.work_items_of(council), request.GET.get("body", "")
    cannot = reasons_not_to_keep_route(council, officer)
    bodies = {str(one.body_id): one.body for one in found}
    shown = [one for one in found if not asked or str(one.body_id) == asked]
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.work_programmes(shown, comments_referred(council, officer), not cannot),
        name="work-programmes",
        shown=Words(
            "Meetings", "Work programmes", told.of_work(shown), "meetings", label="To look into",
            note=str(bodies[asked]) if asked in bodies else "",
        ),
        add="work-item-add",
        add_words="Add an item",
        cannot=cannot,
        ways=[(f"?body={pk}", str(one)) for pk, one in bodies.items()] if len(bodies) > 1 else [],
    )  # fmt: skip


@needing("keep_route")
@of_council
def work_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put an item on a work programme."""
    form = WorkItemForm(request.POST or None, records=_of_work(council))

    def store() -> str:
        said = Planned(**form.said())
        add_work_item(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("work-programmes", args=[council.slug])

    return written(request, council, form=form, words=_work_words(council, "Add an item"), store=store)


def _of_work(council: Council) -> dict[str, Any]:
    return {"body": meeting_bodies_of(council), "meeting": queries.meetings_to_choose(council)}


def _work_words(council: Council, title: str) -> Words:
    sentence = "When a body is replaced, what it has not finished moves to its successor."
    back = reverse("work-programmes", args=[council.slug])
    return Words("Work programmes", title, sentence, back, label="The item")


@needing("keep_route")
@of_council
def work_item(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change an item of a work programme, or say what came of it."""
    held = queries.work_item_at(council, pk)
    if held is None:
        raise Http404("No item of a work programme is at this address.")
    records = _of_work(council)
    records["body"] = list(dict.fromkeys([held.body, *records["body"]]))
    if held.meeting is not None:
        records["meeting"] = list(dict.fromkeys([held.meeting, *records["meeting"]]))
    form = WorkItemForm(request.POST or None, records=records, held=held)

    def store() -> str:
        change_work_item(
            item=held,
            said=Planned(**form.said()),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return reverse("work-programmes", args=[council.slug])

    words = _work_words(council, "Change an item")
    comment = comments_referred(council, officer_of(request)).get(pk)
    if comment is not None:
        words = replace(
            words, also=(reverse("comment", args=[council.slug, comment.pk]), tables.named_comment(comment))
        )
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: queries.work_item_at(council, pk),
    )  # fmt: skip
