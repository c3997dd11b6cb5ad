"""What bodies decided, apart from what was recommended; call-in, and endorsements of partners’ plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.governance import decision_queries as queries
from goldenthread.governance.change_queries import redirected_by
from goldenthread.governance.changing import subject_words
from goldenthread.governance.conditions import conditions_of, left_without_task, without_task
from goldenthread.governance.deciding import Decided, call_in, change_decision
from goldenthread.governance.endorsing import Endorsed, change_endorsement, endorse, remove_endorsement
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.remit_queries import bodies_of
from goldenthread.governance.route_queries import meetings_to_choose, steps_to_choose
from goldenthread.planning.final_sign_off import decide
from goldenthread.planning.inviting_as_decided import (
    NOTHING_ASKED,
    asked_of_others,
    invite_as_decided,
    sessions_to_come,
)
from goldenthread.planning.off_route import open_comments
from goldenthread.planning.workshop_permissions import reasons_not_to_run
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import decided as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.decided import CallInForm, DecisionTakenForm, EndorsementForm, InviteAsDecidedForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import Decision, Endorsement
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every decision, latest first, and whether it was what was recommended."""
    officer = officer_of(request)
    found = queries.decisions_taken(council, officer)
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.decisions(found),
        name="decisions",
        shown=Words(
            "Meetings",
            "Decisions",
            told.of_decisions(found, left_without_task(found)),
            "meetings",
            label="Decisions",
        ),
        add="decision-taken-add",
        add_words="Record a decision",
        cannot=reasons_not_to_keep_minutes(council, officer),
    )


def _decision(request: HttpRequest, council: Council, pk: int) -> Decision:
    found = queries.decision_taken_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No decision of this council is at this address.")
    return found


