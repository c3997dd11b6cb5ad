"""R083: what a decided paper asks of others can become invitations to a workshop."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goldenthread.core.refused import Refused
from goldenthread.governance.deciding import Decided, record_decision
from goldenthread.governance.models import Body, Decision
from goldenthread.people.models import User
from goldenthread.planning.inviting_as_decided import asked_of_others, invite_as_decided, sessions_to_come
from goldenthread.planning.models import WorkshopSession
from tests.cast import ON, OWNER
from tests.planning.workshops_made import BY, Made, a_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Made:
    return a_workshop()


def a_decision(made: Made, **more: Any) -> Decision:
    """York's Executive asks Members to take part in the second round of workshops."""
    executive = Body.objects.get_or_create(council=made.council, name="Executive", kind="EXECUTIVE")[0]
    paper = made.council.papers.create(body=executive, slug="refresh", title="Refresh", state="APPROVED")
    paper.recommendations.create(number=1, text="Endorse the option.")
    paper.recommendations.create(number=2, text="Take part in the workshops.", asks="Members")
    said = Decided(executive, "Refresh", "Agreed.", ON, reason="Their own.", paper=paper, **more)
    return record_decision(council=made.council, said=said, **BY)


def test_whom_a_decision_asks_is_put_on_the_list_of_a_session(made: Made) -> None:
    decision = a_decision(made)
    assert [(one.who, one.text) for one in decision.tasks.all()] == [
        ("Members", "Take part in the workshops.")
    ]
    assert [one.asks for one in asked_of_others(decision)] == ["Members"]
    assert sessions_to_come(made.council, BY["by"]) == [made.session]
    who = "Members\nMember for Streets, streets@testbury.example"
    new = invite_as_decided(decision=decision, session=made.session, kind="MEMBER", who=who, **BY)
    assert [(one.who, one.email) for one in new] == [
        ("Members", ""),
        ("Member for Streets", "streets@testbury.example"),
    ]
    again = invite_as_decided(decision=decision, session=made.session, kind="MEMBER", who="Members", **BY)
    assert again == []


def test_what_was_decided_otherwise_asks_nothing_and_nothing_crosses(made: Made) -> None:
    refused, other = a_decision(made, agrees="NO"), a_workshop("elsewhere")
    given: dict[str, Any] = {"kind": "MEMBER", "who": "Members"}
    assert not refused.tasks.exists()
    with pytest.raises(Refused, match="asks nothing of others"):
        invite_as_decided(decision=refused, session=made.session, **given, **BY)
    Decision.objects.update(agrees="YES")
    taken = Decision.objects.get()
    with pytest.raises(Refused, match="Choose a session of this council"):
        invite_as_decided(decision=taken, session=other.session, **given, **BY)
    with pytest.raises(Refused, match="workshops"):
        invite_as_decided(decision=taken, session=made.session, **given, by=OWNER, at=BY["at"])
    WorkshopSession.objects.filter(pk=made.session.pk).update(state="CANCELLED")
    assert sessions_to_come(made.council, BY["by"]) == []


def test_the_page_of_the_decision_offers_it(made: Made) -> None:
    decision, client = a_decision(made), Client()
    post = made.council.posts.first()
    client.force_login(User.objects.create(username="strategy.invites", post=post, duty="STRATEGY"))
    at = f"/testbury/decisions/{decision.pk}/"
    assert "Invite them to a workshop" in client.get(at).content.decode()
    assert "Members</textarea>" in client.get(f"{at}invite/").content.decode()
    said = {"version": 0, "session": made.session.pk, "kind": "MEMBER", "who": "Members"}
    answer = client.post(f"{at}invite/", said)
    assert answer.status_code == 302, answer.content.decode()
    assert "Members" in client.get(answer["location"]).content.decode()
    decision.paper.recommendations.exclude(asks="").delete()
    assert "This decision asks nothing of others." in client.get(f"{at}invite/").content.decode()
    assert client.post(f"{at}invite/", said).status_code == 422
