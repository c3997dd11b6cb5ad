"""Every address of the site answers, only to those who may read it, and only in the ways it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition
from tests.web.examples import every_address

pytestmark = pytest.mark.usefixtures("_hart_furnished")

FOUND = {address.name: address for address in every_address()}
ADDRESSES = list(FOUND)
# What an address is asked with to answer at all.
ASKING = {"add-element": "?level=action", "comment-add": "?edition=service-plans/next"}
OF_A_COUNCIL = [name for name, address in FOUND.items() if address.is_of_a_council]
POST_ONLY = {
    "odds-again",
    "odds-cancel",
    "sign-out",
    "round-again",
    "round-report",
    "pre-election-plain",
    "approve",
    "implication-sign",
    "put-change",
    "open-edition",
    "delete-view",
    "answer-help",
    "withdraw-help",
    "confirm-capacity",
    "money-give-up",
    "monitoring-bring-back",
    "monitoring-remove",
    "remove-need",
    "link-add",
    "link-all",
    "link-seen",
    "part-add",
    "part-remove",
    "framework-state",
    "evidence-add",
    "bring-give-up",
    "withdraw-offer",
    "workplan-done",
    "workplan-remove",
    "relieve",
    "decide-change",
    "withdraw-change",
    "remove-group",
    "freeze",
    "publish",
    "template-use",
    "send-again",
    "meeting-cancel",
    "step-act",
    "nudge",
    "key-end",
    "end-invitation",
    "renew-invitation",
    "end-cover",
    "cancel-way-out",
    "way-out-scenario",
    "document-again",
    "workshop-round-move",
    "workshop-session-move",
    "workshop-send",
    "workshop-take-off",
    "proposals-group",
    "proposal-vote",
    "proposal-hands",
    "stage-wait-end",
    "scenario-take-out",
    "scenario-move",
    "scenario-odds",
    "paper-risk-again",
    "confirm-service-capacity",
    "accept-offer",
    "take-back-offer",
}  # fmt: skip
# What the strategy team is refused with a sentence: others sign off, services answer for themselves, and the
# furnished round is only planned.
REFUSED = {"sign-answers", "close-round", "reopen-round", "decline-need", "offer-days"}
MISSING = [
    ("links", {"council": "hart", "pk": 987654321}),
    ("element-evidence", {"council": "hart", "pk": 987654321}),
    ("framework", {"council": "hart", "framework": "service-plans"}),
    ("partner", {"council": "hart", "partner": "none"}),
    ("evidence-pack", {"council": "hart", "framework": "none"}),
    ("thread", {"council": "hart", "pk": 987654321}),
    ("element", {"council": "hart", "pk": 987654321}),
    ("element", {"council": "hart", "pk": 10**30}),
    ("measure-by-id", {"council": "hart", "pk": 10**30}),
    ("gap", {"council": "hart", "kind": "element", "pk": 987654321, "rule": "MEA1"}),
    ("gap", {"council": "hart", "kind": "measure", "pk": 10**30, "rule": "TAR1"}),
    ("gap", {"council": "hart", "kind": "element", "pk": 1, "rule": "TAR1"}),
    ("gap", {"council": "hart", "kind": "theme", "pk": 1, "rule": "a\0b"}),
    ("health", {"council": "hart", "plan": "none", "edition": "2014-15"}),
    ("needs", {"council": "hart", "pk": 987654321}),
    ("budget-line", {"council": "hart", "pk": 10**30}),
    ("element-money", {"council": "hart", "pk": 987654321}),
    ("monitoring-report", {"council": "hart", "pk": 10**30}),
    ("money-columns", {"council": "hart", "pk": 10**30}),
    ("money-link", {"council": "hart", "pk": 10**30}),
    ("bid", {"council": "hart", "pk": 10**30}),
    ("criterion", {"council": "hart", "pk": 10**30}),
    ("reserve-change", {"council": "hart", "pk": 10**30}),
    ("virement-change", {"council": "hart", "pk": 10**30}),
    ("carry-forward", {"council": "hart", "pk": 10**30}),
    ("need", {"council": "hart", "pk": 987654321, "need": 1}),
    ("measure", {"council": "hart", "code": "NONE"}),
    ("measure", {"council": "hart", "code": "a\0b"}),
    ("measure-csv", {"council": "hart", "code": "NONE"}),
    ("edition", {"council": "hart", "plan": "none", "edition": "2014-15"}),
    ("edition", {"council": "hart", "plan": "service-plans", "edition": "none"}),
    ("report", {"council": "hart", "report": "none"}),
    ("report-word", {"council": "hart", "report": "none"}),
    ("paper", {"council": "hart", "paper": "none"}),
    ("compare", {"council": "hart", "code": "NONE"}),
    ("compare-link", {"council": "hart", "code": "a\0b"}),
    ("change-group", {"council": "hart", "pk": 987654321}),
    ("change-group", {"council": "hart", "pk": 10**30}),
    ("comparing-home", {"council": "hart", "held": "none"}),
    ("add-group", {"council": "hart", "held": "none"}),
    ("home", {"council": "none"}),
    ("round", {"council": "hart", "round": "none"}),
    ("round-deadline", {"council": "hart", "round": "quarter-1-2014-15", "step": "none"}),
    ("pre-election", {"council": "hart", "pk": 10**30}),
    ("calendar-event", {"council": "hart", "event": "stage-none"}),
    ("stage-about", {"council": "hart", "pk": 10**30}),
    ("cycle", {"council": "hart", "cycle": "none"}),
    ("how-prepared", {"council": "hart", "plan": "none", "edition": "2014-15"}),
    ("communication", {"council": "hart", "plan": "service-plans", "edition": "none"}),
    ("audience", {"council": "hart", "pk": 10**30}),
    ("service", {"council": "hart", "pk": 10**30}),
    ("team-plan", {"council": "hart", "pk": 987654321}),
]


def an_action() -> int:
    """A line of a plan that isn't a service's own: only such a line is offered to services."""
    council = Council.objects.get(slug="hart")
    plan, _ = council.plans.get_or_create(slug="corporate", kind="CORPORATE", name="Corporate plan")
    edition, _ = plan.editions.get_or_create(slug="now", defaults={"name": "Corporate plan now"})
    level, _ = edition.levels.get_or_create(
        key="action", defaults={"name": "Action", "plural": "Actions", "position": 1, "needs_owner": True}
    )
    return edition.elements.get_or_create(council=council, level=level, title="An action")[0].pk


def a_comment_on_a_draft() -> int:
    """A line is added because of a comment on a draft only."""
    draft = Edition.objects.get(plan__council__slug="hart", slug="next")
    facts = {"council": draft.plan.council, "position": 901, "text": "Something is missing"}
    return draft.comments.get_or_create(**facts)[0].pk


# Where Hart's first record of a kind won't do: it has one edition in use, and its plan is of services.
INSTEAD: dict[str, Callable[[], dict[str, Any]]] = {
    **{name: lambda: {"edition": "next"} for name in ("adopt-edition", "changes", "changes-word")},
    "offer-element": lambda: {"pk": an_action()},
    "comment-line": lambda: {"pk": a_comment_on_a_draft()},
}


def address(name: str) -> str:
    """An address of Hart, which the tests give a draft of the next edition and what it lacks."""
    hart = Council.objects.get(slug="hart")
    if name == "have-your-say":  # a form stands only on a draft that anybody may read
        Edition.objects.filter(comment_windows__slug="our-plan").update(is_open=True)
    parts = FOUND[name].parts(hart) | INSTEAD.get(name, dict)()
    return reverse(name, kwargs=parts) + ASKING.get(name, "")


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_answers(name, signed_in):
    """R142: the strategy team reads and reaches everything of its own council."""
    answer = signed_in("hart.performance").get(address(name))

    expected = (405,) if name in POST_ONLY else (403,) if name in REFUSED else (200, 301, 302)
    assert answer.status_code in expected


@pytest.mark.parametrize("name", OF_A_COUNCIL)
@pytest.mark.parametrize("reader", ["a visitor", "york.strategy"])
def test_a_closed_council_is_not_found_by_others(name, reader, signed_in):
    """R142: nothing crosses from one council to another; that it exists isn't said either."""
    Council.objects.filter(slug="hart").update(is_open=False)
    client = Client() if reader == "a visitor" else signed_in(reader)
    ask = client.post if name in POST_ONLY else client.get

    assert ask(address(name)).status_code == 404


