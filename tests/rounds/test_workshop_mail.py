"""Invitations to workshops by e-mail: each told once of a session as it is, each with a link of its own."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from goldenthread.core.refused import Refused
from goldenthread.exchange.workshop_calendar import session_file
from goldenthread.jobs.sending import send_waiting
from goldenthread.ledger.models import Entry
from goldenthread.planning import workshop_inviting, workshops
from goldenthread.planning.models import WorkshopInvitation
from goldenthread.rounds.models import Notice
from goldenthread.rounds.workshop_links import invited_by, officer_invited, workshop_token_of
from goldenthread.rounds.workshop_mail import send_invitations
from tests.cast import AT, OWNER
from tests.planning.workshops_made import BY, Made, a_workshop

pytestmark = pytest.mark.django_db
FAR = date(2199, 11, 3)


@pytest.fixture
def made() -> Made:
    made = a_workshop()
    said = workshops.SessionSaid("Place", made.elements["place"], FAR, time(10), time(12), "Guildhall")
    workshops.change_session(session=made.session, said=said, version=1, **BY)
    made.session.refresh_from_db()
    people = workshop_inviting.asked_in_lines("PARTNER", "Police, desk@police.example\nForum")
    workshop_inviting.ask_people(session=made.session, people=people, **BY)
    return made


def police() -> WorkshopInvitation:
    return WorkshopInvitation.objects.get(who="Police")


def told(made: Made) -> list[Notice]:
    return send_invitations(session=made.session, **BY)


def test_who_has_an_address_is_told_once_and_again_when_the_session_moves(made) -> None:
    """R037."""
    assert [one.to for one in told(made)] == ["Police"]
    with pytest.raises(Refused, match="Nobody with an address waits"):
        told(made)
    said = workshops.SessionSaid("Place", made.elements["place"], date(2199, 11, 4), place="Guildhall")
    workshops.change_session(session=made.session, said=said, version=2, **BY)
    (again,) = told(made)
    assert "has changed. It is now on Monday 4 November 2199, at Guildhall." in again.text
    assert police().sent == 2
    workshops.move_session(session=made.session, code="cancel", version=3, on=AT.date(), **BY)
    (last,) = told(made)
    assert last.subject == "Cancelled: workshop “Place”"
    made.session.refresh_from_db()
    file = (session_file(made.session) or b"").decode()
    assert "STATUS:CANCELLED" in file
    assert "SEQUENCE:4" in file


def test_only_who_holds_workshops_sends(made) -> None:
    with pytest.raises(Refused):
        send_invitations(session=made.session, by=OWNER, at=AT)
    assert not Notice.objects.exists()


@override_settings(GOLDENTHREAD_SENDS=True, GOLDENTHREAD_SITE="https://gt.york.example")
def test_the_message_brings_the_link_and_the_day(made) -> None:
    told(made)
    assert send_waiting(AT).sent == 1
    message = mail.outbox[0]
    link = reverse("workshop-reply", args=[workshop_token_of(police())])
    assert f"https://gt.york.example{link}" in message.body
    assert workshop_token_of(police()) not in Notice.objects.get().text
    ((name, content, media),) = message.attachments
    assert (name, media) == ("workshop.ics", "text/calendar")
    text = content if isinstance(content, str) else content.decode()
    assert f"UID:workshop-{made.session.pk}.testbury@goldenthread" in text
    assert "DTSTART:21991103T100000Z" in text


@override_settings(GOLDENTHREAD_SENDS=True)
def test_a_message_that_a_newer_one_replaced_is_not_sent(made) -> None:
    told(made)
    WorkshopInvitation.objects.update(sent=2)
    assert send_waiting(AT).refused == 1


def test_a_reply_needs_no_account_and_reading_changes_nothing(made) -> None:
    """R037: a signed link for one invitation; scanners that open it reply nothing."""
    told(made)
    link = reverse("workshop-reply", args=[workshop_token_of(police())])
    before = Entry.objects.count()
    page = Client(enforce_csrf_checks=True).get(link)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert (police().reply, Entry.objects.count()) == ("", before)
    assert Client(enforce_csrf_checks=True).post(link, {"reply": "PERHAPS"}).status_code == 302
    assert police().reply == "PERHAPS"
    assert Entry.objects.get(verb="replied").by_post == "Police"
    assert Client().post(link, {"reply": "MAYBE"}).status_code == 422
    assert Client().get(f"{link}workshop.ics")["Content-Type"].startswith("text/calendar")


def test_a_link_ends_is_replaced_and_cannot_be_made_up(made) -> None:
    told(made)
    token = workshop_token_of(police())
    held, _ = invited_by(token, AT)
    assert held is not None
    assert officer_invited(held).duty == "PARTNER"
    until = held.link_until
    assert until is not None
    assert "This link ended on" in invited_by(token, until + timedelta(seconds=1))[1][0]
    assert "not one of ours" in invited_by(token.replace("-1", "-2"), AT)[1][0]
    WorkshopInvitation.objects.update(sent=2)
    assert "replaced by a newer one" in invited_by(token, AT)[1][0]
    assert Client().get(reverse("workshop-reply", args=[token])).status_code == 410
