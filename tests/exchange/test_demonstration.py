"""The demonstration's facts: whole crosswalks, and what is invented says so."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goldenthread.core.refresh import Origin, unaccounted
from goldenthread.exchange.council import load_council, read_facts
from goldenthread.governance.models import Body, Remit
from goldenthread.jobs.demo import COUNCILS, PARTNERS, SIGN_INS
from goldenthread.jobs.demo_round import HEAD, OWNER, UPDATER
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council, Partner, Post, Term
from goldenthread.people.policies import duties
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Evidence,
    Involvement,
    Offer,
    Placement,
    Plan,
    Succession,
    Tagging,
    WorkplanItem,
)
from goldenthread.resources.models import Need
from tests.cast import WHO

DEMO = Path(__file__).resolve().parents[2] / "demo"
WRITTEN = "written for the demonstration"
pytestmark = pytest.mark.django_db


def load(slug: str) -> Council:
    return load_council(DEMO / slug, **WHO)[0]


def rows_of(slug: str) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((DEMO / slug).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((path.name, row) for row in csv.DictReader(file))


@pytest.mark.parametrize("slug", COUNCILS)
def test_loading_twice_changes_nothing_and_writes_nothing(slug: str) -> None:
    """R143, R145."""
    load(slug)
    before = Entry.objects.count()
    load(slug)
    assert Entry.objects.count() == before


def test_every_element_of_an_edition_that_was_replaced_is_accounted_for() -> None:
    """R024, R090: York 2006-09 to 2009-12 and its council plans; Cheltenham 2012-13 to 2015-16."""
    replaced = 0
    for slug in COUNCILS:
        council = load(slug)
        for edition in Edition.objects.filter(plan__council=council, replaces__isnull=False):
            assert edition.replaces is not None
            olds = {element.pk for element in edition.replaces.elements.all()}
            origins = [
                Origin(one.old_id, one.new_id, one.kind)
                for one in Succession.objects.filter(old__edition=edition.replaces)
                if one.new is None or one.new.edition == edition
            ]
            left = Element.objects.filter(pk__in=unaccounted(olds, origins))
            assert not list(left.values_list("code", flat=True)), f"{edition.replaces} → {edition}"
            replaced += 1
    assert replaced == 6


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_succession_gives_a_reason_and_a_source(slug: str) -> None:
    load(slug)
    assert not Succession.objects.filter(reason="").exists()
    assert not Succession.objects.filter(source="").exists()


def test_york_went_from_ten_priorities_to_eight_themes_and_says_who_decided() -> None:
    """R024, R030, R031, R090: one to many, carried, dropped, and new."""
    load("york")
    became = Succession.objects.filter(old__code="ten-priorities", new__level__key="theme")
    assert became.count() == 8
    assert set(became.values_list("decided_by", "decided_on")) == {("Executive", date(2008, 12, 2))}
    kinds = set(Succession.objects.filter(new__edition__slug="2009-12").values_list("kind", flat=True))
    assert kinds == {"REPLACED", "CARRIED", "ADDED"}
    assert Succession.objects.get(kind="DROPPED", old__edition__slug="2007-11").old is not None


def test_cheltenham_merged_split_and_dropped_and_says_that_this_is_inferred() -> None:
    """R024, R094, R095: many to one, one to many, dropped; value for money came by the leadership team."""
    load("cheltenham")
    merged = Succession.objects.filter(kind="MERGED", new__edition__slug="2015-16")
    assert sorted(merged.values_list("new__code", flat=True)) == sorted(
        ["outcome-1"] * 2 + ["outcome-2"] * 2 + ["outcome-3"] * 4
    )
    split = Succession.objects.filter(kind="SPLIT", new__edition__slug="2014-15")
    assert sorted(split.values_list("old__code", flat=True)) == ["communities"] * 4 + ["environment"] * 3
    assert Succession.objects.filter(kind="DROPPED").count() == 6
    for one in Succession.objects.filter(old__isnull=False):
        assert "nferred" in one.reason
    value = Succession.objects.get(new__code="value-for-money")
    assert (value.kind, value.decided_by) == ("ADDED", "Senior Leadership Team")


@pytest.mark.parametrize("slug", COUNCILS)
def test_what_is_invented_says_so(slug: str) -> None:
    """Each illustrative row that gives a source says that it was written for the demonstration."""
    for file, row in rows_of(slug):
        if row.get("basis") == "ILLUSTRATIVE" and "source" in row:
            assert WRITTEN in row["source"].casefold(), (file, row)
        if "source" in row and WRITTEN in row["source"].casefold() and "basis" in row:
            whole = row["basis"] == "ILLUSTRATIVE"
            assert whole or "was written for the demonstration" in row["source"], (file, row)


def test_nobody_is_named_where_something_is_invented() -> None:
    """Posts and bodies only: the people named are those that York's paper of 2008 names."""
    for slug in COUNCILS:
        for paper in read_facts(DEMO / slug).get("paper", []):
            people = [*paper.get("contact", []), *paper.get("approval", [])]
            named = {one["name"] for one in people if one.get("name")}
            assert not named or (slug, paper["slug"]) == ("york", "corporate-strategy-refresh")
    load("york")
    invented = Element.objects.filter(edition__plan__kind="SERVICE")
    assert set(invented.values_list("basis", flat=True)) == {"ILLUSTRATIVE"}
    for model in (Offer, Need, WorkplanItem):
        assert set(model._default_manager.values_list("basis", flat=True)) == {"ILLUSTRATIVE"}


