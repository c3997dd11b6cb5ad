"""Measures of another system come in without loss: every cell is written out again from the records."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.measure_headings import read_period
from goldenthread.core.measure_table import figure_of
from goldenthread.core.observed import UnreadableNumber, labelled
from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.exchange.measure_export import as_pentana
from goldenthread.exchange.measure_files import MeasureFile, Stored, look_at, store_measures
from goldenthread.exchange.policies import read_labels
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.people.models import Council, Post
from goldenthread.plans.models import Edition
from tests.cast import WHO, a_council

pytestmark = pytest.mark.django_db

# Figures as published: Winchester City Council, “Our service standards”; Moray Council, “2018/19 Quarter year
# to June Corporate Services” and “2017/18 Quarter to September Chief Executive's Office”. The columns are
# those that Pentana's help describes; thresholds, trends and the one duration are illustrative.
WIDE = """\
Code,Short Name,Description,Data Type,Unit,Aim,Min,Max,Collection Frequency,Numerator Label,\
Denominator Label,\
Data Only,Managed By,Assigned To,Parent,Format Mask,Red Threshold %,Red Threshold,Year Introduced,Formula,\
Short Trend,2013/14 Value,2014/15 Value,2014/15 Target,2014/15 Note,2014/15 Status,2014/15 Numerator Value,\
2014/15 Denominator Value,2015/16 Target,Q1 2017/18 Value,Q2 2017/18 Value,H1 2017/18 Value,2014/15 YTD Value
LPI0538,Average time to process new claims (days),Days from claim to decision,Duration,days,\
Aim to Minimise,,,Years,,,No,Head of Streets,Benefits Officer,Benefits scorecard,\
0.00,5,,2009/10,,Getting worse,18.93,19.51,18,\
target missed,Red,,,18,,,,
LPI0541,Council tax collected,In-year collection,Percentage,%,Aim to Maximise,,,Years,Collected,Due,No,\
Strategy Manager,,Revenues,0.00%,,98.5,2009/10,,,98.57%,98.62,98.65%,\
missed by 0.03 points,Amber,9862,10000,98.63,,,,
FICT300,Governance statement produced by 30 June,,Yes/No,,,,,Years,,,No,,,,,,,,,,,Yes,Yes,,Green,,,,,,,
CORP1,Support services as % of total gross expenditure,,Percentage,,,,,Years,,,Yes,,,,,,,,,,4.54%,N/A,\
Data only,ranked 15th nationally,,,,,,,,
CE069,Cost of outsourced print,"Print, outsourced",Percentage,,Aim to Minimise,,,Quarters,,,No,,,,,,,,\
[A]/[B]*100,,,,20%,,,,,,24.4%,13.7%,19.05*,
CE070,"Complaints per 1,000 population",,Ratio,,Keep Between,1,1.5,Weeks,,,,,,,,,,,,,,,,,\
,97,,,1.13,1.01,,2.14
CALL,Time to answer,,Duration (hh:mm:ss),,Aim to Minimise,,,Months,,,,,,,,,,,,,\
00:01:30,00:02:05,00:02:00,,,,,,,,,
SPEND,Spend on print in quarter,,Money,,Aim to Minimise,,,Quarters,,,,,,,,,,,,,,,,,,\
,,,,"£8,881.79",,
"""
LONG = """\
Code,Title,Data Type,Aim,Frequency,Period,Value,Target,Note,Status,Long Trend
CE072,Complaints upheld,Percentage,Aim to Minimise,Quarterly,Q1 2017/18,48%,45%,,Red,Worse
CE072,Complaints upheld,Percentage,Aim to Minimise,Quarterly,Q2 2017/18,43%,N/A,42 of 98,Green,Better
CE059,Consultations rated good,Percentage,Aim to Maximise,Quarterly,Q1 2017/18,N/A,,no consultations,,
"""


def look(text: str, council: Council) -> MeasureFile:
    return look_at(council=council, source=text.encode(), name="export.csv")


def store(text: str, council: Council, *, makes_posts: bool = False) -> Stored:
    return store_measures(looked=look(text, council), makes_posts=makes_posts, **WHO)


def means_the_same(given: str, back: str, kind: str) -> bool:
    """The rule: the same text, the same figure as its kind reads it, the same period, or the same label."""
    if given == back:
        return True
    labels = read_labels()
    if labelled(given, labels) or labelled(back, labels) or given.endswith("*") != back.endswith("*"):
        return False
    period = read_period(given)
    if period is not None:
        return period == read_period(back)
    units = {"Duration (hh:mm:ss)": "seconds"}
    shape = Shape(Kind.DURATION, units[kind]) if kind in units else Shape()
    try:
        return figure_of(given, shape) == figure_of(back, shape)
    except UnreadableNumber:
        return False


@pytest.mark.parametrize("text", [WIDE, LONG], ids=["a row each", "a row each and period"])
def test_every_cell_comes_back(text: str) -> None:
    """A Pentana indicator moves in without loss."""
    council = a_council().council
    headings, *given = list(csv.reader(StringIO(text)))
    store(text, council)
    back = as_pentana(council, headings)
    key = ["Period"] if "Period" in headings else []
    places = [headings.index(name) for name in ["Code", *key]]
    by_key = {tuple(_key(row[place]) for place in places): row for row in back}
    assert len(back) == len(given)
    lost = []
    for row in given:
        written = by_key[tuple(_key(row[place]) for place in places)]
        kind = row[headings.index("Data Type")]
        for heading, was, now in zip(headings, row, written, strict=True):
            if was and not means_the_same(was, now, kind):
                lost.append((row[0], heading, was, now))
            if not was and heading not in ("Unit", "Aim", "Collection Frequency") and now:
                lost.append((row[0], heading, was, now))
    assert lost == []


def _key(text: str) -> str:
    return str(read_period(text) or text)


def test_it_is_held_as_what_it_is_and_a_second_time_changes_nothing() -> None:
    council = a_council().council
    first = store(WIDE, council)
    assert (first.measures.created, first.measures.changed) == (8, 0)
    tax = Measure.objects.get(council=council, code="LPI0541")
    assert (tax.kind, tax.polarity, tax.floor, tax.frequency) == (
        "PERCENTAGE", "HIGHER", Decimal("98.5"), "YEARLY",
    )  # fmt: skip
    assert tax.owner and tax.owner.title == "Strategy Manager"
    claims = Measure.objects.get(council=council, code="LPI0538")
    assert (claims.polarity, claims.tolerance, claims.tolerance_is_percent) == ("LOWER", Decimal(5), True)
    assert claims.other_facts["Assigned To"] == "Benefits Officer"
    calls = Measure.objects.get(council=council, code="CALL")
    assert (calls.unit, Target.objects.get(measure=calls).value) == ("seconds", Decimal(120))
    entries = Entry.objects.count()
    again = store(WIDE, council)
    assert (again.measures.created, again.measures.changed, again.targets.changed) == (0, 0, 0)
    assert (again.results.created, again.results.changed) == (0, 0)
    assert Entry.objects.count() == entries


def test_posts_are_listed_and_made_only_when_asked() -> None:
    council = a_council().council
    assert look(WIDE, council).unknown_posts == ["Benefits Officer"]
    store(WIDE, council)
    assert not Post.objects.filter(title="Benefits Officer").exists()
    store(WIDE, council, makes_posts=True)
    assert Measure.objects.get(council=council, code="LPI0538").updater == Post.objects.get(
        title="Benefits Officer"
    )


def test_a_figure_that_differs_is_refused_and_nothing_is_stored() -> None:
    council = a_council().council
    store(LONG, council)
    with pytest.raises(Refused, match="differs from what is held"):
        store(LONG.replace("48%", "47%").replace("Complaints upheld", "Other"), council)
    assert Measure.objects.get(council=council, code="CE072").title == "Complaints upheld"
    with pytest.raises(Refused, match="another note"):
        store(LONG.replace("42 of 98", "43 of 98"), council)


def test_headings_merged_over_two_rows_stand_over_each_of_theirs() -> None:
    council = a_council().council
    store("Code,Title,Q1 2014/15,,Q2 2014/15,\n,,Value,Target,Value,Target\nA1,One,1,2,3,4\n", council)
    store(",,Q1 2014/15,,Q2 2014/15,\nCode,Title,Value,Target,Value,Target\nA2,Two,1,2,3,4\n", council)
    for code in ("A1", "A2"):
        results = Observation.objects.filter(measure__code=code).order_by("ends_on")
        assert [one.value for one in results] == [1, 3]
        assert [one.value for one in Target.objects.filter(measure__code=code).order_by("ends_on")] == [2, 4]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Post\nx,y\n", "no row has a heading for the code"),
        ("Code,Title\nA,One\nA,Two\n", "row 2 has the code “A” too"),
        ("Code,Title\n,One\n", "the row has no code"),
        ("Code,Title\nA,\n", "the measure has no title"),
        ("Code,Title,Note,Note\nA,One,1,2\n", "more than one column has this heading"),
        ("Code,Title\nA,One,more\n", "stands under no heading"),
        ("Code,Title,Data Type\nA,One,Colour\n", "“Colour” is not understood"),
        ("Code,Title,Aim,Min,Max\nA,One,Keep Between,5,1\n", "the maximum is below the minimum"),
        ("Code,Title,Aim\nA,One,Keep Between\n", "needs a minimum or a maximum"),
        ("Code,Title,Data Type,2014/15 Value,2014/15 Target\nA,One,Percentage,0.785,80\n", "are fractions"),
        ("Code,Title,2014/15 Value\nA,One,lots\n", "neither a number"),
        ("Code,Title,Period,Value\nA,One,soon,1\n", "“soon” is not a period"),
        ("Code,Title,Period,Value\nA,One,2014/15,1\nA,One,2014/15,2\n", "this period is given twice"),
        ("Code,Title,Period,Value\nA,One,2014/15,1\nA,Two,2013/14,2\n", "of the same measure"),
        ("Code,Title\n", "no measure stands under the headings"),
        (f"Code,Title\n{'x' * 41},One\n", "too long"),
        ("Code,Title,2014/15 Value\nA,One,99999999999999999\n", "too large"),
        ("Code,Title\nA\x00,One\n", "NUL"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy_and_nothing_is_stored(text: str, sentence: str) -> None:
    council = a_council().council
    held = Measure.objects.count()
    with pytest.raises(Refused, match=sentence):
        store(text, council)
    assert Measure.objects.count() == held


def test_a_threshold_against_the_aim_is_told_and_rates_nothing() -> None:
    council = a_council().council
    text = "Code,Title,Aim,Red Threshold,2014/15 Target\nA,One,Aim to Maximise,95,90\n"
    assert ["good side" in one.sentence for one in look(text, council).doubts] == [True]
    store(text, council)
    held = Measure.objects.get(code="A")
    assert (held.floor, held.other_facts) == (None, {"Aim": "Aim to Maximise", "Red Threshold": "95"})


def test_what_was_approved_with_the_plan_is_not_changed_by_a_file() -> None:
    cast = a_council()
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    store("Code,Title,2014/15 Target\nM1,Measure M1,5\n", cast.council)
    with pytest.raises(Refused, match="approved with the plan"):
        store("Code,Title,2014/15 Target\nM1,Another,6\n", cast.council)


def test_what_the_file_does_not_say_of_a_held_measure_stays() -> None:
    council = a_council().council
    store("Code,Title,Data Type,Aim,Unit\nA,One,Duration,Aim to Minimise,minutes\n", council)
    store("Code,Title\nA,Another\n", council)
    held = Measure.objects.get(code="A")
    assert (held.title, held.kind, held.polarity, held.unit) == ("Another", "DURATION", "LOWER", "minutes")
    with pytest.raises(Refused, match="held in “minutes”"):
        store("Code,Title,Data Type,2014/15 Value\nA,Another,Duration,00:02:00\n", council)


def test_five_thousand_rows() -> None:
    council = a_council().council
    rows = "".join(f"C{n},Measure {n},Number,Aim to Maximise,{n},{n + 1}\n" for n in range(5000))
    found = store("Code,Title,Data Type,Aim,2014/15 Value,2014/15 Target\n" + rows, council)
    assert (found.measures.created, found.targets.created, found.results.created) == (5000, 5000, 5000)


def test_a_workbook_is_read_as_the_same(tmp_path: Path) -> None:
    council = a_council().council
    book = Workbook()
    for row in csv.reader(StringIO(LONG)):
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")
    store_measures(looked=look_at(council=council, source=tmp_path / "export.xlsx"), makes_posts=False, **WHO)
    assert store(LONG, council).results.created == 0


def test_a_page_of_text_is_no_export() -> None:
    with pytest.raises(UnreadableFile):
        look("%PDF-1.4", a_council().council)
