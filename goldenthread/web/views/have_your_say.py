"""The public form for comments on a draft, its moderator, and the times when a draft is open for comments.

The form asks for no cookie and sets none: what it carries is signed instead, so nothing of a person's session
is at stake. It sends nothing to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from goldenthread.core.public_words import MOST
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.comment_permissions import reasons_not_to_keep_windows, reasons_not_to_moderate
from goldenthread.governance.comment_queries import editions_commented, line_of, lines_of
from goldenthread.governance.comment_windows import (
    Opened,
    change_window,
    open_window,
    public_window,
    window_at,
    windows_open,
)
from goldenthread.governance.public_comments import (
    Sent,
    TooMany,
    public_comment_at,
    reasons_of_window,
    send_in,
    set_aside,
    take_in,
    token_for,
    waiting_in,
)
from goldenthread.people.officers import VISITOR
from goldenthread.people.queries import council_for
from goldenthread.reports.tables import comments as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.attempts import address_of
from goldenthread.web.forms.comments import ModerateForm, PublicForm, WindowForm, starting
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file
from goldenthread.web.views.comments import who_acts

if TYPE_CHECKING:
    from django import forms

    from goldenthread.governance.models import CommentWindow
    from goldenthread.people.models import Council

TRAP = "website"  # a field that people don't see


@csrf_exempt
def form(request: HttpRequest, council: str, window: str) -> HttpResponse:
    """Comment on a draft without an account, while it is open for that."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    # To everybody it is the page that a visitor sees: nobody is greeted by name on a form without an account.
    of = council_for(council, VISITOR)
    if of is None:
        raise Http404("No council that you may read is at this address.")
    held = public_window(of, window)
    if held is None:
        return _unknown(request, of)
    reasons = reasons_of_window(held, day_of(of))
    if reasons:
        return _kept_close(_page(request, held, "web/say_closed.html", reasons=reasons))
    if request.method == "POST":
        return _kept_close(_sent(request, held))
    return _kept_close(_asked(request, held, _fresh(held)))


def _unknown(request: HttpRequest, of: Council) -> HttpResponse:
    """Nothing is asked at this address; what is asked elsewhere is said kindly."""
    shown = {"council": of, "open": windows_open(of, day_of(of))}
    return render(request, "web/say_unknown.html", shown, status=404)


def _page(
    request: HttpRequest, held: CommentWindow, template: str, code: int = 200, **more: Any
) -> HttpResponse:
    shown = {"council": held.council, "window": held, "edition": held.edition, **more}
    return render(request, template, shown, status=code)


def _fresh(held: CommentWindow, data: Any = None, **start: Any) -> PublicForm:
    initial = {"token": token_for(held, timezone.now()), "stance": "", **start}
    return PublicForm(data, lines=lines_of(held.edition, VISITOR), most=MOST, initial=initial)


def _asked(request: HttpRequest, held: CommentWindow, asked: PublicForm, code: int = 200) -> HttpResponse:
    return _page(request, held, "web/say.html", code, form=asked, trap=TRAP)


def _sent(request: HttpRequest, held: CommentWindow) -> HttpResponse:
    """Take what was sent in; what is refused stays in the form, which is fetched anew."""
    asked = _fresh(held, request.POST)
    if not asked.is_valid():
        return _asked(request, held, _again(held, asked), 422)
    given = asked.cleaned_data
    sent = Sent(
        text=given["text"],
        token=given["token"],
        element=line_of(held.edition, given["element"], VISITOR),
        stance=given["stance"],
        trap=request.POST.get(TRAP, ""),
        address=address_of(request) or "",
    )
    try:
        made = send_in(window=held, sent=sent, on=day_of(held.council), at=timezone.now())
    except Refused as refusal:
        asked.add_error("text", " ".join(refusal.reasons))
        return _asked(request, held, _again(held, asked), 429 if isinstance(refusal, TooMany) else 422)
    return _page(request, held, "web/say_thanks.html", reference=made.reference)


def _again(held: CommentWindow, asked: PublicForm) -> PublicForm:
    """The same form with what was typed, and a new token."""
    asked.data = {**dict(asked.data.items()), "token": token_for(held, timezone.now())}
    return asked