def test_a_closed_council_is_listed_only_for_its_own_officers(signed_in):
    Council.objects.filter(slug="hart").update(is_open=False)

    assert "Hart District Council" not in Client().get("/").content.decode()
    assert "Hart District Council" not in signed_in("york.strategy").get("/").content.decode()
    assert "Hart District Council" in signed_in("hart.performance").get("/").content.decode()
    assert signed_in("hart.performance").get("/hart/").status_code == 200


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_an_address_that_changes_something_refuses_to_be_read(name, signed_in):
    assert signed_in("hart.performance").get(address(name)).status_code == 405


@pytest.mark.parametrize(("name", "parts"), MISSING)
def test_what_is_not_there_is_said_on_a_page(name, parts, signed_in):
    answer = signed_in("hart.performance").get(reverse(name, kwargs=parts))

    assert answer.status_code == 404
    assert "There is nothing at this address that you may read." in answer.content.decode()


@pytest.mark.parametrize(
    "asked", ["kind=NONE", "kind=%00", "under=none", "under=99999999999999999999", "kind=ELM1&under=1"]
)
def test_a_filter_that_means_nothing_is_let_pass(asked, demo):
    assert Client().get(f"/hart/gaps/?{asked}").status_code == 200


@pytest.mark.parametrize("council", ["york", "cheltenham", "hart"])
def test_every_link_on_the_main_pages_leads_somewhere(council, demo):
    """R044 R133: whoever follows a thread never meets a dead end."""
    client, seen = Client(), set()
    for page in ["", "plans/", "measures/", "progress/", "gaps/", "reports/", "meetings/"]:
        seen |= _links(client.get(f"/{council}/{page}"))
    elements = sorted(link for link in seen if "/elements/" in link)
    seen -= {link for place, link in enumerate(elements) if len(elements) > 20 and place % 20}

    assert {link: code for link in seen if (code := client.get(link).status_code) >= 400} == {}


def _links(answer: Any) -> set[str]:
    hrefs = {part.split('"')[0].replace("&amp;", "&") for part in answer.content.decode().split('href="')[1:]}
    return {href.split("#")[0] for href in hrefs if href.startswith("/") and "/static/" not in href}
