"""A link without an account: it opens its own lines until it ends, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.permissions import has_power
from goldenthread.rounds.inviting import end_invitation, invite, lines_asked_by, renew
from goldenthread.rounds.links import (
    officer_of_link,
    opened_by,
    reasons_not_to_answer_by,
    reasons_not_to_open,
    token_in,
    token_of,
)
from goldenthread.rounds.models import Invitation, Notice
from tests.cast import AT, ON, OWNER, STRATEGY
from tests.cast_mail import RoundCast, a_round

pytestmark = pytest.mark.django_db
UNTIL = AT + timedelta(days=14)


@pytest.fixture
def made() -> RoundCast:
    return a_round()


def invited(made: RoundCast, **more) -> Invitation:
    to = {"who": " Safer  Streets ", "email": "desk@partner.example", "expires_at": UNTIL}
    given = {"round": made.round, "asks": [made.action], **to, "on": ON, "by": STRATEGY, "at": AT}
    return invite(**{**given, **more})


def test_a_link_opens_its_own_lines_until_it_ends(made) -> None:
    held = invited(made)
    opened = opened_by(token_of(held))
    assert opened is not None
    assert (opened.invitation, opened.is_replaced) == (held, False)
    assert lines_asked_by(opened.invitation) == [made.action]
    assert reasons_not_to_open(opened, UNTIL - timedelta(seconds=1)) == []
    assert reasons_not_to_open(opened, UNTIL) == [
        "This link ended on 16 September 2014. Ask the council’s strategy team for a new link."
    ]


def test_the_link_goes_in_one_message_and_nobody_reads_it_there(made) -> None:
    held = invited(made)
    notice = Notice.objects.get()
    assert (notice.to, notice.email, notice.kind) == ("Safer Streets", "desk@partner.example", "link")
    assert "{link}" in notice.text and token_of(held) not in notice.text
    assert "- Action" in notice.text and "until 16 September 2014" in notice.text
    assert token_in(notice) == token_of(held)


def test_neither_the_link_nor_the_address_is_in_the_ledger(made) -> None:
    held = invited(made)
    kept = "".join(
        f"{one.subject}{one.before}{one.after}{one.reason}{one.source}" for one in Entry.objects.all()
    )
    assert Entry.objects.filter(verb="invited", subject="Quarter 1: Safer Streets").exists()
    assert "desk@partner.example" not in kept
    assert token_of(held).rpartition(".")[2] not in kept


def test_a_renewed_link_replaces_the_old_one(made) -> None:
    held = invited(made)
    old = token_of(held)
    renew(invitation=held, version=1, expires_at=UNTIL + timedelta(days=7), on=ON, by=STRATEGY, at=AT)
    held.refresh_from_db()
    assert reasons_not_to_open(opened_by(old), AT) == [
        "This link was replaced by a newer one. Use the link in the newest message that you have."
    ]
    assert reasons_not_to_open(opened_by(token_of(held)), UNTIL) == []
    first, second = Notice.objects.order_by("pk")
    with pytest.raises(Refused, match="ended or replaced before this message went"):
        token_in(first)
    assert token_in(second) == token_of(held)


def test_an_ended_link_opens_nothing_and_can_be_renewed(made) -> None:
    held = invited(made)
    token = token_of(held)
    end_invitation(invitation=held, version=1, by=STRATEGY, at=AT)
    assert reasons_not_to_open(opened_by(token), AT) != []
    held.refresh_from_db()
    assert "This link was ended on 2 September 2014." in reasons_not_to_open(opened_by(token_of(held)), AT)[0]
    with pytest.raises(Refused, match="ended already"):
        end_invitation(invitation=held, version=2, by=STRATEGY, at=AT)
    renew(invitation=held, version=2, expires_at=UNTIL, on=ON, by=STRATEGY, at=AT)
    held.refresh_from_db()
    assert reasons_not_to_open(opened_by(token_of(held)), AT) == []


def test_a_link_answers_nothing_once_the_round_is_closed(made) -> None:
    held = invited(made)
    assert reasons_not_to_answer_by(held) == []
    made.round.state = "CLOSED"
    made.round.save()
    opened = opened_by(token_of(held))
    assert opened is not None
    assert reasons_not_to_open(opened, AT) == []
    assert reasons_not_to_answer_by(opened.invitation) == [
        "Quarter 1 is closed to updates: nothing can be answered now. "
        "If something is wrong, tell the council’s strategy team."
    ]


@given(st.text(max_size=60))
def test_a_link_that_was_not_made_here_opens_nothing_and_asks_the_database_nothing(text) -> None:
    assert opened_by(text) is None
    assert reasons_not_to_open(None, AT)[0].startswith("This link is not complete, or not one of ours.")


def test_a_link_that_was_changed_opens_nothing(made) -> None:
    token = token_of(invited(made))
    pk, _, rest = token.partition("-")
    for wrong in (
        f"{int(pk) + 1}-{rest}",
        token[:-1],
        f"{token}x",
        token.replace("-1.", "-2."),
        token.upper(),
    ):
        assert opened_by(wrong) is None


def test_whoever_has_a_link_is_a_partner_of_the_council_and_nothing_more(made) -> None:
    officer = officer_of_link(invited(made))
    assert (officer.post, officer.council, officer.inside) == ("Safer Streets", "testbury", "")
    assert has_power("answer_asks", officer)
    assert not any(has_power(one, officer) for one in ("keep_rounds", "see_notices", "see_compliance"))


def test_two_people_do_not_change_one_link_unseen(made) -> None:
    held = invited(made)
    Invitation.objects.update(version=2)
    with pytest.raises(Stale):
        end_invitation(invitation=held, version=1, by=STRATEGY, at=AT)
    with pytest.raises(Stale):
        renew(invitation=held, version=1, expires_at=UNTIL, on=ON, by=STRATEGY, at=AT)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"by": OWNER}, "can send somebody without an account a link to answer"),
        ({"who": "  "}, "Say which post or organisation answers."),
        ({"asks": []}, "Choose at least one line that the link asks for."),
        ({"email": "desk"}, "Write the e-mail address that the link goes to"),
        ({"email": ""}, "Write the e-mail address that the link goes to"),
        ({"expires_at": AT}, "The link would end before it begins."),
        ({"expires_at": AT + timedelta(days=121)}, "A link lasts up to 120 days."),
    ],
)
def test_a_link_that_cannot_be_is_refused(wrong, sentence, made) -> None:
    with pytest.raises(Refused) as said:
        invited(made, **wrong)
    assert sentence in str(said.value)
    assert not Invitation.objects.exists() and not Notice.objects.exists()


def test_a_link_is_for_one_open_round(made) -> None:
    other = a_round("elsewhere")
    with pytest.raises(Refused, match="lines of one round only"):
        invited(made, asks=[other.action])
    made.council.rounds.update(state="PLANNED")
    with pytest.raises(Refused, match="a link is of use only while a round is open"):
        invited(made)
