"""At the door: what is asked is answered or waits, what is provisional is confirmed, nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.observed import State
from goldenthread.core.periods import Period, previous, quarter
from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions
from goldenthread.measures.door_queries import known_of, open_queries
from goldenthread.measures.entering import (
    Given,
    NotStored,
    answer_queries,
    confirm_observations,
    record_many,
    record_observation,
)
from goldenthread.measures.models import Breakdown, Measure, Observation, Rebase, Target
from goldenthread.people.officers import Officer
from tests.cast import (
    AT,
    NEIGHBOUR,
    OWNER,
    Q1,
    Q4,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    measure_row,
    observation_row,
    target_row,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def record(cast: Cast, value: str | None, when: Period = Q1, **more: Any) -> Observation:
    number = None if value is None else Decimal(value)
    given = {"state": State.REPORTED, "by": OWNER, "at": AT, **more}
    return record_observation(measure=cast.measure, period=when, value=number, **given)


def with_history(cast: Cast, *values: str) -> None:
    when, rows = Q4, []
    for value in reversed(values):
        rows.append(observation_row(cast.measure, when, value))
        when = previous(when)
    actions.record_observations(council=cast.council, rows=rows, **WHO)


def test_a_slip_is_refused_with_its_questions_and_stored_with_the_answer(cast: Cast) -> None:
    """R138, R139: 0.84 where 84% is meant."""
    with_history(cast, "82", "84", "79", "81")
    with pytest.raises(NotStored, match="Should it be 84%") as refused:
        record(cast, "0.84")
    assert [one.code for one in refused.value.questions[0]] == ["AS_FRACTION"]
    made = record(cast, "0.84", explanation="Most calls are web chats now.")
    assert (made.is_questioned, made.explanation) == (False, "Most calls are web chats now.")
    assert made.queries == [{"code": "AS_FRACTION", "value": "0.84", "times_100": "84"}]
    entry = Entry.objects.filter(subject_kind="observation").latest("id")
    assert (entry.after["asked"], entry.after["explanation"]) == (
        "AS_FRACTION", "Most calls are web chats now.",
    )  # fmt: skip


def test_an_answer_that_has_to_wait_leaves_the_figure_in_question(cast: Cast) -> None:
    with_history(cast, "82", "84", "79", "81")
    made = record(cast, "0.84", asked=True)
    assert made.is_questioned and open_queries(cast.council) == [made]
    with pytest.raises(Refused, match="Only the strategy team or Head of Streets"):
        answer_queries(observation=made, explanation="It is.", by=NEIGHBOUR, at=AT)
    with pytest.raises(Refused, match="Say why the figure is right"):
        answer_queries(observation=made, explanation=" ", by=OWNER, at=AT)
    answer_queries(observation=made, explanation="It is.", by=OWNER, at=AT)
    made.refresh_from_db()
    assert (made.is_questioned, made.explanation, open_queries(cast.council)) == (False, "It is.", [])
    entry = Entry.objects.filter(verb="answered").get()
    assert (entry.before["is_questioned"], entry.reason) == (True, "It is.")
    with pytest.raises(Refused, match="Somebody has answered this"):
        answer_queries(observation=made, explanation="Again.", by=OWNER, at=AT)


def test_a_figure_in_question_is_no_history(cast: Cast) -> None:
    """Or the next slip would look usual."""
    with_history(cast, "82", "84", "79", "81")
    record(cast, "0.84", asked=True)
    held = known_of([cast.measure.pk]).history[cast.measure.pk].beside(quarter(2030, 1)).like
    assert [one.value for one in held] == [Decimal(value) for value in ("82", "84", "79", "81")]


def test_a_zero_in_a_file_that_means_missing_is_asked_about(cast: Cast) -> None:
    """Hart's ETS01: what an import holds in question is on the list of what is asked."""
    row = observation_row(cast.measure, Q1, "0", note="not yet confirmed", is_questioned=True)
    actions.record_observations(council=cast.council, rows=[row], **WHO)
    assert [one.queries for one in open_queries(cast.council)] == [[{"code": "ZERO_UNCONFIRMED"}]]


def test_a_figure_is_worked_out_from_its_two_numbers_and_both_are_kept(cast: Cast) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(kind="PERCENTAGE")
    cast.measure.refresh_from_db()
    two = {"numerator": Decimal(2), "denominator": Decimal(3)}
    made = record(cast, None, **two)
    assert (made.value, made.numerator, made.denominator) == (Decimal("66.666667"), 2, 3)
    again = record(cast, "66.7", Q4, **two)
    assert again.value == Decimal("66.666667")  # the typed figure agrees, so the exact one is kept
    with pytest.raises(NotStored, match=r"makes 66\.666667%\. Which of them holds"):
        record(cast, "60", reason="Corrected", **two)
    held = record(cast, "60", reason="Corrected", explanation="Weighted by ward.", **two)
    assert (held.value, held.numerator) == (Decimal(60), 2)


def test_confirming_a_provisional_figure_restates_nothing(cast: Cast) -> None:
    """R139: provisional, then confirmed; who and when are kept."""
    held = record(cast, "78.5", state=State.PROVISIONAL, note_text="Two weeks to come.")
    with pytest.raises(Refused, match="Only the strategy team or Head of Streets"):
        confirm_observations(observations=[held], by=NEIGHBOUR, at=AT)
    assert confirm_observations(observations=[held], by=STRATEGY, at=AT) == 1
    held.refresh_from_db()
    new = held.superseded_by
    assert (held.is_current, new.state, new.value, new.note, new.entered_by) == (
        False, "REPORTED", Decimal("78.5"), "Two weeks to come.", "Strategy Manager",
    )  # fmt: skip
    assert Entry.objects.filter(verb="confirmed").count() == 1
    assert not Entry.objects.filter(verb="restated").exists()
    with pytest.raises(Refused, match="not provisional any more"):
        confirm_observations(observations=[held], by=OWNER, at=AT)


