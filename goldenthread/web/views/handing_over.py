"""Handing over everything that a post answers for: looked at first, then done in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.people.queries import posts_of
from goldenthread.reports.tables.handing_over import before_table, held_table, opening
from goldenthread.rounds.handing_over import hand_over, handed_over_before, held_by_post
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.messages import HandOverForm, WhomForm
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("hand_over")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Choose two posts, see what goes from one to the other, and hand it over."""
    posts = {post.pk: post for post in posts_of(council)}
    asked = request.GET if request.GET else None
    whom = WhomForm(asked, posts=posts.values())
    chosen = whom.chosen(posts) if asked is not None and whom.is_valid() else None
    held = held_by_post(chosen[0]) if chosen else None
    form = HandOverForm(request.POST or None, initial={"mark": held.mark if held else ""})
    if request.method == "POST" and chosen and form.is_valid():
        try:
            giver, taker = chosen
            said = form.cleaned_data
            hand_over(
                giver=giver,
                taker=taker,
                **said,
                on=day_of(council),
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("hand-over", council.slug)
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
            form.data = {**dict(form.data.items()), "mark": held.mark if held else ""}
    return page(
        request,
        "web/hand_over.html",
        council,
        "",
        whom=whom,
        form=form,
        chosen=chosen,
        held=held,
        grid=held_table(held) if held else None,
        before=before_table(handed_over_before(council)),
        opening=opening(chosen, held),
        code=422 if form.errors or whom.errors else 200,
    )
