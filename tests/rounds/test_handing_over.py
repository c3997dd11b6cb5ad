"""Everything a post answers for goes to another in one step, each with its entry in the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Measure, MeasureGapNote, Target
from goldenthread.plans.models import Edition, Element, GapNote
from goldenthread.reports.figures.amended import amended
from goldenthread.rounds.handing_over import hand_over, held_by_post
from goldenthread.rounds.models import Ask
from tests.cast import AT, ON, OWNER, STRATEGY
from tests.cast_mail import RoundCast, a_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> RoundCast:
    """The head of streets owns two lines, a measure, an empty target, two gaps, and answers in a round."""
    found = a_round()
    head, council = found.post("Head of Streets"), found.council
    days = {"period_kind": "QUARTER", "starts_on": date(2014, 7, 1), "ends_on": date(2014, 9, 30)}
    council.targets.create(measure=found.cast.measure, state="TO_BE_SET", owner=head, **days)
    council.gap_notes.create(element=found.cast.elements["place"], code="ELE1", reason="New", owner=head)
    council.measure_gap_notes.create(measure=found.cast.measure, code="MEA1", owner=head)
    council.reviews.create(held_on=date(2014, 5, 1), about="The report", found="Long", to_do="Shorten it",
                           owner=head, due_on=date(2014, 12, 1))  # fmt: skip
    return found


def give(made: RoundCast, **more) -> dict[str, int]:
    giver, taker = made.post("Head of Streets"), made.post("Strategy Manager")
    given = {"giver": giver, "taker": taker, "mark": held_by_post(giver).mark,
             "reason": "The post ends.", "on": ON}  # fmt: skip
    return dict(hand_over(**{**given, "by": STRATEGY, "at": AT, **more}))


def test_everything_a_post_answers_for_goes_in_one_step(made) -> None:
    taker = made.post("Strategy Manager")
    counts = give(made)
    assert counts == {
        "lines of plans that it owns": 2,
        "measure that it owns": 1,
        "target that it is to set": 1,
        "gap in a plan that it fills": 1,
        "gap of a measure that it fills": 1,
        "line of an open round to update": 1,
        "lines of open rounds to check": 2,
        "thing to do from a review": 1,
    }
    assert held_by_post(made.post("Head of Streets")).count == 0
    assert held_by_post(taker).count == 10
    for record in (Element.objects.get(code="clean"), Measure.objects.get(), Target.objects.get()):
        assert (record.owner, record.version) == (taker, 2)
    assert (GapNote.objects.get().owner, MeasureGapNote.objects.get().owner) == (taker, taker)
    assert Ask.objects.get(pk=made.action.pk).updater == taker
    assert Ask.objects.get(pk=made.measure.pk).updater == made.post("Street Clerk")


def test_each_record_says_in_the_ledger_from_whom_to_whom_it_went(made) -> None:
    give(made)
    entries = Entry.objects.filter(verb="handed over")
    assert entries.count() == 10 + 1
    measure = entries.get(subject_kind="measure")
    head, taker = made.post("Head of Streets"), made.post("Strategy Manager")
    assert (measure.before, measure.after) == ({"owner_id": head.pk}, {"owner_id": taker.pk})
    assert measure.reason == "The post ends."
    whole = entries.get(subject_kind="post")
    assert whole.after["to"] == "Strategy Manager" and whole.after["lines of plans that it owns"] == 2


def test_what_was_approved_is_noted_as_handed_over_and_decided_by_nobody(made) -> None:
    """Decision 0043: an act of administration, whose first owner is kept and which the next report lists."""
    Edition.objects.update(state="ADOPTED")
    give(made)
    noted = ChangeRequest.objects.order_by("element__code")
    assert {(one.kind, one.state, str(one.element or one.measure)) for one in noted} == {
        ("OWNER", "NOTED", "Action"), ("OWNER", "NOTED", "Clean"), ("OWNER", "NOTED", str(made.cast.measure)),
    }  # fmt: skip
    first = noted.exclude(element=None).first()
    assert (first.before["owner"], first.after["owner"]) == ("Head of Streets", "Strategy Manager")
    (found,) = amended([first])
    assert found.changes[0].words.startswith("Handed over by Strategy Manager")


def test_what_is_past_and_what_is_personal_stays(made) -> None:
    Measure.objects.update(retired_on=date(2014, 9, 1), retired_because="Over")
    Target.objects.update(state="SET", value=3)
    GapNote.objects.update(is_accepted=True)
    Ask.objects.update(state="SIGNED")
    made.cast.edition.elements.filter(code="clean").update(state="MERGED")
    head = made.post("Head of Streets")
    made.council.workplan_items.create(item=made.cast.elements["action"], post=head, words="Sort the letters")
    give(made)
    assert made.council.workplan_items.get().post == head
    assert (Measure.objects.get().owner, Target.objects.get().owner, GapNote.objects.get().owner) == (
        head,
    ) * 3
    assert Ask.objects.get(pk=made.action.pk).updater == head


def test_what_changed_since_it_was_looked_at_is_not_handed_over_unseen(made) -> None:
    mark = held_by_post(made.post("Head of Streets")).mark
    Element.objects.filter(code="place").update(owner=made.post("Head of Streets"))
    with pytest.raises(Refused, match="has changed since you looked"):
        give(made, mark=mark)
    assert not Entry.objects.filter(verb="handed over").exists()


def test_what_cannot_be_handed_over_says_why(made) -> None:
    elsewhere = a_round("elsewhere").post("Strategy Manager")
    for wrong, sentence in [
        ({"by": OWNER}, "Only the strategy team can hand what a post answers for to another."),
        ({"taker": made.post("Head of Streets")}, "A post hands over to another post."),
        ({"taker": elsewhere}, "belongs to another council"),
        ({"reason": " "}, "Say why it is handed over"),
        (
            {"giver": made.post("Strategy Manager"), "taker": made.post("Head of Streets")},
            "answers for nothing",
        ),
    ]:
        with pytest.raises(Refused, match=sentence):
            give(made, **wrong)


def test_looking_takes_a_query_for_each_kind(made, django_assert_num_queries) -> None:
    post = made.post("Head of Streets")
    assert post.council
    with django_assert_num_queries(10):
        held_by_post(post)
