"""Pages of commissioning, of a line's other owner and withdrawal, and of dates in doubt."""

from __future__ import annotations

import pytest

from goldenthread.governance.models import ChangeRequest, CommissioningReview, DateDoubt, Meeting, Opportunity
from goldenthread.people.models import Council, Post
from goldenthread.plans.models import Element


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_cheltenhams_opportunity_came_from_the_fourth_comment(signed_in) -> None:
    """R119, R124, R096: as far as the minute says."""
    officer = signed_in("cheltenham.strategy")
    page = words(officer.get("/cheltenham/commissioning/"))
    assert "One commissioning review" in page
    assert "have no review" in page
    assert "Two opportunities" in page and "slowly beginning" in page
    partner = words(officer.get("/cheltenham/partners/police-commissioner/"))
    assert "Comment 4 on" in partner
    held = Opportunity.objects.get(partner__slug="police-commissioner")
    assert "chance to commission" in words(officer.get(f"/cheltenham/elements/{held.element_id}/"))
    for kind in ("csv", "xlsx"):
        assert officer.get(f"/cheltenham/commissioning/?as={kind}").status_code == 200
    for kind in ("csv", "xlsx"):
        taken = officer.get(f"/cheltenham/commissioning/?table=opportunities&as={kind}")
        assert f"cheltenham-opportunities.{kind}" in taken["Content-Disposition"]
    lines = officer.get("/cheltenham/commissioning/?table=opportunities&as=csv").content.decode()
    assert "slowly beginning" in lines and "The opportunity" in lines


def test_each_side_of_an_edition_has_its_page(signed_in) -> None:
    """R097: the strategy reflects the commissioner/provider split."""
    officer = signed_in("cheltenham.strategy")
    at = "/cheltenham/plans/corporate-strategy/2012-13/{}/".format
    assert "One commissioner" in words(officer.get(at("commissioners")))
    page = words(officer.get(at("providers")))
    assert "Built Environment" in page and "Every such line names both sides." in page


def test_a_review_and_an_opportunity_are_kept(signed_in) -> None:
    officer = signed_in("cheltenham.strategy")
    council = Council.objects.get(slug="cheltenham")
    outcome = council.elements.filter(edition__is_current=True).first()
    typed = {"name": "Leisure", "state": "PROPOSED", "outcome_0": str(outcome.pk), "version": "0"}
    assert officer.post("/cheltenham/commissioning/reviews/add/", {"state": "PROPOSED"}).status_code == 422
    answer = officer.post("/cheltenham/commissioning/reviews/add/", typed)
    made = CommissioningReview.objects.get(name="Leisure")
    assert answer["location"].endswith(f"/reviews/{made.pk}/")
    assert outcome.title in words(officer.get(answer["location"]))
    at = f"/cheltenham/commissioning/reviews/{made.pk}/"
    started = {**typed, "state": "UNDER_WAY", "version": "1"}
    assert officer.post(f"{at}edit/", started).status_code == 302
    stale = officer.post(f"{at}edit/", {**started, "name": "Parks", "covers": "All of them"})
    assert stale.status_code == 422 and "Held now: Leisure" in words(stale)
    assert "Held now: nothing" in words(stale), "a text of several lines says it too"
    assert "What ended otherwise is not removed" in words(officer.get(f"{at}remove/"))
    assert officer.post(f"{at}remove/", {"version": "2", "reason": "A mistake."}).status_code == 302
    partner = council.partners.first()
    chance = {"partner": str(partner.pk), "text": "Together.", "state": "OPEN", "version": "0"}
    answer = officer.post("/cheltenham/commissioning/opportunities/add/", chance)
    held = Opportunity.objects.get(text="Together.")
    let_go = {**chance, "state": "LET_GO", "version": "1"}
    at = f"/cheltenham/commissioning/opportunities/{held.pk}/"
    assert "Say why it is let go" in words(officer.post(f"{at}edit/", let_go))
    assert officer.post(f"{at}edit/", {**let_go, "reason": "Too dear."}).status_code == 302
    assert "Too dear." in words(officer.get(at))
    assert officer.post(f"{at}remove/", {"version": "2", "reason": "A mistake."}).status_code == 302
    assert signed_in("hart.performance").get(f"{at}edit/").status_code in (403, 404)


