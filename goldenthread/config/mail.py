"""How this installation sends mail, read from one setting; what can't be used is said in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = ("localhost", "127.0.0.1", "::1")
SECONDS = 30  # that a mail server may take over one answer
_KINDS = (
    "Write console, file:FOLDER, smtp://SERVER:PORT, smtp://USER:PASSWORD@SERVER:PORT?starttls, "
    "or smtps://USER:PASSWORD@SERVER:PORT."
)


def mail_from(said: str, sender: str, site: str, *, is_trial: bool) -> dict[str, Any]:
    """Django's settings for mail from GOLDENTHREAD_MAIL, GOLDENTHREAD_MAIL_FROM and GOLDENTHREAD_SITE.

    A trial prints what it would send. A real installation that says nothing sends nothing: messages wait.
    Raises `ImproperlyConfigured`.
    """
    said = said.strip() or ("console" if is_trial else "")
    if said and not is_trial:
        _refuse_without(sender, site)
    site = (site.strip() or "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).netloc:
        raise ImproperlyConfigured(f"GOLDENTHREAD_SITE is “{site}”. Write it as https://strategy.example.uk")
    return {
        **_server(said),
        "EMAIL_TIMEOUT": SECONDS,
        "DEFAULT_FROM_EMAIL": sender.strip() or "Golden Thread <golden-thread@trial.example>",
        "GOLDENTHREAD_SITE": site,
        "GOLDENTHREAD_SENDS": bool(said),
    }


def _refuse_without(sender: str, site: str) -> None:
    if "@" not in sender:
        raise ImproperlyConfigured(
            "Set GOLDENTHREAD_MAIL_FROM to the address that mail comes from, such as strategy@york.example."
        )
    if not site.strip():
        raise ImproperlyConfigured(
            "Set GOLDENTHREAD_SITE to the address of the site: links in mail begin with it."
        )


def _server(said: str) -> dict[str, Any]:
    backends = "django.core.mail.backends"
    if not said:
        return {"EMAIL_BACKEND": f"{backends}.dummy.EmailBackend"}
    if said == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if said.startswith("file:") and said != "file:":
        folder = Path(said.removeprefix("file:"))
        return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    return {"EMAIL_BACKEND": f"{backends}.smtp.EmailBackend", **_smtp(said)}


def _smtp(said: str) -> dict[str, Any]:
    try:
        asked = urlsplit(said)
        port, host = asked.port, asked.hostname or ""
    except ValueError:
        asked, port, host = urlsplit(""), None, ""
    starttls = _starttls(asked)
    if asked.scheme not in ("smtp", "smtps") or not host or starttls is None:
        raise ImproperlyConfigured(f"GOLDENTHREAD_MAIL can't be read. {_KINDS}")  # it may hold a password
    is_covered = asked.scheme == "smtps" or starttls
    if asked.password and not is_covered and host not in HERE:
        raise ImproperlyConfigured(
            f"GOLDENTHREAD_MAIL would send its password to {host} for all to read. "
            "Write smtps:// instead of smtp://, or add ?starttls at its end."
        )
    usual = 465 if asked.scheme == "smtps" else 587 if starttls else 25
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(asked.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(asked.password or ""),
        "EMAIL_USE_SSL": asked.scheme == "smtps",
        "EMAIL_USE_TLS": asked.scheme == "smtp" and starttls,
    }


def _starttls(asked: SplitResult) -> bool | None:
    """True where the address ends in ?starttls, None where it says something that nobody knows."""
    named = parse_qs(asked.query, keep_blank_values=True)
    return None if set(named) - {"starttls"} else bool(named)
