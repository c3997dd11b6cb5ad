"""Answering by a link: its own lines, no account, no other page, and a sentence whenever it opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.measures.models import Observation
from goldenthread.rounds.inviting import end_invitation, invite, renew
from goldenthread.rounds.links import token_of
from goldenthread.rounds.models import Ask, Invitation, Notice
from tests.cast import ON, STRATEGY
from tests.cast_mail import RoundCast, a_round, a_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> RoundCast:
    return a_round()


@pytest.fixture
def link(made) -> Invitation:
    """A link for the measure alone, made now, for a fortnight."""
    now = timezone.now()
    return invite(
        round=made.round,
        asks=[made.measure],
        who="Police",
        email="desk@police.example",
        expires_at=now + timedelta(days=14),
        on=ON,
        by=STRATEGY,
        at=now,
    )


def at(link: Invitation) -> str:
    return f"/answer/{token_of(link)}/"


def said(answer) -> str:
    return answer.content.decode()


def filled_in(made: RoundCast, value: str = "87", act: str = "send", **more: str) -> dict[str, str]:
    key, pk = made.measure.pk, made.measure.measure_id
    given = {f"open_{key}": "1", f"value_{pk}": value, f"seen_{pk}": "0", f"words_{key}": "", "act": act}
    return {**given, **more}


def test_a_link_shows_its_own_lines_and_no_other_page(made, link) -> None:
    shown = said(Client().get(at(link)))
    assert "Your one line is still to do." in shown
    assert "You answer for Police." in shown and "Measure M1" in shown
    assert f"line-{made.action.pk}" not in shown
    made.council.is_open = False
    made.council.save(update_fields=["is_open"])
    client = Client()
    assert client.get(at(link)).status_code == 200
    for page in ("/testbury/", "/testbury/measures/M1/", "/testbury/updates/", "/testbury/messages/"):
        assert client.get(page).status_code == 404
    assert "/testbury/" not in said(client.get(at(link)))


def test_reading_changes_nothing_but_when_it_was_opened(made, link) -> None:
    before = list(Ask.objects.values()), Observation.objects.count(), Notice.objects.count()
    client = Client()
    for _ in range(3):
        client.get(at(link))
    client.head(at(link))
    assert (list(Ask.objects.values()), Observation.objects.count(), Notice.objects.count()) == before
    assert Invitation.objects.get().used_at is not None
    assert not client.cookies


def test_an_answer_by_a_link_is_stored_and_says_whose_it_is(made, link) -> None:
    strict = Client(enforce_csrf_checks=True)  # no cookie is asked for: the link is the leave
    answer = strict.post(at(link), filled_in(made))
    assert answer.status_code == 302, said(answer)
    ask = Ask.objects.get(pk=made.measure.pk)
    assert (ask.state, ask.sent_by, ask.sent_on) == ("SENT", "Police", ON)
    held = Observation.objects.get(is_current=True)
    assert (held.value, held.entered_by) == (87, "Police")
    assert "nothing more is asked of you" in said(strict.get(answer.headers["Location"]))
    assert 'value="send"' not in said(strict.get(at(link)))


def test_an_answer_saved_by_a_link_can_be_sent_later(made, link) -> None:
    client = Client()
    assert client.post(at(link), filled_in(made, act="save")).status_code == 302
    assert Ask.objects.get(pk=made.measure.pk).state == "ASKED"
    assert client.post(at(link), {"act": "send"}).status_code == 302
    assert Ask.objects.get(pk=made.measure.pk).state == "SENT"


def test_what_cannot_be_read_is_said_at_its_line_and_nothing_is_stored(made, link) -> None:
    answer = Client().post(at(link), filled_in(made, value="a few"))
    assert answer.status_code == 422
    assert "There is a problem" in said(answer) and 'value="a few"' in said(answer)
    assert not Observation.objects.exists()


def test_a_line_of_another_link_is_not_answered(made, link) -> None:
    key = made.action.pk
    Client().post(at(link), {f"open_{key}": "1", f"same_{key}": "on", "act": "send"})
    assert Ask.objects.get(pk=key).state == "ASKED"


def test_a_link_that_opens_nothing_says_what_to_do(made, link) -> None:
    token = token_of(link)
    assert "not complete, or not one of ours" in said(Client().get(f"/answer/{token}x/"))
    renew(
        invitation=link,
        version=1,
        expires_at=timezone.now() + timedelta(days=20),
        on=ON,
        by=STRATEGY,
        at=timezone.now(),
    )
    answer = Client().get(f"/answer/{token}/")
    assert answer.status_code == 410 and "replaced by a newer one" in said(answer)
    link.refresh_from_db()
    end_invitation(invitation=link, version=2, by=STRATEGY, at=timezone.now())
    link.refresh_from_db()
    for answer in (Client().get(at(link)), Client().post(at(link), filled_in(made))):
        assert answer.status_code == 410 and "This link was ended on" in said(answer)
    Invitation.objects.update(ended_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert "Ask the council’s strategy team for a new link." in said(Client().get(at(link)))
    assert not Observation.objects.exists()


def test_after_the_round_is_closed_a_link_only_reads(made, link) -> None:
    made.council.rounds.update(state="CLOSED")
    shown = said(Client().get(at(link)))
    assert "Quarter 1 is closed to updates: nothing can be answered now." in shown
    assert 'value="send"' not in shown
    answer = Client().post(at(link), filled_in(made))
    assert answer.status_code == 403 and "nothing can be answered now" in said(answer)
    assert not Observation.objects.exists()


def test_the_link_is_kept_from_other_sites_caches_and_search_engines(link) -> None:
    for where in (at(link), "/answer/none/"):
        answer = Client().get(where)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("token", ["x", "1-1.x", "9999999999999999999999-1.x", "%00", "1-1." + "a" * 4000])
def test_nonsense_is_answered_with_a_sentence(token) -> None:
    answer = Client().get(f"/answer/{token}/")
    assert answer.status_code == 410 and "This link is not complete" in said(answer)


def test_somebody_signed_in_answers_a_link_as_the_link(made, link) -> None:
    client = Client()
    client.force_login(a_sign_in(made.post("Director of Place"), duty="DIRECTOR"))
    client.post(at(link), filled_in(made))
    assert Ask.objects.get(pk=made.measure.pk).sent_by == "Police"


def test_a_page_of_three_lines_runs_as_many_queries_as_of_one(made, link, django_assert_num_queries):
    Client().get(at(link))
    with django_assert_num_queries(10):
        Client().get(at(link))
    for n in (2, 3):
        measure = made.council.measures.create(code=f"M{n}", title=f"Measure {n}", owner=made.measure.owner)
        link.asks.add(
            made.round.asks.create(council=made.council, measure=measure, updater=made.measure.updater)
        )
    with django_assert_num_queries(10):
        Client().get(at(link))
