"""The cascade's pages with something on them, errors too: accessible by machine check, and narrow enough."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.people.models import User
from goldenthread.plans.models import Offer
from tests.cast_cascade import Cascade, a_cascade, sign_ins
from tests.journeys.shown import show
from tests.journeys.test_every_page import complaints, overflow

pytestmark = pytest.mark.django_db
WRONG = {"title": "", "words": "", "answer": "CHANGED", "due_on": "soon", "version": "1"}
STATES = {
    "cascade": ("strategy", "cascade/", None),
    "cascade to the public": ("", "cascade/", None),
    "offering": ("strategy", "elements/{action}/offer/", None),
    "offering to nobody": ("strategy", "elements/{action}/offer/", WRONG),
    "an offer": ("manager", "offers/{offer}/", None),
    "an offer answered wrongly": ("manager", "offers/{offer}/", WRONG),
    "an offer of others": ("auditor", "offers/{offer}/", None),
    "services": ("strategy", "services/", None),
    "a service": ("manager", "services/{streets}/", None),
    "a service without a plan": ("parks", "services/{parks}/", None),
    "starting": ("parks", "services/{parks}/start/", None),
    "starting in no year": ("parks", "services/{parks}/start/", WRONG),
    "adding": ("manager", "services/{streets}/add/", None),
    "adding nothing": ("manager", "services/{streets}/add/", WRONG),
    "the plan": ("manager", "services/{streets}/plan/", None),
    "the plan on one page": ("manager", "services/{streets}/team-plan/", None),
    "a workplan": ("clerk", "workplan/", None),
    "a workplan, wrong": ("clerk", "workplan/", WRONG),
    "a workplan that one manages": ("manager", "workplan/{clerk}/", None),
    "a workplan of others": ("auditor", "workplan/{clerk}/", None),
    "a line of a workplan": ("clerk", "workplan/item-{line}/", None),
    "a line, wrong": ("clerk", "workplan/item-{line}/", WRONG),
}


@pytest.fixture
def cascade() -> Cascade:
    made = a_cascade()
    sign_ins(made)
    return made


@pytest.mark.parametrize("state", STATES)
def test_page(state, cascade, browser) -> None:
    """R144: WCAG 2.2 AA as far as a machine can tell; 320 pixels is 400% zoom."""
    taken = cascade.taken_in()
    line = cascade.planned(taken.item, note="Bring the map")
    cascade.item("Empty the bins")
    (waiting,) = cascade.offered(cascade.parks)
    username, path, posted = STATES[state]
    where = {
        "action": cascade.action.pk,
        "offer": Offer.objects.get(service=cascade.streets).pk,
        "streets": cascade.streets.pk,
        "parks": cascade.parks.pk,
        "clerk": line.post_id,
        "line": line.pk,
    }
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    address = f"/testbury/{path.format(**where)}"
    answer = client.get(address) if posted is None else client.post(address, posted)
    assert answer.status_code == (
        403 if "of others" in state and "workplan" in state else 422 if posted else 200
    )

    found = {}
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        show(page, answer.content)
        for width in (1280, 375, 320):
            page.set_viewport_size({"width": width, "height": 800})
            found[width] = (complaints(page) if width > 320 else [], overflow(page))

    assert found == {1280: ([], 0), 375: ([], 0), 320: ([], 0)}
    assert waiting.state == "OFFERED"
