"""Sending what waits in the outbox: by the worker while it runs, and by `goldenthread send`.

A message is claimed, handed over, and marked: whoever is killed in between leaves it “being sent”, and nobody
sends it again but a person who decides so (docs/decisions/0029).
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import counted, spell, start
from goldenthread.jobs.console import fail, start_django, told_plainly

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from goldenthread.rounds.models import Notice


@dataclass(slots=True)
class Sent:
    """What became of the messages that waited; `fault` says why none could be tried."""

    sent: int = 0
    refused: int = 0
    unknown: int = 0
    fault: str = ""

    def words(self) -> str:
        """“Two messages were sent; one was refused.”"""
        were = "was" if self.sent == 1 else "were"
        parts = [f"{counted(self.sent, 'message')} {were} sent"]
        if self.refused:
            parts.append(f"{spell(self.refused)} {'was' if self.refused == 1 else 'were'} refused")
        if self.unknown:
            parts.append(f"of {spell(self.unknown)} nobody knows whether it went")
        return start(f"{'; '.join(parts)}.")


class _Broken(Exception):
    """The connection broke while a message was handed over: it may have gone."""


def send_waiting(at: datetime) -> Sent:
    """Send every message that is due, each once; those refused for now wait for a later call.

    Where the mail server can't be reached nothing is tried, so an outage uses up nobody's attempts.
    """
    from django.conf import settings  # noqa: PLC0415 - after Django is started

    if not settings.GOLDENTHREAD_SENDS:
        return Sent(fault="No way to send mail is set, so messages wait. Set GOLDENTHREAD_MAIL.")
    done, tried = Sent(), set[int]()
    try:
        _send_all(at, done, tried)
    except (OSError, smtplib.SMTPException) as fault:
        done.fault = f"The mail server can't be reached: {_said(fault)}"
    return done


def _send_all(at: datetime, done: Sent, tried: set[int]) -> None:
    """Open a connection only when something waits, and another where one broke."""
    from django.core.mail import get_connection  # noqa: PLC0415

    from goldenthread.rounds.notices import claim_next, is_any_due  # noqa: PLC0415

    while is_any_due(at, tried):
        connection = get_connection()
        connection.open()
        try:
            while notice := claim_next(at, tried):
                tried.add(notice.pk)
                _send(notice, connection, done, at)
        except _Broken:
            continue
        finally:
            _close(connection)


def _close(connection: Any) -> None:
    """Say goodbye; a server that has gone already is not told off for it."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return


def _send(notice: Notice, connection: Any, done: Sent, at: datetime) -> None:
    from goldenthread.rounds.notices import mark_failed, mark_sent, mark_unknown  # noqa: PLC0415

    try:
        message = message_of(notice)
        message.message()  # what can't be written as a message is found out before anything is handed over
    except (Refused, ValueError) as fault:
        mark_failed(notice, str(fault), for_good=True)
        done.refused += 1
        return
    try:
        connection.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        mark_failed(notice, _said(refusal), for_good=_is_for_good(refusal))
        done.refused += 1
    except (OSError, smtplib.SMTPException) as broken:
        mark_unknown(notice, f"The connection broke while it was handed over: {_said(broken)}")
        done.unknown += 1
        raise _Broken from broken
    else:
        mark_sent(notice, at)
        done.sent += 1


def message_of(notice: Notice) -> EmailMessage:
    """The message as it goes: links made whole, and the document that goes with it.

    Raises `Refused` where the link was taken back meanwhile or the document is not there.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.core.mail import EmailMessage  # noqa: PLC0415

    from goldenthread.reports.attachments import attachment_of  # noqa: PLC0415

    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<goldenthread.{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    message = EmailMessage(notice.subject, _whole(notice), to=[notice.email], headers=headers)
    if notice.attachment is not None:
        file = attachment_of(notice.attachment, notice.council_id)
        message.attach(file.name, file.content, file.media)
    _attach_diary(notice, message)
    return message


def _attach_diary(notice: Notice, message: EmailMessage) -> None:
    """An invitation to a workshop brings its day along, for a diary."""
    from goldenthread.exchange.workshop_calendar import session_file  # noqa: PLC0415
    from goldenthread.rounds.workshop_links import KIND, invitation_in  # noqa: PLC0415

    if notice.kind != KIND:
        return
    day = session_file(invitation_in(notice).session)
    if day is not None:
        message.attach("workshop.ics", day, "text/calendar")


def _whole(notice: Notice) -> str:
    """The text with the installation's address and the reader's own link put in."""
    from django.conf import settings  # noqa: PLC0415

    from goldenthread.rounds.notices import LINK, SITE  # noqa: PLC0415

    text = notice.text
    if LINK in text:
        text = text.replace(LINK, SITE + _own_address(notice))
    return text.replace(SITE, settings.GOLDENTHREAD_SITE)


def _own_address(notice: Notice) -> str:
    """Where the reader's own link leads: to the lines asked for, or to a reply to an invitation."""
    from django.urls import reverse  # noqa: PLC0415

    from goldenthread.rounds.links import token_in  # noqa: PLC0415
    from goldenthread.rounds.workshop_links import (  # noqa: PLC0415
        KIND,
        invitation_in,
        workshop_token_of,
    )

    if notice.kind == KIND:
        return reverse("workshop-reply", args=[workshop_token_of(invitation_in(notice))])
    return reverse("answer", args=[token_in(notice)])


def _is_for_good(refusal: Exception) -> bool:
    """True where the server said that trying again is of no use (RFC 5321, 4.2.1: codes from 500)."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in refusal.recipients.values())
    return isinstance(refusal, smtplib.SMTPResponseException) and refusal.smtp_code >= 500


def _said(fault: Exception) -> str:
    """What the server or the network said, without addresses or passwords of ours."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return "; ".join(_answer(code, text) for code, text in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answer(fault.smtp_code, fault.smtp_error)
    return f"{getattr(fault, 'strerror', None) or fault}."


def _answer(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"the mail server answered {code} {' '.join(said.split())}."


@click.command()
@told_plainly
def send() -> None:
    """Send the messages that wait. The worker does it by itself; this is for a timer, or to try it out."""
    start_django()
    done = send_waiting(datetime.now(UTC))
    if done.sent or done.refused or done.unknown or not done.fault:
        click.echo(done.words())
    if done.fault:
        fail(done.fault)
