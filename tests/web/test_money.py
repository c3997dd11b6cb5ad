"""Pages of money: a budget from a file to links and totals, a bid to its decision, and fixed queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.people.models import Council, Post, User
from goldenthread.resources.models import (
    Bid,
    BudgetLine,
    CarryForward,
    Criterion,
    MoneyFile,
    MoneyLink,
    MonitoringReport,
    Reserve,
    Virement,
)
from tests.cast import AT, Cast, a_council
from tests.exchange.test_money_files import COUNTY

pytestmark = pytest.mark.django_db
LINES = b"Code,Name,Gross,Income,Net\nST,Streets,120,20,100\nPK,Parks,50,0,50\nTotal,,170,20,151\n"


@pytest.fixture
def cast() -> Cast:
    return a_council()


def officer(cast: Cast, duty: str = "FINANCE") -> Client:
    """A finance officer of the council, signed in."""
    post = Post.objects.create(council=cast.council, title=f"A post of {duty.lower()}")
    client = Client()
    client.force_login(User.objects.create(username=duty.lower(), post=post, duty=duty))
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def bring(client: Client, data: bytes, kind: str, name: str = "b.csv") -> str:
    """Upload a file, and leave its columns as they are proposed; gives the address to look at it."""
    sent = {"kind": kind, "file": SimpleUploadedFile(name, data)}
    at = client.post("/testbury/money/bring/", sent)["location"]
    page = client.get(at)
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    answer = client.post(at, typed)
    assert answer.status_code == 302, page.context["form"].errors
    return str(answer["location"])


def test_a_budget_goes_from_the_file_to_the_thread(cast: Cast) -> None:
    """R045: loaded, checked, linked in shares, totalled, and the rest told as not linked."""
    client = officer(cast)
    at = bring(client, LINES, "LINES")
    page = words(client.get(at))
    assert "One printed total does not add up." in page
    assert "£151 is printed, but the 2 lines with a figure come to £150. The difference is +£1." in page
    stored = client.post(at, {"version": "1", "year": "2014/15", "kind": "REVENUE", "source": ""})
    assert stored["location"].endswith("/money/lines/?year=2014")
    assert BudgetLine.objects.count() == 2
    clean = cast.elements["clean"]
    line = BudgetLine.objects.get(code="ST")
    add = f"/testbury/elements/{clean.pk}/money/link/"
    assert client.post(add, {"version": "0", "share": "4/3", "line": str(line.pk)}).status_code == 422
    client.post(add, {"version": "0", "share": "1/3", "line": str(line.pk), "bid": "", "note": "A crew"})
    page = words(client.get(f"/testbury/elements/{clean.pk}/money/"))
    assert "£33.33" in page and "A crew" in page
    assert "of the £150 in the budget lines of 2014/15" in words(client.get("/testbury/money/totals/"))
    assert "£116.67 of it is linked" not in words(client.get("/testbury/money/lines/?year=2014"))
    assert "£66.67" in words(client.get(f"/testbury/money/lines/{line.pk}/"))
    assert "£116.67 of the budget of 2014/15 is linked to no element." in words(
        client.get("/testbury/money/unfunded/")
    )
    link = MoneyLink.objects.get()
    change = f"/testbury/money/links/{link.pk}/"
    assert "1/3" in words(client.get(change))
    assert client.post(change, {"version": "9", "share": "1/2", "note": ""}).status_code == 422
    assert client.post(change, {"version": "1", "share": "1/2", "note": ""}).status_code == 302
    client.post(change, {"version": "2", "remove": "yes"})
    assert not MoneyLink.objects.exists()
    for kind in ("csv", "xlsx"):
        assert client.get(f"/testbury/money/lines/?year=2014&table=lines&as={kind}").status_code == 200


def test_what_changes_in_a_budget_on_record_is_seen_before_it_is_stored(cast: Cast) -> None:
    """R045: the year that is typed decides what the file stands beside."""
    client = officer(cast)
    typed = {"version": "1", "year": "2014/15", "kind": "REVENUE", "source": "", "seen": "2026 REVENUE"}
    client.post(bring(client, LINES, "LINES"), typed)
    at = bring(
        client, LINES.replace(b"120,20,100", b"130,20,110").replace(b"PK,Parks,50,0,50\n", b""), "LINES"
    )
    asked = client.post(at, typed)
    assert asked.status_code == 422
    page = words(asked)
    assert "One line is changed, by +£10." in page
    assert "One line on record is not in the file: £50." in page
    assert asked.context["form"]["seen"].value() == "2014 REVENUE"
    client.post(at, {**typed, "seen": "2014 REVENUE", "leaves_out": "on"})
    assert "No longer in the budget" in words(client.get("/testbury/money/lines/?year=2014"))
    parks = BudgetLine.objects.get(code="PK")
    assert parks.is_out
    out = f"/testbury/money/lines/{parks.pk}/out/"
    client.post(out, {"version": str(parks.version)})
    parks.refresh_from_db()
    assert not parks.is_out
    assert client.post(out, {"version": str(parks.version), "reason": ""}).status_code == 422
    client.post(out, {"version": str(parks.version), "reason": "Loaded twice"})
    assert "Loaded twice" in words(client.get(f"/testbury/money/lines/{parks.pk}/"))


def test_a_period_goes_from_the_file_to_the_report(cast: Cast) -> None:
    """R029: the county's table, with what doesn't add up told on the report's own page."""
    client = officer(cast)
    at = bring(client, COUNTY.read_bytes(), "MONITORING")
    assert "four printed totals do not add up" in words(client.get(at)).lower()
    typed = {"version": "1", "name": "October 2018", "year": "2018/19", "ends_on": "31/10/2018", "base": ""}
    assert client.post(at, typed).status_code == 422
    report_at = client.post(at, {**typed, "base": "NET"})["location"]
    page = words(client.get(report_at))
    assert "% of net budget" in page
    assert "Total (row 9), budget_2018_19_k: £55,356,000 is printed" in page
    assert "October 2018" in words(client.get("/testbury/money/monitoring/"))
    assert "No line of it was in a budget of 2018/19 on record" in page
    report = MonitoringReport.objects.get()
    at = bring(client, COUNTY.read_bytes().replace(b"Highways", b"Roads"), "MONITORING")
    again = {**typed, "base": "NET"}
    asked = client.post(at, again)
    assert asked.status_code == 422
    assert "Lines that are new: Roads." in words(asked)
    now = client.post(at, {**again, "replaces": "on"})["location"]
    assert "Replaced on" in words(client.get(now))
    assert "it counts no more" in words(client.get(report_at))
    report.refresh_from_db()
    client.post(f"{report_at}bring-back/", {"version": str(report.version)})
    report.refresh_from_db()
    assert report.replaced_at is None
    gone = f"/testbury/money/monitoring/{report.pk}/remove/"
    assert "Yes, take it off" in words(client.post(gone, {"version": str(report.version)}))
    assert MonitoringReport.objects.count() == 2  # it asks first
    client.post(gone, {"version": str(report.version), "sure": "yes"})
    assert [one.replaced_at is None for one in MonitoringReport.objects.all()] == [False]


