"""Pages of projects, of the register of risks, and of what partners bring (R012, R052, R081, R123, R124)."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.people.models import Council
from goldenthread.resources.models import PartnerResource, Project, Risk

pytestmark = pytest.mark.usefixtures("demo")


def risk(code: str) -> Risk:
    return Risk.objects.get(council__slug="york", code=code)


def project(code: str) -> Project:
    return Project.objects.get(council__slug="york", code=code)


def test_the_register_shows_everybody_the_key_risks_and_filters_for_its_own_people(client, signed_in) -> None:
    page = client.get("/york/risks/").content.decode()
    assert "does not fit the Sustainable Community Strategy" in page
    assert "Salix-funded projects start later" not in page
    assert client.get(f"/york/risks/{risk('P-1').pk}/").status_code == 404
    own = signed_in("york.strategy")
    page = own.get("/york/risks/").content.decode()
    assert "Three risks" in page
    assert "Likely, Major: 16 of 25, High" in page
    assert "High: 1" in page  # in the matrix, in words
    overdue = own.get("/york/risks/?show=overdue").content.decode()
    assert "start later than agreed" in overdue
    assert "too late to be checked" not in overdue
    service = risk("P-2").service_id
    found = own.get(f"/york/risks/?service={service}&as=csv").content.decode()
    assert "P-2" in found
    assert "P-1" not in found
    assert "No risk is as asked for" in own.get("/york/risks/?show=closed").content.decode()
    assert own.get("/york/risks/?show=nonsense&service=x").status_code == 200


def test_a_risk_is_recorded_scored_and_closed_on_its_pages(signed_in) -> None:
    own = signed_in("york.strategy")
    line = Council.objects.get(slug="york").elements.get(code="start-carbon-projects", state="LIVE")
    made: dict[str, Any] = {"version": 0, "code": "P-3", "title": "It rains", "line_0": line.pk}
    answer = own.post("/york/risks/add/", made)
    held = risk("P-3")
    assert (answer.status_code, list(held.elements.all())) == (302, [line])
    at = f"/york/risks/{held.pk}/"
    scored = {"version": held.version, "kind": "CURRENT", "likelihood": 4, "impact": 2, "on": "31 March 2009"}
    assert own.post(f"{at}score/", scored).status_code == 302
    assert "Likely, Minor: 8 of 25, Medium" in own.get(at).content.decode()
    stale = own.post(f"{at}change/", {**made, "title": "It snows"})
    assert stale.status_code == 422
    assert "Somebody else changed" in stale.content.decode()
    control = own.post(f"{at}controls/add/", {"version": 0, "text": "Umbrellas", "state": "IN_PLACE"})
    assert control.status_code == 302
    held.refresh_from_db()
    closed = {"version": held.version, "on": "31 March 2009", "because": "It is dry"}
    assert own.post(f"{at}close/", closed).status_code == 302
    assert "Closed on 31 March 2009: It is dry" in own.get(at).content.decode()


def test_a_projects_page_shows_how_it_stands_and_why_beside_its_owners_view(client) -> None:
    page = client.get(f"/york/projects/{project('METERS').pk}/").content.decode()
    assert "Slipping" in page
    assert "31 days late" in page
    assert "Nobody pays yet for £5,000 of it." in page
    assert "Its owner sees it better than the rule does." in page
    salix = client.get(f"/york/projects/{project('SALIX').pk}/").content.decode()
    assert "About 740 tonnes of carbon saved" in salix
    assert "start later than agreed" not in salix  # a risk that isn't for everybody
    assert b"The seven Salix-funded projects" in client.get("/york/projects/?as=csv").content


def test_a_line_names_its_projects_and_what_partners_bring(client) -> None:
    line = Council.objects.get(slug="york").elements.get(code="carbon-projects", state="LIVE")
    page = client.get(f"/york/elements/{line.pk}/").content.decode()
    assert "About 940 tonnes of carbon saved" in page
    assert "Funding of seven carbon projects" in page


def test_parts_of_a_project_are_added_changed_and_removed(signed_in) -> None:
    own, held = signed_in("york.strategy"), project("SALIX")
    at = f"/york/projects/{held.pk}/"
    money = {"version": 0, "year": "2009/10", "kind": "CAPITAL", "payer": "GRANT", "amount": "£12,000"}
    assert own.post(f"{at}investments/add/", money).status_code == 302
    made = held.investments.get()
    assert (made.year, made.amount) == (2009, 12000)
    refused = own.post(f"{at}investments/add/", {**money, "year": "soon"})
    assert "not a year that can be read" in refused.content.decode()
    form = own.get(f"{at}investments/{made.pk}/").content.decode()
    assert 'value="2009/10"' in form
    assert 'value="12000"' in form
    gone = own.post(f"{at}investments/{made.pk}/", {**money, "version": 1, "remove": "yes"})
    assert (gone.status_code, held.investments.count()) == (302, 0)
    for kind, row in (
        ("milestones", {"name": "Half done", "due_on": "30 June 2009"}),
        ("stages", {"name": "Fit", "starts_on": "1 April 2009"}),
        ("contributions", {"element": held.links.first().element_id, "how": "Again"}),
    ):
        code = own.post(f"{at}{kind}/add/", {"version": 0, **row}).status_code
        assert code == (422 if kind == "contributions" else 302)  # it contributes to that line already
    assert own.get(f"{at}wheels/add/").status_code == 404


def test_the_owner_says_how_they_see_it_and_which_risks_bear_on_it(signed_in) -> None:
    own, held = signed_in("york.strategy"), project("CMP-SIP")
    at = f"/york/projects/{held.pk}/"
    view = {"version": 1, "view": "OFF_TARGET", "view_words": "It is stuck", "view_on": "30 March 2009"}
    assert own.post(f"{at}view/", view).status_code == 302
    assert "Its owner sees it worse than the rule does." in own.get(at).content.decode()
    linked = {"version": 2, "risks": [risk("CS-1").pk]}
    assert own.post(f"{at}risks/", linked).status_code == 302
    assert "does not fit the Sustainable" in own.get(at).content.decode()
    held.refresh_from_db()
    changed = {"version": held.version, "code": "CMP-SIP", "name": "CMP SIP", "kind": "PROJECT",
               "state": "ON_HOLD", "state_reason": "No money"}  # fmt: skip
    assert own.post(f"{at}change/", changed).status_code == 302
    assert "No money" in own.get(at).content.decode()
    new = {"version": 0, "code": "NEW", "name": "New", "kind": "PROJECT", "state": "PROPOSED"}
    assert own.post("/york/projects/add/", new).status_code == 302


def test_cheltenhams_partners_bring_what_they_have_and_it_is_slowly_starting(client) -> None:
    """R123, R124."""
    page = client.get("/cheltenham/partner-resources/").content.decode()
    assert "not about new money" in page
    assert "slowly starting to happen" in page
    made = PartnerResource.objects.get(council__slug="cheltenham")
    assert (
        "Existing, linked better" in client.get(f"/cheltenham/partner-resources/{made.pk}/").content.decode()
    )


def test_what_a_partner_brings_is_recorded_changed_and_removed(signed_in) -> None:
    own = signed_in("cheltenham.strategy")
    held = PartnerResource.objects.get(council__slug="cheltenham")
    row = {"version": 0, "partner": held.partner_id, "element": held.element_id, "what": "Two rooms",
           "kind": "PREMISES", "given_as": "IN_KIND", "amount": "£1,500", "state": "AGREED"}  # fmt: skip
    answer = own.post("/cheltenham/partner-resources/add/", row)
    made = PartnerResource.objects.get(what="Two rooms")
    assert (answer.status_code, made.amount) == (302, 1500)
    at = f"/cheltenham/partner-resources/{made.pk}/change/"
    bad = own.post(at, {**row, "version": 1, "kind": "MONEY"})
    assert "Money is not in kind" in bad.content.decode()
    assert own.post(at, {**row, "version": 1, "state": "GIVEN"}).status_code == 302
    assert "worth in kind" in own.get("/cheltenham/partner-resources/").content.decode()
    assert own.post(at, {**row, "version": 2, "state": "GIVEN", "remove": "yes"}).status_code == 302
    assert not PartnerResource.objects.filter(pk=made.pk).exists()
