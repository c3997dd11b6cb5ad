"""Speaking for the gaps of elements: who, by when, why, or that it is left."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.gap_notes import close_noted_gap, name_gap
from goldenthread.plans.gap_permissions import Said
from goldenthread.plans.models import GapNote
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
DUE = date(2014, 10, 31)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def post(cast: Cast, title: str = "Strategy Manager"):
    return cast.council.posts.get(title=title)


def speak(cast: Cast, code: str = "MEA1", *, by: Officer = STRATEGY, version: int = 0, **said) -> GapNote:
    return name_gap(
        element=cast.elements["action"], code=code, said=Said(**said), version=version, by=by, at=AT
    )


def test_a_gap_is_given_a_post_a_day_and_a_reason_and_the_ledger_says_so(cast: Cast) -> None:
    kept = speak(cast, owner=post(cast), due_on=DUE, reason=" Being defined ")
    assert (kept.owner, kept.due_on, kept.reason, kept.is_accepted, kept.version) == (
        post(cast), DUE, "Being defined", False, 1,
    )  # fmt: skip
    entry = Entry.objects.filter(subject_kind="gapnote").first()
    assert (entry.verb, entry.by_post, entry.reason, entry.before) == (
        "named", "Strategy Manager", "Being defined", {},
    )  # fmt: skip
    assert entry.after == {
        "who fills it": "Strategy Manager", "due": "2014-10-31", "why": "Being defined", "accepted": "no",
    }  # fmt: skip


def test_a_change_keeps_what_was_there_before(cast: Cast) -> None:
    speak(cast, owner=post(cast), reason="Being defined")
    speak(cast, version=1, owner=post(cast, "Head of Streets"), reason="Being defined")
    entry = Entry.objects.filter(subject_kind="gapnote").first()
    assert (entry.verb, entry.before) == ("changed", {"who fills it": "Strategy Manager"})


def test_the_same_again_is_nothing(cast: Cast) -> None:
    speak(cast, reason="Being defined")
    assert speak(cast, version=1, reason="Being defined").version == 1
    assert Entry.objects.filter(subject_kind="gapnote").count() == 1


def test_a_gap_may_be_accepted_for_a_reason_and_only_for_one(cast: Cast) -> None:
    assert speak(cast, reason="Too small to measure", is_accepted=True).is_accepted
    assert Entry.objects.filter(subject_kind="gapnote").first().verb == "accepted as it is"
    with pytest.raises(Refused, match="only for a reason"):
        speak(cast, "OWN1", owner=post(cast), is_accepted=True)


def test_the_post_that_answers_for_an_element_speaks_for_its_gaps_and_its_neighbour_does_not(
    cast: Cast,
) -> None:
    """R142: “own” reaches what is in the hands of one's own post."""
    assert speak(cast, by=OWNER, reason="Being defined").reason == "Being defined"
    with pytest.raises(Refused, match=r"Only the strategy team or Head of Streets can say who fills"):
        speak(cast, "OWN1", by=NEIGHBOUR, reason="Not mine")
    with pytest.raises(Refused, match="another council"):
        speak(cast, "OWN1", by=STRANGER, reason="Not mine")


def test_whoever_is_named_may_speak_for_the_gap_too(cast: Cast) -> None:
    cast.council.posts.create(title="Street Clerk")
    speak(cast, owner=post(cast, "Street Clerk"))
    kept = speak(cast, by=NEIGHBOUR, version=1, owner=post(cast, "Street Clerk"), due_on=DUE)
    assert kept.due_on == DUE


def test_a_director_reaches_the_services_of_the_directorate(cast: Cast) -> None:
    director = Officer("Director", "d", "testbury", "DIRECTOR", directorate="Place")
    elsewhere = Officer("Director", "e", "testbury", "DIRECTOR", directorate="People")
    cast.elements["action"].service = cast.council.services.get()
    assert speak(cast, by=director, reason="Mine")
    with pytest.raises(Refused):
        speak(cast, "OWN1", by=elsewhere, reason="Not mine")


def test_two_at_once_the_second_is_told(cast: Cast) -> None:
    speak(cast, reason="First")
    with pytest.raises(Refused, match="Somebody else changed this gap"):
        speak(cast, reason="Second")
    assert GapNote.objects.get().reason == "First"


@pytest.mark.parametrize(
    ("code", "said", "sentence"),
    [
        ("NON1", {"reason": "x"}, "No rule about elements is called NON1"),
        ("TAR1", {"reason": "x"}, "No rule about elements is called TAR1"),
        ("OWN1", {}, "Say who fills it"),
        ("OWN1", {"reason": "  "}, "Say who fills it"),
    ],
)
def test_what_can_not_be_said(code: str, said: dict, sentence: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=sentence):
        speak(cast, code, **said)
    assert not GapNote.objects.exists()


def test_a_post_of_another_council_fills_no_gap_here(cast: Cast) -> None:
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="no post of Testbury"):
        speak(cast, owner=post(other))


def test_hostile_text_is_kept_as_it_is(cast: Cast) -> None:
    words = "<script>alert(1)</script> ' ; DROP TABLE"
    assert speak(cast, reason=words).reason == words


def test_a_gap_that_only_a_note_opens_is_closed_by_hand(cast: Cast) -> None:
    rows = [{"element_id": cast.elements["action"].pk, "code": "WRD1", "reason": "Cut off"}]
    plans.name_gaps(council=cast.council, rows=rows, **WHO)
    with pytest.raises(Refused, match="Somebody else"):
        close_noted_gap(element=cast.elements["action"], code="WRD1", version=9, by=STRATEGY, at=AT)
    close_noted_gap(element=cast.elements["action"], code="WRD1", version=1, by=STRATEGY, at=AT)
    assert not GapNote.objects.exists()
    assert Entry.objects.filter(subject_kind="gapnote").first().verb == "closed"
    speak(cast, reason="Being defined")
    with pytest.raises(Refused, match="closes by itself"):
        close_noted_gap(element=cast.elements["action"], code="MEA1", version=1, by=STRATEGY, at=AT)
