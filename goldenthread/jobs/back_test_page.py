"""The reference page on what odds were worth: Hart's dated milestones, predicted beside what happened."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from goldenthread.core.back_test import HELD, Look, Seen, back_test
from goldenthread.core.sentences import on_day, said
from goldenthread.reports import back_test_grids as tables
from goldenthread.reports.grids import Grid

HART = Path(__file__).resolve().parents[2] / "demo" / "hart"
_DONE = {"TRUE": True, "FALSE": False, "": None}
_INTRODUCTION = f"""\
# What odds were worth

<!-- Made by `python -m goldenthread.jobs.docs` from demo/hart and core/back_test.py. -->

Hart District Council published its service plans' milestones as they stood on three days of 2014, each
with its due date, the colour its owner stated, and whether it was done. It published no effort, so a
simulation has nothing to go on and can't be tested on it: what is tested here is what can be said without
effort, a chance by what became of lines like this one before. Lines are alike in when they are due, then in
their stated colour, then in how far on the work above them was; each step is held towards the one before as
if by {HELD} lines more. What is predicted was never fitted on. This was set down before anything was scored,
and every score is here, whatever it says.
"""


def back_test_page() -> str:
    """docs/reference/back-test.md, in Markdown."""
    parts = [_INTRODUCTION]
    for one in back_test(hart_looks()):
        parts += [
            f"## Said on {on_day(one.on)}, looked at on {on_day(one.then)}\n",
            f"Fitted on {one.fitted_on:,} lines of the looks before. {said(tables.headline([one]))}\n",
            _table(tables.calibration_of(one)),
            _table(tables.scores_of(one)),
            _table(tables.classes_of(one)),
            f"{tables.lost_words(one)}\n",
        ]
    return "\n".join(parts)


def hart_looks() -> list[Look]:
    """What Hart published, by day: each milestone under the code that it has in the demonstration."""
    with (HART / "elements.csv").open(encoding="utf-8", newline="") as file:
        above = {
            f"{row['plan']}/{row['edition']}/{row['code']}": f"{row['plan']}/{row['edition']}/{row['parent']}"
            for row in csv.DictReader(file)
        }
    told: dict[date, dict[str, dict[str, str]]] = defaultdict(dict)
    with (HART / "updates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told[date.fromisoformat(row["made_on"])][row["element"]] = row
    counted = {code for rows in told.values() for code, row in rows.items() if row["done"]}
    return [
        Look(on, {code: _seen(rows[code], rows.get(above.get(code, ""))) for code in rows.keys() & counted})
        for on, rows in sorted(told.items())
    ]


def _seen(row: dict[str, str], above: dict[str, str] | None) -> Seen:
    percent = row["percent_complete"] or (above or {}).get("percent_complete", "")
    due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return Seen(_DONE[row["done"]], due_on, row["stated"], int(percent) if percent else None)


def _table(shown: Grid) -> str:
    head = " | ".join(column.head for column in shown.columns)
    rules = " | ".join("---:" if column.is_number else "---" for column in shown.columns)
    rows = "".join(f"| {' | '.join(cell.text for cell in row.cells)} |\n" for row in shown.rows)
    return f"### {shown.caption}\n\n| {head} |\n| {rules} |\n{rows}"
