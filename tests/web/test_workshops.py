"""The pages of workshops, as those who hold them and those who take part use them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.people.models import User
from goldenthread.planning.models import Proposal, Vote, WorkshopInvitation, WorkshopRound
from goldenthread.plans.models import Element
from tests.planning.workshops_made import Made, a_proposal, a_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Made:
    return a_workshop()


def client(made: Made, duty: str) -> Client:
    post = made.council.posts.get(title="Strategy Manager")
    found = Client()
    found.force_login(User.objects.create(username=duty.lower(), post=post, duty=duty))
    return found


def proposals(made: Made) -> str:
    return f"/testbury/workshops/sessions/{made.session.pk}/proposals/"


def test_a_member_writes_votes_and_sees_what_is_missing(made) -> None:
    """R035, R083: several write at once on one page, and each sees what is still missing."""
    member = client(made, "SCRUTINY")
    form = member.get(proposals(made)).content.decode()
    key = re.search(r'name="key" value="([0-9a-f]{32})"', form)
    assert key is not None
    sent = {"key": key[1], "text": "Sweep at night", "theme": made.elements["place"].pk, "group": "Hours"}
    for _ in range(2):
        assert member.post(proposals(made), sent).status_code == 302
    one = Proposal.objects.get()
    page = member.get(proposals(made)).content.decode()
    assert "Still lacks: <strong>delivery arrangement, measure, owner</strong>" in page
    assert "One proposal is open (one without a delivery arrangement" in page
    assert member.post(f"/testbury/workshops/proposals/{one.pk}/vote/", {"vote": "for"}).status_code == 302
    assert "Take your vote back" in member.get(proposals(made)).content.decode()
    assert Vote.objects.count() == 1
    assert "None is like this" in member.get(f"{proposals(made)}?state=SET_ASIDE").content.decode()
    assert member.post(proposals(made), {**sent, "text": ""}).status_code == 422
    assert Client().get(proposals(made)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_the_page_runs_the_same_queries_however_many_there_are(rows, made, django_assert_num_queries) -> None:
    for number in range(rows):
        a_proposal(made, f"Number {number}", group="g")
    member = client(made, "SCRUTINY")
    with django_assert_num_queries(13):
        page = member.get(proposals(made)).content.decode()
    assert ("of 60" in page) == (rows == 60)


def test_the_strategy_team_takes_one_into_the_draft_and_its_line_says_so(made) -> None:
    """R046: the origin is on the line's own page, and leads back to the workshop."""
    one, strategy = a_proposal(made), client(made, "STRATEGY")
    at = f"/testbury/workshops/proposals/{one.pk}"
    level = made.edition.levels.get(key="improvement")
    sent = {"version": 1, "level": level.pk, "parent": made.elements["place"].pk}
    assert strategy.post(f"{at}/promote/", sent).status_code == 302
    assert strategy.post(f"{at}/promote/", sent).status_code == 403
    line = Element.objects.get(title="Sweep at night")
    page = strategy.get(f"/testbury/elements/{line.pk}/").content.decode()
    assert f'href="/testbury/workshops/sessions/{made.session.pk}/"' in page
    assert strategy.get(f"{at}/").status_code == 200


def test_setting_aside_and_a_proposal_that_somebody_else_changed(made) -> None:
    one, strategy = a_proposal(made), client(made, "STRATEGY")
    at = f"/testbury/workshops/proposals/{one.pk}"
    sent = {"version": 1, "text": "Sweep at dawn", "measure": "Litter counted"}
    assert strategy.post(f"{at}/", sent).status_code == 302
    assert "Somebody else changed" in strategy.post(f"{at}/", sent).content.decode()
    assert strategy.post(f"{at}/hands/", {"version": 2, "hands": "12"}).status_code == 302
    for wrong in ("many", "-5"):
        answer = strategy.post(f"{at}/hands/", {"version": 3, "hands": wrong})
        assert answer.status_code == 422
        assert "Write the hands shown as a whole number" in answer.content.decode()
    assert strategy.post(f"{at}/set-aside/", {"version": 3, "reason": ""}).status_code == 422
    assert strategy.post(f"{at}/set-aside/", {"version": 3, "reason": "Too dear"}).status_code == 302
    assert strategy.post(f"{at}/set-aside/", {"version": 4, "again": "1"}).status_code == 302
    assert Proposal.objects.get().state == "OPEN"