@of_council
def decision(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One decision beside what was recommended, with its conditions, call-in and tasks."""
    held, officer, on = _decision(request, council, pk), officer_of(request), day_of(council)
    tasks = [one for one in queries.tasks_of(council, officer) if one.decision_id == pk]
    left = without_task(held, tasks)
    asked = held.paper.recommendations.all() if held.paper else []
    recommended = held.recommended or " ".join(one.text for one in asked)
    return page(
        request,
        "web/decision_taken.html",
        council,
        "Meetings",
        decision=held,
        recommended=recommended,
        conditions=[(place, one, one in left) for place, one in enumerate(conditions_of(held))],
        conditions_told=told.of_conditions(len(left)),
        sentence=told.of_decision(held),
        tasks=tables.tasks(tasks, on, says_origin=False),
        tasks_told=told.of_tasks(tasks, on, "this decision") if tasks else "",
        asked=asked_of_others(held),
        cannot_invite=reasons_not_to_run(council, officer),
        redirected=[(one, subject_words(one)) for one in redirected_by(held)],
        open_comments=open_comments(held.step.edition) if held.adopts and held.step else "",
        cannot=reasons_not_to_keep_minutes(council, officer),
    )


def _records(request: HttpRequest, council: Council) -> dict[str, Any]:
    return {
        "body": bodies_of(council),
        "meeting": meetings_to_choose(council),
        "paper": queries.papers_to_choose(council),
        "step": steps_to_choose(council, officer_of(request)),
    }


_APART = "The decision is kept apart from what was recommended, with its own reason and conditions."


@needing("keep_minutes")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a decision; by Council's at the last step of the route the edition is adopted."""
    records = _records(request, council)
    form = DecisionTakenForm(request.POST or None, records=records, begin=_begin(request, records))

    def store() -> str:
        given = form.said()
        adopts = given.pop("adopts")
        made = decide(
            council=council, said=Decided(**given), adopts=adopts, by=officer_of(request), at=timezone.now()
        )
        return reverse("decision-taken", args=[council.slug, made.pk])

    back = reverse("decisions-taken", args=[council.slug])
    words = Words("Decisions", "Record a decision", _APART, back, label="The decision")
    return written(request, council, form=form, words=words, store=store)


def _begin(request: HttpRequest, records: dict[str, Any]) -> dict[str, Any]:
    """What a form begins with: as recommended, and what is known from the step it is asked from."""
    asked = request.GET.get("step", "")
    step = next((one for one in records["step"] if str(one.pk) == asked), None)
    if step is None:
        return {"agrees": "YES"}
    day = step.happened_on or (step.meeting.meets_on if step.meeting else None)
    return {
        "agrees": "YES", "step": step.pk, "body": step.body_id, "meeting": step.meeting_id,
        "about": step.edition.name, "decided_on": day,
    }  # fmt: skip


@needing("keep_minutes")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put right what is written of a decision."""
    held = _decision(request, council, pk)
    form = DecisionTakenForm(request.POST or None, records=_records(request, council), held=held)
    here = reverse("decision-taken", args=[council.slug, pk])

    def store() -> str:
        change_decision(
            decision=held,
            said=Decided(**form.said()),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    words = Words(str(held.body), "Change a decision", _APART, here, label="The decision")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: _decision(request, council, pk),
    )  # fmt: skip


@needing("keep_minutes")
@of_council
def called_in(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that a decision was called in, why, and what came of that."""
    held = _decision(request, council, pk)
    form = CallInForm(request.POST or None, held=held)
    here = reverse("decision-taken", args=[council.slug, pk])

    def store() -> str:
        given = form.said()
        call_in(
            decision=held,
            on=given["called_in_on"],
            because=given["called_in_because"],
            outcome=given["call_in_outcome"],
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = "Scrutiny looks at the decision before it takes effect."
    words = Words(str(held.body), "Call a decision in", sentence, here, label="The call-in")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: _decision(request, council, pk),
    )  # fmt: skip


@needing("run_workshops")
@of_council
def invite(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Invite to a session of a workshop whom the decided paper asks to take part."""
    held, officer = _decision(request, council, pk), officer_of(request)
    asked = asked_of_others(held)
    form = InviteAsDecidedForm(
        request.POST or None,
        records={"session": sessions_to_come(council, officer)},
        begin={"kind": "MEMBER", "who": "\n".join(dict.fromkeys(one.asks for one in asked))},
    )

    def store() -> str:
        said = form.said()
        invite_as_decided(decision=held, **said, by=officer, at=timezone.now())
        return reverse("workshop-list", args=[council.slug, said["session"].pk])

    here = reverse("decision-taken", args=[council.slug, pk])
    sentence = " ".join(one.text for one in asked) or NOTHING_ASKED
    words = Words(
        str(held.body), "Invite those it asks to take part", sentence, here,
        button="Put them on the list", label="The invitation",
        note="Nothing is sent yet: the session’s list is next, and invitations go from there.",
    )  # fmt: skip
    return written(request, council, form=form, words=words, store=store)


@of_council
def endorsements(request: HttpRequest, council: Council) -> HttpResponse:
    """Which body endorsed which plan of partners, and when."""
    officer = officer_of(request)
    found, cannot = queries.endorsements_of(council, officer), reasons_not_to_keep_minutes(council, officer)
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.endorsements(found, not cannot),
        name="endorsements",
        shown=Words(
            "Partnerships", "Endorsements of partners’ plans", told.of_endorsements(found), "meetings",
            label="Endorsements",
        ),
        add="endorsement-add",
        add_words="Record an endorsement",
        cannot=cannot,
    )  # fmt: skip


def _of_endorsement(request: HttpRequest, council: Council) -> dict[str, Any]:
    return {
        "body": bodies_of(council),
        "plan": queries.partners_plans(council),
        "edition": queries.editions_to_endorse(council, officer_of(request)),
    }


@needing("keep_minutes")
@of_council
def endorsement_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record that a body endorsed a plan."""
    return _endorsed(request, council, None)


@needing("keep_minutes")
@of_council
def endorsement(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put an endorsement right, or take it out."""
    held = queries.endorsement_at(council, pk)
    if held is None:
        raise Http404("No endorsement of this council is at this address.")
    return _endorsed(request, council, held)


def _endorsed(request: HttpRequest, council: Council, held: Endorsement | None) -> HttpResponse:
    form = EndorsementForm(request.POST or None, records=_of_endorsement(request, council), held=held)
    back = reverse("endorsements", args=[council.slug])

    def store() -> str:
        who: dict[str, Any] = {"by": officer_of(request), "at": timezone.now()}
        version = form.cleaned_data["version"]
        if held is None:
            endorse(council=council, said=Endorsed(**form.said()), **who)
        elif "remove" in request.POST:
            remove_endorsement(endorsement=held, version=version, **who)
        else:
            change_endorsement(endorsement=held, said=Endorsed(**form.said()), version=version, **who)
        return back

    sentence = "A body of the council backs a plan that partners own."
    title = "An endorsement" if held else "Record an endorsement"
    words = Words(
        "Partnerships", title, sentence, back, label="The endorsement",
        remove="Take it out" if held else "",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: queries.endorsement_at(council, held.pk) if held else None,
    )  # fmt: skip
