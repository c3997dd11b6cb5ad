"""A measure beside other councils': who is counted, what is said, and what isn't called better."""

from __future__ import annotations

import pytest

from goldenthread.core.listing import Asked, arrange
from goldenthread.core.travel import Direction
from goldenthread.measures.comparisons import GroupAsked, make_group
from goldenthread.measures.models import HomePlace, Measure
from goldenthread.reports import charts_compare
from goldenthread.reports.charts import NARROW, WIDE
from goldenthread.reports.figures.compare_links import suggestions
from goldenthread.reports.figures.compared_overview import overview
from goldenthread.reports.figures.comparing import comparison
from goldenthread.reports.tables import comparing as tables
from goldenthread.reports.tables.comparing_list import TABLE
from goldenthread.reports.tables.lists import all_of
from tests.cast import WHO, Cast, a_council
from tests.cast_compared import a_set, beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = a_council()
    beside(found)
    return found


def found_for(cast, **asked):
    return comparison(cast.council, Measure.objects.get(pk=cast.measure.pk), **asked)


def words(sentences):
    return " ".join("".join(span.text for span in one) for one in sentences)


def test_the_newest_period_that_most_have_is_shown_and_a_nation_is_not_counted(cast):
    """2014/15 has Testbury alone; the nation's 99 is neither among the others nor in the median."""
    found = found_for(cast)
    assert words(found.sentences) == (
        "Testbury in 2013/14: 25%, better than 2 of 3 others, in the better half. "
        "The median of 4 councils is 22.5%."
    )
    assert [one.place for one in found.wholes] == ["Nation"]
    assert found.missing == []
    assert found.moved is Direction.IMPROVED
    assert found.through_the_years == "better than the median in one of two periods"


def test_a_period_and_a_group_may_be_chosen_and_those_without_a_figure_are_named(cast):
    held = a_set().held
    places = tuple(held.places.filter(name__in=["Angus", "Clackmannan"]))
    group = make_group(council=cast.council, held=held, asked=GroupAsked("Two", "Near", places), **WHO)
    found = found_for(cast, group=str(group.pk), period="Y:2014-04-01:2015-03-31")
    assert (found.others, found.missing) == ([], ["Angus", "Clackmannan", "Nation"])
    assert "no other council has a figure" in words(found.sentences)
    assert found_for(cast, group=str(group.pk)).others == [10, 30]
    for nonsense in ("987654321", "\0", "all"):
        assert len(found_for(cast, group=nonsense, period=nonsense).others) == 3


def test_the_usual_group_is_used_unless_all_are_asked_for(cast):
    held = a_set().held
    asked = GroupAsked("One", "Near", (held.places.get(name="Angus"),), is_usual=True)
    make_group(council=cast.council, held=held, asked=asked, **WHO)
    assert found_for(cast).others == [10]
    assert len(found_for(cast, group="all").others) == 3


def test_nothing_is_called_better_where_the_polarity_contradicts_the_title(cast):
    Measure.objects.filter(pk=cast.measure.pk).update(title="Attainment gap")
    found = found_for(cast)
    assert "higher than 2 of 3 others, in the upper half" in words(found.sentences)
    assert found.ranked == []
    assert found.doubt.is_contradiction
    assert found.moved is Direction.CANNOT_COMPARE


def test_a_range_counts_how_far_outside_each_lies(cast):
    Measure.objects.filter(pk=cast.measure.pk).update(polarity="RANGE", low=18, high=26)
    found = found_for(cast)
    assert "better than 2 of 3 others and the same as one other" in words(found.sentences)
    assert [(one.place, one.rank) for one in found.ranked] == [
        ("Borders", 1), ("Testbury", 1), ("Clackmannan", 3), ("Angus", 4),
    ]  # fmt: skip


def test_a_rank_stands_in_the_table_only_when_asked(cast):
    found = found_for(cast)
    plain, ranked = tables.councils(found), tables.councils(found, is_ranked=True)
    assert [row.cells[0].text for row in plain.rows] == [
        "Angus",
        "Borders",
        "Clackmannan",
        "Nation",
        "Testbury",
    ]
    assert [(row.cells[0].text, row.cells[3].text) for row in ranked.rows] == [
        ("Clackmannan", "1"), ("Testbury", "2"), ("Borders", "3"), ("Angus", "4"), ("Nation", "Not ranked"),
    ]  # fmt: skip


def test_the_charts_name_ours_and_every_council(cast):
    found = found_for(cast)
    for shape in (WIDE, NARROW):
        strip = charts_compare.strip_chart(found, shape, "k")
        assert strip.count("<circle") == 3
        assert "Testbury 25%" in strip and "Median 22.5%" in strip
        assert "<title>Nation</title>" in strip
        assert "Testbury 40%" in charts_compare.years_chart(found, shape, "k")


def test_without_a_place_of_its_own_a_council_sees_the_others_and_is_told(cast):
    HomePlace.objects.all().delete()
    found = found_for(cast)
    assert "Which of these councils you are has not been said." in words(found.sentences)
    assert (
        "Testbury" not in charts_compare.strip_chart(found, WIDE, "k").split("Median")[1].split("<title>")[0]
    )
    assert [one.why for one in overview(cast.council).uncompared] == [
        "Which place of The shires you are has not been said."
    ]


def test_the_overview_says_where_each_lies_and_what_is_not_compared_and_why(cast):
    Measure.objects.create(council=cast.council, code="M2", title="Loose")
    found = overview(cast.council)
    assert words(found.sentences) == (
        "Of one measure that can be placed among other councils, none are in the best quarter and none in "
        "the worst. "
        "Our own figure improved on a year before for 1 of 1."
    )
    assert [(one.measure.code, one.why) for one in found.uncompared] == [
        ("M2", "It is linked to no published measure.")
    ]
    (row,) = all_of(TABLE, arrange(TABLE.listing, found.compared, Asked())).rows
    cells = [cell.text for cell in row.cells]
    assert cells[1:5] == ["2013/14", "25%", "22.5%", "In the better half"]


def test_an_empty_council_has_no_comparisons():
    assert comparison(a_council().council, a_council("other").measure) is None


def test_suggestions_come_by_code_first_and_then_by_likeness(cast):
    held = list(a_set("S2", "M1").held.compared_measures.all())
    Measure.objects.filter(pk=cast.measure.pk).update(title="Streets clean, S2")
    found = suggestions(Measure.objects.get(pk=cast.measure.pk), held)
    assert [(one.compared.code, one.why) for one in found][:2] == [
        ("M1", "the same code"), ("S2", "its title is 100% alike"),
    ]  # fmt: skip
