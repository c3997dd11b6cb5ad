"""The pages of the cascade: who carries what, services and their plans, offers and their answers."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.test import Client
from docx import Document

from goldenthread.people.models import Service, User
from goldenthread.plans.models import Edition, Element, Offer, Plan
from tests.cast_cascade import Cascade, a_cascade, sign_ins

pytestmark = pytest.mark.django_db


@pytest.fixture
def cascade() -> Cascade:
    made = a_cascade()
    sign_ins(made)
    return made


@pytest.fixture
def as_(cascade: Cascade) -> Callable[..., Client]:
    def client(username: str = "") -> Client:
        made = Client()
        if username:
            made.force_login(User.objects.get(username=username))
        return made

    return client


def html_of(answer, code: int = 200) -> str:
    assert answer.status_code == code, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_the_cascade_says_what_nobody_carries(cascade, as_) -> None:
    """R039: for each corporate action, whether a service plan carries it."""
    html = html_of(as_("strategy").get("/testbury/cascade/"))
    assert "The one action is in nobody&#x27;s service plan." in html
    assert "Nobody asked yet" in html

    cascade.taken_in()
    html = html_of(as_("strategy").get("/testbury/cascade/"))
    assert "The one action is" in html and "carried by a service plan." in html
    assert (
        "1 carried, 0 waiting for an answer, 0 declined or taken out, 0 offered to nobody: 1 actions" in html
    )


def test_the_public_sees_whether_it_is_carried_but_not_what_was_said(cascade, as_) -> None:
    """R142: offers, reasons and closed drafts are for the council's own people."""
    cascade.started()
    (offer,) = cascade.offered(words="Whisper-1")
    given = {"version": 1, "answer": "CHANGED", "reason": "Whisper-2", "title": "Whisper-3"}
    assert as_("manager").post(f"/testbury/offers/{offer.pk}/", given).status_code == 302

    html = html_of(as_().get("/testbury/cascade/"))
    assert "A service plan that is not open yet" in html and "Carried" in html
    streets = f"/testbury/services/{cascade.streets.pk}/"
    for path in ("cascade/", "cascade/?as=csv", "cascade/?show=declined", "services/", "services/?as=csv"):
        assert "Whisper" not in as_().get(f"/testbury/{path}").content.decode()
    for path in (streets, f"{streets}plan/", f"{streets}team-plan/", f"{streets}?as=csv"):
        html = html_of(as_().get(path))
        assert "Whisper" not in html and "Workplan items" not in html and "No post is named" not in html
    assert "No service plan of it is open yet." in html_of(as_().get(streets))
    answer = as_().get(f"/testbury/offers/{offer.pk}/")
    assert (answer.status_code, "Sign in first." in answer.content.decode()) == (403, True)
    assert "Whisper-2" in html_of(as_("auditor").get("/testbury/cascade/"))


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("all", {"Action", "Two", "Three"}),
        ("not-carried", {"Two", "Three"}),
        ("waiting", {"Three"}),
        ("declined", {"Two"}),
        ("nonsense", {"Action", "Two", "Three"}),
    ],
)
def test_the_list_is_filtered_and_taken_away(show, titles, cascade, as_) -> None:
    """R039: all, not carried, declined and waiting; the file holds what the page shows."""
    cascade.taken_in()
    same = {"council": cascade.council, "edition": cascade.action.edition, "level": cascade.action.level}
    two, three = (
        Element.objects.create(title=title, parent=cascade.action.parent, **same)
        for title in ("Two", "Three")
    )
    day = cascade.cast.edition.starts_on
    Offer.objects.create(
        council=cascade.council,
        action=two,
        service=cascade.parks,
        state="DECLINED",
        reason="No",
        offered_on=day,
        answered_on=day,
    )
    Offer.objects.create(council=cascade.council, action=three, service=cascade.parks, offered_on=day)

    answer = as_("strategy").get(f"/testbury/cascade/?show={show}&as=csv")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row[0].removesuffix(" (Place)") for row in rows[1:]} == titles
    html = html_of(as_("strategy").get("/testbury/cascade/"))
    assert "In nobody&#x27;s service plan (2)" in html
    assert "One of three actions" in html and "“Two” and “Three”" in html


