"""Measures with their full sheets by file: in, out, and in again (R047, R048)."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.council_tables.measures import read_measures
from goldenthread.exchange.council_tables.sheets import read_breakdowns, read_definitions
from goldenthread.measures.models import Alias, Breakdown, EarlierDefinition, Measure
from goldenthread.reports.sheets import csv_of
from goldenthread.reports.tables.measure_files import measures_as_defined
from tests.cast import WHO, Cast, a_council

pytestmark = pytest.mark.django_db
FULL = (
    "code,title,polarity,unit,kind,question,numerator,denominator,per,frequency,reporting,derivation,lag_days,"
    "low,high,levels,aliases,updater,owner,tolerance,stage,quality,quality_note,elements\n"
    "R1,Crime,lower,,RATE,Is it safe?,Crimes,People,1000,MONTHLY,QUARTERLY,AVERAGE,30,,,,"
    "NI:NI 195; LGBF:ENV1,Strategy Manager,Head of Streets,1.5%,OUTCOME,FAIR,Late,strategy/2014/clean\n"
    "L1,Rating,higher,,LEVEL,,,,,YEARLY,,,,,,Poor; Good,,,,,,,,\n"
    "W1,Stock,range,days,DURATION,,,,,QUARTERLY,,,,,30,,,,,,,,,\n"
)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def given(tmp_path: Path, text: str, name: str = "measures.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


FIELDS = [one.name for one in Measure._meta.concrete_fields if one.name not in ("id", "version", "position")]


def everything(cast: Cast) -> list[object]:
    held = Measure.objects.filter(council=cast.council).order_by("code")
    aliases = Alias.objects.order_by("measure__code", "scheme").values_list("measure__code", "scheme", "code")
    linked = held.values_list("code", "elements__code").order_by("code", "elements__code")
    return [list(held.values_list(*FIELDS)), list(aliases), list(linked)]


def test_measures_read_back_into_the_same_measures(cast: Cast, tmp_path: Path) -> None:
    read_measures(given(tmp_path, FULL), cast.council, WHO)
    rate, stock = Measure.objects.get(code="R1"), Measure.objects.get(code="W1")
    assert (rate.per, rate.lag_days, rate.updater.title) == (1000, 30, "Strategy Manager")
    assert (stock.polarity, stock.low, stock.high) == ("RANGE", None, 30)
    assert Measure.objects.get(code="L1").levels == ["Poor", "Good"]
    assert list(Alias.objects.values_list("scheme", "code")) == [("LGBF", "ENV1"), ("NI", "NI 195")]
    before = everything(cast)
    written = csv_of(measures_as_defined(cast.council))
    path = tmp_path / "again.csv"
    path.write_bytes(written)
    read_measures(path, cast.council, WHO)
    assert everything(cast) == before
    Measure.objects.filter(code__in=["R1", "L1", "W1"]).delete()
    read_measures(path, cast.council, WHO)
    assert everything(cast) == before


def test_what_a_file_does_not_say_stays_and_the_unit_tells_the_kind(cast: Cast, tmp_path: Path) -> None:
    read_measures(given(tmp_path, FULL), cast.council, WHO)
    short = "code,title,polarity,unit\nR1,Crime,lower,\nP1,Share,higher,%\nM1,Cost,lower,%\n"
    read_measures(given(tmp_path, short), cast.council, WHO)
    assert Measure.objects.get(code="R1").question == "Is it safe?"
    assert Measure.objects.get(code="R1").kind == "RATE"
    assert Measure.objects.get(code="P1").kind == "PERCENTAGE"


def test_parts_and_earlier_definitions_are_read(cast: Cast, tmp_path: Path) -> None:
    parts = given(tmp_path, "measure,name,by,adds_up\nM1,Acomb,WARD,TRUE\nM1,Clifton,WARD,TRUE\n", "b.csv")
    read_breakdowns(parts, cast.council, WHO)
    assert list(Breakdown.objects.values_list("name", "by", "adds_up")) == [
        ("Acomb", "WARD", True), ("Clifton", "WARD", True),
    ]  # fmt: skip
    text = "measure,until_on,reason,definition,comparable\nM1,2014-03-31,New rules,Streets,FALSE\n"
    read_definitions(given(tmp_path, text, "d.csv"), cast.council, WHO)
    held = EarlierDefinition.objects.get()
    assert (str(held.until_on), held.is_comparable, held.definition) == ("2014-03-31", False, "Streets")


def test_what_cannot_be_read_is_told_by_row_and_column(cast: Cast, tmp_path: Path) -> None:
    text = "code,title,polarity,aliases,kind,retired_on\nX1,X,higher,195,WEIGHT,2014-01-01\n"
    with pytest.raises(UnreadableFile) as refused:
        read_measures(given(tmp_path, text), cast.council, WHO)
    assert {one.column for one in refused.value.problems} == {"aliases", "kind", "retired_because"}
    assert not Measure.objects.filter(code="X1").exists()
