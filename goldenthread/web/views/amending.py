"""Asking that another post answers for a line that was approved, or that it be withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.governance.amending_elements import ask_for_owner, ask_for_withdrawal
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.effects import effects_on_element
from goldenthread.people.queries import posts_of
from goldenthread.plans.amending import reasons_not_approved
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.amending import AskOwnerForm, AskWithdrawalForm
from goldenthread.web.pages import day_of, needing, of_council, page
from goldenthread.web.views.updating import element_or_404

if TYPE_CHECKING:
    from goldenthread.core.effects import Effect
    from goldenthread.governance.models import ChangeRequest
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element

TITLES = {"OWNER": "Ask for another owner", "WITHDRAWAL": "Ask for it to be withdrawn"}


@needing("ask_changes")
@of_council
def ask_owner(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask that another post answers for an element that was approved."""
    element = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_ask_of_element(element, officer_of(request)))
    form = AskOwnerForm(request.POST if request.method == "POST" else None, posts=posts_of(council))
    return _asked(request, council, element, "OWNER", form)


@needing("ask_changes")
@of_council
def ask_withdrawal(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask that an element be taken out of its adopted edition."""
    element = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_ask_of_element(element, officer_of(request)))
    form = AskWithdrawalForm(request.POST if request.method == "POST" else None)
    return _asked(request, council, element, "WITHDRAWAL", form)


def _asked(
    request: HttpRequest,
    council: Council,
    element: Element,
    kind: str,
    form: AskOwnerForm | AskWithdrawalForm,
) -> HttpResponse:
    effects: Sequence[Effect] = ()
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                effects = effects_on_element(element, kind, _after(form), day_of(council))
            else:
                made = _ask(request, council, element, form)
                return redirect("change-request", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    waiting = next(
        (one for one in element.change_requests.all() if one.is_waiting and one.kind == kind), None
    )
    return page(
        request,
        "web/ask_of_line.html",
        council,
        "Progress",
        element=element,
        title=TITLES[kind],
        form=form,
        effects=effects,
        waiting=waiting,
        cannot=reasons_not_approved(element, "owner" if kind == "OWNER" else "line"),
        code=422 if form.errors else 200,
    )


def _after(form: AskOwnerForm | AskWithdrawalForm) -> dict[str, object]:
    return {"owner_id": form.owner().pk} if isinstance(form, AskOwnerForm) else {"state": "RETIRED"}


def _ask(
    request: HttpRequest, council: Council, element: Element, form: AskOwnerForm | AskWithdrawalForm
) -> ChangeRequest:
    reason, on = form.cleaned_data["reason"], day_of(council)
    by, at = officer_of(request), timezone.now()
    if isinstance(form, AskOwnerForm):
        return ask_for_owner(element=element, owner=form.owner(), reason=reason, on=on, by=by, at=at)
    return ask_for_withdrawal(element=element, reason=reason, on=on, by=by, at=at)
