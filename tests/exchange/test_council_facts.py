"""What `council.toml` may hold, and the sentence for each thing it may not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.exchange.council import read_facts
from goldenthread.exchange.council_facts import faults_in
from tests.exchange.small_folder import TOML

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.mark.parametrize("slug", ["york", "cheltenham", "hart"])
def test_the_demonstration_has_no_fault(slug: str) -> None:
    assert faults_in(read_facts(DEMO / slug)) == []


def test_the_small_folder_has_no_fault() -> None:
    assert faults_in(tomllib.loads(TOML)) == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("[council]", "[authority]", ["The part [council] must give a slug and a name."]),
        ("[council]", "[[council]]", ["The part [council] must give a slug and a name."]),
        ('slug = "testbury"', "", ["[council], slug: it is missing. Write it."]),
        (
            'slug = "testbury"',
            'slug = "Test bury/"',
            [
                "[council], slug: “Test bury/” can't be part of an address. Use up to 40 letters, digits and "
                "hyphens."
            ],
        ),
        ('name = "Testbury Council"', 'name = ""', ["[council], name: it is missing. Write it."]),
        ('name = "Testbury Council"', "name = 5", ["[council], name: “5” is not a text in quotation marks."]),
        ("open = true", "open = 1", ["[council], open: “1” is not true or false."]),
        (
            "open = true",
            "open = true\nyear_start_day = 31",
            ["[council], year_start_day: 31 is not from 1 to 28."],
        ),
        (
            "position_on = 2014-09-02",
            'position_on = "2014-09-02"',
            [
                "[council], position_on: “2014-09-02” is not a day, written 2014-06-30 without "
                "quotation marks."
            ],
        ),
        (
            "position_on = 2014-09-02",
            "position_on = 2014-09-02T10:00:00",
            [
                "[council], position_on: “2014-09-02 10:00:00” is not a day, written 2014-06-30 without "
                "quotation marks."
            ],
        ),
        ("[[directorate]]", "[directorate]", ["directorate: begin each with a line [[directorate]]."]),
        (
            '[[service]]\nname = "Streets"',
            '[[service]]\nname = "Parks"\n[[service]]\nname = "Parks"',
            ["[[service]] 2, name: “Parks” stands in [[service]] 1 already. Keep one of them."],
        ),
        (
            'kind = "EXECUTIVE"',
            'kind = "COURT"',
            [
                "[[body]] 1, kind: “COURT” is not one of COUNCIL, EXECUTIVE, SCRUTINY, PARTNERSHIP, "
                "MANAGEMENT."
            ],
        ),
        ('kind = "CORPORATE"', "", ["[[plan]] 1, kind: it is missing. Write it."]),
        (
            "ends_on = 2017-03-31",
            "ends_on = 2013-03-31",
            ["[[plan]] 1, ends_on: the plan ends before it starts."],
        ),
        (
            'key = "action"',
            'key = "theme"',
            [
                "[[plan.edition.level]] 2, key: “theme” stands in [[plan.edition.level]] 1 already. "
                "Keep one of them."
            ],
        ),
        ('key = "action"', "", ["[[plan.edition.level]] 2, key: it is missing. Write it."]),
        ("years = 1", "years = 40000", ["[[plan.edition.level]] 2, years: 40000 is not from 0 to 32,767."]),
        (
            "years = 1",
            "limit = true",
            ["[[plan.edition.level]] 2, limit: “True” is not a whole number without quotation marks."],
        ),
        (
            'edition = "strategy/2014"',
            'edition = "strategy/2015"',
            ["[[paper]] 1, edition: no edition is called “strategy/2015” in this file."],
        ),
        (
            'body = "Cabinet"',
            'body = "Court"',
            ["[[paper]] 1, body: no body is called “Court” in this file."],
        ),
        (
            'body = "Cabinet"',
            'state = "DECIDED"',
            ["[[paper]] 1, decision: a decided paper gives its decision."],
        ),
        (
            'body = "Cabinet"',
            "background = [1]",
            ["[[paper]] 1, background: “[1]” is not a list of texts in square brackets."],
        ),
        (
            'category = "Legal"',
            'category = "Legal"\nnone = true\ntext = "Some"',
            ["[[paper]] 1, Legal: either write the implications or say that there are none."],
        ),
        ("number = 1", "", ["[[paper.option]] 1, number: it is missing. Write it."]),
        (
            'paper = "monitor-1"',
            'paper = "monitor-2"',
            ["[[monitor]] 1, paper: no paper is called “monitor-2” in this file."],
        ),
        (
            'service = "Streets"',
            'service = "Street"\ndirectorate = "People"',
            [
                "[[post]] 1, service: no service is called “Street” in this file.",
                "[[post]] 1, directorate: no directorate is called “People” in this file.",
            ],
        ),
        (
            "current = true",
            'current = true\nreplaces = "2013"',
            ["Edition 2014, replaces: no edition here is “2013”."],
        ),
        (
            '[[plan]]\nslug = "streets"',
            '[[plan.edition]]\nslug = "2015"\nname = "2015"\ncurrent = true\n[[plan]]\nslug = "streets"',
            ["[[plan]] 1: a plan has one current edition. Leave the others out."],
        ),
        (
            "[[paper]]",
            '[[plan]]\nslug = "b"\nname = "b"\nkind = "SERVICE"\nmain = true\n[[paper]]',
            ["[[plan]], main: a council has one main plan. Leave the others out."],
        ),
        (
            'manager = "Head of Streets – and Parks"',
            'manager = "Nobody"',
            ["[[post]] 1, manager: no post is called “Nobody” in this file."],
        ),
        (
            'title = "Head of Streets – and Parks"\n',
            'title = "Head of Streets – and Parks"\nmanager = "Litter picker"\n',
            [
                "[[post]] 1, manager: “Litter picker” comes round to itself. Name another post.",
                "[[post]] 2, manager: “Head of Streets – and Parks” comes round to itself. "
                "Name another post.",
            ],
        ),
        (
            'basis = "ILLUSTRATIVE"',
            'basis = "GUESSED"',
            ["[[post]] 1, basis: “GUESSED” is not one of STATED, INFERRED, ILLUSTRATIVE."],
        ),
        ('slug = "police"', "", ["[[partner]] 1, slug: it is missing. Write it."]),
        (
            'meaning = "Sustainable Community Strategy"',
            "",
            ["[[term]] 1, meaning: it is missing. Write it."],
        ),
        (
            'replaced_by = "Cabinet"',
            'replaced_by = "Court"',
            ["[[body]] 2, replaced_by: no body is called “Court” in this file."],
        ),
        ('replaced_by = "Cabinet"', "", ["[[body]] 2, replaced_by: name the body that took its place."]),
        (
            'replaced_by = "Cabinet"',
            'replaced_by = "Environment committee"',
            ["[[body]] 2, replaced_by: “Environment committee” comes round to itself. Name another body."],
        ),
        (
            'service = "Streets"\n\n[[plan.edition]]',
            'service = "Parks"\n\n[[plan.edition]]',
            ["[[plan]] 2, service: no service is called “Parks” in this file."],
        ),
        (
            'kind = "FRAMEWORK"',
            'kind = "FRAMEWORK"\nservice = "Streets"',
            [
                "[[plan]] 3, service: only a plan of kind SERVICE is a service's own. Leave it out.",
                "[[plan]] 3, service: [[plan]] 2 is this service's plan already. Give it another edition "
                "instead.",
            ],
        ),
        (
            'retired_because = "Abolished"',
            "",
            ["[[plan]] 3, retired_because: a plan that is retired says why. Write the reason."],
        ),
        (
            "retired_on = 2010-06-25",
            'retired_on = "2010"',
            ["[[plan]] 3, retired_on: “2010” is not a day, written 2014-06-30 without quotation marks."],
        ),
        (
            "update_number = 2",
            "update_number = -1",
            ["[[plan.edition]] 1, update_number: -1 is not from 0 to 32,767."],
        ),
        (
            "needs_carrier = true",
            'needs_carrier = "yes"',
            ["[[plan.edition.level]] 2, needs_carrier: “yes” is not true or false."],
        ),
    ],
)
def test_each_fault_is_told_with_its_place(old: str, new: str, faults: list[str]) -> None:
    """R143."""
    assert TOML.count(old) >= 1
    assert faults_in(tomllib.loads(TOML.replace(old, new, 1))) == faults


def test_every_fault_is_told_at_once() -> None:
    wrong = TOML.replace("open = true", "open = 1").replace('kind = "CORPORATE"', 'kind = "LOCAL"')
    assert [fault.split(":")[0] for fault in faults_in(tomllib.loads(wrong))] == [
        "[council], open", "[[plan]] 1, kind",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not toml [", "It is not readable as TOML"),
        (b"\xff\xfe\x00", "It is not readable as TOML"),
        (b"", "The part [council] must give a slug and a name."),
    ],
)
def test_a_file_that_is_no_toml_says_so(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "council.toml").write_bytes(content)
    with pytest.raises(UnreadableFile) as refusal:
        read_facts(tmp_path)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.row, problem.column) == ("council.toml", None, None)
    assert problem.sentence.startswith(sentence)


@pytest.mark.parametrize("name", ["empty", "missing", "a-file"])
def test_a_folder_without_its_file_says_what_every_folder_has(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a-file").write_text("x")
    with pytest.raises(UnreadableFile) as refusal:
        read_facts(tmp_path / name)
    assert refusal.value.problems == [
        Problem(
            "council.toml", None, None,
            f"There is no council.toml in {name}. Every council's folder has one.",
        )
    ]  # fmt: skip
