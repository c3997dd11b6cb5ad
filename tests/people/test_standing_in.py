"""Acting for another post in one thing: what is in that post's hands is in theirs, and nothing more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.people.models import Council
from goldenthread.people.permissions import reasons_of_duty, subject_of
from tests.cast import NEIGHBOUR, STRANGER, Cast, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def reasons(council: Council, cast: Cast, power: str = "record_results", **more: object) -> list[str]:
    by = replace(NEIGHBOUR, **more)  # type: ignore[arg-type]
    return reasons_of_duty(council, power, by, subject_of(cast.measure.service, cast.measure.owner))


def test_who_acts_for_a_post_may_do_what_is_in_its_hands(cast: Cast) -> None:
    assert reasons(cast.council, cast) != []
    assert reasons(cast.council, cast, stands_in=("Head of Streets",)) == []


def test_a_post_that_has_nothing_to_do_with_it_helps_nobody(cast: Cast) -> None:
    assert reasons(cast.council, cast, stands_in=("Head of Parks",)) != []


def test_acting_for_a_post_gives_no_power_that_ones_own_duty_lacks(cast: Cast) -> None:
    said = reasons(cast.council, cast, stands_in=("Head of Streets",), duty="SCRUTINY")
    assert said[0].endswith("You are signed in as a scrutiny member.")
    assert reasons(cast.council, cast, "keep_rounds", stands_in=("Head of Streets",)) != []


def test_nobody_acts_for_a_post_of_another_council(cast: Cast) -> None:
    by = replace(STRANGER, stands_in=("Head of Streets",))
    subject = subject_of(cast.measure.service, cast.measure.owner)
    assert reasons_of_duty(cast.council, "record_results", by, subject) == [
        "You work for another council than Testbury."
    ]
