"""Scotland's framework and Trafford's neighbours, as published, and what is wrong with broken ones."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.core.units import counted_in
from goldenthread.exchange.compared_council import load_set
from goldenthread.exchange.lgbf import read_lgbf
from goldenthread.exchange.neighbours import read_neighbours
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import (
    Alias,
    ComparedMeasure,
    ComparedValue,
    HomePlace,
    Measure,
    Observation,
    Place,
    Target,
)
from goldenthread.measures.queries import measures_of
from goldenthread.people.models import Council
from goldenthread.plans.models import Element
from goldenthread.reports.figures.polarity import findings
from tests.cast import WHO

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small framework: two measures, two councils and their nation."""
    (tmp_path / "lgbf_indicators.csv").write_text(
        "code,title,category,domain,update_frequency,high_is_good_as_stated,note,source\n"
        "A1,% of adults satisfied,People,Care,Annually,Yes,,A yearbook\n"
        "B1,Attainment gap,People,Schools,Annually,Yes,CHECK,A yearbook\n"
    )
    (tmp_path / "lgbf_values_all_councils.csv").write_text(
        "council,code,year,value\n"
        "Fife,A1,2019-20,80.5\nAngus,A1,2019-20,dna\nScotland,A1,2019-20,79\nFife,B1,2019-20,12\n"
    )
    return tmp_path


def add(folder: Path, name: str, line: str) -> None:
    path = folder / name
    path.write_text(path.read_text() + line + "\n")


def test_scotlands_framework_is_read_whole():
    """115 measures, 32 councils and their nation, eleven years; four measures have titles and no figures."""
    read = read_lgbf(DEMO / "lgbf")
    assert (len(read.measures), len(read.places), len(read.values), read.without_figure) == (
        115, 33, 29_261, 2_353,
    )  # fmt: skip
    assert [one["name"] for one in read.places if one["is_whole"]] == ["Scotland"]
    stated = {one["code"]: one["polarity_stated"] for one in read.measures}
    assert (stated["CHN14A"], stated["CHN1"]) == ("HIGHER", "LOWER")
    primary = next(one for one in read.measures if one["code"] == "CHN1")
    assert (primary["unit"], primary["note"]) == ("£", "Unit inferred from the title.")
    assert {one["code"] for one in read.measures} - {one.code for one in read.values} == {
        "ENV4B", "ENV4C", "ENV4D", "ENV4E",
    }  # fmt: skip


def test_traffords_series_are_read_with_their_neighbours():
    """Eleven series in seven files; one area under two names is one place, and England is a whole."""
    read = read_neighbours(DEMO / "trafford")
    assert (len(read.measures), len(read.places), len(read.values), read.without_figure) == (
        11, 24, 1_429, 28,
    )  # fmt: skip
    assert [one["name"] for one in read.places if one["is_whole"]] == ["England"]
    assert [one["name"] for one in read.places if one["code"] == "E06000055"] == ["Bedford"]
    assert {one["category"] for one in read.measures} == {"Climate", "Poverty"}
    days = {(one.starts_on.isoformat(), one.ends_on.isoformat()) for one in read.values}
    assert {("2010-04-01", "2011-03-31"), ("2012-01-01", "2012-12-31")} <= days
    assert all(one.ends_on.year - one.starts_on.year in (0, 1) for one in read.values)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("% of pupils gaining awards", "%"),
        ("The percentage of the highest paid", "%"),
        ("Claimant count as a percentage of population", "%"),
        ("Cost per visit", "£"),
        ("Gap - percentage point gap between", "percentage points"),
        ("Rate of readmission within 28 days per 1,000 discharges", "per 1,000 discharges"),
        ("Sickness absence days per teacher", "days"),
        ("Average time to process applications", None),
        ("Number of days in hospital, per 1,000 population", None),
        ("Gender pay gap", None),
    ],
)
def test_a_unit_is_inferred_only_where_the_title_is_clear(title, unit):
    found = counted_in(title)
    assert (found.unit if found else None) == unit


