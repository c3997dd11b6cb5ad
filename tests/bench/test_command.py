"""`python -m bench`, as `make bench` runs it, at tiny sizes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_command_prints_every_table_and_leaves_with_0() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Counts agree" in done.stdout
    assert "GROWS" not in done.stdout
    assert "Status, direction and control charts of 600 results at once" in done.stdout
    assert "A council with 20 measures and 120 results, 6 months each" in done.stdout
    assert "A workbook of 200 results, 200 stored, in one transaction" in done.stdout
    for name in ("home", "plans", "measures", "progress", "gaps", "thread", "map", "search, a word mistyped"):
        assert f"\n{name} " in done.stdout
    assert "A council with 800 elements in 20 editions, 1,200 contributions" in done.stdout
    assert "Starting a new edition of 60 elements with 180 links to other plans" in done.stdout
