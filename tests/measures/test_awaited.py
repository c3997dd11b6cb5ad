"""A result that was awaited comes in; figures too large or in question; and who may do what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period
from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.measures import actions, entering, queries, targets
from goldenthread.measures.models import Measure, Observation, RatingRule, Target
from goldenthread.measures.permissions import (
    reasons_not_to_keep,
    reasons_not_to_record,
    reasons_not_to_restate,
    reasons_not_to_set_target,
    reasons_not_to_upload,
)
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    OWNER,
    Q1,
    Q4,
    STRANGER,
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


def file(cast: Cast, *rows: dict[str, object]) -> Recorded:
    return actions.record_observations(council=cast.council, rows=iter(rows), **WHO)


def typed(cast: Cast, value: str | None, **more: Any) -> Observation:
    given: dict[str, Any] = {
        "state": State.REPORTED if value else State.AWAITED,
        "by": OWNER,
        "at": AT,
        **more,
    }
    number = None if value is None else Decimal(value)
    return entering.record_observation(measure=cast.measure, period=Q1, value=number, **given)


@pytest.mark.parametrize("state", ["NOT_DUE", "AWAITED", "OVERDUE"])
def test_a_result_that_was_awaited_may_come_in_by_file(cast: Cast, state: str) -> None:
    """R138, R143: a blank in last quarter's spreadsheet is filled in this quarter's."""
    blank = {**observation_row(cast.measure, Q1, None), "state": state}
    figure = observation_row(cast.measure, Q1, "78.5")
    assert [file(cast, blank), file(cast, blank)] == [Recorded(created=1), Recorded(same=1)]
    assert [file(cast, figure), file(cast, figure), file(cast, figure)] == [
        Recorded(changed=1), Recorded(same=1), Recorded(same=1),
    ]  # fmt: skip
    old, new = Observation.objects.order_by("id")
    assert (old.is_current, old.state, old.superseded_by, new.state, new.value) == (
        False, state, new, "REPORTED", Decimal("78.5"),
    )  # fmt: skip
    entry = Entry.objects.filter(subject_kind="observation").order_by("-id")[0]
    assert (entry.verb, entry.before, entry.after) == (
        "recorded",
        {"value": "None", "state": state},
        {"value": "78.5", "state": "REPORTED"},
    )


def test_a_file_cannot_take_a_figure_away(cast: Cast) -> None:
    """R139."""
    file(cast, observation_row(cast.measure, Q1, "78.5"))
    with pytest.raises(Refused, match="one figure differs"):
        file(cast, observation_row(cast.measure, Q1, None))


def test_a_file_that_differs_is_refused_whole(cast: Cast) -> None:
    file(cast, observation_row(cast.measure, Q1, "1"), observation_row(cast.measure, Q4, "2"))
    with pytest.raises(Refused, match="2 figures differ") as refusal:
        file(
            cast,
            observation_row(cast.measure, Q1, "3"),
            observation_row(cast.measure, Q4, "4"),
            observation_row(cast.measure, Q1, "5", breakdown="women"),
        )
    assert str(refusal.value) == (
        "In this file 2 figures differ from what is held for the same measure and period. "
        "Restate each on its measure's page, with the reason."
    )
    assert Observation.objects.count() == 2


def test_a_figure_longer_than_is_kept_is_the_same_when_it_comes_again(cast: Cast) -> None:
    row = observation_row(cast.measure, Q1, "66.666666666667")
    assert [file(cast, row), file(cast, row)] == [Recorded(created=1), Recorded(same=1)]
    assert Observation.objects.get().value == Decimal("66.666667")


def test_a_part_and_the_total_stand_beside_each_other(cast: Cast) -> None:
    rows = [
        observation_row(cast.measure, Q1, "81"),
        observation_row(cast.measure, Q1, "40", breakdown="women"),
    ]
    assert [file(cast, *rows), file(cast, *rows)] == [Recorded(created=2), Recorded(same=2)]
    typed(cast, "82", reason="Recounted")
    assert sorted(Observation.objects.filter(is_current=True).values_list("breakdown", "value")) == [
        ("", Decimal(82)), ("women", Decimal(40)),
    ]  # fmt: skip
    assert [result.value for result in queries.results_of(cast.measure)] == [Decimal(82)]
    assert {
        key: [one.value for one in held] for key, held in queries.recent_results(cast.council, ON).items()
    } == {cast.measure.pk: [Decimal(82)]}


def test_the_first_figure_for_an_awaited_period_restates_nothing_and_needs_no_reason(cast: Cast) -> None:
    blank = typed(cast, None)
    made = typed(cast, "78.5")
    assert (made.state, made.supersedes, made.reason) == ("REPORTED", blank, "")
    assert [entry.verb for entry in Entry.objects.filter(subject_kind="observation").order_by("id")] == [
        "recorded", "recorded",
    ]  # fmt: skip
    with pytest.raises(Refused, match="Say why it changes"):
        typed(cast, "79")


def test_a_figure_replaced_by_a_state_says_why_and_keeps_the_state(cast: Cast) -> None:
    """R138, R139."""
    typed(cast, "100")
    made = typed(cast, None, state=State.NIL_ACTIVITY, reason="There were no consultations.")
    assert (made.state, made.value, made.reason) == ("NIL_ACTIVITY", None, "There were no consultations.")
    back = typed(cast, "5", reason="One was found.")
    assert (back.state, back.supersedes) == ("RESTATED", made)
    assert Observation.objects.filter(is_current=True).get() == back


def test_a_whole_stored_observation(cast: Cast) -> None:
    """R145: the figure, its state, its words, who, when and where it comes from."""
    made = typed(cast, "78.5", note_text="Two lines were down.", source="Telephone system", by=STRATEGY)
    stored = Observation.objects.values().get()
    stored.pop("id")
    assert stored == {
        "council_id": cast.council.pk, "measure_id": cast.measure.pk,
        "period_kind": "QUARTER", "starts_on": Q1.starts_on, "ends_on": Q1.ends_on, "breakdown": "",
        "value": Decimal("78.5"), "state": "REPORTED", "is_questioned": False,
        "note": "Two lines were down.", "published_status": "", "source": "Telephone system",
        "entered_by": "Strategy Manager", "entered_at": AT, "is_current": True, "supersedes_id": None,
        "reason": "", "numerator": None, "denominator": None, "queries": [], "explanation": "",
        "is_derived": False,
    }  # fmt: skip
    assert made.period == Q1


@pytest.mark.parametrize(
    ("value", "note", "is_questioned"),
    [
        ("0", "Figure not yet confirmed", True),
        ("100", "Nil return", True),
        ("0", "0 cases awaiting a decision", False),
        ("5", "Figure not yet confirmed", False),
    ],
)
def test_a_figure_in_question_is_held_so_whether_it_is_typed_or_in_a_file(
    cast: Cast, value: str, note: str, is_questioned: bool
) -> None:
    """R138: a zero entered for a figure not yet in is shown and not rated, whichever way it came."""
    assert typed(cast, value, note_text=note, asked=True).is_questioned is is_questioned
    assert actions.is_questionable(Decimal(value), note) is is_questioned


@pytest.mark.parametrize("value", ["10000000000000", "-10000000000000.5"])
def test_a_figure_too_large_to_be_kept_is_refused_by_every_door(cast: Cast, value: str) -> None:
    sentence = "is too large: up to 13 digits can be kept"
    with pytest.raises(Refused, match=sentence):
        typed(cast, value)
    with pytest.raises(Refused, match=sentence):
        file(cast, observation_row(cast.measure, Q1, value))
    with pytest.raises(Refused, match=sentence):
        targets.set_target(measure=cast.measure, period=Q1, value=Decimal(value), reason="", by=OWNER, at=AT)
    assert not Observation.objects.exists()
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    "value", ["9999999999999.999999", "-9999999999999.99", "0.0000004", "1234567890.123456789"]
)
def test_the_largest_and_the_longest_figures_are_read_back_and_are_the_same_again(
    cast: Cast, value: str
) -> None:
    """SQLite keeps fifteen digits: a figure it rounds up past its column could never be read again."""
    row = observation_row(cast.measure, Q1, value)
    assert [file(cast, row), file(cast, row)] == [Recorded(created=1), Recorded(same=1)]
    held = Observation.objects.get().value
    assert held is not None
    assert abs(held - Decimal(value)) <= abs(Decimal(value)) / 10**14 + Decimal("0.000001")


def test_no_figure_is_not_too_large() -> None:
    assert reasons_not_to_keep(None) == []


@pytest.mark.parametrize(
    ("officer", "reasons"),
    [
        (OPERATOR, []),
        (STRATEGY, []),
        (OWNER, []),
        (VISITOR, ["Sign in first."]),
        (STRANGER, ["You work for another council than Testbury."]),
        (
            NEIGHBOUR,
            [
                "Only the strategy team or Head of Streets can record and restate results. "
                "You are signed in as an owner."
            ],
        ),
        # The name of a post is not enough: the same title in another council is another post.
        (replace(OWNER, council="elsewhere"), ["You work for another council than Testbury."]),
        (replace(OWNER, username=""), ["Sign in first."]),
    ],
)
def test_who_may_record_and_who_may_set_a_target(cast: Cast, officer: Officer, reasons: list[str]) -> None:
    assert reasons_not_to_record(cast.measure, None, "", officer) == reasons
    said = [reason.replace("record and restate results", "set targets") for reason in reasons]
    assert reasons_not_to_set_target(cast.measure, None, "", officer) == said


@pytest.mark.parametrize(
    ("officer", "reasons"),
    [
        (OPERATOR, []),
        (STRATEGY, []),
        (
            OWNER,
            [
                "Only the strategy team can upload results for the whole council. "
                "You are signed in as an owner."
            ],
        ),
        (VISITOR, ["Sign in first."]),
        (STRANGER, ["You work for another council than Testbury."]),
    ],
)
def test_who_may_upload(cast: Cast, officer: Officer, reasons: list[str]) -> None:
    assert reasons_not_to_upload(cast.council, officer) == reasons


def test_a_measure_that_nobody_answers_for_says_so(cast: Cast) -> None:
    actions.define_measures(council=cast.council, rows=[measure_row("M2")], **WHO)
    orphan = Measure.objects.get(code="M2")
    assert reasons_not_to_record(orphan, None, "", OWNER) == [
        "Only the strategy team or the post that answers for it (none is named yet) can record and restate "
        "results. You are signed in as an owner."
    ]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_of_nothing_is_no_reason(cast: Cast, reason: str) -> None:
    held = typed(cast, "1")
    assert reasons_not_to_record(cast.measure, held, reason, OWNER) == [
        "A result is held for this period already. Say why it changes; the old one is kept."
    ]


def test_a_blank_target_is_handed_to_a_post_that_may_then_set_it(cast: Cast) -> None:
    """R126: a target has an owner who must set it."""
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, None, reason="New")], **WHO)
    clerk = cast.council.posts.create(title="Street Clerk")
    target = Target.objects.get()
    assert reasons_not_to_set_target(cast.measure, target, "", NEIGHBOUR)
    targets.hand_target_to(target=target, owner=clerk, due_on=date(2014, 9, 30), by=STRATEGY, at=AT)
    entry = Entry.objects.filter(verb="changed", subject_kind="target").get()
    assert (entry.by_post, entry.before, entry.after) == (
        "Strategy Manager",
        {"owner_id": None, "due_on": None},
        {"owner_id": clerk.pk, "due_on": "2014-09-30"},
    )
    made = targets.set_target(
        measure=cast.measure, period=Q1, value=Decimal(80), reason="Agreed", by=NEIGHBOUR, at=AT
    )
    assert (made.value, made.state, made.reason, made.owner, made.due_on) == (
        Decimal(80), "SET", "Agreed", clerk, date(2014, 9, 30),
    )  # fmt: skip


def test_a_change_of_target_is_in_the_ledger_with_its_reason(cast: Cast) -> None:
    """R145."""
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "80")], **WHO)
    targets.set_target(
        measure=cast.measure, period=Q1, value=Decimal(75), reason="The service moved.", by=OWNER, at=AT
    )
    entry = Entry.objects.filter(verb="changed", subject_kind="target").get()
    assert (entry.by_post, entry.at, entry.reason) == ("Head of Streets", AT, "The service moved.")
    assert (entry.before["value"], entry.after["value"]) == ("80.000000", "75")


def test_a_file_of_one_difference_is_told_in_the_singular() -> None:
    assert reasons_not_to_restate(0) == []
    assert reasons_not_to_restate(1)[0].startswith("In this file one figure differs from")


def test_the_rule_adopted_is_kept_whole_and_without_one_a_target_is_met_or_not(cast: Cast) -> None:
    """R011: a published rule."""
    adopted, rulebook = queries.rulebook_of(cast.council)
    assert (adopted, rulebook.rule.name) == (None, "Met or not met")
    body = {"code": "own", "name": "Own", "band": [{"name": "Good", "status": "on target"}]}
    for _ in range(2):
        actions.adopt_rule(
            council=cast.council, code="own", name="Own", body=body, source="Annex A", by=STRATEGY, at=AT
        )
    adopted, rulebook = queries.rulebook_of(cast.council)
    assert (adopted and adopted.body, rulebook.rule.name, RatingRule.objects.count()) == (body, "Own", 1)
    assert str(adopted) == "Own"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [(None, None), ("59.000000", "59"), ("13.080000", "13.08"), ("0.000000", "0"), ("1200.000000", "1200"),
     ("-0.500000", "-0.5")],
)  # fmt: skip
def test_a_stored_figure_is_shown_without_the_zeros_of_its_column(
    stored: str | None, shown: str | None
) -> None:
    found = queries.plain(None if stored is None else Decimal(stored))
    assert (None if found is None else str(found)) == shown


def test_results_too_old_to_matter_are_left_out_and_years_are_read_further_back(cast: Cast) -> None:
    periods = [("Q1 2011/12", False), ("2009/10", True), ("2008/09", False), ("Q1 2014/15", True)]
    file(cast, *(observation_row(cast.measure, parse_period(words), "1") for words, _ in periods))
    found = queries.recent_results(cast.council, ON)[cast.measure.pk]
    assert {one.period for one in found} == {parse_period(words) for words, is_read in periods if is_read}


def test_another_councils_measures_are_never_read(cast: Cast) -> None:
    elsewhere = a_council("elsewhere")
    file(cast, observation_row(cast.measure, Q1, "1"))
    assert queries.recent_results(elsewhere.council, ON) == {}
    assert queries.measure_by_id(elsewhere.council, cast.measure.pk) is None
    assert queries.measure_at(elsewhere.council, "M1") == elsewhere.measure
    measured = [one for one in queries.measured_of(elsewhere.council).values() if one]
    assert [one.id for one in measured] == [elsewhere.measure.pk]
    assert queries.links_of_council(elsewhere.council) == {
        elsewhere.measure.pk: [elsewhere.elements["clean"].pk]
    }


def test_the_newest_result_is_read_however_old_it_is(cast: Cast) -> None:
    """R138: long overdue isn't never reported; a later part of it or a later total tells which is newest."""
    old = [observation_row(cast.measure, parse_period(words), "1") for words in ("2009/10 Q1", "2009/10 Q2")]
    file(cast, *old, observation_row(cast.measure, Q1, "1", breakdown="women"))
    (newest,) = queries.recent_results(cast.council, ON)[cast.measure.pk]
    assert newest.period == parse_period("2009/10 Q2")
