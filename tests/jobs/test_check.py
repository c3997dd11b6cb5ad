"""`goldenthread check` as an officer runs it: what is printed, where, and the exit code (R011, R143)."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from goldenthread.jobs import check_printed
from goldenthread.jobs.commands import cli

ROOT = Path(__file__).resolve().parents[2]
HART = str(ROOT / "demo" / "hart" / "hart_kpis_2014_15_q1.csv")
ROLLUPS = str(ROOT / "demo" / "rules" / "published_rollups.csv")
HART_COLUMNS = [
    *("--column", "measure=ref", "--column", "target=q1_target", "--column", "actual=q1_2014_15"),
    *(
        "--column",
        "previous=q4_2013_14",
        "--column",
        "published_status=q1_status",
        "--column",
        "note=q1_note",
    ),
]
TABLE = """measure,polarity,target,actual,published_status
Bins,higher,80,78.5,amber
Parks,lower,5,6,red
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "kpis.csv"
    path.write_text(TABLE)
    return path


def run(*arguments):
    """As it is typed: a command first run outside its group would keep no `-h`, for every later test."""
    return CliRunner().invoke(cli, ["check", *(str(one) for one in arguments)])


def test_it_ends_with_0_when_all_that_was_published_agrees(table):
    done = run(table, "--rule", "within:10%")

    assert (done.exit_code, done.stderr) == (0, "")
    assert "2    Bins     amber      near target" in done.stdout
    assert (
        "78.5 against a target of 80: missed by 1.5, within the 8 allowed (10% of the target)" in done.stdout
    )
    assert done.stdout.endswith(
        "Published against calculated: 2 agree, 0 differ, 0 with nothing published.\n"
        "On target:   0 of 2 rated (0.0%); of all 2, 0.0%\n"
        "Near target: 1 of 2 rated (50.0%); of all 2, 50.0%\n"
        "Off target:  1 of 2 rated (50.0%); of all 2, 50.0%\n"
        "Not rated:   0 of 2\n"
        "Direction:   of 0 compared, 0 improved, 0 same, 0 worse; 2 cannot be compared\n"
    )


def test_it_ends_with_1_when_something_differs(table):
    done = run(table, "--rule", "met")

    assert done.exit_code == 1
    assert "DIFFERS  78.5 against a target of 80: missed by 1.5" in done.stdout


def test_it_ends_with_0_when_nothing_was_published(tmp_path):
    path = tmp_path / "kpis.csv"
    path.write_text("measure,polarity,target,actual\nBins,higher,80,\n")

    done = run(path, "--rule", "met", "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["rows"][0]["agrees"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv", "--rule", "met"], "goldenthread check: none.csv: there is no such file\n"),
        ([str(ROOT), "--rule", "met"], f"goldenthread check: {ROOT}: this is a folder, not a file\n"),
        (
            [HART, "--rule", "met"],
            f"goldenthread check: {HART}, row 1, column measure: there is no such column",
        ),
        ([HART, *HART_COLUMNS, "--rule", "nosuch"], "goldenthread check: rule nosuch: there is no such rule"),
        ([HART, *HART_COLUMNS, "--rule", "within:ten"], "“within:ten” is not a short rule"),
        ([HART, *HART_COLUMNS], "Give a rule: --rule met, within:10%, within:2, floor"),
        ([HART, "--rule", "met", "--column", "actual"], "“actual” is not NAME=HEADER"),
        ([HART, "--rule", "met", "--column", "result=q1"], "where NAME is one of: measure, polarity"),
        ([], "Missing argument 'TABLE'"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_it_ends_with_2_and_a_line_on_standard_error_when_it_cannot_read(arguments, said, more):
    done = run(*arguments, *more)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_each_problem_is_named_by_file_row_and_column(tmp_path):
    """R143"""
    path = tmp_path / "kpis.csv"
    path.write_text("measure,polarity,target,actual\nBins,higher,8O,7\nParks,up,5,6\n")

    done = run(path, "--rule", "met")

    first, second = done.stderr.splitlines()
    assert first.startswith(f"goldenthread check: {path}, row 2, column target: “8O” is neither a number")
    assert second.startswith(f"goldenthread check: {path}, row 3, column polarity: “up” is not a polarity")


def test_json_rows_keep_the_tables_order():
    done = run(HART, *HART_COLUMNS, "--rule", "within:10%", "--json")
    data = json.loads(done.stdout)

    assert done.exit_code == 1
    assert [row["measure"] for row in data["rows"]][:3] == ["CS01", "CS02a", "CS02b"]
    assert data["rollup"]["on_target_of_rated_pct"] == 63.4
    assert data["rollup"]["on_target_of_all_pct"] == 57.8


def test_a_workbook_is_read_like_a_csv(tmp_path):
    book = Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Q1")
    for row in (
        ["Measure", "Polarity", "Target", "Actual", "Published status"],
        ["Calls", "higher", 0.9, 0.81, "amber"],
    ):
        sheet.append(row)
    for cell in ("C2", "D2"):
        sheet[cell].number_format = "0%"
    path = tmp_path / "kpis.xlsx"
    book.save(path)

    (row,) = json.loads(run(path, "--rule", "within:10%", "--json").stdout)["rows"]

    assert (row["reason"], row["agrees"]) == (
        "81 against a target of 90: missed by 9, within the 9 allowed (10% of the target)",
        True,
    )
    assert "has no sheet “Q2”" in run(path, "--rule", "met", "--sheet", "Q2").stderr


def test_published_roll_ups_need_no_rule():
    """R141"""
    done = run(ROLLUPS)

    assert done.exit_code == 1
    assert "does not add up   17 + 14 + 8 = 39, but the stated total is 40: 1 missing" in done.stdout
    assert done.stdout.endswith(
        "Of 27 roll-ups: adds up 19, rounding 1, does not add up 4, cannot be tested 3.\n"
    )
    assert json.loads(run(ROLLUPS, "--json").stdout)["counts"]["total"] == 27


def test_roll_ups_that_add_up_end_with_0(tmp_path):
    path = tmp_path / "rollups.csv"
    path.write_text('Parts,Stated total\n"3 green, 2 red",5\n"33%, 33%, 33%",100%\n4,\n')

    assert run(path).exit_code == 0


def test_a_terminal_gets_columns_that_wrap(table, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")

    check_printed._table(["Row", "Why"], [["2", "[red]not mark-up[/red] " + "long " * 20], ["3", "DIFFERS"]])

    shown = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert "[red]not mark-up[/red]" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "−3 “x” é…"), ("ascii", '-3 "x" ?...'), ("cp1252", '-3 "x" é...')],
)
def test_what_a_terminal_cannot_show_is_made_plainer(encoding, expected):
    class Stream:
        pass

    Stream.encoding = encoding
    assert check_printed.safe("−3 “x” é…\x1b\u202e", Stream()) == expected


def in_its_own_process(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", "from goldenthread.jobs.check import check; check()", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_a_pipe_that_speaks_only_ascii_gets_text_all_the_same():
    done = in_its_own_process(HART, *HART_COLUMNS, "--rule", "met", PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"-28 against a target of 0: missed by 28" in done.stdout


def test_it_needs_no_django_and_starts_quickly(table):
    code = (
        "import sys; from goldenthread.jobs.check import check\n"
        "try: check(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "assert not {'django', 'openpyxl', 'rich', 'lxml'} & set(sys.modules)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(table), "--rule", "met"], cwd=ROOT, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert time.perf_counter() - began < 5  # about 0.1 s; the limit leaves room for a busy machine
