"""`goldenthread import lgbf` and `import neighbours`: what they say, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from goldenthread.jobs.commands import cli
from goldenthread.people.models import Council

DEMO = Path(__file__).resolve().parents[2] / "demo"
pytestmark = pytest.mark.django_db


def run(*given: str):
    return CliRunner().invoke(cli, ["import", *given])


def test_a_set_and_a_council_of_it_are_loaded_and_counted():
    done = run("neighbours", str(DEMO / "trafford"), "--council", "trafford")
    assert done.exit_code == 0, done.output
    assert "figures: 1429 new, 0 changed, 0 as before" in done.output
    assert "Cells without a figure: 28." in done.output
    assert "Trafford and its statistical neighbours is loaded, and Trafford Council." in done.output
    assert not Council.objects.get(slug="trafford").is_open
    again = run("neighbours", str(DEMO / "trafford"), "--council", "Trafford")
    assert "figures: 0 new, 0 changed, 1429 as before" in again.output


def test_what_cannot_be_loaded_is_said_in_a_line_and_nothing_is_stored(tmp_path):
    missing = run("lgbf", str(tmp_path))
    assert missing.exit_code == 2
    assert "one file whose name ends in lgbf_indicators.csv is needed, and there is none" in missing.output
    nobody = run("neighbours", str(DEMO / "trafford"), "--council", "Atlantis")
    assert nobody.exit_code == 1
    assert "has no council “Atlantis”. Name one of: Bedford" in nobody.output
    assert not Council.objects.exists()
