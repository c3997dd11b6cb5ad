"""Planning cycles: the files that come with the product are read, bad ones are refused with a sentence."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.cycles import UnreadableCycle, cycle_from, dated
from goldenthread.core.refused import UnreadableFile
from goldenthread.planning import cycle_policies

STEP = {"key": "a", "name": "Draft", "from": "-1/12"}
GOOD: dict[str, Any] = {"council": "C", "name": "N", "year": 2012, "source": "S", "step": [STEP]}


def test_the_product_offers_rich_cycles_of_several_councils() -> None:
    found, wrong = cycle_policies.cycles()
    assert wrong == []
    assert len({one.council for one in found}) >= 5
    assert all(one.source for one in found)


def test_maidstones_days_are_those_of_its_timetable() -> None:
    steps = {one.step.key: one for one in dated(cycle_policies.read_cycle("maidstone-2012"), 2012)}
    assert steps["timetable"].first == date(2011, 9, 14)
    assert (steps["scrutiny"].first, steps["scrutiny"].last) == (date(2012, 1, 1), date(2012, 1, 31))


@given(st.integers(1974, 2199))
def test_every_cycle_has_days_for_every_year(year: int) -> None:
    for one in cycle_policies.cycles()[0]:
        for step in dated(one, year):
            assert step.first <= step.last
            assert step.last.day <= monthrange(step.last.year, step.last.month)[1]


def step(**more: Any) -> dict[str, Any]:
    return {**GOOD, "step": [{**STEP, **more}]}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**GOOD, "step": []}, "at least one"),
        ({**GOOD, "step": [STEP] * 61}, "up to 60 steps"),
        ({**GOOD, "step": ["x"]}, "is not a"),
        ({**GOOD, "year": "2012"}, "Write “year”"),
        ({**GOOD, "year": True}, "Write “year”"),
        ({**GOOD, "council": " "}, "needs its “council”"),
        ({**GOOD, "colour": "red"}, "has no “colour”"),
        (step(of="park"), "is of “park”"),
        (step(name="x" * 301), "301 letters"),
        (step(**{"from": "December"}), "year/month"),
        (step(**{"from": "-9/12"}), "from -3 to 3"),
        (step(**{"from": "0/13"}), "write 1 to 12"),
        (step(**{"from": "0/2/29"}), "every year has"),
        (step(**{"from": "0/2/0"}), "every year has"),
        (step(until="-1/11"), "ends before it begins"),
        (step(waits_for="b"), "only one of"),
        (step(waits_for="b", because="x"), "which is no step here"),
        ({**GOOD, "step": [STEP, {**STEP, "name": "Other"}]}, "Two steps have the key"),
        ({**GOOD, "step": [STEP, {**STEP, "key": "b"}]}, "same name and first day"),
        (step(waits_for="a", because="x"), "for itself"),
    ],
)
def test_a_file_that_cannot_be_obeyed_is_refused_with_a_sentence(data, sentence) -> None:
    with pytest.raises(UnreadableCycle) as refusal:
        cycle_from(data, "x")
    assert sentence in str(refusal.value)


def test_a_bad_file_leaves_the_others_in_use(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "cycles"
    folder.mkdir()
    (folder / "bad.toml").write_text("council = ")
    (folder / "good.toml").write_text(  # as small as one can be
        'council = "C"\nname = "N"\nyear = 2012\nsource = "S"\n'
        '[[step]]\nkey = "a"\nname = "D"\nfrom = "0/1"\n'
    )
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    found, wrong = cycle_policies.cycles()
    assert [one.key for one in found] == ["good"]
    assert "bad.toml" in wrong[0]
    with pytest.raises(UnreadableFile, match="There is no such cycle"):
        cycle_policies.read_cycle("none")
