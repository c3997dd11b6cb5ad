"""Tasks that came of decisions, conditions, promises and recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.governance import decision_queries as queries
from goldenthread.governance.conditions import conditions_of
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.route_queries import recommendations_of
from goldenthread.governance.tasks import Given, change_task, follow_task, give_task, reasons_not_to_follow
from goldenthread.people.queries import posts_of
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import decided as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.decided import FollowForm, TaskForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, link_to, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import Task
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every task, overdue first; `?only=open` keeps to those that aren't done."""
    officer, on = officer_of(request), day_of(council)
    found = queries.tasks_of(council, officer)
    shown = [one for one in found if request.GET.get("only") != "open" or one.done_on is None]
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.tasks(shown, on),
        name="tasks",
        shown=Words("Meetings", "Tasks", told.of_tasks(shown, on), "meetings", label="To be done"),
        ways=[("?only=open", "Those not done yet")],
        nothing="None is on record yet. A task comes of a decision, a promise or a recommendation.",
        add="task-add",
        add_words="Give a task",
        cannot=reasons_not_to_keep_minutes(council, officer),
    )


def _task(request: HttpRequest, council: Council, pk: int) -> Task:
    found = queries.task_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No task of this council is at this address.")
    return found


@of_council
def task(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One task: what it came of, who does it, and how it stands."""
    held, officer, on = _task(request, council, pk), officer_of(request), day_of(council)
    origin = tables.origin_of(held)
    return page(
        request,
        "web/task.html",
        council,
        "Meetings",
        task=held,
        stands=tables.task_stands(held, on),
        origin=origin,
        origin_at=link_to(council)(origin.link) if origin.link else "",
        cannot=reasons_not_to_keep_minutes(council, officer),
        cannot_follow=reasons_not_to_follow(held, officer),
    )


def _records(request: HttpRequest, council: Council) -> dict[str, Any]:
    officer = officer_of(request)
    promises = [one for one in queries.minutes_of(council, officer) if one.kind == "PROMISE"]
    return {
        "decision": queries.decisions_taken(council, officer),
        "minute": promises,
        "recommendation": recommendations_of(council, officer),
        "owner": posts_of(council),
    }


def _begin(request: HttpRequest, records: dict[str, Any]) -> dict[str, Any]:
    """What a form begins with, where it is asked from a decision, one of its conditions or a promise."""
    asked = request.GET.get("decision", "")
    decision = next((one for one in records["decision"] if str(one.pk) == asked), None)
    if decision is not None:
        conditions = {str(place): text for place, text in enumerate(conditions_of(decision))}
        if text := conditions.get(request.GET.get("condition", "")):
            return {"origin": "CONDITION", "decision": decision.pk, "text": text}
    for name, origin in (
        ("decision", "DECISION"),
        ("minute", "PROMISE"),
        ("recommendation", "RECOMMENDATION"),
    ):
        asked = request.GET.get(name, "")
        if asked.isdecimal() and len(asked) < 10:
            return {"origin": origin, name: int(asked)}
    return {"origin": "DECISION"}


@needing("keep_minutes")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Give somebody a task that came of a meeting."""
    records = _records(request, council)
    form = TaskForm(request.POST or None, records=records, begin=_begin(request, records))
    back = reverse("tasks", args=[council.slug])

    def store() -> str:
        said = Given(**form.said())
        made = give_task(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("task", args=[council.slug, made.pk])

    sentence = "A task comes of something on record, and has somebody who does it."
    words = Words("Tasks", "Give a task", sentence, back, label="The task")
    return written(request, council, form=form, words=words, store=store)


@needing("keep_minutes")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a task right, or give it to somebody else."""
    held = _task(request, council, pk)
    form = TaskForm(request.POST or None, records=_records(request, council), held=held)
    here = reverse("task", args=[council.slug, pk])

    def store() -> str:
        change_task(
            task=held,
            said=Given(**form.said()),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = "A task comes of something on record, and has somebody who does it."
    words = Words("Tasks", "Change a task", sentence, here, label="The task")
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _task(request, council, pk)
    )


@needing("follow_tasks")
@of_council
def follow(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that a task is done and what came of it."""
    held = _task(request, council, pk)
    form = FollowForm(request.POST or None, held=held)
    here = reverse("task", args=[council.slug, pk])

    def store() -> str:
        follow_task(
            task=held,
            **form.said(),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    words = Words("Tasks", "Say how it stands", held.text, here, label="How it stands")
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: _task(request, council, pk)
    )
