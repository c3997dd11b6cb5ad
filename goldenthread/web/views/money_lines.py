"""Taking one budget line out of its year's budget, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.money_told import year_named
from goldenthread.resources.money import put_line_back, take_line_out
from goldenthread.resources.money_queries import line_at
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.kept import KeptForm
from goldenthread.web.forms.money import LineOutForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT
from goldenthread.web.pages import needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("keep_money")
@of_council
def out(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say why a line is no longer in its year's budget; or that it is in it after all."""
    held = line_at(council, pk)
    if held is None:
        raise Http404("No budget line of this council is at this address.")
    to = reverse("budget-line", args=[council.slug, pk])
    who: dict[str, Any] = {"by": officer_of(request), "at": timezone.now()}
    form = (KeptForm if held.is_out else LineOutForm)(request.POST or None, held=held)

    def store() -> str:
        version = form.cleaned_data["version"]
        if held.is_out:
            put_line_back(line=held, version=version, **who)
        else:
            take_line_out(line=held, reason=form.cleaned_data["reason"], version=version, **who)
        return to

    year = year_named(held.year)
    words = Words(
        margin="Budget line", title=f"{held}: out of the budget of {year}", back=to, current=CURRENT,
        sentence="It counts no more, and stays on record with the reason. Nothing may be linked to it.",
        button="Take it out", label="Why",
    )  # fmt: skip
    if held.is_out:
        words = Words(
            margin="Budget line", title=f"{held}: back in the budget of {year}", back=to, current=CURRENT,
            sentence=f"It was taken out: {held.out_because}", button="Put it back", label="Put it back",
        )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: line_at(council, pk)
    )