def test_york_offers_its_actions_and_shows_every_answer() -> None:
    """R038, R039, R070: accepted, changed, declined and waiting; down to a workplan, in closed drafts."""
    load("york")
    offers = Offer.objects.filter(action__level__key="action")
    assert sorted(offers.values_list("state", flat=True)) == ["ACCEPTED", "CHANGED", "DECLINED", "OFFERED"]
    for offer in offers.filter(item__isnull=False):
        assert Contribution.objects.filter(giver=offer.item, taker=offer.action, kind="CONTRIBUTES").exists()
    plans = Plan.objects.filter(kind="SERVICE").exclude(service=None)
    drafts = Edition.objects.filter(plan__in=plans)
    assert set(drafts.values_list("state", "is_open")) == {("DRAFT", False)}
    assert Element.objects.filter(edition__in=drafts, kind="AS_USUAL").count() == 2
    keepers = Post.objects.filter(workplan_items__isnull=False).distinct()
    assert [str(post.manager) for post in keepers] == ["Head of Service, City Strategy"]
    assert WorkplanItem.objects.count() == 2


def test_york_is_joined_to_its_partnership_its_law_and_a_framework_that_is_retired() -> None:
    """R003–R006, R015, R052, R073, R074, R078."""
    york = load("york")
    served = Contribution.objects.filter(taker__edition__plan__slug="local-area-agreement")
    assert (served.count(), set(served.values_list("basis", flat=True))) == (5, {"INFERRED"})
    duty = Tagging.objects.filter(tag__kind="LEGAL_DUTY", tag__about__contains="Health Act 2007")
    assert duty.count() == 15
    placed = Tagging.objects.filter(tag__kind="EQUALITIES").values_list("tag__name", "element__code")
    assert set(placed) == {
        ("Within the council", "effective-organisation"), ("Facing outwards", "inclusive-city"),
    }  # fmt: skip
    assert Contribution.objects.filter(giver__code="major-programmes", taker__code="vision").exists()
    caa = Plan.objects.get(council=york, kind="FRAMEWORK")
    assert (str(caa.retired_on), bool(caa.retired_because)) == ("2010-06-25", True)
    answered = Element.objects.filter(edition__plan=caa, answered_by__isnull=False).distinct()
    assert (Evidence.objects.filter(council=york).count(), answered.count()) == (4, 4)
    assert Element.objects.filter(edition__plan=caa, level__key="question").count() == 7
    assert Placement.objects.get(council=york).element.edition.plan.slug == "single-improvement-plan"
    assert set(Partner.objects.values_list("slug", flat=True)) == {
        "without-walls", "salix", "government-office",
    }  # fmt: skip


def test_cheltenham_shows_who_commissions_who_scrutinises_and_what_its_letters_mean() -> None:
    """R092, R093, R097, R098, R100, R102, R114, R117, R131."""
    council = load("cheltenham")
    plan = Edition.objects.get(plan__council=council, is_current=True, plan__is_main=True)
    assert plan.update_number == 2
    assert "Senior Leadership Team" in plan.how_prepared
    roles = Involvement.objects.filter(element__code="environment").values_list("role", "service__name")
    assert set(roles) == {("COMMISSIONER", "Commissioning"), ("PROVIDER", "Built Environment")}
    remit = Remit.objects.get(element__code="collaborative-areas")
    assert str(remit.body) == "Social and Community overview and scrutiny committee"
    replaced = Body.objects.filter(replaced_by__name="Overview and Scrutiny Committee")
    assert set(replaced.values_list("kind", "replaced_on")) == {("SCRUTINY", None)}
    assert replaced.count() == 3
    need = Element.objects.get(edition=plan, code="communities")
    assert need.need
    assert [str(tag) for tag in need.tags.all()] == ["Older people"]
    assert Element.objects.get(continuing_since__isnull=False).code == "outcome-9"
    assert "Economy and Business Improvement" in Term.objects.get(word="EBI").meaning


def test_every_duty_can_be_tried_in_york() -> None:
    """R142."""
    councils = {slug: load(slug) for slug in COUNCILS}
    made_to_try = {HEAD, OWNER, UPDATER}  # posts that the demonstration sets up when it opens Hart's round
    for _, slug, title, _ in SIGN_INS:
        assert title in made_to_try or Post.objects.filter(council=councils[slug], title=title).exists(), (
            title
        )
    tried = {duty for name, slug, _, duty in SIGN_INS if slug == "york"}
    assert tried == set(duties().duties) - {"PUBLIC", "UPDATER"}
    assert Partner.objects.filter(council=councils["york"], slug__in=PARTNERS.values()).count() == 1
    answering = [title for _, _, title, duty in SIGN_INS if duty == "SERVICE_MANAGER"]
    services = {post.service for post in Post.objects.filter(title__in=answering)}
    assert Offer.objects.get(state="OFFERED").service in services


def test_in_hart_one_asks_for_a_change_and_another_decides_it() -> None:
    """R136: nobody decides a request of their own."""
    may = {name: duties().duties[duty].may for name, slug, _, duty in SIGN_INS if slug == "hart"}
    asking = {name for name, powers in may.items() if "ask_changes" in powers}
    deciding = {name for name, powers in may.items() if {"decide_changes", "record_results"} <= set(powers)}
    assert all(deciding - {name} for name in asking)
