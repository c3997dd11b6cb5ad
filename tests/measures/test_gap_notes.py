"""Speaking for the gaps of measures, beside the notes that blank targets and baselines bring."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions as measures
from goldenthread.measures.gap_notes import name_measure_gap
from goldenthread.measures.models import MeasureGapNote
from goldenthread.people.officers import Officer
from goldenthread.plans.gap_permissions import Said
from goldenthread.reports.figures.measure import measure_page
from goldenthread.reports.figures.position import gather
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    OWNER,
    Q1,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    observation_row,
    target_row,
)

pytestmark = pytest.mark.django_db
DUE = date(2014, 10, 31)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def speak(cast: Cast, code: str = "TAR1", by: Officer = OWNER, version: int = 0, **said) -> MeasureGapNote:
    return name_measure_gap(measure=cast.measure, code=code, said=Said(**said), version=version, by=by, at=AT)


def gap(cast: Cast, code: str = "TAR1"):
    found = {
        one.code: one for one in gather(cast.council, cast.edition, ON).gaps_on("measure", cast.measure.pk)
    }
    assert found == {one.code: one for one in measure_page(cast.council, cast.measure, ON).gaps}
    return found.get(code)


def test_a_gap_of_a_measure_is_spoken_for_and_shown_wherever_it_stands(cast: Cast) -> None:
    owner = cast.council.posts.get(title="Strategy Manager")
    kept = speak(cast, owner=owner, due_on=DUE, reason="Baseline first")
    assert (kept.version, str(kept)) == (1, "TAR1: M1 Measure M1")
    shown = gap(cast)
    assert (shown.reason, shown.owner, shown.due_on) == ("Baseline first", "Strategy Manager", DUE)
    assert Entry.objects.filter(subject_kind="measuregapnote").first().verb == "named"


def test_what_is_said_of_the_gap_comes_before_the_blank_targets_own_words(cast: Cast) -> None:
    """R126, R127."""
    measures.record_observations(council=cast.council, rows=[observation_row(cast.measure, Q1, "5")], **WHO)
    measures.set_targets(
        council=cast.council, rows=[target_row(cast.measure, Q1, None, reason="New measure")], **WHO
    )
    assert gap(cast).reason == "New measure"
    speak(cast, due_on=DUE)
    assert (gap(cast).reason, gap(cast).due_on) == ("New measure", DUE)


def test_a_filled_gap_is_gone_and_its_note_with_it(cast: Cast) -> None:
    speak(cast, reason="Soon")
    measures.record_observations(council=cast.council, rows=[observation_row(cast.measure, Q1, "5")], **WHO)
    measures.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "4")], **WHO)
    assert gap(cast) is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"by": NEIGHBOUR, "reason": "x"}, "can say who fills a gap"),
        ({"code": "OWN1", "reason": "x"}, "No rule about measures is called OWN1"),
        ({"version": 3, "reason": "x"}, "Somebody else changed this gap"),
        ({"is_accepted": True}, "only for a reason"),
        ({}, "Say who fills it"),
    ],
)
def test_what_can_not_be_said(given: dict, sentence: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=sentence):
        speak(cast, **given)
    assert not MeasureGapNote.objects.exists()


def test_an_accepted_gap_of_a_measure_still_counts(cast: Cast) -> None:
    speak(cast, by=STRATEGY, reason="For information", is_accepted=True)
    assert gap(cast).is_accepted