def test_a_file_with_something_wrong_can_t_be_stored_and_can_be_given_up(cast: Cast) -> None:
    client = officer(cast)
    at = bring(client, b"Name,Net\nStreets,12%\n", "LINES")
    page = words(client.get(at))
    assert "One thing has to be put right" in page and "is a percentage" in page
    stored = client.post(at, {"version": "1", "year": "2014", "kind": "REVENUE"})
    assert stored.status_code == 422
    file = MoneyFile.objects.get()
    client.post(f"/testbury/money/bring/{file.pk}/give-up/")
    assert not MoneyFile.objects.exists()
    sent = {"kind": "LINES", "file": SimpleUploadedFile("x.pdf", b"%PDF")}
    assert client.post("/testbury/money/bring/", sent).status_code == 422
    assert client.post("/testbury/money/bring/", {}).status_code == 422


def test_a_bid_goes_from_asking_to_the_decision_record(cast: Cast) -> None:
    """R051, R053."""
    client = officer(cast)
    weighed = {"version": "0", "name": "Serves a priority", "weight": "30", "position": "1"}
    client.post("/testbury/money/criteria/add/", weighed)
    typed = {"version": "0", "kind": "GROWTH", "code": "G1", "title": "A sweeper", "recurring_2014": "£1,000"}
    made = client.post("/testbury/money/bids/add/", typed)
    bid, criterion = Bid.objects.get(), Criterion.objects.get()
    at = f"/testbury/money/bids/{bid.pk}/"
    assert made["location"] == at
    score = {"version": "1", f"score_{criterion.pk}": "4", f"reason_{criterion.pk}": ""}
    assert client.post(f"{at}score/", score).status_code == 422
    client.post(f"{at}score/", {**score, f"reason_{criterion.pk}": "It does"})
    assert "comes first" in words(client.get("/testbury/money/bids/ranked/?of=all&within=50&first=1"))
    decided = {
        "version": "2", "outcome": "APPROVED", "decided_by": "Executive", "decided_on": "20 February 2014",
        "decision": "Minute 12", "priority": "",
    }  # fmt: skip
    assert client.post(f"{at}decide/", decided).status_code == 422
    client.post(f"{at}decide/", {**decided, "priority": str(cast.elements["place"].pk)})
    page = words(client.get(at))
    assert "Approved by Executive on 20 February 2014." in page
    assert "Priority served: Place." in page
    assert client.post(f"{at}change/", {"version": "3", "remove": "yes"}).status_code == 422
    assert "£1,000" in words(client.get("/testbury/money/medium-term/"))
    assert Client().get(at).status_code == 200


def test_what_is_kept_beside_the_lines_is_kept_by_forms(cast: Cast) -> None:
    client = officer(cast)
    typed = {
        "version": "0",
        "name": "General",
        "year": "2014/15",
        "opening": "100",
        "put_in": "",
        "taken_out": "5",
    }
    assert client.post("/testbury/money/reserves/add/", {**typed, "year": "2014/17"}).status_code == 422
    client.post("/testbury/money/reserves/add/", typed)
    reserve = Reserve.objects.get()
    assert reserve.closing == 95
    at = f"/testbury/money/reserves/{reserve.pk}/"
    client.post(at, {**typed, "version": "1", "taken_out": "0"})
    client.post("/testbury/money/reserves/add/", {**typed, "year": "2015", "opening": "90"})
    page = words(client.get("/testbury/money/reserves/"))
    assert "the difference is −£10." in page
    client.post(at, {"version": "2", "remove": "yes"})
    assert Reserve.objects.count() == 1
    move = {
        "version": "0",
        "report": "Monitor 1",
        "amount": "5",
        "moved_from": "Streets",
        "moved_to": "Parks",
    }
    client.post("/testbury/money/virements/add/", move)
    virement = Virement.objects.get()
    client.post(f"/testbury/money/virements/{virement.pk}/", {**move, "version": "1", "reason": "Snow"})
    assert "Snow" in words(client.get("/testbury/money/virements/"))
    CarryForward.objects.create(council=cast.council, report="Year end", line="Salt", amount=5)
    held = CarryForward.objects.get()
    decided = {"version": "1", "decision": "APPROVED", "decided_by": "Executive", "decided_on": "1/7/2014"}
    client.post(f"/testbury/money/carry-forwards/{held.pk}/", decided)
    assert "Executive, 1 July 2014" in words(client.get("/testbury/money/carry-forwards/"))


def test_those_without_the_power_read_and_change_nothing(cast: Cast) -> None:
    client = officer(cast, "OWNER")
    assert client.get("/testbury/money/").status_code == 200
    for at in ("bring/", "bids/add/", "reserves/add/", "virements/add/", "criteria/add/"):
        assert client.get(f"/testbury/money/{at}").status_code == 403
    assert "Bring in a file" not in words(client.get("/testbury/money/"))


FIXED = {
    "": 23,
    "lines/?year=2014": 10,
    "totals/": 17,
    "unfunded/": 14,
    "bids/": 5,
    "bids/ranked/": 6,
    "monitoring/": 3,
    "reserves/": 2,
    "virements/": 5,
    "carry-forwards/": 2,
    "medium-term/": 26,
}


def furnished(council: Council, count: int) -> None:
    """So many of each record of money, all of it published."""
    council.opened_money.create(year=2014, opened_at=AT, by="The treasurer")
    actions = list(council.elements.filter(level__key="action"))
    criterion = council.criteria.create(name="Priority", weight=1)
    of = {"year": 2014, "ends_on": date(2014, 6, 30), "base": "NET"}
    for n in range(count):
        line = council.budget_lines.create(year=2014, code=f"L{n}", name=f"Line {n}", net=10)
        bid = council.bids.create(code=f"B{n}", title=f"Bid {n}", outcome="APPROVED", decided_by="A",
                                  decided_on=date(2014, 1, 1), priority=actions[n])  # fmt: skip
        bid.years.create(year=2014, recurring=5)
        bid.scores.create(criterion=criterion, score=3, reason="So")
        for to in ({"line": line}, {"bid": bid}):
            council.money_links.create(element=actions[n], parts=1, of=2, **to)
        council.costs.create(element=actions[n], year=2014, what="Salt", amount=9)
        report = council.monitoring_reports.create(name=f"Period {n}", **of)
        council.opened_money.create(report=report.name, opened_at=AT, by="The treasurer")
        report.lines.create(name="Streets", line=line, budget=5, forecast=6, variance=1)
        council.reserves.create(year=2014, name=f"R{n}", opening=1, closing=1)
        council.virements.create(report="P", moved_from=f"A{n}", moved_to="B", amount=1, from_line=line)
        council.carry_forwards.create(report="P", line=f"C{n}", amount=1)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_money_run_the_same_queries_for_one_row_as_for_three(
    rows: int, grow: Callable[..., Council], django_assert_num_queries: Any
) -> None:
    council = grow(rows)
    furnished(council, rows)
    for path, count in FIXED.items():
        with django_assert_num_queries(count):
            assert Client().get(f"/{council.slug}/money/{path}").status_code == 200


