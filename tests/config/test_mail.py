"""One setting says how mail is sent; what can't be used is said at start, in a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config.mail import mail_from

SENDER, SITE = "strategy@york.example", "https://strategy.york.example/"


def real(said: str, sender: str = SENDER, site: str = SITE) -> dict:
    return mail_from(said, sender, site, is_trial=False)


def test_a_trial_prints_its_mail_and_a_real_installation_says_how_it_sends() -> None:
    trial = mail_from("", "", "", is_trial=True)
    assert trial["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert (trial["GOLDENTHREAD_SITE"], trial["GOLDENTHREAD_SENDS"]) == ("http://127.0.0.1:8000", True)

    silent = mail_from("", "", "", is_trial=False)
    assert silent["GOLDENTHREAD_SENDS"] is False
    assert silent["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_mail_goes_into_a_folder() -> None:
    assert str(real("file:/srv/mail")["EMAIL_FILE_PATH"]) == "/srv/mail"
    assert real("file:/srv/mail")["GOLDENTHREAD_SITE"] == "https://strategy.york.example"


@pytest.mark.parametrize(
    ("said", "host", "port", "ssl", "tls"),
    [
        ("smtp://mail.york.example", "mail.york.example", 25, False, False),
        ("smtp://mail.york.example?starttls", "mail.york.example", 587, False, True),
        ("smtp://mail.york.example:2525/?starttls", "mail.york.example", 2525, False, True),
        ("smtps://me:p%40ss@mail.york.example", "mail.york.example", 465, True, False),
        ("smtp://me:p%40ss@localhost:1025", "localhost", 1025, False, False),
    ],
)
def test_a_mail_server_is_read_from_one_address(said, host, port, ssl, tls) -> None:
    found = real(said)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)
    if "me:" in said:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me", "p@ss")


@pytest.mark.parametrize(
    ("said", "sender", "site", "sentence"),
    [
        ("post", SENDER, SITE, "GOLDENTHREAD_MAIL can't be read. Write console,"),
        ("file:", SENDER, SITE, "can't be read"),
        ("smtp://", SENDER, SITE, "can't be read"),
        ("smtp://host:many", SENDER, SITE, "can't be read"),
        ("smtp://[host", SENDER, SITE, "can't be read"),
        ("smtp://host?tls=1", SENDER, SITE, "can't be read"),
        ("http://host", SENDER, SITE, "can't be read"),
        ("smtp://me:secret@host", SENDER, SITE, "would send its password to host for all to read"),
        ("smtp://host", "", SITE, "Set GOLDENTHREAD_MAIL_FROM"),
        ("smtp://host", SENDER, "", "Set GOLDENTHREAD_SITE"),
        ("smtp://host", SENDER, "strategy.york.example", "Write it as https://"),
    ],
)
def test_what_cannot_be_used_is_said(said, sender, site, sentence) -> None:
    with pytest.raises(ImproperlyConfigured) as fault:
        real(said, sender, site)
    assert sentence in str(fault.value)
    assert "secret" not in str(fault.value)
