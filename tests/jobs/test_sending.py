"""Sending what waits, to a real mail server on the network: once each, and said plainly when it fails."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import connection
from django.test import override_settings

from goldenthread.config.mail import mail_from
from goldenthread.jobs.commands import cli
from goldenthread.jobs.sending import send_waiting
from goldenthread.people.models import Council
from goldenthread.rounds.inviting import end_invitation, invite
from goldenthread.rounds.links import token_of
from goldenthread.rounds.models import Notice
from goldenthread.rounds.notices import claim_next, tell
from tests.cast import AT, ON, STRATEGY, a_council
from tests.cast_mail import a_round
from tests.jobs.mail_server import Told, a_mail_server

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def council() -> Council:
    return a_council().council


def message(council: Council, name: str = "head", **more) -> Notice:
    given = {"kind": "ask", "to": "Head of Streets", "subject": "Höhe: two lines", "text": "At {site}/x/\n"}
    to = {"council": council, "key": name, "email": f"{name}@york.example", "at": AT}
    return tell(**{**to, **given, **more})


def states() -> list[tuple[str, str]]:
    return [(one.email.split("@")[0], one.state) for one in Notice.objects.order_by("pk")]


def by_server(port: int) -> override_settings:
    said = mail_from(
        f"smtp://localhost:{port}", "Strategy <s@york.example>", "https://gt.york.example/", is_trial=False
    )
    return override_settings(**said)


def send(at=AT, **told) -> tuple[str, Told]:
    with a_mail_server(**told) as (held, port), by_server(port):
        done = send_waiting(at)
    return f"{done.words()} {done.fault}".strip(), held


def test_what_waits_goes_once_by_a_real_server(council) -> None:
    message(council)
    message(council, "clerk")
    said, held = send()
    assert said == "Two messages were sent."
    first, second = held.messages
    assert (first["To"], second["To"]) == ("head@york.example", "clerk@york.example")
    assert (first["From"], first["Subject"]) == ("Strategy <s@york.example>", "Höhe: two lines")
    assert first["Auto-Submitted"] == "auto-generated" and first["Message-ID"].endswith("@york.example>")
    assert first.get_content().replace("\r", "") == "At https://gt.york.example/x/\n"
    assert send()[0] == "No messages were sent."
    assert states() == [("head", "SENT"), ("clerk", "SENT")]


def test_one_refused_address_keeps_no_other_message_back(council) -> None:
    message(council, "gone")
    message(council, "full")
    message(council, "clerk")
    refuse = {"gone@york.example": "550 No such mailbox", "full@york.example": "452 Mailbox is full"}
    said, held = send(refuse=refuse)
    assert said == "One message was sent; two were refused."
    assert [one["To"] for one in held.messages] == ["clerk@york.example"]
    assert states() == [("gone", "FAILED"), ("full", "WAITING"), ("clerk", "SENT")]
    assert Notice.objects.get(key="gone").fault == "the mail server answered 550 No such mailbox."
    assert send(LATER)[0] == "One message was sent."
    assert states()[1] == ("full", "SENT")


def test_a_server_that_is_away_uses_up_no_attempt(council) -> None:
    message(council)
    with by_server(9):  # the discard port: nobody listens
        done = send_waiting(AT)
    assert done.fault.startswith("The mail server can't be reached: ")
    assert (states(), Notice.objects.get().attempts) == ([("head", "WAITING")], 0)


@pytest.mark.parametrize("word", ["DATA", "."])
def test_a_message_that_may_have_gone_is_not_sent_again_and_the_next_goes(word, council) -> None:
    message(council)
    with a_mail_server(hang_up_at=word) as (held, port), by_server(port):
        done = send_waiting(AT)
        assert (done.unknown, done.sent) == (1, 0)
        message(council, "clerk")
        held.hang_up_at = ""
        assert send_waiting(LATER).words() == "One message was sent."
    assert states() == [("head", "SENDING"), ("clerk", "SENT")]
    fault = Notice.objects.get(key="head").fault
    assert fault.startswith("The connection broke while it was handed over: ")
    to = [one["To"] for one in held.messages]
    assert to.count("head@york.example") == (1 if word == "." else 0)


def test_where_nothing_waits_no_server_is_spoken_to(council) -> None:
    with by_server(9):
        assert send_waiting(AT).fault == ""


def test_an_installation_that_says_nothing_of_mail_sends_nothing(council) -> None:
    message(council)
    with override_settings(GOLDENTHREAD_SENDS=False):
        done = CliRunner().invoke(cli, ["send"])
    assert done.exit_code == 1 and "Set GOLDENTHREAD_MAIL." in done.output
    assert states() == [("head", "WAITING")]


def test_the_command_sends_and_says_what_it_did(council) -> None:
    message(council)
    done = CliRunner().invoke(cli, ["send"])
    assert (done.exit_code, done.output) == (0, "One message was sent.\n")
    assert [one.to for one in mail.outbox] == [["head@york.example"]]


def test_a_link_is_put_in_as_its_message_goes() -> None:
    made = a_round()
    more = {"who": "Police", "email": "p@police.example", "expires_at": AT + timedelta(days=9)}
    who = {"by": STRATEGY, "at": AT}
    held = invite(round=made.round, asks=[made.action], on=ON, **more, **who)
    _, told = send()
    assert f"https://gt.york.example/answer/{token_of(held)}/" in told.messages[0].get_content()

    other = invite(round=made.round, asks=[made.measure], on=ON, **more, **who)
    end_invitation(invitation=other, version=1, **who)
    assert send()[0] == "No messages were sent; one was refused."
    assert Notice.objects.get(state="FAILED").fault == (
        "The link was ended or replaced before this message went."
    )


def test_a_message_without_its_document_is_not_sent(council) -> None:
    message(council, attachment=77)
    assert send()[0] == "No messages were sent; one was refused."
    assert Notice.objects.get().fault == "The document that goes with this message is no longer held."


def test_one_that_was_claimed_by_another_is_left_alone(council) -> None:
    message(council)
    assert claim_next(AT) is not None
    assert send()[0] == "No messages were sent."


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once() -> None:
    council = a_council().council
    for n in range(12):
        message(council, f"clerk{n}")
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        send_waiting(AT)
        connection.close()

    with a_mail_server() as (held, port), by_server(port):
        threads = [threading.Thread(target=work) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert sorted(one["To"] for one in held.messages) == sorted(f"clerk{n}@york.example" for n in range(12))
    assert {state for _, state in states()} == {"SENT"}
