"""The strain's first sentences: services, in how many of their quarters, and scarce skills."""

from __future__ import annotations

from goldenthread.core.sentences import said
from goldenthread.reports.figures.strain import of_services


def told(*beyond: tuple[str, int]) -> str:
    return said(of_services(beyond))


def test_services_under_strain_are_named_with_their_quarters() -> None:
    """R105: services under strain are named."""
    assert told() == "No service is asked for more than it can give."
    assert told(("HR", 1)) == "HR is asked for more than it can give, in one quarter."
    assert told(("HR", 3), ("IT", 1)) == (
        "HR and IT are asked for more than they can give: HR in three quarters, IT in one quarter."
    )
    assert told(("HR", 2), ("IT", 2)) == (
        "HR and IT are asked for more than they can give, in two quarters each."
    )
    four = told(("HR", 4), ("IT", 2), ("Parks", 1), ("Legal", 1))
    assert four.startswith("HR, IT, Parks and one more are asked for more than they can give: HR in four")