@pytest.fixture
def line() -> Element:
    held = Element.objects.filter(council__slug="hart", state="LIVE", edition__state="ADOPTED")
    return held.exclude(due_on=None).first()


def test_another_owner_and_a_withdrawal_are_asked_for_seen_and_put_to_a_meeting(signed_in, line) -> None:
    officer, at = signed_in("hart.performance"), f"/hart/elements/{line.pk}/"
    assert "Ask for" in words(officer.get(at)) and "its withdrawal" in words(officer.get(at))
    post = Post.objects.filter(council=line.council).first()
    asked = {"owner": str(post.pk), "reason": "The work moved."}
    preview = words(officer.post(f"{at}ask-owner/", {**asked, "preview": "yes"}))
    assert "Nobody answers for it now" in preview and not ChangeRequest.objects.exists()
    answer = officer.post(f"{at}ask-owner/", asked)
    assert "Who answers" in words(officer.get(answer["location"]))
    assert "Asked for, not yet decided" in words(officer.get(at))
    answer = officer.post(f"{at}ask-withdrawal/", {"reason": "The law changed."})
    request = ChangeRequest.objects.get(kind="WITHDRAWAL")
    assert "This is asked for already" in words(officer.get(f"{at}ask-withdrawal/"))
    cabinet = line.council.bodies.get(kind="EXECUTIVE")
    meeting = Meeting.objects.create(council=line.council, body=cabinet, meets_on="2015-01-08")
    put = f"/hart/change-requests/{request.pk}/put/"
    assert officer.post(put, {"version": "1", "meeting": ""}).status_code == 422
    assert officer.post(put, {"version": "1", "meeting": str(meeting.pk)}).status_code == 302
    assert "put to Cabinet" in words(officer.get(f"/hart/change-requests/{request.pk}/"))
    agenda = words(officer.get(f"/hart/meetings/{meeting.pk}/"))
    assert f'href="/hart/change-requests/{request.pk}/"' in agenda and "Put to a meeting." in agenda
    assert "One request for change" in words(officer.get("/hart/meetings/all/"))
    assert f'href="/hart/meetings/{meeting.pk}/"' in words(
        officer.get(f"/hart/change-requests/{request.pk}/")
    )
    found = words(officer.get(f"/hart/change-requests/?meeting={meeting.pk}"))
    assert f"request {request.pk}" in found and "Another owner" not in found


def test_a_redirection_names_its_decision_and_each_leads_to_the_other(signed_in, line) -> None:
    officer, council = signed_in("hart.performance"), line.council
    cabinet = council.bodies.get(kind="EXECUTIVE")
    decision = council.decisions.create(
        body=cabinet, about="Roads before parks", text="Agreed.", decided_on="2010-01-04"
    )
    at = f"/hart/elements/{line.pk}/ask-date/"
    assert "4 January 2010, Cabinet: Roads before parks" in words(officer.get(at))
    asked = {"due_on": "1 May 2031", "reason": "Roads first.", "ground": "REDIRECTED"}
    answer = officer.post(at, {**asked, "redirected_decision": str(decision.pk)})
    assert answer.status_code == 302, words(answer)
    page = words(officer.get(answer["location"]))
    assert "Resources redirected by decision of Cabinet on 4 January 2010" in page
    assert f'href="/hart/decisions/{decision.pk}/"' in page
    assert f'href="{answer["location"]}"' in words(officer.get(f"/hart/decisions/{decision.pk}/"))


def test_a_drafts_date_is_doubted_on_its_page(signed_in) -> None:
    """R121, R122."""
    officer = signed_in("cheltenham.strategy")
    line = Element.objects.filter(council__slug="cheltenham", state="LIVE").first()
    line.edition.state = "DRAFT"
    line.edition.save()
    at = f"/cheltenham/elements/{line.pk}/"
    assert officer.post(f"{at}doubt/", {"why": ""}).status_code == 422
    assert officer.post(f"{at}doubt/", {"why": "Overly ambitious."}).status_code == 302
    assert "At risk on timescale" in words(officer.get(at))
    held = DateDoubt.objects.get()
    assert officer.post(f"{at}doubt/", {"version": "1", "answer": "It moved."}).status_code == 302
    held.refresh_from_db()
    assert not held.is_open
