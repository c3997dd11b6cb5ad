"""A council's folder is stored whole or not at all, and loading it again changes nothing that is so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.council import load_council
from goldenthread.exchange.observations import bring_figures, read_figures
from goldenthread.exchange.policies import read_labels
from goldenthread.governance.models import Comment, Paper, Step
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Observation, Target
from goldenthread.measures.queries import measured_of
from goldenthread.people.models import Council
from goldenthread.plans.models import Element, Level, Succession
from goldenthread.resources.models import Variance
from tests.cast import WHO, a_council

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "demo"


def load(folder: Path) -> Council:
    return load_council(folder, **WHO)[0]


@pytest.fixture
def york(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO / "york", tmp_path / "york"))


def test_york_is_loaded_with_its_themes_its_history_and_its_named_gaps() -> None:
    """R003, R018–R025: seven citizen-facing themes, one internal; what went before and what became of it."""
    york = load(DEMO / "york")
    themes = Element.objects.filter(
        council=york, edition__is_current=True, edition__plan__is_main=True, level__key="theme"
    )
    assert sorted(themes.values_list("kind", flat=True)) == ["CITIZEN"] * 7 + ["INTERNAL"]
    internal = themes.get(kind="INTERNAL")
    assert internal.contributes.filter(kind="ENABLES").count() == 7
    shared = {"contributes__taker__edition__plan__slug": "sustainable-community-strategy"}
    assert themes.filter(contributes__kind="CONTRIBUTES", **shared).count() == 7
    years = Level.objects.filter(edition__is_current=True, edition__plan__is_main=True, years__isnull=False)
    assert dict(years.values_list("key", "years")) == {"improvement": 3, "action": 1}
    assert Succession.objects.filter(council=york, kind="DROPPED").exists()
    assert Element.objects.filter(council=york, gap_notes__code="CHI1").exists()


def test_cheltenham_is_loaded_with_its_route_its_answers_and_its_blank_target() -> None:
    """R095, R125, R126, R127."""
    cheltenham = load(DEMO / "cheltenham")
    objectives = Element.objects.filter(
        council=cheltenham, edition__slug="2012-13", level__key="objective"
    ).order_by("position")
    assert list(objectives.values_list("kind", flat=True)) == ["COMMUNITY"] * 3 + ["CROSS_CUTTING"] * 2
    assert Step.objects.filter(council=cheltenham, edition__slug="2012-13").count() >= 6
    assert Comment.objects.filter(council=cheltenham).count() == 7
    target = Target.objects.get(council=cheltenham)
    assert (target.value, target.state, target.owner.title if target.owner else "") == (
        None, "TO_BE_SET", "Director of Built Environment",
    )  # fmt: skip


def test_hart_is_loaded_with_its_measures_and_its_milestones() -> None:
    """R134, R138: a zero that stands for a missing figure is held as in question."""
    hart = load(DEMO / "hart")
    assert (hart.measures.count(), Observation.objects.filter(council=hart).count()) == (45, 135)
    milestones = Element.objects.filter(council=hart, level__key="milestone", state="LIVE")
    assert milestones.count() == 313
    questioned = Observation.objects.get(council=hart, is_questioned=True)
    assert (questioned.measure.code, questioned.value) == ("ETS01", 0)
    assert set(hart.measures.values_list("control", flat=True)) == {"COUNCIL", "SHARED"}


def test_every_record_of_the_demonstration_says_where_it_comes_from() -> None:
    """R145: source."""
    for slug in ("york", "cheltenham", "hart"):
        council = load(DEMO / slug)
        for model in (Element, Observation, Variance, Comment, Step, Paper):
            assert not model._default_manager.filter(council=council, source="").exists(), model


def test_loading_again_changes_nothing_and_writes_nothing(york: Path) -> None:
    load(york)
    before = Entry.objects.count()
    load(york)
    assert Entry.objects.count() == before


def test_a_change_in_the_folder_changes_only_what_differs(york: Path) -> None:
    load(york)
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    path = york / "elements.csv"
    path.write_text(path.read_text("utf-8").replace("The Learning City", "The City of Learning"), "utf-8")
    load(york)
    since = Entry.objects.filter(pk__gt=last)
    assert {one.verb for one in since} == {"changed"}
    assert {"title": "The Learning City"} in [entry.before for entry in since]


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("elements.csv", "corporate-strategy,9999,theme,x,,X,,,,,,,,,s", r"row \d+, column edition"),
        ("elements.csv", "STRATEGY,theme,x,,,,,,,,,,,s", r"row \d+, column title: .*blank"),
        ("elements.csv", "STRATEGY,nothing,x,,X,,,,,,,,,s", r"column level: .*no level"),
        ("elements.csv", "STRATEGY,theme,x,nobody,X,,,,,,,,,s", r"column parent"),
        ("elements.csv", "STRATEGY,theme,x,,X,,,,,31/02/2010,,,,s", r"column starts_on: .*date"),
        ("elements.csv", "STRATEGY,theme,x,,X,,,No Such Post,,,,,,s", r"column owner: .*No post"),
        ("observations.csv", "NOPE,2007/08,1,,,,s", r"column measure: .*No measure"),
        ("observations.csv", "A5-01,soon,1,,,,s", r"column period: .*not a period"),
        ("observations.csv", "A5-01,2010/11,lots,,,,s", r"column value: .*neither a number"),
        ("targets.csv", "A5-01,2010/11,To be set,,,,s", r"column reason: .*says why"),
        ("finance.csv", "Monitor 9,,Line,PART,,1,,,2.5,,,s", r"column base_kind: .*percentage"),
        ("comments.csv", "corporate-strategy/2009-12,1,,,,Words,,NOTED,,s", r"column response: .*answer"),
    ],
)  # fmt: skip
def test_anything_wrong_refuses_the_whole_folder_and_says_where(
    york: Path, file: str, line: str, said: str
) -> None:
    """R143."""
    with (york / file).open("a", encoding="utf-8") as table:
        table.write(line.replace("STRATEGY", "corporate-strategy,2009-12") + "\n")
    with pytest.raises(UnreadableFile, match=said):
        load(york)
    assert not Council.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("text", ["", "[council]\nslug = 'x'\n", "not toml at all ["])
def test_a_folder_without_a_readable_council_toml_is_refused(tmp_path: Path, text: str) -> None:
    if text:
        (tmp_path / "council.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"council\.toml"):
        load(tmp_path)


def test_the_bad_rows_of_a_file_come_back_with_what_is_wrong(tmp_path: Path) -> None:
    """R143: a report of rejected rows."""
    cast = a_council()
    path = tmp_path / "results.csv"
    path.write_text(
        "period,measure,value\n2014/15 Q1,M1,78.5\n2014/15 Q1,M1,79\nsoon,M1,1\n", encoding="utf-8"
    )
    file = read_figures(path, cast.council, measured_of(cast.council), read_labels())
    brought = bring_figures(file, good_rows_only=True, **WHO)
    assert (brought.stored.created, brought.wrong_rows, len(brought.problems)) == (1, 2, 2)
    lines = brought.rejected_file().decode("utf-8-sig").splitlines()
    assert lines[0] == "period,measure,value,what is wrong"
    assert lines[1].startswith("2014/15 Q1,M1,79,Row 2 already gives")
    with pytest.raises(UnreadableFile):
        brought.or_refused()


def test_a_council_cannot_take_an_address_of_the_site(york: Path) -> None:
    path = york / "council.toml"
    path.write_text(path.read_text("utf-8").replace('slug = "york"', 'slug = "sign-in"', 1), "utf-8")
    with pytest.raises(UnreadableFile, match="an address of the site itself"):
        load(york)
