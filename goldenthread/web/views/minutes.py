"""Minutes, recommendations with their replies, and the tasks that came of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.governance import decision_queries as queries
from goldenthread.governance.minuting import (
    Minuted,
    add_minute,
    change_minute,
    reasons_not_to_keep_minutes,
    remove_minute,
)
from goldenthread.governance.recommending import (
    Recommended,
    add_recommendation,
    change_recommendation,
    remove_recommendation,
)
from goldenthread.governance.route_queries import (
    meetings_to_choose,
    recommendation_at,
    recommendations_of,
    steps_to_choose,
)
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import decided as tables
from goldenthread.reports.tables.route import recommendations as recommendations_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.decided import MinuteForm
from goldenthread.web.forms.route import RecommendationForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, needing, of_council, page_or_file
from goldenthread.web.views.route import step_or_404

if TYPE_CHECKING:
    from goldenthread.governance.models import Minute
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every entry; `?only=promises` keeps to promises that nobody has followed up, `?meeting=` to one."""
    officer, on = officer_of(request), day_of(council)
    found, cannot = queries.minutes_of(council, officer), reasons_not_to_keep_minutes(council, officer)
    shown = [one for one in found if _is_asked_for(one, request)]
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.minutes(shown, on, not cannot),
        name="minutes",
        shown=Words("Meetings", "Minutes", told.of_minutes(shown), "meetings", label="What was said"),
        ways=[("?only=promises", "Promises not yet followed up"), ("?only=questions", "Questions")],
        nothing="Nothing of the kind is on record.",
        add="minute-add",
        add_words="Add an entry",
        cannot=cannot,
    )


def _is_asked_for(one: Minute, request: HttpRequest) -> bool:
    only, meeting = request.GET.get("only", ""), request.GET.get("meeting", "")
    if meeting and str(one.meeting_id) != meeting:
        return False
    if only == "promises":
        return one.kind == "PROMISE" and one.followed_on is None
    return only != "questions" or one.kind == "QUESTION"


@needing("keep_minutes")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add an entry at the end of the minutes of its meeting."""
    return _written(request, council, None)


@needing("keep_minutes")
@of_council
def minute(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put an entry right, follow a promise up, or take an entry out."""
    return _written(request, council, _minute(request, council, pk))


def _minute(request: HttpRequest, council: Council, pk: int) -> Minute:
    found = queries.minute_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No entry of minutes is at this address.")
    return found


def _written(request: HttpRequest, council: Council, held: Minute | None) -> HttpResponse:
    officer = officer_of(request)
    records: dict[str, Any] = {
        "meeting": meetings_to_choose(council),
        "step": steps_to_choose(council, officer),
        "answers": [one for one in queries.minutes_of(council, officer) if one.kind == "QUESTION"],
    }
    asked = request.GET.get("step", "")
    begin = {"kind": "QUESTION", "step": int(asked) if asked.isdecimal() and len(asked) < 10 else None}
    form = MinuteForm(request.POST or None, records=records, held=held, begin=begin)
    back = reverse("minutes", args=[council.slug])

    def store() -> str:
        who: dict[str, Any] = {"by": officer, "at": timezone.now()}
        version = form.cleaned_data["version"]
        if held is None:
            add_minute(council=council, said=Minuted(**form.said()), **who)
        elif "remove" in request.POST:
            remove_minute(minute=held, version=version, **who)
        else:
            change_minute(minute=held, said=Minuted(**form.said()), version=version, **who)
        return back

    sentence = "A promise is followed up until somebody says what came of it."
    title = "An entry of the minutes" if held else "Add to the minutes"
    words = Words(
        "Minutes", title, sentence, back, label="The entry",
        remove="Take it out" if held else "",
        also=_task_of(council, "minute", held.pk) if held and held.kind == "PROMISE" else ("", ""),
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: queries.minute_at(council, held.pk, officer) if held else None,
    )  # fmt: skip


def _task_of(council: Council, kind: str, pk: int) -> tuple[str, str]:
    """Where a task is given that comes of a promise or a recommendation, and the words of that link."""
    return f"{reverse('task-add', args=[council.slug])}?{kind}={pk}", "Give a task that comes of it"


@of_council
def recommendations(request: HttpRequest, council: Council) -> HttpResponse:
    """What bodies recommended on routes, those that wait for a reply first."""
    found = recommendations_of(council, officer_of(request))
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=recommendations_table(found),
        name="recommendations",
        shown=Words(
            "The route", "Recommendations and replies", told.of_recommendations(found), "meetings",
            label="Recommendations",
        ),
        nothing="None is on record yet. It is recorded at the step of the route it was made at.",
    )  # fmt: skip


@needing("keep_minutes")
@of_council
def recommend(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Record what a body recommended at a step."""
    step = step_or_404(request, council, pk)
    form = RecommendationForm(request.POST or None, begin={"reply": "OPEN"})
    here = reverse("step", args=[council.slug, pk])

    def store() -> str:
        said = Recommended(**form.said())
        add_recommendation(step=step, said=said, by=officer_of(request), at=timezone.now())
        return here

    sentence = "It is counted as open until there is a reply."
    words = Words(str(step.body), "Record a recommendation", sentence, here, label="The recommendation")
    return written(request, council, form=form, words=words, store=store)


@needing("keep_minutes")
@of_council
def recommendation(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a recommendation right, or reply to it."""
    officer = officer_of(request)
    held = recommendation_at(council, pk, officer)
    if held is None:
        raise Http404("No recommendation is at this address.")
    form = RecommendationForm(request.POST or None, held=held)
    here = reverse("step", args=[council.slug, held.step_id])

    def store() -> str:
        who: dict[str, Any] = {"version": form.cleaned_data["version"], "by": officer, "at": timezone.now()}
        if "remove" in request.POST:
            remove_recommendation(recommendation=held, **who)
        else:
            change_recommendation(recommendation=held, said=Recommended(**form.said()), **who)
        return here

    sentence = "The Executive replies to each: accepted, in part, not accepted or noted, with its words."
    words = Words(
        str(held.step.body), f"Recommendation {held.number}", sentence, here, label="The recommendation",
        remove="Take it out" if held.reply == "OPEN" else "",
        also=_task_of(council, "recommendation", pk),
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: recommendation_at(council, pk, officer),
    )  # fmt: skip