def test_another_edition_is_shown_when_it_is_asked_for(cascade, as_) -> None:
    plan = cascade.cast.edition.plan
    Edition.objects.create(plan=plan, slug="2015", name="Strategy 2015", is_open=False)
    assert "Strategy 2015" in html_of(as_("strategy").get("/testbury/cascade/?edition=strategy/2015"))
    assert as_().get("/testbury/cascade/?edition=strategy/2015").status_code == 404
    assert as_().get("/testbury/cascade/?edition=none").status_code == 404


def test_a_council_without_a_strategy_is_told_what_to_do_next(cascade, as_) -> None:
    Plan.objects.update(kind="FRAMEWORK")
    assert "No strategy of the council's own is on record" in html_of(as_().get("/testbury/cascade/"))


def test_the_strategy_team_offers_and_takes_back(cascade, as_) -> None:
    """R038: one action to several services at once, with words."""
    client, path = as_("strategy"), f"/testbury/elements/{cascade.action.pk}/offer/"
    assert "Proposed" in html_of(client.get(path))
    nobody = client.post(path, {"words": "Please"})
    assert "Choose at least one service" in html_of(nobody, 422)
    both = [cascade.streets.pk, cascade.parks.pk]
    assert client.post(path, {"services": both, "words": "<i>Please</i>"}).status_code == 302
    html = html_of(client.get(path))
    assert html.count("Waits for an answer") == 2 and "&lt;i&gt;Please&lt;/i&gt;" in html
    assert "Every service has been asked." in html

    offer = Offer.objects.get(service=cascade.parks)
    assert client.post(f"/testbury/offers/{offer.pk}/withdraw/").status_code == 302
    assert not Offer.objects.filter(service=cascade.parks).exists()
    assert client.get(f"/testbury/offers/{offer.pk}/").status_code == 404


@pytest.mark.parametrize("other", ["manager", "auditor", "member"])
def test_others_do_not_offer(other, cascade, as_) -> None:
    answer = as_(other).get(f"/testbury/elements/{cascade.action.pk}/offer/")
    assert "Only the strategy team can offer actions to services" in html_of(answer, 403)


def test_what_is_no_action_is_not_offered(cascade, as_) -> None:
    place = cascade.cast.elements["place"]
    answer = as_("strategy").get(f"/testbury/elements/{place.pk}/offer/")
    assert "Offer the actions below it." in html_of(answer, 403)


def test_the_manager_finds_what_waits_and_answers(cascade, as_) -> None:
    """R038, R044: the inbox of a service, its answer, and the way up of what it then carries."""
    cascade.started()
    (offer,) = cascade.offered()
    client, streets = as_("manager"), f"/testbury/services/{cascade.streets.pk}/"
    html = html_of(client.get(streets))
    assert "One of one action" in html and f"/testbury/offers/{offer.pk}/" in html

    path = f"/testbury/offers/{offer.pk}/"
    html = html_of(client.get(path))
    assert "Accept it as it is" in html and "Strategy 2014, proposed." in html
    assert client.post(path, {"version": 1, "answer": "ACCEPTED"}).status_code == 302
    html = html_of(client.get(streets))
    assert "Nothing waits for an answer." in html and "one item" in html
    assert "Place › Clean" in html
    assert "<strong>Accepted</strong>, 2 September 2014." in html_of(client.get(path))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose an answer"),
        ({"answer": "ACCEPTED?"}, "Select a valid choice"),
        ({"answer": "DECLINED"}, "Say why"),
        ({"answer": "CHANGED", "reason": "Less", "title": ""}, "Write what will be done"),
        ({"answer": "CHANGED", "reason": "Less", "title": "x", "due_on": "soon"}, "not a day we can read"),
    ],
)
def test_an_answer_that_says_too_little_comes_back(given, said, cascade, as_) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    answer = as_("manager").post(f"/testbury/offers/{offer.pk}/", {"version": 1, **given})
    html = html_of(answer, 422)
    assert said in html and "There is a problem" in html


