"""Help wanted of other services: asked for, listed for the service, answered and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import services_of
from goldenthread.plans.help_queries import help_at, help_listed
from goldenthread.plans.helping import (
    answer_help,
    ask_for_help,
    help_in_words,
    reasons_not_to_answer_help,
    reasons_not_to_withdraw_help,
    withdraw_help,
)
from goldenthread.plans.updating import reasons_not_to_update
from goldenthread.reports.figures.work_page import of_help
from goldenthread.reports.tables.work_status import help_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.updating import AnswerHelpForm, AskHelpForm
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.editing import number
from goldenthread.web.views.updating import element_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Help


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """What help services are asked for, and what they answered."""
    found = help_listed(council, officer_of(request))
    return answer_list(
        request, "web/helps.html", council, "Progress", found, help_table(),
        name="helps", found=found, opening=of_help(found),
    )  # fmt: skip


@needing("answer_asks")
@of_council
def ask(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask another service for help with an element."""
    element, officer = element_or_404(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_update(element, officer))
    own = element.service or element.edition.plan.service
    others = [one for one in services_of(council) if own is None or one.pk != own.pk]
    form = AskHelpForm(request.POST if request.method == "POST" else None, services=others)
    if request.method == "POST" and form.is_valid():
        try:
            on = day_of(council)
            made = ask_for_help(element=element, on=on, by=officer, at=timezone.now(), **form.asked())
            return redirect("help", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/ask_help.html", council, "Progress", element=element, form=form, code=code)


def _help(request: HttpRequest, council: Council, pk: int) -> Help:
    found = help_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No help of this council is at this address.")
    return found


def _answer(request: HttpRequest, council: Council, wanted: Help, form: AnswerHelpForm) -> HttpResponse:
    officer = officer_of(request)
    shown: dict[str, Any] = {
        "wanted": wanted,
        "words": help_in_words(wanted),
        "cannot_answer": reasons_not_to_answer_help(wanted, officer),
        "cannot_withdraw": reasons_not_to_withdraw_help(wanted, officer),
        "history": history_of(wanted, council.slug),
    }
    code = 422 if form.errors else 200
    return page(request, "web/help.html", council, "Progress", form=form, code=code, **shown)


@of_council
def one(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One wish for help: what is wanted, for what, and the service's answer."""
    wanted = _help(request, council, pk)
    return _answer(request, council, wanted, AnswerHelpForm(initial={"version": wanted.version}))


@require_POST
@needing("answer_help")
@of_council
def answer(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Accept to help, or decline and say why."""
    wanted = _help(request, council, pk)
    form = AnswerHelpForm(request.POST)
    refuse_if(reasons_not_to_answer_help(wanted, officer_of(request)))
    if form.is_valid():
        try:
            answer_help(
                wanted=wanted,
                on=day_of(council),
                by=officer_of(request),
                at=timezone.now(),
                **form.answered(),
            )
            return redirect("help", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _answer(request, council, _help(request, council, pk), form)


@require_POST
@needing("answer_asks")
@of_council
def withdraw(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that help is no longer wanted."""
    wanted = _help(request, council, pk)
    version = number(request.POST.get("version")) or 0
    withdraw_help(wanted=wanted, version=version, by=officer_of(request), at=timezone.now())
    return redirect("help", council.slug, pk)