def test_a_round_is_set_up_held_and_closed_by_the_clerk(made) -> None:
    """R016, R036, R050."""
    clerk = client(made, "DEMOCRATIC")
    sent = {"version": 0, "edition": made.edition.pk, "name": "Second round", "purpose": "Medium term"}
    assert clerk.post("/testbury/workshops/add/", sent).status_code == 302
    round = WorkshopRound.objects.get(council=made.council, name="Second round")
    at = f"/testbury/workshops/{round.pk}"
    assert "The report is blocked until “Second round” is closed." in clerk.get(f"{at}/").content.decode()
    theme = made.edition.levels.get(key="theme")
    assert clerk.post(f"{at}/session-for-each-theme/", {"level": theme.pk}).status_code == 302
    added = {
        "version": 0,
        "title": "All",
        "held_on": "3 November 2014",
        "starts_at": "2pm",
        "ends_at": "4.30",
    }
    assert clerk.post(f"{at}/add-session/", {**added, "ends_at": "16.30"}).status_code == 302
    assert clerk.post(f"{at}/add-session/", {**added, "title": "x"}).status_code == 422
    session = round.sessions.get(title="All")
    place = f"/testbury/workshops/sessions/{session.pk}"
    assert "3 November 2014, 14:00 to 16:30" in Client().get(f"{place}/").content.decode()
    moved = {**added, "version": 1, "held_on": "4 November 2014", "ends_at": "16:30"}
    assert clerk.post(f"{place}/change/", moved).status_code == 302
    assert clerk.post(f"{place}/change/", moved).status_code == 422
    early = clerk.post(f"{place}/move/", {"version": 2, "code": "hold"})
    assert early.status_code == 403
    assert "Say that it was held once that day has come" in early.content.decode()
    correct = {**moved, "version": 2, "held_on": "1 September 2014"}
    assert clerk.post(f"{place}/change/", correct).status_code == 302
    assert clerk.post(f"{place}/move/", {"version": 3, "code": "hold"}).status_code == 302
    assert clerk.post(f"{place}/move/", {"version": 3, "code": "burn"}).status_code == 403
    for code, expected in (("burn", 403), ("open", 302)):
        assert clerk.post(f"{at}/move/", {"version": 1, "code": code}).status_code == expected
    changed = {**sent, "version": 2, "when": "January 2015"}
    assert clerk.post(f"{at}/change/", changed).status_code == 302
    assert clerk.post(f"{at}/change/", changed).status_code == 422
    assert clerk.post(f"{at}/close/", {"version": 3}).status_code == 302
    assert clerk.post(f"{at}/close/", {"version": 4}).status_code == 422
    assert "one closed, one open" in Client().get("/testbury/workshops/").content.decode()


def test_who_was_asked_replied_and_came_is_reported_by_kind(made) -> None:
    """R034, R037, R063."""
    clerk, place = client(made, "DEMOCRATIC"), f"/testbury/workshops/sessions/{made.session.pk}"
    post = made.council.posts.get(title="Head of Streets")
    sent = {"kind": "OFFICER", "lines": "Street crews\nNightshift", "posts": [post.pk]}
    assert clerk.post(f"{place}/invited/add/", sent).status_code == 302
    assert clerk.post(f"{place}/invited/add/", {"kind": "MEMBER"}).status_code == 422
    names = ("Street crews", "Head of Streets", "Nightshift")
    crews, head, night = (WorkshopInvitation.objects.get(who=who) for who in names)
    said = {f"version-{one.pk}": 1 for one in (crews, head)}
    said |= {f"reply-{crews.pk}": "YES", f"came-{crews.pk}": "YES"}
    said |= {f"reply-{head.pk}": "", f"came-{head.pk}": "NO"}
    assert clerk.post(f"{place}/invited/", said).status_code == 302
    assert clerk.post(f"{place}/invited/", {**said, f"came-{crews.pk}": "NO"}).status_code == 422
    assert clerk.post(f"{place}/invited/take-off/", {"invitation": night.pk}).status_code == 302
    assert clerk.post(f"{place}/invited/take-off/", {"invitation": night.pk}).status_code == 403
    report = "/testbury/workshops/participation/"
    assert "One of two officers came." in Client().get(report).content.decode()
    taken = Client().get(f"{report}?table=workshop-participation&as=csv").content.decode("utf-8-sig")
    assert "Officers,2,1,1,1,0,50" in taken
    assert "Head of Streets" not in taken


def test_york_says_what_it_knows_of_its_two_rounds_and_no_more(demo) -> None:
    """R016, R034, R036, R050, R063: numbers are not stated, so attendance stays unknown and says so."""
    page = Client().get("/york/workshops/").content.decode()
    assert "Two rounds of workshops: two closed." in page
    assert "The report on the whole strategy waits" not in page  # the Executive decided it on 31 March
    assert "January 2009" in page
    report = Client().get("/york/workshops/participation/").content.decode()
    assert "Members, officers and partners; how many is not stated" in report
