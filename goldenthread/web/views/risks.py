"""The register of risks: the list with its matrix, one risk with its history, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
from goldenthread.core.risk_scale import Movement
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import directorates_of, posts_of, services_of
from goldenthread.plans.queries import elements_to_choose
from goldenthread.reports.figures import risks as told
from goldenthread.reports.tables import risks as tables
from goldenthread.resources import risk_queries as queries
from goldenthread.resources.risks import (
    Controlled,
    Feared,
    Judged,
    add_control,
    change_control,
    change_risk,
    close_risk,
    open_risk_again,
    reasons_not_to_answer_for,
    reasons_not_to_keep,
    reasons_not_to_tell_control,
    record_risk,
    remove_control,
    score_risk,
    tell_control,
)
from goldenthread.resources.rules_adopted import scales_of
from goldenthread.web.asking import officer_of, own_service
from goldenthread.web.forms.risks import (
    CloseForm,
    ControlForm,
    OpenAgainForm,
    RegisterForm,
    RiskForm,
    ScoreForm,
    TellForm,
)
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import by_post, day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element
    from goldenthread.resources.models import Risk
    from goldenthread.resources.risk_queries import Standing

NAV = "Plans"


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The register: a sentence, the matrix, and the risks that were asked for."""
    officer, on = officer_of(request), day_of(council)
    found = queries.register_of(council, officer, on)
    form = RegisterForm(
        request.GET,
        directorates=[(one.pk, one.name) for one in directorates_of(council)],
        services=[(one.pk, one.name) for one in services_of(council)],
    )
    asked = form.asked()
    shown = [one for one in found if _is_asked_for(one, asked, council)]
    scale = found[0].scales.now if found else scales_of(council).now
    return page_or_file(
        request,
        "web/risks.html",
        council,
        NAV,
        grid=tables.register(shown, on),
        name="risks",
        form=form,
        is_asked=any(asked.values()),
        sentences=told.of_register(found, on),
        matrix=tables.matrix(shown, scale),
        scale=scale,
        bands=tables.bands(scale),
        cannot=reasons_not_to_keep(council, officer),
    )


def _is_asked_for(one: Standing, asked: Mapping[str, str], council: Council) -> bool:
    risk, on = one.risk, day_of(council)
    service = risk.service or (risk.owner_post.service if risk.owner_post else None)
    directorate = service.directorate_id if service else None
    if directorate is None and risk.owner_post:
        directorate = risk.owner_post.directorate_id
    if asked["service"] and asked["service"] != str(service.pk if service else ""):
        return False
    if asked["directorate"] and asked["directorate"] != str(directorate or ""):
        return False
    kinds = {
        "": risk.closed_on is None,
        "overdue": risk.is_overdue(on),
        "up": risk.closed_on is None and one.movement is Movement.UP,
        "key": risk.closed_on is None and risk.is_key,
        "closed": risk.closed_on is not None,
    }
    return kinds[asked["show"]]


def _risk(request: HttpRequest, council: Council, pk: int) -> Risk:
    found = queries.risk_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No risk that you may read is at this address.")
    return found


def _kept(request: HttpRequest, council: Council, pk: int) -> Risk:
    """A risk that this person may keep."""
    held = _risk(request, council, pk)
    refuse_if(reasons_not_to_keep(council, officer_of(request), held))
    return held


def _answered_for(request: HttpRequest, council: Council, pk: int) -> Risk:
    """A risk that this person may score, and whose controls they may keep."""
    held = _risk(request, council, pk)
    refuse_if(reasons_not_to_answer_for(held, officer_of(request)))
    return held