def _kept_close(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


# The moderator


@needing("answer_comments")
@of_council
def waiting(request: HttpRequest, council: Council) -> HttpResponse:
    """What was sent in and waits to be read by a moderator."""
    officer = officer_of(request)
    refuse_if(reasons_not_to_moderate(council, officer))
    found = waiting_in(council, officer)
    return page_or_file(
        request,
        "web/comments_waiting.html",
        council,
        "Meetings",
        grid=tables.waiting(found),
        name="comments-waiting",
        count=len(found),
    )


@needing("answer_comments")
@of_council
def moderate(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Read one public comment; take it into the register, or set it aside with a reason."""
    officer = officer_of(request)
    refuse_if(reasons_not_to_moderate(council, officer))
    held = public_comment_at(council, pk, officer)
    if held is None:
        raise Http404("No public comment of this council is at this address.")
    asked = ModerateForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and asked.is_valid():
        given, who = asked.cleaned_data, who_acts(request)
        try:
            if given["decision"] == "TAKE":
                made = take_in(sent=held, version=given["version"], is_gap=given["is_gap"], **who)
                return redirect("comment", council.slug, made.pk)
            set_aside(sent=held, reason=given["reason"], version=given["version"], **who)
            return redirect("comments-waiting", council.slug)
        except Refused as refusal:
            asked.add_error("reason", " ".join(refusal.reasons))
    code = 422 if asked.errors else 200
    return page(request, "web/public_comment.html", council, "Meetings", sent=held, form=asked, code=code)


# Times for comments


@needing("keep_consultations")
@of_council
def add_window(request: HttpRequest, council: Council) -> HttpResponse:
    """Open a draft for comments until a day."""
    refuse_if(reasons_not_to_keep_windows(council, officer_of(request)))
    drafts = [one for one in editions_commented(council, officer_of(request)) if one.state == "DRAFT"]
    asked = WindowForm(
        request.POST or None, editions=[(one.pk, one.name) for one in drafts], initial={"version": 0}
    )
    if request.method == "POST" and asked.is_valid():
        edition = next(one for one in drafts if one.pk == asked.cleaned_data["edition"])
        try:
            open_window(edition=edition, said=_opened(asked), by=officer_of(request), at=timezone.now())
            return redirect(f"/{council.slug}/comments/?edition={edition.plan.slug}/{edition.slug}")
        except Refused as refusal:
            asked.add_error(None, " ".join(refusal.reasons))
    code = 422 if asked.errors else 200
    shown: dict[str, Any] = {"form": asked, "window": None, "drafts": drafts, "code": code}
    return page(request, "web/comment_window.html", council, "Meetings", **shown)


def _opened(asked: forms.Form) -> Opened:
    return Opened(**{name: asked.cleaned_data[name] for name in Opened._fields})


@needing("keep_consultations")
@of_council
def window(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Move the days of a time for comments, or say otherwise what can change."""
    refuse_if(reasons_not_to_keep_windows(council, officer_of(request)))
    held = window_at(council, pk)
    if held is None:
        raise Http404("No time for comments of this council is at this address.")
    asked = WindowForm(request.POST or None, initial=starting(held, ("version", *Opened._fields)))
    if request.method == "POST" and asked.is_valid():
        who = who_acts(request)
        try:
            change_window(window=held, said=_opened(asked), version=asked.cleaned_data["version"], **who)
            return redirect(f"/{council.slug}/comments/?edition={held.edition.plan.slug}/{held.edition.slug}")
        except Stale as stale:
            now = window_at(council, pk) or held
            show_held(asked, now.version, {"may_change": now.may_change})
            asked.add_error("may_change", " ".join(stale.reasons))
        except Refused as refusal:
            asked.add_error(None, " ".join(refusal.reasons))
    code = 422 if asked.errors else 200
    shown: dict[str, Any] = {"form": asked, "window": held, "drafts": [held.edition], "code": code}
    return page(request, "web/comment_window.html", council, "Meetings", **shown)