def test_the_second_of_two_managers_is_shown_the_first_answer(cascade, as_) -> None:
    """R038: two managers answer at once; the second sees the first answer and what they typed is kept."""
    cascade.started()
    (offer,) = cascade.offered()
    path = f"/testbury/offers/{offer.pk}/"
    first = {"version": 1, "answer": "DECLINED", "reason": "No crew until May."}
    assert as_("manager").post(path, first).status_code == 302
    second = {"version": 1, "answer": "CHANGED", "reason": "We can.", "title": "Do half"}

    html = html_of(as_("director").post(path, second), 422)

    assert "Somebody else answered while you were writing: declined because: No crew until May." in html
    assert 'value="Do half"' in html and 'name="version" value="2"' in html
    assert Offer.objects.get().state == "DECLINED"
    assert as_("director").post(path, {**second, "version": 2}).status_code == 302


@pytest.mark.parametrize("other", ["parks", "sweeper", "strategy"])
def test_others_read_an_offer_and_are_told_why_they_do_not_answer(other, cascade, as_) -> None:
    (offer,) = cascade.offered()
    client, path = as_(other), f"/testbury/offers/{offer.pk}/"
    html = html_of(client.get(path))
    may = other == "strategy"
    assert ("can answer what is offered to a service" not in html) == may
    if not may:
        assert client.post(path, {"version": 1, "answer": "DECLINED", "reason": "x"}).status_code == 403


def test_offers_stay_in_their_council(cascade, as_) -> None:
    """R142: another council's offer is not found, and its officers read none of ours."""
    (offer,) = cascade.offered()
    other = a_cascade("elsewhere")
    theirs = Offer.objects.create(
        council=other.council, action=other.action, service=other.streets, offered_on=offer.offered_on
    )
    assert as_("manager").get(f"/testbury/offers/{theirs.pk}/").status_code == 404
    assert as_("manager").get(f"/elsewhere/offers/{theirs.pk}/").status_code == 403
    assert as_("manager").get(f"/testbury/services/{other.streets.pk}/").status_code == 404
    assert as_("strategy").post(f"/testbury/offers/{theirs.pk}/withdraw/").status_code == 404
    assert as_("strategy").get(f"/testbury/elements/{other.action.pk}/offer/").status_code == 404


def test_a_service_without_a_plan_starts_one_and_adds_to_it(cascade, as_) -> None:
    """R038: a first draft, then business as usual beside what is carried."""
    client, streets = as_("manager"), f"/testbury/services/{cascade.streets.pk}/"
    assert "It has no service plan here yet." in html_of(client.get(streets))
    assert client.get(f"{streets}add/").status_code == 403
    assert "2015/16" in html_of(client.get(f"{streets}start/"))
    assert "Choose a year" in html_of(client.post(f"{streets}start/", {"year": ""}), 422)
    assert client.post(f"{streets}start/", {"year": "2014/15"}).status_code == 302
    assert client.get(f"{streets}start/").status_code == 403

    given = {"title": "Empty <b>bins</b>", "is_usual": "yes", "due_on": "2015-03-31"}
    assert "Choose which it is" in html_of(client.post(f"{streets}add/", {"title": "x"}), 422)
    wrong = {**given, "starts_on": "1 April 2015"}
    assert "be done before it starts" in html_of(client.post(f"{streets}add/", wrong), 422)
    assert client.post(f"{streets}add/", given).status_code == 302
    html = html_of(client.get(streets))
    assert "Empty &lt;b&gt;bins&lt;/b&gt;" in html and "31 March 2015" in html
    assert client.get(f"{streets}?edition=none").status_code == 404


@pytest.mark.parametrize("other", ["parks", "auditor", ""])
def test_others_do_not_start_or_add(other, cascade, as_) -> None:
    streets = f"/testbury/services/{cascade.streets.pk}/"
    assert as_(other).get(f"{streets}start/").status_code == 403
    cascade.started()
    assert as_(other).post(f"{streets}add/", {"title": "x", "is_usual": "yes"}).status_code == 403
    assert not Element.objects.filter(edition__plan__kind="SERVICE").exists()


