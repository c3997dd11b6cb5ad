"""Who stands in for a post that is away: said in one step, and ended in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.ledger.covering import cover_post, end_cover, reasons_not_to_cover
from goldenthread.people.covering import cover_at, covers_of
from goldenthread.people.queries import posts_of
from goldenthread.reports.tables.covering import cover_table, opening
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.messages import CoverForm
from goldenthread.web.pages import day_of, needing, of_council, page_or_file
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("cover_posts")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Who stands in for whom, and saying so."""
    officer, on = officer_of(request), day_of(council)
    posts = {post.pk: post for post in posts_of(council)}
    own = [post for post in posts.values() if not reasons_not_to_cover(post, officer)]
    form = CoverForm(request.POST or None, own=own, posts=posts.values(), on=on, first=officer.post)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.said(posts)
            cover_post(**said, by=officer, at=timezone.now())
            return redirect("cover", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    covers = covers_of(council)
    return page_or_file(
        request,
        "web/cover.html",
        council,
        "",
        grid=cover_table(covers, on),
        name="cover",
        form=form,
        own=own,
        opening=opening(covers, on),
        to_end=[one for one in covers if one.until_on >= on and not reasons_not_to_cover(one.post, officer)],
        **({"code": 422} if form.errors else {}),
    )


@require_POST
@needing("cover_posts")
@of_council
def end(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """From today on the post answers alone."""
    held = cover_at(council, pk)
    if held is None:
        raise Http404("No cover of this council is at this address.")
    version = number(request.POST.get("version")) or 0
    end_cover(cover=held, version=version, on=day_of(council), by=officer_of(request), at=timezone.now())
    return redirect("cover", council.slug)
