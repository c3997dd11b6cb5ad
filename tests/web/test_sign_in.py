"""Signing in: attempts are limited, by username and address together, and for a while only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.people.actions import give_sign_in
from goldenthread.people.models import User
from goldenthread.web.attempts import address_of
from tests.cast import a_council

PASSWORD = "a long and quiet password"


@pytest.fixture
def officers(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
    council = a_council().council
    for username, title in (("manager", "Strategy Manager"), ("head", "Head of Streets")):
        give_sign_in(
            username=username, password=PASSWORD, post=council.posts.get(title=title), duty="STRATEGY"
        )


def sign_in(username: str, password: str, client: Client | None = None, **more: str):
    given = {"username": username, "password": password}
    return (client or Client()).post("/sign-in/", given, **more)


def fail(times: int, username: str = "manager", **more: str) -> list[int]:
    return [sign_in(username, f"guess {number}", **more).status_code for number in range(times)]


def test_the_right_password_signs_in_and_leads_to_ones_own_council(officers):
    answer = sign_in("manager", PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/testbury/")


def test_the_sixth_attempt_is_refused_even_with_the_right_password(officers):
    """Issue 3: sign in with a password (attempts limited)."""
    assert fail(5) == [200, 200, 200, 200, 429]
    client = Client()

    answer = sign_in("manager", PASSWORD, client)

    assert answer.status_code == 429
    assert "sessionid" not in client.cookies


def test_whoever_tried_too_often_is_told_when_to_try_again(officers):
    fail(5)
    answer = sign_in("manager", PASSWORD)
    last = timezone.localtime(AccessAttempt.objects.get().attempt_time)
    hour = f"{last + timedelta(minutes=15):%I:%M}".lstrip("0")

    assert f"You can try again after {hour}" in answer.content.decode()
    assert 890 < int(answer["Retry-After"]) <= 900
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_another_user_still_gets_in_from_the_same_address(officers):
    fail(6)

    assert sign_in("head", PASSWORD).status_code == 302


def test_the_same_user_still_gets_in_from_another_address(officers):
    """A stranger who guesses can't keep an officer out."""
    fail(6, REMOTE_ADDR="203.0.113.9")

    assert sign_in("manager", PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_signing_in_clears_the_count(officers):
    fail(4)
    sign_in("manager", PASSWORD)

    assert not AccessAttempt.objects.exists()
    assert fail(4) == [200] * 4


def test_after_fifteen_minutes_it_is_forgotten(officers):
    fail(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    assert sign_in("manager", PASSWORD).status_code == 302


def test_trying_on_while_stopped_does_not_make_it_longer(officers):
    fail(5)
    first = AccessAttempt.objects.get().attempt_time
    fail(3)

    assert AccessAttempt.objects.get().attempt_time == first
    assert AccessAttempt.objects.get().failures_since_start == 5


def test_a_name_that_nobody_has_is_counted_alike(officers):
    """Nobody learns from the answers which names exist."""
    assert fail(6, username="nobody") == [200, 200, 200, 200, 429, 429]


def test_no_password_and_no_log_of_visits_is_kept(officers):
    fail(2)
    sign_in("head", PASSWORD)

    assert "guess" not in AccessAttempt.objects.get().post_data
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("username", ["", "\0", "a" * 10_000, "<script>alert(1)</script>", "Ünïcode ’ 名"])
def test_a_strange_name_is_refused_with_a_page(username, officers):
    answer = sign_in(username, "x" * 5000)

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_pages_ask_nothing_more_of_the_database_for_it(officers):
    client = Client()
    client.force_login(User.objects.get(username="manager"))

    with CaptureQueriesContext(connection) as asked:
        client.get("/testbury/measures/")

    assert len(asked) > 3
    assert not [query for query in asked if "axes" in query["sql"]]


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, "198.51.100.1", "10.0.0.1"),  # nobody's word is taken without a proxy
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # what stands further left is made up
        (2, "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.2", "10.0.0.1"),  # it did not pass both
        (1, "", None),
        (1, "rubbish'; --", None),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_behind_proxies_the_address_is_the_one_that_the_outermost_saw(proxies, passed_on, address, settings):
    settings.GOLDENTHREAD_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=passed_on)

    assert address_of(request) == address