@of_council
def risk(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One risk: how it stands, what is done about it, what it bears on, and its scores through time."""
    held, officer, on = _risk(request, council, pk), officer_of(request), day_of(council)
    standing, cannot_score = queries.standing_of(held, on), reasons_not_to_answer_for(held, officer)
    mine = {one.pk for one in standing.controls if not reasons_not_to_tell_control(one, officer)}
    return page(
        request,
        "web/risk.html",
        council,
        NAV,
        risk=held,
        standing=standing,
        sentences=told.of_risk(standing, on),
        before=standing.words("GROSS"),
        wanted=standing.words("TARGET"),
        controls=tables.controls(standing.controls, on, mine),
        scores=tables.history(standing),
        lines=queries.lines_of(held, officer),
        projects=list(held.projects.all()),
        cannot=reasons_not_to_keep(council, officer, held),
        cannot_score=cannot_score,
        history=history_of(held, council.slug),
    )


def _records(council: Council) -> dict[str, Any]:
    return {"owner_post": posts_of(council), "service": services_of(council)}


def _feared(form: RiskForm, lines: Sequence[Element]) -> Feared:
    given, by_key = form.said(), {one.pk: one for one in lines}
    return Feared(**{**given, "elements": [by_key[pk] for pk in given["elements"]]})


def _named(lines: Iterable[Element]) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.edition.name}: {one.level.name}: {one.title}") for one in lines]


_ABOUT = "A risk has a cause and an effect. What it bears on and who answers for it make it somebody’s."


@needing("keep_risks")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a risk on the register."""
    officer = officer_of(request)
    lines = elements_to_choose(council, officer)
    begun = [one.pk for one in lines if str(one.pk) == request.GET.get("line", "")]
    form = RiskForm(
        request.POST or None, records=_records(council), lines=_named(lines), bears_on=begun,
        begin=own_service(council, officer, "keep_risks"),
    )  # fmt: skip

    def store() -> str:
        said = _feared(form, lines)
        made = record_risk(council=council, said=said, by=officer, at=timezone.now())
        return reverse("risk", args=[council.slug, made.pk])

    back = reverse("risks", args=[council.slug])
    words = Words("Risks", "Record a risk", _ABOUT, back, label="The risk")
    return written(request, council, form=form, words=words.under(NAV), store=store)


@needing("keep_risks")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put right what is written of a risk."""
    held, officer = _kept(request, council, pk), officer_of(request)
    bears_on = queries.lines_of(held, officer)
    choice = {one.pk: one for one in [*elements_to_choose(council, officer), *bears_on]}
    lines = list(choice.values())  # with those of earlier editions that it bears on already
    form = RiskForm(
        request.POST or None, records=_records(council), held=held, lines=_named(lines),
        bears_on=[one.pk for one in bears_on],
    )  # fmt: skip
    here = reverse("risk", args=[council.slug, pk])

    def store() -> str:
        said, version = _feared(form, lines), form.cleaned_data["version"]
        change_risk(risk=held, said=said, version=version, by=officer, at=timezone.now())
        return here

    words = Words(held.code, f"Change {held.code}", held.title, here, label="The risk")
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _risk(request, council, pk),
    )  # fmt: skip


@by_post
@of_council
def score(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Score a risk by the council's scale, and say when it is looked at again."""
    held, officer = _answered_for(request, council, pk), officer_of(request)
    standing, scale = queries.standing_of(held, day_of(council)), scales_of(council).now
    pair = standing.pair
    begin = {"kind": "CURRENT", "on": day_of(council), "version": held.version}
    form = ScoreForm(
        request.POST or None, scale=scale,
        begin={**begin, "likelihood": pair and pair.likelihood, "impact": pair and pair.impact},
    )  # fmt: skip
    here = reverse("risk", args=[council.slug, pk])

    def store() -> str:
        version = form.cleaned_data["version"]
        score_risk(risk=held, said=Judged(**form.said()), version=version, by=officer, at=timezone.now())
        return here

    sentence = f"By “{scale.name}”. The score before stays in the history, and the movement is worked out."
    words = Words(held.code, f"Score {held.code}", sentence, here, label=held.title)
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _risk(request, council, pk),
    )  # fmt: skip


@needing("keep_risks")
@of_council
def close(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Close a risk, or open a closed one again; each says why."""
    held, officer = _kept(request, council, pk), officer_of(request)
    is_open = held.closed_on is None
    begin = {"version": held.version, "on": day_of(council)}
    form = (CloseForm if is_open else OpenAgainForm)(request.POST or None, begin=begin)
    here = reverse("risk", args=[council.slug, pk])

    def store() -> str:
        what: dict[str, Any] = {**form.said(), "version": form.cleaned_data["version"]}
        act = close_risk if is_open else open_risk_again
        act(risk=held, **what, by=officer, at=timezone.now())
        return here

    verb = "Close" if is_open else "Open again:"
    words = Words(held.code, f"{verb} {held.code}", held.title, here, label="Why")
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _risk(request, council, pk),
    )  # fmt: skip


@by_post
@of_council
def add_a_control(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say what is done about a risk."""
    held, officer = _answered_for(request, council, pk), officer_of(request)
    form = ControlForm(request.POST or None, records={"owner": posts_of(council)})
    here = reverse("risk", args=[council.slug, pk])

    def store() -> str:
        add_control(risk=held, said=Controlled(**form.said()), by=officer, at=timezone.now())
        return here

    words = Words(held.code, f"Add a control to {held.code}", held.title, here, label="The control")
    return written(request, council, form=form, words=words.under(NAV), store=store)


@by_post
@of_council
def control(request: HttpRequest, council: Council, pk: int, control: int) -> HttpResponse:
    """Put a control right, move it along its way, or remove it; whoever answers for it says how it stands."""
    risk, officer = _risk(request, council, pk), officer_of(request)
    held = queries.control_at(risk, control)
    if held is None:
        raise Http404("This risk has no such control.")
    refuse_if(reasons_not_to_tell_control(held, officer))
    is_whole = not reasons_not_to_answer_for(risk, officer)
    form = (
        ControlForm(request.POST or None, records={"owner": posts_of(council)}, held=held)
        if is_whole
        else TellForm(request.POST or None, held=held)
    )
    here = reverse("risk", args=[council.slug, pk])

    def store() -> str:
        what: dict[str, Any] = {
            "control": held, "version": form.cleaned_data["version"], "by": officer, "at": timezone.now()
        }  # fmt: skip
        if not is_whole:
            tell_control(**what, **form.said())
        elif "remove" in request.POST:
            remove_control(**what)
        else:
            change_control(**what, said=Controlled(**form.said()))
        return here

    title = f"Change a control of {risk.code}" if is_whole else "Say how the control stands"
    words = Words(
        risk.code, title, risk.title if is_whole else held.text, here, label="The control",
        remove="Remove it" if is_whole else "",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: queries.control_at(risk, control),
    )  # fmt: skip
