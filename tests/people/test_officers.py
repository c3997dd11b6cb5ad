"""Who counts as one of the council's own: what is closed or exempt is for them alone."""

from __future__ import annotations

import pytest

from goldenthread.core.duties import Held
from goldenthread.people.officers import VISITOR, Officer


@pytest.mark.parametrize(
    ("officer", "inside"),
    [
        (VISITOR, ""),
        (Officer("P", "p", "testbury", "PARTNER"), ""),
        (Officer("P", "p", "testbury", "PUBLIC"), ""),
        (Officer("P", "p", "testbury", "SCRUTINY"), "testbury"),
        (Officer("P", "p", "testbury", "PARTNER", also=(Held("UPDATER"),)), "testbury"),
    ],
)
def test_partners_and_the_public_read_what_is_open(officer: Officer, inside: str) -> None:
    """R142: a partner's officer signs in at the council and works for somebody else."""
    assert officer.inside == inside
