"""One's own keys, by which other systems act as oneself: making one, which is shown once, and ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import counted
from goldenthread.ledger.keys import end_key, make_key
from goldenthread.people.key_queries import keys_of, user_named
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.keys import KeyForm
from goldenthread.web.pages import by_post, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council, User


def _user(request: HttpRequest) -> User:
    found = user_named(officer_of(request).username)
    if found is None:
        raise Http404("Nobody signs in by this name.")
    return found


@by_post
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The keys of who is signed in; a new one is shown in this answer and never again."""
    user, secret = _user(request), ""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, by = form.cleaned_data["name"], officer_of(request)
        try:
            secret = make_key(user=user, name=name, by=by, at=timezone.now())
            form = KeyForm()
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    held = keys_of(user)
    in_use = [one for one in held if one.ends_at is None]
    are = "is" if len(in_use) == 1 else "are"
    shown = {"form": form, "secret": secret, "keys": held}
    sentence = f"By a key another system acts as you; {counted(len(in_use), 'key')} of yours {are} in use."
    code = 422 if form.errors else 200
    answer = page(request, "web/keys.html", council, "", sentence=sentence, code=code, **shown)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@by_post
@of_council
def end(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """End one of one's own keys."""
    found = next((one for one in keys_of(_user(request)) if one.pk == pk), None)
    if found is None:
        raise Http404("No key of yours is at this address.")
    end_key(key=found, by=officer_of(request), at=timezone.now())
    return redirect("keys", council.slug)