def test_a_request_to_carry_forward_is_asked_for_changed_and_taken_back_on_screen(cast: Cast) -> None:
    """R054: until it is decided; others are told why not."""
    client, at = officer(cast), "/testbury/money/carry-forwards/"
    typed = {
        "line": "Salt", "asked_by": "Head of Streets", "year": "2013/14", "amount": "£1,200.50", "version": 0,
        "reason": "A mild winter", "into": "Winter 2014/15", "report": "Year end 2013/14",
    }  # fmt: skip
    assert client.post(f"{at}add/", typed).status_code == 302
    assert "£1,200.50" in words(client.get(at))
    assert "Take it back" in words(client.get(f"{at}{CarryForward.objects.get().pk}/change/"))
    held = CarryForward.objects.get()
    client.post(f"{at}{held.pk}/change/", {"remove": "yes", "version": 1})
    assert not CarryForward.objects.exists()
    file = SimpleUploadedFile("asked.csv", b"item,amount_k,decision\nSalt,13,approved\nGrit,x,\n")
    sent = {"report": "Year end 2013/14", "year": "2013/14", "file": file}
    answer = client.post(f"{at}bring/", sent)
    assert answer.status_code == 422
    assert "row 3" in words(answer)
    assert not CarryForward.objects.exists()
    sent["file"] = SimpleUploadedFile("asked.csv", b"item,amount_k,decision\nSalt,13,approved\n")
    assert client.post(f"{at}bring/", sent).status_code == 302
    assert CarryForward.objects.get().amount == 13_000
    assert officer(cast, "AUDITOR").get(f"{at}add/").status_code == 403


def test_money_that_is_not_published_is_for_the_councils_own_people(cast: Cast) -> None:
    """R142: others find no budget before it is adopted, nor monitoring before its report is published."""
    Council.objects.update(is_open=True)
    council, client, visitor = cast.council, officer(cast), Client()
    line = BudgetLine.objects.create(council=council, year=2014, code="ST", name="Streets", net=777)
    MoneyLink.objects.create(council=council, element=cast.elements["action"], line=line, parts=1, of=1)
    report = MonitoringReport.objects.create(
        council=council, name="Period 3", year=2014, ends_on=date(2014, 6, 30), base="NET"
    )
    Virement.objects.create(
        council=council, report="Period 3", moved_from="A", moved_to="B", amount=5, from_line=line
    )
    at = "/testbury/money/"
    pages = [at, f"{at}lines/", f"{at}totals/", f"{at}unfunded/", f"{at}monitoring/", f"{at}virements/",
             f"/testbury/elements/{cast.elements['action'].pk}/money/"]  # fmt: skip
    alone = [f"{at}lines/{line.pk}/", f"{at}monitoring/{report.pk}/"]
    for page in pages:
        said = words(visitor.get(page))
        assert "£777" not in said and "Period 3" not in said, page
    assert [visitor.get(page).status_code for page in alone] == [404, 404]
    assert [client.get(page).status_code for page in alone] == [200, 200]
    answer = client.post(f"{at}published/", {"version": 0, "years": ["2014"], "reports": [str(report.pk)]})
    assert answer.status_code == 302
    assert [visitor.get(page).status_code for page in alone] == [200, 200]
    assert "£777" in words(visitor.get(pages[1]))
    client.post(f"{at}published/", {"version": 0})
    assert [visitor.get(page).status_code for page in alone] == [404, 404]


def test_a_themes_money_shows_what_is_linked_below_it_and_the_thread_above(cast: Cast) -> None:
    """R045: the total of a theme opens on the elements that make it up."""
    line = BudgetLine.objects.create(council=cast.council, year=2014, code="ST", name="Streets", net=777)
    action = cast.elements["action"]
    MoneyLink.objects.create(council=cast.council, element=action, line=line, parts=1, of=1)
    client = officer(cast)
    said = words(client.get(f"/testbury/elements/{cast.elements['place'].pk}/money/"))
    assert "Linked to the lines below it: <strong>£777 revenue of 2014/15</strong>" in said
    assert f"/testbury/elements/{action.pk}/money/" in said
    assert f'<a href="/testbury/elements/{cast.elements["place"].pk}/">Place</a>' in words(
        client.get(f"/testbury/elements/{action.pk}/money/")
    )