def test_counts_of_the_services_sum(cascade, as_) -> None:
    """R039: what each plan holds, with its parts."""
    cascade.taken_in()
    cascade.item("Empty the bins")
    cascade.item("Try a quieter sweeper", is_usual=False)
    cascade.planned(Element.objects.get(title="Empty the bins"))
    answer = as_("strategy").get("/testbury/services/?as=csv")
    rows = {
        row[0].split(" (")[0]: row[1:] for row in csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    }
    assert rows["Streets"] == ["0 of 1", "1", "1", "1", "3", "1 item in 1 workplan"]
    assert rows["Parks"] == ["Nothing offered", *["No plan"] * 4, "In no workplan"]
    assert "One of two services" in html_of(as_("strategy").get("/testbury/services/"))


def test_a_service_plan_is_a_page_and_a_word_file_with_the_same_words(cascade, as_) -> None:
    """R044, R133: item, action, theme and measure together, to print and to take away."""
    cascade.taken_in()
    cascade.item("Empty the bins")
    path = f"/testbury/services/{cascade.streets.pk}/plan"
    html = html_of(as_("manager").get(f"{path}/"))
    answer = as_("manager").get(f"{path}.docx")
    document = Document(BytesIO(answer.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}

    assert answer["Content-Disposition"] == (
        f'attachment; filename="testbury-service-plan-{cascade.streets.pk}.docx"'
    )
    for words in ("Streets service plan 2014/15", "For the council", "Place", "Business as usual"):
        assert words in html and words in said
    assert {"Action", "Empty the bins", "Measure M1", "Head of Streets"} <= cells
    assert "Measure M1" in html
    empty = as_("parks").get(f"/testbury/services/{cascade.parks.pk}/plan.docx")
    assert "Parks: no service plan yet" in [one.text for one in Document(BytesIO(empty.content)).paragraphs]


def test_a_team_plan_names_what_it_carries_and_the_quarters(cascade, as_) -> None:
    cascade.taken_in()
    html = html_of(as_("manager").get(f"/testbury/services/{cascade.streets.pk}/team-plan/"))
    assert "Place; Head of Streets; by 31 March 2015" in html
    assert "January to March 2015" in html and "1 of 1 item" in html
    empty = html_of(as_("parks").get(f"/testbury/services/{cascade.parks.pk}/team-plan/"))
    assert "None stated" in empty and "No date is set" in empty


@pytest.mark.parametrize(("path", "count"), [("cascade/", 16), ("services/", 17)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_runs_the_same_queries_for_one_row_as_for_three(
    path, count, rows, cascade, as_, django_assert_num_queries
) -> None:
    cascade.taken_in()
    same = {"council": cascade.council, "edition": cascade.action.edition, "level": cascade.action.level}
    for place in range(rows - 1):
        Element.objects.create(title=f"More {place}", parent=cascade.action.parent, **same)
        service = Service.objects.create(council=cascade.council, name=f"More {place}")
        draft = cascade.started(service)
        Element.objects.create(council=cascade.council, edition=draft, level=draft.levels.first(), title="x")
    client = as_("strategy")

    with django_assert_num_queries(count):
        html_of(client.get(f"/testbury/{path}"))


def test_an_elements_page_says_what_service_plans_make_of_it(cascade, as_) -> None:
    """R044, R070: from an action down to service plans, and how many workplans carry it."""
    page = f"/testbury/elements/{cascade.action.pk}/"
    assert "Offer it to services" in html_of(as_("strategy").get(page))
    offer = cascade.taken_in()
    cascade.planned(offer.item)
    html = html_of(as_("auditor").get(page))
    assert "Streets service plan 2014/15, draft" in html and "1 item in 1 workplan" in html
    assert f"/testbury/offers/{offer.pk}/" in html and "Offer it to services" not in html
    assert f"/testbury/offers/{offer.pk}/" not in html_of(as_().get(page))