@pytest.mark.django_db
def test_a_council_is_made_of_a_set_and_again_nothing_changes(folder):
    first = load_set(read_lgbf(folder), "fife", **WHO)
    assert {name: count.created for name, count in first.counts.items()} == {
        "places": 3, "measures compared": 2, "figures": 3,
        "measures": 2, "aliases": 2, "results": 2, "links": 2,
    }  # fmt: skip
    entries = Entry.objects.count()
    second = load_set(read_lgbf(folder), "Fife", **WHO)
    assert all((count.created, count.changed) == (0, 0) for count in second.counts.values())
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_what_a_council_made_of_a_set_holds_is_the_sets_own_and_nothing_is_added(folder):
    council = load_set(read_lgbf(folder), "Fife", **WHO).council
    measure = Measure.objects.get(code="A1")
    assert (measure.polarity, measure.kind, measure.unit, measure.frequency, measure.is_data_only) == (
        "HIGHER", "PERCENTAGE", "%", "YEARLY", True,
    )  # fmt: skip
    assert measure.compared == ComparedMeasure.objects.get(code="A1")
    assert [one.value for one in Observation.objects.filter(measure=measure)] == [Decimal("80.5")]
    assert Alias.objects.get(measure=measure).scheme == "LGBF"
    assert HomePlace.objects.get(council=council).place.name == "Fife"
    assert not Target.objects.exists()
    assert [(one.title, one.level.name) for one in Element.objects.order_by("id")] == [
        ("People", "Service area"), ("Care", "Domain"), ("Schools", "Domain"),
    ]  # fmt: skip
    assert "no plan of the council's" in council.plans.get().editions.get().adopted
    assert [(one.measure.code, one.is_contradiction) for one in findings(measures_of(council))] == [
        ("B1", True)
    ]


@pytest.mark.django_db
def test_what_the_council_has_since_said_of_its_measures_stays(folder):
    load_set(read_lgbf(folder), "Fife", **WHO)
    Measure.objects.filter(code="B1").update(polarity="LOWER", decimals=3, compared=None)
    load_set(read_lgbf(folder), "Fife", **WHO)
    assert Measure.objects.values_list("polarity", "decimals", "compared").get(code="B1") == (
        "LOWER",
        3,
        None,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        (
            "lgbf_values_all_councils.csv",
            "Fife,A1,2020-22,1",
            "row 6, column year: “2020-22” is not a financial",
        ),
        ("lgbf_values_all_councils.csv", "Fife,A1,2018-19,many", "row 6, column value: “many” is neither"),
        ("lgbf_values_all_councils.csv", "Fife,A1,2018-19,1" + "0" * 14, "row 6, column value:"),
        ("lgbf_values_all_councils.csv", "Fife,Z9,2018-19,1", "row 6, column code: “Z9” is not among"),
        ("lgbf_values_all_councils.csv", "Fife,A1,2019-20,9", "row 6, column year: Row 2 gives the same"),
        ("lgbf_values_all_councils.csv", ",A1,2018-19,9", "row 6, column council: This cell is blank"),
        (
            "lgbf_indicators.csv",
            "C1,Third,,,,Maybe,,",
            "column high_is_good_as_stated: “Maybe” is not one of",
        ),
        ("lgbf_indicators.csv", "A1,Again,,,,Yes,,", "row 4, column code: Row 2 gives the same"),
    ],
)
def test_a_broken_set_is_refused_whole_with_row_column_and_remedy(folder, name, line, sentence):
    add(folder, name, line)
    with pytest.raises(UnreadableFile, match=sentence):
        load_set(read_lgbf(folder), None, **WHO)
    assert not Place.objects.exists()


@pytest.mark.parametrize("reader", [read_lgbf, read_neighbours])
def test_a_folder_without_its_files_says_which(reader, tmp_path):
    with pytest.raises(UnreadableFile, match="is needed, and there is none"):
        reader(tmp_path)
    with pytest.raises(UnreadableFile, match="there is no such folder"):
        reader(tmp_path / "none")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Atlantis", "Scotland", "\0", ""])
def test_a_council_that_the_set_lacks_is_refused_and_nothing_is_stored(folder, name):
    with pytest.raises(Refused, match="Name one of: Angus, Fife"):
        load_set(read_lgbf(folder), name, **WHO)
    assert not ComparedValue.objects.exists()
    assert not Council.objects.exists()


@pytest.mark.django_db
def test_trafford_is_made_of_its_neighbours_with_polarities_inferred_from_titles(tmp_path):
    shutil.copytree(DEMO / "trafford", tmp_path / "trafford")
    load_set(read_neighbours(tmp_path / "trafford"), "Trafford", **WHO)
    polarities = dict(Measure.objects.values_list("code", "polarity"))
    assert polarities["household-waste-not-recycled-1"] == polarities["neet-1"] == "LOWER"
    assert polarities["employment-rate"] == "HIGHER"
    assert set(Measure.objects.values_list("polarity_basis", flat=True)) == {"INFERRED"}
    assert not findings(measures_of(Council.objects.get(slug="trafford")))
