"""R096, R097, R119, R124: reviews that define outcomes, both sides named, opportunities with partners."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import said
from goldenthread.governance.commissioning import (
    Chance,
    Reviewed,
    change_commissioning_review,
    change_opportunity,
    record_commissioning_review,
    record_opportunity,
    remove_commissioning_review,
    remove_opportunity,
)
from goldenthread.governance.commissioning_queries import (
    commissioning_reviews_of,
    opportunities_of,
    opportunities_on,
    outcomes_without_review,
    reviews_defining,
    sides_of,
)
from goldenthread.governance.models import CommissioningReview, Opportunity
from goldenthread.people.models import Partner
from goldenthread.people.officers import VISITOR
from goldenthread.plans.involvement import give_part
from goldenthread.reports.figures.commissioning import (
    came_from,
    of_commissioning_reviews,
    of_opportunities,
    of_sides,
)
from goldenthread.reports.tables.commissioning import one_sided, opportunities, reviews, sides
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
WHO = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast():
    return a_council()


def partner(cast, slug="police") -> Partner:
    return Partner.objects.get_or_create(council=cast.council, slug=slug, name=slug.title())[0]


def test_a_review_goes_its_way_and_defines_outcomes(cast) -> None:
    theme, improvement = cast.elements["place"], cast.elements["clean"]
    given = Reviewed("Leisure", "Pools", outcomes=[(theme, "DEFINES")])
    made = record_commissioning_review(council=cast.council, said=given, **WHO)
    with pytest.raises(Refused, match="A review of this name"):
        record_commissioning_review(council=cast.council, said=given, **WHO)
    with pytest.raises(Refused, match="From there it can only be under way or stopped"):
        change_commissioning_review(
            review=made, said=given._replace(state="REPORTED", found="F"), version=1, **WHO
        )
    started = given._replace(state="UNDER_WAY", outcomes=[(improvement, "REDEFINES")])
    change_commissioning_review(review=made, said=started, version=1, **WHO)
    with pytest.raises(Refused, match="Say what it found"):
        change_commissioning_review(review=made, said=started._replace(state="REPORTED"), version=2, **WHO)
    with pytest.raises(Stale):
        change_commissioning_review(review=made, said=started, version=1, **WHO)
    only = started._replace(outcomes=[(theme, "REDEFINES"), (improvement, "DEFINES")])
    change_commissioning_review(review=made, said=only, version=2, **WHO)
    (found,) = commissioning_reviews_of(cast.council, STRATEGY)
    assert (found.review.version, [(one.element, one.how) for one in found.outcomes]) == (
        3, [(theme, "REDEFINES"), (improvement, "DEFINES")],
    )  # fmt: skip
    assert [one.review for one in reviews_defining(theme)] == [made]
    assert outcomes_without_review(cast.edition, STRATEGY) == []
    remove_commissioning_review(review=made, version=3, reason="A mistake.", **WHO)
    assert not CommissioningReview.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Name the review"),
        ({"starts_on": ON, "ends_on": date(2014, 1, 1)}, "It ends before it starts"),
        ({"state": "STOPPED"}, "Say what it found"),
    ],
)
def test_what_cannot_be_recorded_says_why(cast, changed, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        record_commissioning_review(council=cast.council, said=Reviewed("Leisure")._replace(**changed), **WHO)


def test_nothing_crosses_councils_and_only_who_may_keeps_it(cast) -> None:
    other = a_council("elsewhere")
    for by in (OWNER, STRANGER):
        with pytest.raises(Refused):
            record_commissioning_review(council=cast.council, said=Reviewed("Leisure"), by=by, at=AT)
        with pytest.raises(Refused):
            record_opportunity(council=cast.council, said=Chance(partner(cast), "W"), by=by, at=AT)
    lead = other.council.posts.first()
    for wrong in (
        Reviewed("Leisure", outcomes=[(other.elements["place"], "DEFINES")]),
        Reviewed("Leisure", lead=lead),
    ):
        with pytest.raises(Refused):
            record_commissioning_review(council=cast.council, said=wrong, **WHO)
    for wrong_chance in (
        Chance(partner(other), "Words"),
        Chance(partner(cast), "Words", element=other.elements["action"]),
    ):
        with pytest.raises(Refused):
            record_opportunity(council=cast.council, said=wrong_chance, **WHO)


def test_an_opportunity_comes_from_a_comment_and_is_taken_up_or_let_go(cast) -> None:
    """R119, R124: a commissioning opportunity; not new money but better linkages, slowly starting."""
    comment = cast.council.comments.create(edition=cast.edition, position=4, text="No links are mentioned.")
    chance = Chance(partner(cast), "Commission together.", comment=comment, element=cast.elements["place"])
    with pytest.raises(Refused, match="Say what the opportunity is"):
        record_opportunity(council=cast.council, said=chance._replace(text=""), **WHO)
    made = record_opportunity(council=cast.council, said=chance, **WHO)
    assert came_from(made) == "Comment 4 on Strategy 2014"
    with pytest.raises(Refused, match="Say why it is let go"):
        change_opportunity(opportunity=made, said=chance._replace(state="LET_GO"), version=1, **WHO)
    taken = chance._replace(state="TAKEN_UP", resource="EXISTING", progress="Slowly starting.")
    change_opportunity(opportunity=made, said=taken, version=1, **WHO)
    with pytest.raises(Refused, match="From there it can only be let go"):
        change_opportunity(opportunity=made, said=chance, version=2, **WHO)
    with pytest.raises(Stale):
        remove_opportunity(opportunity=made, version=1, reason="R", **WHO)
    held = Opportunity.objects.get()
    assert (held.resource, held.progress) == ("EXISTING", "Slowly starting.")
    assert opportunities_on(cast.elements["place"]) == [held]
    (shown,) = opportunities_of(cast.council, STRATEGY, partner(cast))
    assert said(of_opportunities([shown])) == "One opportunity with partners on record: one taken up."
    assert len(opportunities([shown]).rows) == 1
    remove_opportunity(opportunity=held, version=2, reason="A mistake.", **WHO)
    assert said(of_opportunities(opportunities_of(cast.council, STRATEGY))).startswith("No opportunity")


def test_a_line_that_may_not_be_read_is_not_named(cast) -> None:
    cast.edition.is_open = False
    cast.edition.save()
    chance = Chance(partner(cast), "Commission together.", element=cast.elements["place"])
    record_opportunity(council=cast.council, said=chance, **WHO)
    given = Reviewed("Leisure", outcomes=[(cast.elements["place"], "DEFINES")])
    record_commissioning_review(council=cast.council, said=given, **WHO)
    assert [one.element for one in opportunities_of(cast.council, VISITOR)] == [None]
    assert [one.outcomes for one in commissioning_reviews_of(cast.council, VISITOR)] == [[]]
    assert sides_of(cast.edition, VISITOR) == []


def test_both_sides_of_a_line_are_shown_and_one_alone_is_counted(cast) -> None:
    """R097: actions name a commissioner and a provider."""
    service = cast.council.services.get()
    for code, role, given in (
        ("clean", "COMMISSIONER", {"service": service}),
        ("clean", "PROVIDER", {"partner": partner(cast)}),
        ("action", "PROVIDER", {"partner": partner(cast)}),
        ("place", "PARTNER", {"partner": partner(cast)}),
    ):
        give_part(element=cast.elements[code], role=role, **given, **WHO)
    found = sides_of(cast.edition, STRATEGY)
    assert [(one.element.code, one.is_split) for one in found] == [("clean", True), ("action", False)]
    assert said(of_sides(found, is_commissioner=True)) == (
        "One commissioner commissions one line. One line names only one of the two sides."
    )
    assert said(of_sides(found, is_commissioner=False)).startswith("One provider provides two lines.")
    rows = [[cell.text for cell in row.cells] for row in sides(found, is_commissioner=True).rows]
    assert rows == [["Streets", "Clean", "Improvement", "Police"]]
    assert [row.cells[2].text for row in one_sided(found).rows] == ["A commissioner"]
    assert said(of_sides([], is_commissioner=True)).startswith("Nobody is named yet")
    assert said(of_sides(found[1:], is_commissioner=True)).startswith("No commissioner is named yet.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_the_same_queries_whatever_they_hold(cast, count, django_assert_num_queries) -> None:
    for number in range(count):
        given = Reviewed(f"Review {number}", outcomes=[(cast.elements["clean"], "DEFINES")])
        record_commissioning_review(council=cast.council, said=given, **WHO)
        chance = Chance(partner(cast), f"Chance {number}", element=cast.elements["place"])
        record_opportunity(council=cast.council, said=chance, **WHO)
        give_part(
            element=cast.elements["action"], role="PROVIDER", partner=partner(cast, f"p{number}"), **WHO
        )
    with django_assert_num_queries(7):
        held = commissioning_reviews_of(cast.council, STRATEGY)
        without = outcomes_without_review(cast.edition, STRATEGY)
        assert len(reviews(held).rows) == count
        assert len(opportunities(opportunities_of(cast.council, STRATEGY)).rows) == count
        assert len(sides(sides_of(cast.edition, STRATEGY), is_commissioner=False).rows) == count
    sentence = said(of_commissioning_reviews([one.review for one in held], without, is_planned=True))
    assert "One outcome of the plan has no review." in sentence
