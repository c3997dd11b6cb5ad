"""Attempts to sign in: where they come from, and what somebody reads who has made too many.

django-axes counts them, by username and address together; `config.settings` says how many and for how long.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from math import ceil

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def address_of(request: HttpRequest) -> str | None:
    """The address that an attempt comes from, behind as many proxies as the installation says it has.

    Each proxy adds at the right of X-Forwarded-For whom it was asked by; what stands further left anybody can
    make up, so it is not believed.
    """
    proxies = settings.GOLDENTHREAD_PROXIES
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    said = passed_on[-proxies] if 0 < proxies <= len(passed_on) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said.strip()))
    except ValueError:
        return None


def too_many(
    request: HttpRequest, answer: HttpResponse | None, credentials: Mapping[str, str] | None
) -> HttpResponse:
    """Say that signing in is stopped for a while, and until when."""
    free_at = _free_at(request, (credentials or {}).get("username", ""))
    refused = render(request, "web/too_many_attempts.html", {"free_at": free_at}, status=429)
    refused["Retry-After"] = str(max(1, ceil((free_at - timezone.now()).total_seconds())))
    return refused


def _free_at(request: HttpRequest, username: str) -> datetime:
    """When the attempts that count are old enough to be forgotten."""
    held = AccessAttempt.objects.filter(username=username, ip_address=address_of(request))
    last = held.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME
