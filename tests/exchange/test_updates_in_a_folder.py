"""What owners said, in a council's folder: by the council's own rule, or refused with the place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.models import Update
from tests.exchange.small_folder import TOML, write
from tests.exchange.test_folders import load, refused

pytestmark = pytest.mark.django_db
HEAD = "element,made_on,expected_on,in_the_way,corrective,state,view,view_reason"
WITH_RULE = TOML.replace("open = true", 'open = true\naction_rule = "north-norfolk"')


def test_the_rule_and_the_fuller_update_are_stored(tmp_path: Path) -> None:
    row = "strategy/2014/sweep,2014-08-31,2015-05-01,Two vacancies,A second crew,on-hold,failed,It is late"
    load(write(tmp_path / "testbury", WITH_RULE, updates=[HEAD, row]))

    held = Update.objects.get()
    assert action_rule_of(held.council).code == "north-norfolk"
    assert (held.expected_on, held.in_the_way, held.corrective) == (
        date(2015, 5, 1), "Two vacancies", "A second crew",
    )  # fmt: skip
    assert (held.state, held.view, held.view_reason) == ("on-hold", "failed", "It is late")


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ("2015-02-30,,,,,", "expected_on", "“2015-02-30” is not a date"),
        (",,,amber,,", "state", "“amber” is no status of this council. Write one of: completed-success"),
        (",,,,puce,Because", "view", "“puce” is no status of this council"),
        (",,,,failed,", "view_reason", "which status and why. Give both or neither"),
    ],
)
def test_what_makes_no_sense_names_its_place(tmp_path: Path, cells: str, column: str, sentence: str) -> None:
    rows = [HEAD, f"strategy/2014/sweep,2014-08-31,{cells}"]
    ((file, row, at, words),) = refused(write(tmp_path / "testbury", WITH_RULE, updates=rows))

    assert (file, row, at) == ("updates.csv", 2, column)
    assert sentence in words


def test_an_unknown_rule_for_actions_is_refused(tmp_path: Path) -> None:
    toml = TOML.replace("open = true", 'open = true\naction_rule = "no-such-rule"')
    ((file, *_, sentence),) = refused(write(tmp_path / "testbury", toml))

    assert (file, sentence[:34]) == ("rule no-such-rule", "There is no such rule for actions;")
