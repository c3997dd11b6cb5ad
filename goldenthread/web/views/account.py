"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.web.forms.records import SignInForm


class SignIn(LoginView):
    """Sign in with a username and password; then on to the page asked for, or to one's own council."""

    template_name = "web/sign_in.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self) -> str:
        post = getattr(self.request.user, "post", None)
        return reverse("home", args=[post.council.slug]) if post else reverse("councils")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("councils")
