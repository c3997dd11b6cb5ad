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
    for name in ("home", "plans", "measures", "progress", "gaps", "thread", "map"):
        assert f"\n{name} " in done.stdout
    assert "Search of a council with 120 elements in 20 editions" in done.stdout
    assert "\na word mistyped " in done.stdout