def test_typing_the_same_figure_as_final_confirms_it_and_another_restates_it(cast: Cast) -> None:
    record(cast, "78.5", state=State.PROVISIONAL)
    assert record(cast, "78.5").state == "REPORTED"
    with pytest.raises(NotStored, match="Say why it changes"):
        record(cast, "79")
    assert record(cast, "79", state=State.PROVISIONAL, reason="New calls").state == "PROVISIONAL"


def test_one_in_question_is_not_confirmed_before_it_is_answered(cast: Cast) -> None:
    held = record(cast, "180", state=State.PROVISIONAL, asked=True)
    with pytest.raises(Refused, match="is in question"):
        confirm_observations(observations=[held], by=OWNER, at=AT)
    answer_queries(observation=held, explanation="Two in one.", by=OWNER, at=AT)
    confirm_observations(observations=[held], by=OWNER, at=AT)
    new = Observation.objects.get(is_current=True)
    assert (new.explanation, new.is_questioned, len(new.queries)) == ("Two in one.", False, 1)


def test_recording_what_is_held_changes_nothing(cast: Cast) -> None:
    held = record(cast, "78.5")
    assert record(cast, "78.5") == held
    assert Observation.objects.count() == 1


def test_many_are_stored_together_or_not_at_all(cast: Cast) -> None:
    with_history(cast, "82", "84", "79", "81")
    actions.define_measures(
        council=cast.council, rows=[measure_row("M2", owner_id=cast.measure.owner_id)], **WHO
    )
    other = Measure.objects.get(code="M2")
    good = Given(other, Q1, value=Decimal(50))
    slip = Given(cast.measure, Q1, value=Decimal("0.84"))
    stale = Given(cast.measure, Q4, value=Decimal(82), reason="Late", seen=0)
    with pytest.raises(NotStored) as refused:
        record_many(council=cast.council, given=[good, slip, stale], by=OWNER, at=AT)
    assert (set(refused.value.questions), set(refused.value.problems), refused.value.stale) == ({1}, {2}, {2})
    assert not Observation.objects.filter(starts_on=Q1.starts_on).exists()
    assert len(record_many(council=cast.council, given=[good], by=OWNER, at=AT)) == 1


def test_the_door_asks_a_fixed_number_of_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    with_history(cast, "82", "84", "79", "81")
    rows = [measure_row(f"N{n}", owner_id=cast.measure.owner_id) for n in range(5)]
    actions.define_measures(council=cast.council, rows=rows, **WHO)
    keys = list(Measure.objects.values_list("pk", flat=True))
    for count in (1, 5):
        with django_assert_num_queries(6):
            known_of(keys[:count])


def test_what_is_worked_out_or_followed_no_more_is_not_typed(cast: Cast) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(formula="[M2] + [M3]")
    cast.measure.refresh_from_db()
    with pytest.raises(NotStored, match="its figures are not typed"):
        record(cast, "5")
    Measure.objects.filter(pk=cast.measure.pk).update(
        formula="", retired_on=Q1.starts_on, retired_because="Replaced"
    )
    cast.measure.refresh_from_db()
    with pytest.raises(NotStored, match="followed no more"):
        record(cast, "5")
    assert record(cast, "5", Q4).value == 5


def test_the_post_that_types_figures_in_may_record_them(cast: Cast) -> None:
    """R145: who updates and who owns may differ."""
    clerk = cast.council.posts.create(title="Street Clerk")
    Measure.objects.filter(pk=cast.measure.pk).update(updater=clerk)
    cast.measure.refresh_from_db()
    updater = Officer("Street Clerk", "clerk", "testbury", "UPDATER")
    assert record(cast, "78.5", by=updater).entered_by == "Street Clerk"


def test_targets_parts_and_fresh_limits_are_known_at_the_door(cast: Cast) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(unit="")
    cast.measure.refresh_from_db()
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "420")], **WHO)
    with pytest.raises(NotStored, match="about 170 times the target of 420"):
        record(cast, "73390")
    for name in ("North", "South"):
        Breakdown.objects.create(measure=cast.measure, by="WARD", name=name, adds_up=True)
    parts = {"North": Decimal(200), "South": Decimal(211)}
    with pytest.raises(NotStored, match="The parts by ward add up to 411, and the total is 410"):
        record(cast, "410", parts=parts)
    record(cast, "411", parts=parts)
    assert Observation.objects.filter(is_current=True).count() == 3
    Rebase.objects.create(
        council=cast.council, measure=cast.measure, from_on=Q1.starts_on, reason="New system",
        made_by="x", made_at=AT,
    )  # fmt: skip
    assert known_of([cast.measure.pk]).rebased[cast.measure.pk] == [Q1.starts_on]
    assert Target.objects.count() == 1


def test_what_comes_of_a_figure_is_worked_out_as_it_comes_in(cast: Cast) -> None:
    row = measure_row("TWICE", formula="[M1] * 2", unit="")
    actions.define_measures(council=cast.council, rows=[row], **WHO)
    record(cast, "40")
    derived = Observation.objects.get(measure__code="TWICE", is_current=True)
    assert (derived.value, derived.is_derived) == (Decimal(80), True)
    record(cast, "41", reason="One more.")
    assert Observation.objects.get(measure__code="TWICE", is_current=True).value == Decimal(82)
