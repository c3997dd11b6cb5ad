"""The sentences on a workbook that came back."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.returned_told import of_return, of_stored
from goldenthread.core.sentences import said

NONE = {"changes": 0, "conflicts": 0, "queries": 0, "problems": 0, "still_open": 0}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"lines": 0}, "No line of yours came back in it. Nothing is stored."),
        ({"lines": 1, "changes": 1}, "The one line that came back changes something. Nothing is stored yet."),
        ({"lines": 20}, "Of 20 lines that came back, none changes something. Nothing is stored yet."),
        (
            {"lines": 20, "changes": 17, "conflicts": 1, "queries": 2, "problems": 3, "still_open": 6},
            "Of 20 lines that came back, 17 change something. One was changed by somebody else meanwhile. "
            "Something is asked of two. Three can’t be stored as they are. Nothing is stored yet: six lines "
            "still to settle.",
        ),
    ],
)
def test_what_came_back(given: dict[str, Any], words: str) -> None:
    assert said(of_return(**{**NONE, **given})) == words


def test_what_was_stored() -> None:
    assert said(of_stored(1, is_sent=False)) == "One line was stored, and waits to be sent."
    assert said(of_stored(20, is_sent=True)) == "20 lines were stored and sent on to be checked."
